"""Functions of arrays, and of what may be an array, a text or an object."""

from collections.abc import Callable, Hashable, Iterable

from ....deployments.nodes import Node, Unknown
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol
from ..budget import Budget
from ..refusals import NotKnownError, RefusedError
from ..unknowns import known_end, known_start, pieces, unknown_in
from .arguments import elements, integer, known, open_key, partial_text, shown, text, whole, wrong_kind
from .function import Function, Returns, Site
from .sameness import first_unknown, key_of, same


def _concat(site: Site, arguments: tuple[Node, ...]) -> Node:
    if any(isinstance(node.value, tuple) for node in arguments):
        parts = [elements(arguments, place) for place in range(len(arguments))]
        site.budget.spend(sum(map(len, parts)))
        return Node(tuple(node for part in parts for node in part))
    if all(isinstance(node.value, Unknown) for node in arguments):
        # Nobody knows whether these are texts or arrays.
        raise NotKnownError(arguments[0].value)
    texts = [_joinable(node, place, site.budget) for place, node in enumerate(arguments)]
    site.budget.spend_text(sum(map(len, texts)))
    return Node("".join(texts))


def _joinable(node: Node, place: int, budget: Budget) -> str:
    if isinstance(node.value, dict):
        raise wrong_kind(node, place, "string")
    return shown(node, budget)


