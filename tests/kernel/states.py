"""Random valid networks: a fabric, nodes with bridges, pods, cables that move, routes that change their next hop."""

from hypothesis import strategies as st

from akslab.net.diff import validate
from akslab.net.state import (
    Bridge,
    InterfaceAddress,
    Link,
    Neighbour,
    NetnsState,
    NetworkState,
    RouteEntry,
    RuleEntry,
    Veth,
)
from akslab.net.sysctls import DEFAULTS

from .tables import tables

FABRIC = "vnet/f"
CHOICES = ("net.ipv4.ip_forward", "net.ipv6.conf.all.disable_ipv6", "net.ipv6.conf.default.disable_ipv6")
PREFIXES = ("0.0.0.0/0", "10.0.0.0/8", "10.244.0.0/24", "10.244.1.0/24", "192.168.7.7/32")


def _mac(draw: st.DrawFn, *octets: int) -> str:
    return bytes([0x0A, 0x58, draw(st.sampled_from([0, 1])), *octets]).hex(":")


def _sysctls(draw: st.DrawFn) -> tuple[tuple[str, str], ...]:
    names = draw(st.frozensets(st.sampled_from([*CHOICES, *sorted(DEFAULTS)]), max_size=3))
    return tuple((name, draw(st.sampled_from(["0", "1"]))) for name in sorted(names))


def _neighbours(draw: st.DrawFn, dev: str, *addresses: str) -> list[Neighbour]:
    kept = draw(st.frozensets(st.sampled_from(addresses)))
    return [Neighbour(dev, address, _mac(draw, 9, 9, 9)) for address in sorted(kept)]


def _pod(draw: st.DrawFn, node: int, pod: int) -> NetnsState:
    gateway = f"10.244.{node}.1"
    addresses = draw(st.frozensets(st.sampled_from([f"10.244.{node}.{2 + pod}/24", f"10.99.0.{pod + 1}/32"])))
    routes = [RouteEntry(dst=f"10.244.{node}.0/24", dev="eth0")] if draw(st.booleans()) else []
    if draw(st.booleans()):
        routes.append(RouteEntry(dst="0.0.0.0/0", via=gateway, dev="eth0", onlink=not routes))
    return NetnsState(
        links=(Veth("eth0", _mac(draw, node, pod, 0), f"node/n{node}", f"v{pod}"),),
        addresses=tuple(InterfaceAddress("eth0", address) for address in sorted(addresses)),
        routes=tuple(sorted(routes, key=lambda route: route.dst)),
        neighbours=tuple(_neighbours(draw, "eth0", gateway, f"10.244.{node}.99")),
    )


def _node(draw: st.DrawFn, node: int, pods: list[int]) -> NetnsState:
    master = draw(st.sampled_from(["cbr0", None]))
    links: list[Link] = [Veth("eth0", _mac(draw, node, 0, 1), FABRIC, f"nic{node}")]
    links += [Bridge(master, _mac(draw, node, 0, 2))] if master else []
    links += [Veth(f"v{pod}", _mac(draw, node, pod, 3), f"pod/p{node}{pod}", "eth0", master) for pod in pods]
    addresses = {f"192.168.{draw(st.sampled_from([1, 2]))}.{4 + node}/24": "eth0"}
    routes = {"192.168.1.1/32": RouteEntry(dst="192.168.1.1/32", dev="eth0")}
    routes["0.0.0.0/0"] = RouteEntry(dst="0.0.0.0/0", via="192.168.1.1", dev="eth0")
    if master and draw(st.booleans()):
        addresses[f"10.244.{node}.1/24"] = "cbr0"
        routes[f"10.244.{node}.0/24"] = RouteEntry(dst=f"10.244.{node}.0/24", dev="cbr0")
    kept = draw(st.frozensets(st.sampled_from(sorted(routes))))
    if "192.168.1.1/32" not in kept:
        kept -= {"0.0.0.0/0"}
    return NetnsState(
        links=tuple(sorted(links, key=lambda link: link.name)),
        addresses=tuple(InterfaceAddress(dev, a) for dev, a in sorted((d, a) for a, d in addresses.items())),
        routes=tuple(routes[dst] for dst in sorted(kept)),
        neighbours=tuple(_neighbours(draw, "eth0", "192.168.1.1", "192.168.1.2")),
        tables=tuple(draw(st.lists(tables(f"t{node}"), max_size=1))),
        sysctls=_sysctls(draw),
    )


def _fabric_route(draw: st.DrawFn, table: int, dst: str, nodes: list[int]) -> RouteEntry:
    node = draw(st.sampled_from(nodes))
    return draw(
        st.sampled_from(
            [
                RouteEntry(table=table, dst=dst, kind="blackhole"),
                RouteEntry(table=table, dst=dst, dev=f"nic{node}"),
                RouteEntry(table=table, dst=dst, via=f"192.168.1.{4 + node}", dev=f"nic{node}", onlink=True),
            ]
        )
    )


def _fabric(draw: st.DrawFn, nodes: list[int]) -> NetnsState:
    keys = draw(st.frozensets(st.tuples(st.sampled_from([100, 101, 254]), st.sampled_from(PREFIXES)), max_size=6))
    rules = draw(
        st.dictionaries(st.tuples(st.sampled_from([900, 1000]), st.sampled_from([7, 8])), st.just(0), max_size=3)
    )
    neighbours = [found for node in nodes for found in _neighbours(draw, f"nic{node}", f"192.168.1.{4 + node}")]
    own = draw(st.frozensets(st.sampled_from(["192.168.1.1/32", "192.168.2.1/32", "20.0.0.1/24"])))
    return NetnsState(
        links=tuple(Veth(f"nic{node}", _mac(draw, node, 0, 4), f"node/n{node}", "eth0") for node in nodes),
        addresses=tuple(InterfaceAddress("lo", address) for address in sorted(own)),
        routes=tuple(_fabric_route(draw, *key, nodes) for key in sorted(keys)),
        rules=tuple(
            RuleEntry(priority=priority, fwmark=mark, table=draw(st.sampled_from([100, 101])))
            for priority, mark in sorted(rules)
        ),
        neighbours=tuple(neighbours),
        tables=tuple(draw(tables(name)) for name in draw(st.sampled_from([[], ["a"], ["a", "b"]]))),
        sysctls=_sysctls(draw),
    )


@st.composite
def states(draw: st.DrawFn) -> NetworkState:
    """Draw one valid network, the empty one included."""
    nodes = draw(st.lists(st.sampled_from([0, 1, 2]), unique=True, max_size=3).map(sorted))
    pods = {node: draw(st.lists(st.sampled_from([0, 1]), unique=True).map(sorted)) for node in nodes}
    state = {f"node/n{node}": _node(draw, node, pods[node]) for node in nodes}
    state |= {f"pod/p{node}{pod}": _pod(draw, node, pod) for node in nodes for pod in pods[node]}
    if nodes:
        state[FABRIC] = _fabric(draw, nodes)
    validate(state)
    return state
