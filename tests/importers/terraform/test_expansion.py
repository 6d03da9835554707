"""`count`, `for_each`, dynamic blocks: instances with their addresses, and what stands for those nobody can count."""

import pytest

from akslab.deployments.declared import Condition
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.worlds import within, worlds
from akslab.wire.symbols import spoken

from .reading import addresses, at, deployment, id_of, resource, said, text_at

TABLE = """
resource "azurerm_route_table" "t" {{
  {meta}
  name                = {name}
  resource_group_name = "g"
  location            = "eastus"
}}
"""


def table(meta: str, name: str = '"x"') -> str:
    return TABLE.format(meta=meta, name=name)


def test_count_makes_numbered_instances() -> None:
    found = deployment(table("count = 3", '"rt-${count.index}"'))
    assert addresses(found) == ["azurerm_route_table.t[0]", "azurerm_route_table.t[1]", "azurerm_route_table.t[2]"]
    assert id_of(found, "azurerm_route_table.t[2]").endswith("/rt-2")


def test_for_each_makes_instances_by_key_in_order() -> None:
    found = deployment(table('for_each = { b = "2", a = "1" }', '"rt-${each.key}-${each.value}"'))
    assert addresses(found) == ['azurerm_route_table.t["a"]', 'azurerm_route_table.t["b"]']
    assert id_of(found, 'azurerm_route_table.t["b"]').endswith("/rt-b-2")


def test_for_each_over_a_set_has_each_value_as_key() -> None:
    assert addresses(deployment(table('for_each = toset(["b", "a", "b"])', "each.value"))) == [
        'azurerm_route_table.t["a"]',
        'azurerm_route_table.t["b"]',
    ]


@pytest.mark.parametrize("meta", ["count = 0", "for_each = {}", "for_each = toset([])", "count = false ? 1 : 0"])
def test_none_is_none(meta: str) -> None:
    assert addresses(deployment(table(meta))) == []


@pytest.mark.parametrize(
    ("meta", "key"),
    [
        ("count = -1", "tf.no-count"),
        ("count = 1.5", "tf.no-count"),
        ('count = "x"', "tf.no-number"),
        ('for_each = ["a"]', "tf.no-for-each"),
        ("count = 801", "tf.limit-instances"),
        ("count = 1000000000", "tf.limit-instances"),
    ],
)
def test_a_wrong_number_is_told_and_hides_resources(meta: str, key: str) -> None:
    found = deployment(table(meta))
    assert [each.what.key for each in found.problems] == [key]
    assert any(gap.hides_resources for gap in found.gaps)


def test_one_or_none_by_an_open_test_is_a_condition() -> None:
    new, old = table("count = var.new ? 1 : 0"), table("count = var.new ? 0 : 1").replace('"t"', '"u"')
    found = deployment('variable "new" { type = bool }\n' + new + old)
    conditions = {each.address: each.conditions for each in found.resources}
    assert conditions == {
        "azurerm_route_table.t[0]": (Condition("var.new", True),),
        "azurerm_route_table.u[0]": (Condition("var.new", False),),
    }


@pytest.mark.parametrize(
    "meta",
    [
        "count = var.new ? 1 : 0",
        "count = var.new == true ? 1 : 0",
        "count = !var.new ? 0 : 1",
        "count = var.new != true ? 0 : 1",
        "count = !(!var.new) ? 1 : 0",
        'for_each = var.new ? toset(["0"]) : toset([])',
        'for_each = toset(var.new ? ["0"] : [])',
        'for_each = var.new ? { "0" = 1 } : {}',
    ],
)
def test_a_test_and_its_twin_are_one_condition(meta: str) -> None:
    (found,) = deployment('variable "new" { type = bool }\n' + table(meta)).resources
    assert found.conditions == (Condition("var.new", True),)


def test_a_world_never_has_both_branches() -> None:
    both = table("count = var.new ? 1 : 0") + table("count = var.new ? 0 : 1").replace('"t"', '"u"')
    found = deployment('variable "new" { type = bool }\n' + both)
    assert sorted(len(within(world, found.resources)) for world in worlds(found.resources)) == [1, 1]


def test_an_open_number_is_one_instance_for_all() -> None:
    found = deployment('variable "n" { type = number }\n' + table("count = var.n", '"rt-${count.index}"'))
    (only,) = found.resources
    assert (only.address, only.repeated, only.conditions) == ("azurerm_route_table.t[*]", "var.n", ())
    assert spoken(only.id).endswith("/rt-<index below var.n>")


def test_resources_over_the_same_unknown_list_meet() -> None:
    source = """
variable "subnets" { type = map(object({ name = string })) }
resource "azurerm_subnet" "s" {
  for_each             = var.subnets
  name                 = each.value.name
  resource_group_name  = "g"
  virtual_network_name = "v"
  address_prefixes     = ["192.168.1.0/24"]
}
resource "azurerm_subnet_route_table_association" "a" {
  for_each       = var.subnets
  subnet_id      = azurerm_subnet.s[each.key].id
  route_table_id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables/t"
}
"""
    found = deployment(source)
    assert [each.repeated for each in found.resources] == ["var.subnets"] * 2
    assert len({each.id for each in found.resources}) == 1


