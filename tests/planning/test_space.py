"""Free space: never what is taken, never twice, and all of it if any arrangement would do."""

from ipaddress import IPv4Network
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from akslab.planning.space import FreeSpace, blocks, merged

from .wishes import prefixes, unhurried

SMALL = IPv4Network("10.0.0.0/24")
small_prefixes = prefixes(str(SMALL), 24, 30)


def span(prefix: IPv4Network) -> tuple[int, int]:
    return int(prefix[0]), int(prefix[-1])


def free_addresses(avoided: list[IPv4Network]) -> set[int]:
    return {int(each) for each in SMALL} - {int(each) for prefix in avoided for each in prefix}


@unhurried
@given(st.lists(small_prefixes, max_size=6), st.lists(st.integers(24, 32), max_size=20))
def test_blocks_are_aligned_free_and_apart(avoided: list[IPv4Network], lengths: list[int]) -> None:
    space, left = FreeSpace([SMALL], map(span, avoided)), free_addresses(avoided)

    for length in lengths:
        address = space.allocate(length)
        if address is not None:
            block = {int(each) for each in IPv4Network((address, length))}
            assert block <= left
            left -= block


@unhurried
@given(st.lists(small_prefixes, max_size=5), st.lists(st.integers(24, 32), max_size=12))
def test_from_large_to_small_a_block_is_refused_only_when_no_arrangement_holds_it(
    avoided: list[IPv4Network], lengths: list[int]
) -> None:
    space, left = FreeSpace([SMALL], map(span, avoided)), free_addresses(avoided)
    slots = {
        length: sum(all(int(each) in left for each in candidate) for candidate in SMALL.subnets(new_prefix=length))
        for length in range(24, 33)
    }
    given_so_far: list[int] = []

    for length in sorted(lengths):
        address = space.allocate(length)
        used = sum(1 << (length - wider) for wider in given_so_far)
        assert (address is not None) is (used < slots[length])
        if address is not None:
            given_so_far.append(length)


@unhurried
@given(st.lists(small_prefixes, max_size=5), st.lists(st.integers(25, 32), min_size=1, max_size=12), st.randoms())
def test_what_is_given_back_is_whole_again(avoided: list[IPv4Network], lengths: list[int], dice: Random) -> None:
    space = FreeSpace([SMALL], map(span, avoided))
    widest = space.widest()
    got = [(address, length) for length in lengths if (address := space.allocate(length)) is not None]
    dice.shuffle(got)

    for address, length in got:
        space.release(address, length)

    assert space.widest() == widest
    assert widest is None or space.allocate(widest) is not None


def test_the_first_range_is_used_up_before_the_second() -> None:
    space = FreeSpace([IPv4Network("10.1.0.0/31"), IPv4Network("10.0.0.0/31")], [])
    assert [str(IPv4Network((address, 32))) for _ in range(4) if (address := space.allocate(32))] == [
        "10.1.0.0/32",
        "10.1.0.1/32",
        "10.0.0.0/32",
        "10.0.0.1/32",
    ]
    assert space.allocate(32) is None
    assert space.widest() is None


def test_a_range_named_inside_another_is_not_given_twice() -> None:
    space = FreeSpace([IPv4Network("10.0.0.0/31"), IPv4Network("10.0.0.0/30")], [])
    got = [space.allocate(32) for _ in range(5)]
    assert len(set(got)) == 5
    assert got[-1] is None


def test_what_is_taken_around_a_range_or_across_its_first_address_is_taken_in_it() -> None:
    assert FreeSpace([SMALL], [span(IPv4Network("10.0.0.0/8"))]).widest() is None
    across = FreeSpace([SMALL], [(int(SMALL[0]) - 99, int(SMALL[127]))])
    assert across.allocate(25) == int(SMALL[128])
    assert across.widest() is None


def test_the_smallest_gap_that_holds_it_is_taken() -> None:
    avoided = [IPv4Network("10.0.0.128/26"), IPv4Network("10.0.0.192/28")]
    space = FreeSpace([SMALL], map(span, avoided))
    assert space.allocate(28) == int(IPv4Network("10.0.0.208/28")[0])


def test_the_edges_of_the_address_space_are_no_edges() -> None:
    assert list(blocks((0, 2**32 - 1))) == [(0, 0)]
    assert list(blocks((2**32 - 1, 2**32 - 1))) == [(2**32 - 1, 32)]


@unhurried
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(tuple)))
def test_merging_keeps_the_addresses(spans: list[tuple[int, int]]) -> None:
    joined = merged(spans)
    assert {each for first, last in joined for each in range(first, last + 1)} == {
        each for first, last in spans for each in range(first, last + 1)
    }
    assert all(one[1] + 1 < other[0] for one, other in pairwise(joined))
