"""A story: a question, what comes of the packet, what would open its way, and what a change would make of it."""

from typing import Any

from msgspec import Struct

from ..networks.making import changed
from ..networks.values import Network, NetworkError
from ..networks.whereabouts import spots_of
from ..trace.errors import Undecided
from ..trace.prepared import prepare
from ..trace.sending import send
from ..trace.traces import Trace
from ..wire.sentences import sentence
from .asking import Question
from .atlas import Atlas
from .editing import edited
from .edits import Edit
from .openings import Found, openings
from .strays import strays_of
from .verdict import Verdict, verdict_of


class Told(Struct, frozen=True, eq=False):
    """A trace on one network, with its verdict, and the look-ups that name its objects."""

    atlas: Atlas
    trace: Trace
    verdict: Verdict


class Change(Struct, frozen=True, eq=False):
    """The same packet after edits."""

    edits: tuple[Edit, ...]
    after: Told


class Story(Struct, frozen=True, kw_only=True, eq=False):
    """Everything there is to say of one packet."""

    question: Question
    told: Told
    found: Found = Found()
    """How its way would be open."""
    change: Change | None = None
    proof: dict[str, Any] | None = None
    """The lab's answer to `prove`: the kernel's lines beside the model's."""

    @property
    def network(self) -> Network:
        """The network it is about."""
        return self.told.atlas.network


def tell(network: Network, question: Question) -> Told:
    """Trace the packet of a question. Raises NetworkError for what the model does not decide."""
    try:
        prepared = prepare(network.state)
        trace = send(prepared, question.source.netns, question.packet)
    except Undecided as error:
        raise NetworkError(sentence("ask.undecided", where=error.where, why=error.why)) from None
    atlas = Atlas(network)
    strays = strays_of(atlas, prepared, trace)
    return Told(atlas, trace, verdict_of(atlas, trace, question.target.netns, spots_of(network), strays))


def story_of(network: Network, question: Question, edits: tuple[Edit, ...] = (), proof: Any = None) -> Story:
    """Return the story of a packet, and of the same after edits if there are any. Raises NetworkError."""
    told = tell(network, question)
    change = None
    if edits:
        after = changed(network, edited(network.inputs, *edits))
        change = Change(edits, tell(after, question))
    is_well = told.verdict.outcome == "arrives" and not told.verdict.is_elsewhere
    found = Found() if is_well else openings(network, question)
    return Story(question=question, told=told, found=found, change=change, proof=proof)
