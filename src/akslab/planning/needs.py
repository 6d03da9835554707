"""What a cluster needs, as numbers: nodes now and planned, pools, surge, pods, and whatever else takes addresses.

All pools are taken to upgrade at once: that is what a cluster upgrade may do, and what the subnet has to bear (P5).
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

Policy = Literal["none", "azure", "calico"]


class Surge(Struct, frozen=True):
    """The extra nodes of an upgrade, a count or a percentage (P5, X9)."""

    amount: int
    is_percent: bool = False

    def of(self, nodes: int) -> int:
        """Return the extra nodes of one pool: percentages round up, never more than the pool has."""
        extra = -(-nodes * self.amount // 100) if self.is_percent else self.amount
        return min(nodes, extra)

    def __str__(self) -> str:
        return f"{self.amount}%" if self.is_percent else str(self.amount)


class Growth(Struct, frozen=True):
    """How nodes now become nodes planned: every pool times a fraction, rounded up, and nodes added in turn."""

    numerator: int = 1
    denominator: int = 1
    added: int = 0
    text: str = ""


class Needs(Struct, frozen=True, kw_only=True):
    """One cluster's needs. `pool_sizes` are the nodes of each pool now; without them `nodes` are split evenly."""

    name: str = "myAKSCluster"
    nodes: int = 0
    pods: int = 0
    """Pods in all, 0 when only nodes are asked for."""
    growth: Growth = Growth()
    pools: int = 1
    pool_sizes: tuple[int, ...] = ()
    surge: Surge = Surge(10, is_percent=True)
    pods_per_node: int = 0
    """0 means the plugin's default (R20)."""
    services: int = 250
    internal_load_balancers: int = 0
    other_addresses: int = 0
    """Private endpoints, machines and whatever else stands in the node subnet."""
    custom_routes: int = 0
    """Own routes in the cluster's table; they share the 400 (D27)."""
    network_policy: Policy = "none"
    windows: bool = False
    virtual_nodes: bool = False

    @property
    def fixed_addresses(self) -> int:
        """Return the addresses of the node subnet that are no node's."""
        return self.internal_load_balancers + self.other_addresses


class Pool(Struct, frozen=True):
    """Nodes of one pool, now and planned."""

    now: int
    planned: int


def pools_of(needs: Needs, pods_per_node: int) -> tuple[Pool, ...]:
    """Return the pools; nodes are as many as asked for, or as the pods in all need."""
    nodes = max(needs.nodes, -(-needs.pods // pods_per_node))
    if needs.pool_sizes:
        now = dealt(needs.pool_sizes, max(0, nodes - sum(needs.pool_sizes)))
    else:
        now = dealt((0,) * needs.pools, max(nodes, needs.pools))
    growth = needs.growth
    grown = tuple(-(-size * growth.numerator // growth.denominator) for size in now)
    return tuple(Pool(*pair) for pair in zip(now, dealt(grown, growth.added), strict=True))


def dealt(sizes: Sequence[int], extra: int) -> tuple[int, ...]:
    """Return the sizes with `extra` nodes dealt out evenly, the smallest pools first."""
    each, rest = divmod(extra, len(sizes))
    first_ones = set(sorted(range(len(sizes)), key=lambda pool: sizes[pool])[:rest])
    return tuple(size + each + (pool in first_ones) for pool, size in enumerate(sizes))


def resized(sizes: Sequence[int], nodes: int) -> tuple[int, ...]:
    """Return pools of `nodes` in all: the given ones grown, or split anew when they have more already."""
    extra = nodes - sum(sizes)
    return dealt(sizes, extra) if extra >= 0 else dealt((0,) * len(sizes), nodes)


def with_surge(sizes: Sequence[int], surge: Surge) -> int:
    """Return the nodes there are while all pools upgrade."""
    return sum(size + surge.of(size) for size in sizes)
