"""The routes of a running cluster's nodes, one by one: whether each node's block has one, and leads to it.

Judged in the tables that node subnets have and that hold routes of the cluster at all; whether it is the right table is
`table_association`'s question.
"""

from collections.abc import Iterator

from ..net.prefixes import Prefix
from .cluster_facts import Node
from .examples import route
from .examples_running import TWO_NODES, node, node_route, running, with_routes
from .fields import certain
from .ids import group_name
from .places import object_id
from .pod_routing import Fate, blocks_of, facts_of, fate_of, index_of, leads_to, nodes_of, routing_of
from .resources import ManagedCluster, Route, RouteTable
from .rule import Rule, in_own_words
from .unknown import Values
from .view import View

_ROUTE = "{rtId}#properties.routes[{route}]"
_ROUTES = "{rtId}#properties.routes[]"


def judged_tables(view: View, cluster: ManagedCluster) -> tuple[RouteTable, ...]:
    """Return the tables that node subnets have and that hold routes of the cluster's nodes, each once."""
    if facts_of(view, cluster) is None:
        return ()
    routing = routing_of(view, cluster)
    ids = dict.fromkeys(id_.lower() for id_ in routing.attached.values())
    return tuple(view.route_tables[id_] for id_ in ids if id_ in routing.counts)


def _fates(
    view: View, cluster: ManagedCluster, wanted: Fate
) -> Iterator[tuple[RouteTable, Node, Prefix, tuple[Route, ...]]]:
    """Yield the blocks of nodes with which a table does what is `wanted`, and the routes that do it.

    Where nodes share a block, its route can lead to one of them only: of the others `_shared` tells.
    """
    for table in judged_tables(view, cluster):
        index = index_of(view, table)
        for each, block, owner in _owners(view, cluster, table):
            fate, routes = fate_of(index, block, each)
            if fate == wanted and owner is each:
                yield table, each, block, routes


def _owners(view: View, cluster: ManagedCluster, table: RouteTable) -> Iterator[tuple[Node, Prefix, Node]]:
    """Yield the nodes with their blocks, and whose each block is: the node's its route leads to, else the first one's."""
    holders: dict[Prefix, list[Node]] = {}
    for each in nodes_of(view, cluster):
        for block in blocks_of(each) if each.is_managed else ():
            holders.setdefault(block, []).append(each)
    for block, nodes in holders.items():
        route = index_of(view, table).at(block)
        served = (each for each in nodes if route and leads_to(route, each))
        owner = next(served, nodes[0])
        yield from ((each, block, owner) for each in nodes)


def route_name(of: Node, block: Prefix) -> str:
    """Return the name AKS gives the route of a node's block (K9)."""
    return f"{of.name}____{str(block).translate(str.maketrans('', '', './:'))}"


def _address(of: Node) -> str:
    return next((each for each in of.addresses if ":" not in each), "-")


