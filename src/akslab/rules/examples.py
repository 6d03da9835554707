"""The documents the rules' examples are made of: the article's network and cluster, changed in one place each.

They are whole ARM documents, so that an example can be shown, copied, and fed to check.
"""

from typing import Any

from ..wire.symbols import principal_of
from .example import Document as Document  # noqa: PLC0414 - every rule has it from here
from .example import Example, called, example_of, in_order

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
GROUP = f"{SUBSCRIPTION}/resourceGroups/myResourceGroup"
NODE_GROUP = f"{SUBSCRIPTION}/resourceGroups/MC_myResourceGroup_myAKSCluster_eastus"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/myAKSVnet"
SUBNET = f"{NETWORK}/subnets/myAKSSubnet"
TABLE = f"{GROUP}/providers/Microsoft.Network/routeTables/myRouteTable"
SECURITY_GROUP = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/myNsg"
CLUSTER = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/myAKSCluster"
GATEWAY = f"{GROUP}/providers/Microsoft.Network/applicationGateways/myGateway"
IDENTITY = f"{GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/myIdentity"
PRINCIPAL = "22222222-2222-2222-2222-222222222222"

USER_ASSIGNED: Document = {
    "type": "UserAssigned",
    "userAssignedIdentities": {IDENTITY: {"principalId": PRINCIPAL, "clientId": PRINCIPAL}},
}


TO_BE_MADE: Document = {
    "type": "UserAssigned",
    "userAssignedIdentities": {IDENTITY: {"principalId": principal_of(IDENTITY)}},
}
"""The same identity before anybody knows its principal."""


def identity() -> Document:
    """Return the cluster's user-assigned identity."""
    return {
        "id": IDENTITY,
        "name": "myIdentity",
        "type": "Microsoft.ManagedIdentity/userAssignedIdentities",
        "location": "eastus",
    }


def subnet(name: str = "myAKSSubnet", prefix: str = "192.168.1.0/24", **properties: Any) -> Document:
    """Return a subnet of the article's network."""
    return {
        "id": f"{NETWORK}/subnets/{name}",
        "name": name,
        "type": "Microsoft.Network/virtualNetworks/subnets",
        "properties": {"addressPrefix": prefix, **properties},
    }


def network(
    *subnets: Document, prefixes: tuple[str, ...] = ("192.168.0.0/16",), name: str = "myAKSVnet", **more: Any
) -> Document:
    """Return the article's virtual network; `more` are properties, but `location` is its own."""
    location = more.pop("location", "eastus")
    return {
        "id": f"{GROUP}/providers/Microsoft.Network/virtualNetworks/{name}",
        "name": name,
        "type": "Microsoft.Network/virtualNetworks",
        "location": location,
        "properties": {"addressSpace": {"addressPrefixes": list(prefixes)}, "subnets": list(subnets), **more},
    }


def peering(remote: str = "hub", name: str = "toHub", **properties: Any) -> Document:
    """Return the article's network's side of a peering."""
    remote_id = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/{remote}"
    return {
        "id": f"{NETWORK}/virtualNetworkPeerings/{name}",
        "name": name,
        "properties": {"remoteVirtualNetwork": {"id": remote_id}, **properties},
    }


def route(
    prefix: str = "0.0.0.0/0", hop: str = "VirtualAppliance", ip: str = "192.168.2.4", name: str = "r"
) -> Document:
    """Return a route of the user's table."""
    properties = {"addressPrefix": prefix, "nextHopType": hop} | ({"nextHopIpAddress": ip} if ip else {})
    return {"id": f"{TABLE}/routes/{name}", "name": name, "properties": properties}


def table(*routes: Document, id_: str = TABLE) -> Document:
    """Return the user's route table."""
    return {
        "id": id_,
        "name": id_.rsplit("/", 1)[-1],
        "type": "Microsoft.Network/routeTables",
        "location": "eastus",
        "properties": {"routes": list(routes)},
    }


def security_group(*rules: Document) -> Document:
    """Return a network security group."""
    return {
        "id": SECURITY_GROUP,
        "name": "myNsg",
        "type": "Microsoft.Network/networkSecurityGroups",
        "location": "eastus",
        "properties": {"securityRules": list(rules)},
    }


def security_rule(name: str = "allowSsh", **properties: Any) -> Document:
    """Return an inbound rule for SSH."""
    sound = {
        "priority": 100,
        "direction": "Inbound",
        "access": "Allow",
        "protocol": "Tcp",
        "sourceAddressPrefix": "VirtualNetwork",
        "destinationAddressPrefix": "10.0.0.0/8",
        "sourcePortRange": "*",
        "destinationPortRange": "22",
    }
    return {"id": f"{SECURITY_GROUP}/securityRules/{name}", "name": name, "properties": sound | properties}


