"""Which subnets of a network a cluster's ranges overlap, in the order of the network's list."""

from collections.abc import Callable, Iterator

from ..net.prefixes import Prefix
from .resources import ManagedCluster, VirtualNetwork
from .subnet_spans import Overlap, spans_of
from .view import View


def overlapped(
    view: View,
    network: VirtualNetwork | None,
    cluster: ManagedCluster,
    ranges_of: Callable[[ManagedCluster], tuple[Prefix, ...]],
) -> Iterator[Overlap]:
    """Yield what of a cluster's ranges overlaps which subnet. Raises CannotJudge at the first subnet that is not known."""
    if network is not None:
        yield from spans_of(view, network).overlaps(ranges_of(cluster))
