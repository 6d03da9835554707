"""What nobody knows stays unknown, under a name of its own: equal unknowns are equal, others are not."""

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.deployments.nodes import Unknown
from akslab.importers.options import Options
from akslab.rules.catalogue import judgements
from akslab.rules.rule import NotJudged

from .reading import ARTICLE, HEAD, Texts, at, broken, deployment, id_of, resource, said

VARIABLES = """
variable "group" { type = string }
variable "prefix" { type = string }
variable "ranges" { type = list(string) }
variable "settings" {}
"""


def table(name: str, group: str = "var.group", label: str = "main") -> str:
    return f"""
resource "azurerm_route_table" "{label}" {{
  name                = {name}
  resource_group_name = {group}
  location            = "eastus"
}}
"""


def last(texts: Texts, address: str = "azurerm_route_table.main") -> str:
    return id_of(deployment(texts), address).partition("/routeTables/")[2]


def test_a_variable_without_value_is_a_gap_with_its_place() -> None:
    found = deployment(VARIABLES + table('"x"'))
    assert [gap.needs for gap in found.gaps] == [
        "variable group",
        "variable prefix",
        "variable ranges",
        "variable settings",
    ]
    assert not any(gap.hides_resources for gap in found.gaps)
    assert found.problems == ()


def test_it_is_a_symbol_in_ids_and_texts() -> None:
    found = deployment(VARIABLES + table('"${var.prefix}-routes"'))
    assert id_of(found, "azurerm_route_table.main") == (
        "/subscriptions/<subscription>/resourceGroups/<var.group>/providers/Microsoft.Network/routeTables/"
        "<var.prefix>-routes"
    )


@pytest.mark.parametrize(
    "expression",
    [
        '"${var.prefix}-x"',
        'format("%s-x", var.prefix)',
        'join("-", [var.prefix, "x"])',
        'join("-", concat([var.prefix], ["x"]))',
        'coalesce(null, "${var.prefix}-x")',
        '[for p in [var.prefix] : "${p}-x"][0]',
        'merge({}, { a = "${var.prefix}-x" }).a',
        'lookup({ a = "${var.prefix}-x" }, "a", "y")',
        'element(["y", "${var.prefix}-x"], 1)',
        'true ? "${var.prefix}-x" : "y"',
        'try("${var.prefix}-x", "y")',
        'flatten([[["${var.prefix}-x"]]])[0]',
        'one(["${var.prefix}-x"])',
        'zipmap(["a"], ["${var.prefix}-x"])["a"]',
        'tostring("${var.prefix}-x")',
        'jsondecode(jsonencode({ a = "${var.prefix}-x" })).a',
    ],
)
def test_a_text_with_an_unknown_part_keeps_the_rest_however_it_is_made(expression: str) -> None:
    assert last(VARIABLES + table(expression)) == "<var.prefix>-x"


def test_what_is_computed_from_something_unknown_has_a_name_of_its_own() -> None:
    names = [
        last(VARIABLES + table(name)) for name in ("var.prefix", "upper(var.prefix)", 'replace(var.prefix, "a", "b")')
    ]
    assert len(set(names)) == 3
    assert last(VARIABLES + table("upper(var.prefix)")) == names[1]


def test_names_of_random_resources_are_symbols_too() -> None:
    random = 'resource "random_pet" "p" {}\n' + table('"rt-${random_pet.p.id}"', '"g"')
    assert last(random) == "rt-<random_pet.p.id>"


def test_an_address_from_something_unknown_is_unknown_with_its_reason() -> None:
    found = deployment(
        VARIABLES
        + HEAD
        + """
resource "azurerm_virtual_network" "main" {
  name                = "v"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  address_space       = var.ranges
}
"""
    )
    space = resource(found, "azurerm_virtual_network.main").body.at("properties", "addressSpace", "addressPrefixes")
    assert space is not None
    assert isinstance(space.value, Unknown)
    assert (space.value.why, space.value.needs) == ("not-supplied", "variable ranges")


def test_an_object_with_unknown_additions_is_open() -> None:
    found = deployment(
        VARIABLES
        + table('"x"')
        + 'locals { tags = merge({ a = "1" }, var.settings, { b = "2" }) }\n'
        + 'resource "azurerm_user_assigned_identity" "i" {\n  name = "i"\n  resource_group_name = "g"\n'
        '  location = "e"\n  tags = local.tags\n}\n'
    )
    tags = at(found, "azurerm_user_assigned_identity.i", "tags")
    assert tags["b"] == "2"
    assert "a" not in tags
    assert "*" in tags


def test_a_conditional_that_cannot_be_decided_is_unknown_unless_both_sides_agree() -> None:
    choice = 'variable "c" { type = bool }\n'
    assert last(choice + table('var.c ? "a" : "a"', '"g"')) == "a"
    assert last(choice + table('var.c ? "a" : "b"', '"g"')).startswith("<var.c ?")


