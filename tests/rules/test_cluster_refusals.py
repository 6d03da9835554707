"""Clusters as people ask for them, and the first thing AKS says: order, edges and arithmetic."""

from typing import Any

import pytest

from akslab.rules.catalogue import cluster_refusals
from akslab.rules.examples import (
    CLUSTER,
    GROUP,
    NETWORK,
    SUBNET,
    TABLE,
    USER_ASSIGNED,
    Document,
    allowed,
    cluster,
    in_the_article,
    interface,
    network,
    pool,
    route,
    subnet,
    table,
    updated,
    world,
)
from akslab.rules.view import View

WITH_TABLE = network(subnet(routeTable={"id": TABLE}))
NODE_NIC_GROUP = GROUP.replace("myResourceGroup", "MC_myResourceGroup_myAKSCluster_eastus")


def codes(view: View) -> list[str]:
    return [finding.code for finding in cluster_refusals(view, CLUSTER)]


def large(*pools: Document, **profile: Any) -> View:
    """Return pools in a subnet that has room for them."""
    return world(network(subnet(prefix="192.168.0.0/16")), cluster(*pools, **profile))


def test_the_articles_three_clusters_are_accepted() -> None:
    assert codes(in_the_article()) == []
    assert codes(in_the_article(identity=USER_ASSIGNED)) == []
    assert codes(world(WITH_TABLE, table(), cluster(identity=USER_ASSIGNED))) == []


def test_a_cluster_without_a_subnet_is_accepted_with_the_defaults() -> None:
    bare = cluster(pool(vnetSubnetID=None), podCidr=None, serviceCidr=None, dnsServiceIP=None)

    assert codes(world(bare)) == []


def test_the_default_service_range_meets_a_network_that_starts_at_ten() -> None:
    view = world(network(subnet(prefix="10.0.1.0/24"), prefixes=("10.0.0.0/16",)), cluster())
    finding = next(cluster_refusals(view, CLUSTER))

    assert finding.message == (
        "The specified service CIDR 10.0.0.0/16 is conflicted with an existing subnet CIDR 10.0.1.0/24"
    )
    assert (finding.status, finding.target) == (400, "networkProfile.serviceCIDR")


def test_a_subnet_made_later_lets_the_cluster_be_and_stops_its_upgrade() -> None:
    late = network(subnet(), subnet("late", "10.0.7.0/24"), prefixes=("192.168.0.0/16", "10.0.0.0/16"))
    tagged = world(late, cluster(), before=(late, cluster()))
    upgraded = world(late, cluster(version="1.32.0"), before=(late, cluster()))
    new_image = world(late, cluster(), before=(late, cluster()), operation="upgrade")

    assert codes(tagged) == []
    assert codes(upgraded) == codes(new_image) == ["ServiceCidrOverlapExistingSubnetsCidr"]


@pytest.mark.parametrize("reserved", ["172.16.0.0/12", "172.30.4.0/24", "169.254.0.0/17", "192.0.2.0/24"])
def test_a_pod_range_in_or_around_a_reserved_one_is_refused(reserved: str) -> None:
    assert "AkslabReservedRange" in codes(in_the_article(podCidr=reserved))


@pytest.mark.parametrize(
    ("ip", "code"),
    [
        ("10.0.0.1", "DnsServiceIpConflicting"),
        ("10.0.255.255", "DnsBroadcastAddressConflicting"),
        ("10.1.0.10", "DnsServiceIpOutOfServiceCidr"),
    ],
)
def test_the_dns_address_has_three_ways_to_be_wrong(ip: str, code: str) -> None:
    assert codes(in_the_article(dnsServiceIP=ip)) == [code]


def test_the_outbound_checks_come_in_their_order() -> None:
    routed: dict[str, Any] = {"outboundType": "userDefinedRouting"}
    with_hop = [table(route(hop="Internet", ip="")), table(route())]

    assert codes(in_the_article(**routed))[0] == "ExistingRouteTableNotAssociatedWithSubnet"
    assert codes(world(WITH_TABLE, table(), cluster(**routed)))[0] == "RouteTableMissingDefaultRouteError"
    assert codes(world(WITH_TABLE, with_hop[0], cluster(**routed)))[0] == "RouteTableInvalidNextHop"
    assert codes(world(WITH_TABLE, with_hop[1], cluster(**routed))) == ["CustomRouteTableWithUnsupportedMSIType"]
    nobody = world(WITH_TABLE, with_hop[1], cluster(identity=USER_ASSIGNED, **routed), rights=allowed())
    assert codes(nobody) == ["CustomRouteTableMissingPermission"]


