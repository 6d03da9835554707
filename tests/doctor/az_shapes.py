"""Exports as az and kubectl print them, written by hand.

az flattens, puts `resourceGroup` and `etag` beside everything, and leaves nulls out or writes them by the command's age.

The cluster is the article's: 192.168.0.0/16, myAKSVnet, pods 10.244.0.0/16.
"""

import json
from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

SUBSCRIPTION = "11111111-2222-3333-4444-555555555555"
GROUP = "rg-aks"
NODE_GROUP = "MC_rg-aks_aks-prod_koreacentral"
LOCATION = "koreacentral"
PRINCIPAL = "99999999-8888-7777-6666-555555555555"
SCALE_SET = "aks-nodepool1-12355964-vmss"


def id_of(type_: str, name: str, group: str = GROUP, provider: str = "Microsoft.Network") -> str:
    return f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{group}/providers/{provider}/{type_}/{name}"


CLUSTER = id_of("managedClusters", "aks-prod", provider="Microsoft.ContainerService")
IDENTITY = id_of("userAssignedIdentities", "id-aks", provider="Microsoft.ManagedIdentity")
VNET = id_of("virtualNetworks", "myAKSVnet")
SUBNET = f"{VNET}/subnets/snet-aks"
MANAGED_TABLE = id_of("routeTables", "aks-agentpool-41832928-routetable", NODE_GROUP)
OWN_TABLE = id_of("routeTables", "rt-aks")
FIREWALL_TABLE = id_of("routeTables", "rt-fw-hub")
NSG = id_of("networkSecurityGroups", "nsg-aks")
MANAGED_NSG = id_of("networkSecurityGroups", "aks-agentpool-41832928-nsg", NODE_GROUP)


def group_of(id_: str) -> str:
    return id_.split("/")[4]


def _head(id_: str, type_: str) -> Json:
    return {
        "etag": 'W/"0454a0f2-0000-0000-0000-000000000000"',
        "id": id_,
        "name": id_.rsplit("/", 1)[-1],
        "provisioningState": "Succeeded",
        "resourceGroup": group_of(id_),
        "type": type_,
    }


def _link(id_: str) -> Json:
    return {"id": id_, "resourceGroup": group_of(id_)}


def aks_show(**changes: Any) -> Json:
    """Return `az aks show`."""
    profile = {
        "dnsServiceIp": "10.0.0.10",
        "ipFamilies": ["IPv4"],
        "loadBalancerProfile": None,
        "loadBalancerSku": "standard",
        "networkPlugin": "kubenet",
        "networkPluginMode": None,
        "networkPolicy": None,
        "outboundType": "loadBalancer",
        "podCidr": "10.244.0.0/16",
        "podCidrs": ["10.244.0.0/16"],
        "serviceCidr": "10.0.0.0/16",
        "serviceCidrs": ["10.0.0.0/16"],
    }
    shown: Json = {
        "aadProfile": None,
        "addonProfiles": None,
        "agentPoolProfiles": [pool()],
        "currentKubernetesVersion": "1.30.4",
        "dnsPrefix": "aks-prod",
        "enableRbac": True,
        "id": CLUSTER.replace("resourceGroups", "resourcegroups"),
        "identity": {
            "principalId": None,
            "tenantId": None,
            "type": "UserAssigned",
            "userAssignedIdentities": {IDENTITY.lower(): {"clientId": PRINCIPAL, "principalId": PRINCIPAL}},
        },
        "kubernetesVersion": "1.30.4",
        "location": LOCATION,
        "name": "aks-prod",
        "networkProfile": profile,
        "nodeResourceGroup": NODE_GROUP,
        "powerState": {"code": "Running"},
        "provisioningState": "Succeeded",
        "resourceGroup": GROUP,
        "servicePrincipalProfile": {"clientId": "msi", "secret": None},
        "systemData": None,
        "type": "Microsoft.ContainerService/ManagedClusters",
    }
    profile |= changes.pop("networkProfile", {})
    return shown | changes


def pool(name: str = "nodepool1", subnet_id: str = SUBNET, count: int = 3, **more: Any) -> Json:
    """Return a pool inside `az aks show`."""
    return {
        "count": count,
        "enableAutoScaling": False,
        "enableNodePublicIp": False,
        "maxCount": None,
        "maxPods": 110,
        "minCount": None,
        "mode": "System",
        "name": name,
        "orchestratorVersion": "1.30.4",
        "osType": "Linux",
        "podSubnetId": None,
        "type": "VirtualMachineScaleSets",
        "upgradeSettings": {"maxSurge": "10%"},
        "vmSize": "Standard_D4s_v5",
        "vnetSubnetId": subnet_id,
        **more,
    }


