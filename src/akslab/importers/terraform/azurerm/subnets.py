"""Subnets, and what is associated with them: each association changes one property of a subnet and nothing else.

A lone `azurerm_subnet` is read, changed and written back: what it does not name stays.
"""

from collections.abc import Callable, Iterator

from ....deployments.nodes import Node, Unknown
from ..written import Written
from .kinds import Blocks, Default, Field, Kind, Made, Second, below_named, closed, flag, link, links, place_of

SUBNETS = "Microsoft.Network/virtualNetworks/subnets"
_NETWORKS = "Microsoft.Network/virtualNetworks"


def policy_flag(node: Node) -> Node:
    """Return whether policies apply as ARM's `Enabled` or `Disabled`."""
    if not isinstance(node.value, bool):
        return node
    return Node("Enabled" if node.value else "Disabled", node.origin)


def _enforced(node: Node) -> Node:
    """2.x and 3.x asked the opposite: to enforce private endpoints is to disable network policies."""
    if not isinstance(node.value, bool):
        return node
    return Node("Disabled" if node.value else "Enabled", node.origin)


def endpoints(node: Node) -> Node:
    """Return names of services as ARM's service endpoints."""
    if not isinstance(node.value, tuple):
        return node
    return Node(tuple(Node({"service": each}, each.origin) for each in node.value), node.origin)


POLICIES: tuple[Field | Blocks, ...] = (
    Field("private_endpoint_network_policies", "properties.privateEndpointNetworkPolicies"),
    Field("private_endpoint_network_policies_enabled", "properties.privateEndpointNetworkPolicies", policy_flag),
    Field("enforce_private_link_endpoint_network_policies", "properties.privateEndpointNetworkPolicies", _enforced),
    Field("private_link_service_network_policies_enabled", "properties.privateLinkServiceNetworkPolicies", policy_flag),
    Field("enforce_private_link_service_network_policies", "properties.privateLinkServiceNetworkPolicies", _enforced),
    Blocks("service_endpoint", "properties.serviceEndpoints", (Field("service", "service"),), is_list=True),
)
DELEGATION = Blocks(
    "delegation",
    "properties.delegations",
    (
        Field("name", "name"),
        Blocks("service_delegation", "properties", (Field("name", "serviceName"), Field("actions", "actions"))),
    ),
    is_list=True,
)
SUBNET = Kind(
    name="azurerm_subnet",
    type=SUBNETS,
    identify=below_named(_NETWORKS, "virtual_network_name", "subnets"),
    fields=(
        Field("address_prefix", "properties.addressPrefix"),
        Field("address_prefixes", "properties.addressPrefixes"),
        Field("route_table_id_wo", "properties.routeTable", link),
        Field("network_security_group_id_wo", "properties.networkSecurityGroup", link),
        Field("default_outbound_access_enabled", "properties.defaultOutboundAccess", flag),
        Field("service_endpoints", "properties.serviceEndpoints", endpoints),
        Field("service_endpoint_policy_ids", "properties.serviceEndpointPolicies", links),
        *POLICIES,
        DELEGATION,
    ),
    tracked=False,
    defaults=(Default("properties.privateEndpointNetworkPolicies", "Disabled", (4, 5)),),
)


def _subnet_of(written: Written) -> str:
    return written.text("subnet_id").rstrip("/")


def _association(argument: str, property_: str) -> Callable[[Written], Iterator[Made]]:
    """Return how an association is made: the subnet's property, and its own head where the property is written."""

    def make(written: Written) -> Iterator[Made]:
        subnet_id, target = _subnet_of(written), written.argument(argument)
        if target is None:
            return
        if isinstance(target.value, Unknown):
            target = Node(written.text(argument), place_of(written, argument))
        name = Node(subnet_id.rsplit("/", 1)[-1], place_of(written, "subnet_id"))
        body = {"name": name, "properties": {property_: link(target)}}
        yield Made(type=SUBNETS, id=subnet_id, body=closed(body, written.origin), writing="patch", second=Second())

    return make


def _associated(kind: str, argument: str, property_: str) -> Kind:
    return Kind(
        name=kind,
        type=SUBNETS,
        identify=_subnet_of,
        fields=(Field(argument, f"properties.{property_}", link),),
        make=_association(argument, property_),
        tracked=False,
    )


TABLE = _associated("azurerm_subnet_route_table_association", "route_table_id", "routeTable")
SECURITY = _associated(
    "azurerm_subnet_network_security_group_association", "network_security_group_id", "networkSecurityGroup"
)
NAT = _associated("azurerm_subnet_nat_gateway_association", "nat_gateway_id", "natGateway")
KINDS = (SUBNET, TABLE, SECURITY, NAT)
