"""Which passages of a matrix rest on something unknown: one packet of each is asked about, for every kind of place.

Endpoints of one group are alike in the state; what is unknown may be another thing for each of them. A passage is open
where it is for one pair of places, and its reasons are those of the first such pair.
"""

from collections.abc import Hashable, Iterator

from msgspec.structs import replace

from .answers import Answer, Answered, Place
from .doubts import Doubt, Doubts
from .endpoints import Endpoint
from .gatherings import Gathering, towards
from .matrix import Passage
from .outcomes import Unsettled
from .samples import packet_of

MOST_LOOKS = 5000
"""Packets that are traced for one matrix."""


class Marker:
    """Marks the passages of one answer."""

    def __init__(self, answer: Answer, doubts: Doubts) -> None:
        self._answer, self._doubts = answer, doubts
        self.left = MOST_LOOKS
        self.unlooked = 0
        """Packets that were one too many to be asked about: their passages are not marked."""

    def __call__(self, place: Place, known: Answered, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """Return passages with what would make them otherwise."""
        if self._doubts.is_all_known:
            return passages
        pairs = list(self._pairs(place, known))
        return tuple(replace(each, unless=self._reasons(pairs, each)) for each in passages)

    def _reasons(self, pairs: list[tuple[Endpoint, Endpoint]], passage: Passage) -> tuple[Doubt, ...]:
        if isinstance(passage.end, Unsettled):
            return ()
        for one, other in pairs:
            for flows in passage.flows:
                if not self.left:
                    self.unlooked += 1
                    continue
                self.left -= 1
                found = self._doubts.about(one.netns or "", packet_of(flows, one, towards(one, other)), flows)
                if found:
                    return found
        return ()

    def _pairs(self, place: Place, known: Answered) -> Iterator[tuple[Endpoint, Endpoint]]:
        """Yield the pair that stands for a cell, and one for every other two places its pairs have."""
        mine, its = self._answer.senders[place[0]], self._answer.receivers[place[1]]
        yield known.sender, known.receiver
        seen = {(self._of(known.sender), self._of(known.receiver))}
        if place[2] == "apart":
            several = ((one, other) for one in self._firsts(mine) for other in self._firsts(its))
        else:
            families = ((family[0], its.by_root.get(root, ())) for root, family in mine.by_root.items())
            several = ((one, other) for one, others in families for other in others[:2])
        kinship = self._answer.reach.classes.kinship
        for one, other in several:
            where = self._of(one), self._of(other)
            if where not in seen and (other.netns is None or kinship(one.netns or "", other.netns) == place[2]):
                seen.add(where)
                yield one, other

    def _firsts(self, group: Gathering) -> list[Endpoint]:
        """List one endpoint of every place in a group."""
        found: dict[Hashable, Endpoint] = {}
        for family in group.by_root.values():
            found.setdefault(self._of(family[0]), family[0])
        return list(found.values())

    def _root(self, endpoint: Endpoint) -> str:
        return self._answer.reach.census.root(endpoint.netns or "")

    def _of(self, endpoint: Endpoint) -> Hashable:
        return self._doubts.place(self._root(endpoint)) if endpoint.netns else None
