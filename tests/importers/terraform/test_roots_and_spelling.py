"""Which folders are root modules, and how ARM's properties are written in azurerm."""

import pytest

from akslab.importers.files import GivenFiles
from akslab.importers.terraform.roots import root_modules
from akslab.importers.terraform.spelling import spelled

CALL = 'module "m" {\n  source = "%s"\n}\n'


def roots(files: dict[str, str]) -> tuple[str, ...]:
    return root_modules(GivenFiles(files), files)


def test_a_folder_that_another_calls_is_no_root() -> None:
    assert roots({"main.tf": CALL % "./modules/a", "modules/a/main.tf": "", "modules/b/main.tf": ""}) == (
        "",
        "modules/b",
    )


def test_a_module_with_examples_is_checked_by_its_examples() -> None:
    assert roots({"main.tf": "", "examples/one/main.tf": CALL % "../../"}) == ("examples/one",)


def test_json_calls_count_and_installed_modules_are_passed_over() -> None:
    files = {
        "live/main.tf.json": '{"module": {"m": {"source": "../net"}}}',
        "net/main.tf": "",
        "live/.terraform/modules/x/main.tf": "",
    }
    assert roots(files) == ("live",)


def test_folders_that_only_call_each_other_are_all_returned() -> None:
    assert roots({"a/main.tf": CALL % "../b", "b/main.tf": CALL % "../a"}) == ("a", "b")


def test_other_files_make_no_root() -> None:
    assert roots({"README.md": "", "x/values.tfvars": ""}) == ()


CLUSTERS = "Microsoft.ContainerService/managedClusters"
SUBNETS = "Microsoft.Network/virtualNetworks/subnets"


@pytest.mark.parametrize(
    ("type_", "path", "major", "words"),
    [
        (CLUSTERS, "properties.networkProfile.serviceCidr", 4, "network_profile.service_cidr"),
        (CLUSTERS, "properties.networkProfile.dnsServiceIP", 2, "network_profile.dns_service_ip"),
        (CLUSTERS, "properties.agentPoolProfiles[p].enableAutoScaling", 3, "default_node_pool.enable_auto_scaling"),
        (CLUSTERS, "properties.agentPoolProfiles[p].enableAutoScaling", 5, "default_node_pool.auto_scaling_enabled"),
        (CLUSTERS, "properties.agentPoolProfiles", 5, "default_node_pool"),
        (CLUSTERS, "identity.userAssignedIdentities", 4, "identity.identity_ids"),
        (f"{CLUSTERS}/agentPools", "properties.vnetSubnetID", 4, "vnet_subnet_id"),
        (SUBNETS, "properties.routeTable", 4, "azurerm_subnet_route_table_association.route_table_id"),
        (SUBNETS, "properties.routeTable.id", 5, "azurerm_subnet_route_table_association.route_table_id"),
        (SUBNETS, "properties.addressPrefix", 4, "address_prefixes"),
        (SUBNETS, "properties.addressPrefix", 2, "address_prefix"),
        (
            "Microsoft.Network/virtualNetworks",
            "properties.subnets[s].properties.routeTable",
            4,
            "subnet.route_table_id",
        ),
        ("Microsoft.Network/virtualNetworks", "properties.subnets[s].properties.routeTable", 3, ""),
        ("microsoft.network/ROUTETABLES", "properties.DisableBgpRoutePropagation", 3, "disable_bgp_route_propagation"),
        ("Microsoft.Network/routeTables", "properties.disableBgpRoutePropagation", 4, "bgp_route_propagation_enabled"),
        (
            "Microsoft.Network/routeTables",
            "properties.routes[r].properties.nextHopIpAddress",
            4,
            "route.next_hop_in_ip_address",
        ),
        ("Microsoft.Network/routeTables", "location", 4, "location"),
        ("Microsoft.Web/sites", "properties.x", 4, ""),
    ],
)
def test_a_property_is_written_as_its_release_writes_it(type_: str, path: str, major: int, words: str) -> None:
    assert spelled(type_, path, major) == words
