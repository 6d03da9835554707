"""The question turned round: what does this subnet hold, under each plugin, and which limit is met first.

At rest the numbers are the article's: a /24 has 251 nodes and 27,610 pods on kubenet, 8 and 240 on Azure CNI (P3).
With the surge of an upgrade they are smaller, and that is why 25 nodes fit into a /27 with a surge of one, and do
not with 10 % (P4).
"""

from ipaddress import IPv4Network

from msgspec import Struct

from .demand import demand_of
from .limits import Kind, most_nodes, slots, usable
from .needs import Needs, Surge, dealt, with_surge
from .plugins import MOST_ROUTES, POD_BATCH, POD_SUBNET, Plugin
from .sizing import subnet_length

SURGES = (Surge(1), Surge(10, is_percent=True), Surge(33, is_percent=True))
"""Azure's old default, today's, and what its pages advise for production (P5)."""


class UpgradeRow(Struct, frozen=True, kw_only=True):
    """The most nodes that can be upgraded with one setting of the surge, and why one more cannot."""

    surge: Surge
    nodes: int
    extra: int
    next_extra: int
    """Of one node more."""


class Holding(Struct, frozen=True, kw_only=True):
    """What a subnet holds under a plugin."""

    plugin: Plugin
    as_pod_subnet: bool = False
    pods_per_node: int
    usable: int
    each: int
    """Addresses a node takes."""
    fixed: int
    slots: int
    """0 when the plugin has no pod range."""
    routes: int
    nodes: int
    """At rest."""
    carries: int
    """Nodes there is room for, those of a surge included."""
    binds: tuple[Kind, ...]
    rows: tuple[UpgradeRow, ...]
    least_each: int = 0
    """Of a pod subnet: what a node takes before it has pods to speak of."""

    @property
    def pods(self) -> int:
        """Return the pods of the nodes at rest."""
        return self.nodes * self.pods_per_node


class Question(Struct, frozen=True, kw_only=True):
    """A subnet, the cluster's own pod range if one was named, and what else is wished."""

    subnet: IPv4Network
    pod_cidr: IPv4Network
    needs: Needs


def holdings(question: Question, plugins: tuple[Plugin, ...]) -> tuple[Holding, ...]:
    """Return what the subnet holds under each plugin; under the pod subnet model it may serve as either subnet."""
    found = []
    for plugin in plugins:
        found.append(holding(question, plugin))
        if plugin is POD_SUBNET:
            found.append(holding(question, plugin, as_pod_subnet=True))
    return tuple(found)


def holding(question: Question, plugin: Plugin, *, as_pod_subnet: bool = False) -> Holding:
    """Return what the subnet holds under one plugin."""
    needs = question.needs
    pods = needs.pods_per_node or plugin.default_pods_per_node
    each = plugin.pod_addresses(pods) if as_pod_subnet else plugin.node_addresses(pods)
    fixed = 0 if as_pod_subnet else needs.fixed_addresses
    room = usable(question.subnet.prefixlen)
    carried: dict[Kind, int] = {"subnet": max(0, room - fixed) // each}
    if plugin.has_slots:
        carried["slots"] = slots(question.pod_cidr.prefixlen)
    if plugin.has_routes:
        carried["routes"] = MOST_ROUTES - needs.custom_routes
    most = min(*carried.values(), plugin.most_nodes)
    surges = SURGES if needs.surge in SURGES else (*SURGES, needs.surge)
    return Holding(
        plugin=plugin,
        as_pod_subnet=as_pod_subnet,
        pods_per_node=pods,
        usable=room,
        each=each,
        fixed=fixed,
        slots=carried.get("slots", 0),
        routes=carried.get("routes", 0),
        nodes=most,
        binds=tuple(kind for kind, nodes in carried.items() if nodes == most) or ("nodes",),
        carries=min(carried.values()),
        rows=tuple(_row(surge, min(carried.values()), plugin.most_nodes, needs.pools) for surge in surges),
        least_each=POD_BATCH if as_pod_subnet else 0,
    )


def _row(surge: Surge, carried: int, most: int, pools: int) -> UpgradeRow:
    nodes = min(most, most_nodes((0,) * pools, surge, carried))
    return UpgradeRow(
        surge=surge,
        nodes=nodes,
        extra=_with_surge(nodes, pools, surge) - nodes,
        next_extra=_with_surge(nodes + 1, pools, surge) - nodes - 1,
    )


def _with_surge(nodes: int, pools: int, surge: Surge) -> int:
    return with_surge(dealt((0,) * pools, nodes), surge)


class Verdict(Struct, frozen=True, kw_only=True):
    """Whether what is asked for goes into the subnet."""

    nodes: int
    extra: int
    carries: int
    gives_nodes: int
    """The most nodes with this surge."""
    gives_length: int
    """The longest prefix that would do, or 0 when it is not the subnet that is too small."""

    @property
    def fits(self) -> bool:
        """Whether the nodes and their surge are carried."""
        return self.nodes + self.extra <= self.carries


def verdict(found: Holding, needs: Needs) -> Verdict:
    """Return whether `needs` go into a subnet that holds `found`."""
    demand = demand_of(needs, found.plugin)
    wanted = demand.pod_subnet_addresses if found.as_pod_subnet else demand.subnet_addresses
    return Verdict(
        nodes=demand.nodes,
        extra=demand.surge,
        carries=found.carries,
        gives_nodes=min(found.plugin.most_nodes, most_nodes(demand.sizes, needs.surge, found.carries)),
        gives_length=subnet_length(wanted) if wanted > found.usable else 0,
    )
