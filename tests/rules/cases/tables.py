"""Cases of route tables: the user's under a cluster, shared ones, their routes, and locks over them."""

from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    CLUSTER,
    GROUP,
    NODE_GROUP,
    SUBNET,
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

from .clusters import AZURE, SECOND
from .routing import BY_AKS

OTHER = TABLE.replace("myRouteTable", "other")
ELSEWHERE = TABLE.replace("00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000009")
MANAGED = f"{NODE_GROUP}/providers/Microsoft.Network/routeTables/aks-agentpool-12345678-routetable"


def on(table_id: str = TABLE, **made: Any) -> Example:
    """Return a cluster whose subnet has this table."""
    place = network(subnet(routeTable={"id": table_id}))
    return world(place, table(id_=table_id), cluster(**({"identity": USER_ASSIGNED} | made)))


def unchanged(table_id: str = TABLE, **made: Any) -> Example:
    """Return a cluster that runs already."""
    place = network(subnet(routeTable={"id": table_id}))
    return updated(cluster(**made), cluster(**made), place, table(id_=table_id))


def on_two(*tables: str) -> Example:
    """Return a cluster of three pools in subnets with these tables, or none."""
    names = ("myAKSSubnet", "second", "third")
    places = [
        subnet(name, f"192.168.{at}.0/24", routeTable={"id": id_} if id_ else None)
        for at, (name, id_) in enumerate(zip(names, tables, strict=False), 1)
    ]
    pools = [pool(f"p{at}", vnetSubnetID=place["id"]) for at, place in enumerate(places)]
    return world(network(*places), table(), table(id_=OTHER), cluster(*pools, identity=USER_ASSIGNED))


def neighbours(first: dict[str, Any], second: dict[str, Any], *, in_subnet: str = SECOND, **profile: Any) -> Example:
    """Return two clusters whose subnets have these properties."""
    place = network(subnet(**first), subnet("second", "192.168.2.0/24", **second))
    other = cluster(
        pool(vnetSubnetID=in_subnet), id_=CLUSTER + "2", properties={"nodeResourceGroup": "MC_2"}, **profile
    )
    return world(place, table(), cluster(identity=USER_ASSIGNED), other)


def holding(*routes: Document, prefix: str = "192.168.1.0/24", **profile: Any) -> Example:
    """Return a cluster on a table with these routes, beside another subnet and a peer."""
    place = network(
        subnet(prefix=prefix, routeTable={"id": TABLE}),
        subnet("firewall", "192.168.2.0/24"),
        virtualNetworkPeerings=[peering()],
    )
    hub = network(subnet("fw", "10.1.0.0/26"), name="hub", prefixes=("10.1.0.0/16",))
    return world(place, hub, table(*routes), cluster(identity=USER_ASSIGNED, **profile))


def routed_alone(*found: Document) -> Example:
    """Return a cluster on a table with these routes, in a network without peers."""
    return world(network(subnet(routeTable={"id": TABLE})), table(*found), cluster(identity=USER_ASSIGNED))


def beside_unseen(*found: Document) -> Example:
    """Return a cluster on a table with these routes, with a peer that nobody sees or remembers."""
    place = network(subnet(routeTable={"id": TABLE}), virtualNetworkPeerings=[peering()])
    return world(place, table(*found), cluster(identity=USER_ASSIGNED), complete=False)


def locked(scope: str, level: str = "ReadOnly", **made: Any) -> Example:
    """Return a cluster on an own table, and a lock at this scope."""
    lock = {
        "id": f"{scope}/providers/Microsoft.Authorization/locks/keep",
        "name": "keep",
        "properties": {"level": level},
    }
    place = network(subnet(routeTable={"id": TABLE}))
    return world(
        place, table(), cluster(identity=USER_ASSIGNED, **made), lock | {"type": "Microsoft.Authorization/locks"}
    )


def routes(*found: Document) -> Example:
    """Return a table of these routes."""
    return world(table(*found))


ON: dict[str, Any] = {"routeTable": {"id": TABLE}}
OPEN = route() | {"properties": {"addressPrefix": UNKNOWN, "nextHopType": "Internet"}}

