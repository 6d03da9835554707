"""Which route table the node subnets of a running cluster have: the one with its nodes' routes, another one, none.

A subnet has one table, and Azure lets anybody exchange it (D7). The route controller writes into the table it knows and
does not attach it again (K12): pods of different nodes no longer reach each other, and nothing reports it.
"""

from collections.abc import Iterator

from .example import Example
from .examples import SUBNET, USER_ASSIGNED, Document, cluster, network, pool, route, subnet
from .examples_running import MANAGED_TABLE, ON_TABLE, attached, node_route, place, running
from .facts import subnet_id
from .fields import certain
from .ids import group_name, name_of, same
from .places import subnet_place
from .pod_routing import (
    PodRouting,
    facts_of,
    has_blocks,
    routing_of,
    table_of,
    tables_in_node_group,
)
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values
from .view import View

_SECOND = SUBNET.replace("myAKSSubnet", "second")
_PLACE = "{place}"


def _association(view: View, cluster: ManagedCluster) -> Iterator[tuple[PodRouting, str, str]]:
    """Yield a running cluster's node subnets with the ids of their tables."""
    if has_blocks(view, cluster):
        routing = routing_of(view, cluster)
        yield from ((routing, subnet_id_, table) for subnet_id_, table in routing.attached.items())
        for command in routing.missing:
            raise CannotJudge(command)


def _table_place(subnet_id: str) -> str:
    return f"{subnet_place(subnet_id)}.properties.routeTable"


def _expected(routing: PodRouting, view: View, cluster: ManagedCluster) -> str:
    """Return the id of the table that holds the routes, or how the one that AKS makes is called (K3)."""
    if routing.holder:
        return view.route_tables[routing.holder].id
    group = certain(cluster.node_resource_group) or "<node resource group>"
    return f"/subscriptions/…/resourceGroups/{group}/providers/Microsoft.Network/routeTables/aks-agentpool-…-routetable"


