"""Pools, growth and surge as AKS counts them, and what a plugin makes of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.planning.demand import demand_of
from akslab.planning.limits import limits_of, most_nodes
from akslab.planning.needs import Growth, Needs, Pool, Surge, dealt, pools_of, resized, with_surge
from akslab.planning.plugins import KUBENET, NODE_SUBNET, OVERLAY, POD_SUBNET
from akslab.planning.reading import growth
from akslab.planning.sizing import service_length, services_in, sizes_of, subnet_length

from .wishes import surges, unhurried

sizes = st.lists(st.integers(0, 40), min_size=1, max_size=5)


@unhurried
@given(sizes, st.integers(0, 60))
def test_nodes_are_dealt_without_loss_and_no_pool_gets_two_more_than_another(pools: list[int], extra: int) -> None:
    more = [new - old for new, old in zip(dealt(pools, extra), pools, strict=True)]
    assert sum(more) == extra
    assert max(more) - min(more) <= 1


def test_the_smallest_pool_is_dealt_to_first() -> None:
    assert dealt((14, 13, 13), 2) == (14, 14, 14)


@pytest.mark.parametrize(
    ("text", "planned"), [("2x", (10, 6)), ("1.5x", (8, 5)), ("50%", (8, 5)), ("+3", (6, 5)), ("1x", (5, 3))]
)
def test_growth_is_of_each_pool_rounded_up_or_dealt(text: str, planned: tuple[int, ...]) -> None:
    pools = pools_of(Needs(pool_sizes=(5, 3), growth=growth(text)), 110)
    assert tuple(pool.planned for pool in pools) == planned
    assert tuple(pool.now for pool in pools) == (5, 3)


def test_pods_in_all_raise_the_nodes_to_what_they_need() -> None:
    assert pools_of(Needs(nodes=2, pods=250), 110) == (Pool(3, 3),)
    assert pools_of(Needs(nodes=5, pods=250), 110) == (Pool(5, 5),)


def test_surge_rounds_up_and_is_never_more_than_the_pool_has() -> None:
    assert [Surge(10, is_percent=True).of(nodes) for nodes in (1, 10, 11, 25)] == [1, 1, 2, 3]
    assert [Surge(5).of(nodes) for nodes in (3, 8)] == [3, 5]


@unhurried
@given(sizes, surges, st.integers(0, 300))
def test_the_most_nodes_are_carried_and_one_more_is_not(pools: list[int], surge: Surge, carried: int) -> None:
    most = most_nodes(pools, surge, carried)
    assert with_surge(resized(pools, most), surge) <= carried or most == 0
    assert with_surge(resized(pools, most + 1), surge) > carried


def test_a_node_on_a_pod_subnet_asks_for_its_next_batch_while_eight_are_free() -> None:
    assert [POD_SUBNET.pod_addresses(pods) for pods in (10, 24, 25, 30, 110)] == [32, 32, 48, 48, 128]


def test_only_the_node_subnet_model_takes_the_pods_addresses_there() -> None:
    taken = [plugin.node_addresses(30) for plugin in (KUBENET, NODE_SUBNET, POD_SUBNET, OVERLAY)]
    assert taken == [1, 31, 1, 1]


def test_a_slash_24_has_252_services_besides_the_two_of_aks() -> None:
    assert services_in(24) == 252
    assert [service_length(services) for services in (1, 12, 13, 252, 253)] == [28, 28, 27, 24, 23]


def test_a_subnet_is_never_longer_than_a_slash_29() -> None:
    assert [subnet_length(addresses) for addresses in (1, 3, 4, 251, 252)] == [29, 29, 28, 24, 23]


def test_own_routes_leave_fewer_for_nodes() -> None:
    demand = demand_of(Needs(nodes=20, surge=Surge(1), custom_routes=30), KUBENET)
    found = sizes_of(demand)
    routes = next(each for each in limits_of(demand, found.subnet, 0, found.pod_cidr) if each.kind == "routes")
    assert (routes.most_nodes_at_rest, routes.most_nodes, routes.takes) == (370, 369, 51)


def test_growth_says_what_was_said() -> None:
    assert [growth(text).text for text in ("2x", "50%", "+10")] == ["2x", "+50%", "+10"]
    assert growth("2.5x") == Growth(5, 2, text="2.5x")
