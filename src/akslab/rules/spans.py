"""Sets of addresses or ports as spans: sorted pairs of a first and a last number, none touching another.

Merged spans are equal exactly where the sets are; every function here takes and returns them so, in linear time.
"""

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]

ANYWHERE: Spans = ((0, (1 << 32) - 1),)


def merged_spans(spans: Iterable[Span]) -> Spans:
    """Return spans sorted, those that touch or overlap as one."""
    found: list[Span] = []
    for low, high in sorted(spans):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def size_of(spans: Spans) -> int:
    """Return how many addresses or ports merged spans hold."""
    return sum(high - low + 1 for low, high in spans)


def common_spans(one: Spans, other: Spans) -> Spans:
    """Return the addresses that two merged lists of spans share."""
    found, at, beside = list[Span](), 0, 0
    while at < len(one) and beside < len(other):
        low, high = max(one[at][0], other[beside][0]), min(one[at][1], other[beside][1])
        if low <= high:
            found.append((low, high))
        if one[at][1] < other[beside][1]:
            at += 1
        else:
            beside += 1
    return tuple(found)


def complement(spans: Spans) -> Spans:
    """Return the IPv4 addresses outside of merged spans."""
    found, at = list[Span](), 0
    for low, high in spans:
        if at < low:
            found.append((at, low - 1))
        at = high + 1
    return (*found, (at, ANYWHERE[0][1])) if at <= ANYWHERE[0][1] else tuple(found)
