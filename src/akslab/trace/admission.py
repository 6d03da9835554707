"""What a chain says of a packet that belongs to no connection: asked where one would be known that ought not to be."""

from msgspec import Struct

from .connections import Connections
from .hooks import Entry
from .journey import Ended, Journey
from .netfilter import Crossing, traverse
from .numbers import number_of
from .packets import Headers
from .prepared import Network
from .steps import RuleRef


class Doorway(Struct, frozen=True):
    """A chain of a namespace, and the interfaces that a packet comes in and goes out by when it is asked."""

    netns: str
    chain: str
    iifname: str
    oifname: str


def refusal(network: Network, doorway: Doorway, headers: Headers) -> RuleRef | None:
    """Return the rule of a chain that drops a packet nobody remembers; None where it lets it through, or is not there."""
    netns = network.netns(doorway.netns)
    entry = next(
        (each for stage in netns.hooks["forward"] for each in stage.chains if doorway.chain in each.table.chains), None
    )
    if entry is None:
        return None
    journey = Journey(network, Connections(), frozenset(), "datagram")
    journey.enter(doorway.netns, "", "")
    ends = number_of(headers.source), headers.source_port, number_of(headers.destination), headers.destination_port
    journey.rewrite((headers.protocol, *ends))
    journey.state = "new"
    asked = Entry(entry.table, entry.table.chains[doorway.chain], entry.hook)
    try:
        traverse(Crossing(journey, netns, "forward", doorway.iifname, doorway.oifname), asked)
    except Ended as ended:
        return ended.decider if isinstance(ended.decider, RuleRef) else None
    return None
