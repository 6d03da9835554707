"""Addresses that Azure will choose: the next free one of a subnet, its fourth first (D24)."""

from collections.abc import Iterable, Iterator
from ipaddress import IPv6Network

from ..compile.inputs import Subnet
from ..compile.ranges import dotted, number_of, range_of
from .draft import Draft

FIRST_USABLE = 4


def is_fourth(text: str) -> bool:
    """Whether a text is an IPv4 address."""
    try:
        return number_of(text) >= 0
    except ValueError:
        return False


def is_sixth(text: str) -> bool:
    """Whether a text is an IPv6 address or prefix."""
    try:
        return IPv6Network(text, strict=False).prefixlen >= 0
    except ValueError:
        return False


class Addresses:
    """Gives out the free addresses of a draft's subnets, in order."""

    def __init__(self, draft: Draft, taken: Iterable[str] = ()) -> None:
        """Take those of the draft's interfaces as used, and those that are `taken`."""
        self._draft, self._taken = draft, frozenset(taken)
        self._free: dict[str, Iterator[str]] = {}

    def next_of(self, subnet: Subnet) -> str | None:
        """Return the next free address of a subnet, None when it is full."""
        if subnet.id not in self._free:
            self._free[subnet.id] = self._addresses(subnet)
        return next(self._free[subnet.id], None)

    def _addresses(self, subnet: Subnet) -> Iterator[str]:
        taken = {each.address for nic in self._draft.interfaces.values() for each in nic.configurations} | self._taken
        for prefix in subnet.prefixes:
            first, last = range_of(prefix)
            yield from (address for n in range(first + FIRST_USABLE, last) if (address := dotted(n)) not in taken)
