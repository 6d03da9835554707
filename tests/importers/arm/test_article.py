"""The article's template from file to finding: sound as it stands; each fault is found, and at its place."""

from typing import Any

import pytest

from akslab.deployments.declared import Deployment
from akslab.deployments.nodes import Node
from akslab.rules.time import association_of
from akslab.wire.symbols import spoken

from .article import CLUSTER_AT, TABLE_RESOURCE, article, changed, findings, view_of
from .templates import (
    NAME,
    PARAMETERS_SCHEMA,
    Json,
    by_address,
    deployed,
    deployments,
    nested,
    placed,
    resource,
    template,
)

CLUSTER = ("resources", CLUSTER_AT)
PROFILE = (*CLUSTER, "properties", "networkProfile")
SUBNET = ("resources", 0, "properties", "subnets", 0)
SERIOUS = ("rejected", "breaks")


def serious(main: Json, **files: Any) -> set[str]:
    """Return the rules of class rejected or breaks that a template breaks."""
    return {rule for rule, found in findings(main, **files).items() if found.class_ in SERIOUS}


def test_the_articles_template_is_sound() -> None:
    assert serious(article()) == set()


FAULTS: dict[str, tuple[Json, set[str]]] = {
    "services on the subnet": (
        changed(((*PROFILE, "serviceCidr"), "192.168.0.0/16"), ((*PROFILE, "dnsServiceIP"), "192.168.0.10")),
        {"service-cidr-overlaps-subnet"},
    ),
    "services on the pods": (changed(((*PROFILE, "podCidr"), "10.0.0.0/8")), {"pod-cidr-overlaps-service-cidr"}),
    "a DNS address elsewhere": (changed(((*PROFILE, "dnsServiceIP"), "10.1.0.10")), {"dns-service-ip-outside"}),
    "a role on the table missing": (
        changed(
            (("resources", CLUSTER_AT - 1), None),
            (("resources", CLUSTER_AT - 1, "dependsOn"), ["[variables('vnetName')]"]),
        ),
        {"custom-table-missing-permission"},
    ),
    "a system-assigned identity": (
        changed(((*CLUSTER, "identity"), {"type": "SystemAssigned"})),
        {"custom-table-system-assigned-identity"},
    ),
    "a subnet too small": (
        changed(
            (("parameters", "subnetPrefix", "defaultValue"), "192.168.1.0/29"),
            (("parameters", "nodes", "defaultValue"), 9),
        ),
        {"subnet-too-small"},
    ),
    "a subnet outside": (
        changed((("parameters", "subnetPrefix", "defaultValue"), "172.16.0.0/24")),
        {"subnet-outside-network"},
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str) -> None:
    main, rules = FAULTS[name]
    assert rules <= serious(main)


def test_a_fault_of_a_parameter_file_is_only_in_its_deployment_and_at_its_place() -> None:
    bad = {"parameters": {"serviceCidr": {"value": "192.168.1.0/24"}}}
    main = changed(((*PROFILE, "dnsServiceIP"), None))
    found = deployments(
        main, main_parameters_json={"$schema": PARAMETERS_SCHEMA, "parameters": {}}, main_parameters_bad_json=bad
    )
    assert len(found) == 2
    with_bad = next(each for each in found if "bad" in each.name)
    cluster = by_address(with_bad)["managedClusters/myAKSCluster"]
    cidr = cluster.body.at("properties", "networkProfile", "serviceCidr")
    assert cidr
    assert placed(cidr.origin, {"main.parameters.bad.json": bad}) == '"192.168.1.0/24"'
    assert cidr.origin
    assert placed(cidr.origin.used, {NAME: main}) == "\"[parameters('serviceCidr')]\""


def cluster_view(main: Json) -> tuple[Any, Any]:
    view = view_of(main)
    (cluster,) = view.managed_clusters.values()
    return view, cluster


def test_the_role_and_the_table_are_there_before_the_cluster() -> None:
    view, cluster = cluster_view(article())
    subnet = cluster.pools[0].subnet_id
    roles = [assignment.id for assignment in view.role_assignments]
    assert len(roles) == 2
    assert all(view.order.precedes(id_, cluster.id) for id_ in roles)
    assert view.order.precedes(association_of(subnet), cluster.id)
    assert not view.order.precedes(cluster.id, roles[0])


def test_a_resource_id_orders_nothing_and_a_forgotten_dependency_is_seen() -> None:
    main = changed(((*CLUSTER, "dependsOn"), ["[variables('vnetName')]"]))
    view, cluster = cluster_view(main)
    assert not any(view.order.precedes(assignment.id, cluster.id) for assignment in view.role_assignments)
    assert view.order.precedes(association_of(cluster.pools[0].subnet_id), cluster.id)
    main = changed(((*CLUSTER, "dependsOn"), None))
    view, cluster = cluster_view(main)
    assert not view.order.precedes(cluster.pools[0].subnet_id, cluster.id)


def losses(main: Json) -> list[tuple[str, str, str]]:
    return [(loss.what, loss.address, loss.when) for loss in view_of(main).losses]


def test_the_second_deployment_takes_away_what_the_template_does_not_name() -> None:
    inline = changed(((*SUBNET, "properties", "routeTable"), None))
    assert losses(inline) == [("association", "virtualNetworks/myAKSVnet", "always")]
    child = changed((("resources", 0, "properties", "subnets"), None))
    child["resources"].append(
        resource(
            "myAKSVnet/myAKSSubnet",
            "Microsoft.Network/virtualNetworks/subnets",
            dependsOn=["myAKSVnet"],
            properties={"addressPrefix": "192.168.1.0/24"},
        )
    )
    assert losses(child) == [("association", "virtualNetworks/myAKSVnet/subnets/myAKSSubnet", "always")]


def test_the_routes_of_a_table_that_is_written_again_are_lost() -> None:
    assert losses(article()) == []
    main = article()
    main["resources"].append(TABLE_RESOURCE)
    assert losses(main) == [("routes", "routeTables/myRouteTable", "always")]
    assert serious(main) == {"redeploy-removes-pod-routes"}


def test_the_routes_of_a_table_that_is_only_made_once_stay() -> None:
    main = article()
    main["resources"].append({**TABLE_RESOURCE, "@options": {"onlyIfNotExists": []}})
    assert losses(main) == []
    assert serious(main) == set()


def test_one_network_written_inline_as_a_child_or_in_a_module_is_the_same_network() -> None:
    def of(main: Json) -> tuple[Any, ...]:
        view, cluster = cluster_view(main)
        network = next(iter(view.virtual_networks.values()))
        subnet = network.subnet(cluster.pools[0].subnet_id)
        return network.id, network.prefixes, subnet.prefixes, spoken(subnet.route_table_id)

    moved = article()
    network = moved["resources"][0]
    inner = template(network, parameters=moved["parameters"], variables=moved["variables"])
    moved["resources"][0] = nested("network", inner)
    moved["resources"][CLUSTER_AT]["dependsOn"][0] = "network"
    moved["resources"][2]["dependsOn"][0] = "network"
    child = changed((("resources", 0, "properties", "subnets"), None))
    child["resources"][0]["resources"] = [
        {
            **resource("myAKSSubnet", "subnets"),
            "properties": article()["resources"][0]["properties"]["subnets"][0]["properties"],
        }
    ]
    assert of(article()) == of(moved) == of(child)
    assert serious(moved) == set()


def test_what_nobody_knows_is_no_finding() -> None:
    main = changed(
        *(
            ((("parameters", name, "defaultValue"), None))
            for name in ("subnetPrefix", "serviceCidr", "nodes", "location")
        )
    )
    found: Deployment
    (found,) = deployments(main)
    assert {gap.needs for gap in found.gaps} == {f"parameter {name}" for name in main["parameters"]}
    assert serious(main) == set()


def test_a_condition_nobody_can_decide_makes_worlds() -> None:
    main = changed(((*CLUSTER, "condition"), "[parameters('withCluster')]"))
    main["parameters"]["withCluster"] = {"type": "bool"}
    cluster = by_address(deployed(main))["managedClusters/myAKSCluster"]
    assert [(each.text, each.holds) for each in cluster.conditions] == [("parameters('withCluster')", True)]


def test_a_cluster_has_the_spelling_of_its_keys_and_is_found_in_any() -> None:
    main = changed(((*PROFILE, "dnsServiceIP"), None), ((*PROFILE, "dnsServiceIp"), "10.0.0.9"))
    body = by_address(deployed(main))["managedClusters/myAKSCluster"].body
    found = body.at("Properties", "NETWORKPROFILE", "dnsServiceIP")
    assert isinstance(found, Node)
    assert found.value == "10.0.0.9"
