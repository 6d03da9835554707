"""Whatever the kernel does with a packet, the model said so before: rule by rule, with every header on the way."""

import pytest

from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .cases import load, names
from .comparison import Tally, asked_alone
from .runs import PER_STATE, document_networks, run, state_networks
from .stage import Stage

pytestmark = pytest.mark.kernel

SEED = 20_000
COMPILED, DRAWN = 4_000, 1_600
CASE_TIMEOUT_S = 0.9


def test_compiled_networks_do_what_the_model_says(stage: Stage, tallies: dict[str, Tally]) -> None:
    tally = tallies["compiled networks"] = Tally()
    assert [str(each) for each in run(stage, document_networks(SEED), COMPILED, tally)] == []
    assert tally.agreed == tally.packets >= COMPILED
    assert tally.shortfalls() == []
    assert tally.incomplete < tally.packets // 20


def test_networks_of_any_form_do_what_the_model_says(stage: Stage, tallies: dict[str, Tally]) -> None:
    tally = tallies["networks of any form"] = Tally()
    assert [str(each) for each in run(stage, state_networks(SEED), DRAWN, tally, per_network=PER_STATE)] == []
    assert tally.agreed == tally.packets >= DRAWN
    assert tally.missing_steps() == []
    assert tally.undecided < tally.packets // 20


@pytest.mark.parametrize("name", names())
def test_what_once_was_told_differently_is_told_the_same(stage: Stage, name: str) -> None:
    case = load(name)
    verdict = asked_alone(stage, case.state, case.question, CASE_TIMEOUT_S)
    assert verdict.agrees, f"{case.why}\n{verdict}"
    assert verdict.legs is not None


def test_a_case_still_says_what_it_was_kept_for() -> None:
    """Ends of the kept packets: a change of the model that alters one is looked at, not waved through."""
    ends = {}
    for name in names():
        case = load(name)
        trace = send(prepare(case.state), *case.question)
        ends[name] = f"{trace.legs[-1].name}: {trace.disposition}"
    assert ends == {
        "a_bridge_that_does_not_forward_bridges_no_readdressed_packet": "reply: not-forwarding",
        "a_lost_way_behind_a_translation_of_output": "request: blackholed",
        "a_reset_ends_what_it_answers": "reply: loop",
        "a_route_that_leads_back_to_who_translated": "request: martian-source",
        "a_syn_to_a_broadcast_address_passes_input": "request: unanswered-broadcast",
        "an_echo_whose_answers_are_taken_is_renumbered": "request: martian-source",
        "data_of_an_unseen_handshake_is_a_new_connection": "answer: stray",
        "who_is_asked_by_arp_learns_who_asked": "reply: reverse-path",
        "without_an_address_linux_speaks_from_zero": "request: martian-source",
    }
