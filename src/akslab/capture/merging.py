"""Packets of several sources in the order of time, although each source hands them over when it pleases."""

from bisect import bisect_right
from collections.abc import Sequence

from .values import Packet

Found = tuple[int, Packet]
"""The number of a source, and a packet of it."""


class Merge:
    """Keeps packets back until no source can still have an older one."""

    def __init__(self, sources: int) -> None:
        self._complete = [0] * sources
        self._kept: list[tuple[int, int, Packet]] = []

    def add(self, source: int, packets: Sequence[Packet], complete_ns: int) -> None:
        """Take packets of a source, which has none left that is older than `complete_ns`."""
        self._complete[source] = max(complete_ns, self._complete[source])
        self._kept += [(packet.time_ns, source, packet) for packet in packets]

    def end(self, source: int) -> None:
        """Note that nothing more comes from a source."""
        self._complete[source] = 1 << 63

    @property
    def complete_ns(self) -> int:
        """Up to when everything is there."""
        return min(self._complete)

    @property
    def keeps(self) -> bool:
        """Whether packets are kept back."""
        return bool(self._kept)

    def take(self) -> list[Found]:
        """Return, in order, what is complete."""
        if not self._kept:
            return []
        self._kept.sort(key=_first)
        split = bisect_right(self._kept, self.complete_ns, key=_first)
        ready, self._kept = self._kept[:split], self._kept[split:]
        return [(source, packet) for _, source, packet in ready]


def _first(kept: tuple[int, int, Packet]) -> int:
    return kept[0]
