"""Rules of firewalls in Terraform: classic collections, and policies with groups of them."""

from typing import Any

import pytest

from akslab.deployments.judging import view_of_deployment
from akslab.rules.unknown import UNKNOWN

from .reading import ARTICLE, HEAD, body, broken, deployment, resource

PLACE = 'resource_group_name = "g"\n  location = "eastus"'
POLICY = f"""
resource "azurerm_firewall_policy" "p" {{
  name = "p"
  {PLACE}
}}
"""
TAG = """
    rule {
      name                  = "aks"
      source_addresses      = ["192.168.1.0/24"]
      destination_fqdn_tags = ["AzureKubernetesService"]
      protocols {
        type = "Https"
        port = 443
      }
    }
"""
OTHER = """
    rule {
      name                  = "time"
      protocols             = ["UDP"]
      source_addresses      = ["*"]
      destination_addresses = ["*"]
      destination_ports     = ["123"]
    }
"""


def group(*collections: str) -> str:
    inner = "\n".join(collections)
    return f"""
resource "azurerm_firewall_policy_rule_collection_group" "g" {{
  name               = "aks"
  firewall_policy_id = azurerm_firewall_policy.p.id
  priority           = 200
  {inner}
}}
"""


def collection(kind: str, rules: str, action: str = "Allow") -> str:
    return f'{kind}_rule_collection {{\n    name = "{kind}"\n    priority = 100\n    action = "{action}"\n{rules}}}'


def classic(kind: str, rule: str, action: str = "Allow") -> str:
    return f"""
resource "azurerm_firewall_{kind}_rule_collection" "c" {{
  name                = "c"
  azure_firewall_name = "fw"
  resource_group_name = "g"
  priority            = 100
  action              = "{action}"
  rule {{
    name             = "r"
    source_addresses = ["192.168.1.0/24"]
    {rule}
  }}
}}
"""


@pytest.mark.parametrize(
    ("kind", "rule", "property_", "expected"),
    [
        (
            "network",
            'protocols = ["TCP"]\n destination_ports = ["443"]\n destination_addresses = ["AzureCloud"]',
            "networkRuleCollections",
            {"protocols": ["TCP"], "destinationPorts": ["443"], "destinationAddresses": ["AzureCloud"]},
        ),
        (
            "application",
            'target_fqdns = ["mcr.microsoft.com"]\n protocol {\n port = 443\n type = "Https"\n }',
            "applicationRuleCollections",
            {"targetFqdns": ["mcr.microsoft.com"], "protocols": [{"port": 443, "protocolType": "Https"}]},
        ),
        (
            "nat",
            'protocols = ["TCP"]\n destination_ports = ["443"]\n destination_addresses = ["20.1.1.1"]\n '
            'translated_address = "10.0.0.4"\n translated_port = 443',
            "natRuleCollections",
            {"translatedAddress": "10.0.0.4", "translatedPort": "443"},
        ),
    ],
)
def test_a_collection_is_a_child_of_its_firewall(
    kind: str, rule: str, property_: str, expected: dict[str, Any]
) -> None:
    found = deployment(HEAD + classic(kind, rule))
    declared = resource(found, f"azurerm_firewall_{kind}_rule_collection.c")

    assert declared.id.endswith(f"/providers/Microsoft.Network/azureFirewalls/fw/{property_}/c")
    properties = body(found, f"azurerm_firewall_{kind}_rule_collection.c")["properties"]
    assert (properties["priority"], properties["action"]) == (100, {"type": "Allow"})
    assert expected.items() <= properties["rules"][0].items()
    assert found.problems == ()


