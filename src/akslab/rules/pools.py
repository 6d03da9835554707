"""How many nodes and pods a pool and a cluster may have."""

from collections.abc import Iterator
from typing import Any

from .examples import Document, cluster, network, pool, subnet, world
from .facts import (
    count,
    grows,
    has_plugin,
    max_pods,
    new_pools,
    node_limit,
    operation,
    surge,
    upgraded_pools,
)
from .ids import same
from .places import POOL, POOL_LIST
from .resources import AgentPool, ManagedCluster
from .rule import Answer, Rule, in_own_words, with_own_code
from .unknown import CannotJudge, Values, for_each, known
from .view import View

MAX_PODS_TARGET = "agentPoolProfile.kubernetesConfig.kubeletConfig.maxPods"
COUNT_TARGET = "agentPoolProfile.count"
FEWEST_PODS_PER_NODE = 10
MOST_PODS_PER_NODE = 250
FEWEST_PODS_PER_POOL = 30
MOST_KUBENET_NODES = 400
MOST_NODES_PER_POOL = 1000
MOST_NODES_PER_CLUSTER = 5000
MOST_POOLS = 100


def _of_pools(*pools: Document, **profile: Any) -> View:
    """Return a cluster of these pools in a network that has room for all of them."""
    place = network(subnet(prefix="192.168.0.0/16"))
    return world(place, cluster(*pools, podCidr="10.128.0.0/11", **profile))


