"""One network's packets through both, the model and the kernel, and where they say different things."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import get_args

from akslab.kernel.seam import ProbeResult, TraceLine
from akslab.lab.evidence import LegEvidence, compared, probe_of
from akslab.net.state import NetworkState
from akslab.trace.prepared import prepare
from akslab.trace.sending import send
from akslab.trace.steps import Step, Translated
from akslab.trace.traces import Trace

from .expectation import Expected, expected
from .probes import Question
from .stage import Stage

TIMEOUT_S = 0.35
PATIENCE_S = (0.9, 3.0)
"""Alone, and alone with patience: a router that answers ARP for others takes up to 0.8 s each time (proxy_delay)."""
STEP_KINDS = tuple(kind.__name__ for kind in get_args(Step))
STEPS_LEAST, DROPPED_LEAST, TRANSLATED_LEAST = 100, 0.30, 0.30


@dataclass(frozen=True)
class Verdict:
    """What the two tell about one packet; `legs` is None when the kernel lost lines."""

    question: Question
    state: NetworkState
    trace: Trace
    expected: Expected
    result: ProbeResult
    legs: tuple[LegEvidence, ...] | None

    @property
    def agrees(self) -> bool:
        """Whether outcome, answer and every line agree."""
        is_expected = self.result.outcome in self.expected.outcomes and self.result.answer == self.expected.answer
        return is_expected and all(leg.agrees for leg in self.legs or ())

    def __str__(self) -> str:
        sender, packet = self.question
        told = [
            f"  {leg.name} in {netns}, line {at}\n    model  {one}\n    kernel {other}"
            for leg in self.legs or ()
            if not leg.agrees
            for netns in sorted(leg.model.keys() | leg.kernel.keys())
            for at, one, other in _first_difference(leg.model.get(netns, []), leg.kernel.get(netns, []))
        ]
        verdict = f"model {self.trace.disposition} ({self.trace.legs[-1].name}), expected {self.expected}"
        return "\n".join([f"{sender} -> {packet}", f"  {verdict}; kernel {self.result}", *told])


def _first_difference(model: Sequence[TraceLine], kernel: Sequence[TraceLine]) -> list[tuple[int, str, str]]:
    pairs = zip_longest(map(_brief, model), map(_brief, kernel), fillvalue="nothing")
    return [(at, one, other) for at, (one, other) in enumerate(pairs) if one != other][:1]


def _brief(line: TraceLine) -> str:
    ports = f"{line.source}:{line.source_port}>{line.destination}:{line.destination_port}"
    return f"{line.table} {line.chain}[{line.rule}] {line.verdict} {ports} ttl {line.ttl} mark {line.mark}"


@dataclass
class Tally:
    """How much was compared, and what kinds of things it was made of."""

    packets: int = 0
    networks: int = 0
    agreed: int = 0
    dropped: int = 0
    translated: int = 0
    incomplete: int = 0
    asked_alone: int = 0
    undecided: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    dispositions: Counter[str] = field(default_factory=Counter)

    def count(self, verdict: Verdict) -> None:
        trace = verdict.trace
        self.packets += 1
        self.agreed += verdict.agrees
        self.incomplete += verdict.legs is None
        self.dropped += trace.disposition != "delivered"
        self.dispositions[trace.disposition] += 1
        steps = [step for leg in trace.legs for hop in leg.hops for step in hop.steps]
        self.translated += any(isinstance(step, Translated) for step in steps)
        self.steps.update(type(step).__name__ for step in steps)

    def shortfalls(self) -> list[str]:
        """Name what there was too little of for the agreement to mean much."""
        found = self.missing_steps()
        if self.dropped < DROPPED_LEAST * self.packets:
            found.append(f"dropped {self.dropped} of {self.packets}")
        if self.translated < TRANSLATED_LEAST * self.packets:
            found.append(f"translated {self.translated} of {self.packets}")
        return found

    def missing_steps(self) -> list[str]:
        """Name the kinds of steps that came up too rarely."""
        return [f"{kind} {self.steps[kind]} times" for kind in STEP_KINDS if self.steps[kind] < STEPS_LEAST]

    def __str__(self) -> str:
        share = 100 / max(self.packets, 1)
        return "\n".join(
            [
                f"compared {self.packets} packets in {self.networks} networks: {self.agreed} agree "
                f"({self.agreed * share:.3f} %), {self.incomplete} by outcome only, "
                f"{self.asked_alone} asked a second time, alone, "
                f"{self.undecided} not asked since the state leaves them open",
                f"mix: {self.dropped * share:.0f} % dropped, {self.translated * share:.0f} % translated",
                "dispositions: " + ", ".join(f"{kind} {n}" for kind, n in self.dispositions.most_common()),
                "steps: " + ", ".join(f"{kind} {self.steps[kind]}" for kind in STEP_KINDS),
            ]
        )


def compare(stage: Stage, state: NetworkState, asked: Sequence[Question], tally: Tally) -> list[Verdict]:
    """Show a network, send the packets, and return what the two tell differently.

    Packets meet: one that waits for an answer to ARP holds up others, and teaches others what it hears. So what
    disagrees is asked again, alone, in a network made anew; it must agree then.
    """
    stage.show(state)
    tally.networks += 1
    found = []
    for first in _verdicts(stage, state, asked, TIMEOUT_S):
        verdict = first
        if not first.agrees:
            tally.asked_alone += 1
            for timeout_s in PATIENCE_S:
                verdict = asked_alone(stage, state, first.question, timeout_s)
                if verdict.agrees:
                    break
        tally.count(verdict)
        if not verdict.agrees:
            found.append(verdict)
    return found


def asked_alone(stage: Stage, state: NetworkState, question: Question, timeout_s: float) -> Verdict:
    """Make a network anew and send one packet through it."""
    stage.clear()
    stage.show(state)
    return _verdicts(stage, state, [question], timeout_s)[0]


def _verdicts(stage: Stage, state: NetworkState, asked: Sequence[Question], timeout_s: float) -> list[Verdict]:
    network = prepare(state)
    traces = [send(network, sender, packet, blockers_most=0) for sender, packet in asked]
    witnessed = stage.ask([probe_of(sender, packet, timeout_s) for sender, packet in asked])
    by_port: dict[int, list[TraceLine]] = {}
    for line in witnessed.lines:
        for port in {line.source_port, line.destination_port}:
            by_port.setdefault(port, []).append(line)

    def legs_of(trace: Trace) -> tuple[LegEvidence, ...] | None:
        if not witnessed.complete:
            return None
        return compared(trace, by_port.get(trace.packet.source_port, ()), repeats=timeout_s > 1)

    return [
        Verdict(question, state, trace, expected(trace), result, legs_of(trace))
        for question, trace, result in zip(asked, traces, witnessed.results, strict=True)
    ]
