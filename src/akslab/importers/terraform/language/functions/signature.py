"""What a function takes, and plain values as the kinds it wants."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from .....wire.sentences import sentence
from ...exact_numbers import Number, NumberError, number_of, written
from ..errors import EvaluationError
from ..values import kind_of

Run = Callable[..., Any]


class Function(Struct, frozen=True):
    """A function of Terraform. What it returns is a plain value, or a node."""

    run: Run
    least: int
    most: int | None
    """None: any number."""
    takes: Literal["known", "ids", "nodes", "open"] = "known"
    """`ids`: as `known`, but ids may have symbols for their segments."""


def text(value: object) -> str:
    """Return a primitive as text. Raises EvaluationError."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return written(value)
    raise EvaluationError("tf.no-text", kind=kind_of(value))


def number(value: object) -> Number:
    """Return a primitive as number. Raises EvaluationError."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return number_of(value)
        except NumberError:
            pass
    raise EvaluationError("tf.no-number", kind=kind_of(value))


def integer(value: object) -> int:
    """Return a primitive as a whole number. Raises EvaluationError."""
    found = number(value)
    if isinstance(found, Decimal):
        raise EvaluationError("tf.no-whole-number", value=written(found))
    return found


def items(value: object) -> tuple[Any, ...]:
    """Return the elements of a list or set. Raises EvaluationError."""
    if not isinstance(value, tuple):
        raise EvaluationError("tf.no-list", kind=kind_of(value))
    return value


def refuse(function: str, why: str, /, **values: object) -> EvaluationError:
    """Return the error for arguments a function cannot work with; `why` is a clause of the catalogue."""
    return EvaluationError("tf.function", name=function, why=sentence(why, **values))
