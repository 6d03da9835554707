"""What comes of a packet, first of all: it arrives or not, who stops it, and what nobody told that could say otherwise."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from ..compile.ranges import number_of, range_of
from ..networks.addresses import FIRST_USABLE
from ..networks.values import Assumption, Spot
from ..trace.steps import Decider, Disposition, Routed, RouteRef
from ..trace.traces import Leg, LegName, Trace
from .atlas import Atlas
from .labels import Passage, label_of, label_of_step
from .naming import Label
from .unknowns import may_change, met_by

Outcome = Literal["arrives", "unanswered", "lost"]
"""`arrives`: the request, and the answer comes back. `unanswered`: the request alone. `lost`: not even that."""


class Obstacle(Struct, frozen=True, kw_only=True):
    """Something that ends the exchange: where, how, and the object that decided it."""

    leg: LegName
    netns: str
    disposition: Disposition
    decider: Decider | None
    by: Label | None


class Verdict(Struct, frozen=True, kw_only=True):
    """What comes of a packet. Not `is_certain`: one of `unless` may be so, and then it is otherwise."""

    outcome: Outcome
    disposition: Disposition
    obstacles: tuple[Obstacle, ...] = ()
    """First what stops it, then what else would."""
    unless: tuple[Assumption, ...] = ()
    noted: tuple[Assumption, ...] = ()
    """What was taken for granted on its way."""
    seen_source: str = ""
    """The source address that the receiver sees, where the request arrives."""
    ttl: int = 0
    """Left when it arrives."""
    receiver: str = ""
    """The namespace it arrives in."""
    is_elsewhere: bool = False
    """Somebody else than was meant has the address where it arrives."""
    there: tuple[str, ...] = ()
    """The namespaces of the request, in order."""
    back: tuple[str, ...] = ()
    """Those of the answer."""

    @property
    def is_certain(self) -> bool:
        """Whether nothing that is unknown could make it otherwise."""
        return not self.unless

    @property
    def is_asymmetric(self) -> bool:
        """Whether the answer takes another way than the request."""
        return bool(self.back) and self.there[::-1][: len(self.back)] != self.back


def verdict_of(
    atlas: Atlas,
    trace: Trace,
    meant: str,
    spots: Iterable[tuple[Assumption, tuple[Spot, ...]]],
    strays: tuple[Assumption, ...] = (),
) -> Verdict:
    """Return the verdict on a trace to the namespace `meant`.

    `spots` are those of the network's assumptions, `strays` what other interfaces than the request's do to the answer.
    """
    request = trace.legs[0]
    delivered = request.disposition == "delivered"
    outcome: Outcome = "arrives" if trace.disposition == "delivered" else "unanswered" if delivered else "lost"
    met = met_by(trace, spots)
    is_open = [each for each in (*met, *strays) if may_change(each, trace)]
    is_vacant = is_reserved(atlas, trace.packet.destination)
    unless = [each for each in is_open if not (is_vacant and each.what.key == "assume.stranger")]
    end = request.hops[-1].steps[-1].headers
    return Verdict(
        outcome=outcome,
        disposition=trace.disposition,
        obstacles=tuple(obstacles_of(atlas, trace)),
        unless=tuple(unless),
        noted=tuple(each for each in met if each not in unless and (each.unless is None or each.about == "appliance")),
        seen_source=end.source if delivered else "",
        ttl=end.ttl if delivered else 0,
        receiver=request.hops[-1].netns if delivered else "",
        is_elsewhere=delivered and bool(meant) and request.hops[-1].netns != meant,
        there=tuple(hop.netns for hop in request.hops),
        back=tuple(hop.netns for hop in trace.legs[1].hops) if len(trace.legs) > 1 else (),
    )


def is_reserved(atlas: Atlas, address: str) -> bool:
    """Whether an address is one of the five of a subnet that Azure keeps, so that nobody can have it (D24)."""
    number = number_of(address)
    networks = atlas.network.inputs.networks.values()
    spans = [range_of(each) for network in networks for subnet in network.subnets for each in subnet.prefixes]
    return any(first <= number < first + FIRST_USABLE or number == last for first, last in spans)


def obstacles_of(atlas: Atlas, trace: Trace) -> Iterator[Obstacle]:
    """Yield what ends an exchange and, as far as rules and settings go, what would end it next; each switch once.

    Without a route Linux takes the next longest, which says nothing of what stands behind the right one: it ends there.
    """
    headers, switches = trace.legs[-1].hops[-1].steps[-1].headers, set[str]()
    for number, blocker in enumerate(trace.blockers):
        if number and blocker.decider is None:
            return
        passage = Passage(blocker.netns, blocker.came_in, blocker.goes_out)
        by = label_of(atlas, passage, blocker.decider, headers)
        if blocker.disposition == "loop":
            by = _turn(atlas, trace.legs[-1])
        if by and by.kind == "ip-forwarding":
            if by.id in switches:
                continue
            switches.add(by.id)
        yield Obstacle(
            leg=blocker.leg,
            netns=blocker.netns,
            disposition=blocker.disposition,
            decider=blocker.decider,
            by=by,
        )
        if isinstance(blocker.decider, RouteRef):
            return


def _turn(atlas: Atlas, leg: Leg) -> Label | None:
    """Return the last route in a loop that somebody wrote: it leads the packet back."""
    for hop in reversed(leg.hops):
        for step in reversed(hop.steps):
            found = label_of_step(atlas, Passage(hop.netns), step) if isinstance(step, Routed) else None
            if found and found.kind == "route" and hop.netns in leg.cycle:
                return found
    return None
