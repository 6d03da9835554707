"""Rules of firewalls: collections of a firewall, policies, and their groups of collections.

A policy's group has its collections in one list in ARM; azurerm writes those of each kind by themselves.
"""

from typing import Any

from ....deployments.nodes import Node, Unknown
from ..written import Written
from .gateways import FIREWALLS
from .kinds import Blocks, Field, Kind, below, below_named, in_group, link, whole

POLICIES = "Microsoft.Network/firewallPolicies"
_PROTOCOL = (Field("type", "protocolType"), Field("port", "port", whole))
_SOURCES: tuple[Field | Blocks, ...] = (
    Field("name", "name"),
    Field("source_addresses", "sourceAddresses"),
    Field("source_ip_groups", "sourceIpGroups"),
)
_NETWORK: tuple[Field | Blocks, ...] = (
    *_SOURCES,
    Field("destination_addresses", "destinationAddresses"),
    Field("destination_ip_groups", "destinationIpGroups"),
    Field("destination_fqdns", "destinationFqdns"),
    Field("destination_ports", "destinationPorts"),
)
_TRANSLATED: tuple[Field | Blocks, ...] = (
    *_SOURCES,
    Field("destination_ports", "destinationPorts"),
    Field("translated_address", "translatedAddress"),
    Field("translated_port", "translatedPort"),
)


def _collection(argument: str, property_: str, rule: tuple[Field | Blocks, ...]) -> Kind:
    """Return a collection of a firewall, whose id Azure has as that of a child."""
    return Kind(
        name=argument,
        type=f"{FIREWALLS}/{property_}",
        identify=below_named(FIREWALLS, "azure_firewall_name", property_),
        fields=(
            Field("priority", "properties.priority", whole),
            Field("action", "properties.action.type"),
            Blocks("rule", "properties.rules", rule, is_list=True),
        ),
        tracked=False,
    )


NETWORK_RULES = _collection(
    "azurerm_firewall_network_rule_collection",
    "networkRuleCollections",
    (*_NETWORK, Field("protocols", "protocols")),
)
APPLICATION_RULES = _collection(
    "azurerm_firewall_application_rule_collection",
    "applicationRuleCollections",
    (
        *_SOURCES,
        Field("target_fqdns", "targetFqdns"),
        Field("fqdn_tags", "fqdnTags"),
        Blocks("protocol", "protocols", _PROTOCOL, is_list=True),
    ),
)
NAT_RULES = _collection(
    "azurerm_firewall_nat_rule_collection",
    "natRuleCollections",
    (*_TRANSLATED, Field("destination_addresses", "destinationAddresses"), Field("protocols", "protocols")),
)
POLICY = Kind(
    name="azurerm_firewall_policy",
    type=POLICIES,
    identify=in_group(POLICIES),
    fields=(
        Field("tags", "tags"),
        Field("sku", "properties.sku.tier"),
        Field("base_policy_id", "properties.basePolicy", link),
        Field("threat_intelligence_mode", "properties.threatIntelMode"),
    ),
)
_HEAD: tuple[Field | Blocks, ...] = (
    Field("name", "name"),
    Field("priority", "priority", whole),
    Field("action", "action.type"),
)
_POLICY_RULES: dict[str, tuple[Field | Blocks, ...]] = {
    "NetworkRule": (*_NETWORK, Field("protocols", "ipProtocols")),
    "ApplicationRule": (
        *_SOURCES,
        Field("destination_addresses", "destinationAddresses"),
        Field("destination_fqdns", "targetFqdns"),
        Field("destination_fqdn_tags", "fqdnTags"),
        Field("destination_urls", "targetUrls"),
        Field("web_categories", "webCategories"),
        Blocks("protocols", "protocols", _PROTOCOL, is_list=True),
    ),
    "NatRule": (
        *_TRANSLATED,
        Field("destination_address", "destinationAddresses", lambda node: Node((node,), node.origin)),
        Field("translated_fqdn", "translatedFqdn"),
        Field("protocols", "ipProtocols"),
    ),
}
_KINDS_OF_RULES = {
    "application_rule_collection": ("ApplicationRule", "FirewallPolicyFilterRuleCollection"),
    "network_rule_collection": ("NetworkRule", "FirewallPolicyFilterRuleCollection"),
    "nat_rule_collection": ("NatRule", "FirewallPolicyNatRuleCollection"),
}


def _joined(_written: Written, body: dict[str, Any]) -> None:
    """Put the collections of all kinds into ARM's one list, each with its kind."""
    properties = body.get("properties")
    if not isinstance(properties, dict):
        return
    found = {name: properties.pop(name) for name in _KINDS_OF_RULES if name in properties}
    unknown = next((each for each in found.values() if isinstance(each.value, Unknown)), None)
    collections = tuple(
        _named(each, *_KINDS_OF_RULES[name]) for name, listed in found.items() for each in _elements(listed)
    )
    if found:
        properties["ruleCollections"] = unknown or Node(collections, next(iter(found.values())).origin)


def _elements(node: Node) -> tuple[Node, ...]:
    return node.value if isinstance(node.value, tuple) else ()


def _named(collection: Node, rule_type: str, collection_type: str) -> Node:
    if not isinstance(collection.value, dict):
        return collection
    body = {**collection.value, "ruleCollectionType": Node(collection_type, collection.origin)}
    rules = body.get("rules")
    if rules is not None and isinstance(rules.value, tuple):
        body["rules"] = Node(tuple(_typed(each, rule_type) for each in rules.value), rules.origin)
    return Node(body, collection.origin)


def _typed(rule: Node, type_: str) -> Node:
    if not isinstance(rule.value, dict):
        return rule
    return Node({**rule.value, "ruleType": Node(type_, rule.origin)}, rule.origin)


POLICY_GROUP = Kind(
    name="azurerm_firewall_policy_rule_collection_group",
    type=f"{POLICIES}/ruleCollectionGroups",
    identify=below("firewall_policy_id", "ruleCollectionGroups"),
    fields=(
        Field("priority", "properties.priority", whole),
        *(
            Blocks(
                name,
                f"properties.{name}",
                (*_HEAD, Blocks("rule", "rules", _POLICY_RULES[rule_type], is_list=True)),
                is_list=True,
            )
            for name, (rule_type, _) in _KINDS_OF_RULES.items()
        ),
    ),
    complete=_joined,
    tracked=False,
)
KINDS = (NETWORK_RULES, APPLICATION_RULES, NAT_RULES, POLICY, POLICY_GROUP)
