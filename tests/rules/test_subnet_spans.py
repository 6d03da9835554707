"""What clusters ask of the subnets of one network: the same answers as a walk through them, at the price of one look."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from akslab.net.prefixes import is_reserved_in, overlap, parse_address, parse_prefix, usable_addresses
from akslab.rules.catalogue import RULES, judgements
from akslab.rules.examples import CLUSTER, NETWORK, cluster, network, pool, subnet, world
from akslab.rules.resources import Subnet, VirtualNetwork
from akslab.rules.rule import Finding
from akslab.rules.subnet_spans import ReservedAddresses, SubnetSpans
from akslab.rules.unknown import UNKNOWN, CannotJudge
from akslab.rules.view import View

TEXTS = st.sampled_from(
    (
        "10.0.0.0/8",
        "10.0.0.0/16",
        "10.0.0.0/24",
        "10.0.0.0/29",
        "10.0.0.0/30",
        "10.0.1.0/24",
        "10.1.0.8/29",
        "fd00::/64",
    )
)
LISTS = st.lists(st.lists(TEXTS, max_size=3), max_size=6)
MOST_GROWTH = 3.0
"""Twice the clusters may cost so many times as much: twice is linear, four times is not."""


def around(*lists: list[str]) -> VirtualNetwork:
    """Return a network whose subnets have these prefixes."""
    [found] = world(network()).virtual_networks.values()
    subnets = (
        Subnet(id=f"{NETWORK}/subnets/s{at}", name=f"s{at}", prefixes=tuple(each)) for at, each in enumerate(lists)
    )
    return replace(found, subnets=tuple(subnets))


@given(LISTS, TEXTS)
def test_the_subnets_that_a_range_meets_are_those_of_a_walk_in_its_order(lists: list[list[str]], asked: str) -> None:
    found = SubnetSpans(around(*lists)).meeting(parse_prefix(asked))

    walk = [(at, parse_prefix(text)) for at, texts in enumerate(lists) for text in texts]
    assert [(at, prefix) for at, _, prefix in found] == [each for each in walk if overlap(parse_prefix(asked), each[1])]
    assert all(subnet.name == f"s{at}" for at, subnet, _ in found)


@given(LISTS, st.lists(TEXTS, max_size=2))
def test_ranges_meet_subnets_one_subnet_after_the_other(lists: list[list[str]], asked: list[str]) -> None:
    ranges = [parse_prefix(text) for text in asked]

    found = [(each, subnet.name, prefix) for each, subnet, prefix in SubnetSpans(around(*lists)).overlaps(ranges)]

    assert found == [
        (each, f"s{at}", prefix)
        for at, texts in enumerate(lists)
        for each in ranges
        for prefix in map(parse_prefix, texts)
        if overlap(each, prefix)
    ]


@given(
    LISTS, st.sampled_from(("10.0.0.0", "10.0.0.3", "10.0.0.4", "10.0.0.7", "10.0.0.255", "10.255.255.255", "fd00::1"))
)
def test_an_address_is_kept_where_a_walk_says_so(lists: list[list[str]], asked: str) -> None:
    address = parse_address(asked)
    assert address is not None

    found = ReservedAddresses(around(*lists)).of(address)

    walk = [(f"s{at}", parse_prefix(text)) for at, texts in enumerate(lists) for text in texts]
    assert found == [each for each in walk if usable_addresses(each[1]) and is_reserved_in(each[1], address)]


def test_what_stands_behind_a_subnet_nobody_knows_is_not_told() -> None:
    place = around(["10.0.0.0/24"], ["10.0.1.0/24"], ["10.0.2.0/24"])
    known, hidden, last = place.subnets
    place = replace(place, subnets=(known, replace(hidden, prefixes=UNKNOWN), last))

    spans = SubnetSpans(place)

    assert spans.missing == "address prefixes of s1"
    assert [at for at, _, _ in spans.meeting(parse_prefix("10.0.0.0/16"))] == [0]
    assert list(spans.overlaps(())) == []
    with pytest.raises(CannotJudge):
        list(spans.overlaps((parse_prefix("10.9.0.0/16"),)))
    last_kept = parse_address("10.0.2.3")
    assert last_kept is not None
    assert [name for name, _ in ReservedAddresses(place).of(last_kept)] == ["s2"]


def crowd(number: int) -> View:
    """Return so many clusters in one network, each in a subnet of its own and with ranges of its own."""
    ids = [f"{NETWORK}/subnets/s{at}" for at in range(number)]
    subnets = [{**subnet(f"s{at}", f"10.{at // 256}.{at % 256}.0/24"), "id": id_} for at, id_ in enumerate(ids)]
    made = [
        cluster(
            pool(vnetSubnetID=id_),
            id_=f"{CLUSTER}{at}",
            properties={"nodeResourceGroup": f"MC_{at}"},
            podCidr=f"172.{16 + at // 256}.{at % 256}.0/24",
            serviceCidr=f"10.{100 + at // 256}.{at % 256}.0/24",
            dnsServiceIP=f"10.{100 + at // 256}.{at % 256}.10",
        )
        for at, id_ in enumerate(ids)
    ]
    return world(network(*subnets, prefixes=("10.0.0.0/8",)), *made)


def test_twice_the_clusters_of_one_network_cost_about_twice_as_much() -> None:
    spent = []
    for number in (400, 800):
        view = crowd(number)
        start = time.process_time()
        found = [each for each in judgements(view, RULES) if isinstance(each, Finding)]
        spent.append(time.process_time() - start)
        assert sum(each.rule == "service-cidr-inside-network" for each in found) == number

    assert spent[1] < MOST_GROWTH * spent[0]