def test_one_instance_of_a_counted_resource_is_meant_by_its_number() -> None:
    source = (
        table("count = 2", '"rt-${count.index}"')
        + """
resource "azurerm_subnet_route_table_association" "a" {
  count          = 2
  subnet_id      = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s${count.index}"
  route_table_id = azurerm_route_table.t[count.index].id
}
"""
    )
    found = deployment(source)
    for number in (0, 1):
        link = at(found, f"azurerm_subnet_route_table_association.a[{number}]", "properties", "routeTable", "id")
        assert link == resource(found, f"azurerm_route_table.t[{number}]").id


def conditional(link: str) -> str:
    return (
        'variable "own" { type = bool }\n'
        + table("count = var.own ? 1 : 0")
        + f"""
resource "azurerm_virtual_network" "v" {{
  name                = "v"
  resource_group_name = "g"
  location            = "eastus"
  address_space       = ["192.168.0.0/16"]
  subnet {{
    name             = "s"
    address_prefixes = ["192.168.1.0/24"]
    route_table_id   = {link}
  }}
}}
"""
    )


@pytest.mark.parametrize(
    "link",
    [
        "one(azurerm_route_table.t[*].id)",
        "try(azurerm_route_table.t[0].id, null)",
        "var.own ? azurerm_route_table.t[0].id : null",
        "length(azurerm_route_table.t) > 0 ? azurerm_route_table.t[0].id : null",
        'join("", azurerm_route_table.t.*.id)',
    ],
)
def test_a_link_to_what_may_not_be_there_is_unknown(link: str) -> None:
    found = deployment(conditional(link))
    subnet = resource(found, "azurerm_virtual_network.v").body.at("properties", "subnets", 0, "properties")
    table_id = subnet.at("routeTable", "id") if subnet else None
    assert found.problems == ()
    assert table_id is not None
    assert table_id.is_unknown


def test_a_link_from_what_is_there_under_the_same_condition_is_certain() -> None:
    source = (
        conditional("null")
        + """
resource "azurerm_subnet_route_table_association" "a" {
  count          = var.own ? 1 : 0
  subnet_id      = one(azurerm_virtual_network.v.subnet).id
  route_table_id = one(azurerm_route_table.t[*].id)
}
"""
    )
    found = deployment(source)
    link = at(found, "azurerm_subnet_route_table_association.a[0]", "properties", "routeTable", "id")
    assert link == resource(found, "azurerm_route_table.t[0]").id


def test_dynamic_blocks_are_written_out_with_their_iterator() -> None:
    source = """
locals {
  routes = { b = "10.2.0.0/16", a = "10.1.0.0/16" }
}
resource "azurerm_route_table" "t" {
  name                = "t"
  resource_group_name = "g"
  location            = "eastus"
  dynamic "route" {
    for_each = local.routes
    iterator = each_route
    content {
      name           = each_route.key
      address_prefix = each_route.value
      next_hop_type  = "VnetLocal"
    }
  }
}
"""
    routes = at(deployment(source), "azurerm_route_table.t", "properties", "routes")
    assert [(each["name"], each["properties"]["addressPrefix"]) for each in routes] == [
        ("a", "10.1.0.0/16"),
        ("b", "10.2.0.0/16"),
    ]
    route = resource(deployment(source), "azurerm_route_table.t").body.at("properties", "routes", 0)
    assert route is not None
    assert text_at(source, route.origin) == 'dynamic "route"'


def test_a_dynamic_block_over_something_unknown_makes_the_whole_list_unknown() -> None:
    source = table("").replace(
        "  location ",
        '  dynamic "route" {\n    for_each = var.routes\n    content { name = route.key }\n  }\n  location ',
    )
    found = deployment('variable "routes" {}\n' + source)
    routes = resource(found, "azurerm_route_table.t").body.at("properties", "routes")
    assert routes is not None
    assert routes.is_unknown


def test_dynamic_blocks_nest() -> None:
    source = """
resource "azurerm_subnet" "s" {
  name                 = "s"
  resource_group_name  = "g"
  virtual_network_name = "v"
  address_prefixes     = ["192.168.1.0/24"]
  dynamic "delegation" {
    for_each = ["d"]
    content {
      name = delegation.value
      dynamic "service_delegation" {
        for_each = ["Microsoft.Web/serverFarms"]
        content {
          name    = service_delegation.value
          actions = [delegation.value]
        }
      }
    }
  }
}
"""
    (delegation,) = at(deployment(source), "azurerm_subnet.s", "properties", "delegations")
    assert delegation == {"name": "d", "properties": {"serviceName": "Microsoft.Web/serverFarms", "actions": ["d"]}}


def test_a_dynamic_block_without_content_is_told() -> None:
    assert said(table("").replace("location ", 'dynamic "route" { for_each = [] }\n  location ')) == ["tf.dynamic"]


def test_instances_are_judged_one_by_one() -> None:
    source = table("count = 2", '"rt-${count.index}"')
    assert len(view_of_deployment(deployment(source)).route_tables) == 2