def interface(address: str = "", name: str = "myNic", subnet_id: str = SUBNET, group: str = GROUP) -> Document:
    """Return a network interface in the article's subnet; no address means that Azure is to choose."""
    id_ = f"{group}/providers/Microsoft.Network/networkInterfaces/{name}"
    properties = {"privateIPAddress": address, "subnet": {"id": subnet_id}}
    configuration = {"id": f"{id_}/ipConfigurations/ipconfig1", "name": "ipconfig1", "properties": properties}
    return {
        "id": id_,
        "name": name,
        "type": "Microsoft.Network/networkInterfaces",
        "location": "eastus",
        "properties": {"ipConfigurations": [configuration]},
    }


def application_gateway(subnet_id: str = f"{NETWORK}/subnets/gateway") -> Document:
    """Return an Application Gateway with a public frontend, in a subnet of its own."""
    public = {"publicIPAddress": {"id": f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/myIp"}}
    return {
        "id": GATEWAY,
        "name": "myGateway",
        "type": "Microsoft.Network/applicationGateways",
        "location": "eastus",
        "properties": {
            "sku": {"name": "WAF_v2", "tier": "WAF_v2"},
            "gatewayIPConfigurations": [{"name": "ip", "properties": {"subnet": {"id": subnet_id}}}],
            "frontendIPConfigurations": [{"name": "public", "properties": public}],
        },
    }


def pool(name: str = "nodepool1", **properties: Any) -> Document:
    """Return a pool of three nodes in the article's subnet."""
    return {"name": name, "mode": "System", "count": 3, "vnetSubnetID": SUBNET, **properties}


def cluster(*pools: Document, identity: Document | None = None, version: str = "1.31.2", **profile: Any) -> Document:
    """Return the article's kubenet cluster; `profile` changes its network profile, `properties` any other."""
    properties = profile.pop("properties", {})
    location = profile.pop("location", "eastus")
    ranges = {"podCidr": "10.244.0.0/16", "serviceCidr": "10.0.0.0/16", "dnsServiceIP": "10.0.0.10"}
    return {
        "id": profile.pop("id_", CLUSTER),
        "name": "myAKSCluster",
        "type": "Microsoft.ContainerService/managedClusters",
        "location": location,
        "identity": identity or {"type": "SystemAssigned"},
        "properties": {
            "kubernetesVersion": version,
            "nodeResourceGroup": NODE_GROUP.rsplit("/", 1)[-1],
            "agentPoolProfiles": list(pools) or [pool()],
            "networkProfile": {"networkPlugin": "kubenet", **ranges, **profile},
            **properties,
        },
    }


def allowed(*scopes_and_actions: tuple[str, str]) -> Any:
    """Return rights that grant these (scope, action) pairs at and below the scope; `*` is every action."""

    def rights(_principal: str, action: str, scope: str) -> bool:
        return any(
            scope.lower().startswith(granted.lower()) and granted_action in ("*", action)
            for granted, granted_action in scopes_and_actions
        )

    return rights


def assignment(
    scope: str = GROUP, principal: str = PRINCIPAL, role: str = "Network Contributor", **more: Any
) -> Document:
    """Return a role assignment; `actions` in `more` make the role a custom one, `name` is its name."""
    name = more.pop("name", role.replace(" ", ""))
    return {
        "id": f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}",
        "name": name,
        "type": "Microsoft.Authorization/roleAssignments",
        "properties": {"principalId": principal, "roleDefinitionName": role, "scope": scope, **more},
    }


def world(*documents: Document, **keywords: Any) -> Example:
    """Return a view in which nothing else exists; keywords are the View's, `before` being documents.

    Everybody may do everything, unless there are role assignments among the documents.
    """
    return example_of(documents, {"complete": True, "rights": allowed(("/", "*")), **keywords})


def wait(seconds: int) -> Document:
    """Return a step that only takes time."""
    return {"id": f"/akslab/wait/{seconds}", "name": f"sleep {seconds}", "type": "akslab/wait", "seconds": seconds}


def deployed(
    *steps: Document | tuple[Document, ...], holding: tuple[Document, ...] = (), language: str = "bicep"
) -> Example:
    """Return a deployment: each step waits for those before it, the steps in a tuple not for each other.

    `holding` are documents as Azure holds them afterwards, with the children that were steps of their own inside.
    """
    together = [each for step in steps for each in (step if isinstance(step, tuple) else (step,))]
    documents = {called(each): each for each in (*together, *holding) if each["type"].count("/") == 1}
    return world(*documents.values(), order=in_order(*steps), language=language)


def in_the_article(*documents: Document, **profile: Any) -> Example:
    """Return the article's cluster, with changes, in its network."""
    return world(network(subnet()), cluster(**profile), *documents)


def updated(changed: Document, original: Document | None = None, *others: Document, **keywords: Any) -> Example:
    """Return a view of an update: `original` (the article's cluster) becomes `changed`."""
    places = others or (network(subnet()),)
    return world(*places, changed, before=(*places, original or cluster()), **keywords)
