"""Where ranges come to lie: all of all clusters at once, large ones first, so that what can fit does (see `space`).

Subnets, pod ranges and service ranges are taken either from the same ranges or from ranges that share nothing;
otherwise no order of placing would be the right one, and the wish is refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv4Network

from msgspec import Struct

from ..net.prefixes import is_public
from .ranges import Role
from .sentences import PlanError, sentence
from .sizing import Sizes
from .space import FreeSpace
from .taken import NEVER, Taken

DEFAULT_TAKES = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""Private space, then RFC 6598's (R6)."""


class Ranges(Struct, frozen=True, kw_only=True):
    """What a plan may take, for what, and what it keeps off."""

    network: tuple[IPv4Network, ...] = DEFAULT_TAKES
    pods: tuple[IPv4Network, ...] = ()
    """Nothing means: as for the network."""
    services: tuple[IPv4Network, ...] = ()
    taken: tuple[Taken, ...] = ()

    def takes(self, role: Role) -> tuple[IPv4Network, ...]:
        """Return the ranges from which one for this role is taken."""
        own = {"pod-cidr": self.pods, "service-cidr": self.services}.get(role, ())
        return own or self.network


class Item(Struct, frozen=True, order=True):
    """A range to place; in the order of placing."""

    length: int
    cluster: str
    role: Role


Placed = dict[tuple[str, Role], int]


def checked(ranges: Ranges) -> Ranges:
    """Return the ranges; raises PlanError when they are public where AKS wants private ones (R6), or half shared."""
    for role in ("pod-cidr", "service-cidr"):
        for take in ranges.takes(role):
            if is_public(take) or take.is_multicast:
                raise PlanError(sentence("error.public", text=str(take), role=sentence(f"role.{role}")))
    lists: tuple[Role, ...] = ("node-subnet", "pod-cidr", "service-cidr")
    for one in lists:
        for other in lists:
            mine, theirs = ranges.takes(one), ranges.takes(other)
            if mine != theirs and any(take.overlaps(their) for take in mine for their in theirs):
                raise PlanError(sentence("error.half-shared", one=_said(mine), other=_said(theirs)))
    return ranges


def _said(takes: Iterable[IPv4Network]) -> str:
    return ", ".join(map(str, takes))


class Spaces:
    """The free space for each role, one and the same for roles that take from the same ranges."""

    def __init__(self, ranges: Ranges) -> None:
        spans = [taken.span for taken in (*ranges.taken, *NEVER)]
        by_takes: dict[tuple[IPv4Network, ...], FreeSpace] = {}
        self._by_role: dict[Role, FreeSpace] = {}
        roles: tuple[Role, ...] = ("node-subnet", "pod-subnet", "pod-cidr", "service-cidr")
        for role in roles:
            takes = ranges.takes(role)
            if takes not in by_takes:
                by_takes[takes] = FreeSpace(takes, spans)
            self._by_role[role] = by_takes[takes]

    def of(self, role: Role) -> FreeSpace:
        """Return the space that ranges of a role are taken from."""
        return self._by_role[role]

    def place(self, items: Sequence[Item]) -> tuple[Placed, list[Item]]:
        """Place what can be placed, large ones first; returns the addresses, and the items that found no room."""
        placed: Placed = {}
        left = []
        for item in sorted(items):
            address = self.of(item.role).allocate(item.length)
            if address is None:
                left.append(item)
            else:
                placed[item.cluster, item.role] = address
        return placed, left

    def place_all(self, items: Sequence[Item]) -> tuple[Placed, list[Item]]:
        """Place all items of one cluster or none of them."""
        placed, left = self.place(items)
        for item in items if left else ():
            if (item.cluster, item.role) in placed:
                self.of(item.role).release(placed.pop((item.cluster, item.role)), item.length)
        return placed, left


def items_of(cluster: str, sizes: Sizes) -> tuple[Item, ...]:
    """Return the ranges a cluster of these sizes has to have."""
    lengths: Mapping[Role, int] = {
        "node-subnet": sizes.subnet,
        "pod-subnet": sizes.pod_subnet,
        "pod-cidr": sizes.pod_cidr,
        "service-cidr": sizes.service,
    }
    return tuple(Item(length, cluster, role) for role, length in lengths.items() if length)


def place_fleet(clusters: Mapping[str, tuple[Item, ...]], ranges: Ranges) -> tuple[Placed, dict[str, Item]]:
    """Place as many whole clusters as fit; returns the addresses, and for each that did not the first item lacking.

    If every cluster can be placed, every one is. If not, those that found no room in the first round are tried
    again, the smallest first, in what the others leave.
    """
    placed, left = Spaces(ranges).place([item for items in clusters.values() for item in items])
    if not left:
        return placed, {}
    lacking: dict[str, Item] = {}
    for item in left:
        lacking.setdefault(item.cluster, item)
    spaces = Spaces(ranges)
    fitting = [item for name, items in clusters.items() if name not in lacking for item in items]
    placed, _ = spaces.place(fitting)
    for name in sorted(lacking, key=lambda cluster: (-min(clusters[cluster]).length, cluster)):
        more, still = spaces.place_all(clusters[name])
        if still:
            lacking[name] = still[0]
        else:
            placed |= more
            del lacking[name]
    return placed, lacking
