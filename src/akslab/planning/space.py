"""Free address space, cut in halves on demand: what is taken from the ranges given less those to avoid.

Blocks are powers of two at multiples of their size. Whoever takes blocks from large to small gets every one of them
if any arrangement holds them all: a smaller block always fits into the halves that larger ones leave. A range is
taken from the first of the given ones that has room, there from the smallest gap that holds it, there the lowest.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from ipaddress import IPv4Network

from .ranges import Span, size_of

Free = list[tuple[list[int], set[int]]]
"""By prefix length: the free blocks as a heap, and those of it that still are free."""


class FreeSpace:
    """The free blocks of some ranges, in the order of the ranges."""

    def __init__(self, takes: Sequence[IPv4Network], taken: Iterable[Span]) -> None:
        self._takes: list[tuple[Span, Free]] = []
        blocked = merged(taken)
        for take in takes:
            span = int(take.network_address), int(take.broadcast_address)
            free: Free = [([], set()) for _ in range(33)]
            for gap in _gaps(span, blocked):
                for address, length in blocks(gap):
                    free[length][0].append(address)
                    free[length][1].add(address)
            for heap, _ in free:
                heapify(heap)
            self._takes.append((span, free))
            blocked = merged([*blocked, span])

    def allocate(self, length: int) -> int | None:
        """Take a block of this prefix length; returns its address, or None when no gap holds it."""
        for _, free in self._takes:
            for wider in range(length, -1, -1):
                if free[wider][1]:
                    return _cut(free, wider, length)
        return None

    def release(self, address: int, length: int) -> None:
        """Give back a block that was allocated, joined with its free neighbours."""
        free = next(free for (first, last), free in self._takes if first <= address <= last)
        while length and (buddy := address ^ size_of(length)) in free[length][1]:
            free[length][1].remove(buddy)
            address, length = min(address, buddy), length - 1
        free[length][1].add(address)
        heappush(free[length][0], address)

    def widest(self) -> int | None:
        """Return the prefix length of the largest free block, None when nothing is free."""
        return min((length for _, free in self._takes for length in range(33) if free[length][1]), default=None)


def _cut(free: Free, wider: int, length: int) -> int:
    heap, alive = free[wider]
    while (address := heappop(heap)) not in alive:
        pass
    alive.remove(address)
    for half in range(wider + 1, length + 1):
        upper = address + size_of(half)
        heappush(free[half][0], upper)
        free[half][1].add(upper)
    return address


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, joined where they touch or overlap."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            if last > joined[-1][1]:
                joined[-1] = joined[-1][0], last
        else:
            joined.append((first, last))
    return joined


def _gaps(span: Span, blocked: Sequence[Span]) -> Iterator[Span]:
    """Yield what is left of a span between merged ones."""
    start, end = span
    index = max(0, bisect_left(blocked, (start, start)) - 1)
    while index < len(blocked) and blocked[index][0] <= end:
        first, last = blocked[index]
        if first > start:
            yield start, first - 1
        start = max(start, last + 1)
        index += 1
    if start <= end:
        yield start, end


def blocks(span: Span) -> Iterator[tuple[int, int]]:
    """Yield a span as the fewest aligned blocks: address and prefix length."""
    start, end = span
    while start <= end:
        aligned = (start & -start).bit_length() - 1 if start else 32
        fitting = (end - start + 1).bit_length() - 1
        bits = min(aligned, fitting)
        yield start, 32 - bits
        start += 1 << bits
