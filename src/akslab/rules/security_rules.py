"""What rules a network security group may hold."""

import re
from collections import Counter
from collections.abc import Iterator

from ..net.prefixes import PrefixError, parse_address, parse_prefix
from .examples import security_group, security_rule, world
from .proposals import later_priority, meant_prefix, nearest_priority
from .resources import NetworkSecurityGroup, SecurityRule
from .rule import Answer, Rule, in_own_words, with_own_code
from .unknown import CannotJudge, Values, for_each, known
from .view import View

FIRST_PRIORITY = 100
LAST_PRIORITY = 4096
LAST_PORT = 65535
MOST_RULES = 1000
_SERVICE_TAG = re.compile(r"[A-Za-z][A-Za-z0-9.]*")
_PORTS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")


def _rules(group: NetworkSecurityGroup) -> tuple[SecurityRule, ...]:
    return known(group.rules, f"securityRules of {group.name}")


def _priority(_view: View, group: NetworkSecurityGroup) -> Iterator[Values | CannotJudge]:
    def judge(found: SecurityRule) -> Iterator[Values]:
        priority = known(found.priority, f"priority of rule {found.name}")
        if not FIRST_PRIORITY <= priority <= LAST_PRIORITY:
            free = nearest_priority(_rules(group), found, priority)
            yield {"name": found.name, "priority": priority, "free": free}

    yield from for_each(_rules(group), judge)


PRIORITY = Rule(
    id="security-rule-priority",
    title="A rule's priority is between 100 and 4096",
    source=("D19",),
    subject=NetworkSecurityGroup,
    answer=in_own_words(
        "SecurityRuleInvalidPriority", "The priority {priority} of security rule {name} is not between 100 and 4096."
    ),
    fix="Write a priority from 100 to 4096.",
    place="properties.securityRules[{name}].properties.priority",
    check=_priority,
    failing=lambda: world(security_group(security_rule(priority=99))),
    sound=lambda: world(security_group(security_rule(priority=100))),
)


def _is_address(text: str) -> bool:
    if text == "*" or _SERVICE_TAG.fullmatch(text) or parse_address(text):
        return True
    first, dash, last = text.partition("-")
    if dash:
        return parse_address(first) is not None and parse_address(last) is not None
    try:
        parse_prefix(text)
    except PrefixError:
        return False
    return True


def _addresses(_view: View, group: NetworkSecurityGroup) -> Iterator[Values | CannotJudge]:
    def judge(found: SecurityRule) -> Iterator[Values]:
        for text in known(found.address_prefixes, f"address prefixes of rule {found.name}"):
            if not _is_address(text):
                yield {"value": text, "name": found.name, **meant_prefix(found, text)}

    yield from for_each(_rules(group), judge)


# The words are in a public log of Set-AzureRmNetworkSecurityGroup; the code in one of terraform.
ADDRESSES = Rule(
    id="security-rule-address-prefix",
    title="A rule is for prefixes, addresses, service tags or *",
    source=("A4", "D22"),
    subject=NetworkSecurityGroup,
    answer=Answer(
        code="SecurityRuleInvalidAddressPrefix",
        text="Security rule has invalid Address prefix. Value provided: {value}.",
    ),
    fix="Write *, an address, a prefix that starts at its first address, or a service tag.",
    place="properties.securityRules[{name}].properties",
    check=_addresses,
    failing=lambda: world(security_group(security_rule(sourceAddressPrefix="20.20.20.20/16"))),
    sound=lambda: world(security_group(security_rule(sourceAddressPrefix="20.20.0.0/16"))),
)


def is_port_range(text: str) -> bool:
    """Whether a text is `*`, a port, or a range of ports."""
    if text == "*":
        return True
    ports = _PORTS.fullmatch(text)
    if ports is None:
        return False
    first, last = int(ports[1]), int(ports[2] or ports[1])
    return first <= last <= LAST_PORT


def _ports(_view: View, group: NetworkSecurityGroup) -> Iterator[Values | CannotJudge]:
    def judge(found: SecurityRule) -> Iterator[Values]:
        for text in known(found.port_ranges, f"port ranges of rule {found.name}"):
            if not is_port_range(text):
                yield {"value": text, "name": found.name}

    yield from for_each(_rules(group), judge)


