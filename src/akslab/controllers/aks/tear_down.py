"""End a cluster: its routes leave a user's table (R39), its table leaves the subnet, its node resource group goes."""

from ...wire.properties import Json
from ..context import Context
from . import bodies, names
from .bring_up import node_subnets


def tear_down(context: Context, cluster: Json) -> None:
    """Undo what `bring_up` made, then forget the cluster. May run again from any point it was interrupted at."""
    kube = context.kube(cluster)
    _take_routes_back(context, cluster, {node["metadata"]["name"] for node in kube.list("nodes")})
    _detach(context, cluster)
    kube.forget()
    group = names.node_group_id(cluster)
    inside = [document["id"] for document in context.arm.world.documents.within(group)]
    context.arm.world.documents.write([], [*inside, group, cluster["id"]], context.cause_of(cluster))


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
