"""What a default route to an appliance does to the other ways in and out of a cluster, and gateways' routes to it.

Azure takes all of it. The answers of a public load balancer leave by the appliance (D9), a NAT gateway is passed by,
routes that a gateway learns are longer and go around the appliance, or are kept away where nothing stands in for them.
"""

from collections.abc import Iterator
from typing import Any

from ..net.prefixes import holds, parse_address
from .example import Example
from .examples import (
    TABLE,
    USER_ASSIGNED,
    Document,
    cluster,
    network,
    peering,
    route,
    subnet,
    table,
    world,
)
from .facts import has_outbound_type, own_network
from .fields import certain
from .ids import same
from .node_tables import own_routes, tables_of
from .peers import peers_of, prefixes_of_peer
from .pod_routing import seen_nodes
from .resources import ManagedCluster, Route, RouteTable, VirtualNetwork
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, known
from .user_routing import DEFAULT_ROUTE, DEFAULT_ROUTE_HOPS, USER_DEFINED
from .view import View

_ROUTE = "{rtId}#properties.routes[{route}]"


def _network(*more: Document, **properties: Any) -> Document:
    return network(subnet(routeTable={"id": TABLE}), *more, **properties)


def _on(place: Document, *routes: Document, keeps_bgp: bool = True, **profile: str) -> Example:
    """Return the article's cluster in this network, on a table with these routes."""
    found = table(*routes)
    found["properties"]["disableBgpRoutePropagation"] = not keeps_bgp
    return world(place, found, cluster(identity=USER_ASSIGNED, **profile))


def _goes_elsewhere(found: Route) -> bool:
    """Whether a route hands packets to an appliance or a gateway."""
    hop = known(found.next_hop_type, f"nextHopType of route {found.name}")
    return any(same(hop, allowed) for allowed in DEFAULT_ROUTE_HOPS)


def _default(found: RouteTable) -> Route | None:
    """Return the user's default route of a table, if it goes to an appliance or a gateway."""
    prefixes = ((known(own.address_prefix, f"addressPrefix of route {own.name}"), own) for own in own_routes(found))
    return next((own for prefix, own in prefixes if prefix == DEFAULT_ROUTE and _goes_elsewhere(own)), None)


def ways_elsewhere(view: View, cluster: ManagedCluster) -> Iterator[tuple[RouteTable, Route, Values]]:
    """Yield the user's tables of a cluster with their default routes to an appliance or a gateway, and what is said."""
    for found in tables_of(view, cluster):
        if own := _default(found):
            hop = certain(own.next_hop_ip_address) or own.next_hop_type
            yield found, own, {"rtId": found.id, "table": found.name, "route": own.name, "hop": hop}


def _past_balancer(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for _, _, values in ways_elsewhere(view, cluster) if has_outbound_type(cluster, "loadBalancer") else ():
        yield values


PAST_BALANCER = Rule(
    id="default-route-past-load-balancer",
    title="A cluster that goes out by its load balancer has no default route to somewhere else",
    class_="risk",
    source=("D9", "D5", "MicrosoftDocs/azure-docs#32568", "Azure/AKS#3700"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} sends 0.0.0.0/0 to {hop}, and the outbound type is loadBalancer: its outbound address "
        "is not used, and answers of public services leave through {hop}, which never saw the question and drops them.",
    ),
    fix="Write outboundType userDefinedRouting and make services internal, reached through the firewall; or leave route "
    "{route} out.",
    place=_ROUTE,
    also=("properties.networkProfile.outboundType",),
    check=_past_balancer,
    failing=lambda: _on(_network(), route()),
    sound=lambda: _on(_network(), route(), outboundType=USER_DEFINED),
)


def _past_nat_gateway(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for _, _, values in ways_elsewhere(view, cluster) if has_outbound_type(cluster, "userAssignedNATGateway") else ():
        yield values


def _with_nat(*routes: Document) -> Example:
    place = network(subnet(routeTable={"id": TABLE}, natGateway={"id": "/nat"}))
    return _on(place, *routes, outboundType="userAssignedNATGateway")


PAST_NAT_GATEWAY = Rule(
    id="default-route-past-nat-gateway",
    title="A cluster that goes out by a NAT gateway has no default route to somewhere else",
    class_="risk",
    source=("D5", "D9"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} sends 0.0.0.0/0 to {hop}: nothing goes out by the NAT gateway that outbound type "
        "userAssignedNATGateway stands for, and nobody outside sees its address.",
    ),
    fix="Write outboundType userDefinedRouting and take the NAT gateway off the subnet, or leave route {route} out.",
    place=_ROUTE,
    also=("properties.networkProfile.outboundType",),
    check=_past_nat_gateway,
    failing=lambda: _with_nat(route()),
    sound=lambda: _with_nat(route("10.8.0.0/16")),
)


