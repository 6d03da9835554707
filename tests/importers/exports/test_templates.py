"""`az group export`: parameters with defaults, ids by function, children twice, and no word of where the group is."""

from typing import Any

import pytest
from doctor import az_shapes as az

from akslab.importers.exports.merging import merged
from akslab.importers.exports.reading import read_exports
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.rules.from_documents import view_of
from akslab.rules.ids import group_of, subscription_of
from akslab.rules.view import View
from akslab.wire.symbols import has_symbol

NETWORK, TABLES = "Microsoft.Network/virtualNetworks", "Microsoft.Network/routeTables"
TABLE_ID = "[resourceId('Microsoft.Network/routeTables', parameters('routeTables_rt_aks_name'))]"
SUBNET_BODY = {"addressPrefix": "192.168.1.0/24", "routeTable": {"id": TABLE_ID}, "delegations": []}


def template(**parameters: Any) -> dict[str, Any]:
    defaults = {"virtualNetworks_myAKSVnet_name": "myAKSVnet", "routeTables_rt_aks_name": "rt-aks", **parameters}
    return {
        "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        "contentVersion": "1.0.0.0",
        "parameters": {name: {"defaultValue": value, "type": "String"} for name, value in defaults.items()},
        "variables": {},
        "resources": [
            {
                "type": TABLES,
                "apiVersion": "2024-05-01",
                "name": "[parameters('routeTables_rt_aks_name')]",
                "location": "koreacentral",
                "properties": {
                    "disableBgpRoutePropagation": False,
                    "routes": [{"name": "r", "properties": {"addressPrefix": "0.0.0.0/0", "nextHopType": "Internet"}}],
                },
            },
            {
                "type": NETWORK,
                "apiVersion": "2024-05-01",
                "name": "[parameters('virtualNetworks_myAKSVnet_name')]",
                "location": "koreacentral",
                "dependsOn": [TABLE_ID],
                "properties": {
                    "addressSpace": {"addressPrefixes": ["192.168.0.0/16"]},
                    "subnets": [{"name": "snet-aks", "properties": SUBNET_BODY}],
                },
            },
            {
                "type": f"{NETWORK}/subnets",
                "apiVersion": "2024-05-01",
                "name": "[concat(parameters('virtualNetworks_myAKSVnet_name'), '/snet-aks')]",
                "properties": SUBNET_BODY,
            },
            {"type": TABLES, "name": "conditional", "condition": "[parameters('x')]", "properties": {}},
        ],
    }


def view(options: Options | None = None, **files: Any) -> View:
    texts = az.written({f"{name}.json": value for name, value in files.items()})
    return view_of(merged(read_exports(GivenFiles(texts), texts, options or Options()).items).documents.values())


def test_names_and_ids_are_read_and_children_are_there_once() -> None:
    found = view(options=Options(subscription_id=az.SUBSCRIPTION, resource_group=az.GROUP), t=template())

    assert list(found.route_tables) == [az.OWN_TABLE.lower()]
    network = found.virtual_networks[az.VNET.lower()]
    assert [(subnet.name, subnet.route_table_id) for subnet in network.subnets] == [("snet-aks", az.OWN_TABLE)]


def test_where_the_group_is_another_export_tells() -> None:
    found = view(t=template(), vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE)))

    assert list(found.virtual_networks) == [az.VNET.lower()]
    assert list(found.route_tables) == [az.OWN_TABLE.lower()]


def test_where_nobody_tells_a_symbol_stands_for_it() -> None:
    found = view(t=template())

    network = next(iter(found.virtual_networks.values()))
    assert has_symbol(network.id)
    assert network.subnets[0].route_table_id in {table.id for table in found.route_tables.values()}


def with_cluster(node_group: str = az.NODE_GROUP) -> dict[str, Any]:
    """Return the export of a group with a cluster in it."""
    made = template()
    made["resources"].append(
        {
            "type": "Microsoft.ContainerService/managedClusters",
            "name": "aks-prod",
            "properties": {"nodeResourceGroup": node_group, "networkProfile": {"networkPlugin": "kubenet"}},
        }
    )
    return made


def test_the_nodes_of_a_cluster_tell_the_subscription_of_its_group() -> None:
    found = view(t=with_cluster(az.NODE_GROUP.upper()), nodes=az.nodes())

    (cluster,) = found.managed_clusters.values()
    assert subscription_of(cluster.id) == az.SUBSCRIPTION
    assert has_symbol(group_of(cluster.id))


def test_nodes_of_two_subscriptions_tell_none() -> None:
    elsewhere = az.kubectl_node(1)
    elsewhere["spec"]["providerID"] = elsewhere["spec"]["providerID"].replace(az.SUBSCRIPTION, "another")
    found = view(t=with_cluster(), nodes=az.kubectl_list(az.kubectl_node(0), elsewhere))

    (cluster,) = found.managed_clusters.values()
    assert has_symbol(subscription_of(cluster.id))


def test_nodes_of_another_cluster_tell_nothing() -> None:
    (cluster,) = view(t=with_cluster("MC_other"), nodes=az.nodes()).managed_clusters.values()

    assert has_symbol(subscription_of(cluster.id))


def test_a_name_that_is_itself_made_of_an_id_costs_nothing_else() -> None:
    whole = template()
    assignment = {"type": "Microsoft.Authorization/roleAssignments", "properties": {}}
    whole["resources"].append({**assignment, "name": f"[guid(resourceId('{NETWORK}', 'myAKSVnet'))]"})

    found = view(t=whole, vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE)))

    assert list(found.route_tables) == [az.OWN_TABLE.lower()]


@pytest.mark.parametrize(
    "expression",
    [
        "[parameters('missing')]",
        "[variables('x')]",
        "[concat(parameters('a'), parameters('a')",
        "[" + "concat(" * 400 + "'x'" + ")" * 400 + "]",
        "[copyIndex()]",
        "[reference('x').y]",
        "[1 + 1]",
        "[]",
    ],
)
def test_an_expression_that_is_not_read_is_unknown(expression: str) -> None:
    whole = template()
    whole["resources"][0]["properties"]["routes"] = expression

    table = view(options=Options(subscription_id=az.SUBSCRIPTION, resource_group=az.GROUP), t=whole)

    assert not isinstance(table.route_tables[az.OWN_TABLE.lower()].routes, tuple)


def test_a_template_cannot_multiply_itself() -> None:
    big = "x" * 4000
    whole = template(a=big)
    whole["resources"][0]["properties"]["routes"] = (
        f"[concat({', '.join(['parameters(' + chr(39) + 'a' + chr(39) + ')'] * 200)})]"
    )

    found = view(options=Options(subscription_id=az.SUBSCRIPTION, resource_group=az.GROUP), t=whole)

    assert not isinstance(found.route_tables[az.OWN_TABLE.lower()].routes, tuple)
