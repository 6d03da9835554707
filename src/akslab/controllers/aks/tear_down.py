"""End a cluster: its routes leave a user's table (R39), its table leaves the subnet, its node resource group goes."""

from ...aks import bodies, names
from ...wire.properties import Json
from ...wire.resource_id import same_id
from ..context import Context
from .bring_up import node_subnets


def tear_down(context: Context, cluster: Json) -> None:
    """Undo what `bring_up` made, then forget the cluster. May run again from any point it was interrupted at."""
    kube = context.kube(cluster)
    _take_routes_back(context, cluster, {node["metadata"]["name"] for node in kube.list("nodes")})
    _detach(context, cluster)
    kube.forget()
    context.arm.world.documents.write([], [*_node_group(context, cluster), cluster["id"]], context.cause_of(cluster))


def _node_group(context: Context, cluster: Json) -> list[str]:
    """Return the ids of the node resource group and all in it; of a group that is not this cluster's own, none."""
    group = context.arm.world.get(names.node_group_id(cluster))
    if group is None or not same_id(str(group.get("managedBy", "")), cluster["id"]):
        return []
    return [*(document["id"] for document in context.arm.world.documents.within(group["id"])), group["id"]]


def _take_routes_back(context: Context, cluster: Json, nodes: set[str]) -> None:
    """Remove from a user's own table the routes of this cluster's nodes (R39)."""
    table_id = (cluster.get("akslab") or {}).get("routeTable")
    table = context.arm.world.get(table_id) if table_id else None
    if table is None:
        return
    routes = table["properties"]["routes"]
    kept = [route for route in routes if route["name"].split("____")[0] not in nodes]
    if len(kept) < len(routes):
        body = {**table, "properties": {**table["properties"], "routes": kept}}
        context.arm.put(context.provider(cluster), table["id"], body)


def _detach(context: Context, cluster: Json) -> None:
    """Free the user's subnets of the managed table, which is about to go."""
    managed = names.node_group_id(cluster).lower() + "/"
    for subnet in node_subnets(context, cluster):
        table = subnet["properties"].get("routeTable")
        if table and table["id"].lower().startswith(managed) and not subnet["id"].lower().startswith(managed):
            context.arm.put(context.provider(cluster), subnet["id"], bodies.with_route_table(subnet, None))
