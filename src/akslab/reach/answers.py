"""All pairs of named endpoints: one walked pair for every two groups and every kinship, kept through edits."""

from collections.abc import Iterable
from copy import copy

from msgspec import Struct

from ..net.state import NetworkState
from .classes import Kinship
from .endpoints import Endpoint
from .engine import Key, Pair, Reach
from .gatherings import Example, Gathering, GroupKey, examples, gathered, key_of, towards, way_between

Place = tuple[GroupKey, GroupKey, Kinship]
"""Sender's group, receiver's group, and what the receiver is to the sender."""


class Answered(Struct, frozen=True):
    """What passes between two groups: a pair of endpoints that stands for all, and the walk that speaks for them."""

    sender: Endpoint
    receiver: Endpoint
    pair: Pair
    key: Key


Groups = dict[GroupKey, Gathering]


class Answer:
    """All pairs of some endpoints of one state."""

    def __init__(self, reach: Reach, senders: Iterable[Endpoint], receivers: Iterable[Endpoint] | None = None) -> None:
        """Answer; without `receivers` they are the senders. Raises ValueError for an endpoint that is not as it says."""
        self.reach = reach
        self.senders: Groups = gathered(reach, senders)
        self.receivers: Groups = self.senders if receivers is None else gathered(reach, receivers)
        self.cells: dict[Place, Answered] = {}
        self._by_netns: dict[str, list[tuple[bool, Endpoint]]] | None = None
        for mine in self.senders.values():
            self._answer_row(mine, self.receivers.values())

    def _answer_row(self, mine: Gathering, others: Iterable[Gathering]) -> None:
        if mine.first.netns is not None:
            for its in others:
                for example in examples(self.reach, mine, its):
                    self._answer(mine.key, its.key, example)

    def _answer(self, one: GroupKey, other: GroupKey, example: Example) -> None:
        kinship, sender, receiver = example
        reach = self.reach
        if receiver.public:
            receiver = towards(sender, receiver)
        netns, address, source = way_between(reach, sender, receiver)
        key = reach.key(netns, address, reach.owner(address), source)
        self.cells[one, other, kinship] = Answered(sender, receiver, reach.pair(netns, address, source), key)

    @property
    def is_square(self) -> bool:
        """Whether senders and receivers are the same."""
        return self.senders is self.receivers

    @property
    def by_netns(self) -> dict[str, list[tuple[bool, Endpoint]]]:
        """The endpoints by namespace, each with whether it is a sender; listed when they are first asked for."""
        if self._by_netns is None:
            self._by_netns = {}
            sides = [(True, self.senders)] if self.is_square else [(True, self.senders), (False, self.receivers)]
            for sends, groups in sides:
                for group in groups.values():
                    for each in group.endpoints():
                        self._by_netns.setdefault(each.netns or "", []).append((sends, each))
        return self._by_netns

    def edited(self, state: NetworkState) -> "Answer":
        """Answer for another state, with what this one has in common."""
        reach = self.reach.edited(state)
        if reach.census is not self.reach.census:
            senders, receivers = all_of(self.senders), None if self.is_square else all_of(self.receivers)
            return Answer(reach, senders, receivers)
        after = copy(self)
        after.reach, after.cells = reach, {}
        moved = [each for name in reach.classes.moved_names for each in self.by_netns.get(name, ())]
        after.senders, changed = self._moved(reach, self.senders, [each for sends, each in moved if sends])
        after.receivers, others = after.senders, changed
        if not self.is_square:
            after.receivers, others = self._moved(reach, self.receivers, [each for sends, each in moved if not sends])
        after._answer_again(self.cells, changed, others)
        return after

    def _answer_again(self, before: dict[Place, Answered], senders: set[GroupKey], receivers: set[GroupKey]) -> None:
        """Answer what an edit changed: groups that are not as they were, and pairs that fare otherwise."""
        for place, known in before.items():
            if place[0] in senders or place[1] in receivers:
                continue
            if known.key in self.reach.stale:
                self._answer(place[0], place[1], (place[2], known.sender, known.receiver))
            else:
                self.cells[place] = known
        altered = [self.receivers[key] for key in receivers if key in self.receivers]
        for key, mine in self.senders.items():
            self._answer_row(mine, self.receivers.values() if key in senders else altered)

    def _moved(self, reach: Reach, groups: Groups, moved: list[Endpoint]) -> tuple[Groups, set[GroupKey]]:
        """Move endpoints to the groups they are in now; returns all groups, and the keys of those that changed."""
        leaving: dict[GroupKey, dict[str, set[str]]] = {}
        for each in moved:
            key, root = key_of(self.reach, each)
            leaving.setdefault(key, {}).setdefault(root, set()).add(each.netns or "")
        after = dict(groups)
        for key, roots in leaving.items():
            after[key] = after[key].without(roots)
            if not after[key].by_root:
                del after[key]
        fresh = gathered(reach, moved)
        for key, gathering in fresh.items():
            merged = after[key] = after[key].without({}) if key in after else Gathering(key)
            for root, family in gathering.by_root.items():
                merged.by_root[root] = [*merged.by_root.get(root, ()), *family]
        return after, {*leaving, *fresh}


def all_of(groups: Groups) -> list[Endpoint]:
    """List the endpoints of some groups."""
    return [each for group in groups.values() for each in group.endpoints()]
