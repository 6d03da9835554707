"""A plan: the smallest sound ranges of one cluster, what each holds, which limit binds, what was rejected and why."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network

from msgspec import Struct

from ..rules.cluster_documents import DEFAULT_POD_CIDR, DEFAULT_SERVICE_CIDR
from .demand import Demand, demand_of
from .lacks import lack_of_space, named
from .limits import Limit, limits_of, slots
from .needs import Needs
from .obstacles import obstacles
from .placing import Item, Placed, Ranges, Spaces, items_of
from .plugins import KUBENET, NODE_SUBNET, PLUGINS, Plugin
from .ranges import Role, network_of, read_span
from .sentences import Sentence, sentence
from .sizing import DNS_OFFSET, Sizes, arithmetic, one_smaller, sizes_of
from .taken import NEVER, overlapping

MOST_REJECTED = 8
"""Taken ranges named one by one."""


class Plan(Struct, frozen=True, kw_only=True):
    """The ranges of one cluster under one plugin; without ranges it holds the problems instead."""

    demand: Demand
    sizes: Sizes
    subnet: IPv4Network | None = None
    pod_subnet: IPv4Network | None = None
    pod_cidr: IPv4Network | None = None
    service_cidr: IPv4Network | None = None
    problems: tuple[Sentence, ...] = ()
    """Why there is no plan, and what would have to give."""
    lacks_space: bool = False
    """Only free space is missing: no limit of AKS is in the way."""

    @property
    def name(self) -> str:
        """Return the cluster's name."""
        return self.demand.needs.name

    @property
    def plugin(self) -> Plugin:
        """Return the network model."""
        return self.demand.plugin

    @property
    def fits(self) -> bool:
        """Whether there are ranges."""
        return not self.problems

    @property
    def dns_service_ip(self) -> IPv4Address | None:
        """Return the .10 of the service range (R9)."""
        return self.service_cidr[DNS_OFFSET] if self.service_cidr else None

    @property
    def network(self) -> tuple[IPv4Network, ...]:
        """Return the virtual network's address space: the subnets and no more."""
        return tuple(prefix for prefix in (self.subnet, self.pod_subnet) if prefix)

    @property
    def ranges(self) -> tuple[tuple[Role, IPv4Network], ...]:
        """Return each range with its role."""
        named_ranges: tuple[tuple[Role, IPv4Network | None], ...] = (
            ("node-subnet", self.subnet),
            ("pod-subnet", self.pod_subnet),
            ("pod-cidr", self.pod_cidr),
            ("service-cidr", self.service_cidr),
        )
        return tuple((role, prefix) for role, prefix in named_ranges if prefix)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Return every limit with the plan's share of it."""
        return limits_of(self.demand, self.sizes.subnet, self.sizes.pod_subnet, self.sizes.pod_cidr)

    @property
    def arithmetic(self) -> tuple[Sentence, ...]:
        """Return how the sizes were reckoned, line by line."""
        return tuple(arithmetic(self.demand, self.sizes))

    @property
    def remarks(self) -> tuple[Sentence, ...]:
        """Return what the person should know besides."""
        return tuple(_remarks(self))


def plan_cluster(needs: Needs, plugin: Plugin, ranges: Ranges) -> Plan:
    """Return the smallest sound plan, or one whose problems say what would have to give."""
    demand = demand_of(needs, plugin)
    sizes = sizes_of(demand)
    if found := tuple(obstacles(demand, sizes)):
        return Plan(demand=demand, sizes=sizes, problems=found)
    placed, left = Spaces(ranges).place_all(items_of(needs.name, sizes))
    return planned(demand, sizes, placed, tuple(lack_of_space(demand, left[0], ranges)) if left else ())


def planned(demand: Demand, sizes: Sizes, placed: Placed, problems: tuple[Sentence, ...]) -> Plan:
    """Return the plan of a cluster whose ranges were placed, or for which there was no room."""
    if problems:
        return Plan(demand=demand, sizes=sizes, problems=problems, lacks_space=True)
    found = {item.role: _network(placed, item) for item in items_of(demand.needs.name, sizes)}
    return Plan(
        demand=demand,
        sizes=sizes,
        subnet=found["node-subnet"],
        pod_subnet=found.get("pod-subnet"),
        pod_cidr=found.get("pod-cidr"),
        service_cidr=found["service-cidr"],
    )


def _network(placed: Placed, item: Item) -> IPv4Network:
    return network_of(placed[item.cluster, item.role], item.length)


def compared(needs: Needs, ranges: Ranges) -> tuple[Plan, ...]:
    """Return the plan of every plugin; each has the free space to itself, for only one will be built."""
    return tuple(plan_cluster(needs, plugin, ranges) for plugin in PLUGINS.values())


def rejected(plan: Plan, ranges: Ranges) -> Iterator[Sentence]:
    """Yield what was rejected and why: smaller ranges, AKS's default ranges, ranges that are taken."""
    yield from one_smaller(plan.demand, plan.sizes)
    yield from _defaults(plan, ranges)
    spans = {(int(take[0]), int(take[-1])) for role, _ in plan.ranges for take in ranges.takes(role)}
    found = {id(taken): taken for span in sorted(spans) for taken in overlapping((*ranges.taken, *NEVER), span)}
    for taken in list(found.values())[:MOST_REJECTED]:
        yield sentence("rejected.taken", taken=named(taken))
    if len(found) > MOST_REJECTED:
        yield sentence("rejected.more", count=len(found) - MOST_REJECTED)


def _defaults(plan: Plan, ranges: Ranges) -> Iterator[Sentence]:
    """Yield why AKS's own default ranges would not do (R13)."""
    if plan.plugin.has_slots:
        keys = "rejected.default-pods-inside", "rejected.default-pods-overlap"
        yield from _default(DEFAULT_POD_CIDR, ranges, keys)
        if (has := slots(int(DEFAULT_POD_CIDR.rpartition("/")[2]))) < plan.demand.at_upgrade:
            yield sentence("rejected.default-slots", range=DEFAULT_POD_CIDR, has=has, needed=plan.demand.at_upgrade)
    keys = "rejected.default-services-inside", "rejected.default-services-overlap"
    yield from _default(DEFAULT_SERVICE_CIDR, ranges, keys)


def _default(text: str, ranges: Ranges, keys: tuple[str, str]) -> Iterator[Sentence]:
    first, last = read_span(text)
    for taken in overlapping(ranges.taken, (first, last))[:1]:
        inside = taken.span[0] <= first and last <= taken.span[1]
        yield sentence(keys[0] if inside else keys[1], range=text, taken=named(taken))


def _remarks(plan: Plan) -> Iterator[Sentence]:
    demand, needs = plan.demand, plan.demand.needs
    if plan.plugin is KUBENET:
        yield sentence("remark.retirement")
    if plan.plugin is NODE_SUBNET:
        yield sentence("remark.immutable-subnet")
    if plan.plugin.has_slots:
        yield sentence("remark.slots", pods_per_node=demand.pods_per_node)
    if needs.windows and plan.fits:
        yield sentence("remark.windows")
    if needs.virtual_nodes and plan.fits:
        yield sentence("remark.virtual-nodes")
    yield sentence("remark.fixed-ranges")
