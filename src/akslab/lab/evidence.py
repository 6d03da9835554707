"""The kernel as witness of a trace: a real packet with nftables' tracing on, and its lines beside the model's steps.

Both are brought to the same form, the lines nftables writes, and compared leg by leg and namespace by namespace.
"""

from collections.abc import Iterable
from itertools import cycle
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from ..kernel.seam import Machines, Probe, ProbeResult, TraceLine
from ..net.state import NetworkState
from ..trace.packets import Headers, Packet
from ..trace.prepared import Network
from ..trace.sending import send
from ..trace.steps import (
    Bridged,
    Delivered,
    Dropped,
    Filtered,
    Fragmented,
    Marked,
    Originated,
    Received,
    Resolved,
    Routed,
    RuleRef,
    Sent,
    Step,
    Tracked,
    Translated,
    TtlDecremented,
)
from ..trace.traces import Leg, LegName, Trace

ByNetns = dict[str, list[TraceLine]]
SEGMENTS: dict[tuple[str, LegName], tuple[str, ...]] = {
    ("tcp", "request"): ("syn",),
    ("tcp", "reply"): ("syn-ack",),
    ("tcp", "handshake-end"): ("ack",),
    ("tcp", "answer"): ("ack", "data"),
    ("udp", "request"): ("datagram",),
    ("udp", "reply"): ("datagram",),
    ("icmp", "request"): ("echo-request",),
    ("icmp", "reply"): ("echo-reply",),
}
"""The first packet of such a kind is the leg's: a server may acknowledge a request before it answers."""
TRACED_MOST = 64
"""In a larger lab only those are listened to that the packet should come by: each takes a socket and a transaction."""
FROM_CLIENT: frozenset[LegName] = frozenset({"request", "handshake-end"})


class LegEvidence(Struct, frozen=True):
    """One leg as the model and the kernel tell it, by namespace; `agrees` when they say the same."""

    name: LegName
    model: ByNetns
    kernel: ByNetns
    agrees: bool


class Proof(Struct, frozen=True):
    """A trace, what the real packet met, and the kernel's own words; not `complete` when it lost some."""

    trace: Trace
    result: ProbeResult
    legs: tuple[LegEvidence, ...]
    complete: bool


def traced_namespaces(state: NetworkState) -> tuple[str, ...]:
    """List the namespaces that have something to say: those with tables."""
    return tuple(name for name, netns in sorted(state.items()) if netns.tables)


def probe_of(sender: str, packet: Packet, timeout_s: float) -> Probe:
    """Return the probe that sends `packet`. TCP asks the built-in workload, so that all four legs are walked."""
    protocol = "http" if packet.protocol == "tcp" else packet.protocol
    return Probe(
        netns=sender,
        address=packet.destination,
        port=packet.destination_port,
        protocol=protocol,
        timeout_s=timeout_s,
        source_port=packet.source_port,
        ttl=packet.ttl,
        size=0 if packet.protocol == "tcp" else packet.size,
    )


async def prove(machines: Machines, network: Network, sender: str, packet: Packet, timeout_s: float = 0.9) -> Proof:
    """Send `packet` through the model and through the kernel, and lay what both say side by side.

    The kernel's state must be the network's. `packet.source_port` should be one that nothing else uses now: it is how
    the packet is recognised. Below a second TCP repeats nothing. Raises KernelError, and what `send` raises.
    """
    trace = send(network, sender, packet)
    probe = probe_of(sender, packet, timeout_s)
    talking = traced_namespaces(network.state)
    if len(talking) > TRACED_MOST:
        met = {hop.netns for leg in trace.legs for hop in leg.hops}
        talking = tuple(name for name in talking if name in met)
    witnessed = await machines.witness((probe,), talking)
    (result,) = witnessed.results
    if result.outcome == "refused" and packet.protocol == "tcp":
        trace = send(network, sender, replace(packet, refused=True))
    legs = compared(trace, witnessed.lines)
    if result.outcome == "refused" and packet.protocol == "udp":
        # What comes back is an ICMP error, which the model does not follow.
        legs = legs[:1]
    return Proof(trace, result, legs, witnessed.complete)


