"""IPv4 addresses as integers, cached: a trace asks for the same few again and again."""

from functools import lru_cache
from ipaddress import IPv4Address

LOOPBACK = 127
MULTICAST_FIRST = 224


@lru_cache(maxsize=1 << 16)
def number_of(address: str) -> int:
    """Read a dotted address as an integer. Raises ValueError."""
    return int(IPv4Address(address))


@lru_cache(maxsize=1 << 16)
def dotted(number: int) -> str:
    """Write an integer as a dotted address."""
    return f"{number >> 24}.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


def is_loopback(number: int) -> bool:
    """Whether an address is in 127.0.0.0/8."""
    return number >> 24 == LOOPBACK


def is_host(number: int) -> bool:
    """Whether an address can be one machine's: not 0.0.0.0/8, not multicast, not above."""
    return 0 < number >> 24 < MULTICAST_FIRST
