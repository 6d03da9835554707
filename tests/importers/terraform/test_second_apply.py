"""The second apply by azurerm's own ways: what AKS attached or wrote, and what a release leaves of it.

The cases are the rows of the table in `docs/inputs/terraform.md`.
"""

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.importers.options import Options

from .reading import ARTICLE, HEAD, IDENTITY, NETWORK, deployment, losses, without

MANAGED = without(
    HEAD + NETWORK + IDENTITY + ARTICLE[ARTICLE.index('resource "azurerm_kubernetes_cluster"') :],
    "    azurerm_role_assignment.routes,\n",
    "    azurerm_subnet_route_table_association.main,\n",
    IDENTITY[IDENTITY.index('resource "azurerm_role_assignment" "routes"') :],
)
"""kubenet with the table that AKS makes and attaches."""

ALONE = 'resource "azurerm_subnet" "nodes"'
_SUBNET_RESOURCE = MANAGED[MANAGED.index(ALONE) : MANAGED.index('resource "azurerm_user_assigned_identity"')]


def inline(version: str = "~> 4.0", subnet: str = "", lifecycle: str = "") -> str:
    """Return the managed case with the subnet written inside its network."""
    prefixes = "address_prefix   = " if version.startswith(("~> 2", "~> 3")) else "address_prefixes = "
    value = '"192.168.1.0/24"' if "prefixes" not in prefixes else '["192.168.1.0/24"]'
    block = f'\n\n  subnet {{\n    name             = "myAKSSubnet"\n    {prefixes}{value}\n{subnet}  }}\n{lifecycle}'
    source = without(MANAGED, _SUBNET_RESOURCE).replace("~> 4.0", version)
    source = source.replace(
        'address_space       = ["192.168.0.0/16"]', f'address_space       = ["192.168.0.0/16"]{block}'
    )
    return source.replace("azurerm_subnet.nodes.id", "one(azurerm_virtual_network.main.subnet).id")


IGNORED = "\n  lifecycle {\n    ignore_changes = [subnet]\n  }\n"
ALL_IGNORED = "\n  lifecycle {\n    ignore_changes = all\n  }\n"
STRIPPED = [("association", "azurerm_virtual_network.main", "always")]


def test_a_lone_subnet_keeps_the_table_aks_attached() -> None:
    assert losses(MANAGED) == []


@pytest.mark.parametrize("version", ["~> 4.0", "~> 4.81", "= 5.2.0", "~> 5.0", ">= 4.0"])
def test_an_inline_subnet_without_a_table_loses_it_from_4_0(version: str) -> None:
    assert losses(inline(version)) == STRIPPED


@pytest.mark.parametrize("version", ["~> 2.99", "~> 3.0", "= 3.117.1"])
def test_an_inline_subnet_keeps_its_table_before_4_0(version: str) -> None:
    assert losses(inline(version)) == []


@pytest.mark.parametrize("lifecycle", [IGNORED, ALL_IGNORED])
def test_ignored_changes_keep_the_table(lifecycle: str) -> None:
    assert losses(inline(lifecycle=lifecycle)) == []


def test_where_nobody_says_the_release_the_names_of_arguments_do() -> None:
    unsaid = without(inline(), HEAD[HEAD.index("terraform {") : HEAD.index('provider "azurerm"')])
    assert losses(unsaid) == STRIPPED


def test_a_network_of_names_that_every_release_has_leaves_it_open() -> None:
    source = """
resource "azurerm_virtual_network" "main" {
  name                = "v"
  resource_group_name = "g"
  location            = "eastus"
  address_space       = ["192.168.0.0/16"]
  dynamic "subnet" {
    for_each = ["s"]
    content {
      name = subnet.value
    }
  }
}
"""
    found = deployment(source)
    assert [gap.what.key for gap in found.gaps] == ["tf.version-open"]
    assert found.resources[0].keeps != ()
    assert deployment(source, options=Options(provider_version="4")).gaps == ()


def table(routes: str, lifecycle: str = "") -> str:
    """Return the article with routes in its own table."""
    return ARTICLE.replace(
        '  name                = "myRouteTable"', f'  name                = "myRouteTable"\n{routes}{lifecycle}'
    )


ROUTE = """
  route {
    name                   = "egress"
    address_prefix         = "0.0.0.0/0"
    next_hop_type          = "VirtualAppliance"
    next_hop_in_ip_address = "192.168.2.4"
  }
"""
EMPTIED = [("routes", "azurerm_route_table.main", "always")]