def test_with_a_load_balancer_only_the_identity_of_the_table_is_judged() -> None:
    assert codes(world(WITH_TABLE, table(), cluster())) == ["CustomRouteTableWithUnsupportedMSIType"]


def test_azure_cni_takes_any_identity_with_a_table() -> None:
    on_azure = cluster(networkPlugin="azure", podCidr=None)

    assert codes(world(WITH_TABLE, table(), on_azure, rights=allowed())) == []


def test_a_role_on_the_network_does_not_cover_a_table_beside_it() -> None:
    view = world(WITH_TABLE, table(), cluster(identity=USER_ASSIGNED), rights=allowed((NETWORK, "*")))

    assert codes(view) == ["CustomRouteTableMissingPermission"]


def test_the_articles_two_actions_are_enough_without_a_table() -> None:
    actions = (
        "Microsoft.Network/virtualNetworks/subnets/join/action",
        "Microsoft.Network/virtualNetworks/subnets/read",
    )
    rights = allowed(*((SUBNET, action) for action in actions))

    assert codes(world(network(subnet()), cluster(identity=USER_ASSIGNED), rights=rights)) == []


def test_the_table_aks_made_asks_nothing_of_the_identity() -> None:
    made = f"{NODE_NIC_GROUP.upper()}/providers/Microsoft.Network/routeTables/aks-agentpool-1-routetable"
    place = network(subnet(routeTable={"id": made}), subnet("second", "192.168.2.0/24"))
    added = cluster(pool(), pool("second"))

    assert codes(world(place, table(id_=made), added, before=(place, cluster()))) == []


@pytest.mark.parametrize(("nodes", "pod_cidr", "refused"), [(256, 16, []), (257, 16, ["InsufficientPodCidr"])])
def test_the_default_pod_range_ends_at_256_nodes(nodes: int, pod_cidr: int, refused: list[str]) -> None:
    assert codes(large(pool(count=nodes), podCidr=f"10.244.0.0/{pod_cidr}")) == refused


def test_a_larger_pod_range_ends_at_400_nodes() -> None:
    assert codes(large(pool(count=400), podCidr="10.244.0.0/15")) == []
    finding = next(cluster_refusals(large(pool(count=401), podCidr="10.244.0.0/15"), CLUSTER))
    assert (finding.code, finding.subcode) == ("ValidationError", "KubenetNodeCountTotalExceedsLimit")
    assert "count is 401 which" in finding.message


def test_the_autoscalers_maximum_counts() -> None:
    scaled = pool(count=3, enableAutoScaling=True, minCount=1, maxCount=300)

    assert codes(large(scaled)) == ["InsufficientPodCidr"]
    assert codes(in_the_article_with(scaled, podCidr="10.244.0.0/15")) == ["InsufficientSubnetSize"]


def in_the_article_with(*pools: Document, **profile: Any) -> View:
    """Return these pools in the article's /24."""
    return world(network(subnet()), cluster(*pools, **profile))


def test_a_slash_24_has_251_addresses_on_kubenet_and_eight_nodes_on_azure_cni() -> None:
    assert codes(in_the_article_with(pool(count=251))) == []
    assert codes(in_the_article_with(pool(count=252))) == ["InsufficientSubnetSize"]
    on_azure = {"networkPlugin": "azure", "podCidr": None}
    assert codes(in_the_article_with(pool(count=8), **on_azure)) == []
    finding = next(cluster_refusals(in_the_article_with(pool(count=10), **on_azure), CLUSTER))
    assert finding.message.startswith(
        "Pre-allocated IPs 310 exceeds IPs available 251 in Subnet Cidr 192.168.1.0/24, Subnet Name myAKSSubnet. "
    )


