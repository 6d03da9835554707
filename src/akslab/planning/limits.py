"""Which limit binds: each limit's room, what the plan takes of it, and the nodes at which it is full (P9).

A node ceiling is given twice: at rest, which is what the article counts, and with room for the surge of an upgrade,
which is what one can live with.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from ..net.prefixes import NODE_BLOCK_LENGTH, RESERVED_IN_A_SUBNET
from ..rules.pools import MOST_NODES_PER_POOL, MOST_PODS_PER_NODE
from .demand import Demand
from .needs import Surge, resized, with_surge
from .plugins import MOST_NETWORK_ADDRESSES, MOST_ROUTES
from .ranges import size_of

Kind = Literal["subnet", "pod-subnet", "slots", "routes", "network", "nodes", "pool", "pods-per-node"]


class Limit(Struct, frozen=True, kw_only=True):
    """One limit of a plan."""

    kind: Kind
    has: int
    takes: int
    """By the planned nodes during an upgrade."""
    most_nodes: int
    """With room for an upgrade's surge."""
    most_nodes_at_rest: int
    binds: bool = False


class Room(Struct, frozen=True, kw_only=True):
    """What there is of one thing: `has` of it, `each` a node, `fixed` for others."""

    kind: Kind
    has: int
    each: int = 1
    fixed: int = 0
    counts_surge: bool = True

    @property
    def carries(self) -> int:
        """Return how many nodes there is room for."""
        return max(0, self.has - self.fixed) // self.each


def usable(length: int) -> int:
    """Return the usable addresses of a subnet of this prefix length (P1)."""
    return max(0, size_of(length) - RESERVED_IN_A_SUBNET)


def slots(length: int) -> int:
    """Return the /24s of a pod range of this prefix length: 256 in a /16, none in a /25 (R19)."""
    return 1 << (NODE_BLOCK_LENGTH - length) if length <= NODE_BLOCK_LENGTH else 0


def rooms(demand: Demand, subnet: int, pod_subnet: int, pod_cidr: int) -> Iterator[Room]:
    """Yield the room of a plan whose ranges have these prefix lengths (those its plugin lacks are not read)."""
    plugin, needs, pods = demand.plugin, demand.needs, demand.pods_per_node
    each, pod_each = plugin.node_addresses(pods), plugin.pod_addresses(pods)
    yield Room(kind="subnet", has=usable(subnet), each=each, fixed=needs.fixed_addresses)
    if plugin.pods_in_own_subnet:
        yield Room(kind="pod-subnet", has=usable(pod_subnet), each=pod_each)
    if plugin.has_slots:
        yield Room(kind="slots", has=slots(pod_cidr))
    if plugin.has_routes:
        yield Room(kind="routes", has=MOST_ROUTES, fixed=needs.custom_routes)
    if plugin.is_flat:
        yield Room(kind="network", has=MOST_NETWORK_ADDRESSES, each=each + pod_each, fixed=needs.fixed_addresses)
    yield Room(kind="nodes", has=plugin.most_nodes, counts_surge=False)


def limits_of(demand: Demand, subnet: int, pod_subnet: int, pod_cidr: int) -> tuple[Limit, ...]:
    """Return every limit, those that bind first among equals marked."""
    found = [_limit(demand, room) for room in rooms(demand, subnet, pod_subnet, pod_cidr)]
    found.append(_pool_limit(demand))
    least = min(limit.most_nodes for limit in found)
    marked = [msgspec.structs.replace(limit, binds=limit.most_nodes == least) for limit in found]
    return (*marked, _pods_limit(demand, least, min(limit.most_nodes_at_rest for limit in found)))


def _limit(demand: Demand, room: Room) -> Limit:
    at_rest = room.carries
    nodes = demand.at_upgrade if room.counts_surge else demand.nodes
    surge = demand.needs.surge
    return Limit(
        kind=room.kind,
        has=room.has,
        takes=nodes * room.each + room.fixed,
        most_nodes=most_nodes(demand.sizes, surge, at_rest) if room.counts_surge else at_rest,
        most_nodes_at_rest=at_rest,
    )


def _pool_limit(demand: Demand) -> Limit:
    """Return the limit of a scale set: 1,000 machines, those of the surge included (R24)."""
    surge, pools = demand.needs.surge, len(demand.sizes)

    def fits(nodes: int) -> bool:
        return all(size + surge.of(size) <= MOST_NODES_PER_POOL for size in resized(demand.sizes, nodes))

    return Limit(
        kind="pool",
        has=MOST_NODES_PER_POOL,
        takes=max(size + surge.of(size) for size in demand.sizes),
        most_nodes=_largest(pools * MOST_NODES_PER_POOL, demand.nodes, fits),
        most_nodes_at_rest=pools * MOST_NODES_PER_POOL,
    )


def _pods_limit(demand: Demand, nodes: int, at_rest: int) -> Limit:
    """Return the limit of 250 pods a node, which bounds the nodes where the wish was for pods in all."""
    binds = demand.needs.nodes < -(-demand.needs.pods // demand.pods_per_node)
    return Limit(
        kind="pods-per-node",
        has=MOST_PODS_PER_NODE,
        takes=demand.pods_per_node,
        most_nodes=nodes,
        most_nodes_at_rest=at_rest,
        binds=binds,
    )


def most_nodes(sizes: Sequence[int], surge: Surge, carried: int) -> int:
    """Return the most nodes, in these pools grown evenly, that with their surge are at most `carried`."""
    return _largest(carried, sum(sizes), lambda nodes: with_surge(resized(sizes, nodes), surge) <= carried)


def _largest(most: int, planned: int, fits: Callable[[int], bool]) -> int:
    """Return the largest number up to `most` that fits; above and below `planned` fitting is monotone."""
    low, high = (planned, most) if planned <= most and fits(planned) else (0, min(most, planned))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def binding(limits: Iterable[Limit]) -> tuple[Kind, ...]:
    """Return the kinds of the limits that bind."""
    return tuple(limit.kind for limit in limits if limit.binds)
