"""Comments that silence nothing: without a reason, for a rule there is none of, or where the rule finds nothing any more.

That a rule finds nothing is only said of what is declared and was judged: not of a resource that these parameters leave
out, nor of a rule that lacked something to judge by.
"""

from collections.abc import Container, Iterable, Iterator, Mapping

from ..deployments.declared import Declared, Deployment, Invocation
from ..deployments.nodes import Node
from ..deployments.origins import Origin
from ..rules.catalogue import RULES
from .locations import Locator
from .report import Trouble
from .sentences import say
from .suppressions import Comment, Suppressions

Lines = Mapping[str, list[tuple[int, int]]]
"""File -> first and last lines of what is declared in it."""
_DEEPEST = 200


def idle_comments(
    comments: Suppressions, declared: Lines, not_judged: Container[str], language: str
) -> Iterator[Trouble]:
    """Yield what is to be told of comments that no finding met; `not_judged` are the rules that were not fully judged."""
    known = {each.id for each in RULES}
    for comment in comments.idle():
        if comment.rule in known and comment.reason and not _is_judged(comment, declared, not_judged):
            continue
        yield Trouble(
            kind="suppression",
            message=_message(comment, known, language),
            file=comment.location.file,
            location=comment.location,
        )


def _is_judged(comment: Comment, declared: Lines, not_judged: Container[str]) -> bool:
    written = declared.get(comment.location.file, ())
    is_declared = any(first <= comment.covers <= last for first, last in written) if comment.covers else bool(written)
    return is_declared and comment.rule not in not_judged


def _message(comment: Comment, known: Iterable[str], language: str) -> str:
    rule = comment.rule
    if not rule:
        return say("suppression.no-name", language)
    if rule not in known:
        import difflib  # noqa: PLC0415 - hardly any comment is misspelt

        near = difflib.get_close_matches(rule, sorted(known), n=3)
        key = "suppression.near-rule" if near else "suppression.no-rule"
        return say(key, language, rule=rule, near=", ".join(near))
    return say("suppression.unused" if comment.reason else "suppression.no-reason", language, rule=rule)


def declared_lines(deployment: Deployment, files: Container[str], locator: Locator) -> Iterator[tuple[str, int, int]]:
    """Yield file, first and last line of each resource and command that is declared in one of the files."""
    every: tuple[Declared | Invocation, ...] = (*deployment.resources, *deployment.invocations)
    for each in every:
        if each.origin.file not in files or not (head := locator.locate(each.origin)):
            continue
        lines = [line for origin in _origins(each, head.file) if (line := _last_line(origin, locator)) >= head.line]
        yield head.file, head.line, max((head.end_line, *lines))


def _last_line(origin: Origin, locator: Locator) -> int:
    found = locator.locate(origin)
    return found.end_line if found else 0


def _origins(declared: Declared | Invocation, file: str) -> Iterator[Origin]:
    """Yield where values of a body are written, in this file and not in a variable's or parameter's place."""
    nodes = (
        [(declared.body, 0)] if isinstance(declared, Declared) else [(each, 0) for each in declared.options.values()]
    )
    while nodes:
        node, depth = nodes.pop()
        if node.origin and node.origin.file == file and node.origin.used is None:
            yield node.origin
        if depth < _DEEPEST:
            nodes += ((each, depth + 1) for each in _below(node))


def _below(node: Node) -> Iterator[Node]:
    yield from (each for _, each in node.items())
    yield from node.elements()
