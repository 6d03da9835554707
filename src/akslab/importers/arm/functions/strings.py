"""Functions of texts. Texts may be known in parts; what the known parts decide is decided."""

from collections.abc import Callable

from ....deployments.nodes import Node
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol
from ..hashing import guid, unique_string
from ..refusals import NotKnownError, RefusedError
from ..unknowns import known_end, known_start, pieces, unknown_in
from .arguments import elements, integer, known, number_text, partial_text, shown, text, whole, wrong_kind
from .function import Function, Site


def _mapped(change: Callable[[str], str]) -> Callable[[Site, tuple[Node, ...]], Node]:
    """Return a function that changes the known parts: names compare without case, so a symbol may stay as it is."""

    def changed(_: Site, arguments: tuple[Node, ...]) -> Node:
        parts = pieces(partial_text(arguments, 0))
        return Node("".join(part if is_unknown else change(part) for is_unknown, part in parts))

    return changed


def _trim(_: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(partial_text(arguments, 0).strip())


def _replace(site: Site, arguments: tuple[Node, ...]) -> Node:
    original, old, new = text(arguments, 0), text(arguments, 1), partial_text(arguments, 2)
    if not old:
        raise RefusedError(sentence("arm.empty-text", place=2))
    site.budget.spend_text(len(original) + original.count(old) * max(0, len(new) - len(old)))
    return Node(original.replace(old, new))


def _split(site: Site, arguments: tuple[Node, ...]) -> Node:
    original = partial_text(arguments, 0)
    if isinstance(arguments[1].value, tuple):
        delimiters = [text((each,), 0) for each in elements(arguments, 1)]
    else:
        delimiters = [text(arguments, 1)]
    if has_symbol(original) and not (original.startswith("/") and delimiters == ["/"]):
        # Only in ids are symbols surely whole segments.
        raise NotKnownError(unknown_in(original))
    parts = [original]
    for delimiter in delimiters:
        if delimiter:
            parts = [piece for part in parts for piece in part.split(delimiter)]
    site.budget.spend(len(parts))
    return Node(tuple(Node(part) for part in parts))


def _join(site: Site, arguments: tuple[Node, ...]) -> Node:
    delimiter = partial_text(arguments, 1)
    parts = [shown(node, site.budget) for node in elements(arguments, 0) if _is_scalar(node)]
    site.budget.spend_text(sum(map(len, parts)) + len(delimiter) * len(parts))
    return Node(delimiter.join(parts))


def _is_scalar(node: Node) -> bool:
    if isinstance(node.value, tuple | dict):
        raise wrong_kind(node, 0, "string")
    return True


def _pad_left(site: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    padded = number_text(value) if isinstance(value, int) and not isinstance(value, bool) else text(arguments, 0)
    length = integer(arguments, 1)
    filler = text(arguments, 2) if len(arguments) > 2 else " "
    if len(filler) != 1:
        raise RefusedError(sentence("arm.one-character", place=3))
    site.budget.spend_text(max(0, length))
    return Node(padded.rjust(length, filler))


def _substring(_: Site, arguments: tuple[Node, ...]) -> Node:
    original, start = partial_text(arguments, 0), integer(arguments, 1) if len(arguments) > 1 else 0
    length = integer(arguments, 2) if len(arguments) > 2 else None
    if has_symbol(original) and (length is None or start + length > len(known_start(original)) or start < 0):
        raise NotKnownError(unknown_in(original))
    end = len(original) if length is None else start + length
    if not 0 <= start <= end <= len(original):
        raise RefusedError(sentence("arm.substring", start=start, end=end, length=len(original)))
    return Node(original[start:end])


def _starts_with(_: Site, arguments: tuple[Node, ...]) -> Node:
    original, start = partial_text(arguments, 0).lower(), text(arguments, 1).lower()
    head = known_start(original)
    if has_symbol(original) and not head.startswith(start) and start.startswith(head):
        raise NotKnownError(unknown_in(original))
    return Node(head.startswith(start))


def _ends_with(_: Site, arguments: tuple[Node, ...]) -> Node:
    original, end = partial_text(arguments, 0).lower(), text(arguments, 1).lower()
    tail = known_end(original)
    if has_symbol(original) and not tail.endswith(end) and end.endswith(tail):
        raise NotKnownError(unknown_in(original))
    return Node(tail.endswith(end))


def _like(_: Site, arguments: tuple[Node, ...]) -> Node:
    original, pattern = text(arguments, 0).lower(), text(arguments, 1).lower()
    first, *others = pattern.split("*")
    if not others:
        return Node(original == pattern)
    at, last = len(first), others.pop()
    if not original.startswith(first):
        return Node(value=False)
    for part in others:
        found = original.find(part, at)
        if found < 0:
            return Node(value=False)
        at = found + len(part)
    return Node(len(original) - at >= len(last) and original.endswith(last))


def _unique_string(site: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(unique_string(_joined(site, arguments)))


def _guid(site: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(guid(_joined(site, arguments)))


def _joined(site: Site, arguments: tuple[Node, ...]) -> str:
    parts = [whole(shown(known(node), site.budget)) for node in arguments]
    site.budget.spend_text(sum(map(len, parts)) + len(parts))
    return "-".join(parts)


def _function(name: str, count: tuple[int, int | None], strict: Callable[[Site, tuple[Node, ...]], Node]) -> Function:
    return Function(name=name, least=count[0], most=count[1], returns="string", strict=strict)


STRINGS = (
    _function("toLower", (1, 1), _mapped(str.lower)),
    _function("toUpper", (1, 1), _mapped(str.upper)),
    _function("trim", (1, 1), _trim),
    _function("replace", (3, 3), _replace),
    Function(name="split", least=2, most=2, returns="array", strict=_split),
    _function("join", (2, 2), _join),
    _function("padLeft", (2, 3), _pad_left),
    _function("substring", (1, 3), _substring),
    Function(name="startsWith", least=2, most=2, returns="bool", strict=_starts_with),
    Function(name="endsWith", least=2, most=2, returns="bool", strict=_ends_with),
    Function(name="like", least=2, most=2, returns="bool", strict=_like),
    _function("uniqueString", (1, None), _unique_string),
    _function("guid", (1, None), _guid),
)
