"""What AKS asks Resource Manager for on behalf of a cluster: the bodies, pure (K1-K7)."""

from ..wire.properties import Json
from . import names
from .machines import instance_name, interface_id

VNETS = "Microsoft.Network/virtualNetworks"


def group(cluster: Json) -> Json:
    """Return the node resource group (K1, K4)."""
    return {
        "location": cluster["location"],
        "managedBy": cluster["id"],
        "tags": {
            "aks-managed-cluster-name": cluster["name"],
            "aks-managed-cluster-rg": cluster["id"].split("/")[4],
        },
    }


def plain(cluster: Json) -> Json:
    """Return a resource that needs nothing but a place: an identity, an NSG, a route table."""
    return {"location": cluster["location"], "tags": {}}


def network(cluster: Json, security_group_id: str) -> Json:
    """Return the network AKS makes when none is given: its NSG sits on the subnet (R12, R45)."""
    subnet = {
        "name": "aks-subnet",
        "properties": {
            "addressPrefix": names.MANAGED_SUBNET_PREFIX,
            "networkSecurityGroup": {"id": security_group_id},
        },
    }
    return {
        "location": cluster["location"],
        "properties": {
            "addressSpace": {"addressPrefixes": [names.MANAGED_VNET_PREFIX]},
            "subnets": [subnet],
        },
    }


def outbound_address(cluster: Json) -> Json:
    """Return the public address all nodes share on their way out (K4, K5)."""
    return {
        "location": cluster["location"],
        "sku": {"name": "Standard", "tier": "Regional"},
        "tags": {"aks-managed-cluster-name": cluster["name"], "aks-managed-type": "aks-slb-managed-outbound-ip"},
        "properties": {"publicIPAllocationMethod": "Static"},
    }


def scale_set(cluster: Json, pool: Json, subnet_id: str) -> Json:
    """Return a pool's scale set (K2, K4)."""
    name = names.scale_set_name(cluster, pool["name"])
    forwarding = is_kubenet(cluster)
    configuration = {
        "name": "ipconfig1",
        "properties": {"primary": True, "subnet": {"id": subnet_id}, "privateIPAddressVersion": "IPv4"},
    }
    nic = {
        "name": name,
        "properties": {
            "primary": True,
            "enableAcceleratedNetworking": True,
            "enableIPForwarding": forwarding,
            "ipConfigurations": [configuration],
        },
    }
    return {
        "location": cluster["location"],
        "sku": {"name": pool["vmSize"], "tier": "Standard", "capacity": pool["count"]},
        "tags": {
            "aks-managed-poolName": pool["name"],
            "aks-managed-orchestrator": f"Kubernetes:{pool['orchestratorVersion']}",
            "aks-managed-creationSource": f"vmssclient-{names.scale_set_name(cluster, pool['name'])}",
            "aks-managed-resourceNameSuffix": names.suffix(cluster),
        },
        "properties": {"virtualMachineProfile": {"networkProfile": {"networkInterfaceConfigurations": [nic]}}},
    }


def interface(cluster: Json, pool: Json, machine_id: str, security_group_id: str | None) -> Json:
    """Return a node's interface: with kubenet it forwards, with Azure CNI in the subnet it holds the pods' addresses."""
    count = 1 + pool["maxPods"] if takes_pod_addresses(cluster) else 1
    configurations = [
        {"name": f"ipconfig{index + 1}", "properties": {"subnet": {"id": subnet_of(cluster, pool)}}}
        for index in range(count)
    ]
    properties: Json = {
        "virtualMachine": {"id": machine_id},
        "ipConfigurations": configurations,
        "enableIPForwarding": is_kubenet(cluster),
        "enableAcceleratedNetworking": True,
        "primary": True,
    }
    if security_group_id:
        properties["networkSecurityGroup"] = {"id": security_group_id}
    return {"location": cluster["location"], "properties": properties}


def with_route_table(subnet: Json, route_table_id: str | None) -> Json:
    """Return a subnet as PUT again with another table, or none."""
    properties = {key: value for key, value in subnet["properties"].items() if key != "routeTable"}
    return {"properties": properties | ({"routeTable": {"id": route_table_id}} if route_table_id else {})}


def is_kubenet(cluster: Json) -> bool:
    """Whether pod traffic needs routes."""
    return bool(cluster["properties"]["networkProfile"]["networkPlugin"] == "kubenet")


def takes_pod_addresses(cluster: Json) -> bool:
    """Whether pods draw addresses from the node subnet (E6b)."""
    profile = cluster["properties"]["networkProfile"]
    return bool(profile["networkPlugin"] == "azure" and profile.get("networkPluginMode") != "overlay")


def subnet_of(cluster: Json, pool: Json) -> str:
    """Return the id of the subnet a pool's nodes live in."""
    return str(pool.get("vnetSubnetID") or names.managed_subnet_id(cluster))


def interface_of(node: Json) -> str | None:
    """Return the id of the interface a node stands behind; None when its machine is not one of a scale set."""
    scale_set_id, _, _ = node["spec"]["providerID"].removeprefix("azure://").partition("/virtualMachines/")
    return interface_id(scale_set_id, node["metadata"]["name"]) if "/virtualMachineScaleSets/" in scale_set_id else None


def node_names(scale_set_document: Json) -> list[str]:
    """Return the names of a scale set's machines, which are its nodes' (K2)."""
    name = scale_set_document["name"]
    return [instance_name(name, i) for i in (scale_set_document.get("akslab") or {}).get("instances", [])]
