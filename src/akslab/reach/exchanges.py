"""Both directions of an exchange between two addresses, for all protocols and ports: regions and how they end."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..trace.errors import Undecided
from ..trace.numbers import dotted
from ..trace.packets import ProtocolName
from ..trace.sending import EXCHANGES, Socket
from ..trace.steps import AddressRef
from .flight import CLIENT, SERVER, Asked, Exchange, Flight
from .outcomes import End, Narrowed, Part, Parts, ProtocolsDiffer, Stopped, Unsettled
from .ports import EMPTY, PortSpace, Region, join, meet, minus, without
from .terrain import Terrain
from .walking import walk

PROTOCOLS: tuple[ProtocolName, ...] = ("tcp", "udp", "icmp")
ATTEMPTS_MOST = 4096


class Walked(Struct, frozen=True):
    """What came of one exchange."""

    parts: Parts
    equal_ports_differ: bool
    """Flows whose two ports are equal are not part of the answer."""
    looked: frozenset[tuple[str, int, int]]
    """The routing look-ups it rests on: namespace, mark, address."""
    asked: frozenset[Asked]
    """The chains of the core it rests on, each with what it saw."""
    space: PortSpace
    """What the regions of its parts are written in."""


def walked(terrain: Terrain, sender: str, destination: int, source: int | None = None) -> Walked:
    """Walk every protocol and port from a namespace to an address, there and back; `source` None: as Linux chooses."""
    parts: list[Part] = []
    looked: set[tuple[str, int, int]] = set()
    asked: set[Asked] = set()
    differ = False
    open_regions: list[tuple[Region, ProtocolName | None]] = [(terrain.space.everything, None)]
    for _ in range(ATTEMPTS_MOST):
        if not open_regions:
            return Walked(_merged(parts), differ, frozenset(looked), frozenset(asked), terrain.space)
        region, protocol = open_regions.pop()
        exchange = Exchange(terrain, region, protocol or "tcp", is_mixed=protocol is None)
        try:
            _walk_legs(exchange, sender, destination, source)
        except Narrowed as narrowed:
            open_regions += [(without(region, narrowed.first), protocol), (narrowed.first, protocol)]
            continue
        except ProtocolsDiffer:
            open_regions += [part for part in _by_protocol(terrain, region) if part[0]]
            continue
        except Undecided as undecided:
            # What was dropped before stays dropped; only the rest is not settled.
            if exchange.region:
                exchange.parts.append(Part(exchange.region, Unsettled(undecided.where, undecided.why)))
        parts += exchange.parts
        looked |= exchange.looked
        asked |= exchange.asked
        differ |= exchange.equal_ports_differ
    raise Undecided(sender, f"its ports fall into more than {ATTEMPTS_MOST} kinds")


def _by_protocol(terrain: Terrain, region: Region) -> Iterator[tuple[Region, ProtocolName]]:
    for protocol in PROTOCOLS:
        yield meet(region, terrain.space.of(protocol)), protocol


def _walk_legs(exchange: Exchange, sender: str, destination: int, source: int | None) -> None:
    """Walk leg after leg until nothing is left under way."""
    server_port = 0 if exchange.protocol == "icmp" else SERVER
    client = Socket(sender, 0, CLIENT, destination, server_port)
    server: Socket | None = None
    flight = Flight(exchange, "request", "syn", is_answer=False)
    for leg, segment in EXCHANGES[exchange.protocol]:
        if leg == "handshake-end":
            is_settled = exchange.is_mixed and flight.is_settled
            _let_others_end(exchange, flight)
            if is_settled:
                flight.netns, flight.leg = sender, "answer"
                break
        if leg == "answer" and exchange.is_regular:
            # To whom the way back was known it is still the same: what came back once comes back again.
            flight.netns, flight.leg = sender, leg
            break
        flight = Flight(exchange, leg, segment, is_answer=leg in ("reply", "answer"))
        here, there = (client, server) if server is None or leg == "handshake-end" else (server, client)
        flight.rewrite((exchange.protocol, here.address, here.port, here.peer, here.peer_port))
        stopped = walk(flight, here.netns, source if leg == "request" else here.address)
        if there is not None and stopped.disposition == "delivered" and not _is_for(flight, there):
            stopped = Stopped("stray", AddressRef(dotted(flight.source)))
        if leg == "request" and stopped.disposition == "delivered":
            client = Socket(sender, flight.first_source, CLIENT, destination, server_port)
            server = _receiver(flight)
        if stopped.disposition != "delivered" or server is None:
            break
    flight.end(stopped)


def _let_others_end(exchange: Exchange, flight: Flight) -> None:
    """Let what is not TCP end with its reply: it has no handshake."""
    if exchange.is_mixed:
        tcp = exchange.terrain.space.of("tcp")
        rest = minus(exchange.region, tcp)
        if rest:
            exchange.parts.append(Part(rest, End("delivered", flight.leg, flight.netns)))
        exchange.region, exchange.is_mixed = meet(exchange.region, tcp), False


def _is_for(flight: Flight, socket: Socket) -> bool:
    mine = (flight.netns, flight.destination, flight.destination_port, flight.source, flight.source_port)
    return mine == (socket.netns, socket.address, socket.port, socket.peer, socket.peer_port)


def _receiver(flight: Flight) -> Socket | None:
    """Return the socket a delivered request came to; None for a broadcast, which nobody answers from its address."""
    if not flight.terrain.netns(flight.netns).routing.is_local(flight.destination):
        return None
    return Socket(flight.netns, flight.destination, flight.destination_port, flight.source, flight.source_port)


def _merged(parts: Iterable[Part]) -> Parts:
    """Put what ends in the same way together, in a settled order."""
    by_end: dict[End | Unsettled, Region] = {}
    for part in parts:
        by_end[part.end] = join(by_end.get(part.end, EMPTY), part.region)
    return tuple(sorted((Part(region, end) for end, region in by_end.items()), key=lambda part: part.region))
