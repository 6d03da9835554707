"""Where a cluster's pod traffic is routed: the tables of its node subnets, the table with its nodes' routes.

Derived from the View; nothing here is a rule. What is missing is named by the command that exports it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from ..net.prefixes import NODE_BLOCK_LENGTH, Prefix, contains, first, last, parsed
from .cluster_facts import ClusterFacts, Event, Node
from .facts import has_plugin, own_subnet_ids, pod_ranges
from .fields import certain
from .ids import group_of, parent_of, same, subscription_of
from .resources import ManagedCluster, Route, RouteTable
from .unknown import CannotJudge, Unknown, known
from .view import View

KUBECTL_NODES = "kubectl get nodes -o json"
APPLIANCE = "VirtualAppliance"
Fate = Literal["delivered", "missing", "misdirected", "shadowed"]
"""Of a block in a table: its route leads to the node; there is none; it leads elsewhere; a longer one takes a part."""


def facts_of(view: View, cluster: ManagedCluster) -> ClusterFacts | None:
    """Return what was exported of a kubenet cluster that runs, or None where there is no such cluster."""
    facts = view.cluster_facts.get(cluster.id.lower())
    return facts if facts and facts.is_running and has_plugin(cluster, "kubenet") else None


def nodes_of(view: View, cluster: ManagedCluster) -> tuple[Node, ...]:
    """Return a running kubenet cluster's nodes, none of any other; raises CannotJudge if they were not exported."""
    facts = facts_of(view, cluster)
    return known(facts.nodes, KUBECTL_NODES) if facts else ()


def seen_nodes(view: View, cluster: ManagedCluster) -> tuple[Node, ...]:
    """Return a running kubenet cluster's nodes as far as they were exported."""
    facts = facts_of(view, cluster)
    return () if facts is None or isinstance(facts.nodes, Unknown) else facts.nodes


def events_of(view: View, cluster: ManagedCluster) -> tuple[Event, ...]:
    """Return the events of a running kubenet cluster as far as they were exported."""
    facts = facts_of(view, cluster)
    return () if facts is None or isinstance(facts.events, Unknown) else facts.events


def has_blocks(view: View, cluster: ManagedCluster) -> bool:
    """Whether any node has pods to route to; true as well where the nodes were not exported."""
    facts = facts_of(view, cluster)
    return facts is not None and (isinstance(facts.nodes, Unknown) or any(map(blocks_of, facts.nodes)))


def blocks_of(node: Node) -> tuple[Prefix, ...]:
    """Return the IPv4 blocks of a node."""
    return tuple(prefix for prefix in parsed(node.pod_cidrs) if prefix.version == 4)


def node_subnet_ids(view: View, cluster: ManagedCluster) -> tuple[str, ...]:
    """Return the ids of the subnets the nodes stand in: the cluster's own, else those AKS made in the node group."""
    own = own_subnet_ids(cluster)
    if own:
        return own
    networks = view.once(_networks_by_group).get(_place(cluster), ())
    return tuple(subnet_id for network_ids in networks for subnet_id in network_ids)


def _place(cluster: ManagedCluster) -> tuple[str, str]:
    group = known(cluster.node_resource_group, "nodeResourceGroup")
    return subscription_of(cluster.id), group.lower()


def _networks_by_group(view: View) -> dict[tuple[str, str], list[tuple[str, ...]]]:
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for network in view.virtual_networks.values():
        place = subscription_of(network.id), group_of(network.id)
        found.setdefault(place, []).append(tuple(subnet.id for subnet in network.subnets if subnet.id))
    return found


def table_id_of(view: View, subnet_id: str) -> str:
    """Return the id of a subnet's table, or nothing. The subnet tells it, or else a table that lists the subnet."""
    listed = view.once(_tables_by_subnet).get(subnet_id.lower())
    if parent_of(subnet_id).lower() not in view.virtual_networks:
        if listed:
            return listed
        raise CannotJudge(f"az network vnet subnet show --ids {subnet_id}")
    subnet = view.subnet(subnet_id)
    if subnet is None:
        raise CannotJudge(f"az network vnet subnet show --ids {subnet_id}")
    if isinstance(subnet.route_table_id, Unknown):
        raise CannotJudge(f"az network vnet subnet show --ids {subnet_id}")
    return subnet.route_table_id