def test_a_group_has_the_collections_of_all_kinds_in_one_list() -> None:
    found = deployment(HEAD + POLICY + group(collection("network", OTHER), collection("application", TAG)))

    assert found.problems == ()
    document = body(found, "azurerm_firewall_policy_rule_collection_group.g")
    listed = document["properties"]["ruleCollections"]
    assert {each["name"]: each["rules"][0]["ruleType"] for each in listed} == {
        "network": "NetworkRule",
        "application": "ApplicationRule",
    }
    assert {each["ruleCollectionType"] for each in listed} == {"FirewallPolicyFilterRuleCollection"}
    assert resource(found, "azurerm_firewall_policy_rule_collection_group.g").id.endswith(
        "/firewallPolicies/p/ruleCollectionGroups/aks"
    )


def test_the_facts_of_a_policys_rules() -> None:
    view = view_of_deployment(
        deployment(HEAD + POLICY + group(collection("network", OTHER), collection("application", TAG)))
    )

    (found,) = view.firewalls.values()
    rules = {each.name: each for each in found.rules}
    assert (rules["time"].protocols, rules["time"].ports, rules["time"].destinations) == (("UDP",), ("123",), ("*",))
    assert (rules["aks"].protocols, rules["aks"].host_tags) == (("Https:443",), ("AzureKubernetesService",))
    assert (rules["time"].is_for_names, rules["aks"].is_for_names) == (False, True)
    assert all(each.allows for each in found.rules)


def test_collections_that_nobody_knows_are_unknown() -> None:
    dynamic = """
  dynamic "application_rule_collection" {
    for_each = var.collections
    content {
      name     = "c"
      priority = 100
      action   = "Allow"
    }
  }
"""
    text = HEAD + 'variable "collections" {}\n' + POLICY + group(dynamic)
    view = view_of_deployment(deployment(text))

    (found,) = view.firewalls.values()
    assert found.rules
    assert {each.allows for each in found.rules} == {UNKNOWN}


@pytest.mark.parametrize("major", ["2.99", "3.100", "4.0"])
def test_every_release_calls_them_rules(major: str) -> None:
    found = deployment(HEAD.replace("4.0", major) + POLICY + group(collection("application", TAG)))

    assert found.problems == ()


FIREWALL = """
resource "azurerm_subnet" "firewall" {
  name                 = "AzureFirewallSubnet"
  resource_group_name  = azurerm_resource_group.main.name
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["192.168.2.0/26"]
}

resource "azurerm_firewall" "fw" {
  name                = "fw"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  sku_name            = "AZFW_VNet"
  sku_tier            = "Standard"
  ip_configuration {
    name      = "c"
    subnet_id = azurerm_subnet.firewall.id
  }
}

resource "azurerm_route" "out" {
  name                   = "out"
  resource_group_name    = azurerm_resource_group.main.name
  route_table_name       = azurerm_route_table.main.name
  address_prefix         = "0.0.0.0/0"
  next_hop_type          = "VirtualAppliance"
  next_hop_in_ip_address = azurerm_firewall.fw.ip_configuration[0].private_ip_address
}

resource "azurerm_firewall_network_rule_collection" "c" {
  name                = "c"
  azure_firewall_name = azurerm_firewall.fw.name
  resource_group_name = azurerm_resource_group.main.name
  priority            = 100
  action              = "Allow"
  rule {
    name                  = "r"
    protocols             = ["TCP"]
    source_addresses      = ["*"]
    destination_addresses = ["10.9.0.0/16"]
    destination_ports     = ["443"]
  }
}
"""


def test_a_firewall_is_found_by_the_address_that_nobody_knows_yet() -> None:
    assert "firewall-closes-node-setup" in broken(ARTICLE + FIREWALL)


def test_a_firewall_that_lets_nodes_out_is_no_trouble() -> None:
    allowed = ARTICLE + FIREWALL.replace("10.9.0.0/16", "AzureCloud")

    assert "firewall-closes-node-setup" not in broken(allowed)


def test_a_firewall_whose_rules_may_be_in_a_module_is_not_judged() -> None:
    hidden = ARTICLE + FIREWALL + '\nmodule "rules" {\n  source = "example/rules/azurerm"\n}\n'

    assert "firewall-closes-node-setup" not in broken(hidden)
