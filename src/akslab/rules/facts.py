"""What several rules ask of a cluster: what the request does to it, its subnets, its own table, its numbers.

Every answer is derived from the View; nothing here is a rule.
"""

import math
from collections.abc import Iterator
from typing import Literal

from ..net.prefixes import Prefix, parsed, usable_addresses
from .fields import certain
from .ids import group_of, parent_of, same
from .resources import AgentPool, ManagedCluster, Subnet, VirtualNetwork
from .rule import Check
from .unknown import CannotJudge, Unknown, Values, known
from .view import View

Operation = Literal["create", "update", "upgrade"]

PROFILE = "networkProfile"


def operation(view: View, cluster: ManagedCluster) -> Operation:
    """Return what the request does: a change of a version is an upgrade, a node image's is told by the caller."""
    before = view.cluster_before(cluster)
    if before is None:
        return view.operation or "create"
    if view.operation or before.kubernetes_version != cluster.kubernetes_version:
        return "upgrade"
    return "upgrade" if upgraded_pools(view, cluster) else "update"


def upgraded_pools(view: View, cluster: ManagedCluster) -> tuple[AgentPool, ...]:
    """Return the pools whose nodes the request replaces: those with another version, else all in a named upgrade."""
    changed = tuple(pool for pool in cluster.pools if _has_new_version(pool, pool_before(view, cluster, pool)))
    return changed or (cluster.pools if view.operation == "upgrade" else ())


def _has_new_version(pool: AgentPool, before: AgentPool | None) -> bool:
    return before is not None and bool(before.version) and before.version != pool.version


def pool_before(view: View, cluster: ManagedCluster, pool: AgentPool) -> AgentPool | None:
    """Return the pool as it was, or None if it is new."""
    before = view.cluster_before(cluster)
    return next((old for old in before.pools if same(old.name, pool.name)), None) if before else None


def new_pools(view: View, cluster: ManagedCluster) -> tuple[AgentPool, ...]:
    """Return the pools the request adds: all of them at creation."""
    return tuple(pool for pool in cluster.pools if pool_before(view, cluster, pool) is None)


def is_new(view: View, cluster: ManagedCluster) -> bool:
    """Whether the cluster is being created."""
    return operation(view, cluster) == "create"


def has_plugin(cluster: ManagedCluster, plugin: str) -> bool:
    """Whether the cluster's network plugin is `plugin`; raises CannotJudge if nobody told."""
    return same(known(cluster.network.plugin, f"{PROFILE}.networkPlugin"), plugin)


def is_overlay(cluster: ManagedCluster) -> bool:
    """Whether the cluster is on Azure CNI Overlay."""
    return has_plugin(cluster, "azure") and same(known(cluster.network.plugin_mode, "networkPluginMode"), "overlay")


def has_outbound_type(cluster: ManagedCluster, outbound_type: str) -> bool:
    """Whether the cluster's outbound type is this one."""
    return same(known(cluster.network.outbound_type, f"{PROFILE}.outboundType"), outbound_type)


def gets_table(cluster: ManagedCluster) -> bool:
    """Whether AKS makes a route table for a kubenet cluster whose subnet has none (R32, R42)."""
    return not any(has_outbound_type(cluster, without) for without in ("userDefinedRouting", "none", "block"))


def chooses_outbound(view: View, cluster: ManagedCluster) -> bool:
    """Whether the request chooses the outbound type, or brings new pools under it."""
    before = view.cluster_before(cluster)
    if before is None or new_pools(view, cluster):
        return True
    old = known(before.network.outbound_type, f"{PROFILE}.outboundType")
    return not has_outbound_type(cluster, old)


def pod_ranges(cluster: ManagedCluster) -> tuple[Prefix, ...]:
    """Return the pod ranges that can be read; a format rule reports the others."""
    return parsed(known(cluster.network.pod_cidrs, f"{PROFILE}.podCidr"))


def service_ranges(cluster: ManagedCluster) -> tuple[Prefix, ...]:
    """Return the service ranges that can be read."""
    return parsed(known(cluster.network.service_cidrs, f"{PROFILE}.serviceCidr"))


def subnet_id(pool: AgentPool) -> str:
    """Return the id of a pool's own subnet, or nothing."""
    if isinstance(pool.subnet_id, Unknown):
        raise CannotJudge(f"agent pool {pool.name}: vnetSubnetID")
    return pool.subnet_id


def own_subnet_ids(cluster: ManagedCluster) -> tuple[str, ...]:
    """Return the ids of the cluster's subnets, each once, in the pools' order; none in a managed network."""
    ids: dict[str, str] = {}
    for pool in cluster.pools:
        if id_ := subnet_id(pool):
            ids.setdefault(id_.lower(), id_)
    return tuple(ids.values())


