"""Address arithmetic against the standard library's, and against the article's numbers."""

from ipaddress import IPv4Address, IPv4Network, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.prefixes import (
    RESERVED_BY_AKS,
    Address,
    PrefixError,
    contains,
    holds,
    is_public,
    is_reserved_in,
    next_free_address,
    node_blocks,
    overlap,
    overlapping,
    parse_address,
    parse_prefix,
    parsed,
    usable_addresses,
)

PREFIXES = st.builds(
    lambda address, length: IPv4Network((address, length), strict=False),
    st.integers(0, 2**32 - 1),
    st.integers(0, 32),
)


@given(PREFIXES, PREFIXES)
def test_overlap_is_symmetric_and_the_librarys(one: IPv4Network, other: IPv4Network) -> None:
    assert overlap(one, other) is overlap(other, one) is one.overlaps(other)


@given(PREFIXES, PREFIXES)
def test_containment_is_an_overlap_that_the_outer_one_survives(one: IPv4Network, other: IPv4Network) -> None:
    assert contains(one, other) is other.subnet_of(one)
    assert not contains(one, other) or overlap(one, other)


@given(PREFIXES)
def test_a_prefix_reads_back_as_it_is_written(prefix: IPv4Network) -> None:
    assert parse_prefix(str(prefix)) == prefix


@pytest.mark.parametrize(
    "text", ["", "/", "10.0.0.0", "10.0.0.0/", "10.0.0.0/33", "10.0.0/8", "10.0.0.0/255.0.0.0", "10.0.0.0/-1", "a/8"]
)
def test_what_is_no_prefix_is_refused(text: str) -> None:
    with pytest.raises(PrefixError, match="is not an address and a length") as refusal:
        parse_prefix(text)
    assert refusal.value.canonical is None


def test_host_bits_are_refused_with_the_prefix_that_was_meant() -> None:
    with pytest.raises(PrefixError, match=r"host bits set; the prefix is 10\.2\.0\.0/24") as refusal:
        parse_prefix("10.2.0.1/24")
    assert refusal.value.canonical == ip_network("10.2.0.0/24")


def test_what_cannot_be_read_is_left_out() -> None:
    assert parsed(["10.0.0.0/8", "10.0.0.1/8", "nonsense"]) == (ip_network("10.0.0.0/8"),)


def test_families_do_not_meet() -> None:
    four, six = parse_prefix("0.0.0.0/0"), parse_prefix("::/0")

    assert not overlap(four, six)
    assert not contains(six, four)
    assert not holds(six, IPv4Address("10.0.0.1"))


@pytest.mark.parametrize(
    ("length", "usable"), [(29, 3), (28, 11), (27, 27), (26, 59), (25, 123), (24, 251), (22, 1019), (16, 65531)]
)
def test_azure_keeps_five_addresses_of_a_subnet(length: int, usable: int) -> None:
    subnet = parse_prefix(f"10.0.0.0/{length}")

    assert usable_addresses(subnet) == usable
    assert usable == sum(not is_reserved_in(subnet, address) for address in subnet)


def test_the_first_node_gets_four_and_then_the_lowest_free_one() -> None:
    subnet, taken = parse_prefix("192.168.1.0/29"), set[Address]()
    for expected in ("192.168.1.4", "192.168.1.5", "192.168.1.6"):
        address = next_free_address(subnet, taken)
        assert address == IPv4Address(expected)
        taken.add(address)
    assert next_free_address(subnet, taken) is None
    taken.remove(IPv4Address("192.168.1.5"))
    assert next_free_address(subnet, taken) == IPv4Address("192.168.1.5")


@pytest.mark.parametrize(("length", "nodes"), [(15, 512), (16, 256), (18, 64), (20, 16), (24, 1), (25, 0)])
def test_a_pod_range_has_a_block_for_so_many_nodes(length: int, nodes: int) -> None:
    assert node_blocks(parse_prefix(f"10.244.0.0/{length}")) == nodes


def test_a_range_that_encloses_reserved_ones_meets_them_all() -> None:
    assert [str(found) for found in overlapping(parse_prefix("172.16.0.0/12"), RESERVED_BY_AKS)] == [
        "172.30.0.0/16",
        "172.31.0.0/16",
    ]


@pytest.mark.parametrize(
    ("text", "public"),
    [("10.0.0.0/16", False), ("100.64.0.0/10", False), ("20.0.0.0/16", True), ("172.0.0.0/8", True)],
)
def test_public_ranges_are_those_the_internet_routes(text: str, public: bool) -> None:
    assert is_public(parse_prefix(text)) is public


def test_an_address_is_read_or_is_none() -> None:
    assert parse_address("10.0.0.10") == IPv4Address("10.0.0.10")
    assert parse_address("10.0.0.10/16") is None
