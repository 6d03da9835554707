"""Frames on cables and bridges: from the interface one leaves by to the namespace that takes it in.

Linux hands bridged IPv4 packets to netfilter (net.bridge.bridge-nf-call-iptables is 1 in a new namespace), as coming
from the bridge, once: what the bridge keeps for its own namespace does not pass prerouting again.
"""

from ..net.state import Bridge, Veth
from .ip_layer import Frame, believe, receive, resolve
from .journey import Ended, Journey
from .netfilter import Crossing, cross
from .prepared import Netns
from .steps import AddressRef, Bridged, Received, Sent
from .wires import far_end, port_towards


def transmit(journey: Journey, frame: Frame) -> Frame:
    """Follow a frame to the next namespace and through it; returns the frame that leaves there, or raises Ended."""
    netns, dev, mac = frame.netns, frame.dev, frame.mac
    link = netns.link(dev)
    journey.add(Sent(dev, mac, journey.headers()))
    if isinstance(link, Bridge):
        port = _port_to(journey, netns, link, mac, None)
        journey.add(Bridged(link.name, None, port.name, journey.headers()))
        link = port
    far, end = far_end(journey.network, link)
    journey.enter(far.name, end.name, mac)
    journey.add(Received(end.name, journey.headers()))
    if end.master is not None:
        bridge = far.link(end.master)
        assert isinstance(bridge, Bridge)
        return _bridge(journey, far, bridge, end, mac)
    if mac != end.mac:
        raise Ended("wrong-mac", AddressRef(mac))
    return receive(journey, far, end.name)


def _bridge(journey: Journey, netns: Netns, bridge: Bridge, came_in: Veth, mac: str) -> Frame:
    """Take a frame in on a port: for the namespace itself, or out by another port."""
    before = journey.destination
    cross(Crossing(journey, netns, "prerouting", bridge.name))
    if journey.destination != before:
        mac = _readdressed(journey, netns, bridge)
    if mac in (bridge.mac, came_in.mac):
        journey.add(Bridged(bridge.name, came_in.name, None, journey.headers()))
        return receive(journey, netns, bridge.name, past_prerouting=True)
    port = _port_to(journey, netns, bridge, mac, came_in)
    cross(Crossing(journey, netns, "forward", bridge.name, bridge.name))
    cross(Crossing(journey, netns, "postrouting", "", bridge.name, journey.destination))
    journey.add(Bridged(bridge.name, came_in.name, port.name, journey.headers()))
    return Frame(netns, port.name, mac)


def _readdressed(journey: Journey, netns: Netns, bridge: Bridge) -> str:
    """Return the hardware address for a packet that prerouting sent elsewhere (Linux: br_nf_pre_routing_finish).

    Where it stays on the bridge it is bridged on, if the namespace forwards at all; else it is the namespace's to route.
    """
    choice = journey.route(netns, journey.mark)
    if netns.forwards and choice is not None and choice.kind == "unicast" and choice.dev == bridge.name:
        believe(journey, netns, bridge.name, bridge.name)
        return resolve(journey, netns, choice).mac
    return bridge.mac


def _port_to(journey: Journey, netns: Netns, bridge: Bridge, mac: str, came_in: Veth | None) -> Veth:
    """Find the port a frame leaves by. Raises Ended where there is none: its own ports, nobody's, or back again."""
    port = port_towards(journey.network, netns, bridge, mac)
    if port is None or port == came_in:
        raise Ended("wrong-mac", AddressRef(mac))
    return port
