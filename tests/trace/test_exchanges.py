"""There and back: a request is nothing without its reply, and TCP is judged by what follows the handshake."""

from msgspec.structs import replace

from akslab.net.nftables import (
    AddressIn,
    ConntrackState,
    DnatFromMap,
    Hook,
    Masquerade,
    NftMap,
    NftRule,
    Protocol,
    Verdict,
)
from akslab.net.state import RouteEntry
from akslab.trace.connections import Connections
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send
from akslab.trace.steps import AddressRef, ElementRef, RuleRef, Tracked, Translated
from akslab.trace.traces import Blocker

from .places import (
    DROP,
    FORWARD,
    LEFT,
    RIGHT,
    RIGHT_GATEWAY,
    ask,
    chain,
    leg,
    routed,
    seen_source,
    steps,
    two_ways,
    way,
)


def test_a_tcp_exchange_has_four_legs_and_all_take_the_same_way() -> None:
    trace = ask(routed(), "left", RIGHT)
    assert trace.disposition == "delivered"
    assert [each.name for each in trace.legs] == ["request", "reply", "handshake-end", "answer"]
    ways = [way(each) for each in trace.legs]
    there, back = ["left", "router", "right"], ["right", "router", "left"]
    assert ways == [there, back, there, back]


def test_a_datagram_and_an_echo_have_two() -> None:
    for protocol in ("udp", "icmp"):
        trace = ask(routed(), "left", RIGHT, protocol=protocol)
        assert ([each.name for each in trace.legs], trace.disposition) == (["request", "reply"], "delivered")


def test_a_reply_that_a_rule_drops_is_no_delivery() -> None:
    """A ping was lost once although the request's rule said accept: the reply met the last rule."""
    only_there = NftRule((AddressIn("ip daddr", ((RIGHT, RIGHT),)),), (Verdict("accept"),))
    trace = ask(routed(chain(FORWARD, only_there, DROP)), "left", RIGHT, protocol="icmp")
    assert (trace.disposition, trace.legs[-1].name) == ("filtered", "reply")
    assert trace.blockers[0].decider == RuleRef("lab", "chain", 1, "nothing passes")


def test_connection_tracking_lets_the_reply_back_in() -> None:
    known = NftRule((ConntrackState(("established", "related")),), (Verdict("accept"),))
    only_there = NftRule((AddressIn("ip daddr", ((RIGHT, RIGHT),)),), (Verdict("accept"),))
    trace = ask(routed(chain(FORWARD, known, only_there, DROP)), "left", RIGHT)
    assert trace.disposition == "delivered"
    states = [[step.state for step in steps(each, Tracked)] for each in trace.legs]
    assert states == [["new"], ["established"], ["established"], ["established"]]


def test_what_is_masqueraded_comes_back_to_who_sent_it() -> None:
    masquerade = chain(Hook("nat", "postrouting", 100), NftRule((), (Masquerade(),)))
    trace = ask(routed(masquerade), "left", RIGHT)
    assert (trace.disposition, seen_source(trace)) == ("delivered", RIGHT_GATEWAY)
    (back,) = steps(leg(trace, "reply"), Translated)
    assert (back.before.destination, back.headers.destination) == (RIGHT_GATEWAY, LEFT)
    assert back.rule is None


def test_two_connections_that_would_get_the_same_answers_get_different_ports() -> None:
    masquerade = chain(Hook("nat", "postrouting", 100), NftRule((), (Masquerade(),)))
    network, connections = prepare(routed(masquerade)), Connections()
    first = send(network, "left", Packet(destination=RIGHT, source_port=5000), connections)
    own = send(network, "router", Packet(destination=RIGHT, source_port=5000), connections)
    assert (first.disposition, own.disposition) == ("delivered", "delivered")
    assert own.legs[0].hops[-1].steps[-1].headers.source_port == 5001
    again = send(network, "left", Packet(destination=RIGHT, source_port=6000), connections)
    assert again.legs[0].hops[-1].steps[-1].headers.source_port == 6000


