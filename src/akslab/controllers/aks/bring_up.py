"""Make of a cluster what its document says: a list of small steps, each of which may run again.

The provider acts as itself: the node resource group, the table's association and the identities' rights are its own
doing, whoever asked for the cluster. What fails ends the operation with Azure's code.
"""

from collections.abc import Callable, Iterable

from ...aks import bodies, names
from ...arm.errors import ArmError
from ...azure.cluster_completion import control_plane_principal
from ...roles.builtin import builtin_role_id
from ...wire.properties import Json
from ..context import Context
from .guids import guid
from .pools import make_pools

Step = Callable[[Context, Json], Json]
"""(context, cluster document) -> the document with what the step learnt"""

_KUBELET = "Microsoft.ManagedIdentity/userAssignedIdentities"


def bring_up(context: Context, cluster: Json) -> None:
    """Run all steps for a cluster that is Creating or Updating, and say how it ended."""
    began = cluster
    try:
        for step in _STEPS:
            cluster = step(context, cluster)
    except ArmError as error:
        context.log(
            "cluster-failed", cause=context.cause_of(began), cluster=began["id"], code=error.code, why=error.message
        )
        _finish(context, began, "Failed", {"code": error.code, "message": error.message})
        return
    _finish(context, cluster, "Succeeded")


def _finish(context: Context, cluster: Json, state: str, error: Json | None = None) -> None:
    properties = cluster["properties"]
    pools = [{**pool, "provisioningState": state} for pool in properties["agentPoolProfiles"]]
    internal = {key: value for key, value in (cluster.get("akslab") or {}).items() if key != "since"}
    internal |= {"error": error} if error else {}
    done = {**cluster, "properties": {**properties, "agentPoolProfiles": pools, "provisioningState": state}}
    context.arm.world.documents.write([{**done, "akslab": internal}], cause=context.cause_of(cluster))


def _make_group(context: Context, cluster: Json) -> Json:
    context.arm.put(context.provider(cluster), names.node_group_id(cluster), bodies.group(cluster))
    return cluster


def _grant_control_plane(context: Context, cluster: Json) -> Json:
    """Give the cluster's identity Contributor on the node resource group, as AKS does."""
    scope = names.node_group_id(cluster)
    name = guid(cluster, f"contributor/{control_plane_principal(cluster)}")
    id_ = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}"
    if context.arm.world.get(id_) is None:
        grant = {
            "principalId": control_plane_principal(cluster),
            "roleDefinitionId": builtin_role_id(context.arm.world.subscription_id, "Contributor"),
            "principalType": "ServicePrincipal",
        }
        _ignoring_twins(lambda: context.arm.put(context.provider(cluster), id_, {"properties": grant}))
    _count_at_once(context, id_)
    return cluster


def _ignoring_twins(put: Callable[[], object]) -> None:
    """Run a role assignment that somebody may have made already."""
    try:
        put()
    except ArmError as error:
        if error.code != "RoleAssignmentExists":
            raise


def _count_at_once(context: Context, id_: str) -> None:
    """Let the provider's own grant count before propagation: AKS waits for it inside the creation."""
    document = context.arm.world.get(id_)
    if document and document["akslab"]["since"]:
        context.arm.world.documents.write([{**document, "akslab": {"since": 0.0}}])


def _make_kubelet_identity(context: Context, cluster: Json) -> Json:
    id_ = names.in_node_group(cluster, _KUBELET, f"{cluster['name']}-agentpool")
    if context.arm.world.get(id_) is None:
        context.arm.put(context.provider(cluster), id_, bodies.plain(cluster))
    identity = context.arm.world.get(id_)
    assert identity is not None
    known = identity["properties"]
    kubelet = {"resourceId": id_, "clientId": known["clientId"], "objectId": known["principalId"]}
    return _with_properties(cluster, identityProfile={"kubeletidentity": kubelet})


def _make_security_group(context: Context, cluster: Json) -> Json:
    id_ = security_group_id(cluster)
    if context.arm.world.get(id_) is None:
        context.arm.put(context.provider(cluster), id_, bodies.plain(cluster))
    return cluster


