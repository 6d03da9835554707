"""Cases of room: addresses, blocks and routes for nodes, now and at an upgrade."""

from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    TABLE,
    USER_ASSIGNED,
    Document,
    cluster,
    in_the_article,
    interface,
    network,
    pool,
    route,
    subnet,
    table,
    world,
)

from .clusters import AZURE, OVERLAY, SECOND


def small(prefix: str, *pools: Document, **profile: Any) -> Example:
    """Return pools in a subnet of this prefix."""
    return world(network(subnet(prefix=prefix)), cluster(*pools, **profile))


def changed(prefix: str, was: Document, now: Document, **profile: Any) -> Example:
    """Return a pool before and after a change, in a subnet of this prefix."""
    place = network(subnet(prefix=prefix))
    return world(place, cluster(now, **profile), before=(place, cluster(was, **profile)))


def upgraded(prefix: str, **properties: Any) -> Example:
    """Return a pool that is upgraded."""
    nodes = pool(upgradeSettings={"maxSurge": "1"}, **properties)
    place = network(subnet(prefix=prefix))
    new, old = (cluster(nodes, version=version) for version in ("1.31.2", "1.30.4"))
    return world(place, new, before=(place, old))


def two_subnets(first: int, second: int) -> Example:
    """Return so many nodes in a /29 each."""
    places = network(subnet(prefix="192.168.1.0/29"), subnet("second", "192.168.2.0/29"))
    surge: dict[str, Any] = {"upgradeSettings": {"maxSurge": "1"}}
    return world(places, cluster(pool(count=first, **surge), pool("b", count=second, vnetSubnetID=SECOND, **surge)))


def one_upgraded(upgraded: int, other: int) -> Example:
    """Return two pools in a /29, of which one is upgraded with a surge of one."""
    stays, surge = pool("b", count=other, orchestratorVersion="1.30.4"), {"maxSurge": "1"}
    old, new = (
        cluster(pool(count=upgraded, orchestratorVersion=version, upgradeSettings=surge), stays)
        for version in ("1.30.4", "1.31.2")
    )
    place = network(subnet(prefix="192.168.1.0/29"))
    return world(place, new, before=(place, old))


def one_grown(grown: int, other: int) -> Example:
    """Return two pools in a /29, of which one grows by one."""
    old, new = (cluster(pool(count=grown + more), pool("b", count=other - 1)) for more in (0, 1))
    place = network(subnet(prefix="192.168.1.0/29"))
    return world(place, new, before=(place, old))


def routed(own: int, nodes: int, **properties: Any) -> Example:
    """Return so many nodes on a table with so many routes of the user's."""
    routes = (route(f"10.9.{n}.0/24", name=f"r{n}") for n in range(own))
    place = network(subnet(prefix="192.168.0.0/22", routeTable={"id": TABLE}))
    made = cluster(pool(count=nodes, **properties), identity=USER_ASSIGNED, podCidr="10.64.0.0/15")
    return world(place, table(*routes), made)


BROKEN = [
    ("subnet-too-small", "a pool that grows", lambda: changed("192.168.1.0/29", pool(), pool(count=4))),
    ("subnet-too-small", "an upgrade without room for its surge", lambda: upgraded("192.168.1.0/29", count=3)),
    ("subnet-too-small", "the pods of Azure CNI", lambda: small("192.168.1.0/27", pool(count=1, maxPods=30), **AZURE)),
    ("subnet-too-small", "the second of two subnets", lambda: two_subnets(1, 4)),
    ("subnet-too-small", "one address too few for Azure CNI", lambda: small(
        "192.168.1.0/27", pool(count=1, maxPods=27), **AZURE)),
    ("subnet-too-small", "one of two pools is upgraded", lambda: one_upgraded(1, 3)),
    ("subnet-too-small", "one of two pools is upgraded, and one address is missing", lambda: one_upgraded(1, 2)),
    ("subnet-too-small", "one of two pools grows", lambda: one_grown(1, 3)),
    ("pod-cidr-too-small", "a pool that grows", lambda: changed(
        "192.168.1.0/24", pool(), pool(count=5), podCidr="10.244.0.0/22")),
    ("pod-cidr-too-small", "the IPv4 range of two", lambda: in_the_article(
        podCidrs=["fd12:3456:789a::/64", "10.244.0.0/24"])),
    ("overlay-pod-cidr-too-small", "a pool that grows", lambda: changed(
        "192.168.1.0/24", pool(), pool(count=5), podCidr="10.244.0.0/22", **OVERLAY)),
    ("subnet-headroom", "the autoscaler's maximum", lambda: small(
        "192.168.1.0/27", pool(enableAutoScaling=True, minCount=1, maxCount=27))),
    ("subnet-headroom", "on Azure CNI, for the pods too", lambda: small(
        "192.168.1.0/26", pool(count=1, maxPods=30), **AZURE)),
    ("subnet-headroom", "only at the maximum", lambda: small("192.168.1.0/29", pool(count=3))),
    ("subnet-headroom", "the second of two subnets", lambda: two_subnets(1, 3)),
    ("pod-cidr-headroom", "Overlay", lambda: small(
        "192.168.1.0/24", pool(count=4), podCidr="10.244.0.0/22", **OVERLAY)),
    ("pod-cidr-headroom", "the IPv4 range of two", lambda: small(
        "192.168.1.0/24", pool(count=4), podCidrs=["fd12:3456:789a::/64", "10.244.0.0/22"])),
    ("own-routes-fill-route-table", "as many nodes as there may be", lambda: routed(1, 400)),
    ("route-table-headroom", "no own routes at all", lambda: routed(0, 400)),
]  # fmt: skip

