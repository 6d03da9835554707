"""What cannot be changed once a cluster stands: ranges, plugin, a pool's subnet, pods and system, older versions."""

from collections.abc import Callable, Iterator
from typing import Any

from ..net.prefixes import contains
from .example import Example
from .examples import SUBNET, Document, cluster, network, pool, subnet, updated, world
from .facts import PROFILE, has_plugin, is_overlay, minor_version, new_pools, own_network, prefixes_of, subnet_id
from .ids import same
from .places import PLUGIN, POOL, VERSION
from .resources import AgentPool, ManagedCluster
from .rule import Answer, Rule, in_own_words, with_own_code
from .unknown import Maybe, Unknown, Values, known
from .view import View

_FIXED: tuple[tuple[str, Callable[[ManagedCluster], Maybe[object]]], ...] = (
    (f"{PROFILE}.networkPlugin", lambda cluster: cluster.network.plugin),
    (f"{PROFILE}.networkPluginMode", lambda cluster: cluster.network.plugin_mode),
    (f"{PROFILE}.podCidr", lambda cluster: cluster.network.pod_cidrs),
    (f"{PROFILE}.serviceCidr", lambda cluster: cluster.network.service_cidrs),
    (f"{PROFILE}.dnsServiceIP", lambda cluster: cluster.network.dns_service_ip),
    (f"{PROFILE}.loadBalancerSku", lambda cluster: cluster.network.load_balancer_sku),
    ("nodeResourceGroup", lambda cluster: cluster.node_resource_group),
)
_FIXED_IN_A_POOL: tuple[tuple[str, Callable[[AgentPool], Maybe[object]]], ...] = (
    ("agentPoolProfile.vnetSubnetID", lambda pool: pool.subnet_id),
    ("agentPoolProfile.maxPods", lambda pool: pool.max_pods),
    ("agentPoolProfile.osType", lambda pool: pool.os_type),
    ("agentPoolProfile.type", lambda pool: pool.type),
)


def _differ(old: Maybe[object], new: Maybe[object]) -> bool:
    """Whether the two are known and not the same; names and ids are compared without case."""
    if isinstance(old, Unknown) or isinstance(new, Unknown):
        return False
    return str(old).lower() != str(new).lower()


def _written(value: Maybe[object]) -> str:
    """Return a value as a document would have it."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value) or "null"


def _goes_to_overlay(before: ManagedCluster, cluster: ManagedCluster) -> bool:
    return is_overlay(cluster) and not is_overlay(before)


def _policy_in_the_way(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    before = view.cluster_before(cluster)
    if before and has_plugin(before, "azure") and _goes_to_overlay(before, cluster):
        policies = (before.network.policy, cluster.network.policy)
        if any(known(policy, f"{PROFILE}.networkPolicy") not in ("", "none") for policy in policies):
            yield {}


def _to_overlay(**profile: Any) -> View:
    before = cluster(networkPlugin="azure", **profile)
    return updated(cluster(networkPlugin="azure", networkPluginMode="overlay", **profile), before)


def _without_overlay() -> Document:
    return cluster(networkPlugin="azure", podCidr=None)


POLICY_IN_THE_WAY = Rule(
    id="overlay-migration-with-policy",
    title="A cluster with network policies does not move to Overlay",
    source=("E22", "M2"),
    subject=ManagedCluster,
    answer=Answer(
        code="ValidationError",
        text="Cannot update cluster to Azure CNI Overlay while using network policies with Azure CNI v1.",
    ),
    fix="Take the network policy engine off first (networkPolicy none, on Kubernetes 1.30 or later), then go to "
    "Overlay in an update of its own.",
    place="properties.networkProfile.networkPolicy",
    also=("properties.networkProfile.networkPluginMode",),
    check=_policy_in_the_way,
    failing=lambda: _to_overlay(networkPolicy="azure"),
    sound=lambda: updated(_without_overlay(), _without_overlay()),
)


def _migration(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    before = view.cluster_before(cluster)
    if before and _goes_to_overlay(before, cluster):
        yield {"plugin": before.network.plugin}


MIGRATION = Rule(
    id="overlay-migration",
    title="akslab does not move a cluster to Overlay yet",
    source=("M1", "M3"),
    subject=ManagedCluster,
    answer=Answer(
        code="AkslabOverlayMigration",
        text="Moving a cluster from {plugin} to Azure CNI Overlay is not built yet; make a new cluster instead.",
        target=f"{PROFILE}.networkPluginMode",
        text_known=False,
        code_known=False,
        of_azure=False,
    ),
    fix="Make a new cluster with networkPlugin azure and networkPluginMode overlay.",
    place="properties.networkProfile.networkPluginMode",
    also=(PLUGIN,),
    check=_migration,
    failing=lambda: updated(cluster(networkPlugin="azure", networkPluginMode="overlay")),
    sound=lambda: updated(cluster()),
)


def _may_change(view: View, before: ManagedCluster, cluster: ManagedCluster, name: str) -> bool:
    """Whether a change is one that follows from another one, or that a tool's input may ask of some clusters."""
    old, new, property_ = before.network, cluster.network, name.rpartition(".")[2]
    if property_ == "podCidr" and new.pod_cidrs == ():
        return True
    if not view.language:
        return False
    if property_ == "loadBalancerSku":
        return same(str(old.load_balancer_sku), "basic") and same(str(new.load_balancer_sku), "standard")
    if property_ in ("networkPlugin", "networkPluginMode", "podCidr") and not old.is_plugin_named:
        return True
    return property_ == "podCidr" and is_overlay(before)


