"""Cases of running clusters' tables and their nodes' routes: no table, another one, several, none exported."""

from collections.abc import Callable
from typing import Any

from akslab.rules.cluster_facts import ClusterFacts
from akslab.rules.example import Example
from akslab.rules.examples import (
    CLUSTER,
    NODE_GROUP,
    TABLE,
    USER_ASSIGNED,
    Document,
    cluster,
    network,
    peering,
    pool,
    route,
    subnet,
    world,
)
from akslab.rules.examples_running import (
    MANAGED_TABLE,
    attached,
    node,
    node_interface,
    node_route,
    place,
    running,
    with_routes,
)
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import View

from .clusters import SECOND
from .tables import OTHER

OF_NODES = node_route(0), node_route(1)
BY_AKS = "aks-old-11111111-vmss000000____109900024"
DUAL: dict[str, Any] = {"podCidrs": ["10.244.0.0/16", "fd12:3456:789a::/64"]}


def on(first: str, second: str, *tables: Document, **facts: Any) -> Example:
    """Return a cluster with two node subnets on these tables, none where empty."""
    places: list[Document] = [{"routeTable": {"id": id_}} if id_ else {} for id_ in (first, second)]
    where = network(subnet(**places[0]), subnet("second", "192.168.2.0/24", **places[1]))
    made = cluster(pool(), pool("second", vnetSubnetID=SECOND), identity=USER_ASSIGNED)
    return running(where, *tables, made, **facts)


def without_group(*tables: Document) -> Example:
    """Return a cluster without a table, of which nobody knows its node resource group."""
    made = cluster(identity=USER_ASSIGNED)
    made["properties"]["nodeResourceGroup"] = UNKNOWN
    return running(place(routeTable=None), *tables, made)


def two_clusters(*routes: Document, **profile: Any) -> Example:
    """Return the article's cluster beside another one, of this network profile."""
    other = cluster(id_=CLUSTER + "2", properties={"nodeResourceGroup": "MC_2"}, **profile)
    return running(place(), attached(*OF_NODES, *routes), cluster(identity=USER_ASSIGNED), other)


def other_plugin(name: str, **facts: Any) -> Example:
    """Return a running cluster of another plugin in a subnet without a table."""
    return running(place(routeTable=None), attached(*OF_NODES, id_=OTHER, to=""), cluster(networkPlugin=name), **facts)


def made_by_aks() -> Example:
    """Return a stopped cluster in a network of its own, of which the group is not known."""
    made = cluster(pool(vnetSubnetID=None))
    made["properties"]["nodeResourceGroup"] = UNKNOWN
    return world(made, cluster_facts={CLUSTER.lower(): ClusterFacts(is_running=False)})


def orphan(routes: object) -> Example:
    """Return a cluster on its own table beside one of AKS's, of which this is told about its routes."""
    left = attached(id_=MANAGED_TABLE, to="")
    left["properties"]["routes"] = routes
    return running(place(), attached(*OF_NODES), left, cluster(identity=USER_ASSIGNED))


def forwarding(*interfaces: Document, **facts: Any) -> Example:
    """Return the cluster with these interfaces."""
    return running(place(), attached(*OF_NODES), cluster(identity=USER_ASSIGNED), *interfaces, **facts)


def of_another(name: str) -> Document:
    """Return an interface in the node resource group of a machine that is no node, which does not forward."""
    machine = f"{NODE_GROUP}/providers/Microsoft.Compute/virtualMachines/{name}"
    found = node_interface(1, enableIPForwarding=False, virtualMachine={"id": machine})
    return found | {"id": f"{NODE_GROUP}/providers/Microsoft.Network/networkInterfaces/{name}"}


OFF = node_interface(1, enableIPForwarding=False)
BOTH = (node(0, addresses=("fd00::4", "192.168.1.4")), node(1, addresses=("fd00::5", "192.168.1.5")))

TWINS = (node(0), node(1), node(2, pod_cidrs=("10.244.0.0/24",)))
"""The last has the first one's block."""
BY_OTHER_NAMES = tuple(route(f"10.244.{at}.0/24", ip=f"192.168.1.{4 + at}", name=f"pods-{at}") for at in range(2))


def behind_gateway(*routes: Document) -> Example:
    """Return a cluster behind a hub's gateway, whose routes its table keeps off."""
    table = attached(*routes)
    table["properties"]["disableBgpRoutePropagation"] = True
    where = network(subnet(routeTable={"id": TABLE}), virtualNetworkPeerings=[peering(useRemoteGateways=True)])
    return running(where, table, cluster(identity=USER_ASSIGNED))