@pytest.mark.parametrize("version", ["~> 2.99", "~> 3.0", "~> 4.0", "~> 5.0"])
def test_a_table_with_inline_routes_loses_what_aks_wrote_into_it(version: str) -> None:
    assert losses(table(ROUTE).replace("~> 4.0", version)) == EMPTIED


def test_an_empty_list_of_routes_empties_the_table() -> None:
    assert losses(table("  route = []\n")) == EMPTIED


def test_routes_written_as_a_value_are_inline_routes() -> None:
    route = 'name = "r", address_prefix = "10.9.0.0/16", next_hop_type = "None", next_hop_in_ip_address = null'
    assert losses(table(f"  route = [{{ {route} }}]\n")) == EMPTIED


def test_a_table_without_routes_keeps_what_aks_wrote() -> None:
    assert losses(table("")) == []


def test_ignored_routes_are_kept() -> None:
    assert losses(table(ROUTE, "\n  lifecycle {\n    ignore_changes = [route, tags]\n  }\n")) == []


def test_a_route_of_its_own_leaves_the_others() -> None:
    route = """
resource "azurerm_route" "egress" {
  name                   = "egress"
  resource_group_name    = azurerm_resource_group.main.name
  route_table_name       = azurerm_route_table.main.name
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = "192.168.2.4"
}
"""
    assert losses(ARTICLE + route) == []


def test_dynamic_routes_over_something_unknown_are_no_claim() -> None:
    dynamic = '  dynamic "route" {\n    for_each = var.routes\n    content { name = route.key }\n  }\n'
    assert losses('variable "routes" {}\n' + table(dynamic)) == []


AZAPI = """
resource "azapi_resource" "subnet" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  name      = "myAKSSubnet"
  parent_id = azurerm_virtual_network.main.id
  body = {
    properties = {
      addressPrefix = "192.168.1.0/24"
    }
  }
}
"""


def with_azapi(resource: str) -> str:
    return without(MANAGED, _SUBNET_RESOURCE).replace("azurerm_subnet.nodes.id", "azapi_resource.subnet.id") + resource


def test_azapi_puts_the_whole_body_when_something_in_it_changes() -> None:
    assert losses(with_azapi(AZAPI)) == [("association", "azapi_resource.subnet", "on-change")]


def test_azapi_with_an_ignored_body_does_not() -> None:
    ignored = AZAPI.replace("  body = {", "  lifecycle {\n    ignore_changes = [body]\n  }\n  body = {")
    assert losses(with_azapi(ignored)) == []


def test_azapi_update_reads_and_merges() -> None:
    update = AZAPI.replace("azapi_resource", "azapi_update_resource").replace('"subnet"', '"more"')
    assert losses(MANAGED + update) == []


def test_a_table_in_an_inline_subnet_is_kept_as_it_is_written() -> None:
    own = (
        inline(subnet="    route_table_id   = azurerm_route_table.main.id\n")
        + """
resource "azurerm_route_table" "main" {
  name                = "myRouteTable"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
}
"""
    )
    assert losses(own) == []


def test_no_loss_where_aks_makes_no_table() -> None:
    egress = inline().replace(
        'network_plugin = "kubenet"', 'network_plugin = "kubenet"\n    outbound_type = "userDefinedRouting"'
    )
    assert losses(egress) == []
    cni = inline().replace('"kubenet"', '"azure"\n    network_plugin_mode = "overlay"')
    assert losses(cni) == []


def test_a_loss_names_the_subnet_and_the_cluster() -> None:
    (loss,) = view_of_deployment(deployment(inline())).losses
    assert loss.subnet_id.endswith("/myAKSVnet/subnets/myAKSSubnet")
    assert loss.cluster_id.endswith("/managedClusters/myAKSCluster")


def with_association(version: str, subnet: str = "") -> str:
    """Return the article with its subnet inline and the table attached by an association."""
    source = ARTICLE.replace(_SUBNET_RESOURCE, "").replace("~> 4.0", version)
    block = inline(version, subnet)
    block = block[block.index("  subnet {") : block.index("  }\n", block.index("  subnet {")) + 4]
    source = source.replace('["192.168.0.0/16"]', f'["192.168.0.0/16"]\n\n{block}')
    return source.replace("azurerm_subnet.nodes.id", "one(azurerm_virtual_network.main.subnet).id")


def test_an_association_loses_its_table_to_the_network_that_lists_the_subnet_without_it() -> None:
    assert losses(with_association("~> 4.0")) == STRIPPED
    assert losses(with_association("~> 3.0")) == []
    assert losses(with_association("~> 4.0", "    route_table_id   = azurerm_route_table.main.id\n")) == []
