"""Documents at the edge of a cluster's network -> facts: Application Gateways, firewalls, and locks on all of it."""

from collections.abc import Iterator

from .fields import Fields, certain
from .resources import ApplicationGateway, Firewall, FirewallPolicy, FirewallRule, Lock
from .service_documents import listed_ids
from .unknown import UNKNOWN, Maybe, Unknown

_FRONTENDS = "frontendIPConfigurations"
_LOCK = "/providers/microsoft.authorization/locks/"


def application_gateway(fields: Fields) -> ApplicationGateway:
    """Return the facts of a Microsoft.Network/applicationGateways document."""
    properties = fields.fields("properties")
    placed = [each.fields("properties").link("subnet") for each in properties.listed("gatewayIPConfigurations")]
    frontends = [each.fields("properties").link("publicIPAddress") for each in properties.listed(_FRONTENDS)]
    return ApplicationGateway(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        subnet_ids=UNKNOWN if UNKNOWN in placed else tuple(certain(id_) for id_ in placed if id_),
        tier=properties.fields("sku").text("tier") or properties.fields("sku").text("name"),
        has_public_frontend=any(isinstance(id_, str) and id_ for id_ in frontends)
        or (UNKNOWN if UNKNOWN in frontends else False),
        backend_addresses=tuple(_backend_addresses(properties)),
    )


def _backend_addresses(properties: Fields) -> Iterator[str]:
    for pool in properties.listed("backendAddressPools"):
        for backend in pool.fields("properties").listed("backendAddresses"):
            if address := certain(backend.text("ipAddress")):
                yield address


def firewall(fields: Fields) -> Firewall:
    """Return the facts of a Microsoft.Network/azureFirewalls document with rules of its own."""
    properties = fields.fields("properties")
    rules = tuple(
        rule
        for name in ("networkRuleCollections", "applicationRuleCollections")
        for collection in properties.listed(name)
        for rule in _rules(collection.fields("properties"), f"properties.{name}[{_name(collection)}].properties")
    )
    configurations = [each.fields("properties") for each in properties.listed("ipConfigurations")]
    return Firewall(
        id=certain(fields.text("id")),
        name=_name(fields),
        rules=rules,
        private_ip_addresses=tuple(
            address
            for each in configurations
            for name in ("privateIPAddress", "akslab:privateIPAddress")
            if (address := certain(each.text(name)))
        ),
        subnet_ids=tuple(filter(None, (certain(each.link("subnet")) for each in configurations))),
        policy_id=properties.link("firewallPolicy"),
    )


def firewall_policy(fields: Fields) -> FirewallPolicy:
    """Return the facts of a Microsoft.Network/firewallPolicies document."""
    properties = fields.fields("properties")
    return FirewallPolicy(
        id=certain(fields.text("id")),
        name=_name(fields),
        base_policy_id=properties.link("basePolicy"),
        group_ids=listed_ids(properties, "ruleCollectionGroups"),
    )


def firewall_policy_rules(fields: Fields) -> Firewall:
    """Return the facts of a rule collection group of a firewall policy."""
    collections = fields.fields("properties").listed("ruleCollections")
    rules = tuple(rule for each in collections for rule in _rules(each, f"properties.ruleCollections[{_name(each)}]"))
    return Firewall(id=certain(fields.text("id")), name=_name(fields), rules=rules)


def _rules(properties: Fields, place: str) -> Iterator[FirewallRule]:
    action = properties.fields("action").text("type")
    for rule in properties.listed("rules"):
        is_for_names = "applicationRuleCollections" in place or rule.text("ruleType") == "ApplicationRule"
        yield FirewallRule(
            name=_name(rule),
            place=f"{place}.rules[{_name(rule)}]",
            sources=rule.texts("sourceAddresses"),
            allows=UNKNOWN if isinstance(action, Unknown) else action.lower() == "allow",
            is_for_names=is_for_names,
            protocols=_protocols(rule) if is_for_names else rule.texts("ipProtocols") or rule.texts("protocols"),
            ports=rule.texts("destinationPorts"),
            destinations=rule.texts("destinationAddresses"),
            hosts=rule.texts("targetFqdns" if is_for_names else "destinationFqdns"),
            host_tags=rule.texts("fqdnTags"),
            reaches_further=_has_any(rule, "destinationIpGroups", "targetUrls", "webCategories"),
            is_for_groups=_has_any(rule, "sourceIpGroups"),
        )


def _protocols(rule: Fields) -> Maybe[tuple[str, ...]]:
    """Return the protocols of an application rule with their ports."""
    found = rule.objects("protocols")
    if isinstance(found, Unknown):
        return UNKNOWN
    told = [(each.text("protocolType"), each.text("port")) for each in found]
    return UNKNOWN if any(UNKNOWN in each for each in told) else tuple(f"{name}:{port}" for name, port in told)


def _has_any(rule: Fields, *names: str) -> Maybe[bool]:
    """Whether any of these lists has something in it."""
    found = [rule.texts(name) for name in names]
    return True if any(each and each is not UNKNOWN for each in found) else UNKNOWN if UNKNOWN in found else False


def lock(fields: Fields) -> Lock:
    """Return the facts of a Microsoft.Authorization/locks document; its scope is what its id hangs on."""
    id_ = certain(fields.text("id"))
    level = fields.fields("properties").text("level")
    at = id_.lower().rfind(_LOCK)
    return Lock(id=id_, scope=id_[:at] if at >= 0 else "", level=level)


def _name(fields: Fields) -> str:
    return certain(fields.text("name"))
