"""How much a move disturbs: nodes, surge, addresses, pods, and the budgets that let none go."""

import math
from typing import Any

import pytest
from doctor import az_shapes as az
from hypothesis import given
from hypothesis import strategies as st

from akslab.migration.budgets import may_go
from akslab.migration.room import surge_of
from akslab.rules.cluster_facts import DisruptionBudget
from akslab.rules.resources import AgentPool

from . import exports
from .exports import assessed, commands, keys, pdb, step_keys


def with_pools(*pools: az.Json, **more: object) -> az.Files:
    return exports.ready(aks=az.aks_show(agentPoolProfiles=list(pools)), **more)


def test_all_pools_are_made_anew_at_once_each_with_its_surge() -> None:
    system = az.pool(count=3, upgradeSettings={"maxSurge": "1"})
    user = az.pool(
        "user", count=34, upgradeSettings={"maxSurge": "33%"}, enableAutoScaling=True, maxCount=50, minCount=3
    )

    found = assessed(with_pools(system, user)).disruption

    assert (found.nodes, found.surge) == (37, (13, 13))
    assert [(each.name, each.nodes, each.limit, each.rounds) for each in found.pools] == [
        ("nodepool1", 3, 3, 3),
        ("user", 34, 50, math.ceil(34 / 12)),
    ]
    assert [(each.nodes, each.surge, each.free, each.left) for each in found.subnets] == [(37, 13, 251, 201)]


def test_pods_are_counted_by_node() -> None:
    found = assessed(exports.ready()).disruption

    assert (found.pods, found.most_pods) == (7, 3)


@pytest.mark.parametrize(
    ("setting", "count", "version", "least", "most"),
    [
        ("33%", 10, "1.30.1", 4, 4),
        ("10%", 3, "1.30.1", 1, 1),
        ("50%", 4, "1.30.1", 2, 2),
        ("5", 3, "1.30.1", 3, 3),
        ("", 40, "1.27.1", 1, 1),
        ("", 40, "1.30.1", 1, 4),
        ("", 40, "1.32.1", 4, 4),
        ("", 40, "", 1, 4),
        ("", 0, "1.32.1", 0, 0),
    ],
)
def test_surge_is_rounded_up_and_a_default_is_as_sure_as_its_sources(
    setting: str, count: int, version: str, least: int, most: int
) -> None:
    found = surge_of(AgentPool(name="p", count=count, max_pods=110, max_surge=setting, version=version))

    assert (found.least, found.most) == (least, most)


@given(st.integers(0, 1000), st.integers(0, 200), st.booleans())
def test_surge_is_never_more_than_the_nodes_nor_less_than_nothing(count: int, amount: int, is_percent: bool) -> None:
    setting = f"{amount}%" if is_percent else str(amount)

    found = surge_of(AgentPool(name="p", count=count, max_pods=110, max_surge=setting, version="1.33.0"))

    assert 0 <= found.least == found.most <= count


@pytest.mark.parametrize(
    ("spec", "pods", "allowed"),
    [
        ({"min_available": "2"}, 2, 0),
        ({"min_available": "1"}, 2, 1),
        ({"min_available": "50%"}, 3, 1),
        ({"min_available": "100%"}, 5, 0),
        ({"max_unavailable": "0"}, 5, 0),
        ({"max_unavailable": "1"}, 5, 1),
        ({"max_unavailable": "30%"}, 5, 2),
        ({"max_unavailable": "0%"}, 5, 0),
        ({}, 5, None),
        ({"min_available": "many"}, 5, None),
    ],
)
def test_what_a_budget_lets_go(spec: dict[str, Any], pods: int, allowed: int | None) -> None:
    assert may_go(DisruptionBudget(namespace="n", name="b", **spec), pods) == allowed


