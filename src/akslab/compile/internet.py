"""The Internet: one namespace with two hosts in it, which knows every public address and nothing else."""

from collections.abc import Iterable, Iterator

from ..net.state import InterfaceAddress, Neighbour, NetnsState, RouteEntry, Veth
from .fabric import FABRIC_SYSCTLS, INTERNET_MAC, Fabric
from .names import FABRIC_MAC, UPLINK, fabric_netns, internet_link

HOSTS = ("198.51.100.1", "198.51.100.2")
"""Addresses that answer on the Internet."""
FABRIC_NEXT_HOP = "169.254.0.2"
"""Stands for a virtual network's end of its uplink."""


def internet_state(fabrics: Iterable[Fabric]) -> NetnsState:
    """Compile the Internet. It is there without any virtual network, so that what runs in it lives on."""
    connected = sorted(fabrics, key=lambda fabric: internet_link(fabric.network.id))
    return NetnsState(
        links=tuple(map(_downlink, connected)),
        addresses=tuple(InterfaceAddress("lo", f"{host}/32") for host in HOSTS),
        routes=tuple(sorted(_routes(connected), key=lambda route: route.dst)),
        neighbours=tuple(Neighbour(internet_link(each.network.id), FABRIC_NEXT_HOP, FABRIC_MAC) for each in connected),
        sysctls=FABRIC_SYSCTLS,
    )


def _downlink(fabric: Fabric) -> Veth:
    return Veth(
        name=internet_link(fabric.network.id),
        mac=INTERNET_MAC,
        peer_netns=fabric_netns(fabric.network.id),
        peer_name=UPLINK,
    )


def _routes(fabrics: Iterable[Fabric]) -> Iterator[RouteEntry]:
    yield RouteEntry(dst="0.0.0.0/0", kind="blackhole")
    for fabric in fabrics:
        link = internet_link(fabric.network.id)
        for address in sorted({*fabric.edge.sources.values(), *fabric.edge.instances}):
            yield RouteEntry(dst=f"{address}/32", via=FABRIC_NEXT_HOP, dev=link, onlink=True)
