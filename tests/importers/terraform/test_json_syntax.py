"""`.tf.json`: the same configuration in JSON gives the same deployment, with places in the JSON."""

import json

import pytest

from akslab.deployments.nodes import plain

from .reading import addresses, deployment, resource, said

HCL = """
variable "prefix" {
  type    = string
  default = "my"
}
locals {
  name = "${var.prefix}-routes"
}
resource "azurerm_route_table" "t" {
  count               = 2
  name                = "${local.name}-${count.index}"
  resource_group_name = "g"
  location            = "eastus"
  route {
    name           = "r"
    address_prefix = cidrsubnet("10.0.0.0/8", 8, 9)
    next_hop_type  = "VnetLocal"
  }
  lifecycle {
    ignore_changes = [route]
  }
}
resource "azurerm_user_assigned_identity" "i" {
  name                = "i"
  resource_group_name = "g"
  location            = "eastus"
  depends_on          = [azurerm_route_table.t]
}
"""
JSON = {
    "//": "a comment",
    "variable": {"prefix": {"type": "string", "default": "my"}},
    "locals": {"name": "${var.prefix}-routes"},
    "resource": {
        "azurerm_route_table": {
            "t": {
                "count": 2,
                "name": "${local.name}-${count.index}",
                "resource_group_name": "g",
                "location": "eastus",
                "route": [
                    {"name": "r", "address_prefix": '${cidrsubnet("10.0.0.0/8", 8, 9)}', "next_hop_type": "VnetLocal"}
                ],
                "lifecycle": {"ignore_changes": ["route"]},
            }
        },
        "azurerm_user_assigned_identity": [
            {
                "i": {
                    "name": "i",
                    "resource_group_name": "g",
                    "location": "eastus",
                    "depends_on": ["azurerm_route_table.t"],
                }
            }
        ],
    },
}
TEXT = json.dumps(JSON, indent=2)


def test_json_says_the_same_as_hcl() -> None:
    one, other = deployment(HCL), deployment({"main.tf.json": TEXT})
    assert other.problems == ()
    assert addresses(one) == addresses(other)
    for address in addresses(one):
        a, b = resource(one, address), resource(other, address)
        assert (plain(a.body), a.id, a.keeps, a.after) == (plain(b.body), b.id, b.keeps, b.after)


def test_places_are_spans_in_the_json() -> None:
    prefix = resource(deployment({"main.tf.json": TEXT}), "azurerm_route_table.t[0]").body.at(
        "properties", "routes", 0, "properties", "addressPrefix"
    )
    assert prefix is not None
    assert prefix.origin is not None
    assert TEXT[prefix.origin.start : prefix.origin.end] == '"${cidrsubnet(\\"10.0.0.0/8\\", 8, 9)}"'


def test_both_syntaxes_make_one_module() -> None:
    files = {"main.tf": HCL[: HCL.index("resource")], "more.tf.json": json.dumps({"resource": JSON["resource"]})}
    assert said(files) == []
    assert len(addresses(deployment(files))) == 3


def test_dynamic_blocks_and_modules_in_json() -> None:
    child = {
        "variable": {"name": {}},
        "resource": {"azurerm_route_table": {"t": {"name": "${var.name}", "resource_group_name": "g"}}},
    }
    route = {"for_each": ["a", "b"], "content": {"name": "${route.value}", "next_hop_type": "None"}}
    main = {
        "module": {"m": {"source": "./m", "name": "rt"}},
        "resource": {
            "azurerm_route_table": {"u": {"name": "u", "resource_group_name": "g", "dynamic": {"route": route}}}
        },
    }
    found = deployment({"main.tf.json": json.dumps(main), "m/main.tf.json": json.dumps(child)})
    assert found.problems == ()
    routes = resource(found, "azurerm_route_table.u").body.at("properties", "routes")
    assert routes is not None
    assert [each["name"] for each in plain(routes)] == ["a", "b"]
    assert resource(found, "module.m.azurerm_route_table.t").id.endswith("/rt")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("{", "hcl.json"),
        ("[]", "hcl.json-object"),
        ('{"locals": {"a": "${"}}', "hcl.unexpected"),
        ("[" * 1000, "hcl.json"),
    ],
)
def test_wrong_json_is_told(text: str, key: str) -> None:
    assert said({"main.tf.json": text}) == [key]


def test_overrides_replace_arguments_and_blocks() -> None:
    override = """
resource "azurerm_route_table" "t" {
  count = 1
  route {
    name           = "other"
    address_prefix = "10.8.0.0/16"
    next_hop_type  = "None"
  }
}
locals {
  name = "overridden"
}
"""
    files = {"main.tf": HCL, "override.tf": override}
    found = deployment(files)
    table = resource(found, "azurerm_route_table.t[0]")
    route = table.body.at("properties", "routes", 0, "name")
    assert found.problems == ()
    assert table.id.endswith("/overridden-0")
    assert route is not None
    assert route.origin is not None
    assert (route.value, route.origin.file) == ("other", "override.tf")
    assert override[route.origin.start : route.origin.end] == '"other"'


def test_opentofus_files_are_read_and_meant_before_terraforms() -> None:
    assert len(addresses(deployment({"main.tofu": HCL}))) == 3
    assert addresses(deployment({"main.tf": "resource broken", "main.tofu": HCL})) == addresses(deployment(HCL))
