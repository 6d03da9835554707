"""Nodes get their blocks as node IPAM gives them (N13-N15, V4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.cidr_set import CidrRangeExhaustedError, CidrSet, CidrSetError


def test_nodes_get_the_blocks_in_order() -> None:
    blocks = CidrSet("10.244.0.0/16")
    assert [blocks.allocate_next() for _ in range(3)] == ["10.244.0.0/24", "10.244.1.0/24", "10.244.2.0/24"]


def test_a_released_block_is_not_reused_until_the_pointer_wraps() -> None:
    blocks = CidrSet("10.244.0.0/22")
    first, second, third = (blocks.allocate_next() for _ in range(3))
    blocks.release(second)
    assert blocks.allocate_next() == "10.244.3.0/24"
    assert blocks.allocate_next() == second
    assert first != third


def test_after_a_restart_the_gap_is_filled_first() -> None:
    restarted = CidrSet("10.244.0.0/16")
    for cidr in ("10.244.0.0/24", "10.244.2.0/24"):
        restarted.occupy(cidr)
    assert restarted.allocate_next() == "10.244.1.0/24"


def test_an_exhausted_range_reads_kubernetes_own_words() -> None:
    blocks = CidrSet("10.244.0.0/23")
    blocks.allocate_next()
    blocks.allocate_next()
    with pytest.raises(CidrRangeExhaustedError) as exhausted:
        blocks.allocate_next()
    assert str(exhausted.value) == (
        "CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range"
    )


def test_a_service_range_occupies_every_block_it_touches() -> None:
    blocks = CidrSet("10.244.0.0/16")
    blocks.occupy("10.244.0.0/22")
    assert len(blocks) == 4
    assert blocks.allocate_next() == "10.244.4.0/24"


def test_a_range_around_the_whole_set_occupies_all_of_it() -> None:
    blocks = CidrSet("10.244.0.0/22")
    blocks.occupy("10.0.0.0/8")
    assert len(blocks) == blocks.count == 4


def test_occupying_and_releasing_twice_is_as_good_as_once() -> None:
    blocks = CidrSet("10.244.0.0/16")
    blocks.occupy("10.244.7.0/24")
    blocks.occupy("10.244.7.0/24")
    assert len(blocks) == 1
    blocks.release("10.244.7.0/24")
    blocks.release("10.244.7.0/24")
    assert len(blocks) == 0


def test_a_block_outside_the_range_is_an_error() -> None:
    with pytest.raises(CidrSetError, match=r"cidr 10\.9\.0\.0/24 is out the range of cluster cidr 10\.244\.0\.0/16"):
        CidrSet("10.244.0.0/16").occupy("10.9.0.0/24")


@pytest.mark.parametrize("cluster_cidr", ["10.0.0.0/7", "10.244.0.0/25"])
def test_a_range_that_gives_no_usable_division_is_refused(cluster_cidr: str) -> None:
    with pytest.raises((CidrSetError, ValueError)):
        CidrSet(cluster_cidr)


@given(st.lists(st.one_of(st.none(), st.integers(0, 15)), max_size=60))
def test_no_two_holders_ever_share_a_block(history: list[int | None]) -> None:
    blocks, held = CidrSet("10.244.0.0/20"), list[str]()
    for released in history:
        if released is not None and released < len(held):
            blocks.release(held.pop(released))
        elif len(held) < blocks.count:
            block = blocks.allocate_next()
            assert block not in held
            held.append(block)
        assert len(blocks) == len(held)
