"""Numbers: rounding, extremes, sums, powers, bases."""

import math
from decimal import Decimal

from ...exact_numbers import Number, NumberError, calculated, number_of, whole
from ..errors import EvaluationError
from .signature import Function, integer, items, number, refuse, text

_MOST_POWER = 500
_MOST_BASE = 10**30


def _sum(value: object) -> Number:
    found = [number(each) for each in items(value)]
    if not found:
        raise refuse("sum", "tf.why-empty")
    total: Number = 0
    for each in found:
        total = calculated("+", total, each)
    return total


def _parseint(value: object, base: object) -> int:
    radix, digits = integer(base), text(value)
    try:
        if not 2 <= radix <= 62 or radix > 36 or "_" in digits or digits != digits.strip() or len(digits) > 300:
            raise ValueError
        return int(digits, radix)
    except ValueError:
        raise refuse("parseint", "tf.why-no-digits", value=digits[:100], base=radix) from None


def _pow(base: object, exponent: object) -> Number:
    one, other = number(base), number(exponent)
    if not -_MOST_POWER <= other <= _MOST_POWER or not -_MOST_BASE <= one <= _MOST_BASE:
        raise EvaluationError("tf.no-number", kind="number")
    try:
        return whole(Decimal(one) ** Decimal(other)) if not _is_small(one, other) else int(one) ** int(other)
    except (ArithmeticError, NumberError):
        raise EvaluationError("tf.no-number", kind="number") from None


def _is_small(one: Number, other: Number) -> bool:
    return isinstance(one, int) and isinstance(other, int) and other >= 0 and abs(one) ** min(other, 1) < 10**6


def _log(value: object, base: object) -> Number:
    try:
        return number_of(repr(math.log(number(value), number(base))))
    except (ValueError, ZeroDivisionError, NumberError):
        raise refuse("log", "tf.why-no-logarithm") from None


def _signum(value: object) -> int:
    found = number(value)
    return (found > 0) - (found < 0)


FUNCTIONS = {
    "abs": Function(lambda value: abs(number(value)), 1, 1),
    "ceil": Function(lambda value: math.ceil(number(value)), 1, 1),
    "floor": Function(lambda value: math.floor(number(value)), 1, 1),
    "log": Function(_log, 2, 2),
    "max": Function(lambda *values: max(number(each) for each in values), 1, None),
    "min": Function(lambda *values: min(number(each) for each in values), 1, None),
    "parseint": Function(_parseint, 2, 2),
    "pow": Function(_pow, 2, 2),
    "signum": Function(_signum, 1, 1),
    "sum": Function(_sum, 1, 1),
}
