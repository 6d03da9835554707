"""Virtual networks with their inline subnets, peerings, DNS servers.

From 4.0 an inline subnet has `route_table_id`, optional and not computed: a later apply takes a table that AKS attached
away from every subnet that names none (hashicorp/terraform-provider-azurerm, `virtual_network_resource.go`).
"""

from collections.abc import Iterator

from ....deployments.nodes import Node
from ..language.values import Bag
from ..written import Written, blocks_in
from .kinds import Blocks, Default, Field, Kind, Made, Second, below_named, flag, in_group, link, links, made_of, whole
from .subnets import DELEGATION, POLICIES, endpoints

NETWORKS = "Microsoft.Network/virtualNetworks"
PEERINGS = f"{NETWORKS}/virtualNetworkPeerings"
INLINE_TABLE = "properties.subnets.*.properties.routeTable"

_SUBNET: tuple[Field | Blocks, ...] = (
    Field("name", "name"),
    Field("address_prefix", "properties.addressPrefix"),
    Field("address_prefixes", "properties.addressPrefixes"),
    Field("route_table_id", "properties.routeTable", link),
    Field("security_group", "properties.networkSecurityGroup", link),
    Field("default_outbound_access_enabled", "properties.defaultOutboundAccess", flag),
    Field("service_endpoints", "properties.serviceEndpoints", endpoints),
    Field("service_endpoint_policy_ids", "properties.serviceEndpointPolicies", links),
    *POLICIES,
    DELEGATION,
)
_FIELDS: tuple[Field | Blocks, ...] = (
    Field("tags", "tags"),
    Field("address_space", "properties.addressSpace.addressPrefixes"),
    Field("dns_servers", "properties.dhcpOptions.dnsServers"),
    Field("bgp_community", "properties.bgpCommunities.virtualNetworkCommunity"),
    Field("flow_timeout_in_minutes", "properties.flowTimeoutInMinutes", whole),
    Blocks("subnet", "properties.subnets", _SUBNET, is_list=True),
)


_KEPT = Second(keeps=(INLINE_TABLE, "properties.subnets.*.properties.natGateway"), renews="always")
_LOST = Second(keeps=(), renews="always")


def _second(written: Written) -> Second:
    """Return what a later apply leaves alone. Without inline subnets the provider sends those it found."""
    subnets = written.argument("subnet")
    if subnets is None or written.ignores("subnet"):
        return Second()
    if written.before is not None:
        return _changed(written, written.before)
    if written.ignores_unknown:
        return _KEPT
    is_certain = written.versions.all_are(lambda release: release[0] >= 4)
    if is_certain and not subnets.is_unknown:
        return _LOST
    return _KEPT


def _changed(written: Written, before: Node) -> Second:
    """Return what a plan says of a network that stands. A list that nobody wrote is what the provider found there."""
    if _loses_table(written, before):
        return _LOST
    if "subnet" in written.stated or not _names(before) <= _names(written.body):
        return _KEPT
    return Second()


def _names(body: Node) -> set[str]:
    return {_text(block, "name").lower() for block in blocks_in(body, "subnet")}


def _loses_table(written: Written, before: Node) -> bool:
    """Whether a plan takes the route table away from a subnet that has one now."""
    had = {_text(block, "name") for block in blocks_in(before, "subnet") if _text(block, "route_table_id")}
    return any(_text(block, "name") in had and _lacks(block, "route_table_id") for block in written.blocks("subnet"))


def _lacks(block: Node, name: str) -> bool:
    found = block.get(name)
    return found is None or found.value in (None, "")


def _text(block: Node, name: str) -> str:
    found = block.get(name)
    return found.text if found is not None else ""


def _computed(written: Written, id_: str) -> dict[str, Node]:
    """Return the inline subnets with their ids; a set of several has no order that could be told."""
    found = written.body.get("subnet")
    if found is None or not isinstance(found.value, tuple | dict):
        return {}
    subnets = []
    for block in written.blocks("subnet"):
        name = block.get("name")
        subnet_id = Node(f"{id_}/subnets/{name.text}") if name is not None and name.text else Node(None)
        subnets.append(Node({**block.value, "id": subnet_id}, block.origin))
    return {"subnet": Node(Bag(subnets), found.origin)}


NETWORK = Kind(
    name="azurerm_virtual_network",
    type=NETWORKS,
    identify=in_group(NETWORKS),
    fields=_FIELDS,
    computed=_computed,
    second=_second,
)
PEERING = Kind(
    name="azurerm_virtual_network_peering",
    type=PEERINGS,
    identify=below_named(NETWORKS, "virtual_network_name", "virtualNetworkPeerings"),
    fields=(
        Field("remote_virtual_network_id", "properties.remoteVirtualNetwork", link),
        Field("allow_virtual_network_access", "properties.allowVirtualNetworkAccess", flag),
        Field("allow_forwarded_traffic", "properties.allowForwardedTraffic", flag),
        Field("allow_gateway_transit", "properties.allowGatewayTransit", flag),
        Field("use_remote_gateways", "properties.useRemoteGateways", flag),
    ),
    defaults=(
        Default("properties.allowVirtualNetworkAccess", True),
        Default("properties.allowForwardedTraffic", False),
        Default("properties.allowGatewayTransit", False),
        Default("properties.useRemoteGateways", False),
    ),
    tracked=False,
)


def _servers(written: Written) -> Iterator[Made]:
    for made in made_of(_SERVERS, written):
        yield Made(type=made.type, id=made.id, body=made.body, writing="patch")


def _network_of(written: Written) -> str:
    return written.text("virtual_network_id")


_SERVERS = Kind(
    name="azurerm_virtual_network_dns_servers",
    type=NETWORKS,
    identify=_network_of,
    fields=(Field("dns_servers", "properties.dhcpOptions.dnsServers"),),
    tracked=False,
)
SERVERS = Kind(name=_SERVERS.name, type=NETWORKS, identify=_network_of, fields=_SERVERS.fields, make=_servers)
KINDS = (NETWORK, PEERING, SERVERS)
