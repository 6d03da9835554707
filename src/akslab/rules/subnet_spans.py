"""The prefixes of a network's subnets, looked at once: a thousand clusters in one network ask for those they meet."""

from collections.abc import Iterator, Sequence

from ..net.prefixes import FIRST_USABLE, Address, Prefix, usable_addresses
from .facts import prefixes_of
from .resources import Subnet, VirtualNetwork
from .span_index import Positions
from .unknown import CannotJudge, Unknown
from .view import View

Entry = tuple[int, Subnet, Prefix]
"""A subnet by its place in the network's list, and one of its prefixes."""
Overlap = tuple[Prefix, Subnet, Prefix]
"""A range of a cluster, a subnet, and the prefix of the subnet that the range overlaps."""


class SubnetSpans:
    """The subnets of a network up to the first one whose prefixes nobody knows."""

    def __init__(self, network: VirtualNetwork) -> None:
        self.missing = ""
        """What is missing to know more; nothing where it is all."""
        self._entries: list[Entry] = []
        for at, subnet in enumerate(network.subnets):
            try:
                self._entries += ((at, subnet, prefix) for prefix in prefixes_of(subnet))
            except CannotJudge as reason:
                self.missing = reason.missing
                break
        self._positions = Positions(prefix for _, _, prefix in self._entries)

    def meeting(self, prefix: Prefix) -> list[Entry]:
        """Return the subnets whose prefixes share an address with `prefix`, in the network's order."""
        return [self._entries[number] for number in self._positions.meeting(prefix)]

    def overlaps(self, ranges: Sequence[Prefix]) -> Iterator[Overlap]:
        """Yield which range overlaps which subnet, subnet by subnet. Raises CannotJudge at the first that is not known."""
        found = [(at, each, subnet, prefix) for each in ranges for at, subnet, prefix in self.meeting(each)]
        if len(ranges) > 1:
            found.sort(key=lambda one: one[0])
        yield from ((each, subnet, prefix) for _, each, subnet, prefix in found)
        if ranges and self.missing:
            raise CannotJudge(self.missing)


class ReservedAddresses:
    """The addresses that Azure keeps in the subnets of a network; those of subnets too small for anybody left out."""

    def __init__(self, network: VirtualNetwork) -> None:
        self._subnets: dict[Address, list[tuple[str, Prefix]]] = {}
        for subnet in network.subnets:
            for prefix in () if isinstance(subnet.prefixes, Unknown) else prefixes_of(subnet):
                if usable_addresses(prefix):
                    self._add(subnet.name, prefix)

    def _add(self, name: str, prefix: Prefix) -> None:
        for address in (*(prefix[offset] for offset in range(FIRST_USABLE)), prefix.broadcast_address):
            self._subnets.setdefault(address, []).append((name, prefix))

    def of(self, address: Address) -> list[tuple[str, Prefix]]:
        """Return the names and prefixes of the subnets in which an address is kept, in the network's order."""
        return self._subnets.get(address, [])


def spans_of(view: View, network: VirtualNetwork) -> SubnetSpans:
    """Return the spans of a network of the view."""
    remembered, key = view.once(_spans), network.id.lower()
    if key not in remembered:
        remembered[key] = SubnetSpans(network)
    return remembered[key]


def reserved_in(view: View, network: VirtualNetwork) -> ReservedAddresses:
    """Return the addresses that Azure keeps in a network of the view."""
    remembered, key = view.once(_reserved), network.id.lower()
    if key not in remembered:
        remembered[key] = ReservedAddresses(network)
    return remembered[key]


def _spans(_view: View) -> dict[str, SubnetSpans]:
    return {}


def _reserved(_view: View) -> dict[str, ReservedAddresses]:
    return {}
