"""An answer as a value that people and programs read: groups of endpoints, and what passes between every two of them."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from .answers import Answer, Answered, Place
from .classes import Kinship
from .doubts import Doubt
from .endpoints import Endpoint
from .engine import Pair, Reach
from .gatherings import Gathering
from .outcomes import End, Unsettled
from .ports import EMPTY, Flows, join
from .telling import Told


class Group(Struct, frozen=True):
    """Endpoints that nothing tells apart; the first one stands for them by name."""

    name: str
    kind: str
    members: tuple[str, ...]


class Passage(Struct, frozen=True):
    """A part of all flows, and how it ends; `end` is told of the cell's example."""

    arrives: bool
    flows: tuple[Flows, ...]
    end: End | Unsettled
    unless: tuple[Doubt, ...] = ()
    """What is unknown, and would make it otherwise if it were so: a passage with any is open."""
    told: Told | None = None
    """Who ends it, by what, told of a packet of the cell's example; None where nobody told."""


class Cell(Struct, frozen=True):
    """What passes from one group to another; both are places in the matrix' list.

    It holds for every pair of the two groups that are to each other what `kinship` says: pods of one node may meet other
    rules than pods of two.
    """

    source: int
    destination: int
    kinship: Kinship
    example: tuple[str, str]
    address: str
    """Where the receiver of the example was asked for."""
    is_public: bool
    """Whether that is a public address that stands for its own."""
    passages: tuple[Passage, ...]


class Matrix(Struct, frozen=True):
    """All pairs of some endpoints."""

    groups: tuple[Group, ...]
    cells: tuple[Cell, ...]


Mark = Callable[[Place, Answered, tuple[Passage, ...]], tuple[Passage, ...]]


def matrix_of(answer: Answer, *marks: Mark) -> Matrix:
    """Write an answer out; each of `marks` adds to the passages of a cell: what they rest on, who decides."""
    senders, receivers = list(map(_group, answer.senders.values())), list(map(_group, answer.receivers.values()))
    ones = {key: number for number, key in enumerate(answer.senders)}
    others = ones if answer.is_square else {key: len(ones) + number for number, key in enumerate(answer.receivers)}
    cells = [
        Cell(
            ones[one],
            others[other],
            kinship,
            (known.sender.name, known.receiver.name),
            known.receiver.address,
            bool(known.receiver.of),
            _passages(answer, (one, other, kinship), known, marks),
        )
        for (one, other, kinship), known in answer.cells.items()
    ]
    groups = senders if answer.is_square else senders + receivers
    return Matrix(tuple(groups), tuple(sorted(cells, key=lambda cell: (cell.source, cell.destination, cell.kinship))))


def _passages(answer: Answer, place: Place, known: Answered, marks: Iterable[Mark]) -> tuple[Passage, ...]:
    found = passages_of(answer.reach, known.pair, known.sender, known.receiver)
    for mark in marks:
        found = mark(place, known, found)
    return found


def _group(gathering: Gathering) -> Group:
    first = gathering.first
    return Group(first.name, first.kind, tuple([each.name for each in gathering.endpoints()]))


def passages_of(reach: Reach, pair: Pair, sender: Endpoint, receiver: Endpoint) -> tuple[Passage, ...]:
    """Write what came of a walk for two endpoints it speaks for: what arrives first."""
    readable = pair.walked.space.readable
    address = reach.census.number(receiver.address)
    found, arriving = [], EMPTY
    delivered: End | None = None
    for part in pair.walked.parts:
        end = reach.placed(part.end, pair, sender.netns or "", address)
        if isinstance(end, End) and end.disposition == "delivered":
            # TCP's last leg is another than that of the rest: to people that is one answer.
            arriving, delivered = join(arriving, part.region), end
        else:
            found.append(Passage(False, readable(part.region), end))
    return (*([Passage(True, readable(arriving), delivered)] if delivered else ()), *found)


def arrives(end: End | Unsettled) -> bool:
    """Whether an exchange is complete, there and back."""
    return isinstance(end, End) and end.disposition == "delivered"