def nearly_full(routes: tuple[Document, ...]) -> Example:
    """Return a cluster that may have as many nodes as a table routes, with two of them."""
    made = cluster(pool(count=399), identity=USER_ASSIGNED, podCidr="10.244.0.0/15")
    return running(network(subnet(prefix="192.168.0.0/22", routeTable={"id": TABLE})), attached(*routes), made)


BROKEN: list[tuple[str, str, Callable[[], View]]] = [
    ("nodes-share-a-block", "the route leads to the second", lambda: with_routes(
        node_route(0, ip="192.168.1.6"), node_route(1), nodes=TWINS)),
    ("nodes-share-a-block", "the route leads elsewhere", lambda: with_routes(
        node_route(0, ip="192.168.1.99"), node_route(1), nodes=TWINS)),
    ("nodes-share-a-block", "the block has no route", lambda: with_routes(node_route(1), nodes=TWINS)),
    ("route-missing-for-node", "a block of two nodes", lambda: with_routes(node_route(1), nodes=TWINS)),
    ("route-inside-pod-cidr", "a node's block led elsewhere", lambda: with_routes(
        route("10.244.0.0/24", ip="192.168.1.99"), node_route(1))),
    ("route-inside-pod-cidr", "a part of a node's block led to it", lambda: with_routes(
        *OF_NODES, route("10.244.0.0/25", ip="192.168.1.4"))),
    ("route-next-hop-in-node-subnet", "another range led to a node", lambda: with_routes(
        *OF_NODES, route("10.9.0.0/16", ip="192.168.1.4"))),
    ("gateway-routes-kept-off", "routes of nodes by other names", lambda: behind_gateway(*BY_OTHER_NAMES)),
    ("own-routes-fill-route-table", "beside routes of nodes", lambda: nearly_full(
        (*OF_NODES, route(), route("10.9.0.0/16", name="site")))),
    ("route-table-detached", "the nodes were not exported", lambda: running(
        place(routeTable=None), cluster(identity=USER_ASSIGNED), nodes=UNKNOWN)),
    ("route-table-detached", "beside a subnet on another table", lambda: on(
        TABLE, "", attached(route()), attached(*OF_NODES, id_=MANAGED_TABLE, to=""))),
    ("route-table-swapped", "beside a subnet without a table", lambda: on(
        TABLE, "", attached(route()), attached(*OF_NODES, id_=MANAGED_TABLE, to=""))),
    ("pool-subnet-without-cluster-table", "another table", lambda: on(
        TABLE, OTHER, attached(*OF_NODES), attached(route(), id_=OTHER, to=SECOND))),
    ("route-next-hop-mismatch", "an IPv6 address comes first", lambda: with_routes(
        node_route(0), node_route(1, ip="192.168.1.99"), nodes=BOTH)),
    ("ip-forwarding-off", "the nodes were not exported", lambda: forwarding(OFF, nodes=UNKNOWN)),
    ("ip-forwarding-off", "one of two", lambda: forwarding(node_interface(0), OFF)),
    ("ip-forwarding-off", "a scale set for all of its machines", lambda: forwarding(node_interface(
        1, enableIPForwarding=False, virtualMachine={"id": node(1).machine_id.rsplit("/", 2)[0]}))),
    ("route-stale", "beside a range of IPv6", lambda: running(
        place(), attached(*OF_NODES, node_route(7)), cluster(identity=USER_ASSIGNED, **DUAL))),
    ("route-stale", "a shorter one than any block", lambda: with_routes(
        *OF_NODES, route("10.244.128.0/17", name=BY_AKS))),
    ("route-stale", "a longer one in no block", lambda: with_routes(*OF_NODES, route("10.244.7.0/25", name=BY_AKS))),
    ("route-outside-pod-cidr", "of two clusters' ranges in neither", lambda: two_clusters(
        route("10.99.0.0/24", name=BY_AKS), podCidr="10.98.0.0/16")),
    ("node-without-pod-cidr", "the second of two", lambda: running(nodes=(node(0), node(1, pod_cidrs=())))),
]  # fmt: skip

