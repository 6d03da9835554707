"""IPv4 addresses and ranges as integers, which is how unions, complements and longest-prefix matches are cheap."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network

Range = tuple[int, int]
"""First and last address, both included."""

LAST_ADDRESS = 0xFFFF_FFFF


def number_of(address: str) -> int:
    """Read a dotted address as an integer. Raises ValueError."""
    return int(IPv4Address(address))


def dotted(number: int) -> str:
    """Write an integer as a dotted address."""
    return f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def range_of(prefix: str) -> Range:
    """Read an address or a prefix (host bits are ignored) as a range. Raises ValueError."""
    network = IPv4Network(prefix, strict=False)
    return int(network.network_address), int(network.broadcast_address)


def canonical_prefix(prefix: str) -> str:
    """Write a prefix without host bits, an address as its /32. Raises ValueError."""
    return str(IPv4Network(prefix, strict=False))


def prefix_length(prefix: str) -> int:
    """Length of a canonical prefix."""
    return int(prefix.rpartition("/")[2])


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Union of ranges: ascending, touching ones joined."""
    union: list[Range] = []
    for first, last in sorted(ranges):
        if union and first <= union[-1][1] + 1:
            union[-1] = (union[-1][0], max(union[-1][1], last))
        else:
            union.append((first, last))
    return tuple(union)


def complement(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Every IPv4 address outside `ranges`, ascending."""
    gaps: list[Range] = []
    start = 0
    for first, last in merged(ranges):
        if first > start:
            gaps.append((start, first - 1))
        start = last + 1
    if start <= LAST_ADDRESS:
        gaps.append((start, LAST_ADDRESS))
    return tuple(gaps)
