"""Cases that cannot be judged, and cases of which it matters what is said."""

from collections.abc import Callable
from typing import Any

import msgspec

from akslab.rules.deployment_order import own_cluster
from akslab.rules.examples import (
    CLUSTER,
    GROUP,
    IDENTITY,
    PRINCIPAL,
    SUBNET,
    TABLE,
    USER_ASSIGNED,
    assignment,
    cluster,
    in_the_article,
    interface,
    network,
    peering,
    pool,
    route,
    subnet,
    table,
    updated,
    world,
)
from akslab.rules.time import Replacement
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import TakenRange, View
from akslab.wire.symbols import kubelet_of, principal_of

from .clusters import OVERLAY, SECOND
from .gateways import before
from .networks import joined, to
from .order import OLDER, ROLE, existing_identity, of_two, roles
from .ranges import remembered
from .roles import given
from .rooms import small
from .routing import DROPPING, TO_GATEWAY, on_table, through_hub
from .tables import ON, OTHER, beside_unseen, neighbours, on_two

SYMBOLIC = TABLE.replace("myRouteTable", "\ue000parameter tableName\ue001")


def unknown_peer(**more: object) -> View:
    """Return the article's cluster with a peer that nobody sees or remembers."""
    return world(network(subnet(), virtualNetworkPeerings=[peering()]), cluster(), complete=False, **more)


UNJUDGED: tuple[tuple[str, str, Callable[[], View]], ...] = (
    ("no-system-pool", "an API version that knew no modes", lambda: world(
        network(subnet()), cluster(pool(mode=None)) | {"apiVersion": "2019-11-01"})),
    ("several-custom-tables", "a table whose name is a parameter", lambda: on_two(TABLE, SYMBOLIC)),
    ("subnet-shared-by-clusters", "a neighbour of which the plugin is not known", lambda: neighbours(
        {}, {}, networkPlugin=UNKNOWN)),
    ("route-table-shared-by-clusters", "a neighbour of which the plugin is not known", lambda: neighbours(
        {}, {}, networkPlugin=UNKNOWN)),
    ("route-table-shared-by-clusters", "a neighbour of which the pod range is not known", lambda: neighbours(
        ON, ON, podCidr=UNKNOWN, podCidrs=UNKNOWN)),
    ("route-next-hop-nowhere", "a peer nobody sees or remembers", lambda: beside_unseen(route(ip="10.99.0.4"))),
    ("peered-networks-overlap", "a peer nobody sees or remembers", unknown_peer),
    ("default-route-drops-the-way-out", "another route may stand in what could not be read", lambda: (
        msgspec.structs.replace(on_table(DROPPING), is_in_part=True))),
    ("peering-one-sided", "the hub's side is with somebody unknown", lambda: joined(to(UNKNOWN))),
    ("pod-cidr-overlaps-peer", "a peer nobody sees or remembers", unknown_peer),
    ("service-cidr-overlaps-peer", "a peer nobody sees or remembers", unknown_peer),
    ("reserved-range-in-peer", "a peer nobody sees or remembers", unknown_peer),
    ("peering-without-forwarded-traffic", "a flag nobody knows", lambda: through_hub(
        route(ip="10.1.0.4"), allowForwardedTraffic=UNKNOWN)),
    ("route-table-role-after-cluster", "an identity that was there before", lambda: existing_identity(
        own_cluster(), ROLE)),
    ("route-table-role-not-before-cluster", "an identity that was there before", lambda: existing_identity(
        (own_cluster(), ROLE))),
    ("role-given-to-kubelet-identity", "rights nobody knows", lambda: world(
        network(subnet()), cluster(identity=USER_ASSIGNED), rights=UNKNOWN,
        role_assignments=given(assignment(SUBNET, kubelet_of(CLUSTER))).role_assignments)),
    ("custom-table-missing-permission", "rights nobody knows", lambda: world(
        network(subnet(routeTable={"id": TABLE})), table(), cluster(identity=USER_ASSIGNED), rights=UNKNOWN)),
    ("application-gateway-without-pod-routes", "a gateway that is not to be seen", lambda: before(
        "", TABLE, config={"applicationGatewayId": "/elsewhere"})),
    ("firewall-rule-for-pods", "sources nobody knows", lambda: _firewall(UNKNOWN)),
    ("route-table-role-not-before-cluster", "another identity beside it is made", lambda: roles(
        (of_two(), assignment(GROUP, principal_of(OLDER))))),
)  # fmt: skip