def _tables_by_subnet(view: View) -> dict[str, str]:
    return {
        id_.lower(): table.id
        for table in view.route_tables.values()
        for id_ in (() if isinstance(table.subnet_ids, Unknown) else table.subnet_ids)
    }


def table_of(view: View, id_: str) -> RouteTable:
    """Return a table whose routes are known; raises CannotJudge if it was not exported."""
    table = view.route_tables.get(id_.lower())
    if table is None or isinstance(table.routes, Unknown):
        raise CannotJudge(f"az network route-table show --ids {id_}")
    return table


class TableIndex:
    """The IPv4 routes of a table, by prefix."""

    def __init__(self, table: RouteTable) -> None:
        """Take a table; what is not known of its routes is left out."""
        self.routes: list[tuple[Prefix, Route]] = []
        for route in () if isinstance(table.routes, Unknown) else table.routes:
            text = () if isinstance(route.address_prefix, Unknown) else (route.address_prefix,)
            self.routes += [(prefix, route) for prefix in parsed(text) if prefix.version == 4]
        self.routes.sort(key=lambda entry: (first(entry[0]), entry[0].prefixlen))
        self._firsts = [first(prefix) for prefix, _ in self.routes]
        self._at = dict(self.routes)

    def at(self, prefix: Prefix) -> Route | None:
        """Return the route for exactly this prefix."""
        return self._at.get(prefix)

    def inside(self, prefix: Prefix) -> Iterator[Route]:
        """Yield the routes for longer prefixes inside of it, which win over it (D5)."""
        for at in range(bisect_left(self._firsts, first(prefix)), len(self.routes)):
            other, route = self.routes[at]
            if first(other) > last(prefix):
                return
            if other.prefixlen > prefix.prefixlen:
                yield route

    def covering(self, prefix: Prefix) -> Route | None:
        """Return the longest route that takes in the whole prefix."""
        for length in range(prefix.prefixlen, -1, -1):
            if route := self._at.get(prefix.supernet(new_prefix=length)):
                return route
        return None


def index_of(view: View, table: RouteTable) -> TableIndex:
    """Return the routes of a table of the view by prefix."""
    return view.once(_indices)[table.id.lower()]


def _indices(view: View) -> dict[str, TableIndex]:
    return {id_: TableIndex(table) for id_, table in view.route_tables.items()}


def leads_to(route: Route, node: Node) -> bool:
    """Whether a route's next hop is this node."""
    hop = known(route.next_hop_type, f"nextHopType of route {route.name}")
    return same(hop, APPLIANCE) and route.next_hop_ip_address in node.addresses


def fate_of(index: TableIndex, block: Prefix, node: Node) -> tuple[Fate, tuple[Route, ...]]:
    """Return what a table does with packets for a node's block, and the routes that do it."""
    stealing = tuple(route for route in index.inside(block) if not leads_to(route, node))
    if stealing:
        return "shadowed", stealing
    exact = index.at(block)
    if exact:
        return ("delivered" if leads_to(exact, node) else "misdirected"), (exact,)
    covering = index.covering(block)
    if covering and leads_to(covering, node):
        return "delivered", (covering,)
    return "missing", (covering,) if covering else ()


def is_route_of(route: Route, node: Node) -> bool:
    """Whether a route for a node's block is meant for that node: by its name (K9), or where it has none, by its hop.

    Two clusters may have equal ranges in networks that know nothing of each other; their nodes' names differ.
    """
    owner, mark, _ = route.name.partition("____")
    return same(owner, node.name) if mark else same(owner, node.name) or leads_to(route, node)


def pod_routes(view: View, cluster: ManagedCluster, table: RouteTable) -> int:
    """Return how many routes of a table are for the cluster's nodes.

    Without nodes, in a table that is the cluster's by its place: how many lead a /24 of its pod range to an appliance.
    """
    index, facts = index_of(view, table), facts_of(view, cluster)
    if facts is None:
        return 0
    if isinstance(facts.nodes, Unknown):
        return sum(1 for _ in routes_into(index, pod_ranges(cluster)))
    found = ((index.at(block), node) for node in facts.nodes for block in blocks_of(node))
    return sum(route is not None and is_route_of(route, node) for route, node in found)