SOUND: list[tuple[str, str, Callable[[], View]]] = [
    ("route-next-hop-mismatch", "a block of two nodes led to one of them", lambda: with_routes(
        *OF_NODES, nodes=TWINS)),
    ("nodes-share-a-block", "one of them is not AKS's", lambda: with_routes(
        *OF_NODES, nodes=(*TWINS[:2], node(2, pod_cidrs=("10.244.0.0/24",), is_managed=False)))),
    ("route-inside-pod-cidr", "routes of nodes by other names", lambda: with_routes(*BY_OTHER_NAMES)),
    ("route-inside-pod-cidr", "routes called as the nodes in capitals", lambda: with_routes(
        *(node_route(at, name=node(at).name.upper()) for at in range(2)))),
    ("route-next-hop-in-node-subnet", "routes of nodes by other names", lambda: with_routes(*BY_OTHER_NAMES)),
    ("own-routes-fill-route-table", "routes of nodes by other names", lambda: nearly_full(BY_OTHER_NAMES)),
    ("route-table-detached", "another table", lambda: running(
        place(), attached(route()), attached(*OF_NODES, id_=MANAGED_TABLE, to=""), cluster(identity=USER_ASSIGNED))),
    ("route-table-detached", "one of two subnets has it", lambda: on(TABLE, "", attached(*OF_NODES))),
    ("route-table-detached", "a cluster without nodes", lambda: running(
        place(routeTable=None), cluster(identity=USER_ASSIGNED), nodes=())),
    ("route-table-detached", "another plugin", lambda: other_plugin("azure")),
    ("route-table-swapped", "no table", lambda: running(
        place(routeTable=None), attached(*OF_NODES, id_=MANAGED_TABLE, to=""), cluster(identity=USER_ASSIGNED))),
    ("route-table-swapped", "no table holds any", lambda: running(
        place(), attached(route()), cluster(identity=USER_ASSIGNED))),
    ("route-table-swapped", "one of two subnets has it", lambda: on(
        TABLE, OTHER, attached(*OF_NODES), attached(route(), id_=OTHER, to=SECOND))),
    ("route-table-without-pod-routes", "no table", lambda: running(
        place(routeTable=None), cluster(identity=USER_ASSIGNED))),
    ("route-table-without-pod-routes", "another holds them", lambda: running(
        place(), attached(route()), attached(*OF_NODES, id_=MANAGED_TABLE, to=""), cluster(identity=USER_ASSIGNED))),
    ("pool-subnet-without-cluster-table", "none of two has it", lambda: on(
        "", OTHER, attached(route(), id_=OTHER, to=SECOND), attached(*OF_NODES, id_=MANAGED_TABLE, to=""))),
    ("pool-subnet-without-cluster-table", "both tables hold routes of the nodes", lambda: on(
        TABLE, OTHER, attached(*OF_NODES), attached(node_route(0), id_=OTHER, to=SECOND))),
    ("managed-table-orphaned", "the routes are in it", lambda: running(
        place(routeTable=None), attached(*OF_NODES, id_=MANAGED_TABLE, to=""), cluster(identity=USER_ASSIGNED))),
    ("managed-table-orphaned", "another plugin", lambda: other_plugin("azure")),
    ("managed-table-orphaned", "a stopped cluster, and no group", made_by_aks),
    ("route-missing-for-node", "a table that holds none of them", lambda: running(
        place(), attached(route()), cluster(identity=USER_ASSIGNED))),
    ("route-missing-for-node", "a table that was not exported", lambda: running(
        place(), attached(*OF_NODES, id_=MANAGED_TABLE, to=""), cluster(identity=USER_ASSIGNED))),
    ("route-missing-for-node", "a node that is not AKS's to route", lambda: with_routes(
        node_route(0), nodes=(node(0), node(1, is_managed=False)))),
    ("route-stale", "the user's own route", lambda: with_routes(*OF_NODES, route("10.244.7.0/24"))),
    ("route-stale", "outside of the pod range", lambda: with_routes(*OF_NODES, route("10.99.0.0/24", name=BY_AKS))),
    ("route-stale", "inside of a block", lambda: with_routes(*OF_NODES, route("10.244.1.0/25", name=BY_AKS))),
    ("route-stale", "to a node there is", lambda: with_routes(*OF_NODES, node_route(7, ip="192.168.1.4"))),
    ("route-duplicate", "to no node there is", lambda: with_routes(*OF_NODES, node_route(7))),
    ("route-outside-pod-cidr", "in the range of another cluster", lambda: two_clusters(
        route("10.99.0.0/24", name=BY_AKS), podCidr="10.99.0.0/16")),
    ("ip-forwarding-off", "a machine that is no node", lambda: forwarding(of_another("aks-jumpbox"))),
    ("ip-forwarding-off", "a machine that is none by its name", lambda: forwarding(of_another("jumpbox"), nodes=UNKNOWN)),
    ("ip-forwarding-off", "another plugin", lambda: running(
        place(), cluster(networkPlugin="azure"), OFF)),
]  # fmt: skip

