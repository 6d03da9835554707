"""What holds in every network: reach says of every packet what the trace says, and its answers are whole."""

from collections import Counter

import pytest
from differential.drawing import draw
from differential.drawing_states import draw_state
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from akslab.reach.engine import Reach
from akslab.reach.ports import EMPTY, PortSpace, Region, join, meet
from akslab.trace.errors import Undecided
from akslab.trace.packets import ProtocolName

from .clusters import a_lab, draw_cluster
from .comparing import differences

NETWORKS = 150
SEEDS = st.integers(0, 5_000)


def test_reach_says_of_every_packet_what_the_trace_says(counted: Counter[str]) -> None:
    assert list(differences(range(NETWORKS), counted)) == []
    assert counted["compared"] > 10_000, counted
    assert counted["by their class"] > counted["compared"] // 5, counted
    assert counted["left open by reach"] < counted["compared"] // 100, counted
    assert counted["rule edits that kept walks"] > counted["rule edits"] // 2, counted
    for kind in ("delivered", "filtered", "blackholed", "no-route", "unresolved", "not-forwarding", "loop"):
        assert counted[kind] > 50, (kind, counted)


@settings(deadline=None, max_examples=40)
@given(SEEDS, st.integers(0, 2), st.data())
def test_the_parts_of_an_answer_are_everything_and_do_not_overlap(seed: int, kind: int, data: st.DataObject) -> None:
    state = (draw_cluster, draw_state, lambda of: draw(of).compiled())[kind](seed)
    try:
        reach = Reach(state)
    except Undecided:
        return
    sender = data.draw(st.sampled_from(sorted(state)))
    address = data.draw(st.sampled_from(sorted(reach.census.owners)))
    parts = reach.pair(sender, address).walked.parts
    whole: Region = EMPTY
    for part in parts:
        assert part.region
        assert all(meet(whole, box) == EMPTY for box in part.region)
        whole = join(whole, part.region)
    assert whole == reach.terrain.space.everything
    assert len({part.end for part in parts}) == len(parts)


@settings(max_examples=200)
@given(st.sets(st.integers(1, 65535), max_size=6), st.integers(0, 65535), st.integers(0, 65535), st.data())
def test_what_people_read_of_a_region_is_the_region(
    cuts: set[int], source: int, port: int, data: st.DataObject
) -> None:
    space = PortSpace(cuts)
    protocol: ProtocolName = data.draw(st.sampled_from(("tcp", "udp", "icmp")))
    rows = data.draw(st.lists(st.tuples(st.integers(0, space.whole[0]), st.integers(0, space.whole[1])), max_size=3))
    region: Region = EMPTY
    for row in rows:
        region = join(region, meet(space.everything, row))
    one, other = space.where(protocol, source, port)
    inside = any(sources >> one & 1 and ports >> other & 1 for sources, ports in rows)
    readable = [each for each in space.readable(region) if each.protocol == protocol]
    told = any(
        any(first <= source <= last for first, last in each.source_ports)
        and any(first <= port <= last for first, last in each.destination_ports)
        for each in readable
    )
    if protocol != "icmp":
        assert told == inside
    else:
        assert bool(readable) or not inside


def test_a_network_of_like_nodes_has_few_classes() -> None:
    state = a_lab(6, 5, 2, lambda _: []).compiled()
    reach = Reach(state)
    kinds = Counter(name.partition("/")[0] for name in state)
    assert kinds["pod"] == 30
    assert len({reach.classes.of(name) for name in state if name.startswith("pod/")}) == 2
    assert len({reach.classes.of(name) for name in state if name.startswith("node/")}) == 2


@pytest.mark.parametrize("kind", ["pod", "node"])
def test_one_who_is_treated_differently_is_of_another_class(kind: str) -> None:
    lab = a_lab(6, 3, 1, lambda _: [])
    state = lab.compiled()
    lone = next(name for name in state if name.startswith(f"{kind}/"))
    odd = {**state, lone: replace(state[lone], sysctls=(("net.ipv4.conf.all.rp_filter", "1"),))}
    reach = Reach(odd)
    assert [name for name in odd if reach.classes.of(name) == reach.classes.of(lone)] == [lone]
