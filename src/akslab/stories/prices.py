"""What a change opens besides the packet it is for: by kind, the least first, and in a phrase.

A route that AKS would write itself, or a table on a subnet, brings back what a kubenet network needs. A rule for exactly
one flow comes before any that opens more; a prohibition that is deleted comes last.
"""

from collections.abc import Iterable
from typing import Literal

from ..compile.inputs import Inputs, Route, SecurityRule
from ..rules.ids import name_of
from ..wire.sentences import Sentence, sentence
from ..wire.symbols import spoken
from .edits import Associate, Edit, Forwarding, GroupRemove, RouteAdd, RouteDelete, RuleAdd, RuleDelete

Kind = Literal["node-route", "association", "forwarding", "exact-rule", "route", "wide-rule"]
KINDS: tuple[Kind, ...] = ("node-route", "association", "forwarding", "exact-rule", "route", "wide-rule")
"""The least opening first."""
MOST_NAMED = 3


def kind_of(inputs: Inputs, edit: Edit) -> Kind:
    """Return what kind of change an edit of a network's inputs is."""
    match edit:
        case RouteAdd(route=route):
            return "node-route" if _node_of(inputs, route) else "route"
        case RouteDelete():
            return "route"
        case Associate():
            return "association"
        case Forwarding():
            return "forwarding"
        case RuleAdd(rule=rule):
            return "exact-rule" if rule.allow and _is_exact(rule) else "wide-rule"
        case RuleDelete() | GroupRemove():
            return "wide-rule"


def rank_of(inputs: Inputs, edits: Iterable[Edit]) -> tuple[int, int]:
    """Return where changes that are made together stand: by the one that opens most, then by all of them."""
    ranks = [KINDS.index(kind_of(inputs, edit)) for edit in edits]
    return max(ranks), sum(ranks)


def phrase_of(inputs: Inputs, edit: Edit) -> Sentence:
    """Say what a change of a network's inputs opens, or leads elsewhere."""
    match edit:
        case RouteAdd(table=table, route=route):
            return _of_route(inputs, table, route)
        case RouteDelete(table=table, route=name):
            prefix = next((each.prefix for each in inputs.tables[table].routes if each.name == name), name)
            return sentence("price.route-gone", prefix=prefix)
        case Associate(subnet=subnet, table=table):
            place = spoken(name_of(subnet))
            if table is None:
                return sentence("price.table-gone", subnet=place)
            return sentence("price.table", subnet=place, table=spoken(name_of(table)))
        case Forwarding(who=who, is_on=is_on):
            return sentence(f"price.forwarding-{'on' if is_on else 'off'}", who=who)
        case RuleAdd(rule=rule):
            return sentence(f"price.rule-{_sort_of_rule(rule)}", flow=_flow_of(rule))
        case RuleDelete(group=group, rule=name):
            gone = next((each for each in inputs.security_groups[group].rules if each.name == name), None)
            key = "allowing-gone" if gone and gone.allow else "denying-gone"
            return sentence(f"price.{key}", flow=_flow_of(gone) if gone else "-")
        case GroupRemove(owner=owner):
            return sentence("price.group-gone", owner=spoken(name_of(owner)))


def _of_route(inputs: Inputs, table: str, route: Route) -> Sentence:
    replaced = next((each for each in inputs.tables[table].routes if each.prefix == route.prefix), None)
    node = _node_of(inputs, route)
    hop = node or route.next_hop_ip or route.next_hop_type
    what = sentence("price.node-route" if node else "price.route", prefix=route.prefix, hop=hop)
    if replaced is None or replaced.name == route.name:
        return what
    return sentence("price.in-place-of", what=what, route=spoken(replaced.name))


def _node_of(inputs: Inputs, route: Route) -> str:
    """Return the node whose block of pods a route leads to; empty where it is another route."""
    for node in inputs.nodes:
        interface = inputs.interfaces.get(node.interface)
        if node.pod_cidr == route.prefix and interface and interface.configurations:
            return node.name if interface.configurations[0].address == route.next_hop_ip else ""
    return ""


def _sort_of_rule(rule: SecurityRule) -> str:
    if not rule.allow:
        return "deny"
    return "exact" if _is_exact(rule) else "wide"


def _is_exact(rule: SecurityRule) -> bool:
    """Whether a rule is for one address on each side, and for one port where there are ports."""
    ends = (*rule.sources, *rule.destinations)
    (port, *more) = rule.destination_ports
    is_one_port = rule.protocol == "icmp" or (port.isdecimal() and not more)
    return len(ends) == 2 and all(_is_address(each) for each in ends) and rule.protocol != "*" and is_one_port


def _is_address(text: str) -> bool:
    return text.count(".") == 3 and text.removesuffix("/32").replace(".", "").isdecimal()


def _flow_of(rule: SecurityRule) -> Sentence:
    sources, destinations = _few(rule.sources), _few(rule.destinations)
    ports = "" if rule.protocol == "icmp" or "*" in rule.destination_ports else f" {_few(rule.destination_ports)}"
    is_any = rule.protocol == "*"
    key = "price.flow-any" if is_any and not ports else "price.flow"
    protocol = f"{'tcp/udp' if is_any else rule.protocol}{ports}"
    return sentence(key, protocol=protocol, source=_ends(sources), destination=_ends(destinations))


def _ends(text: str) -> Sentence | str:
    return sentence("price.anywhere") if text in ("*", "0.0.0.0/0") else text


def _few(texts: tuple[str, ...]) -> str:
    more = f", … ({len(texts) - MOST_NAMED})" if len(texts) > MOST_NAMED else ""
    return spoken(", ".join(texts[:MOST_NAMED]) + more)
