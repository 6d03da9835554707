"""Frames, bridges and ARP: who takes a frame, who answers, and that an address nobody has is silence."""

import pytest
from msgspec.structs import replace

from akslab.net.nftables import DnatFromMap, Hook, Masquerade, NftMap, NftRule
from akslab.net.state import Bridge, InterfaceAddress, NetnsState, RouteEntry, Veth
from akslab.trace.errors import Undecided
from akslab.trace.steps import AddressRef, Bridged, Filtered, Resolved, TtlDecremented

from .places import (
    DROP,
    FORWARD,
    FORWARDING,
    LEFT,
    RIGHT,
    ask,
    chain,
    mac,
    routed,
    seen_source,
    steps,
    switched,
    way,
    with_neighbour,
)


def test_machines_on_one_bridge_reach_each_other_without_costing_ttl() -> None:
    trace = ask(switched(), "a", "10.3.0.3")
    assert (trace.disposition, way(trace.legs[0])) == ("delivered", ["a", "switch", "b"])
    (bridged,) = steps(trace.legs[0], Bridged)
    assert (bridged.bridge, bridged.from_port, bridged.to_port) == ("br0", "va", "vb")
    assert steps(trace.legs[0], TtlDecremented) == []


def test_bridged_packets_pass_the_filters_of_the_bridges_namespace() -> None:
    trace = ask(switched(chain(FORWARD, DROP)), "a", "10.3.0.3")
    assert (trace.disposition, trace.blockers[0].netns) == ("filtered", "switch")


def test_what_the_bridge_keeps_passes_prerouting_once() -> None:
    trace = ask(switched(chain(Hook("filter", "prerouting", -300))), "a", "10.3.0.1")
    assert (trace.disposition, len(steps(trace.legs[0], Filtered))) == ("delivered", 1)
    (bridged,) = steps(trace.legs[0], Bridged)
    assert bridged.to_port is None


def test_from_its_own_namespace_a_bridge_sends_to_the_port_of_the_machine() -> None:
    trace = ask(switched(), "switch", "10.3.0.4")
    (bridged,) = steps(trace.legs[0], Bridged)
    assert (trace.disposition, bridged.from_port, bridged.to_port) == ("delivered", None, "vc")


def test_a_bridged_packet_that_is_readdressed_goes_to_the_other_machine() -> None:
    published = NftMap("published", "ipv4_addr", "ipv4_addr", (("10.3.0.3", "10.3.0.4"),))
    table = chain(
        Hook("nat", "prerouting", -100), NftRule((), (DnatFromMap("ip daddr", "published"),)), maps=(published,)
    )
    trace = ask(switched(table), "a", "10.3.0.3")
    assert (trace.disposition, way(trace.legs[0])) == ("delivered", ["a", "switch", "c"])


def test_a_bridged_packet_can_be_masqueraded() -> None:
    trace = ask(switched(chain(Hook("nat", "postrouting", 100), NftRule((), (Masquerade(),)))), "a", "10.3.0.3")
    assert (trace.disposition, seen_source(trace)) == ("delivered", "10.3.0.1")


def test_an_address_nobody_has_is_not_resolved() -> None:
    trace = ask(switched(), "a", "10.3.0.99")
    assert (trace.disposition, way(trace.legs[0]), trace.blockers[0].decider) == (
        "unresolved",
        ["a"],
        AddressRef("10.3.0.99"),
    )


def test_who_answers_arp_is_named_and_remembered() -> None:
    trace = ask(routed(), "left", RIGHT)
    first, second = (steps(trace.legs[place], Resolved)[0] for place in (0, 2))
    assert (first.answered_by, first.neighbour) == ("router", None)
    assert (second.answered_by, second.mac) == (None, first.mac)


def test_a_permanent_neighbour_is_believed_even_where_it_is_wrong() -> None:
    state = with_neighbour(routed(), "left", "10.1.0.1", mac("10.9.9.9"))
    trace = ask(state, "left", RIGHT)
    assert (trace.disposition, trace.blockers[0]) == ("wrong-mac", trace.blockers[-1])
    assert trace.blockers[0].decider == AddressRef(mac("10.9.9.9"))


def test_a_wrong_hardware_address_on_a_bridge_reaches_nobody() -> None:
    state = with_neighbour(switched(), "a", "10.3.0.3", mac("10.9.9.9"))
    assert ask(state, "a", "10.3.0.3").disposition == "wrong-mac"


def test_proxy_arp_answers_for_what_lies_behind() -> None:
    proxy = (("net.ipv4.conf.all.proxy_arp", "1"), *FORWARDING)
    for sysctls, disposition in ((proxy, "delivered"), (FORWARDING, "unresolved")):
        state = routed(sysctls=sysctls)
        flat = replace(state["left"], routes=(RouteEntry(dst="0.0.0.0/0", dev="eth0"),))
        assert ask({**state, "left": flat}, "left", RIGHT).disposition == disposition


def test_a_router_does_not_answer_for_the_side_it_is_asked_on() -> None:
    state = routed(sysctls=(("net.ipv4.conf.all.proxy_arp", "1"), *FORWARDING))
    assert ask(state, "left", "10.1.0.99").disposition == "unresolved"


def test_two_machines_with_one_hardware_address_are_not_guessed_at() -> None:
    state = switched()
    twin = replace(state["c"], links=(replace(state["c"].links[0], mac=mac("10.3.0.3")),))
    with pytest.raises(Undecided, match="lives behind vb, vc"):
        ask({**state, "c": twin}, "a", "10.3.0.3")


def test_two_machines_with_one_address_are_not_guessed_at() -> None:
    state = switched()
    twin = replace(state["c"], addresses=(InterfaceAddress("eth0", "10.3.0.3/24"),))
    with pytest.raises(Undecided, match="b, c all answer ARP"):
        ask({**state, "c": twin}, "a", "10.3.0.3")


def test_a_ring_of_bridges_is_refused() -> None:
    def ring(here: str, there: str) -> NetnsState:
        return NetnsState(
            links=(
                Bridge("br0", mac(f"10.6.0.{len(here)}")),
                Veth("one", mac(f"10.7.{len(here)}.1"), there, "one", "br0"),
                Veth("two", mac(f"10.7.{len(here)}.2"), there, "two", "br0"),
            ),
            addresses=(InterfaceAddress("br0", f"10.6.0.{len(here)}/24"),),
            routes=(RouteEntry(dst="10.6.0.0/24", dev="br0"),),
        )

    with pytest.raises(Undecided, match="ring"):
        ask({"x": ring("x", "yy"), "yy": ring("yy", "x")}, "x", "10.6.0.2")


def test_a_frame_for_a_port_of_the_bridge_is_nobodys() -> None:
    """Linux takes it up, as a frame for another host, and drops it there."""
    state = switched()
    port = next(link for link in state["switch"].links if link.name == "vb")
    assert ask(with_neighbour(state, "a", "10.3.0.3", port.mac), "a", "10.3.0.3").disposition == "wrong-mac"
    assert ask(routed(), "left", LEFT).disposition == "delivered"