def test_the_answer_may_take_another_way() -> None:
    trace = ask(two_ways(), "left", RIGHT)
    assert trace.disposition == "delivered"
    assert way(leg(trace, "reply")) == ["right", "other", "left"]


def test_a_way_back_that_misses_the_translator_ends_as_a_stranger() -> None:
    """Who asked for 10.9.9.9 takes no answer from 10.2.0.2."""
    published = NftMap("published", "ipv4_addr", "ipv4_addr", (("10.9.9.9", RIGHT),))
    table = chain(
        Hook("nat", "prerouting", -100), NftRule((), (DnatFromMap("ip daddr", "published"),)), maps=(published,)
    )
    trace = ask(two_ways(router=(table,)), "left", "10.9.9.9")
    assert (trace.disposition, trace.legs[-1].name, way(trace.legs[-1])[-1]) == ("stray", "reply", "left")
    assert trace.blockers == (Blocker("reply", "left", "stray", AddressRef(RIGHT), "eth1", "lo"),)
    by_the_router = ask(routed(table), "left", "10.9.9.9")
    assert by_the_router.disposition == "delivered"
    (there,) = steps(by_the_router.legs[0], Translated)
    assert (there.what, there.element) == ("destination", ElementRef("published", "10.9.9.9", RIGHT))


def test_a_filter_that_did_not_see_the_syn_calls_its_answer_invalid() -> None:
    strict = chain(FORWARD, NftRule((ConntrackState(("invalid",)),), (Verdict("drop"),), "invalid"))
    trace = ask(two_ways(other=(strict,)), "left", RIGHT)
    assert (trace.disposition, trace.legs[-1].name) == ("filtered", "reply")
    assert ask(two_ways(other=(strict,)), "left", RIGHT, protocol="udp").disposition == "delivered"


def test_a_filter_that_did_not_see_the_answer_calls_what_follows_it_invalid() -> None:
    strict = chain(FORWARD, NftRule((ConntrackState(("invalid",)),), (Verdict("drop"),), "invalid"))
    trace = ask(two_ways(router=(strict,)), "left", RIGHT)
    assert (trace.disposition, trace.legs[-1].name) == ("filtered", "handshake-end")


def test_a_reset_is_the_answer_where_nobody_listens() -> None:
    trace = ask(routed(), "left", RIGHT, refused=True)
    assert ([each.name for each in trace.legs], trace.disposition) == (["request", "reply"], "delivered")


def test_to_its_own_address_a_machine_speaks_by_lo() -> None:
    trace = ask(routed(), "left", LEFT)
    assert (trace.disposition, way(trace.legs[0]), seen_source(trace)) == ("delivered", ["left"], LEFT)


def test_a_forged_source_draws_the_answer_to_somebody_else() -> None:
    trace = ask(two_ways(), "left", RIGHT, source="10.4.0.1", protocol="udp")
    assert (trace.disposition, trace.legs[-1].name, way(trace.legs[-1])[-1]) == ("stray", "reply", "other")


def test_a_routers_own_address_as_a_source_is_not_believed() -> None:
    trace = ask(routed(), "left", RIGHT, source=RIGHT_GATEWAY)
    assert (trace.disposition, trace.blockers[0].netns) == ("martian-source", "router")


def test_without_a_route_back_the_reply_goes_nowhere() -> None:
    state = routed()
    deaf = {**state, "right": replace(state["right"], routes=(RouteEntry(dst="10.2.0.0/24", dev="eth0"),))}
    trace = ask(deaf, "left", RIGHT)
    assert (trace.disposition, trace.legs[-1].name, way(trace.legs[-1])) == ("no-route", "reply", ["right"])


def test_udp_filters_say_nothing_about_tcp() -> None:
    no_udp = NftRule((Protocol(("udp",)),), (Verdict("drop"),))
    state = routed(chain(FORWARD, no_udp))
    assert ask(state, "left", RIGHT, protocol="udp").disposition == "filtered"
    assert ask(state, "left", RIGHT).disposition == "delivered"
