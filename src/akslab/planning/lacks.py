"""Why no free range was found, and what would have to give: the largest gap there is, and who is in the way."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .demand import Demand
from .limits import most_nodes, slots, usable
from .placing import Item, Ranges, Spaces
from .ranges import Role, network_of, size_of
from .sentences import Sentence, sentence
from .sizing import services_in
from .taken import NEVER, Taken, overlapping

MOST_CANDIDATES = 4096
"""Blocks looked at in each range, to find the one with the fewest in its way."""

MOST_NAMED = 5


def lack_of_space(demand: Demand, item: Item, ranges: Ranges) -> Iterator[Sentence]:
    """Yield why `item` found no room beside the other ranges of its cluster, and the ways out."""
    takes = ranges.takes(item.role)
    widest = Spaces(ranges).of(item.role).widest()
    role = sentence(f"role.{item.role}")
    said = ", ".join(map(str, takes))
    yield sentence("lack.no-range", role=role, length=item.length, takes=said)
    if widest is None:
        yield sentence("lack.nothing-free", takes=said)
    elif widest > item.length:
        yield sentence("lack.widest", widest=widest, gives=_gives(demand, item.role, widest))
    else:
        yield sentence("lack.together", length=item.length)
    yield from _in_the_way(item, ranges)
    if item.role in ("pod-cidr", "service-cidr"):
        option = "--take-pods" if item.role == "pod-cidr" else "--take-services"
        yield sentence("lack.other-ranges", role=role, option=option)


def _gives(demand: Demand, role: Role, length: int) -> Sentence:
    """Return what a range of this length would hold."""
    if role == "service-cidr":
        return sentence("lack.services", services=max(0, services_in(length)))
    pods = demand.pods_per_node
    if role == "pod-cidr":
        carried = slots(length)
    elif role == "pod-subnet":
        carried = usable(length) // demand.plugin.pod_addresses(pods)
    else:
        carried = max(0, usable(length) - demand.needs.fixed_addresses) // demand.plugin.node_addresses(pods)
    return sentence("lack.nodes", nodes=most_nodes(demand.sizes, demand.needs.surge, carried))


def _in_the_way(item: Item, ranges: Ranges) -> Iterator[Sentence]:
    """Yield the block of the wanted size that the fewest taken ranges keep from being free, and their names."""
    best = _least_taken(item, ranges)
    if best is None:
        spans = [(int(take[0]), int(take[-1])) for take in ranges.takes(item.role)]
        kept = dict.fromkeys(each for span in spans for each in overlapping(NEVER, span))
        if kept:
            yield sentence("lack.never", names=", ".join(map(named, kept)))
        return
    found = overlapping(ranges.taken, (best, best + size_of(item.length) - 1))
    if not found:
        return
    names = ", ".join(map(named, found[:MOST_NAMED])) + (", …" if len(found) > MOST_NAMED else "")
    yield sentence("lack.in-the-way", block=str(network_of(best, item.length)), count=len(found), names=names)


def _least_taken(item: Item, ranges: Ranges) -> int | None:
    starts = sorted(entry.span[0] for entry in ranges.taken)
    ends = sorted(entry.span[1] for entry in ranges.taken)
    step = size_of(item.length)

    def count(address: int) -> tuple[int, int]:
        return bisect_right(starts, address + step - 1) - bisect_left(ends, address), address

    candidates = [
        address
        for take in ranges.takes(item.role)
        for address in range(int(take[0]), int(take[-1]) - step + 2, step)[:MOST_CANDIDATES]
        if not overlapping(NEVER, (address, address + step - 1))
    ]
    return min(candidates, key=count, default=None)


def named(taken: Taken) -> str:
    """Return a taken range as a person would say it: `10.1.0.0/16 hub (ipam.csv:3)`."""
    name = f" {taken.name}" if taken.name else ""
    return f"{taken.text}{name} ({taken.place})"
