"""How far a kubenet cluster is from CNI Overlay: A ready, B needs work first, C blocked.

By the preconditions and known blockers of Azure's own migration (M2, M5). B is what a command of az takes away; C is what
none does: both address families (their traffic breaks half way), a subnet or table that another cluster uses too. What
decides and was not exported leaves the class open.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from ..rules.cluster_facts import ClusterFacts
from ..rules.facts import has_plugin, minor_version, own_subnet_ids, pod_ranges
from ..rules.ids import name_of, same
from ..rules.masquerade import RECONCILED
from ..rules.neighbours import users_of_subnets, users_of_tables
from ..rules.pod_routing import routing_of
from ..rules.resources import ManagedCluster
from ..rules.unknown import CannotJudge, Unknown, known
from ..rules.view import View
from ..wire.sentences import Sentence, sentence

Class = Literal["A", "B", "C", "?", "-"]
OLDEST_VERSION = (1, 27)
"""For the migration itself (M2)."""
OLDEST_FOR_UNINSTALLING = (1, 30)
"""For taking a network policy engine off (M2)."""


class Readiness(Struct, frozen=True):
    """A class, and what makes it so."""

    class_: Class
    reasons: tuple[Sentence, ...] = ()


def readiness_of(view: View, cluster: ManagedCluster) -> Readiness:
    """Return how ready a cluster is to move; `-` for one that is not on kubenet."""
    try:
        if not has_plugin(cluster, "kubenet"):
            return Readiness("-")
    except CannotJudge as reason:
        return Readiness("?", (sentence("class.unknown", missing=reason.missing),))
    blocked = tuple(_blocked(view, cluster))
    work, missing = list[Sentence](), list[Sentence]()
    for step in (_version, _policy, _identity, _masquerade, _side_subnets):
        try:
            work += step(view, cluster)
        except CannotJudge as reason:
            missing.append(sentence("class.unknown", missing=reason.missing))
    if blocked:
        return Readiness("C", (*blocked, *work))
    if work:
        return Readiness("B", (*work, *missing))
    return Readiness("?", tuple(missing)) if missing else Readiness("A")


def _blocked(view: View, cluster: ManagedCluster) -> Iterator[Sentence]:
    try:
        if any(prefix.version == 6 for prefix in pod_ranges(cluster)):
            yield sentence("class.dual-stack")
    except CannotJudge:
        pass
    yield from _shared(view, cluster)


def _shared(view: View, cluster: ManagedCluster) -> Iterator[Sentence]:
    subnets, tables = view.once(users_of_subnets), view.once(users_of_tables)
    try:
        for id_ in own_subnet_ids(cluster):
            for other in subnets.others(id_, cluster):
                yield sentence("class.shared-subnet", subnet=name_of(id_), other=name_of(other.id))
        for id_ in dict.fromkeys(filter(None, routing_of(view, cluster).attached.values())):
            for other in tables.others(id_, cluster):
                yield sentence("class.shared-table", table=name_of(id_), other=name_of(other.id))
    except CannotJudge:
        return


def _version(_view: View, cluster: ManagedCluster) -> Iterator[Sentence]:
    version = minor_version(known(cluster.kubernetes_version, "kubernetesVersion"))
    if version is None:
        raise CannotJudge("kubernetesVersion")
    if version < OLDEST_VERSION:
        yield sentence("class.version", version=cluster.kubernetes_version)


def _policy(_view: View, cluster: ManagedCluster) -> Iterator[Sentence]:
    policy = known(cluster.network.policy, "networkProfile.networkPolicy")
    if policy and not same(policy, "none"):
        version = minor_version(cluster.kubernetes_version)
        is_old = version is not None and version < OLDEST_FOR_UNINSTALLING
        yield sentence("class.policy-after-upgrade" if is_old else "class.policy", policy=policy)


def _identity(_view: View, cluster: ManagedCluster) -> Iterator[Sentence]:
    kind = known(cluster.identity_type, "identity.type")
    if not same(kind, "UserAssigned"):
        yield sentence("class.identity", kind=kind or "-")


def _masquerade(view: View, cluster: ManagedCluster) -> Iterator[Sentence]:
    facts = view.cluster_facts.get(cluster.id.lower(), ClusterFacts())
    # Not exported says nothing here: hardly any cluster has one, and az refuses where there is one (M2).
    for config in () if isinstance(facts.masquerade, Unknown) else facts.masquerade:
        if config.name != RECONCILED:
            yield sentence("class.masquerade", config=config.name)


def _side_subnets(view: View, cluster: ManagedCluster) -> Iterator[Sentence]:
    """Yield the other subnets that have the cluster's table: the migration fails while they do (M5)."""
    routing = routing_of(view, cluster)
    own = {id_.lower() for id_ in routing.attached}
    for id_ in dict.fromkeys(filter(None, routing.attached.values())):
        table = view.route_tables.get(id_.lower())
        listed = () if table is None or isinstance(table.subnet_ids, Unknown) else table.subnet_ids
        for subnet in listed:
            if subnet.lower() not in own:
                yield sentence("class.side-subnet", subnet=name_of(subnet), table=name_of(id_))
