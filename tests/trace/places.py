"""Small networks written by hand: two hosts and a router between them, and a switch with three machines on it."""

from typing import TypeVar

from msgspec.structs import replace

from akslab.net.nftables import Hook, NftChain, NftMap, NftRule, NftTable, Verdict
from akslab.net.state import (
    Bridge,
    InterfaceAddress,
    Neighbour,
    NetnsState,
    NetworkState,
    RouteEntry,
    Veth,
)
from akslab.net.validation import validate
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send
from akslab.trace.steps import Delivered
from akslab.trace.traces import Leg, Trace

FORWARDING = (("net.ipv4.ip_forward", "1"),)
LEFT, RIGHT = "10.1.0.2", "10.2.0.2"
LEFT_GATEWAY, RIGHT_GATEWAY = "10.1.0.1", "10.2.0.1"


def mac(address: str) -> str:
    return bytes([0x0A, 0x58, *map(int, address.split("."))]).hex(":")


def host(address: str, gateway: str, link: str) -> NetnsState:
    """Plug a machine with one address into `router`, by which it reaches everything."""
    prefix = gateway.rpartition(".")[0] + ".0/24"
    return NetnsState(
        links=(Veth("eth0", mac(address), "router", link),),
        addresses=(InterfaceAddress("eth0", f"{address}/24"),),
        routes=(RouteEntry(dst="0.0.0.0/0", via=gateway, dev="eth0"), RouteEntry(dst=prefix, dev="eth0")),
    )


def routed(*tables: NftTable, **changes: object) -> NetworkState:
    """Return `left` and `right` with `router` between them; the router gets `tables`, or any other change."""
    router = NetnsState(
        links=(Veth("to0", mac(LEFT_GATEWAY), "left", "eth0"), Veth("to1", mac(RIGHT_GATEWAY), "right", "eth0")),
        addresses=(InterfaceAddress("to0", f"{LEFT_GATEWAY}/24"), InterfaceAddress("to1", f"{RIGHT_GATEWAY}/24")),
        routes=(RouteEntry(dst="10.1.0.0/24", dev="to0"), RouteEntry(dst="10.2.0.0/24", dev="to1")),
        sysctls=FORWARDING,
        tables=tables,
    )
    state = {
        "left": host(LEFT, LEFT_GATEWAY, "to0"),
        "right": host(RIGHT, RIGHT_GATEWAY, "to1"),
        "router": replace(router, **changes),
    }
    validate(state)
    return state


def two_ways(router: tuple[NftTable, ...] = (), other: tuple[NftTable, ...] = ()) -> NetworkState:
    """Return the same with a second router, `other`, by which `right` answers `left`."""
    state = routed(*router)
    second = NetnsState(
        links=(Veth("to0", mac("10.4.0.1"), "left", "eth1"), Veth("to1", mac("10.5.0.1"), "right", "eth1")),
        addresses=(InterfaceAddress("to0", "10.4.0.1/24"), InterfaceAddress("to1", "10.5.0.1/24")),
        routes=(
            RouteEntry(dst="10.1.0.0/24", via="10.4.0.2", dev="to0"),
            RouteEntry(dst="10.4.0.0/24", dev="to0"),
            RouteEntry(dst="10.5.0.0/24", dev="to1"),
        ),
        sysctls=FORWARDING,
        tables=other,
    )
    state |= {
        "left": _also(state["left"], "10.4.0.2", "to0", ()),
        "right": _also(state["right"], "10.5.0.2", "to1", ("10.1.0.0/24", "10.4.0.0/24")),
        "other": second,
    }
    validate(state)
    return state


def _also(one: NetnsState, address: str, link: str, beyond: tuple[str, ...]) -> NetnsState:
    """Give a host a second cable, to `other`, and routes by it."""
    prefix = address.rpartition(".")[0]
    routes = [RouteEntry(dst=each, via=f"{prefix}.1", dev="eth1") for each in beyond]
    return replace(
        one,
        links=(*one.links, Veth("eth1", mac(address), "other", link)),
        addresses=(*one.addresses, InterfaceAddress("eth1", f"{address}/24")),
        routes=tuple(
            sorted((*one.routes, *routes, RouteEntry(dst=f"{prefix}.0/24", dev="eth1")), key=lambda each: each.dst)
        ),
    )


def switched(*tables: NftTable, **changes: object) -> NetworkState:
    """Return `a`, `b` and `c` on the bridge of `switch`, as kubenet has pods on a node."""
    addresses = {"a": "10.3.0.2", "b": "10.3.0.3", "c": "10.3.0.4"}
    ports = [Veth(f"v{name}", mac(f"10.99.0.{place}"), name, "eth0", "br0") for place, name in enumerate(addresses)]
    switch = NetnsState(
        links=(Bridge("br0", mac("10.3.0.1")), *ports),
        addresses=(InterfaceAddress("br0", "10.3.0.1/24"),),
        routes=(RouteEntry(dst="10.3.0.0/24", dev="br0"),),
        sysctls=FORWARDING,
        tables=tables,
    )
    state = {
        name: NetnsState(
            links=(Veth("eth0", mac(address), "switch", f"v{name}"),),
            addresses=(InterfaceAddress("eth0", f"{address}/24"),),
            routes=(RouteEntry(dst="0.0.0.0/0", via="10.3.0.1", dev="eth0"), RouteEntry(dst="10.3.0.0/24", dev="eth0")),
        )
        for name, address in addresses.items()
    } | {"switch": replace(switch, **changes)}
    validate(state)
    return state


def with_neighbour(state: NetworkState, netns: str, address: str, mac_address: str) -> NetworkState:
    dev = state[netns].links[0].name
    return {**state, netns: replace(state[netns], neighbours=(Neighbour(dev, address, mac_address),))}


def chain(hook: Hook, *rules: NftRule, maps: tuple[NftMap, ...] = ()) -> NftTable:
    """Return a table with one chain on a hook."""
    return NftTable(name="lab", maps=maps, chains=(NftChain("chain", rules, hook),))


DROP = NftRule((), (Verdict("drop"),), "nothing passes")
FORWARD = Hook("filter", "forward", 0)


def ask(state: NetworkState, sender: str, destination: str, **more: object) -> Trace:
    return send(prepare(state), sender, Packet(destination=destination, **more))  # type: ignore[arg-type]


def leg(trace: Trace, name: str) -> Leg:
    return next(each for each in trace.legs if each.name == name)


S = TypeVar("S")


def steps(of: Leg, kind: type[S]) -> list[S]:
    return [step for hop in of.hops for step in hop.steps if isinstance(step, kind)]


def way(of: Leg) -> list[str]:
    return [hop.netns for hop in of.hops]


def seen_source(trace: Trace) -> str:
    """Return whom the receiver of a delivered request sees."""
    (arrived,) = steps(trace.legs[0], Delivered)
    return arrived.headers.source
