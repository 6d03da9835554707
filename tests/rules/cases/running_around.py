"""Cases of what lies around running clusters: locks, policies, balancers, NAT gateways."""

from collections.abc import Callable
from typing import Any

from akslab.rules.cluster_facts import PolicyAssignment, Service, Surroundings
from akslab.rules.example import Example
from akslab.rules.examples import (
    GROUP,
    NODE_GROUP,
    SUBNET,
    SUBSCRIPTION,
    TABLE,
    USER_ASSIGNED,
    Document,
    cluster,
    network,
    route,
    subnet,
)
from akslab.rules.examples_running import ON_TABLE, attached, node_route, place, running
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import View

CORP = "/providers/Microsoft.Management/managementGroups/corp"
NAT = f"{NODE_GROUP}/providers/Microsoft.Network/natGateways/nat"
BALANCER = f"{NODE_GROUP}/providers/Microsoft.Network/loadBalancers/kubernetes"
PUBLIC: Document = {"publicIPAddress": {"id": f"{NODE_GROUP}/providers/Microsoft.Network/publicIPAddresses/web"}}
ON_SUBNETS = "microsoft.network/virtualnetworks/subnets/routetable.id"


def made() -> Document:
    """Return the cluster."""
    return cluster(identity=USER_ASSIGNED)


def grouped(value: object) -> Document:
    """Return the cluster, of which this is told about its node resource group."""
    found = made()
    found["properties"]["nodeResourceGroup"] = value
    return found


def locked(level: object, scope: str, of: Document | None = None) -> Example:
    """Return the cluster with a lock of this level."""
    id_ = f"{scope}/providers/Microsoft.Authorization/locks/keep"
    lock = {"id": id_, "name": "keep", "type": "Microsoft.Authorization/locks", "properties": {"level": level}}
    return running(place(), attached(node_route(0), node_route(1)), of or made(), lock)


def ruled(of: Document | None = None, on_table: Document | None = ON_TABLE, **changes: Any) -> Example:
    """Return the cluster under a policy that gives subnets a table, with `changes` to it."""
    told = {"id": f"{GROUP}/providers/Microsoft.Authorization/policyAssignments/hub", "title": "Hub", "scope": GROUP}
    whole = {**told, "effect": "modify", "aliases": (ON_SUBNETS, "type"), **changes}
    where = place(**(on_table or {"routeTable": None})), attached(node_route(0), node_route(1)), of or made()
    return running(*where, view={"surroundings": Surroundings(policies=(PolicyAssignment(**whole),))})


def served(*services: Service, routes: tuple[Document, ...] = (route(),)) -> Example:
    """Return the cluster with these services on a table with these routes."""
    return running(place(), attached(node_route(0), node_route(1), *routes), made(), services=services)


def web(number: int = 0) -> Service:
    """Return a service that is open to the Internet."""
    return Service(namespace="shop", name=f"web{number}", is_internal=False)


def balanced(frontends: object, *, rule_for: str = "web", default: Document | None = None) -> Example:
    """Return the cluster with a load balancer of which this is told, its services not being exported."""
    admitted = [{"name": "r", "properties": {"frontendIPConfiguration": {"id": f"{BALANCER}/{rule_for}"}}}]
    rules: object = admitted if rule_for else UNKNOWN
    document = {
        "id": BALANCER,
        "name": "kubernetes",
        "type": "Microsoft.Network/loadBalancers",
        "properties": {"frontendIPConfigurations": frontends, "loadBalancingRules": rules},
    }
    return running(place(), attached(node_route(0), node_route(1), default or route()), made(), document)


def frontend(name: str = "web", **properties: Any) -> Document:
    """Return a frontend of the balancer."""
    return {"id": f"{BALANCER}/{name}", "name": name, "properties": properties}


def with_nat(*routes: Document, nat: object = NAT, **profile: Any) -> Example:
    """Return the cluster in a subnet with a NAT gateway and a table with these routes."""
    where = place(natGateway={"id": nat} if nat else None)
    return running(where, attached(node_route(0), node_route(1), *routes), cluster(identity=USER_ASSIGNED, **profile))


def unseen_network() -> Example:
    """Return the cluster whose table alone tells that it is on its subnet."""
    return running(attached(node_route(0), node_route(1), route()), made(), view={"complete": False})


