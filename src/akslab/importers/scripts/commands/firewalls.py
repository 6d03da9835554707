"""`az network firewall` and its policies: rules of collections, each command adding one rule to what stands there."""

from typing import NamedTuple

from ....deployments.nodes import Node
from ..bodies import integer, leaf, listed, object_, texts
from ..results import Result
from ..texts import Text
from .call import Call, Command
from .gateways import FIREWALLS, POLICIES

GROUPS = f"{POLICIES}/ruleCollectionGroups"
_LISTS = {
    "sourceAddresses": "--source-addresses",
    "sourceIpGroups": "--source-ip-groups",
    "destinationAddresses": "--destination-addresses",
    "destinationIpGroups": "--destination-ip-groups",
    "destinationPorts": "--destination-ports",
    "destinationFqdns": "--destination-fqdns",
    "targetFqdns": "--target-fqdns",
    "targetUrls": "--target-urls",
    "fqdnTags": "--fqdn-tags",
    "webCategories": "--web-categories",
    "ipProtocols": "--ip-protocols",
}
"""Property of a rule -> the option that lists it."""


class _Kind(NamedTuple):
    """A kind of rules in a firewall."""

    collections: str
    has_protocols_with_ports: bool = False


_NETWORK = _Kind("networkRuleCollections")
_APPLICATION = _Kind("applicationRuleCollections", has_protocols_with_ports=True)
_NAT = _Kind("natRuleCollections")


def _rule(call: Call, name: Text | None, *, with_ports: bool) -> Node:
    fields: dict[str, Node | None] = {"name": leaf(name)}
    for property_, option in _LISTS.items():
        values = listed(call.texts(option))
        fields[property_] = texts(values) if values else None
    protocols = listed(call.texts("--protocols"))
    if protocols:
        fields["protocols"] = Node(tuple(map(_with_port, protocols))) if with_ports else texts(protocols)
    fields |= {
        "translatedAddress": leaf(call.text("--translated-address")),
        "translatedPort": leaf(call.text("--translated-port")),
    }
    return call.properties(fields)


def _with_port(text: Text) -> Node:
    """Return `Https=443` as ARM has it."""
    name, _, port = text.text.partition("=")
    number = integer(Text(text=port, origin=text.origin))
    return object_({"protocolType": Node(name, text.origin), "port": number}, text.origin)


def _adding(kind: _Kind) -> Command:
    """Return what adds a rule to a collection of a firewall, and makes the collection with the first."""

    def create(call: Call) -> Result:
        type_ = f"{FIREWALLS}/{kind.collections}"
        id_ = call.id_of(type_, call.name("--firewall-name"), call.name("--collection-name"))
        before = call.cloud.find(id_)
        there = before.body.at("properties", "rules") if before else None
        kept = there.elements() if there else ()
        rule = _rule(call, call.text("--name"), with_ports=kind.has_protocols_with_ports)
        properties = {
            "priority": integer(call.text("--priority"))
            or (before.body.at("properties", "priority") if before else None),
            "action": _action(call) or (before.body.at("properties", "action") if before else None),
            "rules": Node((*kept, rule), call.origin),
        }
        return call.put(id_, type_, {"properties": call.properties(properties)})

    return create


def _action(call: Call) -> Node | None:
    action = leaf(call.text("--action"))
    return object_({"type": action}) if action else None


def create_policy(call: Call) -> Result:
    """`az network firewall policy create`."""
    base = call.text("--base-policy")
    inherited = object_({"id": Node(call.referred(base, POLICIES), base.origin)}) if base else None
    fields = {"location": call.location(), "properties": call.properties({"basePolicy": inherited})}
    return call.put(call.id_of(POLICIES, call.name()), POLICIES, fields)


def create_group(call: Call) -> Result:
    """`az network firewall policy rule-collection-group create`: without collections at first."""
    id_ = call.id_of(GROUPS, call.name("--policy-name"), call.name())
    return call.put(id_, GROUPS, {"properties": call.properties({"priority": integer(call.text("--priority"))})})


def _group_id(call: Call) -> str:
    return call.id_of(GROUPS, call.name("--policy-name"), call.name("--rule-collection-group-name"))


def _collections(call: Call, id_: str) -> tuple[Node, ...]:
    before = call.cloud.find(id_)
    there = before.body.at("properties", "ruleCollections") if before else None
    return tuple(there.elements()) if there else ()


def add_collection(call: Call) -> Result:
    """`az network firewall policy rule-collection-group collection add-filter-collection`: with its first rule."""
    id_ = _group_id(call)
    is_nat = call.path.endswith("add-nat-collection")
    rule = _policy_rule(call, call.text("--rule-name"))
    collection = object_(
        {
            "name": leaf(call.name()),
            "priority": integer(call.text("--collection-priority")),
            "ruleCollectionType": Node(f"FirewallPolicy{'Nat' if is_nat else 'Filter'}RuleCollection"),
            "action": _action(call),
            "rules": Node((rule,) if call.text("--rule-name") else (), call.origin),
        },
        call.origin,
    )
    return _put_collections(call, id_, (*_collections(call, id_), collection))


def add_rule(call: Call) -> Result:
    """`az network firewall policy rule-collection-group collection rule add`."""
    id_, name = _group_id(call), call.name("--collection-name")
    made = []
    for each in _collections(call, id_):
        own, rules = each.get("name"), each.get("rules")
        if own is not None and own.text.lower() == name.text.lower() and isinstance(each.value, dict):
            kept = rules.elements() if rules else ()
            added = Node((*kept, _policy_rule(call, call.text("--name"))), call.origin)
            made.append(Node({**each.value, "rules": added}, each.origin))
        else:
            made.append(each)
    return _put_collections(call, id_, tuple(made))


def _policy_rule(call: Call, name: Text | None) -> Node:
    found = _rule(call, name, with_ports=True)
    type_ = leaf(call.text("--rule-type"))
    return Node({**found.value, "ruleType": type_}, found.origin) if type_ else found


def _put_collections(call: Call, id_: str, collections: tuple[Node, ...]) -> Result:
    """Declare what is in a group now: of one that the script has not made nobody knows what else is in it."""
    properties = object_({"ruleCollections": Node(collections, call.origin)}, call.origin)
    known = call.cloud.find(id_)
    if known is None:
        return call.patch(id_, GROUPS, {"properties": call.properties({})})
    inner = known.body.get("properties")
    whole = {**inner.value, **properties.value} if inner and isinstance(inner.value, dict) else properties.value
    return call.put(id_, GROUPS, {"properties": Node(whole, call.origin)})


_COLLECTION = "network firewall policy rule-collection-group collection"
COMMANDS: dict[str, Command] = {
    "network firewall network-rule create": _adding(_NETWORK),
    "network firewall application-rule create": _adding(_APPLICATION),
    "network firewall nat-rule create": _adding(_NAT),
    "network firewall policy create": create_policy,
    "network firewall policy rule-collection-group create": create_group,
    f"{_COLLECTION} add-filter-collection": add_collection,
    f"{_COLLECTION} add-nat-collection": add_collection,
    f"{_COLLECTION} rule add": add_rule,
}
