"""Addresses cut into atoms: no prefix or range of a state tells two addresses of one atom apart.

There are two cuts. The coarse one leaves out a family's own networks and the core's routes, which are judged by what
they say of whom; the fine one cuts at everything.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from copy import copy

from ..net.nftables import AddressIn, NftRule, NftSet, NftTable
from ..net.state import NetnsState
from ..trace.prepared import NO_BROADCAST
from .census import Census, Range, address_of, range_of

FIXED: tuple[Range, ...] = ((0, 0x00FF_FFFF), (0x7F00_0000, 0x7FFF_FFFF), (0xE000_0000, 0xFFFF_FFFF))
"""0/8, loopback, and multicast with all above: Linux believes no source in them."""

ABOVE = 40
"""Bits that the number of an atom has at most."""


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
        self._later: tuple[Range, ...] = ()
        """Ranges that edits cut out. They leave the numbers of everything outside as they were."""
        self._every_start = self._fine_starts

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

    def has_coarse_cuts(self, span: Range) -> bool:
        """Whether both ends of a range are cut already in the coarse cut, which tells classes apart."""
        return {span[0], span[1] + 1} <= self._coarse

    def cut_later(self, spans: Iterable[Range]) -> "Atoms":
        """Return atoms that tell some ranges apart too; addresses outside of them keep their numbers."""
        after = copy(self)
        after._later = (*self._later, *spans)
        after._coarse = self._coarse | {end for first, last in after._later for end in (first, last + 1)}
        after._fine = self._fine | after._coarse
        after._every_start = sorted(after._fine | {0})
        return after

    def _among_later(self, address: int) -> int:
        """Return which later ranges an address is in, as bits above all numbers of atoms."""
        bits = 0
        for place, (first, last) in enumerate(self._later):
            if first <= address <= last:
                bits |= 1 << ABOVE + place
        return bits

    def within(self, span: Range) -> Iterator[Range]:
        """Yield the fine atoms of a range, or what of them is in it."""
        starts = self._every_start
        place = bisect_right(starts, span[0])
        first = span[0]
        while first <= span[1]:
            last = min(span[1], starts[place] - 1 if place < len(starts) else span[1])
            yield first, last
            first, place = last + 1, place + 1

    def coarse(self, address: int) -> int:
        """Return the number of an address' coarse atom."""
        number = bisect_right(self._coarse_starts, address)
        return number | self._among_later(address) if self._later else number

    def fine(self, address: int) -> int:
        """Return the number of an address' fine atom."""
        number = bisect_right(self._fine_starts, address)
        return number | self._among_later(address) if self._later else number


def ranges_of(table: NftTable) -> Iterable[Range]:
    """List the address ranges that a table speaks of."""
    for named_set in table.sets:
        if named_set.interval:
            yield from ranges_of_set(named_set)
    yield from ranges_of_rules(rule for chain in table.chains for rule in chain.rules)


def ranges_of_set(named_set: NftSet) -> Iterable[Range]:
    """List the ranges of an interval set."""
    for (text,) in named_set.elements:
        first, _, last = text.partition("-")
        yield address_of(first), address_of(last or first)


def ranges_of_rules(rules: Iterable[NftRule]) -> Iterable[Range]:
    """List the address ranges that rules speak of themselves."""
    for rule in rules:
        for match in rule.matches:
            if isinstance(match, AddressIn):
                yield from ((address_of(first), address_of(last)) for first, last in match.ranges)