def _make_network(context: Context, cluster: Json) -> Json:
    if all(pool.get("vnetSubnetID") for pool in cluster["properties"]["agentPoolProfiles"]):
        return cluster
    id_ = names.in_node_group(cluster, bodies.VNETS, names.vnet_name(cluster))
    if context.arm.world.get(id_) is None:
        context.arm.put(context.provider(cluster), id_, bodies.network(cluster, security_group_id(cluster)))
    return cluster


def _make_route_table(context: Context, cluster: Json) -> Json:
    """Use the table of the subnet in place, or make one and associate it with every node subnet (R32, K7, K12)."""
    if not bodies.is_kubenet(cluster):
        return cluster
    internal = cluster.get("akslab") or {}
    table_id = internal.get("routeTable") or _table_of_the_subnets(context, cluster)
    if table_id is None:
        if cluster["properties"]["networkProfile"]["outboundType"] in ("userDefinedRouting", "none"):
            return cluster
        table_id = names.in_node_group(cluster, "Microsoft.Network/routeTables", names.route_table_name(cluster))
    if _is_managed(cluster, table_id):
        if context.arm.world.get(table_id) is None:
            context.arm.put(context.provider(cluster), table_id, bodies.plain(cluster))
        _associate(context, cluster, table_id)
    return {**cluster, "akslab": {**internal, "routeTable": table_id}}


def _table_of_the_subnets(context: Context, cluster: Json) -> str | None:
    for subnet in node_subnets(context, cluster):
        table = subnet["properties"].get("routeTable")
        if table:
            return str(table["id"])
    return None


def _associate(context: Context, cluster: Json, table_id: str) -> None:
    for subnet in node_subnets(context, cluster):
        if not subnet["properties"].get("routeTable"):
            context.arm.put(context.provider(cluster), subnet["id"], bodies.with_route_table(subnet, table_id))


def _make_outbound_address(context: Context, cluster: Json) -> Json:
    profile = cluster["properties"]["networkProfile"]
    balancer = profile.get("loadBalancerProfile")
    if profile["outboundType"] != "loadBalancer" or balancer is None:
        return cluster
    given = (balancer.get("outboundIPs") or {}).get("publicIPs")
    if given:
        ids = [entry["id"] for entry in given]
    else:
        count = int((balancer.get("managedOutboundIPs") or {}).get("count") or 1)
        ids = [_outbound_id(cluster, index) for index in range(count)]
        for id_ in ids:
            if context.arm.world.get(id_) is None:
                context.arm.put(context.provider(cluster), id_, bodies.outbound_address(cluster))
    effective = {**balancer, "effectiveOutboundIPs": [{"id": id_} for id_ in ids]}
    return _with_properties(cluster, networkProfile={**profile, "loadBalancerProfile": effective})


def _outbound_id(cluster: Json, index: int) -> str:
    name = guid(cluster, f"outbound/{index}")
    return names.in_node_group(cluster, "Microsoft.Network/publicIPAddresses", name)


def security_group_id(cluster: Json) -> str:
    """Return the id of the cluster's own NSG."""
    return names.in_node_group(cluster, "Microsoft.Network/networkSecurityGroups", names.security_group_name(cluster))


def node_subnets(context: Context, cluster: Json) -> Iterable[Json]:
    """Yield the subnets of the cluster's pools, each once."""
    ids = {bodies.subnet_of(cluster, pool).lower(): None for pool in cluster["properties"]["agentPoolProfiles"]}
    yield from filter(None, map(context.arm.world.find, ids))


def _is_managed(cluster: Json, table_id: str) -> bool:
    return table_id.lower().startswith(names.node_group_id(cluster).lower() + "/")


def _with_properties(cluster: Json, **properties: object) -> Json:
    return {**cluster, "properties": {**cluster["properties"], **properties}}


_STEPS: tuple[Step, ...] = (
    _make_group,
    _grant_control_plane,
    _make_kubelet_identity,
    _make_security_group,
    _make_network,
    _make_route_table,
    _make_outbound_address,
    make_pools,
)
