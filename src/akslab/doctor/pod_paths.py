"""Whether packets from pods on one node reach pods on another: for every node, as far as the export says.

A node is cut off when its block is not routed to it in the table of a subnet that other nodes stand in, when its own
subnet's table does not route to others, when its interface does not forward, or when a security group drops what pods
send each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from ..rules.cluster_facts import Node
from ..rules.facts import own_subnet_ids, subnet_id
from ..rules.fields import certain
from ..rules.forwarding import interfaces_of
from ..rules.guards import home_of
from ..rules.ids import same
from ..rules.pod_routing import (
    PodRouting,
    blocks_of,
    facts_of,
    fate_of,
    index_of,
    routing_of,
    table_of,
)
from ..rules.resources import ManagedCluster
from ..rules.traffic_filters import Blocked, blocked
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View

Health = Literal["reached", "cut-off", "open"]


class NodePath(Struct, frozen=True):
    """A node's pods, seen from other nodes."""

    node: str
    health: Health


class PodPaths(Struct, frozen=True, kw_only=True):
    """The nodes of a cluster."""

    nodes: tuple[NodePath, ...] = ()
    """None where nodes were not exported."""
    total: int = 0
    cut_off: int = 0
    """Without nodes: how many the pools in broken subnets have."""
    needs: tuple[str, ...] = ()
    """What to export to know more about routes."""
    filters_need: tuple[str, ...] = ()
    """What to export to know more about forwarding and security groups."""

    @property
    def open(self) -> int:
        """How many nodes nothing certain can be said of."""
        return sum(each.health == "open" for each in self.nodes) if self.nodes else self.total - self.cut_off


def pod_paths(view: View, cluster: ManagedCluster) -> PodPaths:
    """Return the paths between the pods of a running kubenet cluster."""
    facts = facts_of(view, cluster)
    assert facts is not None
    try:
        routing = routing_of(view, cluster)
        if isinstance(facts.nodes, Unknown):
            return _without_nodes(view, cluster, routing)
        return _between(view, cluster, routing, tuple(each for each in facts.nodes if each.is_managed))
    except CannotJudge as reason:
        return PodPaths(total=_total(cluster), needs=(reason.missing,))


def _between(view: View, cluster: ManagedCluster, routing: PodRouting, nodes: tuple[Node, ...]) -> PodPaths:
    homes = {each.name: home_of(view, cluster, each) for each in nodes}
    broken, opened, needs = _by_subnet(view, routing, homes)
    for each in nodes:
        try:
            if each.name not in broken and any(_is_misrouted(view, routing, each, homes)):
                broken.add(each.name)
        except CannotJudge as reason:
            opened.add(each.name)
            needs.append(reason.missing)
    filters = _Filters(view, cluster, nodes)
    broken |= filters.cut_off
    health: dict[str, Health] = {**dict.fromkeys(opened, "open"), **dict.fromkeys(broken, "cut-off")}
    return PodPaths(
        nodes=tuple(NodePath(each.name, health.get(each.name, "reached")) for each in nodes),
        total=len(nodes),
        cut_off=len(broken),
        needs=tuple(dict.fromkeys(needs)),
        filters_need=tuple(dict.fromkeys(filters.needs)),
    )


def _total(cluster: ManagedCluster) -> int:
    return sum(pool.count for pool in cluster.pools if isinstance(pool.count, int))


def _without_nodes(view: View, cluster: ManagedCluster, routing: PodRouting) -> PodPaths:
    """Judge by subnets alone: one without a table, or with one that has no route of nodes, cuts off all that stand there."""
    cut_off, needs = 0, [*routing.missing, "kubectl get nodes -o json"]
    own = own_subnet_ids(cluster)
    for id_, table in routing.attached.items():
        try:
            is_broken = not table or table_of(view, table).id.lower() not in routing.counts
        except CannotJudge as reason:
            needs.append(reason.missing)
            continue
        if is_broken:
            pools = [pool for pool in cluster.pools if not own or same(subnet_id(pool), id_)]
            cut_off += sum(pool.count for pool in pools if isinstance(pool.count, int))
    return PodPaths(total=_total(cluster), cut_off=min(cut_off, _total(cluster)), needs=tuple(dict.fromkeys(needs)))


def _by_subnet(view: View, routing: PodRouting, homes: Mapping[str, str]) -> tuple[set[str], set[str], list[str]]:
    """Return the nodes cut off by the table of their subnet, those whose subnet or table is not known, what is missing."""
    broken, opened, needs = set[str](), set[str](), list(routing.missing)
    is_open = bool(routing.missing)
    for id_, table in routing.attached.items():
        here = {name for name, home in homes.items() if same(home, id_)}
        try:
            if not table or table_of(view, table).id.lower() not in routing.counts:
                broken |= here or (set(homes) if len(routing.attached) == 1 else set())
        except CannotJudge as reason:
            needs.append(reason.missing)
            is_open = True
    if is_open:
        # A table that is not known may lack the route of any node.
        opened = set(homes)
    return broken, opened, needs


def _is_misrouted(view: View, routing: PodRouting, node: Node, homes: Mapping[str, str]) -> Iterator[bool]:
    """Yield for each known table by which other nodes send whether it fails to lead a node's blocks there."""
    senders = {home.lower() for name, home in homes.items() if name != node.name}
    used = [table for id_, table in routing.attached.items() if senders & {id_.lower(), ""}]
    for id_ in dict.fromkeys(each.lower() for each in used):
        if id_ in routing.counts:
            index = index_of(view, view.route_tables[id_])
            fates = (fate_of(index, block, node)[0] for block in blocks_of(node))
            yield not node.pod_cidrs or any(fate != "delivered" for fate in fates)


class _Filters:
    """What forwarding and security groups do to the nodes."""

    def __init__(self, view: View, cluster: ManagedCluster, nodes: tuple[Node, ...]) -> None:
        self.cut_off: set[str] = set()
        self.needs: list[str] = []
        interfaces = interfaces_of(view, cluster)
        named = {each.name for each in nodes}
        machines = {certain(each.machine_id).lower(): each.has_ip_forwarding for each in interfaces}
        for node in nodes:
            machine = node.machine_id.lower()
            forwards = machines.get(machine, machines.get(machine.rpartition("/virtualmachines/")[0]))
            if forwards is False:
                self.cut_off.add(node.name)
            elif forwards is not True:
                self.needs.append(_interface_command(machine))
        found = blocked(view, cluster)
        for each in found:
            if isinstance(each, Blocked) and each.is_wide:
                self.cut_off |= named.intersection(each.hit.pods_of)
        self.needs += _missing(found)


def _interface_command(machine: str) -> str:
    scale_set, found, _ = machine.rpartition("/virtualmachines/")
    segments = machine.split("/")
    group = segments[4] if len(segments) > 4 else "<node resource group>"
    if found and "/virtualmachinescalesets/" in machine:
        return f"az vmss nic list -g {group} --vmss-name {scale_set.rsplit('/', 1)[-1]}"
    return f"az network nic list -g {group}"


def _missing(found: Iterable[Blocked | CannotJudge]) -> Iterator[str]:
    yield from (each.missing for each in found if isinstance(each, CannotJudge))
