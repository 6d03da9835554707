"""Which subnets of a network a cluster's ranges overlap, remembered: a thousand clusters in one network stay cheap."""

from collections.abc import Callable, Iterator

from ..net.prefixes import Prefix, overlapping
from .facts import prefixes_of
from .resources import ManagedCluster, Subnet, VirtualNetwork
from .unknown import CannotJudge
from .view import View

Overlap = tuple[Prefix, Subnet, Prefix]
"""A range of a cluster, a subnet, and the prefix of the subnet that the range overlaps."""
Found = tuple[list[Overlap], str]
"""All that is known, and what is missing to know more; nothing where it is all."""


def overlapped(
    view: View,
    network: VirtualNetwork | None,
    cluster: ManagedCluster,
    ranges_of: Callable[[ManagedCluster], tuple[Prefix, ...]],
) -> Iterator[Overlap]:
    """Yield what of a cluster's ranges overlaps which subnet. Raises CannotJudge at the first subnet that is not known."""
    if network is None:
        return
    ranges, remembered = ranges_of(cluster), view.once(_remembered)
    key = network.id.lower(), ranges
    if key not in remembered:
        remembered[key] = _overlaps(network, ranges)
    found, missing = remembered[key]
    yield from found
    if missing:
        raise CannotJudge(missing)


def _remembered(_view: View) -> dict[tuple[str, tuple[Prefix, ...]], Found]:
    """Return where overlaps are remembered: the clusters of a network often have the same ranges."""
    return {}


def _overlaps(network: VirtualNetwork, ranges: tuple[Prefix, ...]) -> Found:
    found: list[Overlap] = []
    for subnet in network.subnets if ranges else ():
        try:
            prefixes = prefixes_of(subnet)
        except CannotJudge as reason:
            return found, reason.missing
        found += ((each, subnet, prefix) for each in ranges for prefix in overlapping(each, prefixes))
    return found, ""
