"""The smallest changes that would let a packet through: single ones, else pairs, each tried by tracing it again.

What is tried is derived from where the packet ended and what decided on its way; what is returned has been seen to work.
"""

from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from ..compile.inputs import Inputs
from ..compile.names import pod_netns
from ..networks.additions import added
from ..networks.making import compiled
from ..networks.values import Assumption, Network, NetworkError
from ..networks.whereabouts import spots_of
from ..trace.errors import Undecided
from ..trace.prepared import Network as Prepared
from ..trace.prepared import prepare
from ..trace.sending import send
from ..trace.traces import Trace
from .asking import Question
from .atlas import Atlas
from .candidates import candidates
from .editing import edited
from .edits import Edit, text_of
from .neighbouring import Neighbours, Others
from .prices import rank_of
from .verdict import Obstacle, obstacles_of, verdict_of

MOST_TRIES = 300
MOST_FIRST = 24
"""Changes that are combined with a second one, at most."""
MOST_FOUND = 4
MOST_BEHIND = 6
"""Changes that are made one after the other where no pair helps, at most."""


class Opening(Struct, frozen=True):
    """Changes after which a packet arrives and is answered, unless something nobody told is so."""

    edits: tuple[Edit, ...]
    unless: tuple[Assumption, ...] = ()
    others: Others | None = None
    """Pairs that fare otherwise too; None where they are not counted."""


class Found(Struct, frozen=True):
    """What a search found: changes that let a packet through, and what stands behind the first obstacle."""

    openings: tuple[Opening, ...] = ()
    behind: tuple[tuple[Edit, Obstacle], ...] = ()
    """Changes that get the packet further, each made after those before it, and what stops it then."""


_Tried = tuple[Edit, Trace, Atlas]
"""A change, and what becomes of the packet after it."""


class _Trials:
    """Traces one question on changed networks, as long as tries are left."""

    def __init__(self, network: Network, question: Question) -> None:
        self._additions, self._question = network.additions, question
        self._network = network
        self.inputs = _focused(network.inputs, question)
        self._prepared: Prepared | None = None
        self._left = MOST_TRIES

    def trace(self, edits: Sequence[Edit]) -> tuple[Trace, Atlas] | None:
        """Return what becomes of the packet after edits; None where that can't be told, or no try is left."""
        if self._left <= 0:
            return None
        self._left -= 1
        inputs = edited(self.inputs, *edits)
        try:
            state = added(compiled(inputs), self._additions, inputs)
            self._prepared = prepare(state, like=self._prepared)
            trace = send(self._prepared, self._question.source.netns, self._question.packet, blockers_most=1)
        except (NetworkError, Undecided):
            return None
        return trace, Atlas(replace(self._network, inputs=inputs, state=state))


def openings(network: Network, question: Question) -> Found:
    """Search the smallest changes after which the packet arrives and is answered, those that open least first."""
    trials = _Trials(network, question)
    start = trials.trace(())
    if start is None or _arrives(start[0], question):
        return Found()
    firsts: list[_Tried] = []
    found: list[Opening] = []
    for edit in candidates(start[1], start[0]):
        after = trials.trace((edit,))
        if after is None:
            continue
        if _arrives(after[0], question):
            found.append(_opening((edit,), *after, question))
        elif _has_moved(start[0], after[0]):
            firsts.append((edit, *after))
    if found:
        return Found(_by_price(network, question, found))
    firsts.sort(key=lambda each: rank_of(network.inputs, (each[0],)))
    pairs = list(islice(_pairs(trials, firsts[:MOST_FIRST], question), MOST_FOUND))
    behind, last = _further(trials, start[0], firsts, question)
    if pairs:
        return Found(_by_price(network, question, pairs), behind[:1])
    return Found(_by_price(network, question, [last] if last else []), behind)


def _by_price(network: Network, question: Question, found: list[Opening]) -> tuple[Opening, ...]:
    """Return the few that open least: by kind, then by how many others they close and open."""
    neighbours, inputs = Neighbours(network, question), network.inputs
    cheapest = sorted(found, key=lambda each: rank_of(inputs, each.edits))[:MOST_FOUND]
    counted = [replace(each, others=neighbours.others(each.edits)) for each in cheapest]

    def price(opening: Opening) -> tuple[tuple[int, int], int, int]:
        others = opening.others or Others(0, 0)
        return rank_of(inputs, opening.edits), others.closed, others.opened

    return tuple(sorted(counted, key=price))


def _opening(edits: tuple[Edit, ...], trace: Trace, atlas: Atlas, question: Question) -> Opening:
    return Opening(edits, verdict_of(atlas, trace, question.target.netns, spots_of(atlas.network)).unless)


def _further(
    trials: _Trials, start: Trace, firsts: list[_Tried], question: Question
) -> tuple[tuple[tuple[Edit, Obstacle], ...], Opening | None]:
    """Make one change after the other, each the one that gets the packet furthest, until it arrives or none does."""
    edits: tuple[Edit, ...] = ()
    met: list[tuple[Edit, Obstacle]] = []
    best = _furthest(start, firsts)
    while best and len(edits) < MOST_BEHIND:
        edit, trace, atlas = best
        edits = (*edits, edit)
        obstacle = next(obstacles_of(atlas, trace), None)
        if obstacle:
            met.append((edit, obstacle))
        nexts: list[_Tried] = []
        for other in sorted(candidates(atlas, trace), key=lambda each: rank_of(atlas.network.inputs, (each,))):
            after = trials.trace((*edits, other))
            if after is not None and _arrives(after[0], question):
                return tuple(met), _opening((*edits, other), *after, question)
            nexts += [(other, *after)] if after else []
        best = _furthest(trace, nexts)
    return tuple(met), None


def _furthest(before: Trace, tried: list[_Tried]) -> _Tried | None:
    """Return the change that gets the packet furthest, the cheapest of several; None where none gets it on at all."""
    further = [each for each in tried if _distance(each[1]) > _distance(before)]
    return max(further, key=lambda each: _distance(each[1]), default=None)


def _distance(trace: Trace) -> tuple[int, int, int]:
    leg = trace.legs[-1]
    return len(trace.legs), len(leg.hops), len(leg.hops[-1].steps)


def _pairs(trials: _Trials, firsts: list[_Tried], question: Question) -> Iterator[Opening]:
    seen: set[frozenset[str]] = set()
    for edit, trace, atlas in firsts:
        for other in sorted(candidates(atlas, trace), key=lambda each: rank_of(atlas.network.inputs, (each,))):
            key = frozenset((text_of(edit), text_of(other)))
            if len(key) < 2 or key in seen:
                continue
            seen.add(key)
            after = trials.trace((edit, other))
            if after is not None and _arrives(after[0], question):
                yield _opening((edit, other), *after, question)


def _arrives(trace: Trace, question: Question) -> bool:
    """Whether the packet came to whom it was meant for, and was answered."""
    receiver = trace.legs[0].hops[-1].netns
    return trace.disposition == "delivered" and question.target.netns in ("", receiver)


def _has_moved(before: Trace, after: Trace) -> bool:
    """Whether a packet ends elsewhere, or is ended by something else."""
    return before.blockers[:1] != after.blockers[:1] or len(before.legs) != len(after.legs)


def _focused(inputs: Inputs, question: Question) -> Inputs:
    """Leave out pods that have no part in it: a network of thousands is compiled for every try."""
    ends = {question.source.netns, question.target.netns}
    addresses = {question.source.address, question.packet.destination}
    kept = tuple(pod for pod in inputs.pods if pod.address in addresses or pod_netns(pod.cluster, pod.name) in ends)
    return replace(inputs, pods=kept)
