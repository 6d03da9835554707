"""Netfilter's order: hooks, priorities, jumps and returns, counters that decide nothing; and what it leaves open."""

import pytest

from akslab.net.nftables import (
    ConntrackState,
    Count,
    Hook,
    Interface,
    Jump,
    Masquerade,
    NftChain,
    NftMap,
    NftRule,
    NftTable,
    Verdict,
    VerdictMap,
)
from akslab.net.state import NetnsState
from akslab.trace.errors import Undecided
from akslab.trace.steps import ElementRef, Filtered, HookName, RuleRef

from .places import DROP, FORWARD, RIGHT, ask, chain, routed, steps

HOOKS: tuple[HookName, ...] = ("prerouting", "forward", "postrouting")


@pytest.mark.parametrize("hook", HOOKS)
def test_a_drop_at_any_hook_of_a_router_ends_the_way(hook: HookName) -> None:
    trace = ask(routed(chain(Hook("filter", hook, 0), DROP)), "left", RIGHT)
    (step,) = steps(trace.legs[0], Filtered)
    assert (trace.disposition, step.hook, step.rule) == ("filtered", hook, RuleRef("lab", "chain", 0, "nothing passes"))


@pytest.mark.parametrize("hook", ["input", "output"])
def test_input_and_output_are_not_met_by_what_is_forwarded(hook: HookName) -> None:
    state = routed(chain(Hook("filter", hook, 0), DROP))
    assert ask(state, "left", RIGHT).disposition == "delivered"
    assert ask(
        state, "left" if hook == "input" else "router", "10.2.0.1" if hook == "input" else RIGHT
    ).disposition == ("filtered")


def test_chains_of_one_hook_are_met_by_priority() -> None:
    table = NftTable(
        name="lab",
        chains=(
            NftChain("second", (), Hook("filter", "forward", 5)),
            NftChain("first", (), Hook("filter", "forward", -5)),
        ),
    )
    met = [step.chain for step in steps(ask(routed(table), "left", RIGHT).legs[0], Filtered)]
    assert met == ["first", "second"]


def test_an_accepted_packet_still_meets_the_next_chain() -> None:
    table = NftTable(
        name="lab",
        chains=(
            NftChain("lets", (NftRule((), (Verdict("accept"),)),), Hook("filter", "forward", -5)),
            NftChain("denies", (DROP,), Hook("filter", "forward", 5)),
        ),
    )
    assert ask(routed(table), "left", RIGHT).disposition == "filtered"


def test_a_return_goes_back_behind_the_jump_and_an_accept_does_not() -> None:
    def table(verdict: Verdict) -> NftTable:
        return NftTable(
            name="lab",
            chains=(
                NftChain("side", (NftRule((), (verdict,)),)),
                NftChain("main", (NftRule((), (Jump("side"),)), DROP), FORWARD),
            ),
        )

    assert ask(routed(table(Verdict("return"))), "left", RIGHT).disposition == "filtered"
    assert ask(routed(table(Verdict("accept"))), "left", RIGHT).disposition == "delivered"


def test_a_verdict_map_without_the_element_lets_the_next_rule_try() -> None:
    for interface, disposition in (("to0", "filtered"), ("to9", "delivered")):
        jumps = NftMap("jumps", "ifname", "verdict", ((interface, "side"),))
        table = NftTable(
            name="lab",
            maps=(jumps,),
            chains=(
                NftChain("side", (DROP,)),
                NftChain("main", (NftRule((), (VerdictMap("iifname", "jumps"),)),), FORWARD),
            ),
        )
        trace = ask(routed(table), "left", RIGHT)
        assert trace.disposition == disposition
        elements = [step.element for step in steps(trace.legs[0], Filtered) if step.verdict == "jump"]
        assert elements == ([ElementRef("jumps", "to0", "side")] if disposition == "filtered" else [])


def test_a_rule_that_only_counts_is_told_and_decides_nothing() -> None:
    table = NftTable(
        name="lab", counters=("hits",), chains=(NftChain("main", (NftRule((), (Count("hits"),)),), FORWARD),)
    )
    trace = ask(routed(table), "left", RIGHT)
    told = [(step.verdict, step.rule is None) for step in steps(trace.legs[0], Filtered)]
    assert (trace.disposition, told) == ("delivered", [("continue", False), ("accept", True)])


def test_postrouting_still_knows_where_a_packet_came_in() -> None:
    from_left = NftRule((Interface("iifname", "to0"),), (Verdict("drop"),))
    assert ask(routed(chain(Hook("filter", "postrouting", 0), from_left)), "left", RIGHT).disposition == "filtered"
    assert ask(routed(chain(Hook("filter", "postrouting", 0), from_left)), "router", RIGHT).disposition == "delivered"


def test_before_connection_tracking_every_packet_is_invalid() -> None:
    rule = NftRule((ConntrackState(("invalid",)),), (Verdict("drop"),))
    assert ask(routed(chain(Hook("filter", "prerouting", -300), rule)), "left", RIGHT).disposition == "filtered"
    assert ask(routed(chain(Hook("filter", "prerouting", -150), rule)), "left", RIGHT).disposition == "delivered"


def test_a_nat_chain_is_not_asked_where_nothing_tracks_connections() -> None:
    """Without a translating rule, and without one about states, Linux tracks nothing; a nat chain is then passed over."""
    only_drops = chain(Hook("nat", "postrouting", 100), DROP)
    assert ask(routed(only_drops), "left", RIGHT).disposition == "delivered"
    translates = NftTable(
        name="lab",
        chains=(
            NftChain("nat", (DROP, NftRule((), (Masquerade(),))), Hook("nat", "postrouting", 100)),
            NftChain("unused", (NftRule((), (Verdict("return"),)),)),
        ),
    )
    assert ask(routed(translates), "left", RIGHT).disposition == "filtered"


def test_two_tables_at_one_priority_are_not_guessed_at() -> None:
    one, other = (NftTable(name=name, chains=(NftChain("main", (), FORWARD),)) for name in ("one", "other"))
    with pytest.raises(Undecided, match="depends on their history"):
        ask(routed(one, other), "left", RIGHT)


def test_a_chain_at_connection_trackings_own_priority_is_not_guessed_at() -> None:
    rule = NftRule((ConntrackState(("new",)),), (Verdict("drop"),))
    with pytest.raises(Undecided, match="the kernel's own"):
        ask(routed(chain(Hook("filter", "prerouting", -200), rule)), "left", RIGHT)


def test_a_translation_where_linux_takes_none_is_refused() -> None:
    with pytest.raises(Undecided, match="Linux takes no Masquerade"):
        ask(routed(chain(FORWARD, NftRule((), (Masquerade(),)))), "left", RIGHT)


def test_a_form_the_model_does_not_know_is_an_error() -> None:
    with pytest.raises(AssertionError):
        ask(routed(chain(FORWARD, NftRule((), (object(),)))), "left", RIGHT)  # type: ignore[arg-type]


def test_a_setting_the_model_does_not_know_is_an_error() -> None:
    state = routed()
    odd_settings = (
        ("net.ipv4.conf.all.route_localnet", "1", "the model does not know the sysctl"),
        ("net.ipv4.ip_forward", "2", "the model knows 0, 1, not '2'"),
    )
    for name, value, complaint in odd_settings:
        odd = NetnsState(
            links=state["router"].links,
            addresses=state["router"].addresses,
            routes=state["router"].routes,
            sysctls=((name, value),),
        )
        with pytest.raises(Undecided, match=complaint):
            ask({**state, "router": odd}, "left", RIGHT)
