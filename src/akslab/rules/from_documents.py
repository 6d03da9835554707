"""ARM documents -> View. Pure, and the only place that knows how the JSON is shaped.

Documents are top-level resources with their children embedded, as Azure answers them. Types no rule reads are passed
over; load balancers count because their frontends take addresses of subnets.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from .cluster_documents import managed_cluster
from .edge_documents import application_gateway, firewall, firewall_policy, firewall_policy_rules, lock
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
from .service_documents import listed_ids, load_balancer, nat_gateway, scale_set, virtual_network_gateway
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
    collections: dict[str, dict[str, Any]] = {name: {} for readers in _READERS.values() for name, _ in readers}
    for document in documents:
        fields = Fields(document)
        for collection, read in _READERS.get(certain(fields.text("type")).lower(), ()):
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
        ip_configuration_ids=listed_ids(properties, "ipConfigurations"),
    )


def _peering(fields: Fields) -> Peering:
    properties = fields.fields("properties")
    return Peering(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        remote_id=properties.link("remoteVirtualNetwork"),
        remote_prefixes=_remote_prefixes(properties),
        state=properties.text("peeringState"),
        allows_access=_flag(properties, "allowVirtualNetworkAccess", default=True),
        allows_forwarded_traffic=properties.flag("allowForwardedTraffic"),
        uses_remote_gateways=properties.flag("useRemoteGateways"),
    )


def _remote_prefixes(properties: Fields) -> Maybe[tuple[str, ...]]:
    """Return what this side knows of the other; newer versions of the API keep the first name up to date."""
    current = properties.fields("remoteVirtualNetworkAddressSpace").texts("addressPrefixes")
    return current or properties.fields("remoteAddressSpace").texts("addressPrefixes")


def _flag(fields: Fields, name: str, *, default: bool) -> Maybe[bool]:
    return default if fields.get(name) is None else fields.flag(name)


def _route_table(fields: Fields) -> RouteTable:
    properties = fields.fields("properties")
    routes = properties.objects("routes")
    return RouteTable(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        location=fields.text("location"),
        routes=UNKNOWN if isinstance(routes, Unknown) else tuple(_route(route) for route in routes),
        disables_bgp=properties.flag("disableBgpRoutePropagation"),
        subnet_ids=listed_ids(properties, "subnets"),
    )


def _route(fields: Fields) -> Route:
    properties = fields.fields("properties")
    return Route(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        address_prefix=properties.text("addressPrefix"),
        next_hop_type=properties.text("nextHopType"),
        next_hop_ip_address=properties.text("nextHopIpAddress"),
        next_hop_owner=certain(properties.text("akslab:nextHopIpAddress")),
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
    sources, destinations = (
        _one_or_many(properties, f"{end}AddressPrefix", f"{end}AddressPrefixes") for end in ("source", "destination")
    )
    source_ports, destination_ports = (
        _one_or_many(properties, f"{end}PortRange", f"{end}PortRanges") for end in ("source", "destination")
    )
    return SecurityRule(
        id=certain(fields.text("id")),
        name=certain(fields.text("name")),
        priority=properties.number("priority"),
        direction=properties.text("direction"),
        address_prefixes=_together(sources, destinations),
        port_ranges=_together(source_ports, destination_ports),
        access=properties.text("access", "Allow"),
        protocol=properties.text("protocol", "*"),
        sources=sources,
        destinations=destinations,
        source_ports=source_ports,
        destination_ports=destination_ports,
        names_application_groups=any(
            properties.get(f"{end}ApplicationSecurityGroups") for end in ("source", "destination")
        ),
    )


def _together(one: Maybe[tuple[str, ...]], other: Maybe[tuple[str, ...]]) -> Maybe[tuple[str, ...]]:
    return UNKNOWN if isinstance(one, Unknown) or isinstance(other, Unknown) else one + other


def _one_or_many(properties: Fields, one: str, many: str) -> Maybe[tuple[str, ...]]:
    """Azure has a singular and a plural of the same property, and either may be absent, null or empty."""
    plural, singular = properties.texts(many), properties.text(one)
    if isinstance(plural, Unknown) and not isinstance(singular, Unknown) and singular:
        return (singular,)
    if plural:
        return plural
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
        has_ip_forwarding=properties.flag("enableIPForwarding"),
        network_security_group_id=properties.link("networkSecurityGroup"),
        machine_id=_machine_of(properties.link("virtualMachine"), certain(fields.text("id"))),
    )


def _machine_of(told: Maybe[str], interface_id: str) -> Maybe[str]:
    """Return the machine of an interface: what it links to, else the one of a scale set that its own id lies in."""
    machine = interface_id[: max(0, interface_id.lower().rfind("/networkinterfaces/"))]
    is_told = bool(told) and not isinstance(told, Unknown)
    return machine if not is_told and "/virtualmachines/" in machine.lower() else told


_READERS: dict[str, tuple[tuple[str, Callable[[Fields], Any]], ...]] = {
    "microsoft.containerservice/managedclusters": (("managed_clusters", managed_cluster),),
    "microsoft.network/virtualnetworks": (("virtual_networks", _network),),
    "microsoft.network/routetables": (("route_tables", _route_table),),
    "microsoft.network/networksecuritygroups": (("network_security_groups", _security_group),),
    "microsoft.network/networkinterfaces": (("network_interfaces", _interface),),
    "microsoft.compute/virtualmachinescalesets": (("network_interfaces", scale_set),),
    "microsoft.network/loadbalancers": (("network_interfaces", _interface), ("load_balancers", load_balancer)),
    "microsoft.network/applicationgateways": (("application_gateways", application_gateway),),
    "microsoft.network/azurefirewalls": (("firewalls", firewall),),
    "microsoft.network/firewallpolicies": (("firewall_policies", firewall_policy),),
    "microsoft.network/firewallpolicies/rulecollectiongroups": (("firewalls", firewall_policy_rules),),
    "microsoft.network/natgateways": (("nat_gateways", nat_gateway),),
    "microsoft.network/virtualnetworkgateways": (("virtual_network_gateways", virtual_network_gateway),),
    "microsoft.authorization/locks": (("locks", lock),),
}
