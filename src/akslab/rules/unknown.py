"""What a document does not say: an expression nobody resolved, an export that is not there.

Unknown is neither a default nor fine. A rule that needs such a value yields no finding but says what it could not
judge, so that a report can name the file that would settle it.
"""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Final, TypeAlias, TypeVar


class Unknown(Enum):
    """The type of the one value `UNKNOWN`."""

    UNKNOWN = "unknown"


UNKNOWN: Final = Unknown.UNKNOWN

T = TypeVar("T")
Item = TypeVar("Item")
Maybe: TypeAlias = T | Unknown
Values = dict[str, object]
"""What a rule fills its text with: placeholder -> value."""


class CannotJudge(Exception):
    """A rule needed something nobody told. `missing` says what, in the document's words."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"{missing} is not known")
        self.missing = missing


def known(value: T | Unknown, what: str) -> T:
    """Return `value`, or raise CannotJudge naming `what`."""
    if isinstance(value, Unknown):
        raise CannotJudge(what)
    return value


def for_each(items: Iterable[Item], judge: Callable[[Item], Iterable[Values]]) -> Iterator[Values | CannotJudge]:
    """Judge items one by one, so that an unknown in one does not silence the others."""
    for item in items:
        try:
            yield from judge(item)
        except CannotJudge as reason:
            yield reason
