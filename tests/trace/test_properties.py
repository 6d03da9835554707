"""What holds for every packet in every network, drawn at random from the forms that exist."""

from random import Random

from differential.drawing import draw
from differential.drawing_states import draw_state
from differential.probes import Ports, Question, questions
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from akslab.net.nftables import NftChain, NftRule, NftTable, Verdict
from akslab.net.state import NetworkState
from akslab.trace.errors import Undecided
from akslab.trace.prepared import prepare
from akslab.trace.sending import send
from akslab.trace.steps import Delivered, Dropped, Originated, TtlDecremented
from akslab.trace.traces import Trace

SEEDS = st.integers(0, 5_000)
LONGEST_WAY = 2 * 255


def network_of(seed: int) -> NetworkState:
    return draw_state(seed) if seed % 2 else draw(seed).compiled()


def asked(state: NetworkState, seed: int) -> Question:
    return questions(state, Random(seed), 1, Ports())[0]


def answer(state: NetworkState, question: Question) -> Trace:
    try:
        return send(prepare(state), *question, blockers_most=3)
    except Undecided:
        assume(False)
        raise


@settings(deadline=None, max_examples=40)
@given(SEEDS, SEEDS)
def test_a_trace_is_whole(seed: int, pick: int) -> None:
    """Every leg begins with a sender and ends with one last word, which is the leg's; only the last leg fails."""
    state = network_of(seed)
    question = asked(state, pick)
    trace = answer(state, question)
    for each in trace.legs:
        steps = [step for hop in each.hops for step in hop.steps]
        assert isinstance(steps[0], Originated) or isinstance(steps[-1], Dropped)
        last = steps[-1]
        assert isinstance(last, Delivered | Dropped)
        assert (last.disposition if isinstance(last, Dropped) else "delivered") == each.disposition
        assert len(each.hops) <= LONGEST_WAY
        assert bool(each.cycle) == (each.disposition == "loop")
    assert [each.disposition for each in trace.legs[:-1]] == ["delivered"] * (len(trace.legs) - 1)
    assert trace.disposition == trace.legs[-1].disposition
    assert bool(trace.blockers) == (trace.disposition != "delivered")


@settings(deadline=None, max_examples=40)
@given(SEEDS, SEEDS)
def test_a_delivered_reply_comes_back_to_the_socket_that_asked(seed: int, pick: int) -> None:
    state = network_of(seed)
    sender, packet = asked(state, pick)
    trace = answer(state, (sender, packet))
    assume(trace.disposition == "delivered" and len(trace.legs) > 1)
    first, last = trace.legs[0].hops[0].steps[0].headers, trace.legs[1].hops[-1].steps[-1].headers
    assert trace.legs[1].hops[-1].netns == sender
    assert (last.destination, last.source) == (first.source, packet.destination)
    assert (last.destination_port, last.source_port) == (first.source_port, first.destination_port)


@settings(deadline=None, max_examples=40)
@given(SEEDS, SEEDS)
def test_ttl_only_falls_and_by_one_a_router(seed: int, pick: int) -> None:
    state = network_of(seed)
    for each in answer(state, asked(state, pick)).legs:
        steps = [step for hop in each.hops for step in hop.steps]
        spent = sum(isinstance(step, TtlDecremented) for step in steps)
        assert steps[0].headers.ttl - steps[-1].headers.ttl == spent


@settings(deadline=None, max_examples=40)
@given(SEEDS, SEEDS, SEEDS)
def test_a_rule_that_drops_never_makes_more_delivered(seed: int, pick: int, where: int) -> None:
    state = network_of(seed)
    question = asked(state, pick)
    places = [
        (name, at, number)
        for name, netns in state.items()
        for at, table in enumerate(netns.tables)
        for number, chain in enumerate(table.chains)
    ]
    assume(places)
    name, at, number = places[where % len(places)]
    tables = list(state[name].tables)
    tables[at] = _with_drop(tables[at], number, where)
    stricter = {**state, name: replace(state[name], tables=tuple(tables))}
    if answer(stricter, question).disposition == "delivered":
        assert answer(state, question).disposition == "delivered"


def _with_drop(table: NftTable, number: int, where: int) -> NftTable:
    """Put a rule that drops something into a chain: what another rule of the table matches, or everything."""
    matches = [rule.matches for chain in table.chains for rule in chain.rules] or [()]
    chain = table.chains[number]
    place = where % (len(chain.rules) + 1)
    rule = NftRule(matches[where % len(matches)], (Verdict("drop"),), "more")
    changed = NftChain(chain.name, (*chain.rules[:place], rule, *chain.rules[place:]), chain.hook)
    return replace(table, chains=(*table.chains[:number], changed, *table.chains[number + 1 :]))
