"""What a deployment does when: the order of its steps, and what a second apply takes away. Values that rules read."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct


def association_of(subnet_id: str) -> str:
    """Return the key of a subnet's association with its route table."""
    return f"{subnet_id.lower()}#routetable"


class Order(Struct, frozen=True, kw_only=True):
    """What happens before what. Keys are lower-case resource ids and `association_of(subnet)`."""

    steps: Mapping[str, frozenset[str]]
    """Key -> the addresses of the steps that make it."""
    waits: Mapping[str, frozenset[str]]
    """Address -> every address it waits for, directly or not."""
    lone: frozenset[str] = frozenset()
    """Addresses of what is only read: it was there before everything."""
    pauses: Mapping[str, int | None] = {}
    """Address of a step that only takes time -> its seconds; None where it lasts until something is there."""

    def makes(self, key: str) -> bool:
        """Whether the deployment itself makes it; what it does not make was there before."""
        return bool(self.steps.get(key.lower(), frozenset()) - self.lone)

    def precedes(self, first: str, then: str) -> bool:
        """Whether `first` is surely there before `then` is made; true for what was there before everything."""
        if not self.makes(first):
            return True
        firsts = self.steps[first.lower()]
        later = self.steps.get(then.lower(), frozenset())
        return all(firsts & (self.waits.get(step, frozenset()) | {step}) for step in later)

    def pause(self, first: str, then: str) -> int | None:
        """Return the seconds that surely lie between making `first` and making `then`, in steps that only take time.

        None where one of them lasts until something is there; 0 where there is no such step, or no order.
        """
        before = self.steps.get(first.lower(), frozenset())
        seconds = [0]
        for step in self.steps.get(then.lower(), frozenset()):
            between = [each for each in self.pauses if self._is_between(before, each, step)]
            if any(self.pauses[each] is None for each in between):
                return None
            seconds.append(sum(self.pauses[each] or 0 for each in between))
        return max(seconds)

    def _is_between(self, before: frozenset[str], pause: str, step: str) -> bool:
        return pause in self.waits.get(step, frozenset()) and bool(before & self.waits.get(pause, frozenset()))


class Loss(Struct, frozen=True, kw_only=True):
    """What the second apply of an input takes away from what AKS added after the first."""

    subnet_id: str
    """The subnet whose pods lose their routes."""
    what: Literal["association", "routes", "subnet", "unnamed-subnet"]
    """`unnamed-subnet`: the network lists no subnets, and its API version takes this for an empty list."""
    resource_id: str
    """What is written again: the subnet, its network, or the route table."""
    address: str
    """What writes it, in the input's words."""
    when: Literal["always", "on-change"]
    """Whether each later apply does it, or only one that changes something in the same resource."""
    cluster_id: str
    version: str = ""
    """The API version it is written with, where that decides."""

    @property
    def id(self) -> str:
        """What is written again is what a finding is about."""
        return self.resource_id


class Replacement(Struct, frozen=True, kw_only=True):
    """A resource that a tool will destroy and make anew, because of properties it cannot change in place."""

    id: str
    address: str
    """What it is called in the input's words."""
    properties: tuple[str, ...] = ()
    """The properties that force it, as the tool spells them; empty where it does not say."""