def _detached(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for routing, subnet_id_, table in _association(view, cluster):
        if not table and not routing.is_on_the_holder:
            expected = _expected(routing, view, cluster)
            yield {
                "subnetId": subnet_id_,
                "subnet": name_of(subnet_id_),
                "rtId": expected,
                "place": _table_place(subnet_id_),
            }


def _on_the_one_of_aks(of_subnet: Document | None, of_table: str) -> Example:
    """Return a cluster whose routes are in the table AKS made, with what its subnet and its table say of each other."""
    table = attached(node_route(0), node_route(1), id_=MANAGED_TABLE, to=of_table)
    return running(place(routeTable=of_subnet), table, cluster(identity=USER_ASSIGNED))


DETACHED = Rule(
    id="route-table-detached",
    title="The node subnets of a running kubenet cluster have a route table",
    class_="breaks",
    source=("R32", "D7", "K12", "V1", "V6"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Subnet {subnet} of a running kubenet cluster has no route table: packets for pods on other nodes are dropped "
        "there.",
    ),
    fix="Attach the table that holds the routes of the nodes: "
    "`az network vnet subnet update --ids {subnetId} --route-table {rtId}`.",
    place=_PLACE,
    check=_detached,
    failing=lambda: _on_the_one_of_aks(None, ""),
    sound=lambda: _on_the_one_of_aks({"id": MANAGED_TABLE}, SUBNET),
)


def _swapped(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for routing, subnet_id_, table in _association(view, cluster):
        if table and routing.holder and not routing.is_on_the_holder and _has_none(view, routing, table):
            holder = view.route_tables[routing.holder]
            yield {
                "subnetId": subnet_id_,
                "subnet": name_of(subnet_id_),
                "rtId": table,
                "table": name_of(table),
                "holder": holder.id,
                "holderName": holder.name,
                "n": routing.counts[routing.holder],
                "place": _table_place(subnet_id_),
            }


def _has_none(view: View, routing: PodRouting, table_id: str) -> bool:
    """Whether an exported table has none of the cluster's routes; raises CannotJudge if it was not exported."""
    return table_of(view, table_id).id.lower() not in routing.counts


SWAPPED = Rule(
    id="route-table-swapped",
    title="The node subnets have the table that holds the nodes' routes",
    class_="breaks",
    source=("R34", "D7", "K12", "Azure/AgentBaker#8279"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Subnet {subnet} has route table {table}, which holds no route of the cluster's nodes; their {n} are in "
        "{holderName}: packets for pods on other nodes do not arrive.",
    ),
    fix="Copy the routes of {table} that are still wanted into {holderName}, then attach that: "
    "`az network vnet subnet update --ids {subnetId} --route-table {holder}`.",
    place=_PLACE,
    also=("{holder}#properties.routes[]",),
    check=_swapped,
    failing=lambda: running(
        place(),
        attached(route()),
        attached(node_route(0), node_route(1), id_=MANAGED_TABLE, to=""),
        cluster(identity=USER_ASSIGNED),
    ),
    sound=lambda: running(place(), attached(route(), node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED)),
)


def _without_routes(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for routing, subnet_id_, table in _association(view, cluster):
        if table and not routing.holder and _has_none(view, routing, table):
            names = {"subnet": name_of(subnet_id_), "table": name_of(table)}
            yield {**names, "subnetId": subnet_id_, "rtId": table, "place": _table_place(subnet_id_)}


WITHOUT_ROUTES = Rule(
    id="route-table-without-pod-routes",
    title="The table of the node subnets holds routes of the nodes",
    class_="breaks",
    source=("R32", "K8", "R49"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Subnet {subnet} has route table {table}, which holds no route of the cluster's nodes: packets for pods on other "
        "nodes do not arrive.",
    ),
    fix="If the cluster was made with another table, attach that one. If this is it, let the cluster's identity write "
    'it: `az role assignment create --assignee-object-id <principal id> --role "Network Contributor" --scope {rtId}`.',
    place=_PLACE,
    also=("{rtId}#properties.routes[]",),
    check=_without_routes,
    failing=lambda: running(place(), attached(route()), cluster(identity=USER_ASSIGNED)),
    sound=running,
)


def _pool_subnet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for routing, subnet_id_, table in _association(view, cluster):
        if routing.is_on_the_holder and (not table or _has_none(view, routing, table)):
            pools = ", ".join(each.name for each in cluster.pools if same(subnet_id(each), subnet_id_))
            holder = view.route_tables[routing.holder]
            names = {"subnet": name_of(subnet_id_), "pools": pools, "holderName": holder.name}
            yield {**names, "subnetId": subnet_id_, "holder": holder.id, "place": _table_place(subnet_id_)}


def _two_pools(second: Document) -> Example:
    pools = (pool(), pool("second", vnetSubnetID=_SECOND))
    places = network(subnet(**ON_TABLE), subnet("second", "192.168.2.0/24", **second))
    routes = attached(node_route(0), node_route(1))
    if second.get("routeTable"):
        routes["properties"]["subnets"].append({"id": _SECOND})
    return running(places, routes, cluster(*pools, identity=USER_ASSIGNED))


POOL_SUBNET = Rule(
    id="pool-subnet-without-cluster-table",
    title="Every node subnet of a running cluster has the table with the nodes' routes",
    class_="breaks",
    source=("R35", "D7", "Azure/AKS#1500"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Subnet {subnet} of agent pool {pools} does not have {holderName}, the table with the routes of the cluster's "
        "nodes: pods there reach none on other nodes.",
    ),
    fix="Attach it: `az network vnet subnet update --ids {subnetId} --route-table {holder}`.",
    place=_PLACE,
    check=_pool_subnet,
    failing=lambda: _two_pools({"routeTable": None}),
    sound=lambda: _two_pools(ON_TABLE),
)


def _orphaned(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    is_routed = facts_of(view, cluster) is not None and routing_of(view, cluster).is_on_the_holder
    for table in tables_in_node_group(view, cluster) if is_routed else ():
        if table.subnet_ids == ():
            yield {
                "rtId": table.id,
                "table": table.name,
                "group": group_name(table.id),
                "n": len(table.routes) if isinstance(table.routes, tuple) else "?",
            }


def _with_managed(to: str) -> Example:
    subnets = (subnet(**ON_TABLE), subnet("second", "192.168.2.0/24"))
    tables = attached(node_route(0), node_route(1)), attached(node_route(0), id_=MANAGED_TABLE, to=to)
    return running(network(*subnets), *tables, cluster(identity=USER_ASSIGNED))


ORPHANED = Rule(
    id="managed-table-orphaned",
    title="A route table in the node resource group is attached to something",
    class_="note",
    source=("R32", "K7", "Azure/AKS#718"),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "Route table {table} in {group}, with {n} routes, is attached to nothing: pods are routed by another."
    ),
    fix="Nothing has to be done. AKS made it before the subnet had its table; it goes with the cluster.",
    place="{rtId}#properties.subnets",
    check=_orphaned,
    failing=lambda: _with_managed(""),
    sound=lambda: _with_managed(_SECOND),
)

TABLE_ASSOCIATION = (DETACHED, SWAPPED, WITHOUT_ROUTES, POOL_SUBNET, ORPHANED)
"""No table, the wrong one, an empty one, one subnet of several; then what is left over."""
