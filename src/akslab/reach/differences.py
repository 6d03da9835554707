"""What a change of a network opens and closes, group by group, as regions of ports and not as samples."""

from msgspec import Struct

from .answers import Answer, Answered
from .classes import Kinship
from .engine import Pair
from .gatherings import pairs_of, way_between
from .matrix import arrives
from .ports import EMPTY, Flows, PortSpace, Region, join, without


class Difference(Struct, frozen=True):
    """Flows between two endpoints, and all pairs like them, that arrive after a change and did not before, or the reverse.

    `pairs` says how many pairs of endpoints that is.
    """

    sender: str
    receiver: str
    kinship: Kinship
    pairs: int
    opened: tuple[Flows, ...]
    closed: tuple[Flows, ...]


def differences(before: Answer, after: Answer) -> tuple[Difference, ...]:
    """Compare two answers for the same endpoints. Each pair of groups after the change is compared with what it was."""
    found = []
    for (one, other, kinship), now in after.cells.items():
        earlier = _before(before, now)
        if earlier is now.pair or earlier is None:
            continue
        mine, its = earlier.walked.space, now.pair.walked.space
        space = mine.with_cuts(its.starts)
        space = its if len(space.starts) == len(its.starts) else space
        was, will = arriving(earlier, space), arriving(now.pair, space)
        if was != will:
            count = pairs_of(kinship, after.senders[one], after.receivers[other])
            changed = space.readable(without(will, was)), space.readable(without(was, will))
            found.append(Difference(now.sender.name, now.receiver.name, kinship, count, *changed))
    return tuple(sorted(found, key=lambda each: (each.sender, each.receiver)))


def _before(before: Answer, now: Answered) -> Pair | None:
    """Return what the pair was; None where one of them was not there."""
    if now.sender.netns not in before.reach.census.addresses:
        return None
    return before.reach.pair(*way_between(before.reach, now.sender, now.receiver))


def arriving(pair: Pair, space: PortSpace) -> Region:
    """Return what arrives of a pair, in the atoms of `space`."""
    found: Region = EMPTY
    for part in pair.walked.parts:
        if arrives(part.end):
            found = join(found, part.region)
    own = pair.walked.space
    return found if own is space else own.translated(found, space)
