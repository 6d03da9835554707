"""Addresses cut into atoms: no prefix or range of a state tells two addresses of one atom apart.

There are two cuts. The coarse one leaves out a family's own networks and the core's routes, which are judged by what
they say of whom; the fine one cuts at everything.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from ..net.nftables import AddressIn, NftTable
from ..net.state import NetnsState
from ..trace.prepared import NO_BROADCAST
from .census import Census, Range, address_of, range_of

FIXED: tuple[Range, ...] = ((0, 0x00FF_FFFF), (0x7F00_0000, 0x7FFF_FFFF), (0xE000_0000, 0xFFFF_FFFF))
"""0/8, loopback, and multicast with all above: Linux believes no source in them."""


class Atoms:
    """Both cuts."""

    def __init__(self, census: Census, members: Iterable[str], exact: Iterable[int]) -> None:
        """`members` are one namespace of each kind; `exact` the addresses that something speaks of singly."""
        self._coarse, self._fine = set[int](), set[int]()
        for span in FIXED:
            self._cut(span, coarse=True)
        for address in exact:
            self._cut((address, address), coarse=False)
        for name in members:
            netns = census.state[name]
            if census.is_core(name):
                self._cut_core(netns)
            else:
                self._cut_member(netns, census.own_networks.get(census.root(name), ()))
        for table in {table for name in members for table in census.state[name].tables}:
            for span in ranges_of(table):
                self._cut(span, coarse=True)
        self._fine |= self._coarse
        self._coarse_starts, self._fine_starts = sorted(self._coarse | {0}), sorted(self._fine | {0})

    def _cut(self, span: Range, *, coarse: bool) -> None:
        (self._coarse if coarse else self._fine).update((span[0], span[1] + 1))

    def _cut_core(self, netns: NetnsState) -> None:
        for route in netns.routes:
            self._cut(range_of(route.dst), coarse=False)
        for each in netns.addresses:
            address = address_of(each.address)
            self._cut((address, address), coarse=True)
            self._cut_network(each.address, coarse=True)

    def _cut_member(self, netns: NetnsState, own: tuple[Range, ...]) -> None:
        for route in netns.routes:
            span = range_of(route.dst)
            self._cut(span, coarse=span not in own)
        for each in netns.addresses:
            self._cut_network(each.address, coarse=range_of(each.address) not in own)

    def _cut_network(self, text: str, *, coarse: bool) -> None:
        first, last = range_of(text)
        if int(text.partition("/")[2]) < NO_BROADCAST:
            self._cut((last, last), coarse=coarse)
        self._cut((first, last), coarse=coarse)

    def has_cuts(self, span: Range) -> bool:
        """Whether both ends of a range are cut already."""
        return {span[0], span[1] + 1} <= self._fine

    def within(self, span: Range) -> Iterator[Range]:
        """Yield the fine atoms of a range, or what of them is in it."""
        starts = self._fine_starts
        place = bisect_right(starts, span[0])
        first = span[0]
        while first <= span[1]:
            last = min(span[1], starts[place] - 1 if place < len(starts) else span[1])
            yield first, last
            first, place = last + 1, place + 1

    def coarse(self, address: int) -> int:
        """Return the number of an address' coarse atom."""
        return bisect_right(self._coarse_starts, address)

    def fine(self, address: int) -> int:
        """Return the number of an address' fine atom."""
        return bisect_right(self._fine_starts, address)


def ranges_of(table: NftTable) -> Iterable[Range]:
    """List the address ranges that a table speaks of."""
    for named_set in table.sets:
        if named_set.interval:
            for (text,) in named_set.elements:
                first, _, last = text.partition("-")
                yield address_of(first), address_of(last or first)
    for chain in table.chains:
        for rule in chain.rules:
            for match in rule.matches:
                if isinstance(match, AddressIn):
                    yield from ((address_of(first), address_of(last)) for first, last in match.ranges)
