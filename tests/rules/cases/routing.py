"""Cases of the way out: outbound types, default routes, gateways' routes, forwarded traffic."""

from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    TABLE,
    USER_ASSIGNED,
    Document,
    cluster,
    in_the_article,
    network,
    peering,
    pool,
    route,
    subnet,
    table,
    updated,
    world,
)
from akslab.rules.unknown import UNKNOWN
from akslab.rules.user_routing import USER_DEFINED

from .clusters import AZURE

ROUTED: dict[str, Any] = {"outboundType": USER_DEFINED}
NAT: dict[str, Any] = {"outboundType": "userAssignedNATGateway"}
OUTBOUND_TYPES = ("managedNATGateway", "managedNATGatewayV2", "userAssignedNATGateway", "none", "block", USER_DEFINED)


def on_table(*routes: Document, bgp: bool = True, **more: Any) -> Example:
    """Return the article's cluster on a table with these routes; `network` in `more` are the network's properties."""
    around = more.pop("network", {})
    place = network(subnet(routeTable={"id": TABLE}), *more.pop("subnets", ()), **around)
    found = table(*routes)
    found["properties"]["disableBgpRoutePropagation"] = not bgp
    return world(place, found, *more.pop("documents", ()), cluster(identity=USER_ASSIGNED, **more))


def with_nat(**profile: Any) -> Example:
    """Return a cluster whose subnet has a NAT gateway."""
    return world(network(subnet(natGateway={"id": "/n"})), cluster(**profile))


def rerouted(**profile: Any) -> Example:
    """Return a cluster that has had this way out before."""
    return updated(cluster(**profile), cluster(**profile))


def through_hub(*routes: Document, **properties: Any) -> Example:
    """Return a cluster whose table leads to a peered hub; properties are the peering's."""
    hub = network(name="hub", prefixes=("10.1.0.0/16", "10.2.0.0/16"))
    return on_table(*routes, network={"virtualNetworkPeerings": [peering(**properties)]}, documents=(hub,), **ROUTED)


TO_HUB: dict[str, Any] = {"virtualNetworkPeerings": [peering(useRemoteGateways=True)]}
GATEWAY_SUBNET = subnet("gatewaysubnet", "192.168.255.0/27")
ROUTE_SERVER = subnet("routeserversubnet", "192.168.254.0/27")
TO_GATEWAY = route(hop="VirtualNetworkGateway", ip="")
ON_PREMISES = route("10.8.0.0/16", name="onPremises")
BY_AKS = route("10.244.1.0/24", ip="192.168.1.5", name="aks-nodepool1-12355964-vmss000001____102441024")

DROPPING = route(hop="None", ip="")
CACHED: dict[str, Any] = {"bootstrapProfile": {"artifactSource": "Cache"}}
PRIVATE: dict[str, Any] = {"apiServerAccessProfile": {"enablePrivateCluster": True}}
PROXIED: dict[str, Any] = {"httpProxyConfig": {"httpsProxy": "http://192.168.9.4:3128"}}

