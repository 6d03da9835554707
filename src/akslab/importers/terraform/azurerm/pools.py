"""The pools of a cluster: `default_node_pool` in it, `azurerm_kubernetes_cluster_node_pool` beside it."""

from typing import Any

from ....deployments.nodes import Node
from ..written import Written
from .kinds import Blocks, Field, Kind, below, flag, put, whole

POOLS = "Microsoft.ContainerService/managedClusters/agentPools"


def _pods(node: Node) -> Node:
    """Return pods per node; 0 is not sent."""
    found = whole(node)
    return Node(None, node.origin) if found.value == 0 and found.value is not False else found


POOL: tuple[Field | Blocks, ...] = (
    Field("name", "name"),
    Field("node_count", "count", whole),
    Field("min_count", "minCount", whole),
    Field("max_count", "maxCount", whole),
    Field("enable_auto_scaling", "enableAutoScaling", flag),
    Field("auto_scaling_enabled", "enableAutoScaling", flag),
    Field("enable_node_public_ip", "enableNodePublicIP", flag),
    Field("node_public_ip_enabled", "enableNodePublicIP", flag),
    Field("enable_host_encryption", "enableEncryptionAtHost", flag),
    Field("host_encryption_enabled", "enableEncryptionAtHost", flag),
    Field("node_public_ip_prefix_id", "nodePublicIPPrefixID"),
    Field("max_pods", "maxPods", _pods),
    Field("vm_size", "vmSize"),
    Field("vnet_subnet_id", "vnetSubnetID"),
    Field("pod_subnet_id", "podSubnetID"),
    Field("os_sku", "osSKU"),
    Field("os_type", "osType"),
    Field("os_disk_size_gb", "osDiskSizeGB", whole),
    Field("os_disk_type", "osDiskType"),
    Field("type", "type"),
    Field("mode", "mode"),
    Field("priority", "scaleSetPriority"),
    Field("zones", "availabilityZones"),
    Field("availability_zones", "availabilityZones"),
    Field("orchestrator_version", "orchestratorVersion"),
    Field("node_labels", "nodeLabels"),
    Field("node_taints", "nodeTaints"),
    Field("tags", "tags"),
    Blocks(
        "upgrade_settings",
        "upgradeSettings",
        (Field("max_surge", "maxSurge"), Field("max_unavailable", "maxUnavailable")),
    ),
)


def count_of(block: Node) -> Node | None:
    """Return the nodes the provider asks for when no count is written: the least of the autoscaler, or None."""
    count = block.get("node_count")
    if count is not None and count.value not in (None, 0):
        return None
    scales = block.get("auto_scaling_enabled") or block.get("enable_auto_scaling")
    least = block.get("min_count")
    if scales is None or scales.value not in (True, "true") or least is None or least.value is None:
        return None
    return whole(least)


def _below_properties(fields: tuple[Field | Blocks, ...]) -> tuple[Field | Blocks, ...]:
    """Return a pool's fields as those of a resource of its own: all but the name are properties."""
    moved: list[Field | Blocks] = []
    for field in fields:
        path = f"properties.{field.path}"
        if isinstance(field, Blocks):
            moved.append(Blocks(field.name, path, field.fields, field.is_list))
        elif field.name != "name":
            moved.append(Field(field.name, path, field.turn))
    return tuple(moved)


def _complete(written: Written, body: dict[str, Any]) -> None:
    count = count_of(written.body)
    if count is not None:
        put(body, "properties.count", count, written.origin)


NODE_POOL = Kind(
    name="azurerm_kubernetes_cluster_node_pool",
    type=POOLS,
    identify=below("kubernetes_cluster_id", "agentPools"),
    fields=_below_properties(POOL),
    complete=_complete,
    tracked=False,
)
KINDS = (NODE_POOL,)
