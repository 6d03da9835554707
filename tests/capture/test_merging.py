"""Several sources, one order."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from akslab.capture.merging import Merge

from .frames import packet


def test_a_packet_waits_for_sources_that_may_have_an_older_one() -> None:
    merge = Merge(2)
    merge.add(0, [packet(b"", time_ns=5), packet(b"", time_ns=9)], 9)
    assert merge.take() == []
    assert merge.keeps
    merge.add(1, [packet(b"", time_ns=7)], 7)
    assert [(source, each.time_ns) for source, each in merge.take()] == [(0, 5), (1, 7)]
    merge.add(1, (), 100)
    assert [(source, each.time_ns) for source, each in merge.take()] == [(0, 9)]
    assert not merge.keeps


def test_a_source_that_ended_is_not_waited_for() -> None:
    merge = Merge(2)
    merge.end(1)
    merge.add(0, [packet(b"", time_ns=5)], 5)
    assert len(merge.take()) == 1
    assert merge.complete_ns == 5


@given(st.lists(st.lists(st.integers(1, 1000), max_size=20).map(sorted), min_size=1, max_size=4), st.randoms())
def test_whatever_comes_when_comes_out_once_and_in_order(sources: list[list[int]], chance: Random) -> None:
    merge, left, out = Merge(len(sources)), [list(each) for each in sources], list[int]()
    while any(left):
        source = chance.choice([number for number, times in enumerate(left) if times])
        count = chance.randint(1, len(left[source]))
        block, left[source] = left[source][:count], left[source][count:]
        merge.add(source, [packet(b"", time_ns=time) for time in block], block[-1])
        out += [each.time_ns for _, each in merge.take()]
    for source in range(len(sources)):
        merge.end(source)
    out += [each.time_ns for _, each in merge.take()]
    assert out == sorted(time for times in sources for time in times)
