"""IPv4 and Ethernet as namespaces do them, for a region of ports: send, receive, forward, bridge, resolve.

The order of checks is Linux', as in the trace; both are compared with each other on every run of the tests.
"""

from ..net.state import Bridge, Veth
from ..trace.errors import Undecided
from ..trace.numbers import dotted, is_loopback, number_of
from ..trace.routes import LOOPBACK_DEV, RouteChoice
from ..trace.sources import own_address, source_problem
from ..trace.steps import AddressRef, LimitRef, SysctlRef
from .crossing import pass_hook
from .flight import Flight
from .outcomes import ProtocolsDiffer, Stopped
from .terrain import Place, nothing

HOPS_MOST = 1024
TTL_LIMIT = LimitRef("ttl")
NOT_FORWARDING = SysctlRef("net.ipv4.ip_forward", "0")
REVERSE_PATH = "net.ipv4.conf.all.rp_filter"
Frame = tuple[Place, str, str]
"""A region on its way out: namespace, interface, and the hardware address it is for."""


def walk(flight: Flight, netns: str, source: int | None) -> Stopped:
    """Walk a flight from a socket of `netns` to its end; `source` None: the address Linux chooses. Returns the end."""
    try:
        flight.enter(netns, "", "")
        frame = originate(flight, flight.terrain.netns(netns), source)
        for _ in range(HOPS_MOST):
            frame = transmit(flight, frame)
    except Stopped as stopped:
        return stopped
    raise Undecided(netns, f"the packet is still under way after {HOPS_MOST} hops")


def originate(flight: Flight, place: Place, source: int | None) -> Frame:
    """Send from a socket of a namespace. Raises Stopped, also for what arrives in the namespace itself."""
    choice = _output_route(flight, place, 0)
    if choice.kind == "broadcast":
        raise Stopped("unanswered-broadcast", AddressRef(dotted(flight.destination)))
    if source is not None:
        flight.source = source
    elif choice.kind == "local":
        flight.source = flight.destination
    else:
        flight.source = own_address(place, choice.dev, _gateway(choice)) or 0
    flight.first_source = flight.source
    if pass_hook(flight, place, "output", "", choice.dev):
        choice = _output_route(flight, place, flight.mark)
    pass_hook(flight, place, "postrouting", "", choice.dev, _next_hop(flight, choice))
    if choice.kind != "local":
        return place, choice.dev, _resolve(flight, place, choice)
    pass_hook(flight, place, "prerouting", LOOPBACK_DEV)
    return receive(flight, place, LOOPBACK_DEV, is_own=True)


def receive(flight: Flight, place: Place, dev: str, *, past_prerouting: bool = False, is_own: bool = False) -> Frame:
    """Take in a region from `dev`: keep it (raises Stopped, "delivered"), forward it, or drop it (raises Stopped)."""
    if is_own:
        raise _kept(flight, place, dev)
    if not past_prerouting:
        pass_hook(flight, place, "prerouting", dev)
    if is_loopback(flight.destination):
        raise Stopped("martian-destination", AddressRef(dotted(flight.destination)))
    choice = flight.route(place, flight.mark)
    if choice is not None and choice.kind in ("local", "broadcast"):
        _believe(flight, place, dev, None)
        raise _kept(flight, place, dev)
    if choice is None and place.forwards:
        raise Stopped("no-route")
    if choice is not None and choice.kind == "blackhole":
        raise Stopped("blackholed", choice.ref)
    if not place.forwards:
        raise Stopped("not-forwarding", NOT_FORWARDING)
    assert choice is not None
    _believe(flight, place, dev, choice.dev)
    if flight.ttl <= 1:
        raise Stopped("ttl-exceeded", TTL_LIMIT)
    flight.ttl -= 1
    pass_hook(flight, place, "forward", dev, choice.dev)
    pass_hook(flight, place, "postrouting", dev, choice.dev, _next_hop(flight, choice))
    return place, choice.dev, _resolve(flight, place, choice)


def _kept(flight: Flight, place: Place, dev: str) -> Stopped:
    pass_hook(flight, place, "input", dev)
    if not place.routing.is_local(flight.destination):
        if flight.is_mixed:
            raise ProtocolsDiffer
        if flight.protocol != "udp":
            return Stopped("unanswered-broadcast", AddressRef(dotted(flight.destination)))
    return Stopped("delivered")


