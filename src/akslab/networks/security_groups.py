"""Security groups of a View -> of a draft. A rule that is not known whole is left out, with what it may be about."""

from typing import Literal

from msgspec.structs import replace

from ..compile.documents import SecurityGroupDocument, SecurityGroupProperties
from ..compile.inputs import SecurityGroup, SecurityRule
from ..compile.ranges import Range, merged
from ..compile.security_rules import PROTOCOLS, security_group_of, supported_address
from ..rules import resources as told
from ..rules.unknown import CannotJudge, Maybe, Unknown, known
from ..trace.packets import ProtocolName
from ..wire.sentences import sentence
from ..wire.symbols import has_symbol, spoken
from .addresses import is_sixth
from .draft import Draft
from .values import Assumption, Traffic

NO_RULES = SecurityGroupProperties()
LAST_PORT = 65535
_Reason = Literal["rule-unknown", "rule-tag", "rule-members"]


def read_group(group: told.NetworkSecurityGroup, draft: Draft) -> SecurityGroup:
    """Return a group with the rules that are known whole; the others are doubts of the draft."""
    own = list[SecurityRule]()
    if isinstance(group.rules, Unknown):
        draft.assumptions.append(_doubt(group, "rules-unknown", may_stop=True, may_open=True))
    else:
        for written in group.rules:
            rule = _without_sixth(written)
            made = rule and _rule(rule)
            if made:
                own.append(made)
            elif rule and (isinstance(rule.protocol, Unknown) or rule.protocol.lower() in PROTOCOLS):
                draft.assumptions.append(_doubt_of_rule(group, rule))
    defaults = security_group_of(SecurityGroupDocument(id=group.id, name=group.name, properties=NO_RULES))
    rules = sorted([*own, *defaults.rules], key=lambda rule: (not rule.inbound, rule.priority, rule.name))
    return SecurityGroup(group.id.lower(), group.name, tuple(rules))


def _without_sixth(rule: told.SecurityRule) -> told.SecurityRule | None:
    """Return a rule as IPv4 packets meet it, None where it is about IPv6 alone."""
    ends = {
        end: tuple(each for each in addresses if not is_sixth(each))
        for end, addresses in (("sources", rule.sources), ("destinations", rule.destinations))
        if not isinstance(addresses, Unknown) and any(map(is_sixth, addresses))
    }
    return replace(rule, **ends) if all(ends.values()) else None


def _doubt(
    group: told.NetworkSecurityGroup,
    key: str,
    *,
    may_stop: bool,
    may_open: bool,
    traffic: Traffic | None = None,
    **values: object,
) -> Assumption:
    """Return a doubt about a group: who has it is not known yet, so it stands with the group's id."""
    values = {"name": spoken(group.name), **values}
    is_settled_there = key not in ("rule-tag", "rule-members")
    return Assumption(
        what=sentence(f"assume.{key}", **values),
        unless=sentence(f"unless.{key}", **values),
        needs=f"az network nsg show --ids {spoken(group.id)}" if is_settled_there else "",
        about="group",
        id=group.id.lower(),
        traffic=traffic,
        may_stop=may_stop,
        may_open=may_open,
    )


def _doubt_of_rule(group: told.NetworkSecurityGroup, rule: told.SecurityRule) -> Assumption:
    access = rule.access.lower() if isinstance(rule.access, str) else ""
    key, tags = _reason(rule)
    return _doubt(
        group,
        key,
        may_stop=access != "allow",
        may_open=access != "deny",
        traffic=_traffic(rule),
        rule=spoken(rule.name),
        **({"tags": ", ".join(tags)} if tags else {}),
    )


def _reason(rule: told.SecurityRule) -> tuple[_Reason, tuple[str, ...]]:
    """Say why a rule is not known whole, and the service tags whose addresses are not known."""
    if rule.names_application_groups:
        return "rule-members", ()
    ends = [each for each in (rule.sources, rule.destinations) if not isinstance(each, Unknown)]
    tags = [tag for addresses in ends for tag in addresses if not supported_address(tag) and tag[:1].isalpha()]
    is_whole = len(ends) == 2 and not any(map(has_symbol, tags)) and tags
    return ("rule-tag", tuple(dict.fromkeys(tags))) if is_whole else ("rule-unknown", ())


def _traffic(rule: told.SecurityRule) -> Traffic:
    """Return what is known of a rule: packets that are otherwise are none of its business."""
    direction = rule.direction.lower() if isinstance(rule.direction, str) else ""
    sources, destinations = _spans(rule.source_ports), _spans(rule.destination_ports)
    return Traffic(
        inbound=direction == "inbound" if direction in ("inbound", "outbound") else None,
        protocols=_protocols(rule.protocol, has_ports=bool(sources or destinations)),
        source_ports=sources,
        destination_ports=destinations,
        priority=0 if isinstance(rule.priority, Unknown) else rule.priority,
    )


def _protocols(protocol: Maybe[str], *, has_ports: bool) -> tuple[ProtocolName, ...]:
    """Return the protocols that a rule may be about: one of any protocol that names ports means those that have some."""
    match "" if isinstance(protocol, Unknown) else protocol.lower():
        case "tcp":
            return ("tcp",)
        case "udp":
            return ("udp",)
        case "icmp":
            return ("icmp",)
        case "*" if has_ports:
            return ("tcp", "udp")
        case _:
            return ("icmp", "tcp", "udp")


def _spans(ports: Maybe[tuple[str, ...]]) -> tuple[Range, ...]:
    """Return ranges of ports; empty where they are not known, or all are meant."""
    if isinstance(ports, Unknown) or "*" in ports or not all(map(_is_port_range, ports)):
        return ()
    pairs = (each.partition("-") for each in ports)
    found = merged((int(first), int(last or first)) for first, _, last in pairs)
    return () if found == ((0, LAST_PORT),) else found


def _rule(rule: told.SecurityRule) -> SecurityRule | None:
    """Return a security rule, None when a part of it is not known or akslab has no such part."""
    try:
        made = _known_rule(rule)
    except CannotJudge:
        return None
    is_able = all(map(supported_address, (*made.sources, *made.destinations)))
    has_ports = all(map(_is_port_range, (*made.source_ports, *made.destination_ports)))
    is_plain = not rule.names_application_groups and made.protocol in PROTOCOLS
    return made if is_able and has_ports and is_plain else None


def _known_rule(rule: told.SecurityRule) -> SecurityRule:
    """Return a security rule as it is written. Raises CannotJudge when a part of it is not known."""
    return SecurityRule(
        name=rule.name,
        priority=known(rule.priority, "priority"),
        inbound=known(rule.direction, "direction").lower() == "inbound",
        allow=known(rule.access, "access").lower() == "allow",
        protocol=known(rule.protocol, "protocol").lower(),
        sources=known(rule.sources, "sources") or ("*",),
        destinations=known(rule.destinations, "destinations") or ("*",),
        source_ports=known(rule.source_ports, "source ports") or ("*",),
        destination_ports=known(rule.destination_ports, "destination ports") or ("*",),
    )


def _is_port_range(text: str) -> bool:
    first, dash, last = text.partition("-")
    return text == "*" or (
        first.isdecimal() and (last.isdecimal() if dash else True) and int(last or first) <= LAST_PORT
    )
