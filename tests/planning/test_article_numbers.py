"""The numbers of the article and of Azure's planning page, exactly (P1-P4, P7, V9, V10)."""

from ipaddress import IPv4Network

import pytest

from akslab.planning.capacity import Holding, Question, Verdict, holding, verdict
from akslab.planning.needs import Growth, Needs, Surge
from akslab.planning.placing import Ranges
from akslab.planning.plan import Plan, plan_cluster
from akslab.planning.plugins import KUBENET, NODE_SUBNET, OVERLAY, POD_SUBNET, Plugin

TEN_PERCENT = Surge(10, is_percent=True)


def held(subnet: str, plugin: Plugin, pod_cidr: str = "10.244.0.0/16", **more: bool) -> Holding:
    """Return what a subnet holds."""
    question = Question(subnet=IPv4Network(subnet), pod_cidr=IPv4Network(pod_cidr), needs=Needs())
    return holding(question, plugin, **more)


def asked(subnet: str, nodes: int, surge: Surge) -> Verdict:
    """Return whether so many kubenet nodes go into a subnet."""
    return verdict(held(subnet, KUBENET), Needs(nodes=nodes, surge=surge))


def planned(plugin: Plugin, **wanted: object) -> Plan:
    """Return a plan with nothing to avoid."""
    return plan_cluster(Needs(**wanted), plugin, Ranges())  # type: ignore[arg-type]


def test_a_slash_24_has_251_nodes_and_27610_pods_on_kubenet() -> None:
    found = held("10.0.0.0/24", KUBENET)
    assert (found.nodes, found.pods, found.binds) == (251, 27_610, ("subnet",))


def test_a_slash_24_has_8_nodes_and_240_pods_on_azure_cni() -> None:
    found = held("10.0.0.0/24", NODE_SUBNET)
    assert (found.nodes, found.pods) == (8, 240)


def test_with_a_surge_of_one_the_slash_24_has_250_and_7() -> None:
    assert [held("10.0.0.0/24", plugin).rows[0].nodes for plugin in (KUBENET, NODE_SUBNET)] == [250, 7]


def test_a_slash_24_pod_subnet_has_a_first_batch_for_15_nodes() -> None:
    found = held("10.0.0.0/24", POD_SUBNET, as_pod_subnet=True)
    assert found.usable // found.least_each == 15


def test_a_slash_27_holds_20_to_25_nodes_and_2200_to_2750_pods() -> None:
    rows = {str(row.surge): row.nodes for row in held("10.0.0.0/27", KUBENET).rows}
    assert rows == {"1": 26, "10%": 24, "33%": 20}
    assert [nodes * KUBENET.default_pods_per_node for nodes in (20, 25)] == [2_200, 2_750]


@pytest.mark.parametrize(
    ("nodes", "surge", "total", "fits"),
    [(25, Surge(1), 26, True), (25, TEN_PERCENT, 28, False), (24, TEN_PERCENT, 27, True)],
)
def test_25_nodes_in_a_slash_27_depend_on_the_surge(nodes: int, surge: Surge, total: int, fits: bool) -> None:
    found = asked("10.0.0.0/27", nodes, surge)
    assert (found.nodes + found.extra, found.carries, found.fits) == (total, 27, fits)


def test_a_subnet_that_is_just_large_enough_need_not_grow() -> None:
    assert asked("10.0.0.0/27", 24, TEN_PERCENT).gives_length == 0


def test_internal_load_balancers_take_addresses_from_the_nodes() -> None:
    question = Question(
        subnet=IPv4Network("10.0.0.0/27"),
        pod_cidr=IPv4Network("10.244.0.0/16"),
        needs=Needs(internal_load_balancers=4, other_addresses=3),
    )
    assert holding(question, KUBENET).nodes == 20


def test_what_does_not_fit_is_told_what_would() -> None:
    found = asked("10.0.0.0/27", 25, TEN_PERCENT)
    assert (found.gives_nodes, found.gives_length) == (24, 26)


def test_azures_planning_page_comes_out_at_1581_and_1891_in_a_slash_21() -> None:
    one = planned(NODE_SUBNET, nodes=50, surge=Surge(1))
    grown = planned(NODE_SUBNET, nodes=50, surge=Surge(1), growth=Growth(added=10))

    assert [plan.demand.subnet_addresses for plan in (one, grown)] == [1_581, 1_891]
    assert [plan.subnet.prefixlen for plan in (one, grown) if plan.subnet] == [21, 21]


def test_the_default_pod_cidr_binds_before_the_routes_do() -> None:
    assert (held("10.0.0.0/23", KUBENET).nodes, held("10.0.0.0/23", KUBENET).binds) == (256, ("slots",))
    wider = held("10.0.0.0/23", KUBENET, "10.244.0.0/15")
    assert (wider.nodes, wider.binds) == (400, ("routes",))


def test_400_kubenet_nodes_are_there_but_cannot_be_upgraded() -> None:
    assert held("10.0.0.0/22", KUBENET, "10.244.0.0/15").rows[1].nodes == 363
    assert not planned(KUBENET, nodes=400, surge=Surge(1)).fits
    assert planned(KUBENET, nodes=399, surge=Surge(1)).fits


def test_overlay_holds_5000_nodes() -> None:
    assert held("10.0.0.0/16", OVERLAY, "10.128.0.0/11").nodes == 5_000
    assert planned(OVERLAY, nodes=5_000, pools=10).fits
    assert not planned(OVERLAY, nodes=5_001, pools=10).fits


def test_five_pools_of_four_at_half_surge_take_ten_more() -> None:
    assert planned(KUBENET, nodes=20, pools=5, surge=Surge(50, is_percent=True)).demand.surge == 10
