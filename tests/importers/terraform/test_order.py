"""What waits for what in a configuration: references, however they travel, and `depends_on`."""

import pytest

from .reading import deployment, precedes, resource

TABLE = """
resource "azurerm_route_table" "t" {
  name                = "t"
  resource_group_name = "g"
  location            = "eastus"
}
"""


def user(reference: str, more: str = "") -> str:
    return f"""
{more}
resource "azurerm_user_assigned_identity" "i" {{
  name                = "i"
  resource_group_name = "g"
  location            = "eastus"
  tags                = {{ x = {reference} }}
}}
"""


TABLE_ADDRESS, USER = "azurerm_route_table.t", "azurerm_user_assigned_identity.i"


@pytest.mark.parametrize(
    ("reference", "more"),
    [
        ("azurerm_route_table.t.id", ""),
        ("azurerm_route_table.t.name", ""),
        ('"x-${azurerm_route_table.t.id}"', ""),
        ("local.a", "locals {\n  a = local.b\n  b = [azurerm_route_table.t.id]\n}"),
        ('join(",", [for t in [azurerm_route_table.t] : t.id])', ""),
        ('true ? "x" : azurerm_route_table.t.id', ""),
    ],
)
def test_a_reference_orders_however_it_travels(reference: str, more: str) -> None:
    found = deployment(TABLE + user(reference, more))
    assert precedes(found, TABLE_ADDRESS, USER)
    assert not precedes(found, USER, TABLE_ADDRESS)


def test_what_does_not_refer_is_not_ordered() -> None:
    found = deployment(TABLE + user('"x"'))
    assert not precedes(found, TABLE_ADDRESS, USER)


def test_depends_on_orders_without_a_reference() -> None:
    source = TABLE + user('"x"').replace("  tags", "  depends_on = [azurerm_route_table.t]\n  tags")
    assert precedes(deployment(source), TABLE_ADDRESS, USER)


def test_every_instance_waits_for_every_instance() -> None:
    source = TABLE.replace("  name", "  count = 2\n  name") + user("azurerm_route_table.t[0].id").replace(
        "  name", "  count = 2\n  name", 1
    )
    waits = resource(deployment(source), f"{USER}[1]").after
    assert waits == (f"{TABLE_ADDRESS}[0]", f"{TABLE_ADDRESS}[1]")


def test_a_resource_without_instances_passes_its_waits_on() -> None:
    between = """
resource "null_resource" "none" {
  count    = 0
  triggers = { t = azurerm_route_table.t.id }
}
"""
    source = TABLE + between + user('"x"').replace("  tags", "  depends_on = [null_resource.none]\n  tags")
    assert precedes(deployment(source), TABLE_ADDRESS, USER)


def test_resources_of_other_providers_are_steps_too() -> None:
    between = 'resource "time_sleep" "wait" {\n  depends_on = [azurerm_route_table.t]\n  create_duration = "60s"\n}\n'
    source = TABLE + between + user('"x"').replace("  tags", "  depends_on = [time_sleep.wait]\n  tags")
    assert precedes(deployment(source), TABLE_ADDRESS, USER)


MODULE = """
variable "x" { default = "x" }
resource "azurerm_user_assigned_identity" "i" {
  name                = "i"
  resource_group_name = "g"
  location            = "eastus"
  tags                = { x = var.x }
}
resource "azurerm_user_assigned_identity" "other" {
  name                = "other"
  resource_group_name = "g"
  location            = "eastus"
}
output "id" { value = azurerm_user_assigned_identity.i.id }
"""


def module(arguments: str = "") -> dict[str, str]:
    return {"main.tf": TABLE + f'module "m" {{\n  source = "./m"\n  {arguments}\n}}\n', "m/main.tf": MODULE}


def test_an_input_orders_what_uses_it_and_nothing_else_in_the_module() -> None:
    found = deployment(module("x = azurerm_route_table.t.id"))
    assert precedes(found, TABLE_ADDRESS, f"module.m.{USER}")
    assert not precedes(found, TABLE_ADDRESS, "module.m.azurerm_user_assigned_identity.other")


def test_depends_on_of_a_module_orders_all_in_it() -> None:
    found = deployment(module("depends_on = [azurerm_route_table.t]"))
    assert precedes(found, TABLE_ADDRESS, "module.m.azurerm_user_assigned_identity.other")


def test_the_number_of_a_module_orders_all_in_it() -> None:
    found = deployment(module("count = azurerm_route_table.t.id == null ? 0 : 1"))
    assert precedes(found, TABLE_ADDRESS, "module.m[0].azurerm_user_assigned_identity.other")


def test_an_output_orders_by_what_it_refers_to() -> None:
    files = module()
    files["main.tf"] = files["main.tf"].replace('"g"', "module.m.id")
    found = deployment(files)
    assert precedes(found, f"module.m.{USER}", TABLE_ADDRESS)
    assert not precedes(found, "module.m.azurerm_user_assigned_identity.other", TABLE_ADDRESS)


def test_depending_on_a_module_waits_for_all_in_it() -> None:
    files = module()
    files["main.tf"] = files["main.tf"].replace("  name", "  depends_on = [module.m]\n  name", 1)
    assert precedes(deployment(files), "module.m.azurerm_user_assigned_identity.other", TABLE_ADDRESS)


def test_what_is_only_read_is_there_before_everything() -> None:
    source = 'data "azurerm_route_table" "t" {\n  name = "t"\n  resource_group_name = "g"\n}\n'
    found = resource(deployment(source), "data.azurerm_route_table.t")
    assert found.existing
    assert found.type == "Microsoft.Network/routeTables"


def test_a_long_chain_of_locals_is_followed() -> None:
    chain = "".join(f"  a{number} = local.a{number + 1}\n" for number in range(3000))
    source = f"locals {{\n{chain}  a3000 = azurerm_route_table.t.id\n}}\n" + TABLE + user("local.a0")
    found = deployment(source)
    assert found.problems == ()
    assert precedes(found, TABLE_ADDRESS, USER)
