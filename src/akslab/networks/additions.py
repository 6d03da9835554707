"""What stands in a state and in no Azure document: networks behind a machine, more hosts on the Internet, ConfigMaps.

A site is wired to the machine that carries its packets, as a tunnel's two ends would be: a cable, a route there for
its prefixes, and a default route back. Nothing of Azure's is between them.
"""

from collections.abc import Iterable
from typing import assert_never

from msgspec.structs import replace

from ..compile.inputs import Inputs
from ..compile.masquerade import masquerade_table
from ..compile.names import INTERNET, node_netns, short_hash, vm_netns
from ..compile.nic import MACHINE_SYSCTLS
from ..net.state import InterfaceAddress, Neighbour, NetnsState, NetworkState, RouteEntry, Veth
from ..wire.sentences import sentence
from .values import Addition, Assumption, Endpoint, InternetHost, Masquerading, NetworkError, Site

TUNNEL_MAC, SITE_MAC = "0a:58:a9:fe:01:01", "0a:58:a9:fe:01:02"
SITE_END, MACHINE_END = "169.254.1.2", "169.254.1.1"
"""Stand for the two ends of a tunnel; nobody answers to them."""


def site_netns(site: str) -> str:
    """Name the namespace of a site."""
    return f"site/{site}"


def tunnel_link(site: str) -> str:
    """Name the machine's end of a site's cable; what would not fit 15 characters is told apart by a hash."""
    name = f"tun-{site}"
    return name if len(name) <= 15 else f"tun-{short_hash(site)}"


def added(state: NetworkState, additions: Iterable[Addition], inputs: Inputs) -> NetworkState:
    """Return the state with the additions in it.

    Raises NetworkError for a machine that is not there, and for two sites of one name.
    """
    found = dict(state)
    for addition in additions:
        match addition:
            case Site():
                _add_site(found, addition)
            case InternetHost():
                _add_host(found, addition)
            case Masquerading():
                _set_masquerading(found, addition, inputs)
            case _:
                assert_never(addition)
    return dict(sorted(found.items()))


def endpoints_added(additions: Iterable[Addition]) -> tuple[Endpoint, ...]:
    """List who lives in the additions."""
    return tuple(
        Endpoint(kind="site", name=each.name, netns=site_netns(each.name), address=each.address)
        if isinstance(each, Site)
        else Endpoint(kind="internet", name=each.address, netns=INTERNET, address=each.address)
        for each in additions
        if isinstance(each, Site | InternetHost)
    )


def doubts_of(additions: Iterable[Addition]) -> Iterable[Assumption]:
    """Yield for each site that others than its one host may stand there."""
    for each in additions:
        if isinstance(each, Site):
            what, unless = sentence("assume.behind", site=each.name), sentence("unless.behind", site=each.name)
            yield Assumption(what=what, unless=unless, about="site", id=each.name, may_open=True)


def _add_host(state: NetworkState, host: InternetHost) -> None:
    internet = state[INTERNET]
    held = {*internet.addresses, InterfaceAddress("lo", f"{host.address}/32")}
    state[INTERNET] = replace(internet, addresses=tuple(sorted(held, key=lambda each: each.address)))


def _set_masquerading(state: NetworkState, told: Masquerading, inputs: Inputs) -> None:
    for node in inputs.nodes:
        netns = node_netns(node.name)
        if node.cluster == told.cluster and netns in state and state[netns].tables:
            state[netns] = replace(state[netns], tables=(masquerade_table(tuple(told.spared)),))


def _add_site(state: NetworkState, site: Site) -> None:
    machine = state.get(vm_netns(site.machine))
    if machine is None:
        raise NetworkError(sentence("site.no-machine", site=site.name, machine=site.machine), is_missing=True)
    near, far = tunnel_link(site.name), site_netns(site.name)
    if far in state:
        raise NetworkError(sentence("site.twice", site=site.name))
    tunnel = Veth(name=near, mac=TUNNEL_MAC, peer_netns=far, peer_name="tun0")
    routes = (*machine.routes, *(_via(prefix, SITE_END, near) for prefix in site.prefixes))
    neighbours = (*machine.neighbours, Neighbour(near, SITE_END, SITE_MAC))
    state[vm_netns(site.machine)] = replace(
        machine,
        links=tuple(sorted((*machine.links, tunnel), key=lambda link: link.name)),
        routes=tuple(sorted(routes, key=lambda route: (route.table, route.dst))),
        neighbours=tuple(sorted(neighbours, key=lambda each: (each.dev, each.address))),
    )
    state[far] = NetnsState(
        links=(Veth(name="tun0", mac=SITE_MAC, peer_netns=vm_netns(site.machine), peer_name=near),),
        addresses=(InterfaceAddress("tun0", f"{site.address}/32"),),
        routes=(_via("0.0.0.0/0", MACHINE_END, "tun0"),),
        neighbours=(Neighbour("tun0", MACHINE_END, TUNNEL_MAC),),
        sysctls=MACHINE_SYSCTLS,
    )


def _via(prefix: str, gateway: str, dev: str) -> RouteEntry:
    return RouteEntry(dst=prefix, via=gateway, dev=dev, onlink=True)
