"""All pairs of named endpoints: one walked pair for every two groups and every kinship, kept through edits."""

from collections.abc import Iterable

from msgspec import Struct

from ..net.state import NetworkState
from .classes import Kinship
from .endpoints import Endpoint
from .engine import Key, Pair, Reach
from .gatherings import Example, Gathering, GroupKey, examples, gathered, key_of

Place = tuple[GroupKey, GroupKey, Kinship]
"""Sender's group, receiver's group, and what the receiver is to the sender."""


class Answered(Struct, frozen=True):
    """What passes between two groups: a pair of endpoints that stands for all, and the walk that speaks for them."""

    sender: Endpoint
    receiver: Endpoint
    pair: Pair
    key: Key


class Answer:
    """All pairs of some endpoints of one state."""

    def __init__(self, reach: Reach, endpoints: Iterable[Endpoint]) -> None:
        """Answer. Raises ValueError for an endpoint that contradicts the state."""
        self.reach = reach
        self.groups = gathered(reach, endpoints)
        self.cells: dict[Place, Answered] = {}
        self._by_netns: dict[str, list[Endpoint]] | None = None
        for mine in self.groups.values():
            self._answer_row(mine, self.groups.values())

    def _answer_row(self, mine: Gathering, others: Iterable[Gathering]) -> None:
        if mine.first.netns is not None:
            for its in others:
                for example in examples(self.reach, mine, its):
                    self._answer(mine.key, its.key, example)

    def _answer(self, one: GroupKey, other: GroupKey, example: Example) -> None:
        kinship, sender, receiver = example
        reach, netns, address = self.reach, sender.netns or "", self.reach.census.number(receiver.address)
        key = reach.key(netns, address, reach.owner(address))
        self.cells[one, other, kinship] = Answered(sender, receiver, reach.pair(netns, address), key)

    @property
    def by_netns(self) -> dict[str, list[Endpoint]]:
        """The endpoints by namespace, listed when they are first asked for."""
        if self._by_netns is None:
            self._by_netns = {}
            for group in self.groups.values():
                for each in group.endpoints():
                    self._by_netns.setdefault(each.netns or "", []).append(each)
        return self._by_netns

    def edited(self, state: NetworkState) -> "Answer":
        """Answer for another state, with what this one has in common."""
        reach = self.reach.edited(state)
        if reach.census is not self.reach.census:
            return Answer(reach, (each for group in self.groups.values() for each in group.endpoints()))
        after = object.__new__(Answer)
        after.reach, after._by_netns = reach, self._by_netns
        after.groups, changed = self._moved(reach)
        after.cells = {}
        for place, known in self.cells.items():
            if place[0] in changed or place[1] in changed:
                continue
            if known.key in reach.stale:
                after._answer(place[0], place[1], (place[2], known.sender, known.receiver))
            else:
                after.cells[place] = known
        altered = [after.groups[key] for key in changed if key in after.groups]
        for key, mine in after.groups.items():
            after._answer_row(mine, after.groups.values() if key in changed else altered)
        return after

    def _moved(self, reach: Reach) -> tuple[dict[GroupKey, Gathering], set[GroupKey]]:
        """Move the endpoints whose class an edit changed; returns all groups, and the keys of those that changed."""
        moved = [
            each
            for before, now in zip(self.reach.classes.groups, reach.classes.groups, strict=True)
            if before is not now
            for name in now.members
            for each in self.by_netns.get(name, ())
        ]
        leaving: dict[GroupKey, dict[str, set[str]]] = {}
        for each in moved:
            key, root = key_of(self.reach, each)
            leaving.setdefault(key, {}).setdefault(root, set()).add(each.netns or "")
        groups = dict(self.groups)
        for key, roots in leaving.items():
            groups[key] = groups[key].without(roots)
            if not groups[key].by_root:
                del groups[key]
        fresh: dict[GroupKey, Gathering] = gathered(reach, moved)
        for key, gathering in fresh.items():
            merged = groups[key] = groups[key].without({}) if key in groups else Gathering(key)
            for root, family in gathering.by_root.items():
                merged.by_root[root] = [*merged.by_root.get(root, ()), *family]
        return groups, {*leaving, *fresh}