def _length(_: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    if isinstance(value, tuple):
        return Node(len(value))
    if isinstance(value, dict):
        opened = open_key(value)
        if opened is not None:
            raise NotKnownError(opened)
        return Node(len(value))
    return Node(len(text(arguments, 0)))


def _empty(_: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    if value is None:
        return Node(value=True)
    if isinstance(value, dict):
        opened = open_key(value)
        if opened is not None and len(value) == 1:
            raise NotKnownError(opened)
    elif isinstance(value, str):
        if has_symbol(value) and not any(not is_unknown for is_unknown, _part in pieces(value)):
            raise NotKnownError(unknown_in(value))
    elif not isinstance(value, tuple):
        raise wrong_kind(arguments[0], 0, "array")
    return Node(not value)


def _contains(site: Site, arguments: tuple[Node, ...]) -> Node:
    container, item = known(arguments[0]).value, arguments[1]
    if isinstance(container, tuple):
        found = [same(each, item, site.budget) for each in container]
        if True not in found and None in found:
            raise NotKnownError(first_unknown((*container, item), site.budget))
        return Node(True in found)
    if isinstance(container, dict):
        wanted = whole(shown(known(item), site.budget)).lower()
        site.budget.spend(len(container))
        if any(key.lower() == wanted for key in container if key != "*"):
            return Node(value=True)
        opened = open_key(container)
        if opened is not None:
            raise NotKnownError(opened)
        return Node(value=False)
    return _contains_text(site, arguments)


def _contains_text(site: Site, arguments: tuple[Node, ...]) -> Node:
    container, wanted = partial_text(arguments, 0), whole(shown(known(arguments[1]), site.budget))
    if any(wanted in part for is_unknown, part in pieces(container) if not is_unknown):
        return Node(value=True)
    if has_symbol(container) and wanted:
        raise NotKnownError(unknown_in(container))
    return Node(not wanted)


def _first(_: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    if isinstance(value, str):
        return Node(known_start(value)[:1] or whole(value)[:1])
    listed = elements(arguments, 0)
    return listed[0] if listed else Node(None)


def _last(_: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    if isinstance(value, str):
        return Node((known_end(value) if has_symbol(value) else value)[-1:] or whole(value)[-1:])
    listed = elements(arguments, 0)
    return listed[-1] if listed else Node(None)


def _take(_: Site, arguments: tuple[Node, ...]) -> Node:
    value, count = known(arguments[0]).value, max(0, integer(arguments, 1))
    if isinstance(value, str):
        return Node((value if count <= len(known_start(value)) else whole(value))[:count])
    return Node(elements(arguments, 0)[:count])


def _skip(_: Site, arguments: tuple[Node, ...]) -> Node:
    value, count = known(arguments[0]).value, max(0, integer(arguments, 1))
    if isinstance(value, str):
        return Node((value if count <= len(known_start(value)) else whole(value))[count:])
    return Node(elements(arguments, 0)[count:])


def _index_of(site: Site, arguments: tuple[Node, ...]) -> Node:
    return _found(site, arguments, is_last=False)


def _last_index_of(site: Site, arguments: tuple[Node, ...]) -> Node:
    return _found(site, arguments, is_last=True)


def _found(site: Site, arguments: tuple[Node, ...], *, is_last: bool) -> Node:
    value = known(arguments[0]).value
    if not isinstance(value, tuple):
        searched, wanted = text(arguments, 0).lower(), text(arguments, 1).lower()
        return Node(searched.rfind(wanted) if is_last else searched.find(wanted))
    answers = [(index, same(each, arguments[1], site.budget)) for index, each in enumerate(value)]
    for index, answer in reversed(answers) if is_last else answers:
        if answer is None:
            raise NotKnownError(first_unknown((value[index], arguments[1]), site.budget))
        if answer:
            return Node(index)
    return Node(-1)


def _array(_: Site, arguments: tuple[Node, ...]) -> Node:
    node = known(arguments[0])
    return node if isinstance(node.value, tuple) else Node((node,))


def _create_array(_: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(arguments)


def _flatten(site: Site, arguments: tuple[Node, ...]) -> Node:
    parts = elements(arguments, 0)
    inner = [elements(parts, place) for place in range(len(parts))]
    site.budget.spend(sum(map(len, inner)))
    return Node(tuple(node for part in inner for node in part))


def distinct(nodes: Iterable[Node], budget: Budget) -> tuple[Node, ...]:
    """Return nodes without those that surely came before."""
    seen: set[Hashable] = set()
    kept = []
    for node in nodes:
        key = key_of(node, budget)
        if key is None or key not in seen:
            kept.append(node)
            seen.add(key)
    return tuple(kept)


def _distinct(site: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(distinct(elements(arguments, 0), site.budget))


def _index_from_end(_: Site, arguments: tuple[Node, ...]) -> Node:
    listed, index = elements(arguments, 0), integer(arguments, 1)
    if not 1 <= index <= len(listed):
        raise RefusedError(sentence("arm.index", index=f"^{index}", length=len(listed)))
    return listed[-index]


def _try_index_from_end(_: Site, arguments: tuple[Node, ...]) -> Node:
    if known(arguments[0]).value is None:
        return Node(None)
    listed, index = elements(arguments, 0), integer(arguments, 1)
    return listed[-index] if 1 <= index <= len(listed) else Node(None)


def _function(
    name: str, count: tuple[int, int | None], strict: Callable[[Site, tuple[Node, ...]], Node], returns: Returns
) -> Function:
    return Function(name=name, least=count[0], most=count[1], strict=strict, returns=returns)


ARRAYS = (
    _function("concat", (1, None), _concat, "any"),
    _function("length", (1, 1), _length, "int"),
    _function("empty", (1, 1), _empty, "bool"),
    _function("contains", (2, 2), _contains, "bool"),
    _function("first", (1, 1), _first, "any"),
    _function("last", (1, 1), _last, "any"),
    _function("take", (2, 2), _take, "any"),
    _function("skip", (2, 2), _skip, "any"),
    _function("indexOf", (2, 2), _index_of, "int"),
    _function("lastIndexOf", (2, 2), _last_index_of, "int"),
    _function("array", (1, 1), _array, "array"),
    _function("createArray", (0, None), _create_array, "array"),
    _function("flatten", (1, 1), _flatten, "array"),
    _function("distinct", (1, 1), _distinct, "array"),
    _function("indexFromEnd", (2, 2), _index_from_end, "any"),
    _function("tryIndexFromEnd", (2, 2), _try_index_from_end, "any"),
)