def _too_few_per_node(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(added: AgentPool) -> Iterator[Values]:
        if max_pods(added) < FEWEST_PODS_PER_NODE:
            yield {"pool": added.name, "n": max_pods(added)}

    yield from for_each(new_pools(view, cluster), judge)


# The text says "larger than 10"; 10 itself is allowed (E18).
TOO_FEW_PODS_PER_NODE = Rule(
    id="max-pods-too-few",
    title="A node takes at least 10 pods",
    source=("E18", "R20"),
    subject=ManagedCluster,
    answer=Answer(
        code="InsufficientMaxPods",
        text="The AgentPoolProfile '{pool}' has an invalid maxPods, the maxPods({n}) should be larger than 10. "
        "Please refer to aka.ms/aks-min-max-pod for more detail.",
        target=MAX_PODS_TARGET,
    ),
    fix="Write maxPods 10 or more for pool '{pool}'; without it kubenet takes 110.",
    place=f"{POOL}.maxPods",
    check=_too_few_per_node,
    failing=lambda: _of_pools(pool(maxPods=9, count=4)),
    sound=lambda: _of_pools(pool(maxPods=10, count=3)),
)


def _too_many_per_node(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(added: AgentPool) -> Iterator[Values]:
        if max_pods(added) > MOST_PODS_PER_NODE:
            yield {"pool": added.name, "n": max_pods(added)}

    yield from for_each(new_pools(view, cluster), judge)


TOO_MANY_PODS_PER_NODE = Rule(
    id="max-pods-too-many",
    title="A node takes at most 250 pods",
    source=("E19", "R20"),
    subject=ManagedCluster,
    answer=in_own_words(
        "MaxPodsLimitExceeded",
        "The maxPods of agent pool '{pool}' is {n}; a node takes at most 250 pods.",
        MAX_PODS_TARGET,
    ),
    fix="Write maxPods 250 or less for pool '{pool}'.",
    place=f"{POOL}.maxPods",
    check=_too_many_per_node,
    failing=lambda: _of_pools(pool(maxPods=251)),
    sound=lambda: _of_pools(pool(maxPods=250)),
)


def _too_few_per_pool(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(candidate: AgentPool) -> Iterator[Values]:
        nodes = node_limit(candidate)
        # A user pool may start empty, and shrinking was never refused (R21).
        if nodes and grows(view, cluster, candidate) and nodes * max_pods(candidate) < FEWEST_PODS_PER_POOL:
            enough = -(-FEWEST_PODS_PER_POOL // nodes)
            yield {"pool": candidate.name, "n": max_pods(candidate), "nodes": nodes, "enough": enough}

    yield from for_each(cluster.pools, judge)


TOO_FEW_PODS_PER_POOL = Rule(
    id="pool-pods-too-few",
    title="A pool takes at least 30 pods",
    source=("R21", "E19"),
    subject=ManagedCluster,
    answer=in_own_words(
        "InsufficientAgentPoolMaxPodsPerAgentPool",
        "Agent pool '{pool}' takes {nodes} x {n} pods; a pool has to take at least 30.",
        MAX_PODS_TARGET,
    ),
    fix="Write maxPods {enough} or more for pool '{pool}', or give it more nodes: nodes times pods have to make 30.",
    place=f"{POOL}.maxPods",
    also=(f"{POOL}.count",),
    check=_too_few_per_pool,
    failing=lambda: _of_pools(pool(maxPods=10, count=2)),
    sound=lambda: _of_pools(pool(maxPods=10, count=3)),
)


def _too_many_pools(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if len(cluster.pools) > MOST_POOLS and new_pools(view, cluster):
        yield {"n": len(cluster.pools)}


TOO_MANY_POOLS = Rule(
    id="too-many-pools",
    title="A cluster has at most 100 pools",
    source=("R24",),
    subject=ManagedCluster,
    answer=with_own_code("TooManyPools", "{n} agent pools; a cluster has at most 100."),
    fix="Keep to 100 pools: put alike ones together, or make a second cluster for some of the {n}.",
    place=POOL_LIST,
    check=_too_many_pools,
    failing=lambda: _of_pools(*(pool(f"p{number}", count=1) for number in range(101))),
    sound=lambda: _of_pools(*(pool(f"p{number}", count=1) for number in range(100))),
)


def _no_system_pool(_view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    modes = [known(pool.mode, f"mode of pool {pool.name}") for pool in cluster.pools]
    if not any(same(mode, "System") for mode in modes):
        pools = (f"{pool.name} ({mode})" for pool, mode in zip(cluster.pools, modes, strict=True))
        yield {"pools": ", ".join(pools) or "-"}


# Without a mode a pool is of mode User, with API versions from 2020-03-01 on; those before it knew no modes.
NO_SYSTEM_POOL = Rule(
    id="no-system-pool",
    title="A cluster has a pool of mode System",
    source=("R24", "Azure/AKS#1568", "Azure/AKS#1602"),
    subject=ManagedCluster,
    answer=Answer(code="MustDefineAtLeastOneSystemPool", text="Must define at least one system pool."),
    fix="Write mode System into one of the pools: {pools}.",
    place=POOL_LIST,
    check=_no_system_pool,
    failing=lambda: _of_pools(pool(mode="User")),
    sound=lambda: _of_pools(pool(), pool("second", mode="User")),
)


def _system_pool_empty(_view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(pool: AgentPool) -> Iterator[Values]:
        if same(known(pool.mode, f"mode of pool {pool.name}"), "System") and count(pool) == 0:
            yield {"pool": pool.name}

    yield from for_each(cluster.pools, judge)


SYSTEM_POOL_EMPTY = Rule(
    id="system-pool-without-nodes",
    title="A pool of mode System has a node",
    source=("R24", "https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update"),
    subject=ManagedCluster,
    answer=with_own_code(
        "SystemPoolWithoutNodes", "Agent pool '{pool}' has mode System and count 0; it needs a node.", COUNT_TARGET
    ),
    fix="Write a count of 1 or more, or mode User, for pool '{pool}'.",
    place=f"{POOL}.count",
    also=(f"{POOL}.mode",),
    check=_system_pool_empty,
    failing=lambda: _of_pools(pool(), pool("second", count=0)),
    sound=lambda: _of_pools(pool(), pool("second", count=0, mode="User")),
)


def _pool_too_large(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    upgraded = upgraded_pools(view, cluster)

    def judge(candidate: AgentPool) -> Iterator[Values]:
        extra = surge(candidate) if candidate in upgraded else 0
        nodes = count(candidate) + extra if extra else node_limit(candidate)
        if nodes > MOST_NODES_PER_POOL and (extra or grows(view, cluster, candidate)):
            is_now = extra or count(candidate) == nodes
            most = {"most": MOST_NODES_PER_POOL - extra, "property": "count" if is_now else "maxCount"}
            yield {"pool": candidate.name, "n": nodes, **most}

    yield from for_each(cluster.pools, judge)


POOL_TOO_LARGE = Rule(
    id="pool-too-large",
    title="A pool has at most 1000 nodes, those of an upgrade's surge included",
    source=("R24",),
    subject=ManagedCluster,
    answer=with_own_code("PoolTooLarge", "Agent pool '{pool}' would have {n} nodes; 1000 is the most.", COUNT_TARGET),
    fix="Spread the {n} nodes over several pools of at most 1000.",
    place=f"{POOL}.{{property}}",
    check=_pool_too_large,
    failing=lambda: _of_pools(pool(count=1001), networkPlugin="azure", networkPluginMode="overlay"),
    sound=lambda: _of_pools(pool(count=1000), networkPlugin="azure", networkPluginMode="overlay"),
)


def _grown(view: View, cluster: ManagedCluster) -> bool:
    return operation(view, cluster) != "update" or any(grows(view, cluster, candidate) for candidate in cluster.pools)


def _cluster_too_large(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    nodes = sum(map(node_limit, cluster.pools))
    if nodes > MOST_NODES_PER_CLUSTER and _grown(view, cluster):
        yield {"n": nodes}


CLUSTER_TOO_LARGE = Rule(
    id="cluster-too-large",
    title="A cluster has at most 5000 nodes",
    source=("R24",),
    subject=ManagedCluster,
    answer=with_own_code("ClusterTooLarge", "The cluster would have {n} nodes; 5000 is the most.", COUNT_TARGET),
    fix="Spread the {n} nodes over several clusters of at most 5000.",
    place=POOL_LIST,
    check=_cluster_too_large,
    failing=lambda: _of_pools(
        *(pool(f"p{n}", count=900) for n in range(6)), networkPlugin="azure", networkPluginMode="overlay"
    ),
    sound=lambda: _of_pools(
        *(pool(f"p{n}", count=800) for n in range(6)), networkPlugin="azure", networkPluginMode="overlay"
    ),
)


def _too_many_for_kubenet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    nodes = sum(map(node_limit, cluster.pools))
    if nodes > MOST_KUBENET_NODES and has_plugin(cluster, "kubenet") and _grown(view, cluster):
        yield {"n": nodes}


TOO_MANY_FOR_KUBENET = Rule(
    id="kubenet-node-limit",
    title="A kubenet cluster has at most 400 nodes: one route each",
    source=("E14", "R18", "X7"),
    subject=ManagedCluster,
    answer=Answer(
        code="ValidationError",
        subcode="KubenetNodeCountTotalExceedsLimit",
        text="Cluster's upper limit node count is {n} which exceeds the limit for Kubenet 400. If Autoscaler is "
        "enabled, the max-count from each nodepool is counted towards this total. "
        "https://aka.ms/aks/kubenet-networking-overview",
    ),
    fix="Bring counts and maxCounts down from {n} to 400 in all, or make the cluster with networkPlugin azure and "
    "networkPluginMode overlay.",
    place=POOL_LIST,
    check=_too_many_for_kubenet,
    failing=lambda: _of_pools(
        pool(count=200), pool("second", count=1, enableAutoScaling=True, minCount=1, maxCount=201)
    ),
    sound=lambda: _of_pools(pool(count=400)),
)


POOLS = (
    NO_SYSTEM_POOL,
    SYSTEM_POOL_EMPTY,
    TOO_MANY_POOLS,
    TOO_FEW_PODS_PER_NODE,
    TOO_MANY_PODS_PER_NODE,
    TOO_FEW_PODS_PER_POOL,
    POOL_TOO_LARGE,
    CLUSTER_TOO_LARGE,
)
"""Each pool by itself; `TOO_MANY_FOR_KUBENET` belongs to the capacity checks that come last."""
