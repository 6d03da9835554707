"""The diagnosis of one cluster: does pod traffic between nodes work, for which nodes, how sure is that, what is it based on.

Every input that the answer needs is there or is named by the command that exports it. What is certain without an input
is said without it: a subnet without a table cuts off its nodes, whoever they are.
"""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from ..rules.cluster_facts import Activity
from ..rules.facts import has_plugin
from ..rules.ids import name_of, parent_of
from ..rules.pod_routing import PodRouting, facts_of, node_subnet_ids, routing_of
from ..rules.resources import ManagedCluster
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from .pod_paths import PodPaths, pod_paths

State = Literal["works", "broken", "unknown", "single", "stopped", "not-kubenet"]
Confidence = Literal["high", "medium", "low"]
InputKind = Literal["cluster", "nodes", "subnets", "tables", "interfaces", "groups"]


class Input(Struct, frozen=True):
    """Something the answer is based on: there, or what exports it."""

    kind: InputKind
    needs: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether nothing of it is missing."""
        return not self.needs


class Diagnosis(Struct, frozen=True, kw_only=True):
    """What is said of one cluster first."""

    cluster_id: str
    name: str
    state: State
    confidence: Confidence = "low"
    paths: PodPaths = PodPaths()
    routing: PodRouting | None = None
    inputs: tuple[Input, ...] = ()
    changes: tuple[Activity, ...] = ()
    """Who wrote the node subnets, their network or their tables, the newest first."""

    @property
    def needs(self) -> tuple[str, ...]:
        """What would raise the confidence."""
        return tuple(dict.fromkeys(command for each in self.inputs for command in each.needs))


def diagnosis_of(view: View, cluster: ManagedCluster) -> Diagnosis:
    """Return the diagnosis of a cluster that was exported."""
    name = name_of(cluster.id)
    facts = view.cluster_facts.get(cluster.id.lower())
    if isinstance(cluster.network.plugin, Unknown):
        needs = (f"az aks show --ids {cluster.id}",)
        return Diagnosis(cluster_id=cluster.id, name=name, state="unknown", inputs=(Input("cluster", needs),))
    if not has_plugin(cluster, "kubenet"):
        return Diagnosis(cluster_id=cluster.id, name=name, state="not-kubenet", confidence="high")
    if facts is None or not facts.is_running:
        return Diagnosis(cluster_id=cluster.id, name=name, state="stopped", confidence="high")
    paths = pod_paths(view, cluster)
    inputs = tuple(_inputs(view, cluster, paths))
    state = _state(paths)
    return Diagnosis(
        cluster_id=cluster.id,
        name=name,
        state=state,
        confidence=_confidence(state, paths, inputs),
        paths=paths,
        routing=_routing(view, cluster),
        inputs=inputs,
        changes=tuple(_changes(view, cluster)),
    )


def _routing(view: View, cluster: ManagedCluster) -> PodRouting | None:
    try:
        return routing_of(view, cluster)
    except CannotJudge:
        return None


def _state(paths: PodPaths) -> State:
    if paths.total == 1 and paths.nodes:
        return "single"
    if paths.cut_off:
        return "broken"
    if not paths.nodes or paths.open:
        return "unknown"
    return "works"


def _confidence(state: State, paths: PodPaths, inputs: tuple[Input, ...]) -> Confidence:
    """Return how sure the state is.

    Broken is certain by what was seen; without nodes only their number is not. That it works needs everything.
    """
    if state == "broken":
        return "high" if paths.nodes and not paths.open else "medium"
    if state in ("works", "single"):
        return "high" if all(each.is_there for each in inputs) else "medium"
    return "low"


def _inputs(view: View, cluster: ManagedCluster, paths: PodPaths) -> Iterator[Input]:
    """Yield what the answer is based on, with what is missing of it."""
    facts = facts_of(view, cluster)
    yield Input("cluster")
    has_nodes = facts is not None and not isinstance(facts.nodes, Unknown)
    yield Input("nodes", () if has_nodes else ("kubectl get nodes -o json",))
    missing = [each for each in (*paths.needs, *paths.filters_need) if not each.startswith("kubectl ")]
    by_kind: dict[InputKind, list[str]] = {"subnets": [], "tables": [], "interfaces": [], "groups": []}
    for command in dict.fromkeys(missing):
        by_kind[_kind_of(command)].append(command)
    yield Input("subnets", tuple(by_kind["subnets"]) or _without_subnets(view, cluster))
    yield Input("tables", tuple(by_kind["tables"]))
    yield Input("interfaces", tuple(by_kind["interfaces"]) if has_nodes else ("az vmss nic list",))
    yield Input("groups", tuple(by_kind["groups"]))


def _kind_of(command: str) -> InputKind:
    """Return which input a command exports."""
    if " route-table " in command:
        return "tables"
    if " nsg " in command or "effective-nsg" in command:
        return "groups"
    return "interfaces" if command.startswith(("az vmss nic", "az network nic list")) else "subnets"


def _without_subnets(view: View, cluster: ManagedCluster) -> tuple[str, ...]:
    """Return what shows the subnets of a cluster in a network that AKS made, where that was not exported."""
    try:
        ids = node_subnet_ids(view, cluster)
    except CannotJudge as reason:
        return (reason.missing,)
    group = "" if isinstance(cluster.node_resource_group, Unknown) else cluster.node_resource_group
    return () if ids else (f"az network vnet list -g {group}",)


def _changes(view: View, cluster: ManagedCluster) -> list[Activity]:
    try:
        subnets = node_subnet_ids(view, cluster)
    except CannotJudge:
        return []
    ids = {*map(str.lower, subnets), *(parent_of(each).lower() for each in subnets)}
    ids |= {table.lower() for table in _tables(view, cluster)}
    found = [
        each
        for each in view.surroundings.activities
        if each.resource_id.lower() in ids and each.operation.lower().endswith(("/write", "/delete"))
    ]
    return sorted(found, key=lambda each: each.time, reverse=True)


def _tables(view: View, cluster: ManagedCluster) -> tuple[str, ...]:
    routing = _routing(view, cluster)
    return () if routing is None else (*routing.attached.values(), *routing.counts)
