"""IPv4 as a namespace does it: sockets send, packets come in, are believed or not, are forwarded or kept.

The order of checks is Linux': ip_rcv, ip_route_input_slow, ip_forward, ip_output. What leaves is a `Frame`: the links
are the next module's business.
"""

from msgspec import Struct

from .journey import Ended, Journey
from .netfilter import Crossing, cross
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
TTL_LIMIT = LimitRef("ttl")
FORWARDING = "net.ipv4.ip_forward"
REVERSE_PATH = "net.ipv4.conf.all.rp_filter"


class Frame(Struct, frozen=True):
    """A packet on its way out of an interface, to a hardware address."""

    netns: Netns
    dev: str
    mac: str


def originate(journey: Journey, netns: Netns, source: str | None) -> Frame:
    """Send from a socket of `netns`. Raises Ended also for what arrives in `netns` itself."""
    # Without any address Linux speaks from 0.0.0.0, and nobody believes it. What has no way out never gets a source in
    # Linux: it is shown with one that its sender has.
    journey.source = number_of(source) if source is not None else own_address(netns, "", 0) or 0
    choice = _output_route(journey, netns, 0)
    if choice.kind == "broadcast":
        # No connection can be opened to one, and a datagram needs a socket that asked for it.
        raise Ended("unanswered-broadcast", AddressRef(journey.headers().destination))
    if source is None and choice.kind == "local":
        journey.source = journey.destination
    elif source is None:
        journey.source = own_address(netns, choice.dev, _gateway(choice)) or 0
    journey.first_source = journey.source
    journey.add(Originated(source is None, journey.changed()))
    _note_route(journey, choice)
    choice = _pass_output(journey, netns, choice)
    _fit(journey, choice)
    cross(Crossing(journey, netns, "postrouting", "", choice.dev, _next_hop(journey, choice)))
    if choice.kind != "local":
        return resolve(journey, netns, choice)
    journey.add(Received(LOOPBACK_DEV, journey.headers()))
    cross(Crossing(journey, netns, "prerouting", LOOPBACK_DEV))
    return _receive_local(journey, netns, LOOPBACK_DEV)


def _pass_output(journey: Journey, netns: Netns, choice: RouteChoice) -> RouteChoice:
    """Take a packet past the output hook; returns its route, which is looked up anew once translation readdressed it."""
    crossing = Crossing(journey, netns, "output", "", choice.dev)
    chosen = [choice]

    def reroute() -> None:
        chosen.append(_output_route(journey, netns, journey.mark))
        _note_route(journey, chosen[-1])

    crossing.readdressed = reroute
    cross(crossing)
    return chosen[-1]


def receive(journey: Journey, netns: Netns, dev: str, *, past_prerouting: bool = False) -> Frame:
    """Take in a packet from `dev`: keep it (raises Ended, "delivered"), forward it, or drop it (raises Ended)."""
    if not past_prerouting:
        cross(Crossing(journey, netns, "prerouting", dev))
    if is_loopback(journey.destination):
        raise Ended("martian-destination", AddressRef(journey.headers().destination))
    choice = journey.route(netns, journey.mark)
    if choice is not None and choice.kind in ("local", "broadcast"):
        believe(journey, netns, dev, None)
        _note_route(journey, choice)
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
    believe(journey, netns, dev, choice.dev)
    _note_route(journey, choice)
    return _forward(journey, netns, dev, choice)


def _forward(journey: Journey, netns: Netns, dev: str, choice: RouteChoice) -> Frame:
    if journey.ttl <= 1:
        raise Ended("ttl-exceeded", TTL_LIMIT)
    _fit(journey, choice)
    journey.ttl -= 1
    journey.add(TtlDecremented(journey.changed()))
    cross(Crossing(journey, netns, "forward", dev, choice.dev))
    cross(Crossing(journey, netns, "postrouting", dev, choice.dev, _next_hop(journey, choice)))
    return resolve(journey, netns, choice)


def _receive_local(journey: Journey, netns: Netns, dev: str) -> Frame:
    cross(Crossing(journey, netns, "input", dev))
    if journey.protocol != "udp" and not netns.routing.is_local(journey.destination):
        # No SYN and no echo request sent to a broadcast address is answered.
        raise Ended("unanswered-broadcast", AddressRef(journey.headers().destination))
    journey.add(Delivered(dev, journey.headers()))
    raise Ended("delivered")


def believe(journey: Journey, netns: Netns, dev: str, out_dev: str | None) -> None:
    """End the way of a packet whose source can't have come in on `dev`; `out_dev` is where it would go on to."""
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
        journey.is_fragmented = True
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
    heard = journey.connections.heard
    if (mac := heard.get((netns.name, dev, target))) is not None:
        journey.add(Resolved(dev, shown, mac, None, None, journey.headers()))
        return Frame(netns, dev, mac)
    is_own = netns.routing.is_local(journey.source)
    speaker = journey.source if is_own else own_address(netns, dev, target)
    answer = answer_to_arp(journey.network, netns, dev, target, speaker, journey.missing)
    if answer is None:
        raise Ended("unresolved", AddressRef(shown))
    heard[netns.name, dev, target] = answer.mac
    if speaker:
        heard[answer.netns, answer.dev, speaker] = netns.link(dev).mac
    journey.add(Resolved(dev, shown, answer.mac, None, answer.netns, journey.headers()))
    return Frame(netns, dev, answer.mac)
