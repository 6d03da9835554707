"""Network security groups, their rules inline and beside them, and network interfaces."""

from collections.abc import Iterator

from ....deployments.nodes import Node
from ..written import Written
from .kinds import Blocks, Field, Kind, Made, Second, below_named, closed, flag, in_group, link, links, whole

GROUPS = "Microsoft.Network/networkSecurityGroups"
INTERFACES = "Microsoft.Network/networkInterfaces"

_RULE: tuple[Field | Blocks, ...] = (
    Field("description", "properties.description"),
    Field("protocol", "properties.protocol"),
    Field("source_port_range", "properties.sourcePortRange"),
    Field("source_port_ranges", "properties.sourcePortRanges"),
    Field("destination_port_range", "properties.destinationPortRange"),
    Field("destination_port_ranges", "properties.destinationPortRanges"),
    Field("source_address_prefix", "properties.sourceAddressPrefix"),
    Field("source_address_prefixes", "properties.sourceAddressPrefixes"),
    Field("destination_address_prefix", "properties.destinationAddressPrefix"),
    Field("destination_address_prefixes", "properties.destinationAddressPrefixes"),
    Field("source_application_security_group_ids", "properties.sourceApplicationSecurityGroups", links),
    Field("destination_application_security_group_ids", "properties.destinationApplicationSecurityGroups", links),
    Field("access", "properties.access"),
    Field("priority", "properties.priority", whole),
    Field("direction", "properties.direction"),
)


def _second(written: Written) -> Second:
    rules = written.argument("security_rule")
    return Second() if rules is None or written.ignores("security_rule") else Second(keeps=())


GROUP = Kind(
    name="azurerm_network_security_group",
    type=GROUPS,
    identify=in_group(GROUPS),
    fields=(
        Field("tags", "tags"),
        Blocks("security_rule", "properties.securityRules", (Field("name", "name"), *_RULE), is_list=True),
    ),
    second=_second,
)
RULE = Kind(
    name="azurerm_network_security_rule",
    type=f"{GROUPS}/securityRules",
    identify=below_named(GROUPS, "network_security_group_name", "securityRules"),
    fields=_RULE,
    tracked=False,
)
INTERFACE = Kind(
    name="azurerm_network_interface",
    type=INTERFACES,
    identify=in_group(INTERFACES),
    fields=(
        Field("tags", "tags"),
        Field("enable_ip_forwarding", "properties.enableIPForwarding", flag),
        Field("ip_forwarding_enabled", "properties.enableIPForwarding", flag),
        Field("enable_accelerated_networking", "properties.enableAcceleratedNetworking", flag),
        Field("accelerated_networking_enabled", "properties.enableAcceleratedNetworking", flag),
        Field("dns_servers", "properties.dnsSettings.dnsServers"),
        Blocks(
            "ip_configuration",
            "properties.ipConfigurations",
            (
                Field("name", "name"),
                Field("subnet_id", "properties.subnet", link),
                Field("private_ip_address", "properties.privateIPAddress"),
                Field("private_ip_address_allocation", "properties.privateIPAllocationMethod"),
                Field("private_ip_address_version", "properties.privateIPAddressVersion"),
                Field("public_ip_address_id", "properties.publicIPAddress", link),
                Field("primary", "properties.primary", flag),
            ),
            is_list=True,
        ),
    ),
)


def _interface_of(written: Written) -> str:
    return written.text("network_interface_id")


def _guarded(written: Written) -> Iterator[Made]:
    group = written.argument("network_security_group_id")
    if group is not None:
        body = {
            "name": Node(_interface_of(written).rsplit("/", 1)[-1]),
            "properties": {"networkSecurityGroup": link(group)},
        }
        yield Made(type=INTERFACES, id=_interface_of(written), body=closed(body, written.origin), writing="patch")


INTERFACE_SECURITY = Kind(
    name="azurerm_network_interface_security_group_association",
    type=INTERFACES,
    identify=_interface_of,
    fields=(Field("network_security_group_id", "properties.networkSecurityGroup", link),),
    make=_guarded,
    tracked=False,
)
KINDS = (GROUP, RULE, INTERFACE, INTERFACE_SECURITY)