def _firewall(sources: object) -> View:
    rules = [{"name": "web", "sourceAddresses": sources}]
    document = {
        "id": f"{GROUP}/providers/Microsoft.Network/azureFirewalls/f",
        "name": "f",
        "type": "Microsoft.Network/azureFirewalls",
        "properties": {"applicationRuleCollections": [{"name": "out", "properties": {"rules": rules}}]},
    }
    return world(network(subnet()), cluster(), document)


def _two_pools(first: str, second: str) -> View:
    """Return two pools in subnets of these names."""
    places = [subnet(first), subnet(second, "192.168.2.0/24")]
    pools = [pool(f"p{at}", vnetSubnetID=place["id"]) for at, place in enumerate(places)]
    return world(network(*places), cluster(*pools))


def mode_added() -> View:
    nodes = pool(maxPods=110)
    old = cluster(nodes, networkPlugin="none")
    new = cluster(nodes, networkPlugin="none", networkPluginMode="overlay")
    return world(network(subnet()), new, before=(network(subnet()), old))


def among(number: int) -> View:
    """Return the article's cluster with so many machines of somebody else's among its pods."""
    taken = tuple(TakenRange(f"host{at}", f"10.244.0.{at}/32") for at in range(number))
    return world(network(subnet()), cluster(), taken=taken)


def of_a_thousand() -> View:
    """Return an upgrade of as many nodes as may be, in a pool that might grow further."""
    grows: dict[str, Any] = {"enableAutoScaling": True, "minCount": 1, "maxCount": 1000}
    nodes = pool(count=999, upgradeSettings={"maxSurge": "2"}, **grows)
    old, new = (cluster(nodes, podCidr="10.128.0.0/11", version=each, **OVERLAY) for each in ("1.30.4", "1.31.2"))
    return world(network(subnet(prefix="192.168.0.0/16")), new, before=(old,))


def shared_in_third() -> View:
    """Return two clusters on one table, which the first has on the second of its subnets."""
    on = {"routeTable": {"id": TABLE}}
    places = (subnet(), subnet("second", "192.168.2.0/24", **on), subnet("third", "192.168.3.0/24", **on))
    other = cluster(pool(vnetSubnetID=SUBNET.replace("myAKSSubnet", "third")), id_=CLUSTER + "2")
    other["properties"]["nodeResourceGroup"] = "MC_2"
    return world(network(*places), table(), cluster(pool(), pool("b", vnetSubnetID=SECOND)), other)


