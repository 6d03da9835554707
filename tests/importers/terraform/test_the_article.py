"""The article's network in Terraform, end to end: documents, joins, order, findings with their places."""

from akslab.deployments.judging import view_of_deployment
from akslab.rules.catalogue import judgements
from akslab.rules.rule import NotJudged
from akslab.rules.time import association_of
from akslab.wire.symbols import has_symbol, principal_of

from .reading import (
    ARTICLE,
    CLUSTER_ID,
    IDENTITY_ID,
    NETWORK_ID,
    SUBNET_ID,
    TABLE_ID,
    at,
    body,
    broken,
    deployment,
    id_of,
    losses,
    resource,
    said,
    text_at,
    without,
    written_at,
)


def test_it_is_sound_ordered_and_safe_to_apply_again() -> None:
    assert said(ARTICLE) == []
    assert broken(ARTICLE) == set()
    assert losses(ARTICLE) == []


def test_nothing_of_it_is_left_unjudged() -> None:
    unjudged = [each for each in judgements(view_of_deployment(deployment(ARTICLE))) if isinstance(each, NotJudged)]
    assert unjudged == []


def test_every_resource_has_the_id_that_azure_will_give_it() -> None:
    found = deployment(ARTICLE)
    assert id_of(found, "azurerm_virtual_network.main") == NETWORK_ID
    assert id_of(found, "azurerm_subnet.nodes") == SUBNET_ID
    assert id_of(found, "azurerm_route_table.main") == TABLE_ID
    assert id_of(found, "azurerm_kubernetes_cluster.main") == CLUSTER_ID
    assert id_of(found, "azurerm_user_assigned_identity.main") == IDENTITY_ID
    assert id_of(found, "azurerm_subnet_route_table_association.main") == SUBNET_ID


def test_a_reference_to_an_id_is_exactly_that_id() -> None:
    found = deployment(ARTICLE)
    subnet = resource(found, "azurerm_subnet.nodes")
    table = resource(found, "azurerm_route_table.main")
    cluster = resource(found, "azurerm_kubernetes_cluster.main")
    association = resource(found, "azurerm_subnet_route_table_association.main")
    pool = cluster.body.at("properties", "agentPoolProfiles", 0, "vnetSubnetID")

    assert pool is not None
    assert pool.value == subnet.id
    assert association.id == subnet.id
    assert association.writing == "patch"
    assert at(found, association.address, "properties", "routeTable", "id") == table.id


def test_the_cluster_is_armed_as_azure_has_it() -> None:
    document = body(deployment(ARTICLE), "azurerm_kubernetes_cluster.main")
    assert document["location"] == "eastus"
    assert document["identity"]["type"] == "UserAssigned"
    assert document["properties"]["networkProfile"] == {
        "networkPlugin": "kubenet",
        "podCidr": "10.244.0.0/16",
        "serviceCidr": "10.0.0.0/16",
        "dnsServiceIP": "10.0.0.10",
    }
    pool = document["properties"]["agentPoolProfiles"][0]
    assert (pool["name"], pool["count"], pool["mode"], pool["vmSize"]) == (
        "nodepool1",
        3,
        "System",
        "Standard_D4s_v5",
    )


def test_roles_meet_the_identity_they_are_for() -> None:
    found = deployment(ARTICLE)
    identity = resource(found, "azurerm_user_assigned_identity.main").id
    assert has_symbol(principal_of(identity))
    assert at(found, "azurerm_role_assignment.routes", "properties", "principalId") == principal_of(identity)
    assert at(found, "azurerm_role_assignment.routes", "properties", "roleDefinitionId") == "Network Contributor"


def test_a_missing_role_on_the_table_is_found() -> None:
    roleless = without(
        ARTICLE,
        ARTICLE[
            ARTICLE.index('resource "azurerm_role_assignment" "routes"') : ARTICLE.index('resource "azurerm_kubern')
        ],
        "    azurerm_role_assignment.routes,\n",
    )
    assert broken(roleless) == {"custom-table-missing-permission"}


def test_a_service_range_in_the_network_is_found_where_it_is_written() -> None:
    overlapping = ARTICLE.replace('"10.0.0.0/16"', '"192.168.1.0/24"').replace('"10.0.0.10"', '"192.168.1.10"')
    cluster = resource(deployment(overlapping), "azurerm_kubernetes_cluster.main")

    assert "service-cidr-overlaps-subnet" in broken(overlapping)
    assert written_at(overlapping, cluster.body.at("properties", "networkProfile", "serviceCidr")) == '"192.168.1.0/24"'


def test_a_resource_is_shown_by_its_head_and_an_absent_property_by_its_block() -> None:
    cluster = resource(deployment(ARTICLE), "azurerm_kubernetes_cluster.main")
    profile = cluster.body.at("properties", "networkProfile")

    assert text_at(ARTICLE, cluster.origin) == 'resource "azurerm_kubernetes_cluster" "main"'
    assert written_at(ARTICLE, profile) == "network_profile"


def test_the_association_and_the_roles_come_before_the_cluster() -> None:
    order = view_of_deployment(deployment(ARTICLE)).order
    cluster = resource(deployment(ARTICLE), "azurerm_kubernetes_cluster.main").id
    subnet = resource(deployment(ARTICLE), "azurerm_subnet.nodes").id
    assert order is not None
    assert order.precedes(association_of(subnet), cluster)


def test_without_depends_on_nothing_orders_the_association_before_the_cluster() -> None:
    unordered = without(ARTICLE, ARTICLE[ARTICLE.index("  depends_on = [") : ARTICLE.rindex("]") + 2])
    found = deployment(unordered)
    order = view_of_deployment(found).order
    cluster, subnet = (
        resource(found, address).id for address in ("azurerm_kubernetes_cluster.main", "azurerm_subnet.nodes")
    )
    assert order is not None
    assert not order.precedes(association_of(subnet), cluster)
    assert order.precedes(subnet, cluster)