def compared(trace: Trace, lines: Iterable[TraceLine], *, repeats: bool = False) -> tuple[LegEvidence, ...]:
    """Lay a trace's legs beside the kernel's lines about the same packet.

    With `repeats` TCP had the time to send its first packet again, which may meet another fate: it is left out. Where
    Linux picks another port by chance the packet is not known by its port any more, and the comparison ends.
    """
    about_it = [line for line in lines if _is_about(trace.packet, line)]
    found = []
    for leg in trace.legs:
        is_cut = any(_is_by_chance(step) for hop in leg.hops for step in hop.steps)
        found.append(_compared(trace.packet, leg, about_it, repeats or is_cut))
        if is_cut:
            break
    return tuple(found)


def _is_by_chance(step: Step) -> bool:
    """Whether a port was changed, which no rule asks for: two connections would have had the same answers."""
    if not isinstance(step, Translated):
        return False
    before, after = step.before, step.headers
    return (before.source_port, before.destination_port) != (after.source_port, after.destination_port)


def _is_about(packet: Packet, line: TraceLine) -> bool:
    return line.protocol == packet.protocol and packet.source_port in (line.source_port, line.destination_port)


def _compared(packet: Packet, leg: Leg, lines: list[TraceLine], repeats: bool) -> LegEvidence:
    model = model_lines(leg)
    segments = ("rst",) if packet.refused and leg.name == "reply" else SEGMENTS[packet.protocol, leg.name]
    kernel: ByNetns = {}
    for line in lines:
        is_from_client = line.source_port == packet.source_port
        if line.segment in segments and is_from_client == (leg.name in FROM_CLIENT):
            kernel.setdefault(line.netns, []).append(line)
    agrees = model.keys() == kernel.keys() and all(
        _says_the_same(told, kernel[netns], leg, repeats) for netns, told in model.items()
    )
    return LegEvidence(leg.name, model, kernel, agrees)


def _says_the_same(model: list[TraceLine], kernel: list[TraceLine], leg: Leg, repeats: bool) -> bool:
    """Compare two tellings of one leg; the kernel's may go on.

    A round goes on until its TTL ends, a handshake is followed by data, and what was not acknowledged comes again.
    """
    if len(kernel) < len(model):
        return False
    if repeats or leg.disposition == "loop" or leg.name in ("handshake-end", "answer"):
        return all(map(_same, model, kernel))
    return all(map(_same, cycle(model), kernel))


def _same(model: TraceLine, kernel: TraceLine) -> bool:
    return model == TraceLine(
        kernel.netns,
        kernel.table,
        kernel.chain,
        kernel.rule,
        kernel.comment,
        kernel.verdict,
        kernel.target,
        kernel.protocol,
        kernel.source,
        kernel.source_port,
        kernel.destination,
        kernel.destination_port,
        kernel.ttl,
        kernel.mark,
        "",
        0,
    )


def model_lines(leg: Leg) -> ByNetns:
    """Write a leg's steps as nftables would write them, by namespace, up to a port that was picked by chance."""
    found: ByNetns = {}
    for hop in leg.hops:
        for place, step in enumerate(hop.steps):
            line = _line(hop.netns, step, hop.steps[place + 1 : place + 2])
            if line is not None:
                found.setdefault(hop.netns, []).append(line)
            if _is_by_chance(step):
                return found
    return found


def _line(netns: str, step: Step, following: tuple[Step, ...]) -> TraceLine | None:
    match step:
        case Filtered(table=table, chain=chain, rule=rule, verdict=verdict, target=target):
            return _told(netns, (table, chain), rule, (verdict, target), step.headers)
        case Marked(rule=rule):
            if following and isinstance(following[0], Filtered) and following[0].rule == rule:
                return None
            return _told(netns, (rule.table, rule.chain), rule, ("continue", None), step.headers)
        case Translated(rule=rule):
            if rule is None:
                return None
            return _told(netns, (rule.table, rule.chain), rule, ("accept", None), step.before)
        case (
            Originated()
            | Received()
            | Bridged()
            | Tracked()
            | Routed()
            | TtlDecremented()
            | Fragmented()
            | Resolved()
            | Sent()
            | Delivered()
            | Dropped()
        ):
            return None
        case _:
            assert_never(step)


def _told(
    netns: str, chain: tuple[str, str], rule: RuleRef | None, verdict: tuple[str, str | None], headers: Headers
) -> TraceLine:
    return TraceLine(
        netns,
        *chain,
        rule.index if rule else None,
        rule.comment if rule else None,
        *verdict,
        headers.protocol,
        headers.source,
        headers.source_port,
        headers.destination,
        headers.destination_port,
        headers.ttl,
        headers.mark,
        "",
        0,
    )
