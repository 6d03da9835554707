"""Functions that compare: equality of anything, order of numbers and of texts."""

from collections.abc import Callable
from functools import partial

from ....deployments.nodes import Node
from ..refusals import NotKnownError
from ..unknowns import Pending, negated
from .arguments import known, whole, wrong_kind
from .function import Function, Site
from .sameness import first_unknown, same


def _equals(site: Site, arguments: tuple[Node, ...]) -> Node:
    found = same(arguments[0], arguments[1], site.budget)
    if found is not None:
        return Node(found)
    for one, other in (arguments, arguments[::-1]):
        if isinstance(one.value, Pending) and one.value.text and isinstance(other.value, bool):
            # A test compared with a constant is the test, or its negation.
            return Node(one.value if other.value else negated(one.value))
    raise NotKnownError(first_unknown(arguments, site.budget))


def _ordered(holds: Callable[[int], bool], _: Site, arguments: tuple[Node, ...]) -> Node:
    one, other = (_comparable(arguments, place) for place in (0, 1))
    if isinstance(one, str) and isinstance(other, str):
        return Node(holds((one > other) - (one < other)))
    for place, value in enumerate((one, other)):
        if isinstance(value, str):
            raise wrong_kind(arguments[place], place, "int")
    return Node(holds((one > other) - (one < other)))  # type: ignore[operator]


def _comparable(arguments: tuple[Node, ...], place: int) -> int | float | str:
    value = known(arguments[place]).value
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_kind(arguments[place], place, "int")
    return value


def _two(name: str, strict: Callable[[Site, tuple[Node, ...]], Node]) -> Function:
    return Function(name=name, least=2, most=2, returns="bool", strict=strict)


COMPARISON = (
    _two("equals", _equals),
    _two("less", partial(_ordered, lambda sign: sign < 0)),
    _two("lessOrEquals", partial(_ordered, lambda sign: sign <= 0)),
    _two("greater", partial(_ordered, lambda sign: sign > 0)),
    _two("greaterOrEquals", partial(_ordered, lambda sign: sign >= 0)),
)
