"""The article's network and cluster as an importer would declare them."""

from typing import Any

from akslab.deployments.declared import Declared, Deployment
from akslab.deployments.nodes import node_of
from akslab.deployments.origins import Origin
from akslab.rules.examples import CLUSTER, GROUP, IDENTITY, NETWORK, SUBNET, TABLE
from akslab.wire.symbols import principal_of

HERE = Origin(file="main.bicep", start=0, end=1)
NETWORKS, SUBNETS = "Microsoft.Network/virtualNetworks", "Microsoft.Network/virtualNetworks/subnets"
TABLES, CLUSTERS = "Microsoft.Network/routeTables", "Microsoft.ContainerService/managedClusters"
IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"
ROLES = "Microsoft.Authorization/roleAssignments"
NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7"


def declared(type_: str, id_: str, properties: Any = None, address: str = "", **more: Any) -> Declared:
    """Return a resource; `body` in `more` are members beside `properties`."""
    body = {"name": id_.rsplit("/", 1)[-1], "location": "eastus", **more.pop("body", {})}
    if properties is not None:
        body["properties"] = properties
    return Declared(
        address=address or id_.rsplit("/", 1)[-1],
        type=type_,
        id=id_,
        body=node_of(body, HERE),
        origin=HERE,
        **more,
    )


def subnet_body(**properties: Any) -> dict[str, Any]:
    """Return the article's subnet as it stands inside its network."""
    return {"name": "myAKSSubnet", "properties": {"addressPrefix": "192.168.1.0/24", **properties}}


def network(*subnets: Any, **more: Any) -> Declared:
    """Return the network, with subnets in it if any are given."""
    properties: dict[str, Any] = {"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}}
    if subnets:
        properties["subnets"] = list(subnets)
    return declared(NETWORKS, NETWORK, properties, "net", **more)


def subnet(address: str = "subnet", **properties: Any) -> Declared:
    """Return the subnet as a resource of its own."""
    more = {key: properties.pop(key) for key in ("after", "keeps", "writing", "conditions") if key in properties}
    if more.get("writing") != "patch":
        properties.setdefault("addressPrefix", "192.168.1.0/24")
    return declared(SUBNETS, SUBNET, properties, address, **more)


def association(**more: Any) -> Declared:
    """Return what only attaches the table to the subnet."""
    return subnet("association", routeTable={"id": TABLE}, writing="patch", **more)


def table(**more: Any) -> Declared:
    """Return the user's route table."""
    return declared(TABLES, TABLE, more.pop("properties", {"disableBgpRoutePropagation": False}), "table", **more)


def identity(**more: Any) -> Declared:
    """Return the cluster's identity."""
    return declared(IDENTITIES, IDENTITY, None, "identity", **more)


def role(scope: str = GROUP, address: str = "role", principal: str = "", **more: Any) -> Declared:
    """Return Network Contributor for the identity at a scope."""
    properties = {"principalId": principal or principal_of(IDENTITY), "roleDefinitionId": NETWORK_CONTRIBUTOR}
    return declared(ROLES, f"{scope}/providers/{ROLES}/{address}", properties, address, **more)


def cluster(assigned: bool = True, **more: Any) -> Declared:
    """Return the kubenet cluster in the subnet."""
    who = {"type": "UserAssigned", "userAssignedIdentities": {IDENTITY: {}}} if assigned else {"type": "SystemAssigned"}
    profile = {"networkPlugin": "kubenet", **more.pop("profile", {})}
    pool = {"name": "nodepool1", "mode": "System", "count": 3, "vnetSubnetID": SUBNET}
    properties = {"networkProfile": profile, "agentPoolProfiles": [pool]}
    return declared(CLUSTERS, CLUSTER, properties, "cluster", body={"identity": who}, **more)


def deployment(*resources: Declared, **more: Any) -> Deployment:
    """Return a deployment of these."""
    return Deployment(language="bicep", name="main.bicep", resources=resources, **more)
