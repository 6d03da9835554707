"""The space of protocols and ports, cut into atoms: no rule of a state tells two ports of one atom apart.

A region is a set of (protocol, source port, destination port): rows of two bit sets, one of protocol with source port,
one of destination port. Their products do not overlap. It is canonical, so equal regions are equal values.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..net.nftables import Match, NftRule, NftTable, Port, Protocol
from ..trace.packets import ProtocolName

LAST_PORT = 65535
Box = tuple[int, int]
"""Bits of (protocol, source port) atoms, and bits of destination port atoms."""
Region = tuple[Box, ...]
EMPTY: Region = ()
Span = tuple[int, int]
"""First and last port, both included."""


class Flows(Struct, frozen=True):
    """A part of a region that people can read: a protocol, and all pairs of a source and a destination port.

    An echo has no ports: there both say 0-65535.
    """

    protocol: ProtocolName
    source_ports: tuple[Span, ...]
    destination_ports: tuple[Span, ...]


class PortSpace:
    """The atoms of one state. A reply has its ports the other way round, so both axes have the same cuts."""

    def __init__(self, cuts: Iterable[int]) -> None:
        self.starts = sorted({0, *(cut for cut in cuts if 0 < cut <= LAST_PORT)})
        self._known = frozenset(self.starts)
        count = len(self.starts)
        self._count = count
        self._ports = (1 << count) - 1
        self.offsets: dict[ProtocolName, int] = {"tcp": 0, "udp": count, "icmp": 2 * count}
        self._axis: dict[ProtocolName, int] = {
            "tcp": self._ports, "udp": self._ports << count, "icmp": 1 << 2 * count,
        }  # fmt: skip
        self.whole: Box = ((1 << 2 * count + 1) - 1, self._ports)
        self.everything: Region = (self.whole,)

    def with_cuts(self, cuts: Iterable[int]) -> "PortSpace":
        """Return a space that has these cuts too: itself, where it has them."""
        new = self._has_not(cuts)
        return PortSpace((*self.starts, *new)) if new else self

    def _has_not(self, cuts: Iterable[int]) -> list[int]:
        known = self._known
        return [cut for cut in cuts if cut not in known and 0 < cut <= LAST_PORT]

    def of(self, protocol: ProtocolName) -> Box:
        """Return all ports of a protocol."""
        return self._axis[protocol], self._ports

    def box(self, matches: Iterable[Match], *, is_reply: bool) -> Box:
        """Return what a rule's matches of protocol and ports let through; `is_reply`: of a packet on its way back."""
        sources, destinations = self.whole
        for match in matches:
            if isinstance(match, Protocol):
                sources &= sum(self._axis[protocol] for protocol in match.protocols)
            elif isinstance(match, Port):
                bits = self._bits(match.ranges)
                if (match.field == "th sport") is not is_reply:
                    # Before a port there is always a protocol that has ports: echoes are out already.
                    sources &= bits | bits << self._count
                else:
                    destinations &= bits
        return sources, destinations

    def _bits(self, ranges: Iterable[Span]) -> int:
        bits = 0
        for first, last in ranges:
            low, high = self.atom(first), self.atom(last)
            bits |= (1 << high + 1) - (1 << low)
        return bits

    def atom(self, port: int) -> int:
        """Return the number of the atom that holds a port."""
        return bisect_right(self.starts, port) - 1

    def where(self, protocol: ProtocolName, source_port: int, destination_port: int) -> tuple[int, int]:
        """Return the places of a flow's bits on both axes."""
        if protocol == "icmp":
            return self.offsets["icmp"], 0
        return self.offsets[protocol] + self.atom(source_port), self.atom(destination_port)

    def readable(self, region: Region) -> tuple[Flows, ...]:
        """Write a region for people, by protocol."""
        found = []
        for protocol, axis in sorted(self._axis.items()):
            for sources, destinations in region:
                if here := sources & axis:
                    bits = here >> self.offsets[protocol]
                    own = ((0, LAST_PORT),) if protocol == "icmp" else self._spans(bits)
                    found.append(Flows(protocol, own, self._spans(destinations)))
        return tuple(sorted(found, key=lambda each: (each.protocol, each.destination_ports, each.source_ports)))

    def translated(self, region: Region, finer: "PortSpace") -> Region:
        """Return a region in the atoms of a space that has all cuts of this one."""
        rows = []
        for sources, destinations in region:
            moved = 0
            for protocol, offset in self.offsets.items():
                here = (sources & self._axis[protocol]) >> offset
                if here:
                    bits = 1 if protocol == "icmp" else finer._bits(self._spans(here))
                    moved |= bits << finer.offsets[protocol]
            rows.append((moved, finer._bits(self._spans(destinations))))
        return canonical(rows)

    def _spans(self, bits: int) -> tuple[Span, ...]:
        spans: list[Span] = []
        while bits:
            low = (bits & -bits).bit_length() - 1
            high = low + (~(bits >> low) & (bits >> low) + 1).bit_length() - 1
            bits &= ~((1 << high) - 1)
            spans.append((self.starts[low], self.starts[high] - 1 if high < self._count else LAST_PORT))
        return tuple(spans)


def cuts_of(tables: Iterable[NftTable]) -> frozenset[int]:
    """List where the rules of some tables cut the ports."""
    return cuts_of_rules(rule for table in tables for chain in table.chains for rule in chain.rules)


def cuts_of_rules(rules: Iterable[NftRule]) -> frozenset[int]:
    """List where some rules cut the ports."""
    return frozenset(
        cut
        for rule in rules
        for match in rule.matches
        if isinstance(match, Port)
        for first, last in match.ranges
        for cut in (first, last + 1)
    )


def canonical(rows: Iterable[Box]) -> Region:
    """Put rows, whose sources do not overlap, into their one form."""
    merged: dict[int, int] = {}
    for sources, destinations in rows:
        if sources and destinations:
            merged[destinations] = merged.get(destinations, 0) | sources
    return tuple(sorted((sources, destinations) for destinations, sources in merged.items()))


def meet(region: Region, box: Box) -> Region:
    """Return what a region and a box share."""
    sources, destinations = box
    return canonical([(mine & sources, its & destinations) for mine, its in region])


def minus(region: Region, box: Box) -> Region:
    """Return a region without a box."""
    sources, destinations = box
    rows: list[Box] = []
    for mine, its in region:
        common = mine & sources
        if common and its & destinations:
            rows += (mine ^ common, its), (common, its & ~destinations)
        else:
            rows.append((mine, its))
    return canonical(rows)


def without(region: Region, other: Region) -> Region:
    """Return a region without another."""
    for box in other:
        region = minus(region, box)
    return region


def join(one: Region, other: Region) -> Region:
    """Return the union of two regions."""
    if not one or not other:
        return one or other
    rows: list[Box] = []
    covered = 0
    for sources, destinations in one:
        covered |= sources
        left = sources
        for its, reached in other:
            if common := left & its:
                rows.append((common, destinations | reached))
                left &= ~its
        rows.append((left, destinations))
    rows += [(its & ~covered, reached) for its, reached in other]
    return canonical(rows)


def holds(region: Region, places: Sequence[int]) -> bool:
    """Whether a flow, by the places `PortSpace.where` gives, is in a region."""
    one, other = places
    for sources, destinations in region:  # noqa: SIM110 - a generator costs more than the bits
        if sources >> one & 1 and destinations >> other & 1:
            return True
    return False
