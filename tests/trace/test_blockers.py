"""What else would stop it: behind every obstacle the next one is looked for, as if the first were not there."""

from akslab.net.nftables import AddressIn, Hook, NftChain, NftRule, NftTable, Verdict
from akslab.net.state import RouteEntry
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send
from akslab.trace.steps import RouteRef, RuleRef, SysctlRef

from .places import DROP, FORWARD, FORWARDING, LEFT, RIGHT, ask, chain, routed


def test_what_arrives_has_no_blockers() -> None:
    assert ask(routed(), "left", RIGHT).blockers == ()


def test_every_rule_that_would_drop_is_named_in_order() -> None:
    rules = [NftRule((), (Verdict("drop"),), f"number {number}") for number in range(3)]
    trace = ask(routed(chain(FORWARD, *rules)), "left", RIGHT)
    assert [blocker.decider for blocker in trace.blockers] == [
        RuleRef("lab", "chain", number, f"number {number}") for number in range(3)
    ]


def test_a_rule_behind_one_that_accepts_is_no_blocker() -> None:
    first = NftRule((), (Verdict("drop"),), "first")
    trace = ask(routed(chain(FORWARD, first, NftRule((), (Verdict("accept"),)), DROP)), "left", RIGHT)
    assert [blocker.decider for blocker in trace.blockers] == [RuleRef("lab", "chain", 0, "first")]


def test_obstacles_of_different_kinds_and_namespaces_are_found_one_behind_the_other() -> None:
    routes = (
        RouteEntry(dst="10.1.0.0/24", dev="to0"),
        RouteEntry(dst="10.2.0.0/24", dev="to1"),
        RouteEntry(dst=f"{RIGHT}/32", kind="blackhole"),
    )
    state = routed(chain(FORWARD, DROP), routes=routes, sysctls=())
    trace = ask(state, "left", RIGHT)
    assert [(blocker.disposition, blocker.decider) for blocker in trace.blockers] == [
        ("blackholed", RouteRef(254, f"{RIGHT}/32")),
        ("not-forwarding", SysctlRef("net.ipv4.ip_forward", "0")),
        ("filtered", RuleRef("lab", "chain", 0, "nothing passes")),
    ]


def test_what_would_stop_the_reply_is_named_too() -> None:
    there = NftRule((AddressIn("ip daddr", ((RIGHT, RIGHT),)),), (Verdict("drop"),), "there")
    back = NftRule((AddressIn("ip daddr", ((LEFT, LEFT),)),), (Verdict("drop"),), "back")
    trace = ask(routed(chain(FORWARD, there, back)), "left", RIGHT)
    assert [(blocker.leg, blocker.netns) for blocker in trace.blockers] == [("request", "router"), ("reply", "router")]


def test_where_no_object_decided_the_list_ends() -> None:
    state = routed(routes=(RouteEntry(dst="10.1.0.0/24", dev="to0"),))
    trace = ask(state, "left", RIGHT)
    assert [(blocker.disposition, blocker.decider) for blocker in trace.blockers] == [("no-route", None)]


def test_the_list_is_bounded() -> None:
    rules = [NftRule((), (Verdict("drop"),), f"number {number}") for number in range(50)]
    network = prepare(routed(chain(FORWARD, *rules)))
    assert len(send(network, "left", Packet(destination=RIGHT)).blockers) == 8
    assert len(send(network, "left", Packet(destination=RIGHT), blockers_most=3).blockers) == 3
    assert send(network, "left", Packet(destination=RIGHT), blockers_most=0).blockers == ()


def test_the_trace_itself_shows_what_really_happens() -> None:
    """Walking past an obstacle is for the list only; nothing of it leaks into the connections or the legs."""
    table = NftTable(name="lab", chains=(NftChain("chain", (DROP,), Hook("filter", "forward", 0)),))
    trace = ask(routed(table, sysctls=FORWARDING), "left", RIGHT)
    assert len(trace.legs) == 1
    assert trace.legs[0].hops[-1].netns == "router"
