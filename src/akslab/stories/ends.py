"""Everybody in a network as reach asks about them: at all of their addresses, and one host of each kind on the Internet."""

from collections.abc import Callable, Iterable, Iterator

from ..compile.effective_routes import PLATFORM_PREFIXES
from ..compile.inputs import Inputs, NetworkInterface
from ..compile.names import INTERNET, node_netns, pod_netns, vm_netns
from ..compile.ranges import number_of, range_of
from ..net.state import NetworkState
from ..networks.apart import why_apart
from ..networks.finding import find
from ..networks.making import extended
from ..networks.values import Endpoint, InternetHost, Network, NetworkError
from ..reach import endpoints as named
from ..reach.census import Range
from ..reach.selecting import Find, span_of
from ..reach.sources import EVERYWHERE, Sources
from ..trace.numbers import dotted
from .asking import is_elsewhere

PATTERNS = ("kind", "group", "label")
"""What a selector begins with that is no name."""
NOBODY = ("endpoint.near", "endpoint.nobody", "endpoint.unknown")
"""Of these it is told better what selectors there are."""


def ends_of(network: Network) -> tuple[named.Endpoint, ...]:
    """Return everybody who is named in a network, with all addresses, and the clusters and subnets they are part of."""
    interfaces = _interfaces(network.inputs)
    homes = {pod_netns(each.cluster, each.name): node_netns(each.node) for each in network.inputs.pods}
    found = []
    for each in network.endpoints:
        if each.netns or each.address:
            interface = interfaces.get(homes.get(each.netns, each.netns))
            place = interface.subnet.rpartition("/")[2] if interface else ""
            found.append(_end(network, each, interface, tuple(filter(None, (each.cluster, place)))))
    return tuple(found)


def _interfaces(inputs: Inputs) -> dict[str, NetworkInterface]:
    """Return the interface of every node and machine, by namespace."""
    return {
        netns(each.name): inputs.interfaces[each.interface]
        for netns, several in ((node_netns, inputs.nodes), (vm_netns, inputs.machines))
        for each in several
        if each.interface in inputs.interfaces
    }


def _end(
    network: Network, each: Endpoint, interface: NetworkInterface | None, groups: tuple[str, ...]
) -> named.Endpoint:
    is_host = each.netns == INTERNET
    attached = interface if each.kind in ("node", "vm") else None
    public = _public(network.inputs, attached) if attached else {}
    return named.Endpoint(
        name=each.title,
        kind=each.kind,
        netns=each.netns or None,
        address=each.address,
        public=public.get(each.address, ""),
        also=() if is_host else _others(network.state, each),
        published=tuple(public.values()),
        source=each.address if is_host else "",
        names=tuple(_names(each)),
        groups=groups,
        labels=each.labels,
    )


def _public(inputs: Inputs, interface: NetworkInterface) -> dict[str, str]:
    """Return the public addresses of an interface by the private ones that they stand for."""
    pairs = (
        (each.address, inputs.public_addresses.get(each.public_address or "")) for each in interface.configurations
    )
    return {private: public for private, public in pairs if public}


def _others(state: NetworkState, each: Endpoint) -> tuple[str, ...]:
    held = state[each.netns].addresses if each.netns in state else ()
    if len(held) < 2:
        return ()
    return tuple(text for text in (one.address.partition("/")[0] for one in held) if text != each.address)


def _names(each: Endpoint) -> Iterator[str]:
    for name in (each.name, *each.aliases):
        yield from (name, f"{each.kind}/{name}")
    if each.netns == INTERNET:
        yield INTERNET


def finder(network: Network) -> Find:
    """Return what knows the names that `akslab trace` takes: it raises NetworkError for one that several have."""

    def found(name: str) -> tuple[str, str] | None:
        if name.lower() == INTERNET or name.partition(":")[0] in PATTERNS or any(mark in name for mark in "*?["):
            return None
        try:
            one = find(network, name)
        except NetworkError as error:
            if error.is_missing and error.what.key in NOBODY:
                return None
            raise
        return one.netns, one.address

    return found


def with_hosts(network: Network, selectors: Iterable[str]) -> Network:
    """Put hosts on the Internet: of each kind that the network tells apart, and in the ranges that selectors mean.

    Raises ReachError for a range that is none, and NetworkError for an address of which `akslab trace` says why it can't
    be asked about.
    """
    spans = tuple(filter(None, (span_of(each, 0) for each in selectors)))
    held = {each.address.partition("/")[0] for netns in network.state.values() for each in netns.addresses}
    for first, last in spans:
        if first == last and dotted(first) not in held:
            find(network, dotted(first))
    sources = Sources(network.state)

    def fits(number: int) -> bool:
        address = dotted(number)
        return is_elsewhere(network, address) and why_apart(address, network.services) is None

    known = [number_of(each.address) for each in network.endpoints if each.netns == INTERNET]
    for span in (EVERYWHERE, *spans):
        known += _hosts(sources, span, known, fits)
    there = {each.address for each in network.endpoints if each.netns == INTERNET}
    hosts = [InternetHost(each) for each in map(dotted, known) if each not in there]
    return extended(network, *hosts)


def _hosts(sources: Sources, span: Range, known: Iterable[int], fits: Callable[[int], bool]) -> list[int]:
    """Return hosts for a range; Azure's own, to whom nothing leads by default, only where something more reaches them."""
    found = list(sources.one_of_each(span, known, fits))
    others = [each for each in (*known, *found) if span[0] <= each <= span[1] and not _is_azures(each)]
    return [
        each for each in found if not (_is_azures(each) and any(sources.adds_nothing(each, other) for other in others))
    ]


def _is_azures(number: int) -> bool:
    return any(first <= number <= last for first, last in map(range_of, PLATFORM_PREFIXES))