def _missing(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for table, each, block, _ in _fates(view, cluster, "missing"):
        yield {
            "node": each.name,
            "cidr": block,
            "ip": _address(each),
            "rtId": table.id,
            "group": group_name(table.id),
            "table": table.name,
            "route": route_name(each, block),
        }


MISSING = Rule(
    id="route-missing-for-node",
    title="Every node's block has a route",
    class_="breaks",
    source=("K8", "K15", "V1", "Azure/AKS#2681"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route table {table} has no route for {cidr}, the pods of node {node} ({ip}): pods on other nodes do not reach "
        "them.",
    ),
    fix="AKS writes it by itself where it may: look for a lock, a policy, a missing role. By hand: "
    "`az network route-table route create -g {group} --route-table-name {table} -n {route} --address-prefix {cidr} "
    "--next-hop-type VirtualAppliance --next-hop-ip-address {ip}`.",
    place=_ROUTES,
    check=_missing,
    failing=lambda: with_routes(node_route(0)),
    sound=lambda: with_routes(node_route(0), node_route(1)),
)


def _misdirected(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for table, each, block, routes in _fates(view, cluster, "misdirected"):
        yield {
            "node": each.name,
            "cidr": block,
            "ip": _address(each),
            "rtId": table.id,
            "route": routes[0].name,
            "hop": hop_of(routes[0]),
            "group": group_name(table.id),
            "table": table.name,
        }


def hop_of(of: Route) -> str:
    """Return where a route leads: an address, or the type of its next hop."""
    return certain(of.next_hop_ip_address) or str(of.next_hop_type)


MISDIRECTED = Rule(
    id="route-next-hop-mismatch",
    title="The route of a node's block leads to that node",
    class_="breaks",
    source=("K8", "K17", "kubernetes-sigs/cloud-provider-azure#527"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} leads {cidr}, the pods of node {node}, to {hop}; the node's address is {ip}. AKS does "
        "not repair it.",
    ),
    fix="Run `az network route-table route update -g {group} --route-table-name {table} -n {route} "
    "--next-hop-type VirtualAppliance --next-hop-ip-address {ip}`.",
    place=_ROUTE,
    check=_misdirected,
    failing=lambda: with_routes(node_route(0), node_route(1, ip="192.168.1.99")),
    sound=lambda: with_routes(node_route(0), node_route(1)),
)


def _shadowed(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for table, each, block, routes in _fates(view, cluster, "shadowed"):
        for found in routes:
            yield {
                "node": each.name,
                "cidr": block,
                "rtId": table.id,
                "route": found.name,
                "prefix": found.address_prefix,
                "hop": hop_of(found),
                "group": group_name(table.id),
                "table": table.name,
            }


SHADOWED = Rule(
    id="route-shadowed",
    title="No longer route takes a part of a node's block",
    class_="breaks",
    source=("D5", "K16", "V5"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} leads {prefix} to {hop}: it wins over the route for {cidr}, and the pods with these "
        "addresses on node {node} are not reached.",
    ),
    fix="Run `az network route-table route delete -g {group} --route-table-name {table} -n {route}`.",
    place=_ROUTE,
    check=_shadowed,
    failing=lambda: with_routes(node_route(0), node_route(1), route("10.244.1.128/25", name="toFirewall")),
    sound=lambda: with_routes(node_route(0), node_route(1), route("10.245.0.0/16", name="toFirewall")),
)


def _without_block(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for each in nodes_of(view, cluster):
        if not each.pod_cidrs:
            yield {"node": each.name, "object": object_id("node", "", each.name)}


WITHOUT_BLOCK = Rule(
    id="node-without-pod-cidr",
    title="Every node has a block of the pod range",
    class_="breaks",
    source=("K18", "N6", "N15"),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "Node {node} has no pod CIDR: it gets no route, and pods on it get no address (kubenet has no netConfig)."
    ),
    fix="Look at the node's events: CIDRNotAvailable means that the pod range has no /24 left, and then only fewer nodes, "
    "or a new cluster with a larger range, help. Otherwise delete the machine, so that a new one takes its place.",
    place="{object}#spec",
    check=_without_block,
    failing=lambda: running(nodes=(node(0), node(1, pod_cidrs=()))),
    sound=running,
)


def _shared(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for table in judged_tables(view, cluster):
        for each, block, owner in _owners(view, cluster, table):
            if owner is not each:
                object_ = object_id("node", "", each.name)
                told = {"node": each.name, "other": owner.name, "cidr": block, "object": object_, "table": table.name}
                yield {**told, "rtId": table.id}


SHARED = Rule(
    id="nodes-share-a-block",
    title="No two nodes have one block of the pod range",
    class_="breaks",
    source=("N13", "N16", "K8"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Node {node} has {cidr}, which is the block of node {other} too. {table} has one route for it, so the pods of one "
        "of them are not reached.",
    ),
    fix="Where the machine of one of them is gone, delete its Node object: `kubectl delete node {node}`, or {other}. Where "
    "both are there, delete the machine of {node}: a new one gets a block of its own. To lead the route to {node} cuts "
    "{other} off.",
    place="{object}#spec.podCIDR",
    also=(_ROUTES,),
    check=_shared,
    failing=lambda: with_routes(
        node_route(0), node_route(1), nodes=(*TWO_NODES, node(2, pod_cidrs=("10.244.0.0/24",)))
    ),
    sound=lambda: with_routes(node_route(0), node_route(1), node_route(2), nodes=(*TWO_NODES, node(2))),
)


BLOCK_ROUTES = (MISSING, MISDIRECTED, SHADOWED, WITHOUT_BLOCK, SHARED)
"""No route, a wrong one, a better one; then no block at all, or one that another has."""
