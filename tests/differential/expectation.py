"""What a probe must come to, by a trace: its outcome, and who answered whom."""

from dataclasses import dataclass

from akslab.trace.steps import Delivered, Disposition, Originated
from akslab.trace.traces import Leg, Trace

AT_HOME: dict[Disposition, str] = {
    "no-route": "unreachable",
    "blackholed": "unreachable",
    "unanswered-broadcast": "unreachable",
}
"""What a socket hears at once when its own namespace ends the way."""
MAY_BE_TOLD: frozenset[Disposition] = frozenset({"unresolved", "ttl-exceeded", "no-route", "loop"})
"""A router that ends the way so tells the sender by ICMP, if it has an address and a route; the model leaves it out."""


@dataclass(frozen=True)
class Expected:
    """Outcomes that agree with a trace; `answer` is what the other side says, where it says something."""

    outcomes: frozenset[str]
    answer: str = ""


def expected(trace: Trace) -> Expected:
    """Say what the probe that sends a trace's packet comes to."""
    request = trace.legs[0]
    if request.disposition != "delivered":
        return Expected(_failures(request, trace.packet.protocol))
    if trace.packet.refused and trace.disposition == "delivered":
        return Expected(frozenset({"refused"}))
    if trace.disposition != "delivered" or len(trace.legs) == 1:
        return Expected(_failures(trace.legs[-1], trace.packet.protocol) | _echoes(trace))
    if trace.packet.protocol == "icmp":
        return Expected(frozenset({"answered"}))
    return Expected(frozenset({"answered"}), _words(request))


def _failures(leg: Leg, protocol: str) -> frozenset[str]:
    # Once a packet has been made, TCP says nothing of a failure to send it: it will try again.
    tells = protocol != "tcp" or not isinstance(leg.hops[0].steps[0], Originated)
    if leg.name == "request" and len(leg.hops) == 1 and tells and leg.disposition in AT_HOME:
        return frozenset({AT_HOME[leg.disposition]})
    if leg.name == "answer" and leg.disposition == "stray":
        # The client resets what it takes for a stranger's connection, and the server perhaps the client's then.
        return frozenset({"timeout", "refused"})
    if leg.disposition in MAY_BE_TOLD and leg.name == "request":
        return frozenset({"timeout", "unreachable"})
    return frozenset({"timeout"})


def _echoes(trace: Trace) -> frozenset[str]:
    """Whoever sent an echo request is shown every echo reply with its identifier, whoever it is from."""
    last = trace.legs[-1]
    is_echo = trace.packet.protocol == "icmp" and last.disposition == "stray" and last.hops[-1].netns == trace.sender
    return frozenset({"answered"}) if is_echo else frozenset()


def _words(request: Leg) -> str:
    hop = request.hops[-1]
    arrived = hop.steps[-1]
    assert isinstance(arrived, Delivered)
    return f"name: {hop.netns}\nclient: {arrived.headers.source}\n"
