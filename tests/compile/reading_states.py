"""Questions tests ask a compiled state, answered the slow and obvious way."""

from ipaddress import IPv4Address, IPv4Network

from akslab.compile.names import fabric_netns
from akslab.net.nftables import InSet, NftChain, NftRule, NftTable
from akslab.net.state import NetnsState, NetworkState, RouteEntry

from .lab import NETWORK


def fabric_of(state: NetworkState, network: str = NETWORK) -> NetnsState:
    return state[fabric_netns(network)]


def fabric_table_of(state: NetworkState, network: str = NETWORK) -> NftTable:
    (table,) = fabric_of(state, network).tables
    return table


def table_from(prefix: str) -> int:
    return int(IPv4Network(prefix).network_address)


def route_to(state: NetworkState, address: str, subnet: str = "192.168.1.0/24", network: str = NETWORK) -> RouteEntry:
    """Find what the kernel chooses for a packet from `subnet`: all routes are looked at, the longest wins."""
    routes = [route for route in fabric_of(state, network).routes if route.table == table_from(subnet)]
    matching = [route for route in routes if IPv4Address(address) in IPv4Network(route.dst)]
    return max(matching, key=lambda route: IPv4Network(route.dst).prefixlen)


def elements(table: NftTable, name: str) -> dict[str, str]:
    (found,) = [each for each in table.maps if each.name == name]
    return dict(found.elements)


def members(table: NftTable, name: str) -> set[tuple[str, ...]]:
    (found,) = [each for each in table.sets if each.name == name]
    return set(found.elements)


def chain(table: NftTable, start: str) -> NftChain:
    (found,) = [each for each in table.chains if each.name.startswith(start)]
    return found


def tag_holds(table: NftTable, tag: str, address: str) -> bool:
    """Whether a service tag's set has `address` in one of its ranges."""
    pairs = [element[0].split("-") for element in members(table, tag)]
    return any(IPv4Address(first) <= IPv4Address(address) <= IPv4Address(last) for first, last in pairs)


def sets_named_in(rule: NftRule) -> list[str]:
    return [match.set for match in rule.matches if isinstance(match, InSet)]