def locks(number: int) -> Example:
    """Return the cluster below so many read-only locks, keep0 and on."""
    documents = [
        {
            "id": f"{NODE_GROUP}/providers/Microsoft.Authorization/locks/keep{each}",
            "name": f"keep{each}",
            "type": "Microsoft.Authorization/locks",
            "properties": {"level": "ReadOnly"},
        }
        for each in range(number)
    ]
    return running(place(), attached(node_route(0), node_route(1)), made(), *documents)


def gateway(group: str, *subnets: str) -> Example:
    """Return the cluster beside a NAT gateway in this group, on these subnets."""
    document = {
        "id": f"{group}/providers/Microsoft.Network/natGateways/nat",
        "name": "nat",
        "type": "Microsoft.Network/natGateways",
        "properties": {"subnets": [{"id": id_} for id_ in subnets]},
    }
    return running(place(), attached(node_route(0), node_route(1)), made(), document)


TO_FIREWALL = route("20.1.2.3/32", "Internet", "", "toFirewall")
OTHER_GROUP = f"{SUBSCRIPTION}/resourceGroups/other"

BROKEN: list[tuple[str, str, Callable[[], View]]] = [
    ("read-only-lock-on-node-group", "of the subscription, in other letters", lambda: locked("READONLY", SUBSCRIPTION)),
    ("delete-lock-over-node-group", "of the subscription", lambda: locked("CanNotDelete", SUBSCRIPTION)),
    *(("policy-touches-route-table", f"an effect: {each}", lambda each=each: ruled(effect=each))
      for each in ("modify", "append", "deployIfNotExists", "deny", UNKNOWN)),
    ("policy-touches-route-table", "of a management group", lambda: ruled(scope=CORP)),
    ("policy-touches-route-table", "of the subnet", lambda: ruled(scope=SUBNET)),
    ("policy-touches-route-table", "of the node resource group", lambda: ruled(scope=NODE_GROUP)),
    ("policy-touches-route-table", "a part of it is left out", lambda: ruled(excluded=(NODE_GROUP, TABLE))),
    ("policy-touches-route-table", "only its title is known", lambda: ruled(title="Attach Route Table", aliases=UNKNOWN)),
    ("policy-touches-route-table", "a title in one word", lambda: ruled(title="attach-route-table", aliases=UNKNOWN)),
    ("policy-touches-route-table", "a title in one word", lambda: ruled(title="attachRouteTable", aliases=UNKNOWN)),
    ("public-service-behind-appliance", "one of two", lambda: served(
        Service(namespace="shop", name="db", is_internal=True), web())),
    ("public-service-behind-appliance", "a frontend, without services", lambda: balanced([frontend(**PUBLIC)])),
    ("public-service-behind-appliance", "one frontend of two", lambda: balanced([frontend("out"), frontend(**PUBLIC)])),
    ("nat-gateway-unused", "the default way out", lambda: with_nat(route())),
    ("nat-gateway-without-subnet", "in the cluster's own group", lambda: gateway(GROUP)),
]  # fmt: skip

