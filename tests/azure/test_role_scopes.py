"""A custom role is nobody's ladder: its scopes are the caller's own, and it is assigned within them only."""

import uuid

import pytest
from clouds import Answer, Cloud, new_cloud

OWNER, READER = "Owner", "Reader"


@pytest.fixture
def cloud() -> Cloud:
    return new_cloud()


def _define(cloud: Cloud, at: str, scopes: list[str], actions: list[str], name: str = "") -> Answer:
    path = f"{at}/providers/Microsoft.Authorization/roleDefinitions/{name or uuid.uuid4()}"
    block = {"actions": actions}
    return cloud.put(path, {"properties": {"roleName": "ladder", "permissions": [block], "assignableScopes": scopes}})


def _assign(cloud: Cloud, at: str, role_id: str) -> Answer:
    path = f"{at}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}"
    return cloud.put(path, {"properties": {"principalId": str(uuid.uuid4()), "roleDefinitionId": role_id}})


def test_the_owner_of_a_group_defines_no_role_for_the_subscription(cloud: Cloud) -> None:
    bob = cloud.granted(OWNER, cloud.group)
    refused = _define(bob, cloud.group, [cloud.subscription], ["*/read"])
    assert (refused.status, refused.code) == (403, "LinkedAuthorizationFailed")
    assert _define(bob, cloud.group, [cloud.group], ["*/read"]).status == 201


def test_nor_redefines_one_that_the_subscription_has(cloud: Cloud) -> None:
    name = str(uuid.uuid4())
    assert _define(cloud, cloud.group, [cloud.subscription, cloud.group], ["*/read"], name).status == 201
    bob = cloud.granted(OWNER, cloud.group)
    assert _define(bob, cloud.group, [cloud.group], ["*"], name).status == 403


def test_nor_puts_another_definition_of_the_same_id_beside_it(cloud: Cloud) -> None:
    name = str(uuid.uuid4())
    assert _define(cloud, cloud.subscription, [cloud.subscription], ["*/read"], name).status == 201
    beside = _define(cloud.granted(OWNER, cloud.group), cloud.group, [cloud.group], ["*"], name)
    assert (beside.status, beside.code) == (403, "LinkedAuthorizationFailed")
    assert _define(cloud, cloud.group, [cloud.group], ["*/read"], name).status == 200


@pytest.mark.parametrize("scopes", [[], ["/nowhere"], ["/"], ["/subscriptions/00000000-0000-0000-0000-000000000000"]])
def test_a_scope_that_is_not_there_is_refused(cloud: Cloud, scopes: list[str]) -> None:
    assert _define(cloud, cloud.subscription, scopes, ["*/read"]).status == 400


def test_an_action_that_names_nothing_is_refused(cloud: Cloud) -> None:
    assert (
        _define(cloud, cloud.subscription, [cloud.subscription], ["nonsense action"]).code == "InvalidActionOrNotAction"
    )


def test_a_role_is_assigned_within_its_scopes_only(cloud: Cloud) -> None:
    role_id = _define(cloud, cloud.group, [cloud.group], ["*/read"]).json["id"]
    assert _assign(cloud, cloud.subscription, role_id).code == "AkslabRoleNotAssignableHere"
    assert _assign(cloud, cloud.group, role_id).status == 201


def test_a_role_outlives_the_group_it_was_made_on(cloud: Cloud) -> None:
    name = str(uuid.uuid4())
    assert _define(cloud, cloud.group, [cloud.group, cloud.subscription], ["*/read"], name).status == 201
    assert cloud.delete(cloud.group).status == 202
    cloud.settle()
    role = f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions/{name}"
    assert cloud.get(role).json["id"] == role
    assert cloud.delete(role).status == 200


def test_the_owner_of_a_group_removes_no_role_of_the_subscription(cloud: Cloud) -> None:
    name = str(uuid.uuid4())
    assert _define(cloud, cloud.subscription, [cloud.subscription], ["*/read"], name).status == 201
    bob = cloud.granted(OWNER, cloud.group)
    assert bob.delete(f"{cloud.group}/providers/Microsoft.Authorization/roleDefinitions/{name}").status == 403


def test_a_role_is_read_with_the_right_at_the_scope_it_is_asked_on(cloud: Cloud) -> None:
    name = str(uuid.uuid4())
    assert _define(cloud, cloud.subscription, [cloud.subscription], ["*/read"], name).status == 201
    reader = cloud.granted(READER, cloud.group)
    assert reader.get(f"{cloud.group}/providers/Microsoft.Authorization/roleDefinitions/{name}").status == 200
