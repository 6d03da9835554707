"""Functions of integers of 64 bits, and `int`."""

import re
from collections.abc import Callable
from functools import partial

from ....deployments.nodes import Node
from ....wire.sentences import sentence
from ..refusals import RefusedError
from .arguments import LEAST_INT, MOST_INT, elements, integer, known, text, wrong_kind
from .function import Function, Site

_INTEGER = re.compile(r"\s*[+-]?\d{1,30}\s*")
_FLOAT = re.compile(r"\s*[+-]?\d{1,30}(?:\.\d{0,30})?(?:[eE][+-]?\d{1,2})?\s*")
MOST_RANGE = 10_000
_LAST_OF_RANGE = 2**31 - 1


def _checked(number: int) -> Node:
    if not LEAST_INT <= number <= MOST_INT:
        raise RefusedError(sentence("arm.overflow"))
    return Node(number)


def _reckoned(reckon: Callable[[int, int], int], _: Site, arguments: tuple[Node, ...]) -> Node:
    return _checked(reckon(integer(arguments, 0), integer(arguments, 1)))


def _divided(_: Site, arguments: tuple[Node, ...]) -> Node:
    one, other = _operands(arguments)
    quotient = abs(one) // abs(other)
    return _checked(quotient if (one < 0) == (other < 0) else -quotient)


def _remainder(_: Site, arguments: tuple[Node, ...]) -> Node:
    one, other = _operands(arguments)
    left = abs(one) % abs(other)
    return _checked(-left if one < 0 else left)


def _operands(arguments: tuple[Node, ...]) -> tuple[int, int]:
    one, other = integer(arguments, 0), integer(arguments, 1)
    if other == 0:
        raise RefusedError(sentence("arm.division"))
    return one, other


def _int(_: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    if isinstance(value, float):
        return _checked(int(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return _checked(value)
    written = text(arguments, 0)
    if not _INTEGER.fullmatch(written):
        raise RefusedError(sentence("arm.not-int", text=written[:60]))
    return _checked(int(written))


def _float(_: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Node(float(value))
    written = text(arguments, 0)
    if not _FLOAT.fullmatch(written):
        raise RefusedError(sentence("arm.not-int", text=written[:60]))
    return Node(float(written))


def _extreme(choose: Callable[[list[int]], int], _: Site, arguments: tuple[Node, ...]) -> Node:
    numbers = elements(arguments, 0) if len(arguments) == 1 and _is_list(arguments[0]) else arguments
    if not numbers:
        raise RefusedError(sentence("arm.empty-list", place=1))
    return Node(choose([integer(numbers, place) for place in range(len(numbers))]))


def _is_list(node: Node) -> bool:
    return not isinstance(known(node).value, int)


def _range(site: Site, arguments: tuple[Node, ...]) -> Node:
    start, count = integer(arguments, 0), integer(arguments, 1)
    if not 0 <= count <= MOST_RANGE or start + count > _LAST_OF_RANGE:
        raise RefusedError(sentence("arm.range", start=start, count=count, most=MOST_RANGE))
    site.budget.spend(count)
    return Node(tuple(map(Node, range(start, start + count))))


def _bool(_: Site, arguments: tuple[Node, ...]) -> Node:
    value = known(arguments[0]).value
    if isinstance(value, int):
        return Node(bool(value))
    if not isinstance(value, str):
        raise wrong_kind(arguments[0], 0, "string")
    word = text(arguments, 0).strip().lower()
    if word not in ("true", "false", "1", "0"):
        raise RefusedError(sentence("arm.not-bool", text=word[:60]))
    return Node(word in ("true", "1"))


def _two(name: str, strict: Callable[[Site, tuple[Node, ...]], Node]) -> Function:
    return Function(name=name, least=2, most=2, returns="int", strict=strict)


NUMBERS = (
    _two("add", partial(_reckoned, lambda one, other: one + other)),
    _two("sub", partial(_reckoned, lambda one, other: one - other)),
    _two("mul", partial(_reckoned, lambda one, other: one * other)),
    _two("div", _divided),
    _two("mod", _remainder),
    Function(name="int", least=1, most=1, returns="int", strict=_int),
    Function(name="bool", least=1, most=1, returns="bool", strict=_bool),
    Function(name="float", least=1, most=1, strict=_float),
    Function(name="min", least=1, most=None, returns="int", strict=partial(_extreme, min)),
    Function(name="max", least=1, most=None, returns="int", strict=partial(_extreme, max)),
    Function(name="range", least=2, most=2, returns="array", strict=_range),
)
