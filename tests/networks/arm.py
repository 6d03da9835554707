"""An ARM template of the article's cluster, as JSON to be changed by tests."""

from typing import Any

LOCATION = "koreacentral"
NETWORK = "Microsoft.Network"


def template() -> dict[str, Any]:
    """Return the template: a table, a group, a network, a machine, a cluster."""
    subnet = {
        "addressPrefix": "192.168.1.0/24",
        "routeTable": {"id": f"[resourceId('{NETWORK}/routeTables', 'rt')]"},
        "networkSecurityGroup": {"id": f"[resourceId('{NETWORK}/networkSecurityGroups', 'nsg')]"},
    }
    nodes = f"[resourceId('{NETWORK}/virtualNetworks/subnets', 'vnet', 'nodes')]"
    hop = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "192.168.1.9"}
    rule = {
        "priority": 300, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourcePortRange": "*",
        "sourceAddressPrefix": "*", "destinationAddressPrefix": "*", "destinationPortRange": "22",
    }  # fmt: skip
    nic = {"subnet": {"id": nodes}, "privateIPAddress": "192.168.1.9", "privateIPAllocationMethod": "Static"}
    cluster = {
        "dnsPrefix": "aks",
        "networkProfile": {
            "networkPlugin": "kubenet",
            "podCidr": "10.244.0.0/16",
            "outboundType": "userDefinedRouting",
        },
        "agentPoolProfiles": [{"name": "nodepool1", "mode": "System", "count": 2, "vnetSubnetID": nodes}],
    }
    resources = [
        ("routeTables", "rt", {"routes": [{"name": "fw", "properties": hop}]}),
        ("networkSecurityGroups", "nsg", {"securityRules": [{"name": "ssh", "properties": rule}]}),
        (
            "virtualNetworks",
            "vnet",
            {
                "addressSpace": {"addressPrefixes": ["192.168.0.0/16"]},
                "subnets": [{"name": "nodes", "properties": subnet}],
            },
        ),
        (
            "networkInterfaces",
            "fw",
            {"enableIPForwarding": True, "ipConfigurations": [{"name": "ipconfig1", "properties": nic}]},
        ),
    ]
    written = [
        {
            "type": f"{NETWORK}/{type_}",
            "apiVersion": "2024-05-01",
            "name": name,
            "location": LOCATION,
            "properties": given,
        }
        for type_, name, given in resources
    ]
    written.append(
        {
            "type": "Microsoft.ContainerService/managedClusters",
            "apiVersion": "2025-01-01",
            "name": "aks",
            "location": LOCATION,
            "identity": {"type": "SystemAssigned"},
            "properties": cluster,
        }
    )
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    return {"$schema": schema, "contentVersion": "1.0.0.0", "resources": written}
