"""A fleet: one row for each cluster, with what its owner has to know until kubenet ends."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from ..migration.aims import days_left
from ..migration.readiness import Class, readiness_of
from ..rules.facts import is_overlay, own_table_ids
from ..rules.ids import group_name, name_of
from ..rules.neighbours import others_in_subnets, users_of_subnets, users_of_tables
from ..rules.peered_ranges import REUSED
from ..rules.pod_routing import PodRouting, node_subnet_ids, routing_of
from ..rules.resources import ManagedCluster
from ..rules.rule import Finding
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from ..wire.sentences import Sentence
from .diagnosis import State, diagnosis_of

Answer = Literal["yes", "no", "?", "-"]


class Row(Struct, frozen=True, kw_only=True):
    """One cluster. `?` is what was not exported, `-` what does not apply."""

    id: str
    name: str
    group: str
    plugin: str
    traffic: State = "unknown"
    """The verdict on pod traffic between its nodes."""
    policy: str
    identity: str
    own_table: Answer = "-"
    shared_subnet: Answer = "-"
    shared_table: Answer = "-"
    reused_range: Answer = "-"
    routes: int | None = None
    """In the table of its node subnets."""
    days: int | None = None
    """Until kubenet ends; None for a cluster that is not on it."""
    class_: Class = "-"
    reasons: tuple[Sentence, ...] = ()


def rows_of(view: View, today: date) -> Iterator[Row]:
    """Yield a row for each cluster, in the order of the files."""
    for cluster in view.managed_clusters.values():
        plugin = _plugin(cluster)
        readiness = readiness_of(view, cluster)
        if plugin != "kubenet":
            state = "unknown" if plugin == "?" else "not-kubenet"
            yield _row(cluster, plugin, traffic=state, class_=readiness.class_, reasons=readiness.reasons)
            continue
        routing = _routing(view, cluster)
        yield _row(
            cluster,
            plugin,
            own_table=_own_table(view, cluster),
            shared_subnet=_shared_subnet(view, cluster),
            shared_table=_shared_table(view, cluster, routing),
            reused_range=_reused(view, cluster),
            routes=_routes(view, routing),
            days=days_left(today),
            class_=readiness.class_,
            reasons=readiness.reasons,
            traffic=diagnosis_of(view, cluster).state,
        )


def _row(cluster: ManagedCluster, plugin: str, **more: object) -> Row:
    told = {
        "id": cluster.id,
        "name": name_of(cluster.id),
        "group": group_name(cluster.id),
        "plugin": plugin,
        "policy": _shown(cluster.network.policy) or "none",
        "identity": _shown(cluster.identity_type) or "-",
    }
    return Row(**{**told, **more})  # type: ignore[arg-type]


def _shown(value: str | Unknown) -> str:
    return "?" if isinstance(value, Unknown) else value


def _plugin(cluster: ManagedCluster) -> str:
    plugin = cluster.network.plugin
    if isinstance(plugin, Unknown):
        return "?"
    return "overlay" if is_overlay(cluster) else plugin


def _routing(view: View, cluster: ManagedCluster) -> PodRouting | None:
    try:
        found = routing_of(view, cluster)
    except CannotJudge:
        return None
    return None if found.missing or not found.attached else found


def _own_table(view: View, cluster: ManagedCluster) -> Answer:
    try:
        return "yes" if own_table_ids(view, cluster) else "no"
    except CannotJudge:
        return "?"


def _shared_subnet(view: View, cluster: ManagedCluster) -> Answer:
    groups = view.once(users_of_subnets), view.once(others_in_subnets)
    try:
        ids = tuple(node_subnet_ids(view, cluster))
        return "yes" if any(any(users.others(id_, cluster)) for users in groups for id_ in ids) else "no"
    except CannotJudge:
        return "?"


def _shared_table(view: View, cluster: ManagedCluster, routing: PodRouting | None) -> Answer:
    if routing is None:
        return "?"
    users = view.once(users_of_tables)
    return "yes" if any(any(users.others(id_, cluster)) for id_ in routing.attached.values() if id_) else "no"


def _reused(view: View, cluster: ManagedCluster) -> Answer:
    found = list(REUSED.judge(view, cluster))
    if any(isinstance(each, Finding) for each in found):
        return "yes"
    return "?" if found else "no"


def _routes(view: View, routing: PodRouting | None) -> int | None:
    counts = []
    for id_ in dict.fromkeys(routing.attached.values()) if routing else ():
        table = view.route_tables.get(id_.lower())
        if id_ and (table is None or isinstance(table.routes, Unknown)):
            return None
        counts.append(len(table.routes) if table and not isinstance(table.routes, Unknown) else 0)
    return max(counts, default=None)
