"""Whether subnet and pod range have room for the nodes a request asks for (E5, E6, E14).

What AKS counts: every node the pools may have (max-count where the autoscaler is on); on an upgrade the nodes there
are and the surge. A node is one address of the subnet, and with Azure CNI one more for each of its pods; on kubenet
and Overlay it is also a /24 of the pod range. A cluster's own nodes are part of the need, so only what others took
is subtracted from the subnet. A subnet in use cannot be made larger (E6f): the way out is a pool in another.
"""

from collections.abc import Iterator
from typing import Any

from ..net.prefixes import NODE_BLOCK_ADDRESSES, RESERVED_IN_A_SUBNET
from .address_ranges import POD_TARGET
from .examples import Document, cluster, in_the_article, interface, network, pool, subnet, world
from .facts import (
    available_addresses,
    count,
    grows,
    has_plugin,
    is_overlay,
    max_pods,
    node_limit,
    own_subnets,
    pod_ranges,
    prefixes_of,
    subnet_id,
    surge,
    upgraded_pools,
)
from .free_ranges import free_pods
from .ids import same
from .places import POOL_LIST, subnet_place
from .pools import COUNT_TARGET, TOO_MANY_FOR_KUBENET
from .resources import AgentPool, ManagedCluster, Subnet
from .room import wider
from .rule import Answer, Rule
from .unknown import Values, known
from .view import View

SUBNET_TEXT = (
    "Pre-allocated IPs {n} exceeds IPs available {avail} in Subnet Cidr {cidr}, Subnet Name {name}. "
    "If Autoscaler is enabled, the max-count from each nodepool is counted towards this total (which means that "
    "pre-allocated IPs count represents a theoretical max value, not the actual number of IPs requested). "
    "http://aka.ms/aks/insufficientsubnetsize"
)


def _nodes(view: View, cluster: ManagedCluster, pools: tuple[AgentPool, ...]) -> tuple[tuple[AgentPool, int], ...]:
    """Return the pools with the nodes to find room for; nothing if the request asks for no more than there are."""
    upgraded = upgraded_pools(view, cluster)
    if any(candidate in upgraded for candidate in pools):
        return tuple((p, count(p) + (surge(p) if p in upgraded else 0)) for p in pools)
    if any(grows(view, cluster, candidate) for candidate in pools):
        return tuple((candidate, node_limit(candidate)) for candidate in pools)
    return ()


def addresses_per_node(cluster: ManagedCluster, candidate: AgentPool) -> int:
    """Return how many addresses of its subnet a node of a pool takes (E6a, E6b)."""
    in_subnet = has_plugin(cluster, "azure") and not is_overlay(cluster)
    if not in_subnet or known(candidate.pod_subnet_id, f"agent pool {candidate.name}: podSubnetID"):
        return 1
    return max_pods(candidate) + 1


def _subnet_too_small(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in own_subnets(view, cluster):
        pools = tuple(candidate for candidate in cluster.pools if same(subnet_id(candidate), found.id))
        needed = sum(nodes * addresses_per_node(cluster, p) for p, nodes in _nodes(view, cluster, pools))
        if needed and needed > (available := available_addresses(view, cluster, found)):
            length = 32 - (needed + RESERVED_IN_A_SUBNET - 1).bit_length()
            sizes = {"n": needed, "avail": available, "length": length, "free": wider(view, found, needed, available)}
            yield {**sizes, "cidr": _first_prefix(found), "name": found.name, "at": subnet_place(found.id)}


def _first_prefix(found: Subnet) -> str:
    return str(next(iter(prefixes_of(found)), ""))


def _small(prefix: str, *others: Document, **pool_properties: Any) -> View:
    return world(network(subnet(prefix=prefix)), cluster(pool(**pool_properties)), *others)


SUBNET_TOO_SMALL = Rule(
    id="subnet-too-small",
    title="A pool's subnet has an address for every node, and with Azure CNI for every pod",
    source=("E6", "E6a", "E6b", "R23"),
    subject=ManagedCluster,
    answer=Answer(code="InsufficientSubnetSize", text=SUBNET_TEXT, target=COUNT_TARGET),
    fix="Give these pools a subnet with {n} free addresses: an empty /{length} or larger. One in use is not resized.",
    place="{at}.properties.addressPrefix",
    also=(POOL_LIST,),
    check=_subnet_too_small,
    failing=lambda: _small("192.168.1.0/29", interface("192.168.1.4"), count=3),
    sound=lambda: _small("192.168.1.0/29", count=3),
)


def _pod_addresses(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    """Yield the pod addresses needed and those there are, if they are too few: a /24 for each node (R19)."""
    ranges = [prefix for prefix in pod_ranges(cluster) if prefix.version == 4]
    nodes = sum(number for _, number in _nodes(view, cluster, cluster.pools))
    needed, available = nodes * NODE_BLOCK_ADDRESSES, sum(prefix.num_addresses for prefix in ranges)
    if ranges and needed > available:
        length = 24 - (nodes - 1).bit_length()
        sizes = {"n": needed, "avail": available, "nodes": nodes, "length": length}
        yield {**sizes, "cidr": str(ranges[0]), **free_pods(view, ranges[0], length)}


def _pod_range_too_small(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if has_plugin(cluster, "kubenet"):
        yield from _pod_addresses(view, cluster)


POD_RANGE_TOO_SMALL = Rule(
    id="pod-cidr-too-small",
    title="The pod range has a /24 for every node",
    source=("E5", "R17", "R19"),
    subject=ManagedCluster,
    answer=Answer(
        code="InsufficientPodCidr",
        text="Pre-allocated IPs {n} exceeds IPs available {avail} in Pod Cidr {cidr}",
        target=COUNT_TARGET,
    ),
    fix="Write a podCidr of /{length} or larger, a /24 for each of {nodes} nodes: {free} is free here. The range "
    "of a running cluster is fixed: there, keep to fewer nodes.",
    place="properties.networkProfile.podCidr[{cidr}]",
    also=(POOL_LIST,),
    check=_pod_range_too_small,
    failing=lambda: in_the_article(podCidr="10.244.0.0/24"),
    sound=lambda: in_the_article(podCidr="10.244.0.0/22"),
)


def _overlay_range_too_small(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if is_overlay(cluster):
        for values in _pod_addresses(view, cluster):
            yield values | {"name": POD_TARGET}


OVERLAY_RANGE_TOO_SMALL = Rule(
    id="overlay-pod-cidr-too-small",
    title="Overlay's pod range has a /24 for every node",
    source=("E6", "E6c", "E6d"),
    subject=ManagedCluster,
    answer=Answer(code="InsufficientSubnetSize", text=SUBNET_TEXT, target=POD_TARGET),
    fix="Write a podCidr of /{length} or larger, a /24 for each of {nodes} nodes: {free} is free here. That of a "
    "running Overlay cluster can be widened to one around it.",
    place="properties.networkProfile.podCidr[{cidr}]",
    also=(POOL_LIST,),
    check=_overlay_range_too_small,
    failing=lambda: in_the_article(networkPlugin="azure", networkPluginMode="overlay", podCidr="10.244.0.0/23"),
    sound=lambda: in_the_article(networkPlugin="azure", networkPluginMode="overlay", podCidr="10.244.0.0/22"),
)

CAPACITY = (TOO_MANY_FOR_KUBENET, POD_RANGE_TOO_SMALL, OVERLAY_RANGE_TOO_SMALL, SUBNET_TOO_SMALL)
