"""A fleet: many clusters packed into the same free space, none on another, whatever the order they are named in."""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from .demand import Demand, demand_of
from .needs import Needs
from .obstacles import obstacles
from .placing import Item, Placed, Ranges, Spaces, items_of, place_fleet
from .plan import Plan, planned
from .plugins import OVERLAY, Plugin
from .ranges import network_of
from .sentences import Sentence, sentence
from .sizing import Sizes, sizes_of
from .taken import Taken


class Wanted(Struct, frozen=True):
    """One cluster of a fleet."""

    needs: Needs
    plugin: Plugin


def plan_fleet(wanted: Sequence[Wanted], ranges: Ranges, *, share_overlay_pods: bool = False) -> tuple[Plan, ...]:
    """Return a plan for every cluster, in their order; those that have none hold the reason.

    Overlay clusters may share one pod CIDR, for their pods' addresses are not seen outside (P6); it is as large as
    the largest of them needs, and nobody else's.
    """
    demands = [demand_of(cluster.needs, cluster.plugin) for cluster in wanted]
    sized = [(demand, sizes_of(demand)) for demand in demands]
    refused = {demand.needs.name: found for demand, sizes in sized if (found := tuple(obstacles(demand, sizes)))}
    items = {d.needs.name: items_of(d.needs.name, sizes) for d, sizes in sized if d.needs.name not in refused}
    sharing = {d.needs.name for d in demands if share_overlay_pods and d.plugin is OVERLAY} & set(items)
    shared = min((item for name in sharing for item in items[name] if item.role == "pod-cidr"), default=None)
    placed, lacking = _place(items, ranges, sharing, shared)

    def plan(demand: Demand, sizes: Sizes) -> Plan:
        if shared and demand.needs.name in sharing:
            sizes = msgspec.structs.replace(sizes, pod_cidr=shared.length)
        if found := refused.get(demand.needs.name):
            return Plan(demand=demand, sizes=sizes, problems=found)
        return planned(demand, sizes, placed, _lack(lacking.get(demand.needs.name), ranges))

    return tuple(plan(*each) for each in sized)


def _place(
    items: dict[str, tuple[Item, ...]], ranges: Ranges, sharing: set[str], shared: Item | None
) -> tuple[Placed, dict[str, Item]]:
    """Place all items, the shared one before the others and kept off by them.

    The smallest gap that holds it is the one whose loss costs the others least, whatever their sizes.
    """
    if shared is None:
        return place_fleet(items, ranges)
    address = Spaces(ranges).of("pod-cidr").allocate(shared.length)
    if address is None:
        placed, lacking = place_fleet({name: each for name, each in items.items() if name not in sharing}, ranges)
        return placed, lacking | dict.fromkeys(sharing, shared)
    block = network_of(address, shared.length)
    kept = Taken((address, int(block[-1])), str(block), "", "")
    others = {
        name: tuple(i for i in each if name not in sharing or i.role != "pod-cidr") for name, each in items.items()
    }
    placed, lacking = place_fleet(others, msgspec.structs.replace(ranges, taken=(*ranges.taken, kept)))
    return placed | {(name, "pod-cidr"): address for name in sharing - set(lacking)}, lacking


def _lack(item: Item | None, ranges: Ranges) -> tuple[Sentence, ...]:
    if item is None:
        return ()
    takes = ", ".join(map(str, ranges.takes(item.role)))
    return (sentence("lack.in-fleet", role=sentence(f"role.{item.role}"), length=item.length, takes=takes),)


def addresses_of(plans: Sequence[Plan]) -> int:
    """Return how many addresses the ranges of these plans have, a shared one counted once."""
    return sum(prefix.num_addresses for prefix in {prefix for plan in plans for _, prefix in plan.ranges})
