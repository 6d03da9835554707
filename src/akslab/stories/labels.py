"""The object that decided a step, in Azure's and Kubernetes' words, with its id and where that is written."""

from msgspec import Struct
from msgspec.structs import replace

from ..compile.attachments import Attachment
from ..compile.fabric_table import DESTINATION_CHECK, PUBLIC_SOURCE_CHECK, SOURCE_CHECK
from ..compile.inputs import SecurityGroup, SecurityRule
from ..compile.longest_prefix import LongestPrefixMatch
from ..compile.masquerade import OTHERS, SPARED
from ..compile.ranges import number_of
from ..compile.security_rules import DEFAULT_RULES
from ..net.state import RouteEntry
from ..rules.places import subnet_place
from ..trace.packets import Headers
from ..trace.steps import (
    AddressRef,
    Decider,
    Filtered,
    LimitRef,
    Received,
    Routed,
    RouteRef,
    RuleRef,
    Step,
    SysctlRef,
    Translated,
)
from ..wire.sentences import sentence
from .atlas import Atlas
from .masquerade_labels import masquerade_label
from .naming import Label, written_label

_FORWARDING = "properties.enableIPForwarding"
_OF_NODE = "____"
"""In the names that AKS gives to routes (K9)."""


class Passage(Struct, frozen=True):
    """A namespace that a packet passes, as far as the step in question: what it came in by, where it was routed to."""

    netns: str
    came_in: str = ""
    goes_out: str = ""

    def after(self, step: Step) -> "Passage":
        """Return the passage behind a step."""
        if isinstance(step, Received):
            return Passage(self.netns, step.dev, "")
        if isinstance(step, Routed):
            return Passage(self.netns, self.came_in, step.dev)
        return self


def label_of_step(atlas: Atlas, passage: Passage, step: Step) -> Label | None:
    """Return the object that decided a step; None where it is Linux itself."""
    match step:
        case Filtered(rule=RuleRef() as rule):
            return label_of(atlas, passage, rule, step.headers)
        case Translated(rule=RuleRef() as rule):
            return _translation(atlas, passage, step, rule)
        case Routed(entry=RouteEntry() as entry):
            return _route(atlas, passage.netns, entry.table, entry.dst, step.headers)
        case _:
            return None


def label_of(atlas: Atlas, passage: Passage, decider: Decider | None, headers: Headers) -> Label | None:
    """Return the object behind a decider; None where it is none of Azure's or Kubernetes'."""
    match decider:
        case RuleRef():
            return _rule(atlas, passage, decider, headers)
        case RouteRef():
            return _route(atlas, passage.netns, decider.table, decider.dst, headers)
        case SysctlRef(name="net.ipv4.ip_forward"):
            port = atlas.attachment(passage.netns)
            return _forwarding(atlas, port) if port else None
        case LimitRef(what="ttl"):
            return Label(kind="limit", what=sentence("by.ttl"))
        case LimitRef():
            return Label(kind="limit", what=sentence("by.mtu"))
        case SysctlRef():
            return Label(kind="setting", what=sentence("by.setting", name=decider.name, value=decider.value))
        case AddressRef():
            return Label(kind="address", what=sentence("by.address", address=decider.address))
        case None:
            return None


def _rule(atlas: Atlas, passage: Passage, rule: RuleRef, headers: Headers) -> Label | None:
    found = atlas.rule(rule.chain, rule.comment)
    if found:
        return security_rule_label(atlas, *found)
    if rule.comment in (SOURCE_CHECK.comment, DESTINATION_CHECK.comment):
        dev = passage.came_in if rule.comment == SOURCE_CHECK.comment else passage.goes_out
        port = atlas.port(passage.netns, dev)
        end = "source" if rule.comment == SOURCE_CHECK.comment else "destination"
        what = sentence(f"by.forwarding-{end}")
        return _forwarding(atlas, port) if port else Label(kind="ip-forwarding", what=what)
    if rule.comment == PUBLIC_SOURCE_CHECK.comment:
        return Label(kind="public-address", what=sentence("by.no-public", source=headers.source))
    if rule.comment in (SPARED, OTHERS):
        return masquerade_label(atlas, passage.netns, rule)
    return None


def security_rule_label(atlas: Atlas, group: SecurityGroup, rule: SecurityRule) -> Label:
    """Return a security rule."""
    is_default = rule.name in {each.name for each in DEFAULT_RULES} and rule.priority >= 65000
    place = "" if is_default else f"properties.securityRules[{rule.name}]"
    values = {"rule": rule.name, "group": atlas.name(group.id), "priority": rule.priority}
    key = f"by.{'default-' if is_default else ''}rule-{'allow' if rule.allow else 'deny'}"
    return written_label(atlas, "security-rule", sentence(key, **values), group.id, place)


def _forwarding(atlas: Atlas, port: Attachment) -> Label:
    who = atlas.resident(port.netns)
    values = {"nic": atlas.interface_name(port.interface), "owner": who.name if who else port.netns}
    what = sentence("by.forwarding-off", **values)
    return written_label(atlas, "ip-forwarding", what, port.interface.id, _FORWARDING)


def _translation(atlas: Atlas, passage: Passage, step: Translated, rule: RuleRef) -> Label | None:
    if step.element and step.element.map == "public":
        return _public(atlas, passage.netns, step.element.key, step.element.value)
    if step.element and step.element.map == "instance":
        return _public(atlas, passage.netns, step.element.value, step.element.key)
    return _rule(atlas, passage, rule, step.headers)


def _public(atlas: Atlas, netns: str, private: str, public: str) -> Label:
    inputs = atlas.network.inputs
    id_ = next((id_ for id_, address in inputs.public_addresses.items() if address == public), "")
    key = "by.public" if id_ else "by.default-outbound"
    return written_label(atlas, "public-address", sentence(key, public=public, private=private), id_, "")


def _route(atlas: Atlas, netns: str, table: int, prefix: str, headers: Headers) -> Label | None:
    if atlas.network_of(netns) is None:
        who = atlas.resident(netns)
        return Label(
            kind="kernel-route", what=sentence("by.kernel-route", owner=who.name if who else netns, dst=prefix)
        )
    subnet = atlas.subnet_of_table(netns, table)
    if subnet is None:
        is_nobody = prefix == "0.0.0.0/0"
        what = (
            sentence("by.nobody", address=headers.destination) if is_nobody else sentence("by.uplink", address=prefix)
        )
        return Label(kind="system-route", what=what)
    row = atlas.row(subnet, prefix)
    if row is None:
        # An interface's own /32 stands for the network's own route, which wins there.
        row = LongestPrefixMatch(dict(atlas.rows(subnet))).find(number_of(headers.destination))
    if row is None:
        return None
    values = {"prefix": row.prefixes[0], "subnet": atlas.name(subnet.id)}
    hop = " ".join((row.next_hop_type, *row.next_hop_ips))
    if row.source == "User" and row.name:
        table_id = subnet.route_table or ""
        values |= {"route": row.name, "table": atlas.name(table_id), "hop": hop}
        found = written_label(
            atlas, "route", sentence("by.user-route", **values), table_id, f"properties.routes[{row.name}]"
        )
        is_aks = _OF_NODE in row.name and not found.written
        return replace(found, what=sentence("by.aks-route", **values)) if is_aks else found
    what = sentence("by.system-route", hop=hop, **values)
    place = subnet_place(atlas.network.spelled.get(subnet.id, subnet.id))
    return written_label(atlas, "system-route", what, subnet.id, place)
