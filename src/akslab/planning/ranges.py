"""One IPv4 range as people write it, read strictly; the roles that ranges have in a plan.

Reading is quick because a fleet avoids tens of thousands; whatever the quick way does not know goes to
`net.prefixes`, which says what is wrong.
"""

import re
from ipaddress import IPv4Network
from typing import Literal

from ..net.prefixes import PrefixError, parse_prefix
from .sentences import PlanError, sentence

Role = Literal["node-subnet", "pod-subnet", "pod-cidr", "service-cidr"]
Span = tuple[int, int]
"""First and last address, as numbers."""

_CIDR = re.compile(r"(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})/(\d{1,2})", re.ASCII)


def read_span(text: str) -> Span:
    """Return the span of `10.0.0.0/8`. Raises PlanError: no range, host bits set (R7), or not IPv4."""
    if found := _CIDR.fullmatch(text):
        one, two, three, four, length = map(int, found.groups())
        address = one << 24 | two << 16 | three << 8 | four
        plain = str(one) == found[1] and str(two) == found[2] and str(three) == found[3] and str(four) == found[4]
        if plain and max(one, two, three, four) < 256 and length <= 32 and not address & (size_of(length) - 1):
            return address, address + size_of(length) - 1
    try:
        prefix = parse_prefix(text)
    except PrefixError as error:
        if error.canonical is not None:
            raise PlanError(sentence("error.host-bits", text=text, canonical=error.canonical)) from error
        raise PlanError(sentence("error.no-range", text=text)) from error
    if not isinstance(prefix, IPv4Network):
        raise PlanError(sentence("error.ipv6", text=text))
    return int(prefix.network_address), int(prefix.broadcast_address)


def read_range(text: str, place: str = "") -> IPv4Network:
    """Return one range; raises PlanError as `read_span` does, with the place it stands at."""
    try:
        first, last = read_span(text.strip())
    except PlanError as error:
        raise PlanError(error.sentence, place) from error
    return network_of(first, length_of(last - first + 1))


def size_of(length: int) -> int:
    """Return how many addresses a prefix length has."""
    return 1 << (32 - length)


def length_of(addresses: int) -> int:
    """Return the longest prefix length that has at least so many addresses (at least one)."""
    return 32 - (addresses - 1).bit_length()


def network_of(address: int, length: int) -> IPv4Network:
    """Return the range at a numeric address."""
    return IPv4Network((address, length))
