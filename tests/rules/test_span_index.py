"""Indexes over a whole view: they find what a walk finds, and a fleet costs what its size says."""

import time
from collections import Counter
from ipaddress import IPv4Network, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from akslab.net.prefixes import Prefix, overlap, parsed
from akslab.rules import sharing
from akslab.rules.catalogue import RULES, judgements
from akslab.rules.examples import CLUSTER, GROUP, TABLE, USER_ASSIGNED, cluster, network, pool, subnet, table, world
from akslab.rules.neighbours import MOST_OTHERS
from akslab.rules.rule import Finding
from akslab.rules.span_index import Positions, SpanIndex
from akslab.rules.taken_ranges import MOST_NAMED, few
from akslab.rules.view import TakenRange, View

PREFIXES = st.builds(
    lambda at, length: IPv4Network((at >> (32 - length) << (32 - length), length)),
    st.integers(0x0A000000, 0x0A00FFFF),
    st.integers(8, 32),
)
MOST_CPU_S = 6.0


@given(st.lists(PREFIXES, max_size=40), PREFIXES)
def test_the_index_finds_what_a_walk_finds(prefixes: list[Prefix], asked: Prefix) -> None:
    named = [(str(at), prefix) for at, prefix in enumerate(prefixes)]

    index = SpanIndex(named)
    found = index.meeting(asked)

    assert sorted(found, key=lambda each: int(each[0])) == [each for each in named if overlap(each[1], asked)]
    assert [each[1] for each in found] == sorted(
        (each[1] for each in found), key=lambda each: (each != asked, each.prefixlen)
    )
    assert index.meeting(asked) is found


def test_the_index_leaves_out_ipv6() -> None:
    both: list[tuple[str, Prefix]] = [("four", ip_network("10.0.0.0/8")), ("six", ip_network("fd00::/8"))]

    assert SpanIndex(both).meeting(ip_network("fd00::/16")) == ()
    assert [name for name, _ in SpanIndex(both).meeting(ip_network("10.1.0.0/16"))] == ["four"]


@given(st.lists(st.one_of(PREFIXES, st.just(ip_network("fd00::/8"))), max_size=40), PREFIXES)
def test_positions_are_those_of_a_walk(prefixes: list[Prefix], asked: Prefix) -> None:
    positions = Positions(prefixes)

    for each in (asked, ip_network("fd00::/64")):
        assert list(positions.meeting(each)) == [at for at, other in enumerate(prefixes) if overlap(each, other)]


def test_a_changed_view_remembers_nothing_of_the_old_one() -> None:
    view = world(network(subnet()), cluster())

    assert view.once(_clusters) == 1
    assert replace(view, managed_clusters={}).once(_clusters) == 0
    assert view.once(_clusters) == 1


def _clusters(view: View) -> int:
    return len(view.managed_clusters)


def fleet(number: int, taken: tuple[TakenRange, ...]) -> View:
    """Return so many clusters, each in a network of its own, beside ranges that are taken."""
    documents = []
    for at in range(number):
        name, prefix = f"net{at}", f"10.{1 + at // 250}.{at % 250}.0/24"
        place = subnet(f"s{at}", prefix)
        place["id"] = f"{network(name=name)['id']}/subnets/s{at}"
        documents.append(network(place, name=name, prefixes=(prefix,)))
        id_ = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/c{at}"
        group: dict[str, object] = {"nodeResourceGroup": f"MC_{at}"}
        documents.append(cluster(pool(vnetSubnetID=place["id"]), id_=id_, properties=group))
    return world(*documents, taken=taken)


def many(number: int, block: str) -> tuple[TakenRange, ...]:
    """Return so many addresses from the beginning of a block as taken ranges."""
    start = int(IPv4Network(block).network_address)
    return tuple(TakenRange(f"t{at}", str(IPv4Network((start + at, 32)))) for at in range(number))


@pytest.mark.parametrize(("block", "each"), [("100.64.0.0/10", 0), ("10.244.0.0/16", 10), ("172.31.0.0/16", 10)])
def test_a_fleet_of_a_thousand_clusters_beside_20000_taken_ranges_is_judged_in_seconds(block: str, each: int) -> None:
    view = fleet(1000, many(20_000, block))

    start = time.process_time()
    found = [finding for finding in judgements(view, RULES) if isinstance(finding, Finding)]
    spent = time.process_time() - start

    print(f"{spent:.1f} s of CPU for {len(found)} findings")
    assert spent < MOST_CPU_S
    assert not [finding for finding in found if finding.class_ == "rejected"]
    assert sum("taken" in finding.rule for finding in found) == each * 1000


def test_of_many_clusters_on_one_table_each_is_told_of_a_few_others() -> None:
    made = [
        cluster(identity=USER_ASSIGNED, id_=CLUSTER + str(at), properties={"nodeResourceGroup": f"MC_{at}"})
        for at in range(100)
    ]
    view = world(network(subnet(routeTable={"id": TABLE})), table(), *made)

    found = Counter(each.resource_id for each in judgements(view, [sharing.SHARED_TABLE]))

    assert len(found) == len(made)
    assert set(found.values()) == {MOST_OTHERS}


@pytest.mark.parametrize(("number", "last"), [(1, "t0"), (10, "t9"), (11, "t9 +1"), (500, "t9 +490")])
def test_of_many_ranges_the_first_are_named_and_the_others_counted(number: int, last: str) -> None:
    ranges = tuple((each.name, prefix) for each in many(number, "10.0.0.0/16") for prefix in parsed((each.prefix,)))

    names = [name for name, _ in few(ranges)]

    assert names == [*(f"t{at}" for at in range(min(number, MOST_NAMED) - 1)), last]