def subnet_show(table: str = "", nsg: str = "", prefix: str = "192.168.1.0/24", id_: str = SUBNET, **more: Any) -> Json:
    """Return `az network vnet subnet show`; what there is none of is not there, as newer versions print it."""
    shown = _head(id_, "Microsoft.Network/virtualNetworks/subnets") | {
        "addressPrefix": prefix,
        "delegations": [],
        "privateEndpointNetworkPolicies": "Disabled",
        "privateLinkServiceNetworkPolicies": "Enabled",
        "ipConfigurations": [
            _link(f"{machine(number)}/networkInterfaces/{SCALE_SET}/ipConfigurations/ipconfig1") for number in range(3)
        ],
    }
    if table:
        shown["routeTable"] = _link(table)
    if nsg:
        shown["networkSecurityGroup"] = _link(nsg)
    return shown | more


def vnet_show(*subnets: Json, prefix: str = "192.168.0.0/16", id_: str = VNET, **more: Any) -> Json:
    """Return `az network vnet show`."""
    return _head(id_, "Microsoft.Network/virtualNetworks") | {
        "addressSpace": {"addressPrefixes": [prefix]},
        "enableDdosProtection": False,
        "location": LOCATION,
        "subnets": list(subnets),
        "virtualNetworkPeerings": [],
        **more,
    }


def peering(name: str, remote: str, prefix: str, **more: Any) -> Json:
    """Return a peering inside `az network vnet show`."""
    return _head(
        f"{VNET}/virtualNetworkPeerings/{name}", "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"
    ) | {
        "allowForwardedTraffic": True,
        "allowGatewayTransit": False,
        "allowVirtualNetworkAccess": True,
        "peeringState": "Connected",
        "remoteAddressSpace": {"addressPrefixes": [prefix]},
        "remoteVirtualNetwork": _link(remote),
        "remoteVirtualNetworkAddressSpace": {"addressPrefixes": [prefix]},
        "useRemoteGateways": False,
        **more,
    }


def route(table: str, name: str, prefix: str, hop: str = "VirtualAppliance", address: str = "10.1.0.4") -> Json:
    """Return a route inside `az network route-table show`."""
    shown = _head(f"{table}/routes/{name}", "Microsoft.Network/routeTables/routes") | {
        "addressPrefix": prefix,
        "hasBgpOverride": False,
        "nextHopType": hop,
    }
    return shown | ({"nextHopIpAddress": address} if hop == "VirtualAppliance" else {})


def node_name(number: int) -> str:
    return f"{SCALE_SET}{number:06}"


def machine(number: int) -> str:
    scale_set = id_of("virtualMachineScaleSets", SCALE_SET, NODE_GROUP, "Microsoft.Compute")
    return f"{scale_set}/virtualMachines/{number}"


def pod_route(table: str, number: int, address: str = "", block: int | None = None) -> Json:
    """Return the route AKS writes for a node."""
    third = number if block is None else block
    name = f"{node_name(number)}____10244{third}024"
    return route(table, name, f"10.244.{third}.0/24", address=address or f"192.168.1.{4 + number}")


def pod_routes(table: str, count: int = 3) -> list[Json]:
    return [pod_route(table, number) for number in range(count)]


def table_show(id_: str, routes: Iterable[Json] = (), subnets: Iterable[str] = (), **more: Any) -> Json:
    """Return `az network route-table show`; a table on no subnet has no `subnets`."""
    shown = _head(id_, "Microsoft.Network/routeTables") | {
        "disableBgpRoutePropagation": False,
        "location": LOCATION,
        "resourceGuid": "36d2b38e-0000-0000-0000-000000000000",
        "routes": list(routes),
    }
    listed = [_link(each) for each in subnets]
    return shown | ({"subnets": listed} if listed else {}) | more


def nsg_rule(nsg: str, name: str, priority: int, **more: Any) -> Json:
    """Return a rule inside `az network nsg show`."""
    return _head(f"{nsg}/securityRules/{name}", "Microsoft.Network/networkSecurityGroups/securityRules") | {
        "access": "Allow",
        "destinationAddressPrefix": "*",
        "destinationAddressPrefixes": [],
        "destinationPortRange": "*",
        "destinationPortRanges": [],
        "direction": "Inbound",
        "priority": priority,
        "protocol": "*",
        "sourceAddressPrefix": "*",
        "sourceAddressPrefixes": [],
        "sourcePortRange": "*",
        "sourcePortRanges": [],
        **more,
    }


def nsg_show(id_: str = NSG, *rules: Json) -> Json:
    """Return `az network nsg show`."""
    return _head(id_, "Microsoft.Network/networkSecurityGroups") | {
        "defaultSecurityRules": [],
        "location": LOCATION,
        "securityRules": list(rules),
    }


