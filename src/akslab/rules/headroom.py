"""Room for what is to come: all pools at their maximum, and an upgrade's surge on top (R23, P9).

Azure refuses what does not fit when it is asked for (`capacity`). Here it is said before: in the middle of an upgrade
is a bad time to learn that a subnet has no address left. All pools are taken to be upgraded together, as an upgrade of
the cluster does.
"""

from collections.abc import Iterator

from ..net.prefixes import RESERVED_IN_A_SUBNET, node_blocks
from .capacity import addresses_per_node
from .example import Example
from .examples import TABLE, USER_ASSIGNED, cluster, network, pool, route, subnet, table, world
from .facts import (
    available_addresses,
    count,
    has_plugin,
    is_overlay,
    max_pods,
    new_pools,
    node_limit,
    operation,
    own_subnets,
    pod_ranges,
    prefixes_of,
    subnet_id,
    surge,
)
from .free_ranges import free_pods
from .ids import name_of, same
from .node_tables import own_routes, tables_of
from .places import POOL, POOL_LIST, subnet_place
from .pod_routing import seen_nodes
from .pools import MOST_KUBENET_NODES
from .resources import AgentPool, ManagedCluster
from .room import wider
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, for_each
from .view import View

PODS_WITH_ROOM = 220
"""Of the 253 addresses of a node's block: above it, pods that come and go meet addresses not yet given back (N11)."""


def _most(pools: tuple[AgentPool, ...]) -> tuple[int, int]:
    """Return the nodes of pools at their maximum, and the surge of upgrading them then."""
    return sum(map(node_limit, pools)), sum(surge(each, node_limit(each)) for each in pools)