def routes_into(index: TableIndex, ranges: Iterable[Prefix]) -> Iterator[tuple[Prefix, Route]]:
    """Yield the routes that look like the route controller's: a /24 of the pod ranges, to an appliance."""
    wanted = tuple(ranges)
    for prefix, route in index.routes:
        is_block = prefix.prefixlen == NODE_BLOCK_LENGTH and same(certain(route.next_hop_type), APPLIANCE)
        if is_block and any(contains(outer, prefix) for outer in wanted):
            yield prefix, route


class PodRouting(Struct, frozen=True):
    """How the pods of one cluster are routed."""

    attached: Mapping[str, str]
    """Node subnet -> the id of its table, empty where it has none."""
    counts: Mapping[str, int]
    """Lower-case id of an exported table -> its routes for nodes of this cluster; only those that have some."""
    missing: tuple[str, ...] = ()
    """What to export to know the tables of the other node subnets."""

    @property
    def holder(self) -> str:
        """The lower-case id of the table with most of the cluster's routes, an attached one first; empty if none has."""
        attached = {id_.lower() for id_ in self.attached.values()}
        return max(self.counts, key=lambda id_: (id_ in attached, self.counts[id_]), default="")

    @property
    def is_on_the_holder(self) -> bool:
        """Whether any node subnet has the table that holds the routes."""
        return bool(self.holder) and any(same(id_, self.holder) for id_ in self.attached.values())


def routing_of(view: View, cluster: ManagedCluster) -> PodRouting:
    """Return how a running kubenet cluster's pods are routed, as far as it was exported."""
    found = view.once(_routings)
    if cluster.id.lower() not in found:
        found[cluster.id.lower()] = _routing(view, cluster)
    return found[cluster.id.lower()]


def _routings(_view: View) -> dict[str, PodRouting]:
    """Return where routings are remembered: many rules ask for them."""
    return {}


def _routing(view: View, cluster: ManagedCluster) -> PodRouting:
    attached, missing = {}, []
    for id_ in node_subnet_ids(view, cluster):
        try:
            attached[id_] = table_id_of(view, id_)
        except CannotJudge as reason:
            missing.append(reason.missing)
    return PodRouting(attached, _counts(view, cluster, attached), tuple(missing))


def tables_in_node_group(view: View, cluster: ManagedCluster) -> tuple[RouteTable, ...]:
    """Return the exported tables in the cluster's node resource group: AKS's own."""
    return tuple(view.route_tables[id_] for id_ in view.once(_tables_by_group).get(_place(cluster), ()))


def _counts(view: View, cluster: ManagedCluster, attached: Mapping[str, str]) -> dict[str, int]:
    facts = facts_of(view, cluster)
    if facts and isinstance(facts.nodes, Unknown):
        ids = [*map(str.lower, attached.values()), *view.once(_tables_by_group).get(_place(cluster), ())]
    else:
        ids = list(_tables_named(view, cluster))
    tables = (view.route_tables[id_] for id_ in dict.fromkeys(ids) if id_ in view.route_tables)
    counted = {table.id.lower(): pod_routes(view, cluster, table) for table in tables}
    return {id_: count for id_, count in counted.items() if count}


def _tables_by_group(view: View) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for id_ in view.route_tables:
        found.setdefault((subscription_of(id_), group_of(id_)), []).append(id_)
    return found


def _tables_named(view: View, cluster: ManagedCluster) -> Iterator[str]:
    """Yield the tables of the subscription with a route to an address or by the name of one of the cluster's nodes.

    A table of another subscription cannot be the cluster's (R38).
    """
    wanted = view.once(_tables_by_hop)
    for node in nodes_of(view, cluster):
        for key in (*node.addresses, node.name.lower()):
            yield from (id_ for id_ in wanted.get(key, ()) if subscription_of(id_) == subscription_of(cluster.id))


def _tables_by_hop(view: View) -> dict[str, list[str]]:
    """Return the tables by the next hops of their routes, and by the nodes their routes are named after."""
    found: dict[str, list[str]] = {}
    for id_, table in view.route_tables.items():
        keys = set[str]()
        for route in () if isinstance(table.routes, Unknown) else table.routes:
            keys |= {certain(route.next_hop_ip_address), route.name.split("____")[0].lower()}
        for key in keys:
            found.setdefault(key, []).append(id_)
    return found
