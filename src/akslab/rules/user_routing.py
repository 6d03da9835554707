"""Routing by the user: what `userDefinedRouting` demands of subnet, table and pools, in the order O1."""

from collections.abc import Iterator

from .examples import TABLE, Document, cluster, in_the_article, network, pool, route, subnet, table, world
from .facts import PROFILE, chooses_outbound, has_outbound_type, is_new, new_pools, own_subnets
from .ids import same
from .places import OUTBOUND_TYPE, POOL, subnet_place
from .resources import ManagedCluster, Route, Subnet
from .rule import Answer, Rule, in_own_words, with_own_code
from .unknown import Values, known
from .view import View

USER_DEFINED = "userDefinedRouting"
DEFAULT_ROUTE = "0.0.0.0/0"
DEFAULT_ROUTE_HOPS = ("VirtualAppliance", "VirtualNetworkGateway")


def _through(*routes: Document) -> View:
    """Return a cluster routed by the user through a table with these routes."""
    on_azure = cluster(outboundType=USER_DEFINED, networkPlugin="azure", podCidr=None)
    return world(network(subnet(routeTable={"id": TABLE})), table(*routes), on_azure)


def _routed_by_user(view: View, cluster: ManagedCluster) -> Iterator[Subnet]:
    if has_outbound_type(cluster, USER_DEFINED) and chooses_outbound(view, cluster):
        yield from own_subnets(view, cluster)


