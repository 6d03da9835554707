"""Network security groups read from their documents, and what of a security rule akslab can't do (said, not ignored).

A rule that cannot be compiled is named by `security_group_of`; whoever lets rules in asks it first.
"""

from typing import Literal

from msgspec import Struct

from . import documents as doc
from .errors import CompileError
from .inputs import SecurityGroup, SecurityRule
from .ranges import range_of

ServiceTag = Literal["VirtualNetwork", "Internet", "AzureLoadBalancer"]
SERVICE_TAGS: dict[str, ServiceTag] = {
    "virtualnetwork": "VirtualNetwork",
    "internet": "Internet",
    "azureloadbalancer": "AzureLoadBalancer",
}
EVERYTHING = ("*", "0.0.0.0/0")
"""Spellings of every address."""
PROTOCOLS = ("*", "tcp", "udp", "icmp")


class DefaultRule(Struct, frozen=True):
    """One of the six rules every group ends with (D19)."""

    name: str
    priority: int
    inbound: bool
    allow: bool
    source: str = "*"
    destination: str = "*"


DEFAULT_RULES = (
    DefaultRule("AllowVnetInBound", 65000, True, True, "VirtualNetwork", "VirtualNetwork"),
    DefaultRule("AllowAzureLoadBalancerInBound", 65001, True, True, "AzureLoadBalancer"),
    DefaultRule("DenyAllInBound", 65500, True, False),
    DefaultRule("AllowVnetOutBound", 65000, False, True, "VirtualNetwork", "VirtualNetwork"),
    DefaultRule("AllowInternetOutBound", 65001, False, True, "*", "Internet"),
    DefaultRule("DenyAllOutBound", 65500, False, False),
)


def service_tag(value: str) -> ServiceTag | None:
    """Return the service tag `value` names, in any case; None for addresses and for tags akslab doesn't know."""
    return SERVICE_TAGS.get(value.lower())


def supported_address(value: str) -> bool:
    """Whether an NSG rule's address can be compiled: `*`, an IPv4 address or prefix, or one of three service tags."""
    if value in EVERYTHING or service_tag(value):
        return True
    try:
        range_of(value)
    except ValueError:
        return False
    return True


def security_group_of(document: doc.SecurityGroupDocument) -> SecurityGroup:
    """Read a network security group. Raises CompileError naming the rule that akslab can't do."""
    own = [_rule(document.id, each) for each in document.properties.security_rules or ()]
    defaults = [_rule(document.id, each) for each in document.properties.default_security_rules or ()]
    rules = own + (defaults or list(map(_default_rule, DEFAULT_RULES)))
    ordered = sorted(rules, key=lambda rule: (not rule.inbound, rule.priority, rule.name))
    return SecurityGroup(document.id.lower(), document.name, tuple(ordered))


def _rule(group: str, document: doc.SecurityRuleDocument) -> SecurityRule:
    properties = document.properties
    problems = _unsupported(properties)
    if problems:
        raise CompileError(f"{group}/securityRules/{document.name}", "; ".join(problems))
    return SecurityRule(
        name=document.name,
        priority=properties.priority,
        inbound=properties.direction.lower() == "inbound",
        allow=properties.access.lower() == "allow",
        protocol=properties.protocol.lower(),
        sources=_sources(properties),
        destinations=_destinations(properties),
        source_ports=_values(properties.source_port_range, properties.source_port_ranges),
        destination_ports=_values(properties.destination_port_range, properties.destination_port_ranges),
    )


def _default_rule(rule: DefaultRule) -> SecurityRule:
    return SecurityRule(
        name=rule.name,
        priority=rule.priority,
        inbound=rule.inbound,
        allow=rule.allow,
        protocol="*",
        sources=(rule.source,),
        destinations=(rule.destination,),
        source_ports=("*",),
        destination_ports=("*",),
    )


def _unsupported(properties: doc.SecurityRuleProperties) -> tuple[str, ...]:
    addresses = dict.fromkeys((*_sources(properties), *_destinations(properties)))
    problems = [
        f"{value!r} is no IPv4 address or prefix and none of the service tags akslab knows "
        f"({', '.join(SERVICE_TAGS.values())})"
        for value in addresses
        if not supported_address(value)
    ]
    if properties.source_application_security_groups or properties.destination_application_security_groups:
        problems.append("application security groups are not part of akslab's network yet")
    if properties.protocol.lower() not in PROTOCOLS:
        problems.append(f"protocol {properties.protocol!r}: akslab filters Tcp, Udp, Icmp and *")
    return tuple(problems)


def _sources(properties: doc.SecurityRuleProperties) -> tuple[str, ...]:
    return _values(properties.source_address_prefix, properties.source_address_prefixes)


def _destinations(properties: doc.SecurityRuleProperties) -> tuple[str, ...]:
    return _values(properties.destination_address_prefix, properties.destination_address_prefixes)


def _values(one: str | None, several: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*((one,) if one else ()), *(several or ())))) or ("*",)
