"""What a person writes behind `--site` -> a network behind a machine: `hq=172.16.0.0/16@vpn`."""

from collections.abc import Iterable, Iterator

from ..compile.names import resource_name
from ..compile.ranges import canonical_prefix, dotted, range_of
from ..networks.making import extended
from ..networks.values import Network, NetworkError, Site
from ..wire.sentences import sentence
from ..wire.symbols import spoken

HOST = 10
"""The site's one host has this number in its first prefix, or the first number there is."""


def read_site(text: str) -> Site:
    """Return a site. Raises NetworkError for what is none."""
    name, equals, rest = text.partition("=")
    prefixes, mark, machine = rest.partition("@")
    is_name = name.replace("-", "").isalnum() and name.isascii() and len(name) <= 32
    if not equals or not mark or not machine or not is_name:
        raise NetworkError(sentence("site.no-form", text=text))
    try:
        known = tuple(canonical_prefix(each) for each in prefixes.split(","))
    except ValueError:
        raise NetworkError(sentence("site.no-form", text=text)) from None
    for written, meant in zip(prefixes.split(","), known, strict=True):
        # An address without a length is one host.
        if "/" in written and written.split("/")[0] != meant.split("/")[0]:
            raise NetworkError(sentence("site.host-bits", text=written, meant=meant))
    first, last = range_of(known[0])
    return Site(name=name, prefixes=known, address=dotted(min(first + HOST, last)), machine=machine)


def with_sites(network: Network, texts: Iterable[str]) -> Network:
    """Return a network with the sites that texts mean.

    Raises NetworkError for what is none, and for a site in whose ranges somebody else is: packets could be meant for either.
    """
    for site in map(read_site, texts):
        taken = list(_taken(network))
        for prefix in site.prefixes:
            first, last = range_of(prefix)
            for other, owner in taken:
                low, high = range_of(other)
                if first <= high and low <= last:
                    values = {"site": site.name, "prefix": prefix, "other": other, "owner": owner}
                    raise NetworkError(sentence("site.overlaps", **values))
        network = extended(network, site)
    return network


def _taken(network: Network) -> Iterator[tuple[str, str]]:
    """Yield the ranges that are somebody's, with whose."""
    for each in network.inputs.networks.values():
        yield from ((prefix, spoken(resource_name(network.spelled.get(each.id, each.id)))) for prefix in each.prefixes)
    for cluster in network.inputs.clusters.values():
        if cluster.pod_cidr:
            yield cluster.pod_cidr, cluster.name
    yield from ((each.prefix, each.cluster) for each in network.services)
    yield from ((prefix, each.name) for each in network.additions if isinstance(each, Site) for prefix in each.prefixes)