def test_a_budget_that_lets_no_pod_go_is_at_risk_and_is_loosened_for_the_time() -> None:
    found = assessed(
        exports.ready(pdb=az.kubectl_list(pdb("api", 2, 0, minAvailable=2), pdb("web", 3, 1, minAvailable=2)))
    )

    assert [(each.namespace, each.name, each.value, each.pods) for each in found.disruption.at_risk] == [
        ("payments", "api", "2", 2)
    ]
    assert 'kubectl patch pdb api -n payments --type merge -p \'{"spec":{"minAvailable":1}}\'' in commands(found)
    assert 'kubectl patch pdb api -n payments --type merge -p \'{"spec":{"minAvailable":2}}\'' in commands(found)
    assert step_keys(found).index("budgets") < step_keys(found).index("move") < step_keys(found).index("budgets-back")


def test_a_budget_by_max_unavailable_is_loosened_by_it_and_written_back_as_it_was() -> None:
    found = assessed(exports.ready(pdb=az.kubectl_list(pdb("api", 4, 0, maxUnavailable="0%"))))

    patches = [each for each in commands(found) if "patch pdb" in each]
    assert patches == [
        'kubectl patch pdb api -n payments --type merge -p \'{"spec":{"maxUnavailable":1}}\'',
        'kubectl patch pdb api -n payments --type merge -p \'{"spec":{"maxUnavailable":"0%"}}\'',
    ]


def test_a_budget_without_pods_stops_nothing_and_one_whose_pods_are_missing_stops_now() -> None:
    listed = az.kubectl_list(pdb("gone", 0, 0, minAvailable=1), pdb("ill", 3, 0, minAvailable=2))

    found = assessed(exports.ready(pdb=listed))

    assert [(each.name, each.is_by_rule) for each in found.disruption.at_risk] == [("ill", False)]
    assert "budgets" not in step_keys(found)


def test_a_budget_nobody_counted_is_unknown() -> None:
    found = assessed(exports.ready(pdb=az.kubectl_list(pdb("api", None, None, minAvailable=1))))

    assert found.disruption.at_risk == ()
    assert "kubectl get pdb -A -o json (payments/api)" in found.disruption.missing


def test_what_was_not_exported_is_said_of_the_disruption_too() -> None:
    found = assessed(exports.ready(pdb=None, pods=None)).disruption

    assert (found.pods, found.budgets) == (None, None)
    assert set(found.missing) == {"kubectl get pdb -A -o json", "kubectl get pods -A -o json"}


def test_a_subnet_that_is_too_small_only_by_one_reading_of_the_default_is_a_warning() -> None:
    pool = az.pool(count=24, upgradeSettings={"maxSurge": None})
    place = az.vnet_show(az.subnet_show(az.OWN_TABLE, prefix="192.168.1.0/27", ipConfigurations=[]))

    found = assessed(with_pools(pool, vnet=place))
    too_small = assessed(with_pools(az.pool(count=27, upgradeSettings={"maxSurge": None}), vnet=place))

    assert (found.state, "subnet-full" in keys(found, "warn")) == ("ready", False)
    assert "subnet-full" in keys(too_small, "blocker")
    between = assessed(with_pools(az.pool(count=26, upgradeSettings={"maxSurge": None}), vnet=place))
    assert (between.state, "subnet-full" in keys(between, "warn")) == ("ready", True)


def test_addresses_that_others_took_are_not_the_nodes() -> None:
    taken = [
        {"id": az.id_of("networkInterfaces", f"n{number}", "rg-x") + "/ipConfigurations/a"} for number in range(200)
    ]
    frontends = [
        {"id": az.id_of("loadBalancers", "kubernetes-internal", az.NODE_GROUP) + "/frontendIPConfigurations/f"}
    ]
    place = az.vnet_show(az.subnet_show(az.OWN_TABLE, ipConfigurations=[*taken, *frontends]))

    found = assessed(exports.ready(vnet=place)).disruption

    assert found.subnets[0].free == 251 - 201
