"""A script in time: a cluster as it is made, and as each later command changes it.

`az aks update` is asked of a cluster that stands. What it changes was not so when the cluster was made, and what it may
not change is refused there, not at creation. So clusters and pools are seen stage by stage; everything else is in all.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from .declared import Declared
from .nodes import Node

MOST = 8
"""Stages of a script; what changes clusters after that is seen together with the last one."""
MOST_LOOKED_AT = 200
"""Changes of clusters that are looked at for whether they come after the making."""
CLUSTERS = "microsoft.containerservice/managedclusters"
_POOLS = f"{CLUSTERS}/agentpools"

Stage = tuple[Declared, ...]


def stages(resources: Sequence[Declared]) -> tuple[Stage, ...]:
    """Return what is declared up to the making of clusters, then with one more command that changes some; the last is all.

    A command counts that surely comes after the cluster was made by the same input.
    """
    later = _Later(resources)
    steps = list(islice(_steps(resources, later), MOST - 1))
    if not steps:
        return (tuple(resources),)
    numbers: dict[str, int] = {}
    for number, step in enumerate(steps, 1):
        numbers |= dict.fromkeys((step, *later.than(step)), number)
    placed = [(each, numbers.get(each.address, 0) if is_of_cluster(each) else 0) for each in resources]
    return tuple(tuple(each for each, number in placed if number <= stage) for stage in range(len(steps) + 1))


def without_changes(stage: Stage, addresses: Collection[str]) -> Stage:
    """Return a stage in which some commands change nothing."""
    if not addresses:
        return stage
    return tuple(
        replace(each, body=Node({}, each.origin)) if each.writing == "patch" and each.address in addresses else each
        for each in stage
    )


def is_of_cluster(declared: Declared) -> bool:
    """Whether it is a cluster, or one of its pools."""
    return declared.type.lower() in (CLUSTERS, _POOLS)


class _Later:
    """What waits for a step, directly or not."""

    def __init__(self, resources: Sequence[Declared]) -> None:
        self._waiting: dict[str, list[str]] = {}
        self._found: dict[str, set[str]] = {}
        for each in resources:
            for address in each.after:
                self._waiting.setdefault(address, []).append(each.address)

    def than(self, address: str) -> set[str]:
        if address not in self._found:
            found: set[str] = set()
            ahead = [address]
            while ahead:
                fresh = [each for each in self._waiting.get(ahead.pop(), ()) if each not in found]
                found.update(fresh)
                ahead += fresh
            self._found[address] = found
        return self._found[address]


def _steps(resources: Sequence[Declared], later: _Later) -> Iterator[str]:
    """Yield the addresses of commands that change a cluster which was made before, in order, each once."""
    clusters = [each for each in resources if each.type.lower() == CLUSTERS]
    made = {each.id.lower(): each.address for each in clusters if each.writing == "put" and not each.existing}
    changes = (each for each in resources if made and each.writing == "patch" and is_of_cluster(each))
    last = ""
    for each in islice(changes, MOST_LOOKED_AT):
        id_ = each.id.lower()
        cluster = id_ if each.type.lower() == CLUSTERS else id_.rsplit("/", 2)[0]
        if each.address != last and cluster in made and each.address in later.than(made[cluster]):
            last = each.address
            yield last