def _subnet_headroom(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in own_subnets(view, cluster) if operation(view, cluster) != "upgrade" else ():
        pools = tuple(each for each in cluster.pools if same(subnet_id(each), found.id))
        nodes, extra = _most(pools)
        at_rest = sum(node_limit(each) * addresses_per_node(cluster, each) for each in pools)
        needed = sum(
            (node_limit(each) + surge(each, node_limit(each))) * addresses_per_node(cluster, each) for each in pools
        )
        available = available_addresses(view, cluster, found)
        # What does not even fit at rest is refused outright.
        if at_rest <= available < needed:
            length = 32 - (needed + RESERVED_IN_A_SUBNET - 1).bit_length()
            sizes = {"n": needed, "avail": available, "length": length, "nodes": nodes, "surge": extra}
            prefix = next(iter(prefixes_of(found)))
            more = {"free": wider(view, found, needed, available), "at": subnet_place(found.id)}
            yield {**sizes, "subnet": found.name, "cidr": prefix, **more}


def _in(prefix: str, nodes: int, surge: str) -> Example:
    """Return a pool of so many nodes in a subnet of this prefix."""
    return world(network(subnet(prefix=prefix)), cluster(pool(count=nodes, upgradeSettings={"maxSurge": surge})))


SUBNET_HEADROOM = Rule(
    id="subnet-headroom",
    title="A subnet has room for an upgrade of its pools at their maximum",
    class_="risk",
    source=("R23", "P4", "P5", "E6a", "V9", "Azure/AKS#1053"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Subnet {subnet} ({cidr}) has {avail} addresses for these pools; at their maximum of {nodes} nodes an upgrade "
        "with {surge} more needs {n}. Internal load balancers come on top.",
    ),
    fix="Take a subnet of /{length} or larger, a smaller maxSurge, or fewer nodes. A subnet in use is not resized.",
    place="{at}.properties.addressPrefix",
    also=(POOL_LIST,),
    check=_subnet_headroom,
    failing=lambda: _in("192.168.1.0/27", 25, "10%"),
    sound=lambda: _in("192.168.1.0/27", 24, "10%"),
)


def _pod_headroom(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if operation(view, cluster) == "upgrade" or not (has_plugin(cluster, "kubenet") or is_overlay(cluster)):
        return
    ranges = [prefix for prefix in pod_ranges(cluster) if prefix.version == 4]
    slots, (nodes, extra) = sum(map(node_blocks, ranges)), _most(cluster.pools)
    if nodes <= slots < nodes + extra:
        length = 24 - (nodes + extra - 1).bit_length()
        sizes = {"slots": slots, "nodes": nodes, "surge": extra, "n": nodes + extra, "length": length}
        yield {**sizes, "cidr": ranges[0], **free_pods(view, ranges[0], length)}


POD_HEADROOM = Rule(
    id="pod-cidr-headroom",
    title="A pod range has room for an upgrade of all pools at their maximum",
    class_="risk",
    source=("R19", "P9", "P5", "N15", "V10"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The pod CIDR {cidr} has a /24 for {slots} nodes; at their maximum of {nodes} nodes an upgrade with {surge} more "
        "needs {n}. A node without one gets no pods.",
    ),
    fix="Write a podCidr of /{length} or larger ({free} is free here), a smaller maxSurge, or fewer nodes. The range of "
    "a running kubenet cluster is fixed.",
    place="properties.networkProfile.podCidr[{cidr}]",
    also=(POOL_LIST,),
    check=_pod_headroom,
    failing=lambda: world(network(subnet()), cluster(pool(count=4), podCidr="10.244.0.0/22")),
    sound=lambda: world(network(subnet()), cluster(pool(count=3), podCidr="10.244.0.0/22")),
)


def _routes(view: View, cluster: ManagedCluster) -> Iterator[tuple[str, int]]:
    """Yield a kubenet cluster's own tables with the number of the user's routes in each."""
    for found in tables_of(view, cluster) if has_plugin(cluster, "kubenet") else ():
        yield found.id, sum(1 for _ in own_routes(found, seen_nodes(view, cluster)))


def _routes_full(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    nodes = sum(map(count, cluster.pools))
    for table_id, own in _routes(view, cluster):
        if nodes <= MOST_KUBENET_NODES < nodes + own:
            numbers = {"nodes": nodes, "own": own, "most": MOST_KUBENET_NODES, "room": MOST_KUBENET_NODES - own}
            yield {**numbers, "rtId": table_id, "table": name_of(table_id)}


def _with_routes(number: int, nodes: int) -> Example:
    """Return a cluster of so many nodes on a table with so many routes of the user's."""
    routes = (route(f"10.9.{n}.0/24", name=f"r{n}") for n in range(number))
    place = network(subnet(prefix="192.168.0.0/22", routeTable={"id": TABLE}))
    return world(place, table(*routes), cluster(pool(count=nodes), identity=USER_ASSIGNED, podCidr="10.64.0.0/15"))


ROUTES_FULL = Rule(
    id="own-routes-fill-route-table",
    title="A route table has room for a route to each node beside the user's own",
    class_="breaks",
    source=("D27", "D25", "P9"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route table {table} holds {own} routes of one's own and needs {nodes} more for the nodes; {most} is the most. "
        "The pods of the last nodes are not reached from others.",
    ),
    fix="Keep to {room} nodes on this table, or put several of its {own} routes into one.",
    place="{rtId}#properties.routes",
    also=(POOL_LIST,),
    check=_routes_full,
    failing=lambda: _with_routes(2, 399),
    sound=lambda: _with_routes(1, 399),
)


def _route_headroom(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    now = sum(map(count, cluster.pools))
    nodes, extra = _most(cluster.pools)
    for table_id, own in _routes(view, cluster):
        if max(nodes, now + own) <= MOST_KUBENET_NODES < nodes + extra + own:
            numbers = {"nodes": nodes, "own": own, "surge": extra, "most": MOST_KUBENET_NODES}
            more = {"n": nodes + extra + own, "rtId": table_id, "table": name_of(table_id)}
            yield {**numbers, **more}


ROUTE_HEADROOM = Rule(
    id="route-table-headroom",
    title="A route table has room for an upgrade of all pools at their maximum",
    class_="risk",
    source=("D27", "D25", "P9", "R18"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route table {table} needs {n} routes when all pools are at their maximum and upgraded: {nodes} for nodes, "
        "{surge} for the surge, {own} of one's own. {most} is the most.",
    ),
    fix="Lower the counts or maxSurge, or put several of the {own} own routes into one.",
    place="{rtId}#properties.routes",
    also=(POOL_LIST,),
    check=_route_headroom,
    failing=lambda: _with_routes(50, 350),
    sound=lambda: _with_routes(49, 350),
)


def _many_pods(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(added: AgentPool) -> Iterator[Values]:
        if max_pods(added) > PODS_WITH_ROOM:
            yield {"pool": added.name, "n": max_pods(added), "room": PODS_WITH_ROOM}

    yield from for_each(new_pools(view, cluster) if has_plugin(cluster, "kubenet") else (), judge)


MANY_PODS = Rule(
    id="node-pod-range-pressure",
    title="A node's block of addresses has some to spare",
    class_="note",
    source=("N11", "R20"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "A node of pool '{pool}' takes {n} pods and has 253 addresses for them: where pods come and go quickly, a new "
        "one may find none free.",
    ),
    fix="Write maxPods {room} or less for pool '{pool}' if its pods are short-lived.",
    place=f"{POOL}.maxPods",
    check=_many_pods,
    failing=lambda: world(network(subnet()), cluster(pool(maxPods=221))),
    sound=lambda: world(network(subnet()), cluster(pool(maxPods=220))),
)


HEADROOM = (ROUTES_FULL, SUBNET_HEADROOM, POD_HEADROOM, ROUTE_HEADROOM, MANY_PODS)
