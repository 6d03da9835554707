"""Which subnets of a network a cluster's ranges overlap, in the order of the network's list."""

from collections.abc import Callable, Iterator

from ..net.prefixes import Prefix
from .resources import ManagedCluster, Subnet, VirtualNetwork
from .subnet_spans import spans_of
from .unknown import CannotJudge
from .view import View

Overlap = tuple[Prefix, Subnet, Prefix]
"""A range of a cluster, a subnet, and the prefix of the subnet that the range overlaps."""


def overlapped(
    view: View,
    network: VirtualNetwork | None,
    cluster: ManagedCluster,
    ranges_of: Callable[[ManagedCluster], tuple[Prefix, ...]],
) -> Iterator[Overlap]:
    """Yield what of a cluster's ranges overlaps which subnet. Raises CannotJudge at the first subnet that is not known."""
    if network is None:
        return
    ranges = ranges_of(cluster)
    if not ranges:
        return
    subnets = spans_of(view, network)
    found = [
        (at, number, each, subnet, prefix)
        for number, each in enumerate(ranges)
        for at, subnet, prefix in subnets.meeting(each)
    ]
    # Subnet by subnet, as a person would go through the network; sorting keeps the order of one subnet's prefixes.
    for _, _, each, subnet, prefix in sorted(found, key=lambda one: one[:2]) if len(ranges) > 1 else found:
        yield each, subnet, prefix
    if subnets.missing:
        raise CannotJudge(subnets.missing)
