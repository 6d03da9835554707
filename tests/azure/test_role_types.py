"""Role assignments and definitions, on any scope, as az asks for them."""

import uuid

import pytest
from clouds import Answer, Cloud, new_cloud, vnet

READER, OWNER = "acdd72a7-3385-48ef-bd42-f606fba81ae7", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7"
WHO = "aaaaaaaa-0000-0000-0000-000000000001"


@pytest.fixture
def cloud() -> Cloud:
    cloud = new_cloud()
    assert cloud.put(cloud.network("virtualNetworks", "v"), vnet(("a", "10.0.0.0/24"))).status == 201
    return cloud


def _assign(cloud: Cloud, scope: str, role: str = READER, who: str = WHO, name: str = "") -> Answer:
    role_id = f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}"
    path = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name or uuid.uuid4()}"
    body = {"properties": {"principalId": who, "roleDefinitionId": role_id, "principalType": "ServicePrincipal"}}
    return cloud.put(path, body)


def _list(cloud: Cloud, scope: str, filter_: str = "") -> list[str]:
    found = cloud.get(f"{scope}/providers/Microsoft.Authorization/roleAssignments", filter_=filter_).json["value"]
    mine = [one["properties"] for one in found if one["properties"]["principalId"] == WHO]
    return [properties["scope"].removeprefix(cloud.subscription) for properties in mine]


def test_an_assignment_is_answered_as_az_reads_it(cloud: Cloud) -> None:
    scope = f"{cloud.network('virtualNetworks', 'v')}/subnets/a"
    made = _assign(cloud, scope)
    assert made.status == 201
    assert made.json["type"] == "Microsoft.Authorization/roleAssignments"
    assert made.json["id"] == f"{scope}/providers/Microsoft.Authorization/roleAssignments/{made.json['name']}"
    properties = made.json["properties"]
    assert (properties["scope"], properties["principalId"], properties["principalType"]) == (
        scope,
        WHO,
        "ServicePrincipal",
    )
    assert properties["createdBy"] == cloud.principal
    assert properties["createdOn"] == "2027-01-15T08:00:00.0000000Z"
    assert "akslab" not in made.json


def test_the_same_grant_twice_is_refused_whatever_its_name_and_casing(cloud: Cloud) -> None:
    _assign(cloud, cloud.group)
    again = _assign(cloud, cloud.group.replace("rg", "RG"), who=WHO.upper())
    assert (again.status, again.code, again.message) == (
        409,
        "RoleAssignmentExists",
        "The role assignment already exists.",
    )
    assert _assign(cloud, cloud.subscription).status == 201
    assert _assign(cloud, cloud.group, role=NETWORK_CONTRIBUTOR).status == 201


def test_an_assignment_cannot_become_another(cloud: Cloud) -> None:
    made = _assign(cloud, cloud.group)
    changed = _assign(cloud, cloud.group, who=str(uuid.uuid4()), name=made.json["name"])
    assert (changed.status, changed.code) == (400, "RoleAssignmentUpdateNotPermitted")
    assert _assign(cloud, cloud.group, name=made.json["name"]).status == 200


@pytest.mark.parametrize("scope", ["{S}/resourceGroups/nope", "{v}x", "{v}/subnets/nope"])
def test_an_assignment_needs_a_scope_that_exists(cloud: Cloud, scope: str) -> None:
    mine = cloud.network("virtualNetworks", "v")
    answer = _assign(cloud, scope.format(S=cloud.subscription, v=mine))
    assert (answer.status, answer.code) in {(404, "ResourceGroupNotFound"), (404, "ResourceNotFound")}


def test_an_assignment_needs_a_role_that_exists(cloud: Cloud) -> None:
    answer = _assign(cloud, cloud.group, role=str(uuid.UUID(int=5)))
    assert (answer.status, answer.code) == (400, "RoleDefinitionDoesNotExist")


def test_lists_go_down_and_up_and_at_scope_only_up(cloud: Cloud) -> None:
    mine = cloud.network("virtualNetworks", "v")
    for scope in (cloud.subscription, cloud.group, mine, f"{mine}/subnets/a"):
        _assign(cloud, scope)
    rg, v = "/resourceGroups/rg", mine.removeprefix(cloud.subscription)
    a = f"{v}/subnets/a"
    assert set(_list(cloud, mine)) == {"", rg, v, a}
    assert set(_list(cloud, mine, "atScope()")) == {"", rg, v}
    assert set(_list(cloud, cloud.subscription)) == {"", rg, v, a}
    assert set(_list(cloud, cloud.subscription, "atScope()")) == {""}
    shouted = f"{mine}/subnets/a".upper().replace("/SUBSCRIPTIONS", "/subscriptions")
    assert set(_list(cloud, shouted, "atScope()")) == {"", rg, v, a}


def test_lists_are_narrowed_to_a_principal(cloud: Cloud) -> None:
    _assign(cloud, cloud.group)
    _assign(cloud, cloud.group, who="aaaaaaaa-0000-0000-0000-000000000002")
    every = f"{cloud.subscription}/providers/Microsoft.Authorization/roleAssignments"
    for filter_ in (f"principalId eq '{WHO.upper()}'", f"assignedTo('{WHO}')", f"atScope() and assignedTo('{WHO}')"):
        found = cloud.get(every, filter_=filter_).json["value"]
        assert {one["properties"]["principalId"] for one in found} == ({WHO} if "atScope" not in filter_ else set())
    assert len(cloud.get(every).json["value"]) == 4


