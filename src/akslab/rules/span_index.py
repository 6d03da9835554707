"""Many named prefixes, asked for those that meet one: 20,000 taken ranges against each of 1,000 clusters stay cheap."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from ..net.prefixes import Prefix, first, last


class SpanIndex:
    """Prefixes by first address, with the highest last address so far: where to stop looking to the left."""

    def __init__(self, named: Iterable[tuple[str, Prefix]]) -> None:
        """Take names and prefixes; only those of IPv4 are kept."""
        spans = sorted(
            ((first(prefix), last(prefix), name, prefix) for name, prefix in named if prefix.version == 4),
            key=lambda span: span[:3],
        )
        self._spans = spans
        self._lows = [span[0] for span in spans]
        self._highest = list(accumulate((span[1] for span in spans), max))

    def meeting(self, prefix: Prefix) -> Iterator[tuple[str, Prefix]]:
        """Yield the names and prefixes that share an address with `prefix`, the later ones first."""
        if prefix.version != 4:
            return
        at = bisect_right(self._lows, last(prefix)) - 1
        while at >= 0 and self._highest[at] >= first(prefix):
            _, high, name, found = self._spans[at]
            if high >= first(prefix):
                yield name, found
            at -= 1
