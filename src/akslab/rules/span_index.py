"""Many named prefixes, asked for those that meet one: 20,000 taken ranges against each of 1,000 clusters stay cheap."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from ..net.prefixes import Prefix, first, last, overlap

Named = tuple[str, Prefix]


class SpanIndex:
    """Prefixes by first address, with the highest last address so far: where to stop looking to the left."""

    def __init__(self, named: Iterable[Named]) -> None:
        """Take names and prefixes; only those of IPv4 are kept."""
        spans = sorted(
            ((first(prefix), last(prefix), name, prefix) for name, prefix in named if prefix.version == 4),
            key=lambda span: span[:3],
        )
        self._spans = spans
        self._lows = [span[0] for span in spans]
        self._highest = list(accumulate((span[1] for span in spans), max))
        self._asked: dict[Prefix, tuple[Named, ...]] = {}

    def meeting(self, prefix: Prefix) -> tuple[Named, ...]:
        """Return the names and prefixes that share an address with `prefix`: itself first, then from large to small.

        What was asked before is remembered: the clusters of a fleet often have the same ranges.
        """
        if prefix not in self._asked:
            found = sorted(self._meeting(prefix), key=lambda each: (each[1] != prefix, each[1].prefixlen, each[0]))
            self._asked[prefix] = tuple(found)
        return self._asked[prefix]

    def _meeting(self, prefix: Prefix) -> Iterator[Named]:
        at = bisect_right(self._lows, last(prefix)) - 1 if prefix.version == 4 else -1
        while at >= 0 and self._highest[at] >= first(prefix):
            _, high, name, found = self._spans[at]
            if high >= first(prefix):
                yield name, found
            at -= 1


class Positions:
    """Prefixes of both families by where they stand in a list; those of IPv6, of which there are few, are walked through."""

    def __init__(self, prefixes: Iterable[Prefix]) -> None:
        """Take the prefixes in their order."""
        every = tuple(enumerate(prefixes))
        self._index = SpanIndex((str(at), prefix) for at, prefix in every)
        self._others = [(at, prefix) for at, prefix in every if prefix.version != 4]
        self._asked: dict[Prefix, tuple[int, ...]] = {}

    def meeting(self, prefix: Prefix) -> tuple[int, ...]:
        """Return where the prefixes stand that share an address with `prefix`, in their order."""
        if prefix not in self._asked:
            self._asked[prefix] = tuple(sorted(self._meeting(prefix)))
        return self._asked[prefix]

    def _meeting(self, prefix: Prefix) -> Iterator[int]:
        yield from (int(name) for name, _ in self._index.meeting(prefix))
        yield from (at for at, other in self._others if overlap(prefix, other))
