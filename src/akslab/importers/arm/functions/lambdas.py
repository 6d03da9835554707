"""Functions that call a lambda for each element: map, filter, reduce, sort, toObject, groupBy, mapValues."""

from collections.abc import Callable
from functools import cmp_to_key

from ....deployments.nodes import Node
from ....wire.symbols import has_symbol
from ..refusals import NotKnownError
from ..unknowns import unknown_in
from .arguments import elements, flag_of, known, lambda_of, members, partial_text
from .function import Function, Lambda, Returns, Site


def _with_index(function: Lambda, values: tuple[Node, ...], index: int) -> Node:
    """Call a lambda that takes the index too if it wants."""
    return function.call((*values, Node(index)) if function.arity > len(values) else values)


def _map(site: Site, arguments: tuple[Node, ...]) -> Node:
    listed, function = elements(arguments, 0), lambda_of(arguments, 1, 1, 2)
    site.budget.spend(len(listed))
    return Node(tuple(_with_index(function, (node,), index) for index, node in enumerate(listed)))


def _filter(site: Site, arguments: tuple[Node, ...]) -> Node:
    listed, function = elements(arguments, 0), lambda_of(arguments, 1, 1, 2)
    site.budget.spend(len(listed))
    kept = (node for index, node in enumerate(listed) if flag_of(_with_index(function, (node,), index), 1))
    return Node(tuple(kept))


def _reduce(site: Site, arguments: tuple[Node, ...]) -> Node:
    listed, function = elements(arguments, 0), lambda_of(arguments, 2, 2, 3)
    site.budget.spend(len(listed))
    made = arguments[1]
    for index, node in enumerate(listed):
        made = _with_index(function, (made, node), index)
    return made


def _sort(site: Site, arguments: tuple[Node, ...]) -> Node:
    listed, function = elements(arguments, 0), lambda_of(arguments, 1, 2, 2)
    site.budget.spend(len(listed))

    def order(one: Node, other: Node) -> int:
        if flag_of(function.call((one, other)), 1):
            return -1
        return 1 if flag_of(function.call((other, one)), 1) else 0

    return Node(tuple(sorted(listed, key=cmp_to_key(order))))


def _to_object(site: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(dict(_keyed(site, arguments)))


def _keyed(site: Site, arguments: tuple[Node, ...]) -> list[tuple[str, Node]]:
    """Return the key and the value that lambdas give for each element."""
    listed, key = elements(arguments, 0), lambda_of(arguments, 1, 1, 1)
    value = lambda_of(arguments, 2, 1, 1) if len(arguments) > 2 else None
    site.budget.spend(len(listed))
    return [(_key(key.call((node,))), value.call((node,)) if value else node) for node in listed]


def _key(node: Node) -> str:
    return partial_text((known(node),), 0)


def _group_by(site: Site, arguments: tuple[Node, ...]) -> Node:
    groups: dict[str, list[Node]] = {}
    spelled: dict[str, str] = {}
    for key, value in _keyed(site, arguments):
        if has_symbol(key):
            raise NotKnownError(unknown_in(key))
        groups.setdefault(spelled.setdefault(key.lower(), key), []).append(value)
    return Node({key: Node(tuple(values)) for key, values in groups.items()})


def _map_values(site: Site, arguments: tuple[Node, ...]) -> Node:
    inner, function = members(arguments, 0), lambda_of(arguments, 1, 1, 1)
    site.budget.spend(len(inner))
    return Node({key: function.call((node,)) for key, node in inner.items()})


def _function(
    name: str, count: tuple[int, int], strict: Callable[[Site, tuple[Node, ...]], Node], returns: Returns
) -> Function:
    return Function(name=name, least=count[0], most=count[1], strict=strict, returns=returns, takes_lambda=True)


LAMBDAS = (
    _function("map", (2, 2), _map, "array"),
    _function("filter", (2, 2), _filter, "array"),
    _function("reduce", (3, 3), _reduce, "any"),
    _function("sort", (2, 2), _sort, "array"),
    _function("toObject", (2, 3), _to_object, "object"),
    _function("groupBy", (2, 3), _group_by, "object"),
    _function("mapValues", (2, 2), _map_values, "object"),
)
