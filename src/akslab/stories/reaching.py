"""What `akslab reach` tells of packets, in the words of `akslab trace`: the same places, ends and objects."""

from msgspec.structs import replace

from ..networks.values import Network
from ..reach.answers import Answered, Place
from ..reach.matrix import Passage
from ..reach.outcomes import End, Unsettled
from ..reach.samples import packet_of
from ..reach.telling import By, Told
from ..trace.errors import Undecided
from ..trace.prepared import prepare
from ..trace.sending import send
from ..trace.steps import Filtered, Routed, RouteRef, RuleRef, Translated
from ..trace.traces import Leg, Trace
from .atlas import Atlas
from .naming import Label
from .phrases import how, is_telling, obstacle, place
from .sentences import Speaker
from .verdict import obstacles_of
from .walking import steps_of

MOST_TRACED = 5000
"""Packets that are traced for one matrix; what is left is told without its objects' names."""


class Telling:
    """Tells of the packets of one network, in one language."""

    def __init__(self, network: Network, language: str) -> None:
        """Make it; look-ups are built when a packet first needs them."""
        self._speaker, self._atlas = Speaker(language), Atlas(network)
        self._prepared = prepare(network.state)
        self._known: dict[tuple[object, ...], Told | None] = {}

    def of(self, trace: Trace) -> Told:
        """Tell of a packet that was traced."""
        ended = next(iter(obstacles_of(self._atlas, trace)), None)
        return Told(
            why=self._speaker.sentence(obstacle(self._atlas, ended)) if ended else "",
            by=self._by(ended.by) if ended and ended.by else None,
            passed=tuple(map(self._by, self._passed(trace.legs[0]))),
            ways=tuple((leg.name, self._way(leg)) for leg in trace.legs),
        )

    def __call__(self, where: Place, known: Answered, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        """Return the passages of a cell of a matrix with what is told of those that do not arrive."""
        return tuple(
            each
            if each.arrives or isinstance(each.end, Unsettled)
            else replace(each, told=self._dropped(known, each, each.end))
            for each in passages
        )

    def _dropped(self, known: Answered, passage: Passage, end: End) -> Told | None:
        """Trace a packet of a passage; of those that one object ends, which is the same wherever it does, only the first."""
        sender, receiver = known.sender, known.receiver
        key: tuple[object, ...] = (end,)
        if not self._is_named(end):
            key = (end, sender.netns, sender.source, receiver.address)
        if key not in self._known:
            if len(self._known) >= MOST_TRACED:
                return None
            packet = packet_of(passage.flows[0], sender, receiver)
            try:
                self._known[key] = self.of(send(self._prepared, sender.netns or "", packet, blockers_most=1))
            except Undecided:
                self._known[key] = None
        return self._known[key]

    def _is_named(self, end: End) -> bool:
        """Whether the object that ends it says all: a security rule, a route to some place."""
        match end.decider:
            case RuleRef(chain=chain, comment=comment):
                return self._atlas.rule(chain, comment) is not None
            case RouteRef(dst=dst):
                return dst != "0.0.0.0/0"
            case _:
                return False

    def _passed(self, leg: Leg) -> list[Label]:
        found: list[Label] = []
        for hop in leg.hops:
            for each in steps_of(self._atlas, hop):
                decides = isinstance(each.step, Filtered | Routed | Translated) and is_telling(each.step, each.label)
                if decides and each.label and each.label not in found:
                    found.append(each.label)
        return found

    def _way(self, leg: Leg) -> str:
        places = " > ".join(self._speaker.sentence(place(self._atlas, hop.netns)) for hop in leg.hops)
        return f"{places}: {self._speaker.sentence(how(leg.disposition))}"

    def _by(self, label: Label) -> By:
        told = {"kind": label.kind, "text": self._speaker.sentence(label.what), "id": label.id or None}
        return told | {"place": label.place or None, "written": label.written or None}
