"""Which of the things that nobody told a packet meets on its way, and which of them could make it fare otherwise."""

from collections.abc import Iterable, Iterator, Mapping

from ..compile.effective_routes import PRIVATE_PREFIXES
from ..compile.ranges import number_of, range_of
from ..networks.values import Assumption, Spot, Traffic
from ..reach.ports import Flows, Span
from ..trace.packets import Headers
from ..trace.steps import Disposition, Dropped, Filtered, Received, Routed, RuleRef, Sent, Step, Tracked, Translated
from ..trace.traces import Hop, Trace

_ENDS: dict[str, Disposition] = {"block": "unresolved", "site": "not-forwarding"}
"""How a packet ends there that is for nobody the input has."""
Spots = Iterable[tuple[Assumption, tuple[Spot, ...]]]


def doubts_about(trace: Trace, spots: Spots, flows: Flows | None = None) -> list[Assumption]:
    """Return what could make a trace otherwise: the verdict's `unless`, without the rest of it.

    Where the packet stands for several `flows`, a rule for some ports may be about any of them.
    """
    return [each for each in met_by(trace, spots, flows) if may_change(each, trace)]


def met_by(trace: Trace, spots: Spots, flows: Flows | None = None) -> list[Assumption]:
    """Return the assumptions of whose spots a trace passes one."""
    by_netns: dict[str, list[Hop]] = {}
    for leg in trace.legs:
        for hop in leg.hops:
            by_netns.setdefault(hop.netns, []).append(hop)
    known = remembered(trace)
    devs = {(name, dev) for name, hops in by_netns.items() for hop in hops for dev in ("", *_devs(hop))}
    return [
        each
        for each, places in spots
        if any(
            (spot.netns, spot.dev) in devs
            and any(_passes(spot, hop) and _concerns(spot, hop, known, flows) for hop in by_netns[spot.netns])
            for spot in places
        )
    ]


def may_change(assumption: Assumption, trace: Trace) -> bool:
    """Whether what is taken, were it otherwise, could change what comes of the packet."""
    if assumption.unless is None:
        return False
    if trace.disposition == "delivered":
        return assumption.may_stop
    if assumption.about == "appliance":
        # Another source helps against a rule, and on the way back; it does not make a route.
        return trace.disposition == "filtered" or len(trace.legs) > 1
    if assumption.about == "group":
        return assumption.may_open and trace.disposition == "filtered"
    if assumption.about in _ENDS:
        return trace.disposition == _ENDS[assumption.about]
    return assumption.may_open


def _devs(hop: Hop) -> Iterator[str]:
    return (step.dev for step in hop.steps if isinstance(step, Received | Sent | Routed) and step.dev)


def remembered(trace: Trace) -> Mapping[str, frozenset[str]]:
    """Return by namespace the interfaces that the request passed: there, a security group knows the connection."""
    found: dict[str, set[str]] = {}
    for hop in trace.legs[0].hops:
        found.setdefault(hop.netns, set()).update(_devs(hop))
    return {netns: frozenset(devs) for netns, devs in found.items()}


def _passes(spot: Spot, hop: Hop) -> bool:
    ins = {step.dev for step in hop.steps if isinstance(step, Received)}
    outs = {step.dev for step in hop.steps if isinstance(step, Sent | Routed)}
    sides = {"in": ins, "out": outs}.get(spot.side, ins | outs)
    if spot.dev and spot.dev not in sides:
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


def _concerns(spot: Spot, hop: Hop, known: Mapping[str, frozenset[str]], flows: Flows | None) -> bool:
    """Whether a hop's packet is one that a spot's rule may be about, and that nothing before it decides."""
    if spot.traffic is None:
        return True
    routed = next((step for step in hop.steps if isinstance(step, Routed)), None)
    if routed is None or (spot.dev in known.get(hop.netns, ()) and _is_known(hop)):
        return False
    if flows is None:
        return _is_about(spot.traffic, _alone(routed.headers)) and not _is_decided_before(
            spot.chain, spot.traffic.priority, hop
        )
    # Of several flows each may be decided by another rule.
    return _is_about(spot.traffic, flows)


def _is_known(hop: Hop) -> bool:
    """Whether a packet belongs to a connection: then no rule is asked (D20)."""
    return any(isinstance(step, Tracked) and step.state == "established" for step in hop.steps)


def _alone(headers: Headers) -> Flows:
    """Return the one flow of a packet."""
    source, destination = headers.source_port, headers.destination_port
    return Flows(headers.protocol, ((source, source),), ((destination, destination),))


def _is_about(traffic: Traffic, flows: Flows) -> bool:
    if flows.protocol not in traffic.protocols:
        return False
    if flows.protocol == "icmp":
        return True
    ends = (traffic.source_ports, flows.source_ports), (traffic.destination_ports, flows.destination_ports)
    return all(not told or _meet(told, spans) for told, spans in ends)


def _meet(some: Iterable[Span], others: tuple[Span, ...]) -> bool:
    return any(first <= last_of and first_of <= last for first, last in some for first_of, last_of in others)


def _is_decided_before(chain: str, priority: int, hop: Hop) -> bool:
    """Whether a rule of this group that comes first has decided, or a rule of another one has dropped the packet."""
    for step in hop.steps:
        if isinstance(step, Filtered) and step.rule and step.chain == chain and step.verdict in ("return", "drop"):
            return _priority(step.rule) < priority
    last = hop.steps[-1]
    return isinstance(last, Dropped) and isinstance(last.decider, RuleRef)


def _priority(rule: RuleRef) -> int:
    """Return the priority of a security rule, which ends its comment."""
    text = (rule.comment or "").rpartition("(")[2].rstrip(")")
    return int(text) if text.isdecimal() else 0