BROKEN = [
    ("several-custom-tables", "the last one differs", lambda: on_two(TABLE, TABLE, OTHER)),
    ("custom-table-missing-on-subnet", "the last one has none", lambda: on_two(TABLE, TABLE, "")),
    ("custom-table-in-another-subscription", "the second of two", lambda: on_two(TABLE, ELSEWHERE)),
    ("route-table-shared-by-clusters", "the table AKS made for the other", lambda: neighbours(
        {"routeTable": {"id": MANAGED}}, {"routeTable": {"id": MANAGED.upper()}})),
    ("route-table-shared-by-clusters", "a range that lies in the other's", lambda: neighbours(
        ON, ON, podCidr="10.244.128.0/17")),
    ("route-table-shared-by-disjoint-clusters", "the next range", lambda: neighbours(ON, ON, podCidr="10.245.0.0/16")),
    ("subnet-shared-by-clusters", "with capitals", lambda: neighbours({}, {}, in_subnet=SUBNET.upper())),
    ("subnet-shared-with-other-plugin", "Azure CNI without Overlay", lambda: neighbours({}, {}, in_subnet=SUBNET, **AZURE)),
    ("subnet-shared-with-other-plugin", "with capitals, and no plugin at all", lambda: neighbours(
        {}, {}, in_subnet=SUBNET.upper(), networkPlugin="none", podCidr=None)),
    ("route-inside-pod-cidr", "the whole range", lambda: holding(route("10.244.0.0/16"))),
    ("route-inside-pod-cidr", "one that only begins in it", lambda: holding(route("10.244.0.0/15"))),
    ("route-inside-pod-cidr", "one that only ends in it", lambda: holding(route("10.240.0.0/13"), podCidr="10.247.0.0/16")),
    ("route-inside-pod-cidr", "its last block", lambda: holding(route("10.244.255.0/24"))),
    ("route-inside-pod-cidr", "the second of two routes", lambda: holding(route(), route("10.244.9.0/24", name="b"))),
    ("route-next-hop-reserved", "in a peer's subnet", lambda: holding(route(ip="10.1.0.3"))),
    ("route-next-hop-reserved", "beside a subnet nobody knows", lambda: world(
        network(subnet(routeTable={"id": TABLE}), subnet("x") | {"properties": {"addressPrefix": UNKNOWN}},
                subnet("firewall", "192.168.2.0/24")),
        table(route(ip="192.168.2.3")), cluster(identity=USER_ASSIGNED))),
    ("route-next-hop-reserved", "the last address", lambda: holding(route(ip="192.168.2.255"))),
    ("route-next-hop-in-node-subnet", "the first an appliance can have", lambda: holding(route(ip="192.168.1.4"))),
    ("route-next-hop-nowhere", "beside both networks", lambda: holding(route(ip="10.2.0.0"))),
    ("route-next-hop-type", "one that Azure sets itself", lambda: routes(route(hop="VirtualNetworkServiceEndpoint"))),
    ("too-many-service-tag-routes", "beside one nobody knows", lambda: routes(OPEN, *(
        route(f"Storage.region{n}", "Internet", "", f"r{n}") for n in range(26)))),
    ("read-only-lock-on-routes", "at the table itself", lambda: locked(TABLE)),
    ("read-only-lock-on-routes", "at the subnet, with capitals", lambda: locked(SUBNET.upper())),
    ("read-only-lock-on-routes", "at the subscription", lambda: locked(GROUP.split("/resourceGroups")[0])),
]  # fmt: skip

