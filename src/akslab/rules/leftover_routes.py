"""Routes in a running cluster's tables that are for no node there is: of deleted nodes, of earlier lives, of other clusters.

The route controller takes them out of its pod range by itself (K16). Where one stays, it cannot write, or somebody writes
the route again; outside of the range it stays for ever.
"""

from collections.abc import Iterator

from ..net.prefixes import Prefix, contains
from .block_routes import hop_of, judged_tables
from .cluster_facts import Node
from .examples import route
from .examples_running import node_route, with_routes
from .facts import pod_ranges
from .ids import group_name
from .node_tables import is_written_by_aks
from .pod_routing import blocks_of, index_of, nodes_of
from .resources import ManagedCluster, Route, RouteTable
from .rule import Rule, in_own_words
from .unknown import Values
from .view import View

_ROUTE = "{rtId}#properties.routes[{route}]"


def _unowned(view: View, cluster: ManagedCluster) -> Iterator[tuple[RouteTable, Prefix, Route, Node | None]]:
    """Yield the routes in the pod range that are for no node's block, with the node they lead to if there is one."""
    nodes = nodes_of(view, cluster)
    blocks = {block for each in nodes for block in blocks_of(each)}
    by_address = {address: each for each in nodes for address in each.addresses}
    ranges, lengths = pod_ranges(cluster), {block.prefixlen for block in blocks}
    for table in judged_tables(view, cluster):
        for prefix, found in index_of(view, table).routes:
            outers = (prefix.supernet(new_prefix=length) for length in lengths if length <= prefix.prefixlen)
            # A route by another name is the user's own, which `route-inside-pod-cidr` is about.
            if is_written_by_aks(found) and blocks.isdisjoint(outers) and any(contains(pod, prefix) for pod in ranges):
                hop = found.next_hop_ip_address
                yield table, prefix, found, by_address.get(hop) if isinstance(hop, str) else None


def _stale(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for table, prefix, found, owner in _unowned(view, cluster):
        if owner is None:
            yield _of_route(table, prefix, found)


def _of_route(table: RouteTable, prefix: Prefix, found: Route) -> Values:
    return {
        "rtId": table.id,
        "route": found.name,
        "prefix": prefix,
        "hop": hop_of(found),
        "group": group_name(table.id),
        "table": table.name,
    }


STALE = Rule(
    id="route-stale",
    title="Every route in the pod range is for a node there is",
    class_="risk",
    source=("K16", "V5", "Azure/AKS#987"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} leads {prefix}, a part of the pod range that no node has, to {hop}: the route controller "
        "takes such routes out, so either it cannot write the table, or somebody writes the route again.",
    ),
    fix="Run `az network route-table route delete -g {group} --route-table-name {table} -n {route}`.",
    place=_ROUTE,
    check=_stale,
    failing=lambda: with_routes(node_route(0), node_route(1), node_route(7)),
    sound=lambda: with_routes(node_route(0), node_route(1), route()),
)


def _duplicate(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for table, prefix, found, owner in _unowned(view, cluster):
        if owner is not None:
            own = ", ".join(map(str, blocks_of(owner)))
            yield {**_of_route(table, prefix, found), "node": owner.name, "cidr": own or "-"}


DUPLICATE = Rule(
    id="route-duplicate",
    title="A node has one route for each of its blocks",
    class_="risk",
    source=("K11", "K16", "Azure/AKS#987"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} leads {prefix} to node {node}, whose block is {cidr}: it is left over from an earlier "
        "life of the node.",
    ),
    fix="Run `az network route-table route delete -g {group} --route-table-name {table} -n {route}`.",
    place=_ROUTE,
    check=_duplicate,
    failing=lambda: with_routes(node_route(0), node_route(1), node_route(7, ip="192.168.1.4")),
    sound=lambda: with_routes(node_route(0), node_route(1)),
)


def _outside(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    ranges = view.once(_all_pod_ranges)
    for table in judged_tables(view, cluster):
        for prefix, found in index_of(view, table).routes:
            if is_written_by_aks(found) and not any(contains(outer, prefix) for outer in ranges):
                yield _of_route(table, prefix, found)


def _all_pod_ranges(view: View) -> tuple[Prefix, ...]:
    return tuple(dict.fromkeys(prefix for each in view.managed_clusters.values() for prefix in pod_ranges(each)))


OUTSIDE = Rule(
    id="route-outside-pod-cidr",
    title="A route written for a node lies in the pod range of a cluster there is",
    class_="risk",
    source=("K14", "K16", "D27"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} was written for a node, and {prefix} is in no cluster's pod range: nobody takes it out, "
        "it counts against the 400, and packets go to {hop}.",
    ),
    fix="If no other cluster uses the table, run `az network route-table route delete -g {group} --route-table-name "
    "{table} -n {route}`.",
    place=_ROUTE,
    check=_outside,
    failing=lambda: with_routes(
        node_route(0), node_route(1), route("10.99.0.0/24", name="aks-old-11111111-vmss000000____109900024")
    ),
    sound=lambda: with_routes(node_route(0), node_route(1), route("10.99.0.0/24", name="toSite")),
)


LEFTOVER_ROUTES = (STALE, DUPLICATE, OUTSIDE)
"""Of no node, of a node's earlier life, of no cluster."""