def own_subnets(view: View, cluster: ManagedCluster) -> Iterator[Subnet]:
    """Yield the cluster's own subnets that exist; most rules ask, so a view keeps the answer."""
    whose, kept = view.memo.get(("own subnets", cluster.id), (None, ()))
    if whose is cluster:
        yield from kept
        return
    found: list[Subnet] = []
    for id_ in own_subnet_ids(cluster):
        if subnet := view.subnet(id_):
            found.append(subnet)
            yield subnet
    view.memo["own subnets", cluster.id] = cluster, tuple(found)


def subnet_called(view: View, name: str) -> str:
    """Return the id of the one subnet with this name; nothing where there is none, or more than one."""
    found = [each.id for place in view.virtual_networks.values() for each in place.subnets if same(each.name, name)]
    return found[0] if len(found) == 1 else ""


def own_network(view: View, cluster: ManagedCluster) -> VirtualNetwork | None:
    """Return the cluster's own virtual network: that of its first own subnet."""
    ids = own_subnet_ids(cluster)
    return view.network(parent_of(ids[0])) if ids else None


def prefixes_of(subnet: Subnet | VirtualNetwork) -> tuple[Prefix, ...]:
    """Return the prefixes of a subnet or network that can be read."""
    return parsed(known(subnet.prefixes, f"address prefixes of {subnet.name}"))


def own_table_id(cluster: ManagedCluster, subnet: Subnet) -> str:
    """Return the id of the user's route table on a subnet, or nothing."""
    id_ = known(subnet.route_table_id, f"route table of subnet {subnet.name}")
    if not id_ or same(group_of(id_), known(cluster.node_resource_group, "nodeResourceGroup")):
        return ""
    return id_


def own_table_ids(view: View, cluster: ManagedCluster) -> tuple[str, ...]:
    """Return the ids of the user's tables on the cluster's subnets, each once."""
    ids = {id_.lower(): id_ for subnet in own_subnets(view, cluster) if (id_ := own_table_id(cluster, subnet))}
    return tuple(ids.values())


def count(pool: AgentPool) -> int:
    """Return a pool's node count now."""
    return known(pool.count, f"agent pool {pool.name}: count")


def node_limit(pool: AgentPool) -> int:
    """Return the most nodes a pool may have: its max-count counts where the autoscaler is on (E6, E14)."""
    if known(pool.enable_auto_scaling, f"agent pool {pool.name}: enableAutoScaling"):
        return max(count(pool), known(pool.max_count, f"agent pool {pool.name}: maxCount"))
    return count(pool)


def max_pods(pool: AgentPool) -> int:
    """Return how many pods a node of the pool takes."""
    return known(pool.max_pods, f"agent pool {pool.name}: maxPods")


def grows(view: View, cluster: ManagedCluster, pool: AgentPool) -> bool:
    """Whether the request adds the pool or raises the nodes it may have."""
    before = pool_before(view, cluster, pool)
    return before is None or node_limit(pool) > node_limit(before)


def surge(pool: AgentPool, nodes: int | None = None) -> int:
    """Return the extra nodes of an upgrade of so many, or those there are: rounded up, never more than them (P5)."""
    nodes = count(pool) if nodes is None else nodes
    setting, version = known(pool.max_surge, f"{pool.name}: maxSurge"), minor_version(pool.version)
    if version is not None and version >= (1, 35):
        # A lack of addresses makes it fall back to one extra node.
        return min(nodes, 1)
    if not setting:
        setting = "10%" if version is not None and version >= (1, 32) else "1"
    amount, percent, _ = setting.partition("%")
    if not amount.isdecimal():
        return min(nodes, 1)
    return min(nodes, math.ceil(nodes * int(amount) / 100) if percent else int(amount))


def minor_version(text: str | Unknown) -> tuple[int, int] | None:
    """Return (1, 31) for `1.31.2`, None for what is no version."""
    if isinstance(text, Unknown):
        return None
    parts = text.split(".")
    return (int(parts[0]), int(parts[1])) if len(parts) > 1 and parts[0].isdecimal() and parts[1].isdecimal() else None


def available_addresses(view: View, cluster: ManagedCluster, subnet: Subnet) -> int:
    """Return the usable addresses of a subnet less those of others; the cluster's own nodes are its own."""
    usable = sum(usable_addresses(prefix) for prefix in prefixes_of(subnet) if prefix.version == 4)
    group = known(cluster.node_resource_group, "nodeResourceGroup")
    others = (nic for nic in view.network_interfaces.values() if not same(group_of(nic.id), group))
    configurations = (configuration for nic in others for configuration in nic.ip_configurations)
    taken = sum(1 for configuration in configurations if same(certain(configuration.subnet_id), subnet.id))
    return usable - taken


def at_creation(check: Check[ManagedCluster]) -> Check[ManagedCluster]:
    """Return `check` for new clusters only: what AKS asks of ranges, it asks once, and exempts older clusters (C7)."""

    def judged(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
        if is_new(view, cluster):
            yield from check(view, cluster)

    return judged
