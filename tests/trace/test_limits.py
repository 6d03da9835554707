"""What a packet itself runs out of: TTL, size; and going round for ever, which is reported with the round."""

import pytest
from msgspec.structs import replace

from akslab.net.nftables import Jump, NftChain, NftRule, NftTable, Port, Protocol, Verdict
from akslab.net.state import RouteEntry
from akslab.trace.errors import Undecided
from akslab.trace.steps import Fragmented, LimitRef, TtlDecremented

from .places import FORWARD, LEFT, RIGHT, ask, chain, routed, steps, way


def test_every_router_costs_one_ttl() -> None:
    trace = ask(routed(), "left", RIGHT, ttl=2)
    assert trace.disposition == "delivered"
    (step,) = steps(trace.legs[0], TtlDecremented)
    assert step.headers.ttl == 1


def test_with_ttl_one_a_packet_ends_at_the_first_router() -> None:
    trace = ask(routed(), "left", RIGHT, ttl=1)
    assert (trace.disposition, way(trace.legs[0])) == ("ttl-exceeded", ["left", "router"])
    assert [blocker.decider for blocker in trace.blockers] == [LimitRef("ttl")]


def test_a_large_packet_is_cut_or_refused_as_its_sender_wants() -> None:
    cut = ask(routed(), "left", RIGHT, protocol="udp", size=3000, dont_fragment=False)
    assert (cut.disposition, [step.mtu for step in steps(cut.legs[0], Fragmented)]) == ("delivered", [1500, 1500])
    refused = ask(routed(), "left", RIGHT, protocol="udp", size=3000)
    assert (refused.disposition, way(refused.legs[0])) == ("too-big", ["left"])
    assert ask(routed(), "left", LEFT, protocol="udp", size=3000).disposition == "delivered"


def test_fragments_before_a_rule_about_ports_are_not_guessed_at() -> None:
    by_port = NftRule((Protocol(("udp",)), Port("th dport", ((80, 80),))), (Verdict("drop"),))
    with pytest.raises(Undecided, match="fragments have none"):
        ask(routed(chain(FORWARD, by_port)), "left", RIGHT, protocol="udp", size=3000, dont_fragment=False)
    assert ask(routed(chain(FORWARD, by_port)), "left", RIGHT, protocol="udp").disposition == "filtered"


def test_a_round_is_reported_with_its_namespaces() -> None:
    state = routed()
    back = replace(
        state["right"],
        routes=(RouteEntry(dst="0.0.0.0/0", via="10.2.0.1", dev="eth0"), RouteEntry(dst="10.2.0.0/24", dev="eth0")),
        sysctls=(("net.ipv4.conf.all.send_redirects", "0"), ("net.ipv4.ip_forward", "1")),
    )
    onward = (
        RouteEntry(dst="10.1.0.0/24", dev="to0"),
        RouteEntry(dst="10.2.0.0/24", dev="to1"),
        RouteEntry(dst="10.8.0.0/16", via=RIGHT, dev="to1"),
    )
    looped = {**state, "right": back, "router": replace(state["router"], routes=onward)}
    trace = ask(looped, "left", "10.8.1.1")
    assert (trace.disposition, trace.legs[0].cycle) == ("loop", ("right", "router"))
    short = ask(looped, "left", "10.8.1.1", ttl=3)
    assert short.disposition == "ttl-exceeded"


def test_a_chain_that_jumps_too_deep_is_refused() -> None:
    jumps = tuple(
        NftChain(f"c{depth}", (NftRule((), (Jump(f"c{depth + 1}"),)),), FORWARD if depth == 0 else None)
        for depth in range(20)
    )
    table = NftTable(name="lab", chains=(*jumps, NftChain("c20")))
    with pytest.raises(Undecided, match="more than 16 jumps"):
        ask(routed(table), "left", RIGHT)
