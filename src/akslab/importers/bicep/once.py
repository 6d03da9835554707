"""What is worked out when somebody asks, and once: a value that would need itself is refused."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from ...wire.sentences import sentence
from ..arm.budget import Budget
from ..arm.refusals import RefusedError

_Made = TypeVar("_Made")
_FRAMES = 6


class Once:
    """Values by key. A key names what is made: `("variable", "prefix")`."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._made: dict[Hashable, Any] = {}
        self._making: set[Hashable] = set()

    def get(self, key: tuple[str, ...], make: Callable[[], _Made]) -> _Made:
        """Return the value of a key. Raises RefusedError where making it asks for it again, or goes too deep."""
        if key in self._made:
            found: _Made = self._made[key]
            return found
        if key in self._making:
            raise RefusedError(sentence("bicep.cycle", name=key[-1]))
        self._budget.deepen(_FRAMES)
        self._making.add(key)
        try:
            made = make()
        finally:
            self._making.discard(key)
            self._budget.rise(_FRAMES)
        self._made[key] = made
        return made
