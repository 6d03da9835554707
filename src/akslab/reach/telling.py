"""What is told of a packet besides how it fares: who decides, by which object, in the words of who knows the network.

Reach itself knows namespaces, rules and tables; that a table is a subnet's, and a rule stands in a file, others know.
"""

from collections.abc import Mapping
from typing import Protocol

from msgspec import Struct

from ..trace.traces import Trace

By = Mapping[str, str | None]
"""An object that decides, as `akslab trace` has it in its JSON: kind, text, id, place, written."""


class Told(Struct, frozen=True):
    """A packet's fate in words."""

    why: str
    """Who ends it, how and by what; empty where it arrives."""
    by: By | None
    """The object that ends it."""
    passed: tuple[By, ...]
    """The objects that let its request pass, in order."""
    ways: tuple[tuple[str, str], ...]
    """For every leg its name, and the places it passes with what the last one does."""


class Tells(Protocol):
    """Who knows what the names in a state stand for."""

    def of(self, trace: Trace) -> Told:
        """Tell of a packet that was traced."""


def written_words(why: str, by: By | None) -> str:
    """Return words with where the object is written behind them."""
    return f"{why}  [{by['written']}]" if by and by["written"] else why
