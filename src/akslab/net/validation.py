"""Says whether a NetworkState is one Linux can hold and `observe` can give back: names, mirrors, keys, order.

States are compiled, so a violation is our own mistake, hence ValueError.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
from itertools import pairwise
from typing import TypeVar

from .nft_check import INTERFACE_NAME, check_table
from .state import Bridge, NetnsState, NetworkState, RouteEntry, Veth
from .sysctls import DEFAULTS

T = TypeVar("T")
KERNEL_TABLES = {0, 253, 255}
"""unspec, default and local: the kernel's own."""


def validate(state: NetworkState) -> None:
    """Raise ValueError, naming the namespace and the object, unless `state` is canonical and consistent."""
    for name, netns in state.items():
        try:
            _require(name.isprintable() and name.split() == [name] and name[0].isalnum(), "not a usable name")
            _check_order(netns)
            _check_links(name, netns, state)
            _check_addresses(netns)
            _check_routes(netns)
            _check_rules(netns)
            for table in netns.tables:
                check_table(table)
        except ValueError as error:
            raise ValueError(f"namespace {name!r}: {error}") from None


def _require(condition: bool, complaint: str) -> None:
    if not condition:
        raise ValueError(complaint)


def _check_order(netns: NetnsState) -> None:
    _check_keys("links", netns.links, lambda link: (link.name,))
    _check_keys("addresses", netns.addresses, lambda address: (address.dev, address.address))
    _check_keys("routes", netns.routes, lambda route: (route.table, route.dst))
    _check_keys("rules", netns.rules, lambda rule: (rule.priority, rule.fwmark))
    _check_keys("neighbours", netns.neighbours, lambda neighbour: (neighbour.dev, neighbour.address))
    _check_keys("tables", netns.tables, lambda table: (table.name,))
    _check_keys("sysctls", netns.sysctls, lambda sysctl: (sysctl[0],))
    for name, _ in netns.sysctls:
        _require(name in DEFAULTS, f"sysctl {name!r} is not one we set")


def _check_keys(what: str, things: Iterable[T], key: Callable[[T], tuple[str | int, ...]]) -> None:
    for earlier, later in pairwise(map(key, things)):
        _require(earlier != later, f"two {what} with the key {later}")
        _require(earlier < later, f"{what} are not sorted: {earlier} stands before {later}")


def _check_mac(mac: str) -> None:
    octets = bytes.fromhex(mac.replace(":", ""))
    canonical = len(octets) == 6 and octets.hex(":") == mac
    _require(canonical and octets[0] % 2 == 0 and any(octets), f"{mac!r} is not the MAC address of an interface")


def _check_links(name: str, netns: NetnsState, state: NetworkState) -> None:
    bridges = {link.name for link in netns.links if isinstance(link, Bridge)}
    for link in netns.links:
        _require(INTERFACE_NAME.fullmatch(link.name) is not None and link.name != "lo", f"link name {link.name!r}")
        _check_mac(link.mac)
        if isinstance(link, Bridge):
            continue
        _require(link.master is None or link.master in bridges, f"{link.name}: no bridge {link.master!r}")
        _require((name, link.name) != (link.peer_netns, link.peer_name), f"{link.name}: plugged into itself")
        peers = state[link.peer_netns].links if link.peer_netns in state else ()
        mirrored = any(
            isinstance(peer, Veth) and (peer.name, peer.peer_netns, peer.peer_name) == (link.peer_name, name, link.name)
            for peer in peers
        )
        _require(mirrored, f"{link.name}: {link.peer_netns!r} has no {link.peer_name!r} that mirrors it")


def _check_addresses(netns: NetnsState) -> None:
    devs = {link.name for link in netns.links}
    prefixes: set[tuple[str, IPv4Network]] = set()
    for address in netns.addresses:
        _require(address.dev in devs | {"lo"}, f"address {address.address}: no link {address.dev!r}")
        interface = IPv4Interface(address.address)
        _require(interface.with_prefixlen == address.address, f"address {address.address!r} is not canonical")
        usable = not (interface.ip.is_loopback or interface.ip.is_multicast or interface.ip.is_unspecified)
        _require(usable, f"address {address.address} is not one of an interface")
        key = (address.dev, interface.network)
        _require(key not in prefixes, f"{address.dev}: two addresses in {interface.network}; Linux ties their fates")
        prefixes.add(key)
    for neighbour in netns.neighbours:
        _require(neighbour.dev in devs, f"neighbour {neighbour.address}: no link {neighbour.dev!r}")
        _require(str(IPv4Address(neighbour.address)) == neighbour.address, f"neighbour {neighbour.address!r}")
        _check_mac(neighbour.mac)


def _check_routes(netns: NetnsState) -> None:
    devs = {link.name for link in netns.links}
    own = {str(IPv4Interface(address.address).ip) for address in netns.addresses}
    for route in netns.routes:
        where = f"route {route.dst} in table {route.table}"
        _require(str(IPv4Network(route.dst)) == route.dst, f"{where}: not canonical")
        _require(0 < route.table < 2**32 and route.table not in KERNEL_TABLES, f"{where}: a table of the kernel")
        if route.kind == "blackhole":
            _require(route == RouteEntry(dst=route.dst, kind="blackhole", table=route.table), f"{where}: goes nowhere")
            continue
        _require(route.dev in devs, f"{where}: no link {route.dev!r}")
        if route.via is None:
            _require(not route.onlink, f"{where}: onlink without a gateway")
            continue
        _require(str(IPv4Address(route.via)) == route.via and route.via not in own, f"{where}: gateway {route.via!r}")
        _require(route.onlink or _is_reachable(route, netns.routes), f"{where}: gateway {route.via} is not reachable")


def _is_reachable(route: RouteEntry, routes: Iterable[RouteEntry]) -> bool:
    """Linux looks for the gateway in the route's own table, then in main, among routes without a gateway."""
    gateway = IPv4Address(route.via or "0.0.0.0")  # noqa: S104 - an address, not a socket
    direct = [other for other in routes if other.kind == "unicast" and other.via is None and other.dev == route.dev]
    return any(other.table in (route.table, 254) and gateway in IPv4Network(other.dst) for other in direct)


def _check_rules(netns: NetnsState) -> None:
    for rule in netns.rules:
        _require(0 < rule.priority < 32766, f"rule {rule.priority}: a priority of the kernel")
        _require(0 < rule.fwmark < 2**32, f"rule {rule.priority}: mark {rule.fwmark}")
        _require(0 < rule.table < 2**32 and rule.table not in KERNEL_TABLES, f"rule {rule.priority}: {rule.table}")