BROKEN = [
    ("default-route-drops-the-way-out", "in lower case", lambda: on_table(route(hop="none", ip=""))),
    ("default-route-drops-the-way-out", "beside a route for private addresses", lambda: on_table(DROPPING, ON_PREMISES)),
    ("default-route-drops-the-way-out", "beside a tag that is dropped as well", lambda: on_table(
        DROPPING, route("AzureCloud", "None", "", "azure"))),
    ("default-route-drops-the-way-out", "with a private API server", lambda: on_table(DROPPING, properties=PRIVATE)),
    ("default-route-drops-the-way-out", "with a NAT gateway", lambda: on_table(DROPPING, **NAT)),
    ("default-route-drops-the-way-out", "with Azure CNI", lambda: on_table(
        DROPPING, networkPlugin="azure", networkPluginMode="overlay")),
    ("default-route-drops-the-way-out", "where a gateway's routes are kept off", lambda: on_table(
        DROPPING, bgp=False, network=TO_HUB)),
    ("default-route-drops-the-way-out", "where a route server's are", lambda: on_table(
        DROPPING, bgp=False, subnets=(ROUTE_SERVER,))),
    ("managed-nat-gateway-own-network", "the second kind of it", lambda: in_the_article(
        outboundType="managedNATGatewayV2")),
    ("outbound-type-needs-subnet", "the user's NAT gateway", lambda: world(cluster(pool(vnetSubnetID=None), **NAT))),
    ("outbound-type-needs-subnet", "a change to it", lambda: updated(
        cluster(pool(vnetSubnetID=None), **ROUTED), cluster(pool(vnetSubnetID=None)))),
    ("user-routing-without-default-route", "a route for something else", lambda: on_table(
        ON_PREMISES, **ROUTED, **AZURE)),
    ("default-route-past-load-balancer", "to a gateway", lambda: on_table(TO_GATEWAY)),
    ("default-route-past-load-balancer", "beside another route", lambda: on_table(ON_PREMISES, route())),
    ("gateway-routes-kept-off", "a gateway of one's own", lambda: on_table(bgp=False, subnets=(GATEWAY_SUBNET,))),
    ("gateway-routes-kept-off", "AKS's own routes stand in for nothing", lambda: on_table(
        BY_AKS, bgp=False, network=TO_HUB)),
    ("gateway-routes-kept-off", "a route to the Internet stands in for nothing", lambda: on_table(
        route("10.8.0.0/16", "Internet", ""), bgp=False, network=TO_HUB)),
    ("gateway-routes-kept-off", "the second of two subnets has the table", lambda: on_table(
        bgp=False, network=TO_HUB, subnets=(subnet("other", "192.168.7.0/24"),))),
    ("peering-without-forwarded-traffic", "in the second prefix of the hub", lambda: through_hub(
        route(ip="10.2.0.4"))),
]  # fmt: skip