def _believe(flight: Flight, place: Place, dev: str, out_dev: str | None) -> None:
    flight.exchange.looked.add((place.name, 0, flight.source))
    problem = source_problem(place, dev, flight.source, out_dev, nothing)
    if problem == "martian-source":
        raise Stopped(problem, AddressRef(dotted(flight.source)))
    if problem == "reverse-path":
        raise Stopped(problem, SysctlRef(REVERSE_PATH, str(place.reverse_path)))


def _output_route(flight: Flight, place: Place, mark: int) -> RouteChoice:
    choice = flight.route(place, mark)
    if choice is None:
        raise Stopped("no-route")
    if choice.kind == "blackhole":
        raise Stopped("blackholed", choice.ref)
    return choice


def _gateway(choice: RouteChoice) -> int:
    return number_of(choice.entry.via) if choice.entry and choice.entry.via else 0


def _next_hop(flight: Flight, choice: RouteChoice) -> int:
    return _gateway(choice) or flight.destination


def _resolve(flight: Flight, place: Place, choice: RouteChoice) -> str:
    """Find the next hop's hardware address: a permanent neighbour, or whoever answers ARP."""
    target, dev = _next_hop(flight, choice), choice.dev
    neighbour = place.neighbours.get((dev, target))
    if neighbour is not None:
        return neighbour.mac
    heard = flight.exchange.heard
    if (mac := heard.get((place.name, dev, target))) is not None:
        return mac
    is_own = place.routing.is_local(flight.source)
    speaker = flight.source if is_own else own_address(place, dev, target)
    answer = flight.terrain.answering(place, dev, target, speaker)
    if answer is None:
        raise Stopped("unresolved", AddressRef(dotted(target)))
    heard[place.name, dev, target] = answer.mac
    if speaker:
        heard[answer.netns, answer.dev, speaker] = place.link(dev).mac
    return answer.mac


def transmit(flight: Flight, frame: Frame) -> Frame:
    """Follow a frame to the next namespace and through it; returns the frame that leaves there, or raises Stopped."""
    place, dev, mac = frame
    link = place.link(dev)
    if isinstance(link, Bridge):
        link = _port_to(flight, place, link, mac, None)
    far = flight.terrain.netns(link.peer_netns)
    end = far.links.get(link.peer_name)
    if not isinstance(end, Veth):
        raise Undecided(f"{link.peer_name} of {link.peer_netns}", f"it is no end of the cable {link.name}")
    flight.enter(far.name, end.name, mac)
    if end.master is not None:
        bridge = far.link(end.master)
        assert isinstance(bridge, Bridge)
        return _bridge(flight, far, bridge, end, mac)
    if mac != end.mac:
        raise Stopped("wrong-mac", AddressRef(mac))
    return receive(flight, far, end.name)


def _bridge(flight: Flight, place: Place, bridge: Bridge, came_in: Veth, mac: str) -> Frame:
    """Take a frame in on a port: for the namespace itself, or out by another port."""
    if pass_hook(flight, place, "prerouting", bridge.name):
        choice = flight.route(place, flight.mark)
        mac = bridge.mac
        if place.forwards and choice is not None and choice.kind == "unicast" and choice.dev == bridge.name:
            _believe(flight, place, bridge.name, bridge.name)
            mac = _resolve(flight, place, choice)
    if mac in (bridge.mac, came_in.mac):
        return receive(flight, place, bridge.name, past_prerouting=True)
    port = _port_to(flight, place, bridge, mac, came_in)
    pass_hook(flight, place, "forward", bridge.name, bridge.name)
    pass_hook(flight, place, "postrouting", "", bridge.name, flight.destination)
    return place, port.name, mac


def _port_to(flight: Flight, place: Place, bridge: Bridge, mac: str, came_in: Veth | None) -> Veth:
    port = flight.terrain.port_towards(place.name, bridge, mac)
    if port is None or port == came_in:
        raise Stopped("wrong-mac", AddressRef(mac))
    return port
