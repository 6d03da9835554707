"""IPv4 as a namespace does it: sockets send, packets come in, are believed or not, are forwarded or kept.

The order of checks is Linux': ip_rcv, ip_route_input_slow, ip_forward, ip_output. What leaves is a `Frame`: the links
are the next module's business.
"""

from msgspec import Struct

from .journey import Ended, Journey
from .netfilter import cross
from .numbers import is_loopback, number_of
from .prepared import Netns
from .routes import LOOPBACK_DEV, RouteChoice
from .sources import own_address, source_problem
from .steps import (
    AddressRef,
    Delivered,
    Fragmented,
    LimitRef,
    Originated,
    Received,
    Resolved,
    Routed,
    SysctlRef,
    TtlDecremented,
)
from .wires import answer_to_arp

LINK_MTU = 1500
"""Of every cable and bridge: a state does not set another."""
FORWARDING = "net.ipv4.ip_forward"
REVERSE_PATH = "net.ipv4.conf.all.rp_filter"


class Frame(Struct, frozen=True):
    """A packet on its way out of an interface, to a hardware address."""

    netns: Netns
    dev: str
    mac: str


def originate(journey: Journey, netns: Netns, source: str | None) -> Frame:
    """Send from a socket of `netns`. Raises Ended also for what arrives in `netns` itself."""
    choice = _output_route(journey, netns, 0)
    if choice.kind == "broadcast":
        # No connection can be opened to one, and a datagram needs a socket that asked for it.
        raise Ended("unanswered-broadcast", AddressRef(journey.headers().destination))
    if source is not None:
        journey.source = number_of(source)
    elif choice.kind == "local":
        journey.source = journey.destination
    else:
        address = own_address(netns, choice.dev, _gateway(choice))
        if address is None:
            raise Ended("no-source")
        journey.source = address
    journey.first_source = journey.source
    journey.add(Originated(source is None, journey.changed()))
    _note_route(journey, choice)
    before = journey.destination
    cross(journey, netns, "output", "", choice.dev)
    if journey.destination != before:
        choice = _output_route(journey, netns, journey.mark)
        _note_route(journey, choice)
    _fit(journey, choice)
    cross(journey, netns, "postrouting", "", choice.dev, _next_hop(journey, choice))
    if choice.kind != "local":
        return resolve(journey, netns, choice)
    journey.add(Received(LOOPBACK_DEV, journey.headers()))
    cross(journey, netns, "prerouting", LOOPBACK_DEV, "")
    return _receive_local(journey, netns, LOOPBACK_DEV)


def receive(journey: Journey, netns: Netns, dev: str, *, past_prerouting: bool = False) -> Frame:
    """Take in a packet from `dev`: keep it (raises Ended, "delivered"), forward it, or drop it (raises Ended)."""
    if not past_prerouting:
        cross(journey, netns, "prerouting", dev, "")
    if is_loopback(journey.destination):
        raise Ended("martian-destination", AddressRef(journey.headers().destination))
    choice = journey.route(netns, journey.mark)
    if choice is not None and choice.kind in ("local", "broadcast"):
        _believe(journey, netns, dev, None)
        _note_route(journey, choice)
        if choice.kind == "broadcast" and journey.protocol != "udp":
            # No SYN and no echo request sent to a broadcast address is answered.
            raise Ended("unanswered-broadcast", AddressRef(journey.headers().destination))
        return _receive_local(journey, netns, dev)
    if choice is None and netns.forwards:
        raise Ended("no-route")
    if choice is not None and choice.kind == "blackhole":
        _note_route(journey, choice)
        raise Ended("blackholed", choice.ref)
    if not netns.forwards:
        journey.block("not-forwarding", SysctlRef(FORWARDING, "0"))
    if choice is None:
        raise Ended("no-route")
    _believe(journey, netns, dev, choice.dev)
    _note_route(journey, choice)
    return _forward(journey, netns, dev, choice)


def _forward(journey: Journey, netns: Netns, dev: str, choice: RouteChoice) -> Frame:
    if journey.ttl <= 1:
        journey.block("ttl-exceeded", LimitRef("ttl"))
    _fit(journey, choice)
    journey.ttl = max(journey.ttl - 1, 1)
    journey.add(TtlDecremented(journey.changed()))
    cross(journey, netns, "forward", dev, choice.dev)
    cross(journey, netns, "postrouting", dev, choice.dev, _next_hop(journey, choice))
    return resolve(journey, netns, choice)


def _receive_local(journey: Journey, netns: Netns, dev: str) -> Frame:
    cross(journey, netns, "input", dev, "")
    journey.add(Delivered(dev, journey.headers()))
    raise Ended("delivered")


def _believe(journey: Journey, netns: Netns, dev: str, out_dev: str | None) -> None:
    problem = source_problem(netns, dev, journey.source, out_dev, journey.missing(netns))
    if problem == "martian-source":
        journey.block(problem, AddressRef(journey.headers().source))
    elif problem == "reverse-path":
        journey.block(problem, SysctlRef(REVERSE_PATH, str(netns.reverse_path)))


def _output_route(journey: Journey, netns: Netns, mark: int) -> RouteChoice:
    choice = journey.route(netns, mark)
    if choice is None:
        raise Ended("no-route")
    if choice.kind == "blackhole":
        raise Ended("blackholed", choice.ref)
    return choice


def _note_route(journey: Journey, choice: RouteChoice) -> None:
    journey.add(Routed(choice.kind, choice.rule, choice.table, choice.entry, choice.dev, journey.headers()))


def _gateway(choice: RouteChoice) -> int:
    """Return the gateway's address, 0 where the route has none."""
    return number_of(choice.entry.via) if choice.entry and choice.entry.via else 0


def _next_hop(journey: Journey, choice: RouteChoice) -> int:
    return _gateway(choice) or journey.destination


def _fit(journey: Journey, choice: RouteChoice) -> None:
    if choice.kind != "unicast" or journey.size <= LINK_MTU:
        return
    if journey.dont_fragment:
        journey.block("too-big", LimitRef("mtu"))
    else:
        journey.add(Fragmented(LINK_MTU, journey.headers()))


def resolve(journey: Journey, netns: Netns, choice: RouteChoice) -> Frame:
    """Find the next hop's hardware address: a permanent neighbour, or whoever answers ARP."""
    target = _next_hop(journey, choice)
    dev = choice.dev
    shown = choice.entry.via if choice.entry and choice.entry.via else journey.headers().destination
    neighbour = netns.neighbours.get((dev, target))
    if neighbour is not None:
        journey.add(Resolved(dev, shown, neighbour.mac, neighbour, None, journey.headers()))
        return Frame(netns, dev, neighbour.mac)
    is_own = netns.routing.is_local(journey.source)
    speaker = journey.source if is_own else own_address(netns, dev, target)
    answer = answer_to_arp(journey.network, netns, dev, target, speaker, journey.missing)
    if answer is None:
        raise Ended("unresolved", AddressRef(shown))
    journey.add(Resolved(dev, shown, answer.mac, None, answer.netns, journey.headers()))
    return Frame(netns, dev, answer.mac)
