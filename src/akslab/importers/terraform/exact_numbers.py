"""Numbers as Terraform has them: exact, with about 150 digits, and written out in full."""

from collections.abc import Callable
from decimal import Context, Decimal

_EXACT = Context(prec=154, Emax=400, Emin=-400)
"""512 bits of mantissa, as in Terraform; exponents beyond this are nobody's."""

Number = int | Decimal


class NumberError(ValueError):
    """The text is no number, or one too large to be told."""


def number_of(text: str) -> Number:
    """Return the number a text writes: `8`, `1.5`, `1e3`. Raises NumberError."""
    if text.isascii() and text.isdecimal() and len(text) <= 150:
        return int(text)
    try:
        return whole(_EXACT.create_decimal(text.strip()))
    except ArithmeticError:
        raise NumberError(text) from None


def whole(value: Decimal) -> Number:
    """Return a decimal as an integer where it is one. Raises NumberError for infinities and what is too large."""
    if not value.is_finite():
        raise NumberError(str(value))
    return int(value) if value == value.to_integral_value() else value


def divided(one: Number, other: Number) -> Number:
    """Return the quotient. Raises ZeroDivisionError, and NumberError for what is too large."""
    if other == 0:
        raise ZeroDivisionError
    return _worked(_EXACT.divide, one, other)


def calculated(operator: str, one: Number, other: Number) -> Number:
    """Return a sum, difference, product or remainder. Raises NumberError for what is too large, ZeroDivisionError."""
    if operator == "%":
        if other == 0:
            raise ZeroDivisionError
        return _worked(_EXACT.remainder, one, other)
    return _worked({"+": _EXACT.add, "-": _EXACT.subtract, "*": _EXACT.multiply}[operator], one, other)


def _worked(work: Callable[[Decimal, Decimal], Decimal], one: Number, other: Number) -> Number:
    try:
        return whole(work(Decimal(one), Decimal(other)))
    except ArithmeticError:
        raise NumberError("too large") from None


def written(value: Number) -> str:
    """Return a number as Terraform writes it into a text."""
    return str(value) if isinstance(value, int) else f"{value.normalize(_EXACT):f}"
