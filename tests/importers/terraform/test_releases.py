"""Releases of azurerm: constraints, lock files, names of arguments, and one network written for four of them."""

from typing import Any

import pytest

from akslab.importers.options import Options
from akslab.importers.terraform.azurerm.versions import ANY, NEWEST, as_said, constrained, exactly

from .reading import ARTICLE, HEAD, at, body, broken, deployment, losses, said, text_at


@pytest.mark.parametrize(
    ("constraint", "majors"),
    [
        ("~> 4.0", (4,)),
        ("~> 3.117.1", (3,)),
        ("~> 4", (4, 5)),
        (">= 3.0", (3, 4, 5)),
        (">= 3.0, < 5.0", (3, 4)),
        ("= 2.99.0", (2,)),
        ("4.1.0", (4,)),
        ("< 4.0.0", (2, 3)),
        ("!= 4.0", (2, 3, 4, 5)),
        ("> 4.82", (5,)),
        ("v3.0", (3,)),
        ("nonsense", (2, 3, 4, 5)),
        ("", (2, 3, 4, 5)),
    ],
)
def test_a_constraint_allows_majors(constraint: str, majors: tuple[int, ...]) -> None:
    assert constrained(ANY, constraint).majors == tuple(major for major in majors if major in NEWEST)


def test_a_patch_constraint_stays_within_its_minor() -> None:
    assert constrained(ANY, "~> 3.117.1").releases == ((3, 117),)
    assert constrained(ANY, "~> 4.0").releases[0] == (4, 0)
    assert constrained(ANY, "< 4.0.1").releases[-1] == (4, 0)


def test_what_is_newer_than_all_that_is_known_is_kept_as_it_is() -> None:
    assert constrained(ANY, "~> 6.1").releases == ((6, 1),)
    assert constrained(ANY, "~> 6.1").is_open
    assert not constrained(ANY, "~> 4.0").is_open
    assert constrained(ANY, "~> 5.0").is_open


def test_a_person_says_a_major_or_a_release() -> None:
    assert as_said("4").majors == (4,)
    assert as_said("3.117.1").releases == ((3, 117),)
    assert exactly("nonsense") is None


LOCK = 'provider "registry.terraform.io/hashicorp/azurerm" {\n  version = "3.117.1"\n}\n'


def test_the_lock_file_decides_before_the_constraint() -> None:
    source = ARTICLE.replace("~> 4.0", ">= 3.0") + UNKNOWN_IN_3
    assert said({"main.tf": source}) == []
    assert said({"main.tf": source, ".terraform.lock.hcl": LOCK}) == ["tf.argument-renamed"]


UNKNOWN_IN_3 = """
resource "azurerm_kubernetes_cluster_node_pool" "two" {
  name                  = "two"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.main.id
  vm_size               = "Standard_D4s_v5"
  vnet_subnet_id        = azurerm_subnet.nodes.id
  auto_scaling_enabled  = true
  min_count             = 1
  max_count             = 3
}
"""


def test_the_person_decides_where_nothing_else_does() -> None:
    unsaid = UNKNOWN_IN_3.replace("azurerm_kubernetes_cluster.main.id", '"/x"').replace(
        "azurerm_subnet.nodes.id", '"/y"'
    )
    assert said(unsaid, Options(provider_version="3")) == ["tf.argument-renamed"]
    assert said(unsaid, Options(provider_version="4")) == []


def test_a_renamed_argument_is_told_at_its_name_with_the_new_one() -> None:
    source = ARTICLE.replace("node_count     = 3", "node_count     = 3\n    enable_auto_scaling = false")
    (problem,) = deployment(source).problems
    assert problem.what.key == "tf.argument-renamed"
    assert problem.what.values["other"] == "auto_scaling_enabled"
    assert problem.what.values["version"] == "4.x"
    assert text_at(source, problem.origin) == "enable_auto_scaling"


@pytest.mark.parametrize(
    ("version", "line", "key"),
    [
        ("~> 4.0", 'docker_bridge_cidr = "172.17.0.1/16"', "tf.argument-of-others"),
        ("~> 4.0", "pod_cdir = 1", "tf.no-argument"),
        ("~> 5.0", "pod_cdir = 1", None),
        ("= 5.2.0", "pod_cdir = 1", None),
    ],
)
def test_an_argument_nobody_knows_is_an_error_or_from_a_newer_release(version: str, line: str, key: str | None) -> None:
    source = ARTICLE.replace("~> 4.0", version).replace(
        'network_plugin = "kubenet"', f'network_plugin = "kubenet"\n    {line}'
    )
    assert said(source) == ([key] if key else [])
    assert ("tf.newer-argument" in [gap.what.key for gap in deployment(source).gaps]) is (key is None)


def test_a_blocks_name_counts_as_an_argument() -> None:
    source = ARTICLE.replace(
        "  identity {", "  addon_profile {\n    kube_dashboard {\n      enabled = true\n    }\n  }\n  identity {"
    )
    assert said(source) == ["tf.argument-of-others"]


def test_names_of_two_releases_that_exclude_each_other_are_told() -> None:
    pool = UNKNOWN_IN_3.replace("azurerm_kubernetes_cluster.main.id", '"/x"').replace("azurerm_subnet.nodes.id", '"/y"')
    assert said(pool + pool.replace('"two" {', '"three" {').replace("auto_scaling_enabled", "enable_auto_scaling")) == [
        "tf.argument-renamed"
    ]


def test_subnets_never_had_a_route_table_argument_in_these_releases() -> None:
    source = ARTICLE.replace(
        'address_prefixes     = ["192.168.1.0/24"]',
        'address_prefixes     = ["192.168.1.0/24"]\n  route_table_id = azurerm_route_table.main.id',
    )
    assert "tf.no-argument" in said(source)