def test_secrets_are_marked_however_they_travel() -> None:
    found = deployment(
        'variable "key" {\n  sensitive = true\n  default   = "hush"\n}\nlocals { both = "x-${var.key}" }\n'
        + table("upper(local.both)", '"g"')
    )
    node = deployment(
        'variable "key" {\n  sensitive = true\n  default   = "hush"\n}\n'
        'resource "azurerm_user_assigned_identity" "i" {\n  name = "i"\n  resource_group_name = "g"\n  location = "e"\n'
        "  tags = { k = var.key }\n}\n"
    )
    tag = resource(node, "azurerm_user_assigned_identity.i").body.at("tags", "k")
    assert found.problems == ()
    assert tag is not None
    assert tag.is_secret


def test_a_file_of_the_home_directory_is_elsewhere_and_no_fault() -> None:
    assert said('locals { key = file("~/.ssh/id_rsa.pub") }\n') == []


def test_time_and_chance_are_unknown_and_no_fault() -> None:
    assert said('locals { a = [timestamp(), uuid(), formatdate("YYYY", timestamp()), bcrypt("x")] }\n') == []


def test_a_subnet_from_outside_is_a_thing_of_its_own_and_no_claim_is_made_about_it() -> None:
    cluster = """
variable "subnet_id" { type = string }
resource "azurerm_kubernetes_cluster" "main" {
  name                = "c"
  resource_group_name = "g"
  location            = "eastus"
  dns_prefix          = "c"
  default_node_pool {
    name           = "p"
    vm_size        = "Standard_D4s_v5"
    node_count     = 3
    vnet_subnet_id = var.subnet_id
  }
  identity { type = "SystemAssigned" }
  network_profile { network_plugin = "kubenet" }
}
"""
    assert broken(cluster) == set()


def test_the_subscription_is_known_when_the_provider_or_the_person_says_it() -> None:
    provider = 'provider "azurerm" {\n  features {}\n  subscription_id = "1234"\n}\n'
    assert id_of(deployment(provider + table('"x"', '"g"')), "azurerm_route_table.main").startswith(
        "/subscriptions/1234/"
    )
    given = deployment(table('"x"', '"g"'), options=Options(subscription_id="5678"))
    assert id_of(given, "azurerm_route_table.main").startswith("/subscriptions/5678/")


def test_an_id_made_by_hand_is_the_same_as_a_reference() -> None:
    by_hand = """
variable "subscription" {}
provider "azurerm" {
  features {}
  subscription_id = var.subscription
}
locals {
  group = "/subscriptions/${var.subscription}/resourceGroups/g/providers"
  made  = "${local.group}/Microsoft.Network/routeTables/x"
}
resource "azurerm_subnet_route_table_association" "a" {
  subnet_id      = "${local.group}/Microsoft.Network/virtualNetworks/v/subnets/s"
  route_table_id = local.made
}
""" + table('"x"', '"g"')
    found = deployment(by_hand)
    association = at(found, "azurerm_subnet_route_table_association.a", "properties", "routeTable", "id")
    assert association == resource(found, "azurerm_route_table.main").id


def test_providers_with_an_alias_have_subscriptions_of_their_own() -> None:
    aliased = """
variable "hub" {}
provider "azurerm" {
  features {}
}
provider "azurerm" {
  alias           = "hub"
  subscription_id = var.hub
  features {}
}
resource "azurerm_route_table" "hub" {
  provider            = azurerm.hub
  name                = "x"
  resource_group_name = "g"
  location            = "eastus"
}
""" + table('"x"', '"g"')
    found = deployment(aliased)
    assert id_of(found, "azurerm_route_table.hub").startswith("/subscriptions/<var.hub>/")
    assert id_of(found, "azurerm_route_table.main").startswith("/subscriptions/<subscription>/")


COMMAND = """
resource "null_resource" "attach" {
  %s
  provisioner "local-exec" {
    command = <<-EOT
      az network vnet subnet update --ids ${var.subnet} --route-table ${var.table}
    EOT
  }
}
variable "subnet" {}
variable "table" {}
"""


def test_a_command_that_may_change_azure_hides_what_it_does() -> None:
    gaps = [gap for gap in deployment(COMMAND % "").gaps if gap.hides_resources]
    assert [gap.what.key for gap in gaps] == ["tf.command-inside"]
    assert gaps[0].origin is not None
    assert not any(gap.hides_resources for gap in deployment(COMMAND % "count = 0").gaps)
    assert not any(gap.hides_resources for gap in deployment((COMMAND % "").replace("az network", "echo")).gaps)


def test_a_template_inside_a_configuration_hides_what_is_in_it() -> None:
    source = 'resource "azurerm_resource_group_template_deployment" "t" {\n  template_content = "{}"\n}\n'
    assert [gap.what.key for gap in deployment(source).gaps] == ["tf.template-inside"]


def test_an_unknown_location_hides_nothing_but_itself() -> None:
    late = ARTICLE.replace('location = "East US"', "location = var.location") + 'variable "location" {}\n'
    assert "var.location" in late
    assert broken(late) == broken(ARTICLE)
    not_judged = {
        each.missing for each in judgements(view_of_deployment(deployment(late))) if isinstance(each, NotJudged)
    }
    assert not any("ResourceGroup" in each or "location" in each for each in not_judged)