def has_gateway(place: VirtualNetwork) -> bool:
    """Whether a gateway's routes come to a network: it has one, or uses a peer's."""
    uses = [known(side.uses_remote_gateways, f"useRemoteGateways of {side.name}") for side in place.peerings]
    return any(uses) or any(same(each.name, "GatewaySubnet") for each in place.subnets)


def _gateway_tables(view: View, cluster: ManagedCluster) -> Iterator[RouteTable]:
    """Yield a cluster's own tables, if a gateway's routes come to its network."""
    place, tables = own_network(view, cluster), tuple(tables_of(view, cluster))
    if place and tables and has_gateway(place):
        yield from tables


def _bgp_off(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in _gateway_tables(view, cluster):
        is_off = known(found.disables_bgp, f"disableBgpRoutePropagation of {found.name}")
        if is_off and not any(map(_goes_elsewhere, own_routes(found, seen_nodes(view, cluster)))):
            yield {"rtId": found.id, "table": found.name}


_TO_HUB = peering(useRemoteGateways=True)

BGP_OFF = Rule(
    id="gateway-routes-kept-off",
    title="Where gateways' routes are kept off the nodes, routes of one's own stand in for them",
    class_="risk",
    source=("D10", "Azure/AKS#4871", "MicrosoftDocs/azure-docs#36322"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route table {table} keeps gateways' routes off the nodes (disableBgpRoutePropagation), and no route of its own "
        "leads to an appliance or a gateway: nodes and pods have no way to what is behind the gateway.",
    ),
    fix="Write disableBgpRoutePropagation false, or add routes for the ranges behind the gateway.",
    place="{rtId}#properties.disableBgpRoutePropagation",
    check=_bgp_off,
    failing=lambda: _on(_network(virtualNetworkPeerings=[_TO_HUB]), keeps_bgp=False),
    sound=lambda: _on(_network(virtualNetworkPeerings=[_TO_HUB])),
)


def _around_firewall(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in _gateway_tables(view, cluster):
        own = _default(found)
        keeps = not known(found.disables_bgp, f"disableBgpRoutePropagation of {found.name}")
        if own and keeps and same(str(own.next_hop_type), "VirtualAppliance"):
            yield {"rtId": found.id, "table": found.name, "route": own.name, "hop": own.next_hop_ip_address}


AROUND_FIREWALL = Rule(
    id="gateway-routes-around-firewall",
    title="What a gateway's routes lead to does not pass the firewall of the default route",
    class_="note",
    source=("D5", "D10"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} sends 0.0.0.0/0 to {hop}, but routes that a gateway learns are longer and win: "
        "traffic to what is behind the gateway goes around {hop}.",
    ),
    fix="Write disableBgpRoutePropagation true and add routes to {hop} for the ranges behind the gateway, if they are to "
    "pass it.",
    place="{rtId}#properties.disableBgpRoutePropagation",
    also=(_ROUTE,),
    check=_around_firewall,
    failing=lambda: _on(_network(virtualNetworkPeerings=[_TO_HUB]), route(), outboundType=USER_DEFINED),
    sound=lambda: _on(_network(virtualNetworkPeerings=[_TO_HUB]), route(), keeps_bgp=False, outboundType=USER_DEFINED),
)


def _not_forwarded(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    place = own_network(view, cluster)
    for peer in peers_of(view, place) if place else ():
        try:
            if not peer.ours or known(peer.side.allows_forwarded_traffic, f"allowForwardedTraffic of {peer.side.name}"):
                continue
            prefixes = prefixes_of_peer(view, peer)
            for _, own, values in ways_elsewhere(view, cluster):
                hop = parse_address(str(own.next_hop_ip_address))
                if hop and any(holds(prefix, hop) for prefix in prefixes):
                    yield values | {"peer": peer.name, "at": peer.place}
        except CannotJudge as reason:
            yield reason


def _through_hub(**peering_properties: Any) -> Example:
    hub = network(name="hub", prefixes=("10.1.0.0/16",))
    place = _network(virtualNetworkPeerings=[peering(**peering_properties)])
    made = cluster(identity=USER_ASSIGNED, outboundType=USER_DEFINED)
    return world(place, hub, table(route(ip="10.1.0.4")), made)


# Azure's pages say that it blocks, a field test that it often does not (X13): we take the pages, as a risk.
NOT_FORWARDED = Rule(
    id="peering-without-forwarded-traffic",
    title="A peering takes what the appliance behind it sends on",
    class_="risk",
    source=("D15", "D17", "X13"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} goes to {hop} in the peered network {peer}, and the peering allows no forwarded "
        "traffic: what the appliance sends back for others may not get in.",
    ),
    fix="Write allowForwardedTraffic true in this network's peering with {peer}.",
    place="{at}.properties.allowForwardedTraffic",
    also=(_ROUTE,),
    check=_not_forwarded,
    failing=_through_hub,
    sound=lambda: _through_hub(allowForwardedTraffic=True),
)

DEFAULT_ROUTES = (PAST_BALANCER, PAST_NAT_GATEWAY, BGP_OFF, AROUND_FIREWALL, NOT_FORWARDED)