SOUND: list[tuple[str, str, Callable[[], View]]] = [
    ("read-only-lock-on-node-group", "a lock against deletion", lambda: locked("CanNotDelete", NODE_GROUP)),
    ("read-only-lock-on-node-group", "a level nobody knows", lambda: locked(UNKNOWN, NODE_GROUP)),
    ("read-only-lock-on-node-group", "of the user's own group", lambda: locked("ReadOnly", GROUP, grouped(UNKNOWN))),
    ("read-only-lock-on-node-group", "of something else", lambda: locked("ReadOnly", OTHER_GROUP)),
    ("delete-lock-over-node-group", "a read-only lock", lambda: locked("ReadOnly", NODE_GROUP)),
    ("delete-lock-over-node-group", "of the user's own group", lambda: locked("CanNotDelete", GROUP)),
    ("policy-touches-route-table", "no policies exported", running),
    ("policy-touches-route-table", "elsewhere", lambda: ruled(scope=OTHER_GROUP)),
    ("policy-touches-route-table", "not enforced", lambda: ruled(is_enforced=False)),
    ("policy-touches-route-table", "it only looks", lambda: ruled(effect="audit")),
    ("policy-touches-route-table", "about something else", lambda: ruled(aliases=("tags", "type"))),
    ("policy-touches-route-table", "a title about something else", lambda: ruled(title="Tags", aliases=UNKNOWN)),
    ("policy-touches-route-table", "all of it is left out", lambda: ruled(scope=CORP, excluded=(OTHER_GROUP, SUBSCRIPTION))),
    ("policy-touches-route-table", "a place that is no place", lambda: ruled(
        scope="/", on_table=None, of=cluster(networkPlugin="azure"))),
    ("public-service-behind-appliance", "no default route", lambda: served(web(), routes=())),
    ("public-service-behind-appliance", "a default route to the Internet", lambda: served(
        web(), routes=(route(hop="Internet", ip=""),))),
    ("public-service-behind-appliance", "a default route to a gateway", lambda: served(
        web(), routes=(route(hop="VirtualNetworkGateway", ip=""),))),
    ("public-service-behind-appliance", "an appliance for something else", lambda: served(
        web(), routes=(route("10.8.0.0/16"),))),
    ("public-service-behind-appliance", "a way for the firewall's address", lambda: served(
        web(), routes=(route(), TO_FIREWALL))),
    ("public-service-behind-appliance", "no services", served),
    ("public-service-behind-appliance", "a kind of hop nobody knows", lambda: served(
        web(), routes=({"id": f"{TABLE}/routes/r", "name": "r", "properties": {
            "addressPrefix": "0.0.0.0/0", "nextHopType": UNKNOWN}},))),
    ("public-service-behind-appliance", "another plugin", lambda: running(
        place(), attached(route()), cluster(networkPlugin="azure"), services=(web(),))),
    ("nat-gateway-unused", "the gateway is the way out, which is a rule of its own", lambda: with_nat(
        route(), outboundType="userAssignedNATGateway")),
    ("nat-gateway-unused", "no gateway", lambda: with_nat(route(), nat="")),
    ("nat-gateway-unused", "a gateway nobody knows", lambda: with_nat(route(), nat=UNKNOWN)),
    ("nat-gateway-unused", "no default route", with_nat),
    ("nat-gateway-unused", "a network that was not exported", unseen_network),
    ("nat-gateway-without-subnet", "in another group", lambda: gateway(OTHER_GROUP)),
    ("nat-gateway-without-subnet", "on a subnet", lambda: gateway(GROUP, SUBNET)),
    ("nat-gateway-without-subnet", "another plugin", lambda: running(
        network(subnet()), cluster(networkPlugin="azure"),
        {"id": NAT, "name": "nat", "type": "Microsoft.Network/natGateways", "properties": {}})),
]  # fmt: skip

UNJUDGED: list[tuple[str, str, Callable[[], View]]] = [
    ("read-only-lock-on-routes", "a lock of a level nobody knows", lambda: locked(UNKNOWN, TABLE)),
    ("public-service-behind-appliance", "no services, no balancers exported", lambda: running(
        place(), attached(node_route(0), node_route(1), route()), made())),
    ("public-service-behind-appliance", "an internal frontend", lambda: balanced([frontend()])),
    ("public-service-behind-appliance", "a frontend that admits nobody", lambda: balanced(
        [frontend(**PUBLIC)], rule_for="other")),
    ("public-service-behind-appliance", "frontends nobody knows", lambda: balanced(UNKNOWN)),
    ("public-service-behind-appliance", "rules nobody knows", lambda: balanced([frontend(**PUBLIC)], rule_for="")),
]  # fmt: skip

TOLD: list[tuple[str, str, Callable[[], View], str]] = [
    ("read-only-lock-on-node-group", "ten locks", lambda: locks(10), "lock keep9 holds"),
    ("read-only-lock-on-node-group", "one more than ten", lambda: locks(11), "lock keep9 +1 holds"),
    ("policy-touches-route-table", "the first place", lambda: ruled(scope=GROUP), "lies over myRouteTable"),
    ("policy-touches-route-table", "no table", lambda: ruled(scope=CORP, on_table=None), "lies over myAKSSubnet"),
    ("policy-touches-route-table", "no title", lambda: ruled(title=""), "policyAssignments/hub'"),
    ("policy-touches-route-table", "an effect nobody knows", lambda: ruled(effect=UNKNOWN), "(?)"),
    ("public-service-behind-appliance", "as many as are named", lambda: served(*map(web, range(5))), "web4 is open"),
    ("public-service-behind-appliance", "more than are named", lambda: served(*map(web, range(6))), "web4, … is open"),
    ("public-service-behind-appliance", "the frontend", lambda: balanced([frontend(**PUBLIC)]), "kubernetes/web is open"),
    ("nat-gateway-unused", "the subnet", lambda: with_nat(route()), "Subnet myAKSSubnet has NAT gateway nat"),
]  # fmt: skip
