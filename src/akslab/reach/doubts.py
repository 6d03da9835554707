"""What an expectation rests on and nobody told: a packet whose fate is one thing, unless something unknown is so.

Reach itself reads a state and takes it at its word. Who knows what the state was made from, and what was assumed for it,
is asked through `Doubts`: for one packet of every two groups, no more than `MOST_LOOKS` for one expectation.
"""

from collections.abc import Hashable, Iterable
from typing import Protocol

from msgspec import Struct

from ..trace.packets import Packet
from .endpoints import Endpoint
from .engine import Reach
from .gatherings import Gathering, gathered
from .ports import Flows

MOST_LOOKS = 2000
"""Packets that are traced for one expectation."""


class Doubt(Struct, frozen=True):
    """Something that may be so, and then a packet fares otherwise; in words."""

    words: str
    needs: str = ""
    """The file, option or command that would settle it."""


class Doubts(Protocol):
    """Who knows what is unknown about a network."""

    @property
    def is_all_known(self) -> bool:
        """Whether nothing is unknown, so that no packet need be looked at."""

    def place(self, netns: str) -> Hashable:
        """Tell places apart of which different things are unknown: two with one answer are equally doubtful."""

    def about(self, netns: str, packet: Packet, flows: Flows | None = None) -> tuple[Doubt, ...]:
        """Return what would make a packet from a namespace, or any of the flows it stands for, fare otherwise."""


class NoDoubts:
    """Of a state that is what it says: a running lab."""

    is_all_known = True

    def place(self, netns: str) -> Hashable:
        """Return the one place that there is."""
        return None

    def about(self, netns: str, packet: Packet, flows: Flows | None = None) -> tuple[Doubt, ...]:
        """Return nothing."""
        return ()


class Open(Struct, frozen=True):
    """A packet whose fate is not settled."""

    sender: str
    receiver: str
    packet: Packet
    arrives: bool | None
    """What it does unless one of the reasons is so; None where the model itself does not know."""
    reasons: tuple[Doubt, ...]


class Undecided(Struct, frozen=True):
    """Why an expectation neither holds nor fails."""

    first: Open | None
    """The first packet that is open; None where too many would have to be looked at."""
    others: int
    """How many more pairs of groups are open."""
    unlooked: int
    """How many packets were not looked at."""


class Meant(Struct, frozen=True):
    """A packet, and the flows it stands for: they fare alike, as far as everything is known."""

    packet: Packet
    flows: Flows


class Looks:
    """Looks at packets for one expectation, and remembers what was open."""

    def __init__(self, doubts: Doubts) -> None:
        self._doubts = doubts
        self._left = MOST_LOOKS
        self._first: Open | None = None
        self._pairs: set[tuple[str, str]] = set()
        self._unlooked = 0

    def is_sure(self, one: Endpoint, other: Endpoint, meant: Meant, *, arrives: bool) -> bool:
        """Whether nothing unknown could make what is meant fare otherwise than it does; what is not sure is remembered."""
        if self._doubts.is_all_known:
            return True
        if not self._left:
            self._unlooked += 1
            return False
        self._left -= 1
        reasons = self._doubts.about(one.netns or "", meant.packet, meant.flows)
        if reasons:
            self.note(one, other, Open(one.name, other.name, meant.packet, arrives, reasons))
        return not reasons

    def note(self, one: Endpoint, other: Endpoint, found: Open) -> None:
        """Remember a packet that is open."""
        self._first = self._first or found
        self._pairs.add((one.name, other.name))

    def undecided(self) -> Undecided | None:
        """Return what was open, None where everything is sure."""
        if not self._pairs and not self._unlooked:
            return None
        return Undecided(self._first, max(0, len(self._pairs) - 1), self._unlooked)


def parted(reach: Reach, endpoints: Iterable[Endpoint], doubts: Doubts) -> list[Gathering]:
    """Put endpoints together of which nothing differs, neither what is known of them nor what is unknown."""
    places: dict[Hashable, list[Endpoint]] = {}
    for each in endpoints:
        place = doubts.place(reach.census.root(each.netns)) if each.netns else None
        places.setdefault((bool(each.netns), place), []).append(each)
    return [group for those in places.values() for group in gathered(reach, those).values()]
