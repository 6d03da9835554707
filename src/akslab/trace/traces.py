"""The answer to "what happens to this packet": its ways there and back, and everything that stands in its way."""

from typing import Literal

from msgspec import Struct

from .packets import Packet
from .steps import Decider, Disposition, Step

LegName = Literal["request", "reply", "handshake-end", "answer"]
"""In order. The last two are TCP's: connection tracking judges what follows a handshake differently from its start."""


class Hop(Struct, frozen=True):
    """What one namespace did with the packet, in order."""

    netns: str
    steps: tuple[Step, ...]


class Leg(Struct, frozen=True):
    """One packet's way. `cycle` names the namespaces it would go round for ever, for the disposition `loop`."""

    name: LegName
    disposition: Disposition
    hops: tuple[Hop, ...]
    cycle: tuple[str, ...] = ()


class Blocker(Struct, frozen=True):
    """Something that ends the exchange; `decider` is None where no single object does."""

    leg: LegName
    netns: str
    disposition: Disposition
    decider: Decider | None
    came_in: str = ""
    """The interface the packet came in by, empty where it began."""
    goes_out: str = ""
    """The one it was routed to, if it came so far."""


class Trace(Struct, frozen=True):
    """An exchange: the request, and as far as it gets what comes back. `disposition` is the first failing leg's."""

    sender: str
    packet: Packet
    disposition: Disposition
    legs: tuple[Leg, ...]
    blockers: tuple[Blocker, ...] = ()
    """First what blocks it, then what else would, each met as if the earlier ones were not there."""
