"""Routes that somebody wrote to reach a cluster's pods, in the tables near to it and, where no other is meant, in any."""

from collections.abc import Iterator

from ..net.prefixes import Prefix, contains, first, holds, overlap, parse_address, parsed
from ..rules.fields import certain
from ..rules.node_tables import is_written_by_aks
from ..rules.pod_routing import index_of, is_route_of
from ..rules.resources import Route, RouteTable
from ..rules.span_index import SpanIndex
from ..rules.unknown import Unknown
from ..rules.view import View
from .case import Case
from .nearness import Networks, has_pods_of_its_own, near_networks, networks_of_table

Way = tuple[RouteTable, Prefix, Route]


class _Ways:
    """The tables of a view by the networks they are in, and the routes of people's own by what they are for."""

    def __init__(self, view: View) -> None:
        self.by_network: dict[str, list[RouteTable]] = {}
        own = list[Way]()
        for table in view.route_tables.values():
            for network in networks_of_table(view, table):
                self.by_network.setdefault(network, []).append(table)
            own += (
                (table, prefix, route)
                for prefix, route in index_of(view, table).routes
                if prefix.prefixlen and not is_written_by_aks(route)
            )
        self._own, self._spans = own, SpanIndex((str(at), way[1]) for at, way in enumerate(own))

    def near(self, networks: Networks) -> Iterator[RouteTable]:
        """Yield the tables in some networks, each once."""
        found = {table.id: table for network in sorted(networks) for table in self.by_network.get(network, ())}
        yield from found.values()

    def for_range(self, pods: Prefix) -> Iterator[Way]:
        """Yield the routes of people's own inside a range."""
        yield from (self._own[int(at)] for at, prefix in self._spans.meeting(pods) if contains(pods, prefix))


def ways_to_pods(case: Case) -> tuple[Way, ...]:
    """Return the routes that are for pods: those inside the pod range, and wider ones that lead to a node.

    What AKS wrote into the nodes' own tables is for AKS to take away, and what it wrote for another cluster is not meant.
    """
    ways, nodes_tables = case.view.once(_Ways), case.tables()[0]
    found: dict[tuple[str, str], Way] = {}
    for table in ways.near(near_networks(case)):
        is_nodes = table.id.lower() in nodes_tables
        for prefix, route in index_of(case.view, table).routes:
            if not (is_nodes and is_written_by_aks(route)) and _is_for_pods(case, prefix, route):
                found[table.id.lower(), route.name] = table, prefix, route
    for outer in case.pods() if has_pods_of_its_own(case) else ():
        for way in ways.for_range(outer):
            found.setdefault((way[0].id.lower(), way[2].name), way)
    return tuple(sorted(found.values(), key=lambda way: (way[0].id, first(way[1]), way[1].prefixlen)))


def _is_for_pods(case: Case, prefix: Prefix, route: Route) -> bool:
    pods = case.pods()
    if not prefix.prefixlen or not any(overlap(prefix, each) for each in pods):
        return False
    if is_written_by_aks(route):
        return _is_of_a_node(case, route)
    return any(contains(outer, prefix) for outer in pods) or _leads_to_a_node(case, route)


def _is_of_a_node(case: Case, route: Route) -> bool:
    """Whether a route that AKS wrote, or a copy of it, is for a node of this cluster."""
    nodes = case.facts.nodes
    if isinstance(nodes, Unknown):
        return _leads_to_a_node(case, route)
    return any(is_route_of(route, node) for node in nodes)


def _leads_to_a_node(case: Case, route: Route) -> bool:
    """Whether a route's next hop is a node; where nodes were not exported, an address of their subnets."""
    hop, nodes = certain(route.next_hop_ip_address), case.facts.nodes
    if not isinstance(nodes, Unknown):
        return any(hop in node.addresses for node in nodes)
    address = parse_address(hop)
    prefixes = (
        prefix
        for subnet in case.node_subnets()
        for prefix in (() if isinstance(subnet.prefixes, Unknown) else parsed(subnet.prefixes))
    )
    return address is not None and any(holds(prefix, address) for prefix in prefixes)
