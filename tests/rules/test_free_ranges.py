"""What a fix proposes meets nothing that is known."""

from ipaddress import IPv4Network, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.prefixes import RESERVED_BY_AKS, Prefix, overlap
from akslab.rules.examples import cluster, network, peering, subnet, world
from akslab.rules.free_ranges import (
    NOTHING,
    SPACES,
    free_bridge,
    free_inside,
    free_pods,
    free_range,
    free_services,
    joined,
    tenth,
)
from akslab.rules.view import TakenRange

PREFIXES = st.builds(
    lambda at, length: IPv4Network((at >> (32 - length) << (32 - length), length)),
    st.integers(0x0A000000, 0x0AFFFFFF) | st.integers(0xAC100000, 0xAC1FFFFF) | st.integers(0xC0A80000, 0xC0A8FFFF),
    st.integers(8, 30),
)


@given(st.lists(PREFIXES, max_size=30), st.integers(12, 24))
def test_a_free_range_meets_nothing_that_is_taken(taken: list[Prefix], length: int) -> None:
    found = free_range(length, joined([*taken, *RESERVED_BY_AKS]))

    assert found is None or not [other for other in (*taken, *RESERVED_BY_AKS) if overlap(found, other)]
    if not taken:
        assert found is not None
        assert found.prefixlen == length


def test_where_everything_is_taken_nothing_is_proposed() -> None:
    assert free_range(16, joined(SPACES)) is None


def test_where_no_range_of_that_size_is_left_a_smaller_one_is_proposed() -> None:
    middles = [IPv4Network((0xAC140000 + block * 65536 + 4096, 24)) for block in range(4)]
    elsewhere = [prefix for prefix in SPACES if prefix != SPACES[0] and prefix != SPACES[3]]
    beside = [IPv4Network("172.16.0.0/14"), IPv4Network("172.28.0.0/14")]

    assert free_range(16, joined([*middles, *elsewhere, *beside])) == IPv4Network("172.20.0.0/20")


def test_services_keep_off_networks_peers_pods_other_clusters_and_what_is_taken() -> None:
    place = network(
        subnet(prefix="172.20.1.0/24"),
        prefixes=("172.20.0.0/16",),
        virtualNetworkPeerings=[peering(remoteAddressSpace={"addressPrefixes": ["172.21.0.0/16"]})],
    )
    made = cluster(podCidr="172.22.0.0/16")
    view = world(place, made, taken=(TakenRange("office", "172.23.0.0/16"),))

    assert {name: str(value) for name, value in free_services(view, IPv4Network("10.0.0.0/16")).items()} == {
        "free": "172.24.0.0/16",
        "dns": "172.24.0.10",
    }
    assert str(free_pods(view, IPv4Network("10.244.0.0/18"))["free"]) == "172.24.0.0/18"


@pytest.mark.parametrize(
    ("prefix", "address"),
    [
        (IPv4Network("10.0.0.0/16"), "10.0.0.10"),
        (IPv4Network("10.0.0.0/29"), "10.0.0.6"),
        (IPv4Network("10.0.0.4/32"), "10.0.0.4"),
        (IPv6Network("fd12::/108"), "fd12::a"),
    ],
)
def test_the_tenth_address(prefix: Prefix, address: str) -> None:
    assert tenth(prefix) == address


def test_a_prefix_of_a_network_meets_no_subnet_of_it() -> None:
    spaces: list[Prefix] = [IPv6Network("fd00::/48"), IPv4Network("10.8.0.0/20")]
    taken = [IPv4Network("10.8.0.0/23")]

    assert free_inside(spaces, taken, IPv4Network("10.1.0.0/22")) == IPv4Network("10.8.4.0/22")
    assert free_inside(spaces, taken, IPv4Network("10.1.0.0/26")) == IPv4Network("10.8.2.0/26")


def test_where_a_network_has_no_room_for_that_size_a_24_is_proposed() -> None:
    spaces = [IPv4Network("10.8.0.0/20")]

    assert free_inside(spaces, [IPv4Network("10.8.0.0/24")], IPv4Network("10.1.0.0/16")) == IPv4Network("10.8.1.0/24")
    assert free_inside(spaces, spaces, IPv4Network("10.1.0.0/16")) == NOTHING
    assert free_inside(spaces, [], IPv6Network("fd00::/64")) == NOTHING


def test_dockers_own_range_is_proposed_where_it_meets_nothing() -> None:
    assert free_bridge([IPv4Network("10.0.0.0/8")]) == "172.17.0.1/16"
    assert free_bridge([IPv4Network("172.16.0.0/12")]) == NOTHING
