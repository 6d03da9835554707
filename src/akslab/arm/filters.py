"""What `$filter` and `$top` of a list mean: the expressions that az writes. Another one is refused, never ignored."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice

from ..wire.properties import Json
from .errors import OWN_WORDS, ArmError, bad_request

Clause = tuple[str, str]
"""What is compared, lower-cased, such as `name eq` or `substringof(name)`, and with which value."""

RESOURCE_CLAUSES = (
    "resourceGroup eq",
    "resourceType eq",
    "name eq",
    "location eq",
    "tagName eq",
    "tagValue eq",
    "substringof(name)",
    "startswith(tagName)",
)
_VALUE = r"'(?P<value>(?:[^']|'')*)'"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<field>\w+)\s+eq\s+{_VALUE}",
        rf"(?P<function>\w+)\(\s*(?:{_VALUE})?\s*\)",
        rf"(?P<function>substringof)\(\s*{_VALUE}\s*,\s*(?P<field>\w+)\s*\)",
        rf"(?P<function>startswith)\(\s*(?P<field>\w+)\s*,\s*{_VALUE}\s*\)",
    )
)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_SHOWN_MAX = 200


def clauses(query: Mapping[str, str], known: Collection[str]) -> list[Clause]:
    """Take `$filter` apart at its `and`s; raises `ArmError` unless every clause is one of `known`."""
    expression = query.get("$filter", "").strip()
    return list(_clauses(expression, known)) if expression else []


def _clauses(expression: str, known: Collection[str]) -> Iterator[Clause]:
    names, at = {name.lower() for name in known}, 0
    while True:
        found = next((match for form in _FORMS if (match := form.match(expression, at))), None)
        clause = _clause(found) if found else ("", "")
        if found is None or clause[0] not in names:
            raise _unknown(expression, known)
        yield clause
        if found.end() == len(expression):
            return
        joint = _AND.match(expression, found.end())
        if joint is None:
            raise _unknown(expression, known)
        at = joint.end()


def _clause(match: "re.Match[str]") -> Clause:
    parts = match.groupdict()
    field, value = (parts.get("field") or "").lower(), (parts["value"] or "").replace("''", "'")
    return (f"{parts['function'].lower()}({field})" if "function" in parts else f"{field} eq"), value


def _unknown(expression: str, known: Collection[str]) -> ArmError:
    text = f'akslab does not know the filter "{expression[:_SHOWN_MAX]}" on this list. It knows {", ".join(known)}, '
    return bad_request("InvalidFilter", f"{text}each with a 'value' where it takes one, joined by 'and'.{OWN_WORDS}")


def select(documents: Iterable[Json], query: Mapping[str, str]) -> Iterable[Json]:
    """Return the documents that fit `$filter`, and no more of them than `$top`."""
    wanted = _joined(clauses(query, RESOURCE_CLAUSES))
    return first((one for one in documents if all(_TESTS[what](one, value) for what, value in wanted)), query)


def first(documents: Iterable[Json], query: Mapping[str, str]) -> Iterable[Json]:
    """Return as many documents as `$top` asks for; raises `ArmError` when it is no positive number."""
    top = query.get("$top")
    if top is None:
        return documents
    if not (top.isascii() and top.isdigit() and len(top) < 10 and int(top) > 0):
        raise bad_request("InvalidTop", f"$top must be a whole number above 0, not '{top[:_SHOWN_MAX]}'.{OWN_WORDS}")
    return islice(documents, int(top))


def _joined(wanted: list[Clause]) -> list[Clause]:
    """Make one clause of a tag's name and its value: they are looked for in the same tag."""
    values = dict(wanted)
    if not {"tagname eq", "tagvalue eq"} <= set(values):
        return wanted
    rest = [clause for clause in wanted if clause[0] not in ("tagname eq", "tagvalue eq")]
    return [*rest, ("tag eq", f"{values['tagname eq'].lower()}={values['tagvalue eq']}")]


def _tags(document: Json) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in (document.get("tags") or {}).items()}


def _is(field: str) -> Callable[[Json, str], bool]:
    return lambda document, value: str(document.get(field, "")).lower() == value.lower()


_TESTS: dict[str, Callable[[Json, str], bool]] = {
    "resourcegroup eq": lambda document, value: f"/resourcegroups/{value}/".lower() in f"{document['id']}/".lower(),
    "resourcetype eq": _is("type"),
    "name eq": _is("name"),
    "location eq": _is("location"),
    "tagname eq": lambda document, value: value.lower() in _tags(document),
    "tagvalue eq": lambda document, value: value in _tags(document).values(),
    "tag eq": lambda document, value: value in (f"{name}={held}" for name, held in _tags(document).items()),
    "substringof(name)": lambda document, value: value.lower() in str(document.get("name", "")).lower(),
    "startswith(tagname)": lambda document, value: any(name.startswith(value.lower()) for name in _tags(document)),
}