SOUND = [
    ("subnet-too-small", "a pool that is too large already", lambda: changed(
        "192.168.1.0/29", pool(count=4), pool(count=4))),
    ("subnet-too-small", "a pool that shrinks", lambda: changed("192.168.1.0/29", pool(count=5), pool(count=4))),
    ("subnet-too-small", "an upgrade with room", lambda: upgraded("192.168.1.0/29", count=2)),
    ("subnet-too-small", "an upgrade that is not at its maximum", lambda: upgraded(
        "192.168.1.0/29", count=2, enableAutoScaling=True, minCount=1, maxCount=9)),
    ("subnet-too-small", "two subnets of one cluster", lambda: two_subnets(3, 3)),
    ("subnet-too-small", "one of two pools is upgraded, and there is just room", lambda: one_upgraded(1, 1)),
    ("subnet-too-small", "a cluster that stays, where others took too much", lambda: world(
        network(subnet(prefix="192.168.1.0/29")), cluster(),
        *(interface(f"192.168.1.{host}", f"n{host}") for host in (4, 5, 6, 7)),
        before=(network(subnet()), cluster()))),
    ("subnet-too-small", "pods that have addresses elsewhere", lambda: small(
        "192.168.1.0/29", pool(podSubnetID=SECOND), **AZURE)),
    ("subnet-too-small", "Overlay's pods", lambda: small("192.168.1.0/29", pool(), **OVERLAY)),
    ("subnet-too-small", "exactly what there is for Azure CNI", lambda: small(
        "192.168.1.0/27", pool(count=1, maxPods=26), **AZURE)),
    ("pod-cidr-too-small", "exactly what there is", lambda: in_the_article_of(4)),
    ("pod-cidr-too-small", "Azure CNI has no pod range", lambda: in_the_article(**AZURE)),
    ("pod-cidr-too-small", "a pool that is too large already", lambda: changed(
        "192.168.1.0/24", pool(count=5), pool(count=5), podCidr="10.244.0.0/22")),
    ("pod-cidr-too-small", "an IPv6 range only, which nobody counts", lambda: in_the_article(
        podCidrs=["fd12:3456:789a::/64"])),
    ("overlay-pod-cidr-too-small", "exactly what there is", lambda: in_the_article_of(4, **OVERLAY)),
    ("subnet-headroom", "an upgrade, which is judged when it is asked for", lambda: upgraded("192.168.1.0/29", count=3)),
    ("subnet-headroom", "too small at rest, which is another rule's", lambda: small("192.168.1.0/29", pool(count=4))),
    ("subnet-headroom", "two subnets of one cluster", lambda: two_subnets(2, 2)),
    ("subnet-headroom", "exactly what there is", lambda: small("192.168.1.0/29", pool(count=2))),
    ("pod-cidr-headroom", "an upgrade, which is judged when it is asked for", lambda: world(
        network(subnet()), cluster(pool(count=4), podCidr="10.244.0.0/22"),
        before=(network(subnet()), cluster(pool(count=4), podCidr="10.244.0.0/22", version="1.30.4")))),
    ("pod-cidr-headroom", "Azure CNI has no pod range", lambda: in_the_article(**AZURE)),
    ("pod-cidr-headroom", "Azure CNI with one that nobody uses", lambda: small(
        "192.168.1.0/24", pool(count=4), networkPlugin="azure", podCidr="10.244.0.0/22")),
    ("pod-cidr-headroom", "an IPv6 range only", lambda: in_the_article(podCidrs=["fd12:3456:789a::/64"])),
    ("own-routes-fill-route-table", "more nodes than may be, which is another rule's", lambda: routed(1, 401)),
    ("route-table-headroom", "full now, which is another rule's", lambda: routed(2, 399)),
    ("subnet-full-for-interface", "others in another subnet", lambda: world(
        network(subnet(prefix="192.168.1.0/29"), subnet("second", "192.168.2.0/29")),
        *(interface(f"192.168.2.{host}", f"n{host}", SECOND) for host in (4, 5, 6)), interface())),
    ("pod-cidr-headroom", "an IPv6 range only, and no nodes yet", lambda: small(
        "192.168.1.0/24", pool(count=0, enableAutoScaling=True, minCount=0, maxCount=0), podCidrs=["fd12:3456:789a::/64"])),
]  # fmt: skip


def in_the_article_of(nodes: int, **profile: Any) -> Example:
    """Return so many nodes with blocks for four."""
    return small("192.168.1.0/24", pool(count=nodes), podCidr="10.244.0.0/22", **profile)
