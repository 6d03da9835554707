"""Which of many rules decides for which traffic: the first that matches, over whole sets, exactly.

A rule matches a product of sets: sources, destinations, ports. The ends of what rules name cut an axis into pieces, and
pieces that the same rules name are one class; so the work grows with the classes that meet, not with the product of all
that is named. Where even these are too many, that is said, rather than going on for hours.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from msgspec import Struct

from .spans import Span, Spans, common_spans, complement, merged_spans, size_of
from .unknown import CannotJudge

MOST_STEPS = 1_000_000
"""About a second's work."""
Classes = list[tuple[int, Spans]]
"""Which rules name something, a bit for each by its place in the order, and all that just these name."""


class Product(Struct, frozen=True):
    """All traffic from some addresses to some, to some ports."""

    sources: Spans
    destinations: Spans
    ports: Spans

    @property
    def size(self) -> int:
        """How many triples of a source, a destination and a port."""
        return size_of(self.sources) * size_of(self.destinations) * size_of(self.ports)

    def common(self, other: "Product") -> "Product":
        """Return what two have in common; an axis without anything makes it empty."""
        return Product(
            common_spans(self.sources, other.sources),
            common_spans(self.destinations, other.destinations),
            common_spans(self.ports, other.ports),
        )


class Part(Struct, frozen=True):
    """Traffic that one rule decides, by its place in the order."""

    rule: int
    traffic: Product


def first_matches(traffic: Product, rules: Sequence[Product]) -> tuple[Part, ...]:
    """Return the parts of traffic that each rule decides, in the rules' order; what none matches is left out.

    No two parts overlap, and those of one rule differ in their ports, or in both ends. Raises CannotJudge where there are
    too many parts.
    """
    return tuple(sorted(_Matching(traffic, rules).parts(), key=lambda part: part.rule))


class _Matching:
    """The rules as far as they meet some traffic."""

    def __init__(self, traffic: Product, rules: Sequence[Product]) -> None:
        self._traffic, self._steps = traffic, 0
        self._rules: dict[int, Product] = {}
        for at, rule in enumerate(rules):
            common = traffic.common(rule)
            if common.size:
                self._rules[at] = common
            if common == traffic:
                break
        self._closing = reduce(or_, (1 << at for at, each in self._rules.items() if self._covers(each)), 0)
        self._destinations = self._classes(traffic.destinations, self._rules)
        self._of_ports: dict[int, list[tuple[int, Spans]]] = {}

    def _covers(self, rule: Product) -> bool:
        """Whether nothing from a source that a rule names comes to the rules after it."""
        return (rule.destinations, rule.ports) == (self._traffic.destinations, self._traffic.ports)

    def parts(self) -> Iterator[Part]:
        sources: dict[int, list[Span]] = {}
        for mask, spans in self._classes(self._traffic.sources, self._rules, is_of_sources=True):
            sources.setdefault(self._until_closed(mask), []).extend(spans)
        found: dict[tuple[int, Spans, Spans], list[Span]] = {}
        for mask, several in sources.items():
            for (rule, ports), ends in self._from(mask).items():
                found.setdefault((rule, ports, merged_spans(ends)), []).extend(several)
        for (rule, ports, destinations), together in found.items():
            yield Part(rule, Product(merged_spans(together), destinations, ports))

    def _until_closed(self, mask: int) -> int:
        closing = mask & self._closing
        return mask & (((closing & -closing) << 1) - 1) if closing else mask

    def _from(self, mask: int) -> dict[tuple[int, Spans], list[Span]]:
        """Return the destinations of each rule and its ports, for sources that these rules name."""
        found: dict[tuple[int, Spans], list[Span]] = {}
        for named, spans in self._destinations_of(mask):
            for key in self._ports_of(named):
                found.setdefault(key, []).extend(spans)
                self._count(len(spans))
        return found

    def _destinations_of(self, mask: int) -> Classes:
        rules = {at: self._rules[at] for at in _bits(mask)}
        if sum(len(each.destinations) for each in rules.values()) < len(self._destinations):
            return self._classes(self._traffic.destinations, rules)
        self._count(len(self._destinations))
        found: dict[int, list[Span]] = {}
        for named, spans in self._destinations:
            found.setdefault(named & mask, []).extend(spans)
        return [(named, tuple(spans)) for named, spans in found.items()]

    def _ports_of(self, mask: int) -> list[tuple[int, Spans]]:
        """Return what each of these rules decides of the ports, the first first."""
        if mask not in self._of_ports:
            left, found = self._traffic.ports, list[tuple[int, Spans]]()
            for at in _bits(mask):
                taken = common_spans(left, self._rules[at].ports)
                self._count(1 + len(left))
                if taken:
                    found.append((at, taken))
                    left = common_spans(left, complement(taken))
                if not left:
                    break
            self._of_ports[mask] = found
        return self._of_ports[mask]

    def _classes(self, whole: Spans, rules: dict[int, Product], *, is_of_sources: bool = False) -> Classes:
        """Return the classes of an axis of the traffic, by what these rules name of it."""
        turns: dict[int, int] = {}
        for at, rule in rules.items():
            spans = rule.sources if is_of_sources else rule.destinations
            self._count(1 + len(spans))
            for low, high in spans:
                for turn in (low, high + 1):
                    turns[turn] = turns.get(turn, 0) ^ (1 << at)
        found: dict[int, list[Span]] = {}
        for mask, span in _pieces(whole, turns):
            found.setdefault(mask, []).append(span)
        return [(mask, tuple(spans)) for mask, spans in found.items()]

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > MOST_STEPS:
            raise CannotJudge(f"more than {MOST_STEPS} parts of traffic")


def _pieces(whole: Spans, turns: dict[int, int]) -> Iterator[tuple[int, Span]]:
    """Yield the pieces of an axis between the places where what names them changes."""
    ends = iter(sorted(turns))
    turn, mask = next(ends, None), 0
    for low, high in whole:
        at = low
        while turn is not None and turn <= high:
            if turn > at:
                yield mask, (at, turn - 1)
                at = turn
            mask ^= turns[turn]
            turn = next(ends, None)
        yield mask, (at, high)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def products_of(triples: Iterable[tuple[Span, Span, Span]]) -> tuple[Product, ...]:
    """Return triples of a source, a destination and a port as few products: those with the same two other ends as one."""
    by_source: dict[tuple[Span, Span], list[Span]] = {}
    for source, destination, ports in triples:
        by_source.setdefault((ports, source), []).append(destination)
    by_ends: dict[tuple[Span, Spans], list[Span]] = {}
    for (ports, source), destinations in by_source.items():
        by_ends.setdefault((ports, merged_spans(destinations)), []).append(source)
    return tuple(
        Product(merged_spans(sources), destinations, (ports,)) for (ports, destinations), sources in by_ends.items()
    )
