"""Reads back what stands in the kernel, namespace by namespace, as a canonical NetworkState."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..net.nft_json import parse_tables
from ..net.nftables import NftTable
from ..net.state import Bridge, Link, NetnsState, NetworkState, Veth
from . import decode, namespaces, nft
from .decode import SeenLink
from .netlink import RouteSocket
from .registry import MadeNetns


@dataclass
class _Seen:
    """One namespace as read: all but the links is final."""

    links: dict[int, SeenLink]
    rest: NetnsState


def read_state(made: Mapping[str, MadeNetns], enter: Callable[[int], None]) -> NetworkState:
    """Read all namespaces; `enter` moves the thread into one.

    Raises OSError, and ValueError when something of ours has a form we never make.
    """
    seen: dict[str, _Seen] = {}
    for name, netns in made.items():
        enter(netns.fd)
        seen[name] = _read(netns)
    places = {index: (name, link.name) for name, found in seen.items() for index, link in found.links.items()}
    state: NetworkState = {}
    for name, found in seen.items():
        links = (_link(link, found.links, places) for link in found.links.values())
        rest = found.rest
        state[name] = NetnsState(
            links=tuple(sorted(links, key=lambda link: link.name)),
            addresses=rest.addresses,
            routes=rest.routes,
            rules=rest.rules,
            neighbours=rest.neighbours,
            tables=rest.tables,
            sysctls=rest.sysctls,
        )
    return state


def _read(netns: MadeNetns) -> _Seen:
    with RouteSocket() as socket:
        links = _links(socket, netns)
        names = {index: link.name for index, link in links.items()} | {1: "lo"}
        rest = NetnsState(
            addresses=decode.addresses(socket, names, netns.addresses) if netns.addresses else (),
            routes=decode.routes(socket, names, netns.routes) if netns.routes else (),
            rules=decode.rules(socket, netns.rules) if netns.rules else (),
            neighbours=decode.neighbours(socket, names, netns.neighbours) if netns.neighbours else (),
            tables=_tables(netns),
            sysctls=tuple((name, namespaces.read_sysctl(name)) for name in sorted(netns.sysctls)),
        )
    return _Seen(links, rest)


def _links(socket: RouteSocket, netns: MadeNetns) -> dict[int, SeenLink]:
    """Read the links of ours, and forget those that users removed by hand, or they could not be made again."""
    present = decode.links(socket) if netns.links else {}
    netns.links = {name: link for name, link in netns.links.items() if link.index in present}
    return {link.index: present[link.index] for link in netns.links.values()}


def _tables(netns: MadeNetns) -> tuple[NftTable, ...]:
    return parse_tables(nft.run("list ruleset ip", json=True), netns.tables) if netns.tables else ()


def _link(link: SeenLink, around: Mapping[int, SeenLink], places: Mapping[int, tuple[str, str]]) -> Link:
    if link.kind == "bridge":
        return Bridge(name=link.name, mac=link.mac)
    if link.peer is None or link.peer not in places:
        raise ValueError(f"the other end of {link.name} is none of ours")
    if link.master is not None and link.master not in around:
        raise ValueError(f"{link.name} is a port of a bridge that is none of ours")
    peer_netns, peer_name = places[link.peer]
    master = around[link.master].name if link.master is not None else None
    return Veth(name=link.name, mac=link.mac, peer_netns=peer_netns, peer_name=peer_name, master=master)
