"""Routing as Linux does it: own addresses, policy rules by mark, main; the longest prefix; blackholes end the search."""

from ipaddress import IPv4Address, IPv4Network

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from akslab.net.nftables import Hook, MarkFromMap, NftMap, NftRule
from akslab.net.state import InterfaceAddress, RouteEntry, RuleEntry
from akslab.trace.numbers import number_of
from akslab.trace.prepared import Netns
from akslab.trace.routes import RouteTable
from akslab.trace.sources import own_address
from akslab.trace.steps import Routed, RouteRef

from .places import FORWARDING, LEFT, LEFT_GATEWAY, RIGHT, ask, chain, host, routed, steps, way

PREFIXES = st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 32)).map(
    lambda pair: str(IPv4Network((pair[0] >> (32 - pair[1]) << (32 - pair[1]) if pair[1] else 0, pair[1])))
)
NEAR = st.sampled_from(["10.1.0.0/16", "10.1.2.0/24", "10.1.2.3/32", "0.0.0.0/0", "10.0.0.0/8", "10.1.2.2/31"])
ADDRESSES = st.integers(0, 2**32 - 1) | st.sampled_from([number_of("10.1.2.3"), number_of("10.1.2.2")])


@given(st.lists(NEAR | PREFIXES, unique=True, max_size=12), ADDRESSES)
def test_the_longest_prefix_is_found_as_by_looking_at_all(prefixes: list[str], address: int) -> None:
    table = RouteTable(RouteEntry(dst=prefix, dev="eth0") for prefix in prefixes)
    holding = [each for each in prefixes if IPv4Address(address) in IPv4Network(each)]
    longest = max(holding, key=lambda each: IPv4Network(each).prefixlen, default=None)
    found = table.find(address, lambda route: False)
    assert (found.dst if found else None) == longest


def test_a_missing_route_is_looked_past() -> None:
    table = RouteTable([RouteEntry(dst="10.0.0.0/8", dev="a"), RouteEntry(dst="10.1.0.0/16", kind="blackhole")])
    found = table.find(number_of("10.1.2.3"), lambda route: route == RouteRef(254, "10.1.0.0/16"))
    assert found is not None
    assert found.dev == "a"


def test_a_blackhole_is_silence_and_is_named() -> None:
    routes = (
        RouteEntry(dst="10.1.0.0/24", dev="to0"),
        RouteEntry(dst="10.2.0.0/24", dev="to1"),
        RouteEntry(dst=f"{RIGHT}/32", kind="blackhole"),
    )
    trace = ask(routed(routes=routes), "left", RIGHT)
    assert (trace.disposition, trace.blockers[0].decider) == ("blackholed", RouteRef(254, f"{RIGHT}/32"))


def test_a_mark_chooses_the_table() -> None:
    marks = NftMap("marks", "ifname", "mark", (("to0", "7"),))
    marking = chain(Hook("filter", "prerouting", -300), NftRule((), (MarkFromMap("iifname", "marks"),)), maps=(marks,))
    rule = RuleEntry(priority=1000, fwmark=7, table=107)
    routes = (
        RouteEntry(dst="0.0.0.0/0", kind="blackhole", table=107),
        RouteEntry(dst="10.1.0.0/24", dev="to0"),
        RouteEntry(dst="10.2.0.0/24", dev="to1"),
    )
    trace = ask(routed(marking, routes=routes, rules=(rule,)), "left", RIGHT)
    routing = steps(trace.legs[0], Routed)[-1]
    assert (trace.disposition, routing.rule, routing.table) == ("blackholed", rule, 107)
    unmarked = ask(routed(routes=routes, rules=(rule,)), "left", RIGHT)
    assert unmarked.disposition == "delivered"


def test_a_mark_without_a_rule_changes_nothing_and_stays_in_its_namespace() -> None:
    marks = NftMap("marks", "ifname", "mark", (("to0", "7"),))
    marking = chain(Hook("filter", "prerouting", -300), NftRule((), (MarkFromMap("iifname", "marks"),)), maps=(marks,))
    trace = ask(routed(marking), "left", RIGHT)
    assert trace.disposition == "delivered"
    assert [hop.steps[-1].headers.mark for hop in trace.legs[0].hops] == [0, 7, 0]


def test_an_own_address_is_taken_on_whatever_interface_it_comes_in() -> None:
    trace = ask(routed(), "left", "10.2.0.1")
    assert (trace.disposition, way(trace.legs[0])) == ("delivered", ["left", "router"])


def test_who_does_not_forward_drops_in_silence() -> None:
    trace = ask(routed(sysctls=()), "left", RIGHT)
    assert (trace.disposition, trace.blockers[0].netns) == ("not-forwarding", "router")
    assert len(trace.blockers) == 1


def test_the_source_is_the_address_in_the_gateways_prefix() -> None:
    state = host("10.1.0.2", "10.1.0.1", "to0")
    more = (InterfaceAddress("eth0", "10.0.0.9/32"), *state.addresses)
    netns = Netns("one", type(state)(links=state.links, addresses=more, routes=state.routes))
    assert own_address(netns, "eth0", number_of("10.1.0.1")) == number_of("10.1.0.2")
    assert own_address(netns, "eth0", 0) == number_of("10.0.0.9")
    assert own_address(netns, "eth7", 0) == number_of("10.0.0.9")


def test_strict_reverse_path_filtering_wants_the_way_back_to_be_the_way_in() -> None:
    strict = (("net.ipv4.conf.all.rp_filter", "1"), *FORWARDING)
    assert ask(routed(sysctls=strict), "left", RIGHT).disposition == "delivered"
    assert ask(routed(sysctls=strict), "left", RIGHT, source="10.2.0.77").disposition == "reverse-path"
    assert ask(routed(), "left", RIGHT, source="10.2.0.77").legs[0].disposition == "delivered"
    loose = (("net.ipv4.conf.all.rp_filter", "2"), *FORWARDING)
    assert ask(routed(sysctls=loose), "left", RIGHT, source="10.2.0.77").legs[0].disposition == "delivered"
    assert ask(routed(sysctls=loose), "left", RIGHT, source="10.7.0.77").disposition == "reverse-path"


def test_the_senders_own_address_is_chosen_when_none_is_given() -> None:
    assert ask(routed(), "router", LEFT).legs[0].hops[0].steps[0].headers.source == "10.1.0.1"
    assert ask(routed(), "router", RIGHT).legs[0].hops[0].steps[0].headers.source == "10.2.0.1"


def test_what_has_no_way_out_is_shown_with_an_address_of_its_sender() -> None:
    def shown(source: str | None) -> list[str]:
        lonely = routed() | {"left": replace(host(LEFT, LEFT_GATEWAY, "to0"), routes=())}
        trace = ask(lonely, "left", RIGHT, source=source)
        assert trace.disposition == "no-route"
        return [step.headers.source for step in trace.legs[0].hops[0].steps]

    assert shown(None) == [LEFT]
    assert shown("10.9.9.9") == ["10.9.9.9"]


def test_what_a_blackhole_keeps_at_home_is_shown_with_an_address_of_its_sender() -> None:
    routes = (RouteEntry(dst="0.0.0.0/0", kind="blackhole"),)
    trace = ask(routed() | {"left": replace(host(LEFT, LEFT_GATEWAY, "to0"), routes=routes)}, "left", RIGHT)
    assert trace.disposition == "blackholed"
    assert {step.headers.source for step in trace.legs[0].hops[0].steps} == {LEFT}