def vmss_nic_list(count: int = 3, nsg: str = MANAGED_NSG, off: Iterable[int] = (), subnet: str = SUBNET) -> list[Json]:
    """Return `az vmss nic list`: the ids are Compute's, and the type is not told."""
    return [
        {
            "enableAcceleratedNetworking": True,
            "enableIPForwarding": number not in set(off),
            "etag": 'W/"1"',
            "id": f"{machine(number)}/networkInterfaces/{SCALE_SET}",
            "ipConfigurations": [
                {
                    "etag": 'W/"1"',
                    "id": f"{machine(number)}/networkInterfaces/{SCALE_SET}/ipConfigurations/ipconfig1",
                    "name": "ipconfig1",
                    "primary": True,
                    "privateIPAddress": f"192.168.1.{4 + number}",
                    "privateIPAddressVersion": "IPv4",
                    "privateIPAllocationMethod": "Dynamic",
                    "provisioningState": "Succeeded",
                    "resourceGroup": NODE_GROUP,
                    "subnet": _link(subnet),
                }
            ],
            "name": SCALE_SET,
            "networkSecurityGroup": _link(nsg),
            "primary": True,
            "provisioningState": "Succeeded",
            "resourceGroup": NODE_GROUP,
            "virtualMachine": _link(machine(number)),
        }
        for number in range(count)
    ]


def kubectl_node(number: int, **spec: Any) -> Json:
    """Return a node of `kubectl get nodes -o json`; Azure's ids are in lower case there."""
    conditions = [{"type": "NetworkUnavailable", "status": "False", "reason": "RouteCreated"}]
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": node_name(number),
            "labels": {
                "agentpool": "nodepool1",
                "kubernetes.azure.com/agentpool": "nodepool1",
                "kubernetes.azure.com/cluster": NODE_GROUP,
                "kubernetes.azure.com/mode": "system",
            },
        },
        "spec": {
            "podCIDR": f"10.244.{number}.0/24",
            "podCIDRs": [f"10.244.{number}.0/24"],
            "providerID": f"azure://{machine(number).replace(NODE_GROUP, NODE_GROUP.lower())}",
            **spec,
        },
        "status": {
            "addresses": [
                {"address": f"192.168.1.{4 + number}", "type": "InternalIP"},
                {"address": node_name(number), "type": "Hostname"},
            ],
            "allocatable": {"cpu": "3860m", "pods": "110"},
            "conditions": [*conditions, {"type": "Ready", "status": "True", "reason": "KubeletReady"}],
            "nodeInfo": {"kubeletVersion": "v1.30.4", "osImage": "Ubuntu 22.04.5 LTS"},
        },
    }


def kubectl_list(*objects: Json) -> Json:
    """Return what `kubectl get … -o json` prints for several objects."""
    return {"apiVersion": "v1", "kind": "List", "metadata": {"resourceVersion": ""}, "items": list(objects)}


def nodes(count: int = 3) -> Json:
    return kubectl_list(*map(kubectl_node, range(count)))


def activity(operation: str, resource_id: str, time: str, caller: str = "ops@contoso.com") -> Json:
    """Return an entry of `az monitor activity-log list`."""
    return {
        "authorization": {"action": operation, "scope": resource_id},
        "caller": caller,
        "eventName": {"localizedValue": "End request", "value": "EndRequest"},
        "eventTimestamp": time,
        "id": f"{resource_id}/events/0a0a0a0a-0000-0000-0000-000000000000/ticks/638000000000000000",
        "level": "Informational",
        "operationName": {"localizedValue": "…", "value": operation},
        "resourceId": resource_id,
        "status": {"localizedValue": "Succeeded", "value": "Succeeded"},
        "subscriptionId": SUBSCRIPTION,
    }


def role(scope: str, principal: str = PRINCIPAL, name: str = "Network Contributor", **more: Any) -> Json:
    """Return an entry of `az role assignment list`."""
    guid = "4d97b98b-1d4f-4787-a291-c67834d212e7"
    assignment = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{abs(hash((scope, principal))):032x}"
    return {
        "condition": None,
        "createdOn": "2026-09-01T08:00:00.000000+00:00",
        "id": assignment,
        "name": assignment.rsplit("/", 1)[-1],
        "principalId": principal,
        "principalType": "ServicePrincipal",
        "resourceGroup": GROUP,
        "roleDefinitionId": f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{guid}",
        "roleDefinitionName": name,
        "scope": scope,
        "type": "Microsoft.Authorization/roleAssignments",
        **more,
    }


Files = dict[str, Any]


def written(files: Files) -> dict[str, str]:
    """Return files as texts: a text stays what it is, everything else is written as az writes it."""
    return {name: value if isinstance(value, str) else json.dumps(value, indent=2) for name, value in files.items()}


def sound(**changes: Any) -> Files:
    """Return the exports of the article's cluster on its own table, sound; `changes` replace files, None drops one."""
    files: Files = {
        "aks.json": aks_show(),
        "vnet.json": vnet_show(subnet_show(OWN_TABLE)),
        "rt.json": table_show(OWN_TABLE, pod_routes(OWN_TABLE), [SUBNET]),
        "nodes.json": nodes(),
        "nics.json": vmss_nic_list(),
        "nsg-mc.json": nsg_show(MANAGED_NSG),
        **{name.replace("_", "-") + ".json": value for name, value in changes.items()},
    }
    return {name: value for name, value in files.items() if value is not None}
