"""Cables and bridges: who hears a broadcast, which port leads to a hardware address, who answers ARP.

A bridge learns where an address lives and floods until it knows: either way a frame comes to whoever has the address.
"""

from collections.abc import Callable, Iterator

from ..net.state import Bridge, Veth
from .errors import Undecided
from .prepared import Listener, Netns, Network, Switch
from .routes import Missing
from .sources import source_problem


def listeners(network: Network, netns: Netns, dev: str) -> list[Listener]:
    """List the interfaces that hear what `netns` broadcasts on `dev`."""
    key = netns.name, dev
    if key not in network.listeners:
        network.listeners[key] = list(_reached(network, netns, dev, {key}))
    return network.listeners[key]


def _reached(network: Network, netns: Netns, dev: str, seen: set[tuple[str, str]]) -> Iterator[Listener]:
    link = netns.link(dev)
    if isinstance(link, Bridge):
        for port in netns.ports(dev):
            yield from _reached(network, netns, port.name, seen)
        return
    far, end = far_end(network, link)
    if end.master is None:
        yield Listener(far.name, end.name, end.mac)
        return
    if (far.name, end.master) in seen:
        raise Undecided(
            f"bridge {end.master} of {far.name}", "it is part of a ring, and the model knows no spanning tree"
        )
    seen.add((far.name, end.master))
    yield Listener(far.name, end.master, far.link(end.master).mac)
    for port in far.ports(end.master):
        if port.name != end.name:
            yield from _reached(network, far, port.name, seen)


def far_end(network: Network, link: Veth) -> tuple[Netns, Veth]:
    """Find the other end of a cable."""
    far = network.netns(link.peer_netns)
    end = far.link(link.peer_name)
    if not isinstance(end, Veth):
        raise Undecided(f"{link.peer_name} of {link.peer_netns}", f"it is no end of the cable {link.name}")
    return far, end


def switch_of(network: Network, netns: Netns, bridge: Bridge) -> Switch:
    """Return what a bridge knows once it has learned everything."""
    key = netns.name, bridge.name
    if key not in network.switches:
        ports = netns.ports(bridge.name)
        behind: dict[str, list[Veth]] = {}
        for port in ports:
            for mac in {each.mac for each in listeners(network, netns, port.name)}:
                behind.setdefault(mac, []).append(port)
        network.switches[key] = Switch(frozenset({bridge.mac, *(port.mac for port in ports)}), behind)
    return network.switches[key]


def port_towards(network: Network, netns: Netns, bridge: Bridge, mac: str) -> Veth | None:
    """Find the port of a bridge behind which a hardware address lives, None when it lives nowhere, or in the bridge."""
    switch = switch_of(network, netns, bridge)
    found = switch.behind.get(mac, []) if mac not in switch.own else []
    if len(found) > 1:
        names = ", ".join(port.name for port in found)
        raise Undecided(
            f"bridge {bridge.name} of {netns.name}", f"{mac} lives behind {names}: the last to speak is believed"
        )
    return found[0] if found else None


def answer_to_arp(
    network: Network, netns: Netns, dev: str, target: int, speaker: int | None, missing: Callable[[Netns], Missing]
) -> Listener | None:
    """Find who answers "who has `target`" on `dev`, asked from the address `speaker`; None when nobody does.

    Raises Undecided when several would.
    """
    found = [
        each
        for each in listeners(network, netns, dev)
        if _answers(network.netns(each.netns), each.dev, target, speaker, missing)
    ]
    if len({each.mac for each in found}) > 1:
        names = ", ".join(each.netns for each in found)
        raise Undecided(f"{dev} of {netns.name}", f"{names} all answer ARP for one address: the first answer wins")
    return found[0] if found else None


def _answers(netns: Netns, dev: str, target: int, speaker: int | None, missing: Callable[[Netns], Missing]) -> bool:
    """Linux: arp_process. Any address of the namespace is answered for, on any interface (arp_ignore is 0)."""
    is_own = netns.routing.is_local(target)
    if not is_own and not (netns.forwards and netns.answers_for_others):
        return False
    if is_own:
        return speaker is None or source_problem(netns, dev, speaker, None, missing(netns)) is None
    choice = netns.routing.find(target, 0, missing(netns))
    if choice is None or choice.kind != "unicast" or choice.dev == dev or speaker is None:
        return False
    return source_problem(netns, dev, speaker, choice.dev, missing(netns)) is None
