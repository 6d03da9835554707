"""Cases of Application Gateways and firewalls before clusters."""

from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    GATEWAY,
    GROUP,
    NODE_GROUP,
    TABLE,
    USER_ASSIGNED,
    Document,
    application_gateway,
    cluster,
    in_the_article,
    network,
    pool,
    route,
    subnet,
    table,
    world,
)
from akslab.rules.unknown import UNKNOWN

from .clusters import AZURE, OVERLAY, SECOND

OTHER = TABLE.replace("myRouteTable", "other")
MANAGED = f"{NODE_GROUP}/providers/Microsoft.Network/routeTables/aks"
GATEWAY_SUBNET = f"{network()['id']}/subnets/gateway"


def before(gateway: str, nodes: str, *, config: dict[str, Any] | None = None, **profile: Any) -> Example:
    """Return a cluster with the ingress add-on on table `nodes`, before a gateway on table `gateway`."""
    on: list[dict[str, Any]] = [{"routeTable": {"id": id_}} if id_ else {} for id_ in (nodes, gateway)]
    place = network(subnet(**on[0]), subnet("gateway", "192.168.3.0/24", **on[1]))
    settings = {"applicationGatewayId": GATEWAY} if config is None else config
    addons = {"ingressApplicationGateway": {"enabled": True, "config": settings}}
    made = cluster(identity=USER_ASSIGNED, properties={"addonProfiles": addons}, **profile)
    return world(place, table(), application_gateway(), made)


def behind(*routes: Document, tier: str = "WAF_v2", is_public: bool = True) -> Example:
    """Return a gateway of this kind whose subnet's table has these routes."""
    found = application_gateway()
    found["properties"]["sku"] = {"name": tier, "tier": tier}
    if not is_public:
        private = {"name": "private", "properties": {"subnet": {"id": GATEWAY_SUBNET}}}
        found["properties"]["frontendIPConfigurations"] = [private]
    place = network(subnet("gateway", "192.168.3.0/24", routeTable={"id": TABLE}))
    return world(place, table(*routes), found)


def policy(source: str, **profile: Any) -> Example:
    """Return a cluster, and a firewall policy with one rule for this source."""
    rules = [{"name": "web", "sourceAddresses": ["*", source]}]
    group = {
        "id": f"{GROUP}/providers/Microsoft.Network/firewallPolicies/p/ruleCollectionGroups/g",
        "name": "g",
        "type": "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
        "properties": {"ruleCollections": [{"name": "out", "rules": rules}]},
    }
    return world(network(subnet()), cluster(**profile), group)


def before_two() -> Example:
    """Return a cluster of two subnets with two tables, before a gateway on the second."""
    [place, *others] = before(OTHER, TABLE).documents
    place["properties"]["subnets"].append(subnet("second", "192.168.2.0/24", routeTable={"id": OTHER}))
    made = others.pop()
    made["properties"]["agentPoolProfiles"].append(pool("second", vnetSubnetID=SECOND))
    return world(place, *others, made)


BROKEN = [
    ("application-gateway-without-pod-routes", "another table than the nodes'", lambda: before(OTHER, TABLE)),
    ("application-gateway-without-pod-routes", "a table of its own, and AKS's for the nodes", lambda: before(TABLE, "")),
    ("application-gateway-without-pod-routes", "a subnet that the add-on is told", lambda: before(
        "", TABLE, config={"subnetId": GATEWAY_SUBNET})),
    ("application-gateway-default-route", "the other tier of version 2", lambda: behind(route(), tier="Standard_v2")),
    ("application-gateway-default-route", "beside another route", lambda: behind(
        route("10.8.0.0/16", name="b"), route())),
    ("firewall-rule-for-pods", "a part of the range, in a policy", lambda: policy("10.244.8.0/24")),
    ("firewall-rule-for-pods", "Overlay's pods", lambda: policy("10.244.0.0/16", **OVERLAY)),
]  # fmt: skip

SOUND = [
    ("application-gateway-without-pod-routes", "no add-on", in_the_article),
    ("application-gateway-without-pod-routes", "AKS's own table on both", lambda: before(MANAGED, "")),
    ("application-gateway-without-pod-routes", "none yet, which is another rule's", lambda: before("", "")),
    ("application-gateway-without-pod-routes", "Azure CNI needs none", lambda: before("", TABLE, **AZURE)),
    ("application-gateway-without-pod-routes", "a gateway that is to be made", lambda: before(
        "", TABLE, config={"subnetCIDR": "192.168.4.0/24"})),
    ("application-gateway-table-at-run-time", "an own table, which is another rule's", lambda: before("", TABLE)),
    ("application-gateway-table-at-run-time", "Azure CNI needs none", lambda: before("", "", **AZURE)),
    ("application-gateway-table-at-run-time", "AKS's table is there", lambda: before(MANAGED, "")),
    ("application-gateway-default-route", "version 1", lambda: behind(route(), tier="WAF")),
    ("application-gateway-default-route", "a private one", lambda: behind(route(), is_public=False)),
    ("application-gateway-default-route", "to the Internet", lambda: behind(route(hop="Internet", ip=""))),
    ("application-gateway-blocks-overlay", "a gateway on another table", lambda: before(OTHER, TABLE)),
    ("application-gateway-blocks-overlay", "a gateway on none", lambda: before("", TABLE)),
    ("application-gateway-blocks-overlay", "a gateway in a subnet that is not there", lambda: world(
        network(subnet(routeTable={"id": TABLE})), table(), application_gateway(), cluster(identity=USER_ASSIGNED))),
    ("application-gateway-blocks-overlay", "a gateway whose table nobody knows", lambda: world(
        network(subnet(routeTable={"id": TABLE}), subnet("gateway", "192.168.3.0/24", routeTable=UNKNOWN)), table(),
        application_gateway(), cluster(identity=USER_ASSIGNED))),
    ("application-gateway-blocks-overlay", "Azure CNI", lambda: before(TABLE, TABLE, **AZURE)),
    ("firewall-rule-for-pods", "a range around the pods'", lambda: policy("10.0.0.0/8")),
    ("firewall-rule-for-pods", "Azure CNI's pods show themselves", lambda: policy(
        "10.244.0.0/16", networkPlugin="azure", podCidr="10.244.0.0/16")),
    ("application-gateway-without-pod-routes", "one of two tables of the nodes", before_two),
]  # fmt: skip