TOLD: tuple[tuple[str, str, Callable[[], View], str], ...] = (
    ("several-custom-tables", "the subnet that differs", lambda: on_two(TABLE, OTHER), "subnets[second]"),
    ("custom-table-missing-permission", "the subnet with the table", lambda: world(
        network(subnet("a", "192.168.7.0/24"), subnet("b", routeTable={"id": TABLE})), table(),
        cluster(pool("x", vnetSubnetID=subnet("a")["id"]), pool("y", vnetSubnetID=subnet("b")["id"]),
                identity=USER_ASSIGNED), assignment(SUBNET)), "principal"),
    ("names-too-long-for-overlay", "the pool in it", lambda: _two_pools("short", "s" * 64), "[p1]"),
    ("subnet-shared-by-clusters", "the pool in it", lambda: world(
        network(subnet(), subnet("second", "192.168.2.0/24")), cluster(pool(), pool("b", vnetSubnetID=SECOND)),
        cluster(pool(vnetSubnetID=SECOND), id_=CLUSTER + "2", properties={"nodeResourceGroup": "MC_2"})), "[b]"),
    ("pod-cidr-too-small", "the length that is just enough", lambda: small(
        "192.168.1.0/24", pool(count=4), podCidr="10.244.0.0/23"), "/22 or larger"),
    ("pod-cidr-too-small", "the next one", lambda: small(
        "192.168.1.0/24", pool(count=5), podCidr="10.244.0.0/23"), "/21 or larger"),
    ("subnet-too-small", "the length that is just enough", lambda: small(
        "192.168.1.0/29", pool(count=11)), "/28 or larger"),
    ("subnet-too-small", "the next one", lambda: small("192.168.1.0/29", pool(count=12)), "/27 or larger"),
    ("subnet-headroom", "the length that is just enough", lambda: small(
        "192.168.1.0/28", pool(count=11, upgradeSettings={"maxSurge": "16"})), "/27 or larger"),
    ("subnet-headroom", "the length that is just not enough", lambda: small(
        "192.168.1.0/27", pool(count=27, upgradeSettings={"maxSurge": "1"})), "/26 or larger"),
    ("pod-cidr-headroom", "the length that is just enough", lambda: small(
        "192.168.1.0/24", pool(count=4, upgradeSettings={"maxSurge": "4"}), podCidr="10.244.0.0/22"), "/21 or larger"),
    ("default-route-past-load-balancer", "a gateway", lambda: on_table(TO_GATEWAY), "to VirtualNetworkGateway"),
    ("route-table-role-after-cluster", "the root", lambda: roles(
        own_cluster(), assignment("", principal_of(IDENTITY))), "Network Contributor (/)"),
    ("role-too-broad", "the root", lambda: given(assignment("", PRINCIPAL, "Owner")), "Owner on /"),
    ("application-gateway-without-pod-routes", "no table", lambda: before("", TABLE), "(its table: -)"),
    ("application-gateway-without-pod-routes", "AKS's own table", lambda: before(TABLE, ""), "aks-agentpool-…-routetable"),
    ("cluster-would-be-replaced", "no reason", lambda: world(
        network(subnet()), cluster(), replacements=(Replacement(id=CLUSTER, address="aks"),)), "because of: -."),
    ("no-system-pool", "no pools", lambda: world(
        cluster() | {"properties": {"networkProfile": {"networkPlugin": "kubenet"}, "agentPoolProfiles": []}}),
     "of the pools: -."),
    ("subnet-full-for-interface", "the configuration in it", lambda: world(
        network(subnet(prefix="192.168.1.0/29"), subnet("second", "192.168.2.0/24")),
        *(interface(f"192.168.1.{host}", f"n{host}") for host in (4, 5, 6)), _between_two()), "[b]"),
    ("service-cidr-too-large", "an IPv6 range", lambda: in_the_article(
        serviceCidrs=["fd12:3456:789a:1::/64", "10.0.0.0/16"]), "fd12:3456:789a:1::/108"),
    ("reserved-range-in-peer", "what is met", lambda: remembered("172.30.0.0/15"), "172.30.0.0/16"),
    ("fixed-property-changed", "what was nothing", mode_added, "Write null again"),
    ("default-route-past-nat-gateway", "the appliance", lambda: on_table(
        route(), outboundType="userAssignedNATGateway"), "to 192.168.2.4"),
    ("application-gateway-blocks-overlay", "the gateway's subnet", lambda: before(TABLE, TABLE), "subnets[gateway]"),
    ("application-gateway-table-at-run-time", "the gateway's subnet", lambda: before("", ""), "subnets[gateway]"),
    ("fixed-property-changed", "a text as it was", lambda: updated(cluster(networkPlugin="none")), "Write kubenet again"),
    ("fixed-property-changed", "a pool's property", lambda: updated(cluster(pool(osType="Windows"))), "[nodepool1].osType"),
    ("cilium-on-kubenet", "the policy engine", lambda: in_the_article(networkPolicy="cilium"), "networkPolicy"),
    ("pool-too-large", "the surge of a pool that may still grow", of_a_thousand, "[nodepool1].count"),
    ("route-table-shared-by-clusters", "the subnet with it", shared_in_third, "subnets[second]"),
    ("subnets-overlap", "each that meets the widest", lambda: world(network(
        subnet("a", "192.168.0.0/16"), subnet("b", "192.168.1.0/24"), subnet("c", "192.168.2.0/24"))), "'b'"),
    ("subnet-headroom", "the length it has, were it empty", lambda: world(
        network(subnet(prefix="192.168.1.0/27")), cluster(pool(count=24, upgradeSettings={"maxSurge": "3"})),
        *(interface(f"192.168.1.{host}", f"n{host}") for host in (4, 5, 6))), "/27 or larger"),
    ("pod-cidr-overlaps-taken-range", "how many more there are", lambda: among(11), "host8 +1"),
    ("pod-cidr-overlaps-taken-range", "no more than can be named", lambda: among(10), "host0"),
    ("pod-cidr-overlaps-taken-range", "the same range first, but for one's own", lambda: world(
        network(subnet()), cluster(), taken=(
            TakenRange("wide", "10.0.0.0/8"), TakenRange("other", "10.244.0.0/16"),
            TakenRange("myAKSCluster pods", "10.244.0.0/16"))), "(other)"),
)  # fmt: skip


def _between_two() -> dict[str, object]:
    """Return an interface that asks for an address in either subnet."""
    nic = interface("", "both")
    [one] = nic["properties"]["ipConfigurations"]
    elsewhere = one | {"name": "a", "id": f"{one['id']}a", "properties": {"subnet": {"id": SECOND}}}
    return nic | {"properties": {"ipConfigurations": [elsewhere, one | {"name": "b", "id": f"{one['id']}b"}]}}