UNJUDGED: list[tuple[str, str, Callable[[], View]]] = [
    ("route-table-swapped", "a table that was not exported", lambda: running(
        place(), attached(*OF_NODES, id_=MANAGED_TABLE, to=""), cluster(identity=USER_ASSIGNED))),
    ("route-table-without-pod-routes", "a table that was not exported", lambda: running(
        place(), cluster(identity=USER_ASSIGNED))),
    ("pool-subnet-without-cluster-table", "a table that was not exported", lambda: on(TABLE, OTHER, attached(*OF_NODES))),
    ("route-table-detached", "a subnet that was not exported", lambda: running(
        cluster(identity=USER_ASSIGNED), view={"complete": False})),
    ("route-outside-pod-cidr", "ranges of another cluster that nobody knows", lambda: two_clusters(
        route("10.99.0.0/24", name=BY_AKS), podCidr=UNKNOWN)),
    ("ip-forwarding-off", "a flag nobody knows", lambda: forwarding(node_interface(0, enableIPForwarding=UNKNOWN))),
    ("route-missing-for-node", "nodes that were not exported", lambda: running(nodes=UNKNOWN)),
]  # fmt: skip

TOLD: list[tuple[str, str, Callable[[], View], str]] = [
    ("nodes-share-a-block", "the one that the route does not lead to", lambda: with_routes(
        node_route(0, ip="192.168.1.6"), node_route(1), nodes=TWINS),
     "kubectl delete node aks-nodepool1-12345678-vmss000000"),
    ("route-next-hop-mismatch", "of two with one block, the first", lambda: with_routes(
        node_route(0, ip="192.168.1.99"), node_route(1), nodes=TWINS), "--next-hop-ip-address 192.168.1.4"),
    ("route-table-detached", "the table that is not there", lambda: running(
        place(routeTable=None), cluster(identity=USER_ASSIGNED)),
     "resourceGroups/MC_myResourceGroup_myAKSCluster_eastus/providers/Microsoft.Network/routeTables/aks-agentpool-…"),
    ("route-table-detached", "a group nobody knows", without_group, "resourceGroups/<node resource group>/"),
    ("route-table-detached", "the table in another group", lambda: running(
        place(routeTable=None), attached(*OF_NODES, to=""), cluster(identity=USER_ASSIGNED)), f"--route-table {TABLE}"),
    ("route-table-swapped", "how many routes", lambda: running(
        place(), attached(route()), attached(*OF_NODES, route("10.9.0.0/16"), id_=OTHER, to=""),
        cluster(identity=USER_ASSIGNED)), "their 2 are in other"),
    ("pool-subnet-without-cluster-table", "the pools in it", lambda: on(TABLE, "", attached(*OF_NODES)),
     "second of agent pool second "),
    ("managed-table-orphaned", "routes nobody knows", lambda: orphan(UNKNOWN), "with ? routes"),
    ("managed-table-orphaned", "how many routes", lambda: orphan([node_route(0)]), "with 1 routes"),
    ("route-missing-for-node", "the IPv4 address of a node with two", lambda: with_routes(node_route(0), nodes=BOTH),
     "(192.168.1.5)"),
    ("route-missing-for-node", "a node without an address", lambda: with_routes(
        node_route(0), nodes=(node(0), node(1, addresses=()))), "(-)"),
    ("route-next-hop-mismatch", "a kind of hop", lambda: with_routes(
        node_route(0), node_route(1, hop="None", ip="")), "to None;"),
    ("route-next-hop-mismatch", "an address", lambda: with_routes(
        node_route(0), node_route(1, ip="192.168.1.99")), "to 192.168.1.99;"),
    ("route-duplicate", "a node without a block", lambda: with_routes(
        *OF_NODES, node_route(7, ip="192.168.1.6"), nodes=(node(0), node(1), node(2, pod_cidrs=()))), "whose block is -"),
    ("ip-forwarding-off", "the node's name", lambda: forwarding(OFF), "of node aks-nodepool1-12345678-vmss000001"),
    ("ip-forwarding-off", "the machine, without nodes", lambda: forwarding(OFF, nodes=UNKNOWN), "of node 1"),
]  # fmt: skip
