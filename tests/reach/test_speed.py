"""All pairs cost what the classes cost: linear in what there is, and next to nothing after an edit. CPU time."""

import time
from collections.abc import Callable

import pytest
from compile.lab import rule
from msgspec.structs import replace

from akslab.net.nftables import AddressIn, NftRule, Port, Protocol, Verdict
from akslab.net.state import NetworkState
from akslab.reach.answers import Answer
from akslab.reach.endpoints import Endpoint
from akslab.reach.engine import Reach

from .clusters import a_lab
from .rule_edits import group_chains, with_rules

GROWTH_MOST = 6.0
"""Four times the endpoints, or the rules, may cost this many times the answer."""
EDIT_CPU_S = 0.03
RULE_EDIT_CPU_S = 0.05


def a_network(nodes: int, pods: int, rules: int) -> NetworkState:
    def denials(_: int) -> list[dict[str, object]]:
        return [rule(100 + each, destinationPortRange=str(10_000 + each)) for each in range(rules)]

    return a_lab(nodes, pods, 3, denials).compiled()


def endpoints_of(state: NetworkState) -> list[Endpoint]:
    return [
        Endpoint(name=name, kind=name.partition("/")[0], netns=name, address=each.address.partition("/")[0])
        for name, netns in state.items()
        for each in netns.addresses
        if each.dev == "eth0"
    ]


def cpu_s(work: Callable[[], object]) -> float:
    """Return the CPU seconds of the quickest of several calls."""
    best = float("inf")
    for _ in range(4):
        before = time.process_time()
        work()
        best = min(best, time.process_time() - before)
    return best


def whole(state: NetworkState) -> Answer:
    return Answer(Reach(state), endpoints_of(state))


@pytest.mark.parametrize(
    ("little", "much"), [((24, 10, 20), (96, 10, 20)), ((24, 10, 20), (24, 40, 20)), ((24, 10, 20), (24, 10, 80))]
)
def test_four_times_as_much_costs_hardly_more_than_four_times(
    little: tuple[int, int, int], much: tuple[int, int, int]
) -> None:
    small, large = a_network(*little), a_network(*much)
    groups = len(whole(small).senders)
    assert len(whole(large).senders) == groups
    assert cpu_s(lambda: whole(large)) < GROWTH_MOST * cpu_s(lambda: whole(small))


def test_after_an_edit_of_rules_nearly_everything_stays() -> None:
    state = a_network(96, 10, 20)
    answer = whole(state)
    (name, *_) = group_chains(state)
    edits = [
        with_rules(state, name, lambda rules: rules[1:]),
        with_rules(state, name, lambda rules: (a_rule_for_one_flow(), *rules)),
    ]
    for edited in edits:
        after = answer.edited(edited)
        assert after.reach.census is answer.reach.census
        assert sum(known is after.cells.get(place) for place, known in answer.cells.items()) > len(answer.cells) // 3
        assert cpu_s(lambda: answer.edited(edited)) < RULE_EDIT_CPU_S  # noqa: B023 - called at once


def a_rule_for_one_flow() -> NftRule:
    """Allow what nobody told apart before: two pods, and a port."""
    ends = ("10.244.7.2", "10.244.9.2")
    addresses = AddressIn("ip saddr", ((ends[0], ends[0]),)), AddressIn("ip daddr", ((ends[1], ends[1]),))
    ports = Protocol(("tcp",)), Port("th dport", ((81, 81),))
    return NftRule((*addresses, *ports), (Verdict("return"),), "NSG x: one (98)")


def test_after_a_route_edit_nearly_everything_stays() -> None:
    state = a_network(96, 10, 20)
    answer = whole(state)
    fabric = next(each for each in state if each.startswith("vnet/"))
    kept = tuple(route for route in state[fabric].routes if route.dst != "10.244.7.0/24")
    edited = {**state, fabric: replace(state[fabric], routes=kept)}
    after = answer.edited(edited)
    assert after.reach.census is answer.reach.census
    assert sum(known is after.cells.get(place) for place, known in answer.cells.items()) > len(answer.cells) // 3
    assert cpu_s(lambda: answer.edited(edited)) < EDIT_CPU_S
