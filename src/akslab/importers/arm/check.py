"""Every expression of a template, evaluated or not: what is no expression, and names no function has."""

from collections.abc import Iterator
from typing import Any

from ...deployments.origins import Origin, Path
from ...wire.sentences import sentence
from .document import field
from .expressions import Call, Expression, Index, Property, is_expression, parse_expression, refused
from .functions import function_of
from .journal import Journal
from .refusals import RefusedError
from .scoped import SCOPED

_NOT_EVALUATED = ("metadata", "comments", "$schema", "allowedvalues", "contentversion")


def check_expressions(document: Any, file: str, journal: Journal) -> None:
    """Note the faults that need no evaluation to be seen."""
    texts, own = _found(document)
    checked: dict[str, RefusedError | None] = {}
    for path, text in texts:
        if text not in checked:
            checked[text] = _fault(text, own)
        error = checked[text]
        if error is not None:
            journal.refuse(error, Origin(file=file, path=path))


def _found(document: Any) -> tuple[list[tuple[Path, str]], set[str]]:
    """Return the expressions of a document with their places, and the names of functions that templates in it declare."""
    texts: list[tuple[Path, str]] = []
    functions: set[str] = set()
    waiting: list[tuple[Path, Any]] = [((), document)]
    while waiting:
        path, value = waiting.pop()
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            kind = type(inner)
            if kind is str:
                if inner[:1] == "[" and is_expression(inner) and str(key).lower() not in _NOT_EVALUATED:
                    texts.append(((*path, key), inner))
            elif (kind is dict or kind is list) and str(key).lower() not in _NOT_EVALUATED:
                waiting.append(((*path, key), inner))
                if key == "functions":
                    functions.update(_own_functions(inner))
    return texts, functions


def _own_functions(spaces: Any) -> Iterator[str]:
    for space in _listed(spaces):
        members = field(space, "members")
        for name in members if isinstance(members, dict) else ():
            yield f"{field(space, 'namespace')}.{name}".lower()


def _listed(value: Any) -> list[Any]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _fault(text: str, own: set[str]) -> RefusedError | None:
    try:
        tree = parse_expression(text)
    except RefusedError as error:
        return error
    for call in _calls(tree):
        if call.key not in SCOPED and call.key not in own and function_of(call.name) is None:
            return refused(sentence("arm.no-function", name=call.name[:80]), call.start, call.end)
    return None


def _calls(tree: Expression) -> Iterator[Call]:
    waiting = [tree]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Call):
            yield here
            waiting += here.arguments
        elif isinstance(here, Property):
            waiting.append(here.target)
        elif isinstance(here, Index):
            waiting += (here.target, here.index)
