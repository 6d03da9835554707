"""How a flow ends, and the ways a walk has to stop and be begun again with less."""

from msgspec import Struct

from ..trace.steps import Decider, Disposition
from ..trace.traces import LegName
from .ports import Region


class End(Struct, frozen=True, tag="end"):
    """How an exchange ends: the leg that failed, or the last one; where; and what decided, where one object did."""

    disposition: Disposition
    leg: LegName
    netns: str
    decider: Decider | None = None


class Unsettled(Struct, frozen=True, tag="unsettled"):
    """What a state does not settle, or the model does not know: never an answer, always the reason."""

    where: str
    why: str


class Part(Struct, frozen=True):
    """A region of ports, and how all of its flows end."""

    region: Region
    end: End | Unsettled


Parts = tuple[Part, ...]
"""Regions that do not overlap and together are everything."""


class Stopped(Exception):
    """The walk's region has ended."""

    def __init__(self, disposition: Disposition, decider: Decider | None = None) -> None:
        super().__init__(disposition)
        self.disposition: Disposition = disposition
        self.decider = decider


class Narrowed(Exception):
    """What happens next is the same only for a part of the region: walk again, with that part and with the rest."""

    def __init__(self, first: Region) -> None:
        super().__init__(first)
        self.first = first


class ProtocolsDiffer(Exception):
    """Connection tracking treats the protocols of the region differently here: walk again, with one at a time."""