def _no_table(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for subnet_ in _routed_by_user(view, cluster):
        if not known(subnet_.route_table_id, f"route table of subnet {subnet_.name}"):
            yield {"subnetId": subnet_.id, "at": subnet_place(subnet_.id)}


NO_TABLE = Rule(
    id="user-routing-without-table",
    title="Routing by the user needs a route table on the subnet",
    source=("E7", "O1", "R41"),
    subject=ManagedCluster,
    answer=Answer(
        code="ExistingRouteTableNotAssociatedWithSubnet",
        text="An existing route table has not been associated with subnet {subnetId}. "
        "Please update the route table association",
    ),
    fix="Put a route table with a route for 0.0.0.0/0 on the subnet before the cluster is made, or write "
    "outboundType loadBalancer.",
    place="{at}.properties.routeTable",
    also=(OUTBOUND_TYPE,),
    check=_no_table,
    failing=lambda: in_the_article(outboundType=USER_DEFINED),
    sound=lambda: _through(route()),
)


def default_routes(view: View, subnet_: Subnet) -> Iterator[tuple[str, list[Route]]]:
    """Yield the subnet's table with its default routes. One learned by BGP does not count (R41)."""
    if id_ := known(subnet_.route_table_id, f"route table of subnet {subnet_.name}"):
        found = view.route_table(id_)
        routes = known(found.routes, f"routes of {found.name}")
        prefixes = [(known(r.address_prefix, f"addressPrefix of route {r.name}"), r) for r in routes]
        yield found.id, [r for prefix, r in prefixes if prefix == DEFAULT_ROUTE]


def _no_default_route(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for subnet_ in _routed_by_user(view, cluster):
        for table_id, routes in default_routes(view, subnet_):
            if not routes:
                yield {"rtId": table_id}


NO_DEFAULT_ROUTE = Rule(
    id="user-routing-without-default-route",
    title="Routing by the user needs a route for 0.0.0.0/0 in the table",
    source=("E8", "O1", "R41", "X3"),
    subject=ManagedCluster,
    answer=Answer(
        code="RouteTableMissingDefaultRouteError", text="Default route 0.0.0.0/0 missing from route table {rtId}"
    ),
    fix="Add a route for 0.0.0.0/0 with next hop VirtualAppliance and the firewall's address, or "
    "VirtualNetworkGateway. One that BGP brings does not count.",
    place="{rtId}#properties.routes",
    also=(OUTBOUND_TYPE,),
    check=_no_default_route,
    failing=_through,
    sound=lambda: _through(route()),
)


def _wrong_hop(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for subnet_ in _routed_by_user(view, cluster):
        for table_id, routes in default_routes(view, subnet_):
            for found in routes:
                hop = known(found.next_hop_type, f"nextHopType of route {found.name}")
                if not any(same(hop, allowed) for allowed in DEFAULT_ROUTE_HOPS):
                    yield {"type": hop, "rtId": table_id, "route": found.name}


WRONG_HOP = Rule(
    id="default-route-hop",
    title="Routing by the user sends 0.0.0.0/0 to an appliance or a gateway",
    source=("E9", "O1", "R41"),
    subject=ManagedCluster,
    answer=Answer(
        code="RouteTableInvalidNextHop",
        text="Default route 0.0.0.0/0 has a next hop of {type} but only next hops of VirtualAppliance or "
        "VirtualNetworkGateway are allowed. Please see http://aka.ms/aks/outboundtype for more details",
    ),
    fix="Give route {route} the next hop VirtualAppliance with the firewall's address, or VirtualNetworkGateway; "
    "or write outboundType loadBalancer.",
    place="{rtId}#properties.routes[{route}].properties.nextHopType",
    also=(OUTBOUND_TYPE,),
    check=_wrong_hop,
    failing=lambda: _through(route(hop="Internet", ip="")),
    sound=lambda: _through(route()),
)


def _basic_balancer(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    sku = known(cluster.network.load_balancer_sku, "loadBalancerSku")
    if has_outbound_type(cluster, USER_DEFINED) and same(sku, "basic") and chooses_outbound(view, cluster):
        yield {"type": USER_DEFINED}


USER_ROUTING_BASIC_BALANCER = Rule(
    id="user-routing-basic-load-balancer",
    title="Routing by the user needs the standard load balancer",
    source=("R41",),
    subject=ManagedCluster,
    answer=with_own_code(
        "OutboundTypeNeedsStandardLoadBalancer",
        "Outbound type {type} needs the standard load balancer SKU.",
        f"{PROFILE}.loadBalancerSku",
    ),
    fix="Write loadBalancerSku standard.",
    place="properties.networkProfile.loadBalancerSku",
    also=(OUTBOUND_TYPE,),
    check=_basic_balancer,
    failing=lambda: in_the_article(outboundType=USER_DEFINED, loadBalancerSku="basic"),
    sound=lambda: in_the_article(loadBalancerSku="basic"),
)


def _not_scale_sets(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for added in new_pools(view, cluster) if has_outbound_type(cluster, USER_DEFINED) else ():
        if same(known(added.type, f"agent pool {added.name}: type"), "AvailabilitySet"):
            yield {"pool": added.name, "type": USER_DEFINED}


USER_ROUTING_AVAILABILITY_SET = Rule(
    id="user-routing-availability-set",
    title="Routing by the user needs pools of scale sets",
    source=("R41",),
    subject=ManagedCluster,
    answer=with_own_code(
        "OutboundTypeNeedsScaleSets",
        "Outbound type {type} needs VirtualMachineScaleSets; agent pool '{pool}' is an AvailabilitySet.",
        "agentPoolProfile.type",
    ),
    fix="Write type VirtualMachineScaleSets for pool '{pool}'.",
    place=f"{POOL}.type",
    also=(OUTBOUND_TYPE,),
    check=_not_scale_sets,
    failing=lambda: world(network(subnet()), cluster(pool(type="AvailabilitySet"), outboundType=USER_DEFINED)),
    sound=lambda: world(network(subnet()), cluster(pool(type="AvailabilitySet"))),
)


def _with_profile(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    chosen = known(cluster.network.has_load_balancer_profile, "loadBalancerProfile")
    if has_outbound_type(cluster, USER_DEFINED) and chosen and is_new(view, cluster):
        yield {"type": USER_DEFINED}


USER_ROUTING_WITH_PROFILE = Rule(
    id="user-routing-with-load-balancer-profile",
    title="Routing by the user and outbound addresses of the load balancer exclude each other",
    source=("R44", "E26"),
    subject=ManagedCluster,
    answer=in_own_words(
        "InvalidUserDefinedRoutingWithLoadBalancerProfile",
        "Outbound type {type} has no outbound addresses for a load balancer profile to choose.",
        f"{PROFILE}.loadBalancerProfile",
    ),
    fix="Leave loadBalancerProfile out, or write outboundType loadBalancer instead of {type}.",
    place="properties.networkProfile.loadBalancerProfile",
    also=(OUTBOUND_TYPE,),
    check=_with_profile,
    failing=lambda: in_the_article(outboundType=USER_DEFINED, loadBalancerProfile={"managedOutboundIPs": {"count": 2}}),
    sound=lambda: in_the_article(loadBalancerProfile={"managedOutboundIPs": {"count": 2}}),
)


def _public_nodes(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for added in new_pools(view, cluster) if has_outbound_type(cluster, USER_DEFINED) else ():
        if known(added.enable_node_public_ip, f"agent pool {added.name}: enableNodePublicIP"):
            yield {"pool": added.name, "type": USER_DEFINED}


USER_ROUTING_PUBLIC_NODES = Rule(
    id="user-routing-public-nodes",
    title="Routing by the user and public IPs of nodes exclude each other",
    source=("R44", "E26"),
    subject=ManagedCluster,
    answer=in_own_words(
        "UDRWithNodePublicIPNotAllowed",
        "Outbound type {type} allows no node public IPs; agent pool '{pool}' asks for them.",
        "agentPoolProfile.enableNodePublicIP",
    ),
    fix="Write enableNodePublicIP false for pool '{pool}', or outboundType loadBalancer.",
    place=f"{POOL}.enableNodePublicIP",
    also=(OUTBOUND_TYPE,),
    check=_public_nodes,
    failing=lambda: world(network(subnet()), cluster(pool(enableNodePublicIP=True), outboundType=USER_DEFINED)),
    sound=lambda: world(network(subnet()), cluster(pool(enableNodePublicIP=True))),
)


USER_ROUTING = (
    USER_ROUTING_BASIC_BALANCER,
    USER_ROUTING_AVAILABILITY_SET,
    USER_ROUTING_WITH_PROFILE,
    USER_ROUTING_PUBLIC_NODES,
    NO_TABLE,
    NO_DEFAULT_ROUTE,
    WRONG_HOP,
)
"""What contradicts itself first, then O1."""
