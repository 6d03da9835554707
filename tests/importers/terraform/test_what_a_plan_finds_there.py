"""Plans of which only some steps do something: what stands and stays was there before them, and its lists are nobody's."""

from typing import Any

import pytest

from akslab.deployments.judging import view_of_deployment

from .plans import (
    CLUSTER,
    GROUP,
    NETWORK,
    PLACE,
    SUBNET,
    SUBNET_BODY,
    TABLE,
    TABLE_BODY,
    Json,
    block,
    change,
    cluster,
    network,
    plan,
    read,
)
from .reading import findings

GUID = "33333333-3333-3333-3333-333333333333"
IDENTITY = f"{GROUP}/Microsoft.ManagedIdentity/userAssignedIdentities/i"
ROLE = f"{TABLE}/providers/Microsoft.Authorization/roleAssignments/r"
IDENTITY_AND_ROLE = {"cluster-does-not-wait-for-what-it-names", "route-table-role-not-before-cluster"}
STANDING: dict[str, Json] = {
    "azurerm_virtual_network.v": network() | {"subnet": []},
    "azurerm_subnet.s": {**SUBNET_BODY, "id": SUBNET},
    "azurerm_route_table.t": {**TABLE_BODY, "id": TABLE},
    "azurerm_subnet_route_table_association.a": {"id": SUBNET, "subnet_id": SUBNET, "route_table_id": TABLE},
    "azurerm_user_assigned_identity.i": {**PLACE, "name": "i", "id": IDENTITY, "principal_id": GUID},
    "azurerm_role_assignment.r": {
        "id": ROLE,
        "scope": TABLE,
        "role_definition_name": "Network Contributor",
        "principal_id": GUID,
    },
}
OWN = cluster(id=CLUSTER, identity=[{"type": "UserAssigned", "identity_ids": [IDENTITY]}])


def around_a_new_cluster(**made: tuple[str, ...]) -> Json:
    """Return a plan that makes the cluster; of the rest nothing changes but what `made` names by its last name."""
    changes = []
    for address, values in STANDING.items():
        actions = made.get(address.rpartition(".")[2], ("no-op",))
        before = None if actions == ("create",) else values
        changes.append(change(address, values, before, actions=actions))
    return plan([*changes, change("azurerm_kubernetes_cluster.c", OWN)], [block(address) for address in STANDING])


def test_what_stands_needs_no_wait_before_a_new_cluster() -> None:
    assert findings(view_of_deployment(read(around_a_new_cluster()))) == set()


@pytest.mark.parametrize(
    ("made", "rules"),
    [
        ({"a": ("create",)}, {"route-table-not-attached-before-cluster"}),
        ({"a": ("delete", "create")}, {"route-table-not-attached-before-cluster"}),
        ({"i": ("create",), "r": ("create",)}, IDENTITY_AND_ROLE),
        (dict.fromkeys("air", ("create",)), IDENTITY_AND_ROLE | {"route-table-not-attached-before-cluster"}),
    ],
)
def test_what_the_plan_makes_is_still_waited_for(made: dict[str, Any], rules: set[str]) -> None:
    assert findings(view_of_deployment(read(around_a_new_cluster(**made)))) == rules


def test_a_table_that_a_plan_changes_on_a_subnet_is_made_by_it() -> None:
    other = {"id": SUBNET, "subnet_id": SUBNET, "route_table_id": TABLE.replace("/t", "/old")}
    document = around_a_new_cluster()
    document["resource_changes"][3] = change(
        "azurerm_subnet_route_table_association.a", STANDING["azurerm_subnet_route_table_association.a"], other
    )
    assert findings(view_of_deployment(read(document))) == {"route-table-not-attached-before-cluster"}


def losses(values: Json, before: Json, *, is_written: bool) -> list[tuple[str, str]]:
    """Return what is lost with a network and a subnet of its own below a cluster that stands."""
    subnet = STANDING["azurerm_subnet.s"]
    expressions: Json = {"subnet": [{"name": {"constant_value": "other"}}]} if is_written else {}
    there = cluster(id=CLUSTER)
    changes = [
        change("azurerm_virtual_network.v", values, before, actions=("no-op",) if values == before else ("update",)),
        change("azurerm_subnet.s", subnet, subnet, actions=("no-op",)),
        change("azurerm_kubernetes_cluster.c", there, there, actions=("no-op",)),
    ]
    view = view_of_deployment(read(plan(changes, [block("azurerm_virtual_network.v", expressions)])))
    return [(loss.what, loss.address) for loss in view.losses]


def test_a_list_of_subnets_that_nobody_wrote_is_left_alone() -> None:
    empty, other = network() | {"subnet": []}, network(inline_other())
    assert losses(empty, empty, is_written=False) == []
    assert losses(other, other, is_written=False) == []
    assert losses(other | {"tags": {"a": "b"}}, other, is_written=False) == []


def test_a_list_of_subnets_that_is_written_is_sent() -> None:
    other = network(inline_other())
    assert losses(other, other, is_written=True) == [("subnet", "azurerm_virtual_network.v")]


def test_a_plan_that_shortens_the_list_says_itself_that_it_deletes() -> None:
    both = network(inline_other(), inline_other() | {"name": "s", "id": SUBNET})
    assert losses(network(inline_other()), both, is_written=False) == [("subnet", "azurerm_virtual_network.v")]


def inline_other() -> Json:
    """Return an inline subnet beside the cluster's."""
    return {
        "name": "other",
        "address_prefixes": ["192.168.2.0/24"],
        "route_table_id": "",
        "id": f"{NETWORK}/subnets/other",
    }
