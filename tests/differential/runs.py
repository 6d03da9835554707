"""A whole run: networks drawn one after the other, packets through each, until enough of them were compared."""

from collections.abc import Iterator
from random import Random

from akslab.net.state import NetworkState
from akslab.trace.errors import Undecided
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .cases import Case, save
from .comparison import Tally, Verdict, asked_alone, compare
from .drawing import draw, redraw
from .drawing_states import draw_state
from .probes import Ports, Question, questions
from .shrinking import shrink
from .stage import Stage

PER_NETWORK = 200
PER_STATE = 80
SHRINKING_TIMEOUT_S = 0.9
CHANGES = 3
"""How often a drawn network is altered before the next is drawn: most of a real network's life is small changes."""


def document_networks(seed: int) -> Iterator[NetworkState]:
    """Compile drawn documents; each network is followed by a few that differ from it in a few things."""
    while True:
        lab = draw(seed)
        for change in range(CHANGES + 1):
            yield lab.compiled()
            lab = redraw(lab, seed * (CHANGES + 1) + change)
        seed += 1


def state_networks(seed: int) -> Iterator[NetworkState]:
    """Draw networks of forms that nothing compiles today."""
    while True:
        yield draw_state(seed)
        seed += 1


def run(
    stage: Stage, networks: Iterator[NetworkState], packets: int, tally: Tally, *, per_network: int = PER_NETWORK
) -> Iterator[Verdict]:
    """Compare `packets` packets and count them; yields the verdicts that disagree."""
    ports, random, goal = Ports(), Random(packets), tally.packets + packets
    stage.clear()
    while tally.packets < goal:
        state = next(networks)
        if ports.left() < per_network:
            stage.clear()
            ports = Ports()
        asked = [each for each in questions(state, random, per_network, ports) if _is_decided(state, each)]
        tally.undecided += per_network - len(asked)
        yield from compare(stage, state, asked, tally)


def _is_decided(state: NetworkState, question: Question) -> bool:
    try:
        send(prepare(state), *question, blockers_most=0)
    except Undecided:
        return False
    return True


def keep(stage: Stage, verdict: Verdict, name: str) -> Case:
    """Shrink a disagreement to what it takes, and write it down as a case."""
    sender, packet = verdict.question

    def disagrees(state: NetworkState) -> bool:
        if not _is_decided(state, verdict.question):
            return False
        return not asked_alone(stage, state, verdict.question, SHRINKING_TIMEOUT_S).agrees

    case = Case(
        f"found by a run: {verdict.trace.disposition}", sender, packet, shrink(verdict.state, sender, disagrees)
    )
    save(name, case)
    return case