PORTS = Rule(
    id="security-rule-port-range",
    title="A rule is for ports between 0 and 65535, ranges of them, or *",
    source=("Azure/azure-cli#23499", "ernestio/ernest#475"),
    subject=NetworkSecurityGroup,
    answer=Answer(
        code="SecurityRuleInvalidPortRange",
        text="Security rule has invalid Port range. Value provided: {value}. Value should be an integer OR integer "
        "range with '-' delimiter. Valid range 0-65535.",
    ),
    fix="Write *, one port, or first-last; several go into the plural property as a list.",
    place="properties.securityRules[{name}].properties",
    check=_ports,
    failing=lambda: world(security_group(security_rule(destinationPortRange="80,443"))),
    sound=lambda: world(security_group(security_rule(destinationPortRange="80-443"))),
)


def _conflict(_view: View, group: NetworkSecurityGroup) -> Iterator[Values]:
    first: dict[tuple[str, int], SecurityRule] = {}
    for found in _rules(group):
        if isinstance(found.direction, str) and isinstance(found.priority, int):
            earlier = first.setdefault((found.direction.lower(), found.priority), found)
            if earlier is not found:
                at = known(found.priority, f"priority of rule {found.name}")
                yield {"a": found.name, "b": earlier.name, "free": later_priority(_rules(group), found, at)}


CONFLICT = Rule(
    id="security-rules-conflict",
    title="The rules of one direction have different priorities",
    source=("A8", "D19"),
    subject=NetworkSecurityGroup,
    answer=Answer(
        code="SecurityRuleConflict",
        text="Security rule {a} conflicts with rule {b}. Rules cannot have the same Priority and Direction.",
    ),
    fix="Give one of {a} and {b} another priority.",
    place="properties.securityRules[{a}].properties.priority",
    also=("properties.securityRules[{b}].properties.priority",),
    check=_conflict,
    failing=lambda: world(security_group(security_rule(), security_rule("second", direction="inbound"))),
    sound=lambda: world(security_group(security_rule(), security_rule("second", direction="Outbound"))),
)


def _same_name(_view: View, group: NetworkSecurityGroup) -> Iterator[Values]:
    for name, number in Counter(found.name.lower() for found in _rules(group)).items():
        if number > 1:
            yield {"name": name, "group": group.name}


SAME_NAME = Rule(
    id="security-rule-named-twice",
    title="The rules of a group have different names",
    source=("D19",),
    subject=NetworkSecurityGroup,
    answer=with_own_code("SecurityRuleNamedTwice", "Network security group '{group}' has two rules named '{name}'."),
    fix="Give one of the two rules '{name}' another name.",
    place="properties.securityRules[{name}].name",
    check=_same_name,
    failing=lambda: world(security_group(security_rule(), security_rule(priority=101))),
    sound=lambda: world(security_group(security_rule(), security_rule("second", priority=101))),
)


def _too_many(_view: View, group: NetworkSecurityGroup) -> Iterator[Values]:
    if len(_rules(group)) > MOST_RULES:
        yield {"group": group.name, "n": len(_rules(group)), "most": MOST_RULES}


def _many_rules(number: int) -> View:
    return world(security_group(*(security_rule(f"r{n}", priority=100 + n) for n in range(number))))


TOO_MANY = Rule(
    id="too-many-security-rules",
    title="A network security group has at most 1000 rules",
    source=("D25",),
    subject=NetworkSecurityGroup,
    answer=with_own_code(
        "TooManySecurityRules", "Network security group '{group}' would have {n} rules; {most} is the most."
    ),
    fix="Bring the {n} rules down to {most}: a rule may list several prefixes and ports.",
    place="properties.securityRules[]",
    check=_too_many,
    failing=lambda: _many_rules(1001),
    sound=lambda: _many_rules(1000),
)

SECURITY_RULES = (PRIORITY, ADDRESSES, PORTS, SAME_NAME, CONFLICT, TOO_MANY)
"""Each rule by itself, then rules against each other, then their number."""