def _changed(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    before = view.cluster_before(cluster)
    if before is None or _goes_to_overlay(before, cluster):
        return
    for name, value in _FIXED:
        if _differ(value(before), value(cluster)) and not _may_change(view, before, cluster, name):
            yield {"property": name, "at": f"properties.{name}", "old": _written(value(before))}
    old_plugin, new_plugin = (f"{each.network.plugin} {each.network.plugin_mode}" for each in (before, cluster))
    is_same_plugin = same(old_plugin, new_plugin)
    for old in before.pools:
        new = next((candidate for candidate in cluster.pools if same(candidate.name, old.name)), old)
        for name, value_in_pool in _FIXED_IN_A_POOL:
            if _differ(value_in_pool(old), value_in_pool(new)) and (is_same_plugin or not name.endswith("maxPods")):
                at = f"properties.agentPoolProfiles[{old.name}].{name.rpartition('.')[2]}"
                yield {"property": name, "at": at, "old": _written(value_in_pool(old))}


# Azure/AKS#409 and #3369 show the words for two properties; the list of fixed ones is the article's and R22's.
CHANGED = Rule(
    id="fixed-property-changed",
    title="Ranges, plugin, load balancer SKU, and a pool's subnet, pods per node and system stay as they were made",
    source=("C3", "R22", "R34", "Azure/AKS#409", "Azure/azure-cli#24764"),
    subject=ManagedCluster,
    answer=Answer(
        code="PropertyChangeNotAllowed",
        text="Changing property '{property}' is not allowed.",
        target="{property}",
    ),
    fix="Write {old} again. A pool of another kind is added beside the old one; another range or plugin needs a "
    "new cluster.",
    place="{at}",
    check=_changed,
    failing=lambda: updated(cluster(podCidr="10.128.0.0/16")),
    sound=lambda: updated(cluster(pool(count=4))),
)


def _downgrade(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    before = view.cluster_before(cluster)
    if before is None:
        return
    old, new = minor_version(before.kubernetes_version), minor_version(cluster.kubernetes_version)
    if old and new and new < old:
        yield {"old": before.kubernetes_version, "new": cluster.kubernetes_version}


DOWNGRADE = Rule(
    id="kubernetes-downgrade",
    title="A cluster's Kubernetes version does not go back",
    source=("https://learn.microsoft.com/azure/aks/upgrade-cluster",),
    subject=ManagedCluster,
    answer=with_own_code("KubernetesDowngrade", "Kubernetes cannot go from {old} back to {new}.", "kubernetesVersion"),
    fix="Write {old} or a later version; to run {new}, make a new cluster.",
    place=VERSION,
    check=_downgrade,
    failing=lambda: updated(cluster(version="1.30.4")),
    sound=lambda: updated(cluster(version="1.32.0")),
)


def _pool_ahead(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    control_plane = minor_version(cluster.kubernetes_version)
    for candidate in cluster.pools:
        version = minor_version(candidate.version)
        if control_plane and version and version > control_plane:
            yield {"pool": candidate.name, "version": candidate.version, "cluster": cluster.kubernetes_version}


POOL_AHEAD = Rule(
    id="pool-version-ahead",
    title="No pool is newer than its control plane",
    source=("https://learn.microsoft.com/azure/aks/upgrade-cluster",),
    subject=ManagedCluster,
    answer=with_own_code(
        "PoolVersionAhead",
        "Agent pool '{pool}' would run Kubernetes {version}, newer than the control plane's {cluster}.",
        "agentPoolProfile.orchestratorVersion",
    ),
    fix="Upgrade the control plane to {version} first, or write {cluster} for the pool.",
    place=f"{POOL}.orchestratorVersion",
    also=(VERSION,),
    check=_pool_ahead,
    failing=lambda: updated(cluster(pool(orchestratorVersion="1.32.0"))),
    sound=lambda: updated(cluster(pool(orchestratorVersion="1.30.4"))),
)


def _expanded(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    place = own_network(view, cluster) if view.cluster_before(cluster) else None
    before = view.network_before(place) if place else None
    if place is None or before is None or same(str(before.prefixes), str(place.prefixes)):
        return
    old = prefixes_of(before)
    for added in new_pools(view, cluster):
        found = view.subnet(subnet_id(added)) if subnet_id(added) else None
        for prefix in prefixes_of(found) if found else ():
            if not any(contains(each, prefix) for each in old):
                yield {"pool": added.name, "cidr": prefix, "network": place.name}


def _grown(prefix: str) -> Example:
    """Return a network that gets a second prefix, and in the same go a pool in a subnet of it."""
    both, old = ("192.168.0.0/16", "10.9.0.0/16"), network(subnet())
    new = network(subnet(), subnet("second", prefix), prefixes=both)
    pools = (pool(), pool("second", mode="User", vnetSubnetID=SUBNET.replace("myAKSSubnet", "second")))
    return world(new, cluster(*pools), before=(old, cluster()))


EXPANDED = Rule(
    id="pool-in-expanded-network",
    title="A cluster is updated once before it gets a pool in a new part of its network",
    class_="breaks",
    source=("R26",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Pool '{pool}' goes into {cidr}, which network {network} gets in the same deployment: AKS does not know of the "
        "new prefix yet, and adding the pool fails.",
    ),
    fix="Widen {network} first, update the cluster once without a change (az aks update), then add pool '{pool}'.",
    place=f"{POOL}.vnetSubnetID",
    check=_expanded,
    failing=lambda: _grown("10.9.1.0/24"),
    sound=lambda: _grown("192.168.9.0/24"),
)

UPDATES = (POLICY_IN_THE_WAY, MIGRATION, CHANGED, DOWNGRADE, POOL_AHEAD, EXPANDED)
"""The way to Overlay first: it changes plugin and ranges, which is forbidden to anybody else."""
