"""Microsoft.Network/networkSecurityGroups: stateful filters on subnets and interfaces, with Azure's default rules."""

from typing import Annotated, Literal

from msgspec import Meta, field

from ..arm.declaration import Change, Child, ResourceType
from ..arm.world import World
from ..wire.properties import Json, Properties, ReadOnly
from .judgement import refuse_deletion_in_use, refuse_security_group
from .references import reference_list


class SecurityRuleProperties(Properties, frozen=True, kw_only=True):
    """One rule (D19, D20)."""

    description: str | None = None
    protocol: Literal["Tcp", "Udp", "Icmp", "Esp", "Ah", "*"]
    access: Literal["Allow", "Deny"]
    direction: Literal["Inbound", "Outbound"]
    priority: Annotated[int, Meta(ge=100, le=4096)]
    source_port_range: str | None = None
    source_port_ranges: list[str] = field(default_factory=list)
    destination_port_range: str | None = None
    destination_port_ranges: list[str] = field(default_factory=list)
    source_address_prefix: str | None = None
    source_address_prefixes: list[str] = field(default_factory=list)
    destination_address_prefix: str | None = None
    destination_address_prefixes: list[str] = field(default_factory=list)
    provisioning_state: ReadOnly[str] = "Succeeded"


class SecurityRule(Properties, frozen=True, kw_only=True):
    """A rule in its group's list."""

    name: str
    id: str | None = None
    properties: SecurityRuleProperties


class SecurityGroupProperties(Properties, frozen=True, kw_only=True):
    """The group itself."""

    security_rules: list[SecurityRule] = field(default_factory=list)
    default_security_rules: ReadOnly[list[Json] | None] = None
    subnets: ReadOnly[list[Json] | None] = None
    network_interfaces: ReadOnly[list[Json] | None] = None
    resource_guid: ReadOnly[str | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


_DEFAULT_RULES = (
    ("AllowVnetInBound", "Inbound", 65000, "Allow", "VirtualNetwork", "VirtualNetwork"),
    ("AllowAzureLoadBalancerInBound", "Inbound", 65001, "Allow", "AzureLoadBalancer", "*"),
    ("DenyAllInBound", "Inbound", 65500, "Deny", "*", "*"),
    ("AllowVnetOutBound", "Outbound", 65000, "Allow", "VirtualNetwork", "VirtualNetwork"),
    ("AllowInternetOutBound", "Outbound", 65001, "Allow", "*", "Internet"),
    ("DenyAllOutBound", "Outbound", 65500, "Deny", "*", "*"),
)
_DESCRIPTIONS = {
    "AllowVnetInBound": "Allow inbound traffic from all VMs in VNET",
    "AllowAzureLoadBalancerInBound": "Allow inbound traffic from azure load balancer",
    "DenyAllInBound": "Deny all inbound traffic",
    "AllowVnetOutBound": "Allow outbound traffic from all VMs to all VMs in VNET",
    "AllowInternetOutBound": "Allow outbound traffic from all VMs to Internet",
    "DenyAllOutBound": "Deny all outbound traffic",
}
"""As az's public test recordings show them."""
"""Name, direction, priority, access, source, destination (D19)."""


def default_rules(group_id: str) -> list[Json]:
    """Return the six rules every group ends with, as Azure shows them."""
    return [
        {
            "name": name,
            "id": f"{group_id}/defaultSecurityRules/{name}",
            "type": "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
            "properties": {
                "provisioningState": "Succeeded",
                "description": _DESCRIPTIONS[name],
                "protocol": "*",
                "sourcePortRange": "*",
                "destinationPortRange": "*",
                "sourceAddressPrefix": source,
                "destinationAddressPrefix": destination,
                "access": access,
                "priority": priority,
                "direction": direction,
                "sourcePortRanges": [],
                "destinationPortRanges": [],
                "sourceAddressPrefixes": [],
                "destinationAddressPrefixes": [],
            },
        }
        for name, direction, priority, access, source, destination in _DEFAULT_RULES
    ]


def _complete(change: Change, world: World) -> Json:
    assert change.new is not None
    rules = default_rules(change.new["id"])
    return {**change.new, "properties": {**change.new["properties"], "defaultSecurityRules": rules}}


def _with_users(document: Json, world: World) -> Json:
    interfaces = reference_list(world, document["id"], "/networkInterfaces/")
    subnets = reference_list(world, document["id"], "/subnets/")
    known = {"networkInterfaces": interfaces, "subnets": subnets}
    return {**document, "properties": {**document["properties"], **{k: v for k, v in known.items() if v}}}


NETWORK_SECURITY_GROUPS = ResourceType(
    name="Microsoft.Network/networkSecurityGroups",
    what="create, show, list, update, delete; rules and the six default rules; the subnets and interfaces it is on",
    shows_etag=True,
    properties=SecurityGroupProperties,
    children=(Child(name="securityRules", list_property="securityRules", properties=SecurityRuleProperties),),
    refuse=refuse_security_group,
    refuse_deletion=refuse_deletion_in_use,
    complete=_complete,
    answer=_with_users,
)