SOUND = [
    ("custom-table-kubernetes-version", "the first that can", lambda: on(version="1.15.0")),
    ("custom-table-kubernetes-version", "a version that is none", lambda: on(version="latest")),
    ("custom-table-kubernetes-version", "no own table", lambda: in_the_article(version="1.14.8")),
    ("custom-table-kubernetes-version", "a cluster that runs already", lambda: unchanged(version="1.14.8")),
    ("custom-table-kubernetes-version", "Azure CNI", lambda: on(version="1.14.8", **AZURE)),
    ("several-custom-tables", "the same in capitals", lambda: on_two(TABLE, TABLE.upper())),
    ("several-custom-tables", "none at all", lambda: on_two("", "")),
    ("custom-table-missing-on-subnet", "on all", lambda: on_two(TABLE, TABLE, TABLE)),
    ("custom-table-missing-on-subnet", "two tables, which is another rule's", lambda: on_two(TABLE, OTHER, "")),
    ("custom-table-in-another-subscription", "no own table", in_the_article),
    ("custom-table-in-another-subscription", "Azure CNI", lambda: on(ELSEWHERE, **AZURE)),
    ("custom-table-system-assigned-identity", "a user-assigned one", on),
    ("custom-table-system-assigned-identity", "Azure CNI takes any", lambda: on(identity=None, **AZURE)),
    ("custom-table-system-assigned-identity", "a cluster that runs already", unchanged),
    ("route-table-shared-by-clusters", "the neighbour has Azure CNI", lambda: neighbours(ON, ON, **AZURE)),
    ("route-table-shared-by-clusters", "ranges that do not overlap are another rule's", lambda: neighbours(
        ON, ON, podCidr="10.245.0.0/16")),
    ("route-table-shared-by-disjoint-clusters", "one of two ranges overlaps", lambda: neighbours(
        ON, ON, podCidrs=["10.244.0.0/16", "10.99.0.0/16"])),
    ("route-table-shared-by-disjoint-clusters", "a range nobody knows is said once", lambda: neighbours(
        ON, ON, podCidr=UNKNOWN, podCidrs=UNKNOWN)),
    ("route-table-shared-by-disjoint-clusters", "ranges that overlap are another rule's", lambda: neighbours(ON, ON)),
    ("route-table-shared-by-disjoint-clusters", "the neighbour has Azure CNI", lambda: neighbours(
        ON, ON, podCidr="10.245.0.0/16", networkPlugin="azure", networkPluginMode="overlay")),
    ("route-table-shared-by-clusters", "no tables", lambda: neighbours({}, {})),
    ("subnet-shared-by-clusters", "the neighbour has Azure CNI", lambda: neighbours({}, {}, in_subnet=SUBNET, **AZURE)),
    ("subnet-shared-with-other-plugin", "two kubenet clusters, which is another rule's", lambda: neighbours(
        {}, {}, in_subnet=SUBNET)),
    ("subnet-shared-with-other-plugin", "two clusters on Azure CNI", lambda: world(
        network(subnet()), cluster(**AZURE), cluster(id_=CLUSTER + "2", **AZURE))),
    ("route-inside-pod-cidr", "what AKS wrote itself", lambda: holding(BY_AKS)),
    ("route-inside-pod-cidr", "around the whole range", lambda: holding(route("10.0.0.0/8"))),
    ("route-inside-pod-cidr", "beside it", lambda: holding(route("10.245.0.0/24"))),
    ("route-inside-pod-cidr", "a service tag", lambda: holding(route("AzureCloud", "Internet", ""))),
    ("route-inside-pod-cidr", "an IPv6 route", lambda: holding(route("::/0", "None", ""))),
    ("route-inside-pod-cidr", "Azure CNI", lambda: holding(route("10.244.5.0/24"), networkPlugin="azure")),
    ("route-next-hop-reserved", "the first an appliance can have", lambda: holding(route(ip="10.1.0.4"))),
    ("route-next-hop-reserved", "a subnet too small for anybody, which is another rule's", lambda: world(
        network(subnet(routeTable={"id": TABLE}), subnet("tiny", "192.168.9.0/30")),
        table(route(ip="192.168.9.2")), cluster(identity=USER_ASSIGNED))),
    ("route-next-hop-reserved", "in no subnet that is to be seen", lambda: holding(route(ip="10.9.0.1"))),
    ("route-next-hop-reserved", "what AKS wrote itself", lambda: holding(BY_AKS)),
    ("route-next-hop-nowhere", "in a subnet of its own network", lambda: holding(route(ip="192.168.2.4"))),
    ("route-next-hop-nowhere", "the last address of a peer", lambda: holding(route(ip="10.1.255.255"))),
    ("route-next-hop-nowhere", "no peering is declared", lambda: routed_alone(route(ip="10.99.0.4"))),
    ("route-next-hop-nowhere", "no appliance, and a peer nobody sees", lambda: beside_unseen(route(hop="None", ip=""))),
    ("route-next-hop-nowhere", "a network of AKS", lambda: world(cluster(pool(vnetSubnetID=None)))),
    ("route-next-hop-nowhere", "what AKS wrote itself", lambda: holding(BY_AKS)),
    ("route-next-hop-in-node-subnet", "what AKS wrote itself", lambda: holding(BY_AKS)),
    ("route-next-hop-in-node-subnet", "a reserved address, which is another rule's", lambda: holding(
        route(ip="192.168.1.1"))),
    ("route-prefix-malformed", "host bits, which are another rule's", lambda: routes(route("10.0.0.1/8"))),
    ("route-prefix-host-bits", "no prefix at all, which is another rule's", lambda: routes(route("ten/8"))),
    *(("route-next-hop-type", each, lambda each=each: routes(route(hop=each)))
      for each in ("VirtualNetworkGateway", "vnetlocal", "Internet", "None")),
    ("route-appliance-without-address", "the Internet has none", lambda: routes(route(hop="Internet", ip=""))),
    ("route-appliance-address-malformed", "none, which is another rule's", lambda: routes(route(ip=""))),
    ("route-appliance-address-malformed", "the Internet's, which is another rule's", lambda: routes(
        route(hop="Internet", ip="x"))),
    ("route-address-without-appliance", "an appliance has one", lambda: routes(route())),
    ("read-only-lock-on-routes", "on something beside it", lambda: locked(TABLE + "2")),
    ("read-only-lock-on-routes", "over Azure CNI", lambda: locked(GROUP, **AZURE)),
    ("read-only-lock-on-routes", "over an empty view", lambda: world(cluster(pool(vnetSubnetID=None)))),
    ("read-only-lock-on-routes", "no lock, and a table nobody knows", lambda: world(
        network(subnet(routeTable={"id": UNKNOWN})), cluster())),
]  # fmt: skip