def of_release(version: str) -> str:
    """Return the article for a release; 2.x took one identity."""
    source = ARTICLE.replace("~> 4.0", version)
    if not version.startswith("~> 2"):
        return source
    identity = "azurerm_user_assigned_identity.main.id"
    return source.replace(f"identity_ids = [{identity}]", f"user_assigned_identity_id = {identity}")


def cluster(version: str, pool: str, profile: str = "", more: str = "") -> Any:
    source = (
        HEAD.replace("~> 4.0", version)
        + f"""
resource "azurerm_kubernetes_cluster" "c" {{
  name                = "c"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  dns_prefix          = "c"
  default_node_pool {{
    name    = "p"
    vm_size = "Standard_D4s_v5"
    {pool}
  }}
  identity {{
    type = "SystemAssigned"
  }}
  network_profile {{
    network_plugin = "kubenet"
    {profile}
  }}
  {more}
}}
"""
    )
    found = deployment(source)
    assert found.problems == ()
    return body(found, "azurerm_kubernetes_cluster.c")


OLD_POOL = "enable_auto_scaling = true\nmin_count = 2\nmax_count = 5\nenable_node_public_ip = true"
NEW_POOL = "auto_scaling_enabled = true\nmin_count = 2\nmax_count = 5\nnode_public_ip_enabled = true"


@pytest.mark.parametrize(
    ("version", "pool"), [("~> 2.99", OLD_POOL), ("~> 3.0", OLD_POOL), ("~> 4.0", NEW_POOL), ("~> 5.0", NEW_POOL)]
)
def test_the_same_pool_gives_the_same_document_in_every_release(version: str, pool: str) -> None:
    found = cluster(version, pool)["properties"]["agentPoolProfiles"][0]
    assert (found["enableAutoScaling"], found["minCount"], found["maxCount"], found["enableNodePublicIP"]) == (
        True,
        2,
        5,
        True,
    )
    assert found["count"] == 2  # the provider asks for the least where no count is written


@pytest.mark.parametrize(
    ("version", "line", "disabled"),
    [
        ("~> 3.0", "disable_bgp_route_propagation = true", True),
        ("~> 4.0", "bgp_route_propagation_enabled = false", True),
        ("~> 3.117", "bgp_route_propagation_enabled = true", False),
        ("~> 4.0", "", False),
        ("~> 2.99", "", False),
    ],
)
def test_bgp_propagation_is_the_same_in_either_name(version: str, line: str, disabled: bool) -> None:
    source = of_release(version).replace('"myRouteTable"', f'"myRouteTable"\n  {line}')
    found = deployment(source)
    assert found.problems == ()
    assert at(found, "azurerm_route_table.main", "properties", "disableBgpRoutePropagation") is disabled


@pytest.mark.parametrize("version", ["~> 2.99", "~> 3.0", "~> 4.0", "~> 5.0"])
def test_the_article_is_sound_in_every_release(version: str) -> None:
    source = of_release(version)
    assert said(source) == []
    assert broken(source) == set()
    assert losses(source) == []


def test_addons_of_2_and_blocks_of_later_releases_are_the_same_addons() -> None:
    old = cluster(
        "~> 2.90",
        "node_count = 1",
        more='addon_profile {\n    aci_connector_linux {\n      enabled = true\n      subnet_name = "v"\n    }\n  }',
    )
    new = cluster("~> 4.0", "node_count = 1", more='aci_connector_linux {\n    subnet_name = "v"\n  }')
    assert old["properties"]["addonProfiles"] == new["properties"]["addonProfiles"]
    assert new["properties"]["addonProfiles"]["aciConnectorLinux"] == {"enabled": True, "config": {"SubnetName": "v"}}


def test_virtual_nodes_on_kubenet_are_found_in_terraform() -> None:
    source = ARTICLE.replace("  identity {", '  aci_connector_linux {\n    subnet_name = "v"\n  }\n  identity {')
    assert "virtual-nodes-without-azure-cni" in broken(source)


@pytest.mark.parametrize(
    ("line", "path", "value"),
    [
        ("private_cluster_enabled = true", ("apiServerAccessProfile", "enablePrivateCluster"), True),
        ('node_resource_group = "MC_x"', ("nodeResourceGroup",), "MC_x"),
        ("kubernetes_version = 1.31", ("kubernetesVersion",), "1.31"),
        ('kubernetes_version = "1.31.2"', ("kubernetesVersion",), "1.31.2"),
        ('automatic_upgrade_channel = "patch"', ("autoUpgradeProfile", "upgradeChannel"), "patch"),
    ],
)
def test_arguments_of_a_cluster_go_where_arm_has_them(line: str, path: tuple[str, ...], value: object) -> None:
    found = cluster("~> 4.0", "node_count = 1", more=line)["properties"]
    for step in path:
        found = found[step]
    assert found == value


def test_outbound_addresses_count_as_chosen() -> None:
    profile = 'load_balancer_sku = "standard"\nload_balancer_profile {\n      outbound_ip_address_ids = ["/a"]\n    }'
    found = cluster("~> 4.0", "node_count = 1", profile)["properties"]["networkProfile"]["loadBalancerProfile"]
    assert found == {"outboundIPs": {"publicIPs": [{"id": "/a"}]}}
    managed = cluster("~> 4.0", "node_count = 1", "load_balancer_profile {\n      managed_outbound_ip_count = 2\n    }")
    assert managed["properties"]["networkProfile"]["loadBalancerProfile"] == {"managedOutboundIPs": {"count": 2}}
