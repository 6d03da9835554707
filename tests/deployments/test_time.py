"""What happens when: order, the second apply, and worlds of undecided conditions."""

from typing import Any

import pytest

from akslab.deployments.declared import Condition, Declared
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.order import order_of
from akslab.deployments.worlds import within, worlds
from akslab.rules.examples import CLUSTER, GROUP, NETWORK, SUBNET, TABLE
from akslab.rules.time import association_of
from akslab.rules.unknown import CannotJudge

from .declarations import (
    ROLES,
    association,
    cluster,
    deployment,
    identity,
    network,
    role,
    subnet,
    subnet_body,
    table,
)


def losses(*resources: Declared) -> list[tuple[str, str]]:
    view = view_of_deployment(deployment(*resources))
    return [(loss.what, loss.address) for loss in view.losses]


def test_what_is_waited_for_comes_first_also_through_others() -> None:
    order = order_of([cluster(after=("role",)), role(after=("identity",)), identity()])

    assert order.precedes(f"{GROUP}/providers/{ROLES}/role", CLUSTER)
    assert order.precedes(identity().id, CLUSTER)
    assert not order.precedes(CLUSTER, identity().id)


def test_what_nobody_waits_for_may_come_at_any_time() -> None:
    order = order_of([cluster(), role()])

    assert not order.precedes(role().id, CLUSTER)
    assert order.precedes("/subscriptions/s/elsewhere", CLUSTER)


def test_a_circle_of_waiting_ends() -> None:
    order = order_of([cluster(after=("role",)), role(after=("cluster",))])

    assert order.precedes(role().id, CLUSTER)


@pytest.mark.parametrize(
    ("resources", "is_first"),
    [
        ((subnet(), association(), cluster(after=("association",))), True),
        ((subnet(), association(), cluster(after=("subnet",))), False),
        ((subnet(routeTable={"id": TABLE}), cluster(after=("subnet",))), True),
        ((network(subnet_body(routeTable={"id": TABLE})), cluster(after=("net",))), True),
    ],
)
def test_an_association_is_a_step_of_its_own(resources: tuple[Declared, ...], is_first: bool) -> None:
    order = order_of(resources)

    assert order.makes(association_of(SUBNET))
    assert order.precedes(association_of(SUBNET), CLUSTER) is is_first


def test_a_full_write_of_the_subnet_takes_away_the_table_that_aks_attached() -> None:
    assert losses(network(), subnet(), cluster()) == [("association", "subnet")]
    assert losses(network(subnet_body()), cluster()) == [("association", "net")]


@pytest.mark.parametrize(
    "resources",
    [
        (network(), subnet(keeps=("properties.routeTable",)), cluster()),
        (network(subnet_body(), keeps=("properties.subnets.*.properties.routeTable",)), cluster()),
        (network(subnet_body(), keeps=("*",)), cluster()),
        (network(), cluster()),
        (network(subnet_body()), cluster(profile={"networkPlugin": "azure"})),
        (network(subnet_body()), cluster(profile={"outboundType": "userDefinedRouting"})),
        (network(), subnet(routeTable={"id": TABLE}), cluster()),
    ],
)
def test_what_is_kept_named_or_not_made_is_not_lost(resources: tuple[Declared, ...]) -> None:
    assert losses(*resources) == []


def test_a_full_write_of_the_table_takes_away_the_routes_of_the_nodes() -> None:
    own = (network(), subnet(routeTable={"id": TABLE}), cluster())

    assert losses(*own, table()) == [("routes", "table")]
    assert losses(*own, table(keeps=("properties.routes",))) == []


def test_a_loss_says_when_it_happens() -> None:
    [loss] = view_of_deployment(deployment(network(subnet_body(), renews="on-change"), cluster())).losses

    assert (loss.when, loss.subnet_id, loss.resource_id) == ("on-change", SUBNET, NETWORK)


def test_what_a_plan_makes_anew_is_told_with_its_reasons() -> None:
    view = view_of_deployment(deployment(network(), cluster(replaced_for=("network_profile",))))

    assert [(each.id, each.address, each.properties) for each in view.replacements] == [
        (CLUSTER, "cluster", ("network_profile",))
    ]


def test_nothing_is_lost_where_nobody_asks_for_a_second_time() -> None:
    twice = deployment(network(subnet_body()), cluster())

    assert view_of_deployment(twice, is_applied_twice=False).losses == ()


def conditional(text: str, holds: bool, **more: Any) -> Declared:
    return network(subnet_body(), conditions=(Condition(text, holds),), **more)


def test_both_branches_of_a_condition_never_stand_in_one_world() -> None:
    branches = (conditional("new", True), conditional("new", False))

    assert [len(within(world, branches)) for world in worlds(branches)] == [1, 1]


def test_many_conditions_are_turned_one_by_one() -> None:
    resources = [conditional(f"c{n}", True) for n in range(6)]
    found = list(worlds(resources))

    assert len(found) == 14
    assert {len(within(world, resources)) for world in found} == {0, 1, 5, 6}


def test_without_conditions_there_is_one_world() -> None:
    assert list(worlds([network()])) == [{}]


def rights_in(*resources: Declared, **more: Any) -> Any:
    return view_of_deployment(deployment(*resources, **more)).rights


def test_a_role_is_seen_through_the_symbol_of_its_identity() -> None:
    rights = rights_in(identity(), role(), cluster())
    [principal] = view_of_deployment(deployment(cluster())).managed_clusters[CLUSTER.lower()].principal_ids  # type: ignore[misc]

    assert rights(principal, "Microsoft.Network/routeTables/write", TABLE)
    assert not rights(principal, "Microsoft.Compute/virtualMachines/write", TABLE)


def test_a_right_at_what_is_no_resource_is_not_judged() -> None:
    with pytest.raises(CannotJudge):
        rights_in(identity(), role(), cluster())("22222222", "Microsoft.Network/routeTables/write", "a table")


def test_a_lack_of_rights_is_not_judged_of_an_identity_that_was_there_before() -> None:
    with pytest.raises(CannotJudge):
        rights_in(cluster())("22222222", "Microsoft.Network/routeTables/write", TABLE)


def test_a_network_that_lists_its_subnets_without_one_declared_by_itself_deletes_it() -> None:
    other = {"name": "other", "properties": {"addressPrefix": "192.168.2.0/24"}}
    by_itself = subnet(routeTable={"id": TABLE})

    assert ("subnet", "net") in losses(network(other), by_itself, cluster())


def test_a_network_that_lists_all_or_none_or_keeps_its_list_deletes_nothing() -> None:
    other = {"name": "other", "properties": {"addressPrefix": "192.168.2.0/24"}}
    by_itself, listed = subnet(routeTable={"id": TABLE}), subnet_body(routeTable={"id": TABLE})

    for first in (network(other, listed), network(), network(other, keeps=("*",)), network(other, existing=True)):
        assert [what for what, _ in losses(first, by_itself, cluster()) if what == "subnet"] == []


@pytest.mark.parametrize(("link", "is_lost"), [(None, True), ({"id": ""}, True), ({"id": TABLE}, False)])
def test_a_table_that_is_written_as_null_is_not_named(link: Any, is_lost: bool) -> None:
    """`routeTable: empty(id) ? null : { id: id }` in a module that others deploy."""
    assert (("association", "net") in losses(network(subnet_body(routeTable=link)), cluster())) is is_lost
    assert (("association", "subnet") in losses(network(), subnet(routeTable=link), cluster())) is is_lost