def test_addresses_of_others_are_gone_and_the_clusters_own_are_not_counted_twice() -> None:
    place = network(subnet(prefix="192.168.1.0/29"))
    own = [interface(f"192.168.1.{4 + n}", f"nic-{n}", group=NODE_NIC_GROUP) for n in range(2)]
    two, three = cluster(pool(count=2)), cluster(pool(count=3))

    assert codes(world(place, three, *own, before=(place, two))) == []
    taken = interface("192.168.1.6")
    assert codes(world(place, three, *own, taken, before=(place, two))) == ["InsufficientSubnetSize"]
    assert codes(world(place, two, *own, taken, before=(place, three))) == []


@pytest.mark.parametrize(
    ("nodes", "surge", "refused"),
    [(25, "1", []), (25, "10%", ["InsufficientSubnetSize"]), (24, "10%", []), (27, "1", ["InsufficientSubnetSize"])],
)
def test_an_upgrade_needs_room_for_its_surge(nodes: int, surge: str, refused: list[str]) -> None:
    place = network(subnet(prefix="192.168.1.0/27"))
    nodepool = pool(count=nodes, upgradeSettings={"maxSurge": surge})
    old, new = cluster(nodepool, version="1.30.4"), cluster(nodepool, version="1.31.2")

    assert codes(world(place, old)) == []
    assert codes(world(place, new, before=(place, old))) == refused


@pytest.mark.parametrize(
    ("max_pods", "nodes", "refused"),
    [
        (9, 4, ["InsufficientMaxPods"]),
        (10, 2, ["InsufficientAgentPoolMaxPodsPerAgentPool"]),
        (10, 3, []),
        (250, 1, []),
        (251, 1, ["MaxPodsLimitExceeded"]),
    ],
)
def test_the_edges_of_pods_per_node(max_pods: int, nodes: int, refused: list[str]) -> None:
    assert codes(in_the_article_with(pool(maxPods=max_pods, count=nodes))) == refused


def test_shrinking_below_thirty_pods_is_let_pass() -> None:
    three, two = (cluster(pool(maxPods=10, count=nodes)) for nodes in (3, 2))

    assert codes(updated(two, three)) == []


def test_an_empty_user_pool_may_be_added() -> None:
    assert codes(updated(cluster(pool(), pool("spare", mode="User", count=0)))) == []


@pytest.mark.parametrize(
    "change",
    [
        {"podCidr": "10.128.0.0/16"},
        {"serviceCidr": "10.1.0.0/16", "dnsServiceIP": "10.1.0.10"},
        {"dnsServiceIP": "10.0.0.11"},
        {"networkPlugin": "none"},
    ],
)
def test_what_the_article_calls_fixed_is_fixed(change: dict[str, Any]) -> None:
    finding = next(cluster_refusals(updated(cluster(**change)), CLUSTER))

    assert finding.code == "PropertyChangeNotAllowed"
    assert finding.message == f"Changing property '{finding.target}' is not allowed."


def test_going_to_overlay_is_refused_as_akslabs_limit_and_not_as_azures() -> None:
    finding = next(cluster_refusals(updated(cluster(networkPlugin="azure", networkPluginMode="overlay")), CLUSTER))

    assert finding.code == "AkslabOverlayMigration"
    assert finding.message.endswith("(akslab's limit: Azure itself does this.)")


def test_ids_and_names_are_compared_without_case() -> None:
    shouted = cluster(pool(vnetSubnetID=SUBNET.upper()), networkPlugin="Kubenet", networkPolicy="AZURE")

    assert codes(world(network(subnet()), shouted)) == ["NetworkPolicyAzureNotSupportedForKubenet"]


def test_the_same_in_capitals_is_no_change() -> None:
    shouted = cluster(pool(count=4, vnetSubnetID=SUBNET.upper()), id_=CLUSTER.upper())

    assert codes(updated(shouted)) == []


def test_a_changed_association_is_let_pass_by_the_next_update() -> None:
    swapped = network(subnet(routeTable={"id": TABLE}))

    assert codes(world(swapped, table(), cluster(), before=(swapped, cluster()))) == []
