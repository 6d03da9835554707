"""Address arithmetic as Azure does it: prefixes, overlap, a subnet's usable addresses, a pod range's /24 blocks.

Prefixes are the standard library's networks, so they print canonically and compare by value. What is added is Azure's
own: the five addresses a subnet loses (D24), the ranges AKS keeps for itself (R1), the ones no virtual network may
hold (R15), and the two ways a prefix can be wrong (R7).
"""

from collections.abc import Container, Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Prefix = IPv4Network | IPv6Network

NODE_BLOCK_LENGTH = 24
"""kubenet gives every node one block of this prefix length (R17)."""

NODE_BLOCK_ADDRESSES: int = 2 ** (32 - NODE_BLOCK_LENGTH)

RESERVED_IN_A_SUBNET = 5
"""Network, gateway, two for DNS, broadcast (D24)."""

FIRST_USABLE = 4
"""Offset of a subnet's first address that a NIC may have."""

RESERVED_BY_AKS: tuple[Prefix, ...] = tuple(
    IPv4Network(text) for text in ("169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24")
)
"""Not for pods, services or the cluster's network (R1)."""

FORBIDDEN_IN_A_NETWORK: tuple[Prefix, ...] = tuple(
    IPv4Network(text)
    for text in ("224.0.0.0/4", "255.255.255.255/32", "127.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32")
)
"""Not in any virtual network's address space (R15)."""


class PrefixError(ValueError):
    """A text that is no prefix. `canonical` is set when only its host bits are wrong (R7)."""

    def __init__(self, text: str, canonical: Prefix | None = None) -> None:
        reason = f"has host bits set; the prefix is {canonical}" if canonical else "is not an address and a length"
        super().__init__(f"{text!r} {reason}")
        self.text, self.canonical = text, canonical


@lru_cache(maxsize=8192)
def parse_prefix(text: str) -> Prefix:
    """Return the prefix written as `10.244.0.0/16`; raise PrefixError otherwise. A netmask is no length."""
    _, slash, length = text.partition("/")
    if not slash or not (length.isascii() and length.isdigit()):
        raise PrefixError(text)
    try:
        prefix = ip_network(text, strict=False)
    except ValueError as error:
        raise PrefixError(text) from error
    if str(prefix.network_address) != str(ip_address(text.partition("/")[0])):
        raise PrefixError(text, canonical=prefix)
    return prefix


def parsed(texts: Iterable[str]) -> tuple[Prefix, ...]:
    """Return the prefixes among `texts` that can be read; a rule of its own reports the others."""
    found = []
    for text in texts:
        try:
            found.append(parse_prefix(text))
        except PrefixError:
            continue
    return tuple(found)


def parse_address(text: str) -> Address | None:
    """Return the address, or None if `text` is not one."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def overlap(one: Prefix, other: Prefix) -> bool:
    """Whether the two share an address: equal, inside, or around (R2)."""
    return one.version == other.version and first(one) <= last(other) and first(other) <= last(one)


def contains(outer: Prefix, inner: Prefix) -> bool:
    """Whether every address of `inner` is in `outer`."""
    return outer.version == inner.version and first(outer) <= first(inner) and last(inner) <= last(outer)


def overlapping(prefix: Prefix, others: Iterable[Prefix]) -> tuple[Prefix, ...]:
    """Return those of `others` that share an address with `prefix`, in their order."""
    return tuple(other for other in others if overlap(prefix, other))


def holds(prefix: Prefix, address: Address) -> bool:
    """Whether `address` is in `prefix`."""
    return prefix.version == address.version and first(prefix) <= int(address) <= last(prefix)


def first(prefix: Prefix) -> int:
    """Return the first address as a number."""
    return int(prefix.network_address)


def last(prefix: Prefix) -> int:
    """Return the last address as a number."""
    return int(prefix.broadcast_address)


def is_public(prefix: Prefix) -> bool:
    """Whether any part of `prefix` is routed on the Internet."""
    return prefix.is_global


def usable_addresses(subnet: Prefix) -> int:
    """Return how many addresses of a subnet NICs may have: 251 in a /24, 3 in a /29 (P1)."""
    return max(0, subnet.num_addresses - RESERVED_IN_A_SUBNET)


def is_reserved_in(subnet: Prefix, address: Address) -> bool:
    """Whether `address` is one of the five of `subnet` that Azure keeps (D24)."""
    return holds(subnet, address) and (int(address) < first(subnet) + FIRST_USABLE or int(address) == last(subnet))


def next_free_address(subnet: Prefix, taken: Container[Address]) -> Address | None:
    """Return the lowest usable address of `subnet` that is not `taken` (.4 first), or None when it is full."""
    for offset in range(FIRST_USABLE, FIRST_USABLE + usable_addresses(subnet)):
        if (address := subnet.network_address + offset) not in taken:
            return address
    return None


def node_blocks(pod_cidr: Prefix) -> int:
    """Return how many nodes a pod range has a /24 for: 256 in a /16, none in a /25 (R19)."""
    return pod_cidr.num_addresses // NODE_BLOCK_ADDRESSES
