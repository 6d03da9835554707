"""Send a packet through a network and follow the exchange it begins, there and back, with all that stands in its way."""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from .connections import Connections
from .errors import Undecided
from .ip_layer import TTL_LIMIT, originate
from .journey import Ended, Journey, Spared
from .link_layer import transmit
from .numbers import dotted, number_of
from .packets import Packet, ProtocolName, Segment, check_packet
from .prepared import Network
from .steps import AddressRef, Disposition, Dropped, Received, Routed
from .traces import Blocker, Hop, Leg, LegName, Trace

BLOCKERS_MOST = 8
"""How many obstacles are named, if nothing else is asked for. Each costs a trace."""
HOPS_MOST = 1024
"""TTL ends every way before: what is bridged costs none of it, but a ring of bridges is refused."""
LARGEST_TTL = 255
REPLY_TTL, REPLY_SIZE = 64, 60
EXCHANGES: dict[ProtocolName, tuple[tuple[LegName, Segment], ...]] = {
    "tcp": (("request", "syn"), ("reply", "syn-ack"), ("handshake-end", "ack"), ("answer", "ack")),
    "udp": (("request", "datagram"), ("reply", "datagram")),
    "icmp": (("request", "echo-request"), ("reply", "echo-reply")),
}
REFUSAL: tuple[tuple[LegName, Segment], ...] = (("request", "syn"), ("reply", "rst"))


class Socket(Struct, frozen=True):
    """One side of an exchange: where it is, its address and port, and those it believes the other side has."""

    netns: str
    address: int
    port: int
    peer: int
    peer_port: int


def send(
    network: Network,
    sender: str,
    packet: Packet,
    connections: Connections | None = None,
    blockers_most: int = BLOCKERS_MOST,
) -> Trace:
    """Follow the exchange that `packet`, leaving the namespace `sender`, begins.

    Connections are tracked from nothing; pass `connections` to have an exchange meet those before it. At most
    `blockers_most` obstacles are named, each behind the one before it. Whether anybody listens where the packet
    arrives is not in the state: the reply is walked as if somebody did, unless the packet says it is refused. Raises
    ValueError for a packet nobody can send, and Undecided (a ValueError) for what the state leaves open.
    """
    check_packet(packet)
    legs = _exchange(network, sender, packet, connections or Connections(), frozenset())
    blockers: tuple[Blocker, ...] = ()
    if legs[-1].disposition != "delivered":
        blockers = tuple(islice(_blockers(network, sender, packet, legs), blockers_most))
    return Trace(sender, packet, legs[-1].disposition, legs, blockers)


def _blockers(network: Network, sender: str, packet: Packet, legs: tuple[Leg, ...]) -> Iterator[Blocker]:
    """Name what ended the exchange; then, as if it were not there, what ends it next, until nothing new does."""
    spared: Spared = frozenset()
    while legs[-1].disposition != "delivered":
        blocker = _blocker_of(legs[-1])
        decider = blocker.decider
        if decider is not None and ((blocker.netns, decider) in spared or (decider == TTL_LIMIT and _has_time(spared))):
            return
        yield blocker
        if decider is None:
            return
        spared |= {(blocker.netns, decider)}
        legs = _exchange(network, sender, packet, Connections(), spared)


def _has_time(spared: Spared) -> bool:
    """Whether the packet is to be walked as if it had left with the largest TTL there is."""
    return any(decider == TTL_LIMIT for _, decider in spared)


def _blocker_of(leg: Leg) -> Blocker:
    last = leg.hops[-1]
    dropped = last.steps[-1]
    assert isinstance(dropped, Dropped)
    came_in = next((step.dev for step in last.steps if isinstance(step, Received)), "")
    goes_out = next((step.dev for step in reversed(last.steps) if isinstance(step, Routed)), "")
    return Blocker(leg.name, last.netns, leg.disposition, dropped.decider, came_in, goes_out)


def _exchange(
    network: Network, sender: str, packet: Packet, connections: Connections, spared: Spared
) -> tuple[Leg, ...]:
    """Walk leg after leg until one fails, or there is nobody to answer."""
    legs: list[Leg] = []
    port, other_port = packet.source_port, 0 if packet.protocol == "icmp" else packet.destination_port
    client = Socket(sender, 0, port, number_of(packet.destination), other_port)
    server: Socket | None = None
    for name, segment in REFUSAL if packet.refused else EXCHANGES[packet.protocol]:
        journey = Journey(network, connections, spared, segment)
        journey.size, journey.dont_fragment = packet.size, packet.dont_fragment
        journey.ttl = LARGEST_TTL if _has_time(spared) else packet.ttl
        if name == "request":
            leg = _walk(journey, packet.protocol, client, packet.source, None)
            client = Socket(sender, journey.first_source, port, client.peer, other_port)
            server = _receiver(journey)
        else:
            assert server is not None
            here, there = (client, server) if name == "handshake-end" else (server, client)
            if here is server:
                journey.ttl = REPLY_TTL
                # An echo comes back as long as it was, and may be cut; what else is answered is short.
                journey.size = packet.size if packet.protocol == "icmp" else REPLY_SIZE
                journey.dont_fragment = packet.protocol != "icmp"
            leg = _walk(journey, packet.protocol, here, dotted(here.address), there)
        legs.append(Leg(name, *leg))
        if leg[0] != "delivered" or server is None:
            break
    return tuple(legs)


def _walk(
    journey: Journey, protocol: ProtocolName, socket: Socket, source: str | None, expected: Socket | None
) -> tuple[Disposition, tuple[Hop, ...], tuple[str, ...]]:
    """Walk one leg from `socket`; where another is `expected` to get it, anybody else drops it."""
    journey.rewrite((protocol, socket.address, socket.port, socket.peer, socket.peer_port))
    try:
        journey.enter(socket.netns, "", "")
        frame = originate(journey, journey.network.netns(socket.netns), source)
        for _ in range(HOPS_MOST):
            frame = transmit(journey, frame)
        raise Undecided(socket.netns, f"the packet is still under way after {HOPS_MOST} hops")
    except Ended as caught:
        ended = caught
    if ended.disposition == "delivered" and expected is not None and not _is_for(journey, expected):
        ended = Ended("stray", AddressRef(journey.headers().source))
    return ended.disposition, journey.end(ended), ended.cycle


def _is_for(journey: Journey, socket: Socket) -> bool:
    mine = (journey.netns, journey.destination, journey.destination_port, journey.source, journey.source_port)
    return mine == (socket.netns, socket.address, socket.port, socket.peer, socket.peer_port)


def _receiver(journey: Journey) -> Socket | None:
    """Return the socket a delivered request came to; None for a broadcast, which nobody answers from its address."""
    if not journey.network.netns(journey.netns).routing.is_local(journey.destination):
        return None
    return Socket(journey.netns, journey.destination, journey.destination_port, journey.source, journey.source_port)
