"""azapi: the type in a text, the body as an object or as JSON, and places inside both."""

import pytest

from .reading import at, body, deployment, id_of, resource, said, written_at

TYPE = "Microsoft.Network/virtualNetworks@2024-05-01"


def azapi(written: str, kind: str = "azapi_resource", type_: str = TYPE) -> str:
    return f"""
variable "range" {{ default = "192.168.0.0/16" }}
resource "azurerm_resource_group" "g" {{
  name     = "g"
  location = "eastus"
}}
resource "{kind}" "x" {{
  type      = "{type_}"
  name      = "v"
  parent_id = azurerm_resource_group.g.id
  location  = "East US"
  {written}
}}
"""


OBJECT = """body = {
    properties = {
      addressSpace = { addressPrefixes = [var.range] }
      dhcpOptions  = null
    }
  }"""
JSON = OBJECT.replace("body = {", "body = jsonencode({", 1)[:-1] + "})"
BOTH = pytest.mark.parametrize("written", [OBJECT, JSON], ids=["object", "jsonencode"])


@BOTH
def test_a_body_is_what_is_sent(written: str) -> None:
    found = deployment(azapi(written))
    assert found.problems == ()
    assert id_of(found, "azapi_resource.x") == (
        "/subscriptions/<subscription>/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v"
    )
    assert body(found, "azapi_resource.x") == {
        "name": "v",
        "location": "eastus",
        "properties": {"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}, "dhcpOptions": None},
    }


@BOTH
def test_places_inside_a_body_are_known(written: str) -> None:
    source = azapi(written)
    node = resource(deployment(source), "azapi_resource.x").body.at("properties", "addressSpace", "addressPrefixes", 0)
    assert written_at(source, node) == '"192.168.0.0/16"'


@BOTH
def test_ids_with_unknown_parts_survive_in_a_body(written: str) -> None:
    linked = written.replace("dhcpOptions  = null", "x = { id = azurerm_resource_group.g.id }")
    found = deployment(azapi(linked))
    assert at(found, "azapi_resource.x", "properties", "x", "id") == resource(found, "azurerm_resource_group.g").id


def test_a_child_stands_below_its_parent() -> None:
    source = (
        azapi(OBJECT)
        + """
resource "azapi_resource" "s" {
  type      = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  name      = "s"
  parent_id = azapi_resource.x.id
  body      = { properties = { addressPrefix = "192.168.1.0/24" } }
}
"""
    )
    found = deployment(source)
    assert resource(found, "azapi_resource.s").id == f"{resource(found, 'azapi_resource.x').id}/subnets/s"


def test_an_identity_is_arms() -> None:
    written = 'identity {\n    type = "UserAssigned"\n    identity_ids = ["/i"]\n  }'
    assert body(deployment(azapi(written)), "azapi_resource.x")["identity"] == {
        "type": "UserAssigned",
        "userAssignedIdentities": {"/i": {}},
    }


def test_an_update_changes_only_what_it_names() -> None:
    source = """
resource "azapi_update_resource" "u" {
  type        = "Microsoft.Network/virtualNetworks/subnets@2024-05-01"
  resource_id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
  body        = { properties = { routeTable = { id = "/rt" } } }
}
"""
    (found,) = deployment(source).resources
    assert (found.writing, found.id.rsplit("/", 1)[-1]) == ("patch", "s")


def test_an_action_is_a_step_and_nothing_else() -> None:
    source = (
        'resource "azapi_resource_action" "a" {\n  type = "Microsoft.X/y@1"\n  resource_id = "/x"\n  action = "go"\n}\n'
    )
    (found,) = deployment(source).resources
    assert found.type == "azapi_resource_action"


def test_a_body_that_is_not_known_leaves_everything_open() -> None:
    found = deployment('variable "body" {}\n' + azapi("body = var.body"))
    properties = resource(found, "azapi_resource.x").body.get("properties")
    assert properties is not None
    assert properties.get("*") is not None


def test_broken_json_in_a_text_is_no_body_and_no_crash() -> None:
    assert said(azapi('body = "{"')) == []
