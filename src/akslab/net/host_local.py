"""host-local: how kubenet gives a pod its address (N11).

Round robin, not lowest free: the search starts behind the address given last, so that a released one rests for as
long as possible. The first address of the block is the gateway's (`cbr0`) and never given.
"""

from collections.abc import Container, Iterator
from ipaddress import IPv4Address, IPv4Network


class NoAddressAvailableError(Exception):
    """The block is full. The text is host-local's own."""

    def __init__(self, block: IPv4Network) -> None:
        super().__init__(f"no IP addresses available in range set: {block[1]}-{block[-2]}")


def next_address(pod_cidr: str, reserved: Container[str], last_reserved: str | None = None) -> str:
    """Return the address the next pod of a node gets: the first free one behind `last_reserved`, wrapping around.

    `pod_cidr` is its block (`10.244.1.0/24`), `reserved` the addresses of its pods. Raises NoAddressAvailableError
    when all 253 are given, ValueError when `pod_cidr` is no prefix or too small for a pod.
    """
    block = IPv4Network(pod_cidr)
    if block.prefixlen > 29:
        raise ValueError(f"{pod_cidr} is too small for pods; a node's block is a /24")
    for address in _round_robin(block, last_reserved):
        if str(address) not in reserved:
            return str(address)
    raise NoAddressAvailableError(block)


def _round_robin(block: IPv4Network, last_reserved: str | None) -> Iterator[IPv4Address]:
    """Every address a pod may have, once, beginning behind `last_reserved`."""
    first, last = int(block[2]), int(block[-2])
    count = last - first + 1
    start = first if last_reserved is None else int(IPv4Address(last_reserved)) + 1
    if not first <= start <= last:
        start = first
    for step in range(count):
        yield IPv4Address(first + (start - first + step) % count)
