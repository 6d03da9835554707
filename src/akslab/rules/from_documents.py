"""ARM documents -> View. Pure, and the only place that knows how the JSON is shaped.

Documents are top-level resources with their children embedded, as Azure answers them. Types no rule reads are passed
over; load balancers count because their frontends take addresses of subnets.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from .cluster_documents import managed_cluster
from .edge_documents import application_gateway, firewall, firewall_policy_rules, lock
from .fields import Fields, certain
from .resources import (
    IpConfiguration,
    NetworkInterface,
    NetworkSecurityGroup,
    Peering,
    Route,
    RouteTable,
    SecurityRule,
    Subnet,
    VirtualNetwork,
)
from .unknown import UNKNOWN, Maybe, Unknown
from .view import AddressRequest, Deletion, Rights, View

Document = Mapping[str, Any]


def view_of(
    documents: Iterable[Document],
    *,
    before: Iterable[Document] = (),
    operation: Literal["", "upgrade"] = "",
    rights: Rights | Unknown = UNKNOWN,
    complete: bool = False,
    requests: tuple[Deletion | AddressRequest, ...] = (),
) -> View:
    """Return the view of `documents` as they would be after the request, and `before` it (see View's fields)."""
    earlier = View(**_resources(before))
    return View(
        **_resources(documents),
        before=earlier,
        operation=operation,
        rights=rights,
        complete=complete,
        requests=requests,
    )


def _resources(documents: Iterable[Document]) -> dict[str, Any]:
    collections: dict[str, dict[str, Any]] = {name: {} for name, _ in _READERS.values()}
    for document in documents:
        fields = Fields(document)
        if reader := _READERS.get(certain(fields.text("type")).lower()):
            collection, read = reader
            resource = read(fields)
            collections[collection][resource.id.lower()] = resource
    return collections


def _network(fields: Fields) -> VirtualNetwork:
    properties = fields.fields("properties")
    return VirtualNetwork(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        location=fields.text("location"),
        prefixes=properties.fields("addressSpace").texts("addressPrefixes"),
        subnets=tuple(_subnet(child) for child in properties.listed("subnets")),
        peerings=tuple(_peering(child) for child in properties.listed("virtualNetworkPeerings")),
        dns_servers=properties.fields("dhcpOptions").texts("dnsServers"),
        is_partial=fields.get("akslab:partial") is True,
    )


def _subnet(fields: Fields) -> Subnet:
    properties = fields.fields("properties")
    delegations = properties.objects("delegations")
    return Subnet(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        prefixes=_one_or_many(properties, "addressPrefix", "addressPrefixes"),
        route_table_id=properties.link("routeTable"),
        network_security_group_id=properties.link("networkSecurityGroup"),
        nat_gateway_id=properties.link("natGateway"),
        delegations=UNKNOWN
        if isinstance(delegations, Unknown)
        else tuple(certain(delegation.fields("properties").text("serviceName")) for delegation in delegations),
        external_resources=tuple(
            certain(link.text("id"))
            for name in ("serviceAssociationLinks", "resourceNavigationLinks")
            for link in properties.listed(name)
            if certain(link.text("id"))
        ),
    )


def _peering(fields: Fields) -> Peering:
    properties = fields.fields("properties")
    return Peering(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        remote_id=properties.link("remoteVirtualNetwork"),
        remote_prefixes=properties.fields("remoteAddressSpace").texts("addressPrefixes"),
        allows_forwarded_traffic=properties.flag("allowForwardedTraffic"),
        uses_remote_gateways=properties.flag("useRemoteGateways"),
    )


def _route_table(fields: Fields) -> RouteTable:
    properties = fields.fields("properties")
    routes = properties.objects("routes")
    return RouteTable(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        location=fields.text("location"),
        routes=UNKNOWN if isinstance(routes, Unknown) else tuple(_route(route) for route in routes),
        disables_bgp=properties.flag("disableBgpRoutePropagation"),
    )


def _route(fields: Fields) -> Route:
    properties = fields.fields("properties")
    return Route(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        address_prefix=properties.text("addressPrefix"),
        next_hop_type=properties.text("nextHopType"),
        next_hop_ip_address=properties.text("nextHopIpAddress"),
    )


def _security_group(fields: Fields) -> NetworkSecurityGroup:
    rules = fields.fields("properties").objects("securityRules")
    return NetworkSecurityGroup(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        rules=UNKNOWN if isinstance(rules, Unknown) else tuple(_security_rule(rule) for rule in rules),
    )


def _security_rule(fields: Fields) -> SecurityRule:
    properties = fields.fields("properties")
    return SecurityRule(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        priority=properties.number("priority"),
        direction=properties.text("direction"),
        address_prefixes=_both_ends(properties, "AddressPrefix", "AddressPrefixes"),
        port_ranges=_both_ends(properties, "PortRange", "PortRanges"),
    )


def _both_ends(properties: Fields, one: str, many: str) -> Maybe[tuple[str, ...]]:
    source = _one_or_many(properties, f"source{one}", f"source{many}")
    destination = _one_or_many(properties, f"destination{one}", f"destination{many}")
    if isinstance(source, Unknown) or isinstance(destination, Unknown):
        return UNKNOWN
    return source + destination


def _one_or_many(properties: Fields, one: str, many: str) -> Maybe[tuple[str, ...]]:
    """Azure has a singular and a plural of the same property, and either may be absent, null or empty."""
    plural = properties.texts(many)
    if plural:
        return plural
    singular = properties.text(one)
    return singular if isinstance(singular, Unknown) else (singular,) if singular else ()


def _interface(fields: Fields) -> NetworkInterface:
    properties = fields.fields("properties")
    configurations = (
        (name, configuration)
        for name in ("ipConfigurations", "frontendIPConfigurations")
        for configuration in properties.listed(name)
    )
    return NetworkInterface(
        id=certain(fields.text("id")),
        ip_configurations=tuple(
            IpConfiguration(
                id=certain(configuration.text("id")),
                place=f"properties.{name}[{certain(configuration.text('name'))}]",
                subnet_id=configuration.fields("properties").link("subnet"),
                private_ip_address=configuration.fields("properties").text("privateIPAddress"),
            )
            for name, configuration in configurations
        ),
    )


_READERS: dict[str, tuple[str, Callable[[Fields], Any]]] = {
    "microsoft.containerservice/managedclusters": ("managed_clusters", managed_cluster),
    "microsoft.network/virtualnetworks": ("virtual_networks", _network),
    "microsoft.network/routetables": ("route_tables", _route_table),
    "microsoft.network/networksecuritygroups": ("network_security_groups", _security_group),
    "microsoft.network/networkinterfaces": ("network_interfaces", _interface),
    "microsoft.network/loadbalancers": ("network_interfaces", _interface),
    "microsoft.network/applicationgateways": ("application_gateways", application_gateway),
    "microsoft.network/azurefirewalls": ("firewalls", firewall),
    "microsoft.network/firewallpolicies/rulecollectiongroups": ("firewalls", firewall_policy_rules),
    "microsoft.authorization/locks": ("locks", lock),
}
