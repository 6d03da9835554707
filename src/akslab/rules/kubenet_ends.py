"""kubenet ends on 31 March 2028: which clusters that is about, and what already stands in the way of CNI Overlay."""

from collections.abc import Iterator

from ..wire.symbols import has_symbol
from .example import Example
from .examples import cluster, in_the_article, network, pool, subnet, world
from .facts import has_plugin, is_overlay, own_subnet_ids, pod_ranges
from .ids import group_of, name_of, parent_of
from .places import PLUGIN
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import Values, known
from .view import View

LAST_DAY = "2028-03-31"
LONGEST_NAME = 63


def _ends(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if has_plugin(cluster, "kubenet"):
        yield {"day": LAST_DAY}


ENDS = Rule(
    id="kubenet-retirement",
    title="A cluster is on a network plugin that stays",
    class_="risk",
    source=("C2", "Azure/AKS#4859"),
    subject=ManagedCluster,
    answer=in_own_words("", "The cluster is on kubenet, which AKS supports until {day}."),
    fix="Write networkPlugin azure and networkPluginMode overlay for a new cluster; `akslab migrate` says how a running "
    "one gets there.",
    place=PLUGIN,
    check=_ends,
    failing=in_the_article,
    sound=lambda: in_the_article(networkPlugin="azure", networkPluginMode="overlay"),
)


def _not_named(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if not cluster.network.is_plugin_named:
        yield {}


NOT_NAMED = Rule(
    id="network-plugin-not-named",
    title="A cluster names its network plugin",
    class_="note",
    source=("C1",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "No networkPlugin is named: AKS takes Azure CNI Overlay today, where it took kubenet when the article was "
        "written.",
    ),
    fix="Write the networkPlugin that is meant: azure with networkPluginMode overlay, or kubenet.",
    place="properties.networkProfile",
    check=_not_named,
    failing=lambda: in_the_article(networkPlugin=None),
    sound=lambda: in_the_article(networkPlugin="kubenet"),
)


def _policy(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    policy = known(cluster.network.policy, "networkProfile.networkPolicy")
    if has_plugin(cluster, "kubenet") and policy.lower() not in ("", "none"):
        yield {"policy": policy}


POLICY = Rule(
    id="network-policy-before-overlay",
    title="A kubenet cluster that is to move to Overlay has no network policy engine",
    class_="note",
    source=("M2", "Azure/AKS#3845"),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "The network policy engine {policy} has to be taken off before the cluster can move to CNI Overlay."
    ),
    fix="Plan for a time without policies: networkPolicy none first, on Kubernetes 1.30 or later, then Overlay.",
    place="properties.networkProfile.networkPolicy",
    check=_policy,
    failing=lambda: in_the_article(networkPolicy="calico"),
    sound=in_the_article,
)


def _two_stacks(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    ranges = pod_ranges(cluster) if has_plugin(cluster, "kubenet") else ()
    sixth = [prefix for prefix in ranges if prefix.version == 6]
    if sixth:
        yield {"pod": sixth[0]}


TWO_STACKS = Rule(
    id="dual-stack-before-overlay",
    title="A kubenet cluster that is to move to Overlay has IPv4 only",
    class_="note",
    source=("M5", "R13", "Azure/AKS#5120"),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "The cluster has an IPv6 pod range, {pod}: its IPv6 traffic breaks while it moves to CNI Overlay."
    ),
    fix="Make a new dual-stack cluster on CNI Overlay and move the workloads, rather than the cluster.",
    place="properties.networkProfile.podCidr[{pod}]",
    check=_two_stacks,
    failing=lambda: in_the_article(podCidrs=["10.244.0.0/16", "fd12:3456:789a::/64"]),
    sound=in_the_article,
)


def _long_names(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if not (has_plugin(cluster, "kubenet") or is_overlay(cluster)):
        return
    for id_ in own_subnet_ids(cluster):
        for name in (name_of(id_), name_of(parent_of(id_)), group_of(id_)):
            if len(name) > LONGEST_NAME and not has_symbol(name):
                inside = next(each.name for each in cluster.pools if each.subnet_id == id_)
                yield {"name": name, "n": len(name), "most": LONGEST_NAME, "pool": inside}


def _in_subnet(name: str) -> Example:
    place = subnet(name)
    return world(network(place), cluster(pool(vnetSubnetID=place["id"])))


LONG_NAMES = Rule(
    id="names-too-long-for-overlay",
    title="Subnet, network and group of an Overlay cluster have names of at most 63 characters",
    class_="note",
    source=("P6",),
    subject=ManagedCluster,
    answer=in_own_words("", "'{name}' has {n} characters; CNI Overlay takes {most} for subnet, network and group."),
    fix="Use a subnet, network and group with names of at most {most} characters before the cluster is on Overlay.",
    place="properties.agentPoolProfiles[{pool}].vnetSubnetID",
    check=_long_names,
    failing=lambda: _in_subnet("s" * 64),
    sound=lambda: _in_subnet("s" * 63),
)

KUBENET_ENDS = (ENDS, NOT_NAMED, POLICY, TWO_STACKS, LONG_NAMES)
