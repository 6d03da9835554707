"""Agent pools become scale sets, interfaces and nodes; what is too much goes, the youngest first."""

from ...aks import bodies, names
from ...aks.machines import interface_id
from ...arm.world import World
from ...azure.virtual_machine_scale_sets import TYPE
from ...kube.embedded import EmbeddedKube
from ...kube.kinds.node import name_of, new_node, with_taints
from ...wire.properties import Json
from ..context import Context
from ..node_lifecycle import remove_node

_INTERFACES = "Microsoft.Network/networkInterfaces"


def make_pools(context: Context, cluster: Json) -> Json:
    """Bring scale sets, interfaces and nodes to what the cluster's pools say."""
    wanted: dict[str, None] = {}
    for pool in cluster["properties"]["agentPoolProfiles"]:
        wanted |= dict.fromkeys(_make_pool(context, cluster, pool))
    _remove_pools(context, cluster)
    _remove_nodes(context, cluster, set(wanted))
    _remove_interfaces(context, cluster, set(wanted))
    return cluster


def _make_pool(context: Context, cluster: Json, pool: Json) -> list[str]:
    """Return the names of the pool's nodes, all of which exist afterwards."""
    subnet_id = bodies.subnet_of(cluster, pool)
    scale_set_id = names.in_node_group(cluster, TYPE, names.scale_set_name(cluster, pool["name"]))
    context.arm.put(context.provider(cluster), scale_set_id, bodies.scale_set(cluster, pool, subnet_id))
    scale_set = context.arm.world.get(scale_set_id)
    assert scale_set is not None
    nodes = bodies.node_names(scale_set)
    kube = context.kube(cluster)
    fresh = [_make_node(context, cluster, pool, scale_set, name) for name in nodes if kube.get("nodes", name) is None]
    kube.put("nodes", *fresh)
    _set_version(kube, set(nodes), pool["orchestratorVersion"])
    return nodes


def _make_node(context: Context, cluster: Json, pool: Json, scale_set: Json, name: str) -> Json:
    id_ = interface_id(scale_set["id"], name)
    if context.arm.world.get(id_) is None:
        machine = f"{scale_set['id']}/virtualMachines/{_instance_of(scale_set, name)}"
        body = bodies.interface(cluster, pool, machine, _own_subnet_group(cluster, pool))
        context.arm.put(context.provider(cluster), id_, body)
    interface = context.arm.world.get(id_)
    assert interface is not None
    address = interface["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"]
    labels = {"kubernetes.azure.com/agentpool": pool["name"], "kubernetes.azure.com/cluster": _node_group(cluster)}
    machine = f"{scale_set['id']}/virtualMachines/{_instance_of(scale_set, name)}"
    facts = {
        "time": _kubernetes_time(context.arm.world),
        "version": pool["orchestratorVersion"],
        "pods": str(pool["maxPods"]),
    }
    labels |= pool.get("nodeLabels") or {}
    return with_taints(new_node(name, labels, address, f"azure://{machine}", facts), pool.get("nodeTaints") or ())


def _own_subnet_group(cluster: Json, pool: Json) -> str | None:
    """Return the NSG for the interface: only with a subnet of the user's own; else it sits on the subnet (R45)."""
    if not pool.get("vnetSubnetID"):
        return None
    return names.in_node_group(cluster, "Microsoft.Network/networkSecurityGroups", names.security_group_name(cluster))


def _instance_of(scale_set: Json, name: str) -> int:
    return int(scale_set["akslab"]["instances"][bodies.node_names(scale_set).index(name)])


def _set_version(kube: EmbeddedKube, nodes: set[str], version: str) -> None:
    renewed = []
    for node in kube.list("nodes"):
        if name_of(node) in nodes:
            info = {**node["status"]["nodeInfo"], "kubeletVersion": f"v{version}"}
            renewed.append({**node, "status": {**node["status"], "nodeInfo": info}})
    kube.put("nodes", *renewed)


def _remove_pools(context: Context, cluster: Json) -> None:
    named = {names.scale_set_name(cluster, p["name"]) for p in cluster["properties"]["agentPoolProfiles"]}
    for scale_set in list(context.arm.world.of_type(TYPE, within=names.node_group_id(cluster))):
        if scale_set["name"] not in named:
            context.arm.delete(context.provider(cluster), scale_set["id"])


def _remove_nodes(context: Context, cluster: Json, wanted: set[str]) -> None:
    kube = context.kube(cluster)
    for node in list(kube.list("nodes")):
        name = name_of(node)
        if name not in wanted:
            remove_node(context, cluster, name)


def _remove_interfaces(context: Context, cluster: Json, wanted: set[str]) -> None:
    """Delete the interfaces of machines that are no more, also of those that never became nodes."""
    for interface in list(context.arm.world.of_type(_INTERFACES, within=names.node_group_id(cluster))):
        machine = interface["properties"].get("virtualMachine") or {"id": ""}
        if f"/{TYPE}/" in machine["id"] and interface["name"].removeprefix("nic-") not in wanted:
            context.arm.delete(context.provider(cluster), interface["id"])


def _node_group(cluster: Json) -> str:
    return str(cluster["properties"]["nodeResourceGroup"])


def _kubernetes_time(world: World) -> str:
    """Return the time as Kubernetes writes it: whole seconds."""
    return world.now()[:19] + "Z"
