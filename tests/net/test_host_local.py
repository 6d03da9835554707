"""Pod addresses are given as host-local gives them (N11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.host_local import NoAddressAvailableError, next_address

BLOCK = "10.244.1.0/24"


def test_the_first_pod_gets_dot_two_because_dot_one_is_the_bridge() -> None:
    assert next_address(BLOCK, ()) == "10.244.1.2"


def test_a_released_address_is_not_given_again_while_higher_ones_are_free() -> None:
    reserved = {"10.244.1.2", "10.244.1.4"}
    assert next_address(BLOCK, reserved, last_reserved="10.244.1.4") == "10.244.1.5"


def test_the_search_wraps_around_from_the_last_address_to_dot_two() -> None:
    assert next_address(BLOCK, {"10.244.1.254"}, last_reserved="10.244.1.254") == "10.244.1.2"


def test_the_address_given_last_is_tried_last() -> None:
    reserved = {f"10.244.1.{host}" for host in range(2, 255)} - {"10.244.1.7"}
    assert next_address(BLOCK, reserved, last_reserved="10.244.1.7") == "10.244.1.7"


def test_253_pods_fit_and_the_next_one_reads_host_locals_own_words() -> None:
    reserved: set[str] = set()
    last: str | None = None
    for _ in range(253):
        last = next_address(BLOCK, reserved, last)
        reserved.add(last)
    assert not {"10.244.1.0", "10.244.1.1", "10.244.1.255"} & reserved
    with pytest.raises(NoAddressAvailableError) as full:
        next_address(BLOCK, reserved, last)
    assert str(full.value) == "no IP addresses available in range set: 10.244.1.1-10.244.1.254"


def test_a_last_address_of_another_block_starts_from_the_beginning() -> None:
    assert next_address(BLOCK, (), last_reserved="10.9.9.9") == "10.244.1.2"


def test_a_block_without_room_for_pods_is_refused() -> None:
    with pytest.raises(ValueError, match="too small"):
        next_address("10.244.1.0/31", ())


@given(st.sets(st.integers(2, 254), max_size=252), st.integers(2, 254))
def test_an_address_is_free_and_no_free_one_lies_between_the_last_and_it(taken: set[int], last: int) -> None:
    given_host = int(next_address(BLOCK, {f"10.244.1.{host}" for host in taken}, f"10.244.1.{last}").split(".")[3])
    assert given_host not in taken
    distance = (given_host - last - 1) % 253
    passed_over = {2 + (last + 1 + step - 2) % 253 for step in range(distance)}
    assert passed_over <= taken
