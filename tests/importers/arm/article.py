"""The article's network as an ARM template: sound as it stands, and easily broken."""

import copy
from typing import Any

from akslab.deployments.judging import view_of_deployment
from akslab.rules.catalogue import judgements
from akslab.rules.rule import Finding
from akslab.rules.view import View

from .templates import Json, deployments, resource, template

NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7"
ROLE = f"subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '{NETWORK_CONTRIBUTOR}')"
VNET = "resourceId('Microsoft.Network/virtualNetworks', variables('vnetName'))"
SUBNET = "resourceId('Microsoft.Network/virtualNetworks/subnets', variables('vnetName'), 'myAKSSubnet')"
TABLE = "resourceId('Microsoft.Network/routeTables', 'myRouteTable')"
IDENTITY = "resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'myIdentity')"
PRINCIPAL = f"reference({IDENTITY}, '2023-01-31').principalId"


def role(name: str, scope: str, *depends_on: str) -> Json:
    return resource(
        f"[guid(resourceGroup().id, '{name}')]",
        "Microsoft.Authorization/roleAssignments",
        scope=f"[{scope}]",
        dependsOn=[*depends_on, f"[{IDENTITY}]"],
        properties={
            "roleDefinitionId": f"[{ROLE}]",
            "principalId": f"[{PRINCIPAL}]",
            "principalType": "ServicePrincipal",
        },
    )


def article() -> Json:
    """Return a kubenet cluster in an own network with its identity and its roles; the own table is applied apart."""
    subnet = {
        "name": "myAKSSubnet",
        "properties": {
            "addressPrefix": "[parameters('subnetPrefix')]",
            "routeTable": {"id": f"[{TABLE}]"},
        },
    }
    cluster = resource(
        "myAKSCluster",
        "Microsoft.ContainerService/managedClusters",
        location="[parameters('location')]",
        identity={"type": "UserAssigned", "userAssignedIdentities": {f"[{IDENTITY}]": {}}},
        dependsOn=[
            "[variables('vnetName')]",
            f"[extensionResourceId({VNET}, 'Microsoft.Authorization/roleAssignments', guid(resourceGroup().id, 'vnet'))]",
            f"[extensionResourceId({TABLE}, 'Microsoft.Authorization/roleAssignments', guid(resourceGroup().id, 'table'))]",
        ],
        properties={
            "dnsPrefix": "aks",
            "kubernetesVersion": "1.31.2",
            "agentPoolProfiles": [
                {
                    "name": "nodepool1",
                    "count": "[parameters('nodes')]",
                    "mode": "System",
                    "vmSize": "Standard_DS2_v2",
                    "vnetSubnetID": f"[{SUBNET}]",
                }
            ],
            "networkProfile": {
                "networkPlugin": "kubenet",
                "podCidr": "10.244.0.0/16",
                "serviceCidr": "[parameters('serviceCidr')]",
                "dnsServiceIP": "10.0.0.10",
            },
        },
    )
    return template(
        resource(
            "[variables('vnetName')]",
            location="[parameters('location')]",
            properties={
                "addressSpace": {"addressPrefixes": ["192.168.0.0/16"]},
                "subnets": [subnet],
            },
        ),
        resource("myIdentity", "Microsoft.ManagedIdentity/userAssignedIdentities", location="[parameters('location')]"),
        role("vnet", VNET, "[variables('vnetName')]"),
        role("table", TABLE),
        cluster,
        parameters={
            "location": {"type": "string", "defaultValue": "[resourceGroup().location]"},
            "subnetPrefix": {"type": "string", "defaultValue": "192.168.1.0/24"},
            "serviceCidr": {"type": "string", "defaultValue": "10.0.0.0/16"},
            "nodes": {"type": "int", "defaultValue": 3},
        },
        variables={"vnetName": "myAKSVnet"},
    )


TABLE_RESOURCE = resource(
    "myRouteTable", "Microsoft.Network/routeTables", location="[parameters('location')]", properties={}
)
"""What makes the table in the same template."""
CLUSTER_AT = 4
"""Its index in `resources`."""


def changed(*changes: tuple[tuple[Any, ...], Any]) -> Json:
    """Return the article's template with values at paths set, or taken away where the value is None."""
    main = copy.deepcopy(article())
    for path, value in changes:
        place: Any = main
        for step in path[:-1]:
            place = place[step]
        if value is None:
            del place[path[-1]]
        else:
            place[path[-1]] = value
    return main


def view_of(main: Json, **files: Any) -> View:
    (deployment,) = deployments(main, **files)
    assert [problem.what for problem in deployment.problems] == []
    return view_of_deployment(deployment)


def findings(main: Json, **files: Any) -> dict[str, Finding]:
    """Return what is wrong with the only deployment of a template, by rule."""
    return {each.rule: each for each in judgements(view_of(main, **files)) if isinstance(each, Finding)}