def test_an_assignment_is_read_and_deleted_by_its_id(cloud: Cloud) -> None:
    made = _assign(cloud, cloud.group).json
    assert cloud.get(made["id"].lower()).json == made
    assert cloud.delete(made["id"]).status == 200
    assert cloud.delete(made["id"]).status == 204
    assert cloud.get(made["id"]).status == 404


def test_roles_are_found_by_name_on_any_scope(cloud: Cloud) -> None:
    for scope in (cloud.subscription, cloud.group, f"{cloud.network('virtualNetworks', 'v')}/subnets/a", ""):
        path = f"{scope}/providers/Microsoft.Authorization/roleDefinitions"
        found = cloud.get(path, filter_="roleName eq 'network contributor'").json["value"]
        assert [one["name"] for one in found] == [NETWORK_CONTRIBUTOR]
        own = f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions"
        assert found[0]["id"] == f"{own}/{NETWORK_CONTRIBUTOR}"
        assert cloud.get(f"{path}/{NETWORK_CONTRIBUTOR.upper()}").json == found[0]


def test_all_roles_are_listed_and_told_apart_by_type(cloud: Cloud) -> None:
    path = f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions"
    cloud.custom_role("mine", ["*/read"])
    names = {one["properties"]["roleName"] for one in cloud.get(path).json["value"]}
    assert names == {"Owner", "Contributor", "Reader", "Network Contributor", "Managed Identity Operator", "mine"}
    assert [one["properties"]["roleName"] for one in cloud.get(path, filter_="type eq 'CustomRole'").json["value"]] == [
        "mine"
    ]


def test_a_role_that_is_not_there_says_so(cloud: Cloud) -> None:
    answer = cloud.get(f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions/{WHO}")
    assert (answer.status, answer.code) == (404, "RoleDefinitionDoesNotExist")


def test_a_custom_role_is_made_changed_and_deleted(cloud: Cloud) -> None:
    join = "Microsoft.Network/virtualNetworks/subnets/join/action"
    id_ = cloud.custom_role("mine", [join])
    made = cloud.get(id_).json
    assert made["properties"]["type"] == "CustomRole"
    block = {"actions": [join], "notActions": [], "dataActions": [], "notDataActions": []}
    assert made["properties"]["permissions"] == [block]
    assert cloud.put(id_, {"properties": {**made["properties"], "description": "new"}}).status == 200
    assert cloud.delete(id_).status == 200
    assert cloud.get(id_).status == 404


def test_two_custom_roles_cannot_share_a_name(cloud: Cloud) -> None:
    cloud.custom_role("mine", ["*/read"])
    other = f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions/{uuid.uuid4()}"
    for name in ("Mine", "reader"):
        answer = cloud.put(
            other, {"properties": {"roleName": name, "permissions": [], "assignableScopes": [cloud.group]}}
        )
        assert (answer.status, answer.code) == (409, "RoleDefinitionWithSameNameExists")


def test_a_role_in_use_cannot_be_deleted(cloud: Cloud) -> None:
    id_ = cloud.custom_role("mine", ["*/read"])
    assignment = cloud.grant(WHO, id_, cloud.group)
    assert cloud.delete(id_).code == "RoleDefinitionHasAssignments"
    cloud.delete(assignment)
    assert cloud.delete(id_).status == 200


def test_a_role_made_on_one_scope_is_the_same_role_on_every_other(cloud: Cloud) -> None:
    guid, below = str(uuid.uuid4()), "providers/Microsoft.Authorization/roleDefinitions"
    block = {"actions": ["*/read"]}
    body = {"properties": {"roleName": "mine", "permissions": [block], "assignableScopes": [cloud.group]}}
    assert cloud.put(f"{cloud.group}/{below}/{guid}", body).status == 201
    assert cloud.put(f"{cloud.subscription}/{below}/{guid.upper()}", body).status == 200
    assert cloud.delete(f"{cloud.subscription}/{below}/{guid}").status == 200
    assert cloud.get(f"{cloud.group}/{below}/{guid}").status == 404


def test_a_built_in_role_is_neither_changed_nor_deleted(cloud: Cloud) -> None:
    owner = f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions/{OWNER}"
    before = cloud.revision
    assert cloud.put(owner, {"properties": {"roleName": "mine", "permissions": []}}).status in (400, 403)
    assert cloud.delete(owner).status in (400, 403)
    assert cloud.revision == before


@pytest.mark.parametrize("name", ["x", "not-a-guid", "00000000"])
def test_an_assignment_is_named_by_a_guid(cloud: Cloud, name: str) -> None:
    answer = _assign(cloud, cloud.group, name=name)
    assert (answer.status, answer.code) == (400, "InvalidRoleAssignmentId")
    assert answer.message == f"The role assignment ID '{name}' is not valid. The role assignment ID must be a GUID."


def test_a_request_cannot_call_its_role_built_in(cloud: Cloud) -> None:
    id_ = f"{cloud.subscription}/providers/Microsoft.Authorization/roleDefinitions/{uuid.uuid4()}"
    body = {
        "properties": {"roleName": "mine", "type": "BuiltInRole", "permissions": [], "assignableScopes": [cloud.group]}
    }
    assert cloud.put(id_, body).json["properties"]["type"] == "CustomRole"
