"""A virtual network as a router namespace: one point-to-point cable per interface, one routing table per subnet.

The fabric owns no address and its main table stays empty, so that it never speaks itself: what Azure drops in
silence is dropped in silence here. Every packet is marked with its subnet where it enters; the mark picks the table.
"""

from collections.abc import Iterator

from msgspec import Struct

from ..net.state import Neighbour, NetnsState, RouteEntry, RuleEntry, Veth
from .attachments import Attachment
from .effective_routes import EffectiveRoute, effective_routes
from .fabric_table import fabric_table
from .inputs import Inputs, Subnet, VirtualNetwork
from .longest_prefix import LongestPrefixMatch
from .names import FABRIC_MAC, INTERNET, UPLINK, internet_link
from .outbound import Edge
from .ranges import number_of, range_of

UPLINK_MARK = 1
"""Mark, and table, of what comes from the Internet; no subnet starts at 0.0.0.1."""
RULE_PRIORITY = 1000
INTERNET_NEXT_HOP = "169.254.0.1"
"""Stands for the Internet's end of the uplink; nobody answers to it."""
INTERNET_MAC = "0a:58:a9:fe:00:01"
FABRIC_SYSCTLS = (
    ("net.ipv4.conf.all.rp_filter", "0"),
    ("net.ipv4.conf.all.send_redirects", "0"),
    ("net.ipv4.conf.default.rp_filter", "0"),
    ("net.ipv4.conf.default.send_redirects", "0"),
    ("net.ipv4.ip_forward", "1"),
    ("net.ipv6.conf.all.disable_ipv6", "1"),
    ("net.ipv6.conf.default.disable_ipv6", "1"),
)


class Fabric(Struct, frozen=True):
    """A virtual network with something in it; `ports` are sorted by link."""

    network: VirtualNetwork
    ports: tuple[Attachment, ...]
    edge: Edge


def table_number(subnet: Subnet) -> int:
    """Return the number of a subnet's routing table, which is its mark too: its network address, the same for ever."""
    return range_of(subnet.prefixes[0])[0]


def fabric_state(fabric: Fabric, inputs: Inputs) -> NetnsState:
    """Compile the namespace of a virtual network."""
    subnets = {port.subnet.id: port.subnet for port in fabric.ports}
    marks = {table_number(subnet): subnet for subnet in subnets.values()}
    routes = list(_uplink_routes(fabric))
    for subnet in subnets.values():
        rows = effective_routes(subnet.id, inputs.networks, inputs.tables)
        routes += _subnet_routes(table_number(subnet), rows, fabric)
    return NetnsState(
        links=tuple(sorted([_uplink(fabric), *map(_port, fabric.ports)], key=lambda link: link.name)),
        routes=tuple(sorted(routes, key=lambda route: (route.table, route.dst))),
        rules=tuple(
            RuleEntry(priority=RULE_PRIORITY, fwmark=mark, table=mark) for mark in sorted([UPLINK_MARK, *marks])
        ),
        neighbours=tuple(sorted(_neighbours(fabric), key=lambda each: (each.dev, each.address))),
        tables=(fabric_table(fabric.network, fabric.ports, fabric.edge, _marks(fabric), inputs),),
        sysctls=FABRIC_SYSCTLS,
    )


def _marks(fabric: Fabric) -> dict[str, int]:
    return {UPLINK: UPLINK_MARK} | {port.link: table_number(port.subnet) for port in fabric.ports}


def _uplink(fabric: Fabric) -> Veth:
    return Veth(name=UPLINK, mac=FABRIC_MAC, peer_netns=INTERNET, peer_name=internet_link(fabric.network.id))


def _port(port: Attachment) -> Veth:
    return Veth(name=port.link, mac=FABRIC_MAC, peer_netns=port.netns, peer_name="eth0")


def _neighbours(fabric: Fabric) -> Iterator[Neighbour]:
    yield Neighbour(UPLINK, INTERNET_NEXT_HOP, INTERNET_MAC)
    for port in fabric.ports:
        for configuration in port.configurations:
            yield Neighbour(port.link, configuration.address, port.mac)


def _uplink_routes(fabric: Fabric) -> Iterator[RouteEntry]:
    yield RouteEntry(dst="0.0.0.0/0", kind="blackhole", table=UPLINK_MARK)
    for port in fabric.ports:
        for configuration in port.configurations:
            yield RouteEntry(dst=f"{configuration.address}/32", dev=port.link, table=UPLINK_MARK)


def _subnet_routes(table: int, rows: tuple[EffectiveRoute, ...], fabric: Fabric) -> list[RouteEntry]:
    """Compile the Active rows of a subnet, and an interface's own /32 where the network's own route wins for it."""
    active = {row.prefixes[0]: row for row in rows if row.state == "Active"}
    links = {each.address: port.link for port in fabric.ports for each in port.configurations}
    routes = {prefix: _route(table, prefix, row, links) for prefix, row in active.items()}
    winner = LongestPrefixMatch(active)
    for address, link in links.items():
        row = winner.find(number_of(address))
        if row and row.next_hop_type == "VnetLocal":
            routes[f"{address}/32"] = RouteEntry(dst=f"{address}/32", dev=link, table=table)
    return list(routes.values())


def _route(table: int, prefix: str, row: EffectiveRoute, links: dict[str, str]) -> RouteEntry:
    if row.next_hop_type == "Internet":
        return RouteEntry(dst=prefix, via=INTERNET_NEXT_HOP, dev=UPLINK, onlink=True, table=table)
    hop = row.next_hop_ips[0] if row.next_hop_type == "VirtualAppliance" and row.next_hop_ips else None
    if hop in links:
        return RouteEntry(dst=prefix, via=hop, dev=links[hop], onlink=True, table=table)
    # Nobody there: an unassigned address, a hop that is gone or out of reach, None, a gateway that does not exist.
    return RouteEntry(dst=prefix, kind="blackhole", table=table)
