"""What traffic leaves and enters by: NAT gateways, public addresses, load balancers, private DNS zones."""

from collections.abc import Callable, Iterator

from ....deployments.nodes import Node
from ..language.values import symbol_of
from ..written import Written
from .kinds import Blocks, Default, Field, Kind, Made, below_named, closed, flag, in_group, link, links, whole

GATEWAYS = "Microsoft.Network/natGateways"
ADDRESSES = "Microsoft.Network/publicIPAddresses"
PREFIXES = "Microsoft.Network/publicIPPrefixes"
BALANCERS = "Microsoft.Network/loadBalancers"
ZONES = "Microsoft.Network/privateDnsZones"

NAT_GATEWAY = Kind(
    name="azurerm_nat_gateway",
    type=GATEWAYS,
    identify=in_group(GATEWAYS),
    fields=(
        Field("tags", "tags"),
        Field("sku_name", "sku.name"),
        Field("zones", "zones"),
        Field("idle_timeout_in_minutes", "properties.idleTimeoutInMinutes", whole),
        Field("public_ip_address_ids", "properties.publicIpAddresses", links),
        Field("public_ip_prefix_ids", "properties.publicIpPrefixes", links),
    ),
    defaults=(Default("sku.name", "Standard"),),
)


def _gateway_of(written: Written) -> str:
    return written.text("nat_gateway_id")


def _associated(argument: str, property_: str) -> Callable[[Written], Iterator[Made]]:
    def make(written: Written) -> Iterator[Made]:
        target = written.argument(argument)
        if target is not None:
            own = Node((link(target),), target.origin)
            name = Node(_gateway_of(written).rsplit("/", 1)[-1])
            body = {"name": name, "properties": {property_: own}}
            yield Made(type=GATEWAYS, id=_gateway_of(written), body=closed(body, written.origin), writing="patch")

    return make


NAT_ADDRESS = Kind(
    name="azurerm_nat_gateway_public_ip_association",
    type=GATEWAYS,
    identify=_gateway_of,
    fields=(Field("public_ip_address_id", "properties.publicIpAddresses", link),),
    make=_associated("public_ip_address_id", "publicIpAddresses"),
    tracked=False,
)
NAT_PREFIX = Kind(
    name="azurerm_nat_gateway_public_ip_prefix_association",
    type=GATEWAYS,
    identify=_gateway_of,
    fields=(Field("public_ip_prefix_id", "properties.publicIpPrefixes", link),),
    make=_associated("public_ip_prefix_id", "publicIpPrefixes"),
    tracked=False,
)


def _address(written: Written, _id: str) -> dict[str, Node]:
    return {"ip_address": Node(symbol_of(f"address of {written.address}"))}


ADDRESS = Kind(
    name="azurerm_public_ip",
    type=ADDRESSES,
    identify=in_group(ADDRESSES),
    fields=(
        Field("tags", "tags"),
        Field("sku", "sku.name"),
        Field("sku_tier", "sku.tier"),
        Field("zones", "zones"),
        Field("allocation_method", "properties.publicIPAllocationMethod"),
        Field("ip_version", "properties.publicIPAddressVersion"),
        Field("idle_timeout_in_minutes", "properties.idleTimeoutInMinutes", whole),
        Field("domain_name_label", "properties.dnsSettings.domainNameLabel"),
        Field("public_ip_prefix_id", "properties.publicIPPrefix", link),
    ),
    computed=_address,
    defaults=(Default("sku.name", "Basic", (2, 3)), Default("sku.name", "Standard", (4, 5))),
)
PREFIX = Kind(
    name="azurerm_public_ip_prefix",
    type=PREFIXES,
    identify=in_group(PREFIXES),
    fields=(
        Field("tags", "tags"),
        Field("sku", "sku.name"),
        Field("prefix_length", "properties.prefixLength", whole),
        Field("ip_version", "properties.publicIPAddressVersion"),
    ),
)
BALANCER = Kind(
    name="azurerm_lb",
    type=BALANCERS,
    identify=in_group(BALANCERS),
    fields=(
        Field("tags", "tags"),
        Field("sku", "sku.name"),
        Field("sku_tier", "sku.tier"),
        Blocks(
            "frontend_ip_configuration",
            "properties.frontendIPConfigurations",
            (
                Field("name", "name"),
                Field("subnet_id", "properties.subnet", link),
                Field("private_ip_address", "properties.privateIPAddress"),
                Field("private_ip_address_allocation", "properties.privateIPAllocationMethod"),
                Field("public_ip_address_id", "properties.publicIPAddress", link),
            ),
            is_list=True,
        ),
    ),
)
ZONE = Kind(
    name="azurerm_private_dns_zone",
    type=ZONES,
    identify=in_group(ZONES),
    fields=(Field("tags", "tags"),),
    tracked=False,
)
ZONE_LINK = Kind(
    name="azurerm_private_dns_zone_virtual_network_link",
    type=f"{ZONES}/virtualNetworkLinks",
    identify=below_named(ZONES, "private_dns_zone_name", "virtualNetworkLinks"),
    fields=(
        Field("virtual_network_id", "properties.virtualNetwork", link),
        Field("registration_enabled", "properties.registrationEnabled", flag),
    ),
    tracked=False,
)
KINDS = (NAT_GATEWAY, NAT_ADDRESS, NAT_PREFIX, ADDRESS, PREFIX, BALANCER, ZONE, ZONE_LINK)
