"""What comes of a packet, first of all: it arrives or not, who stops it, and what nobody told that could say otherwise."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from ..compile.effective_routes import PRIVATE_PREFIXES
from ..compile.ranges import number_of, range_of
from ..networks.values import Assumption, Spot
from ..trace.steps import Decider, Disposition, Received, Routed, RouteRef, Sent, Step, Translated
from ..trace.traces import Hop, LegName, Trace
from .atlas import Atlas
from .labels import Label, Passage, label_of

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


def verdict_of(atlas: Atlas, trace: Trace, meant: str, spots: Iterable[tuple[Assumption, tuple[Spot, ...]]]) -> Verdict:
    """Return the verdict on a trace to the namespace `meant`; `spots` are those of the network's assumptions."""
    request = trace.legs[0]
    delivered = request.disposition == "delivered"
    outcome: Outcome = "arrives" if trace.disposition == "delivered" else "unanswered" if delivered else "lost"
    met = _met(trace, spots)
    unless = [each for each in met if _may_change(each, trace)]
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


def doubts_about(trace: Trace, spots: Iterable[tuple[Assumption, tuple[Spot, ...]]]) -> list[Assumption]:
    """Return what could make a trace otherwise: the verdict's `unless`, without the rest of it."""
    return [each for each in _met(trace, spots) if _may_change(each, trace)]


def _met(trace: Trace, spots: Iterable[tuple[Assumption, tuple[Spot, ...]]]) -> list[Assumption]:
    """Return the assumptions of whose spots a trace passes one."""
    by_netns: dict[str, list[Hop]] = {}
    for leg in trace.legs:
        for hop in leg.hops:
            by_netns.setdefault(hop.netns, []).append(hop)
    devs = {(name, dev) for name, hops in by_netns.items() for hop in hops for dev in ("", *_devs(hop))}
    return [
        each
        for each, places in spots
        if any(
            (spot.netns, spot.dev) in devs and any(_passes(spot, hop) for hop in by_netns[spot.netns])
            for spot in places
        )
    ]


def _devs(hop: Hop) -> Iterator[str]:
    return (step.dev for step in hop.steps if isinstance(step, Received | Sent | Routed) and step.dev)


def _may_change(assumption: Assumption, trace: Trace) -> bool:
    if assumption.unless is None:
        return False
    if trace.disposition == "delivered":
        return assumption.may_stop
    if assumption.about == "appliance":
        # Another source helps against a rule, and on the way back; it does not make a route.
        return trace.disposition == "filtered" or len(trace.legs) > 1
    if assumption.about == "group":
        return assumption.may_open and trace.disposition == "filtered"
    return assumption.may_open


def _passes(spot: Spot, hop: Hop) -> bool:
    ins = {step.dev for step in hop.steps if isinstance(step, Received)}
    outs = {step.dev for step in hop.steps if isinstance(step, Sent | Routed)}
    if spot.dev and spot.dev not in (ins if spot.side == "in" else ins | outs):
        return False
    if spot.side == "through" and not (ins and any(isinstance(step, Sent) for step in hop.steps)):
        return False
    if spot.is_translating and not any(_is_new_source(step) for step in hop.steps):
        return False
    if not spot.route:
        return True
    return any(isinstance(step, Routed) and _decides(spot.route, step) for step in hop.steps)


def _decides(prefix: str, step: Routed) -> bool:
    """Whether the route to a prefix decided, or a user's default route in its place: that takes such rows away (D28)."""
    dst = step.entry.dst if step.entry else ""
    if dst == "0.0.0.0/0" and prefix in PRIVATE_PREFIXES:
        first, last = range_of(prefix)
        return first <= number_of(step.headers.destination) <= last
    return dst == prefix


def _is_new_source(step: Step) -> bool:
    return isinstance(step, Translated) and step.rule is not None and step.what == "source"


def obstacles_of(atlas: Atlas, trace: Trace) -> Iterator[Obstacle]:
    """Yield what ends an exchange and, as far as rules and settings go, what would end it next.

    Without a route Linux takes the next longest, which says nothing of what stands behind the right one: it ends there.
    """
    last = trace.legs[-1].hops[-1]
    for number, blocker in enumerate(trace.blockers):
        if number and blocker.decider is None:
            return
        passage, headers = Passage(blocker.netns), last.steps[-1].headers
        if number == 0:
            for step in last.steps:
                passage = passage.after(step)
        yield Obstacle(
            leg=blocker.leg,
            netns=blocker.netns,
            disposition=blocker.disposition,
            decider=blocker.decider,
            by=label_of(atlas, passage, blocker.decider, headers),
        )
        if isinstance(blocker.decider, RouteRef):
            return