SOUND = [
    ("default-route-drops-the-way-out", "to the Internet", lambda: on_table(route(hop="Internet", ip=""))),
    ("default-route-drops-the-way-out", "a tag leads out", lambda: on_table(
        DROPPING, route("AzureCloud", "Internet", "", "azure"))),
    ("default-route-drops-the-way-out", "a public prefix leads out", lambda: on_table(
        route("20.0.0.0/8", "Internet", "", "azure"), DROPPING)),
    ("default-route-drops-the-way-out", "half of everything leads out", lambda: on_table(
        DROPPING, route("0.0.0.0/1", name="half"))),
    ("default-route-drops-the-way-out", "another prefix is dropped", lambda: on_table(route("10.0.0.0/8", "None", ""))),
    ("default-route-drops-the-way-out", "the user routes, which Azure refuses", lambda: on_table(DROPPING, **ROUTED)),
    ("default-route-drops-the-way-out", "no way out is wanted", lambda: on_table(DROPPING, outboundType="none")),
    ("default-route-drops-the-way-out", "none is allowed", lambda: on_table(DROPPING, outboundType="block")),
    ("default-route-drops-the-way-out", "a proxy", lambda: on_table(DROPPING, properties=PROXIED)),
    ("default-route-drops-the-way-out", "images from a cache, and a private API server", lambda: on_table(
        DROPPING, networkPlugin="azure", properties={**CACHED, **PRIVATE})),
    ("default-route-drops-the-way-out", "a gateway brings routes", lambda: on_table(DROPPING, network=TO_HUB)),
    ("default-route-drops-the-way-out", "a gateway of its own brings some", lambda: on_table(
        DROPPING, subnets=(GATEWAY_SUBNET,))),
    ("default-route-drops-the-way-out", "a route server brings some", lambda: on_table(DROPPING, subnets=(ROUTE_SERVER,))),
    ("default-route-drops-the-way-out", "a table of AKS's", lambda: on_table(BY_AKS)),
    *(("outbound-type-unknown", each, lambda each=each: in_the_article(outboundType=each.upper()))
      for each in OUTBOUND_TYPES),
    ("managed-nat-gateway-own-network", "another type", in_the_article),
    ("managed-nat-gateway-own-network", "it has it already", lambda: rerouted(outboundType="managedNATGateway")),
    ("outbound-block-own-network", "the network AKS makes", lambda: world(
        cluster(pool(vnetSubnetID=None), outboundType="block"))),
    ("outbound-block-own-network", "it has it already", lambda: rerouted(outboundType="block")),
    ("outbound-type-needs-subnet", "a subnet", lambda: in_the_article(**ROUTED)),
    ("outbound-type-needs-subnet", "it has it already", lambda: updated(
        cluster(pool(vnetSubnetID=None), **ROUTED), cluster(pool(vnetSubnetID=None), **ROUTED))),
    ("own-nat-gateway-missing", "another type", in_the_article),
    ("own-nat-gateway-missing", "it has it already", lambda: rerouted(**NAT)),
    ("nat-gateway-beside-load-balancer", "another type", lambda: with_nat(**NAT)),
    ("nat-gateway-beside-load-balancer", "it has it already", lambda: world(
        network(subnet(natGateway={"id": "/n"})), cluster(), before=(cluster(),))),
    ("user-routing-basic-load-balancer", "the standard one", lambda: in_the_article(**ROUTED)),
    ("user-routing-basic-load-balancer", "it has it already", lambda: rerouted(loadBalancerSku="basic", **ROUTED)),
    ("user-routing-with-load-balancer-profile", "no addresses chosen", lambda: in_the_article(
        loadBalancerProfile={}, **ROUTED)),
    ("user-routing-with-load-balancer-profile", "it has it already", lambda: rerouted(
        loadBalancerProfile={"managedOutboundIPs": {"count": 2}}, **ROUTED)),
    ("user-routing-availability-set", "scale sets", lambda: in_the_article(**ROUTED)),
    ("user-routing-public-nodes", "none", lambda: in_the_article(**ROUTED)),
    ("user-routing-without-table", "another type", in_the_article),
    ("user-routing-without-table", "it has it already", lambda: rerouted(**ROUTED)),
    ("user-routing-without-default-route", "another type", on_table),
    ("default-route-hop", "a gateway", lambda: on_table(TO_GATEWAY, **ROUTED, **AZURE)),
    ("default-route-hop", "another route to the Internet", lambda: on_table(
        route(), route("10.8.0.0/16", "Internet", "", "second"), **ROUTED, **AZURE)),
    ("default-route-past-load-balancer", "a route for something else", lambda: on_table(ON_PREMISES)),
    ("default-route-past-load-balancer", "to the Internet", lambda: on_table(route(hop="Internet", ip=""))),
    ("default-route-past-nat-gateway", "to the Internet", lambda: on_table(route(hop="Internet", ip=""), **NAT)),
    ("gateway-routes-kept-off", "no gateway", lambda: on_table(bgp=False)),
    ("gateway-routes-kept-off", "a route that stands in for them", lambda: on_table(
        ON_PREMISES, bgp=False, network=TO_HUB)),
    ("gateway-routes-kept-off", "one to the gateway itself", lambda: on_table(
        TO_GATEWAY, bgp=False, network=TO_HUB)),
    ("gateway-routes-kept-off", "a peer whose gateway is not used", lambda: on_table(
        bgp=False, network={"virtualNetworkPeerings": [peering()]})),
    ("gateway-routes-around-firewall", "no default route", lambda: on_table(network=TO_HUB)),
    ("gateway-routes-around-firewall", "a default route to the gateway", lambda: on_table(
        TO_GATEWAY, network=TO_HUB)),
    ("gateway-routes-around-firewall", "no gateway", lambda: on_table(route())),
    ("gateway-routes-around-firewall", "a network made by AKS", lambda: world(cluster(pool(vnetSubnetID=None)))),
    ("peering-without-forwarded-traffic", "the appliance is at home", lambda: through_hub(route())),
    ("peering-without-forwarded-traffic", "a default route to a gateway", lambda: through_hub(TO_GATEWAY)),
    ("peering-without-forwarded-traffic", "only the other side tells of it", lambda: on_table(
        route(ip="10.1.0.4"), documents=(network(name="hub", prefixes=("10.1.0.0/16",), virtualNetworkPeerings=[
            {"id": "/p", "name": "back", "properties": {"remoteVirtualNetwork": {"id": network()["id"]}}}]),),
        **ROUTED)),
    ("gateway-routes-kept-off", "no table", lambda: world(network(subnet(), virtualNetworkPeerings=[
        peering(useRemoteGateways=UNKNOWN)]), cluster())),
]  # fmt: skip
