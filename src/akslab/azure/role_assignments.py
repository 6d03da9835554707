"""Microsoft.Authorization/roleAssignments: who holds which role where. It counts at its scope and all below (R48-R51)."""

import re
from collections.abc import Iterator

from ..arm.declaration import Change, ResourceType
from ..arm.errors import OWN_WORDS, ArmError, group_not_found, not_found
from ..arm.world import ROLE_ASSIGNMENTS, World
from ..wire.properties import Json, Properties, ReadOnly
from ..wire.resource_id import InvalidResourceId, parse_resource_id
from .role_scopes import is_assignable

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


class RoleAssignmentProperties(Properties, frozen=True, kw_only=True):
    """A principal, a role, and the scope it sits on."""

    role_definition_id: str
    principal_id: str
    principal_type: str = "ServicePrincipal"
    description: str | None = None
    condition: str | None = None
    scope: ReadOnly[str | None] = None
    created_on: ReadOnly[str | None] = None
    updated_on: ReadOnly[str | None] = None
    created_by: ReadOnly[str | None] = None


def scope_of(id_: str) -> str:
    """Return the scope an assignment's id sits on; `/` for the root."""
    return id_[: id_.lower().rindex("/providers/microsoft.authorization/")] or "/"


def _refuse(change: Change, world: World) -> Iterator[ArmError]:
    assert change.new is not None
    properties, scope, name = change.new["properties"], scope_of(change.new["id"]), change.new["name"]
    if not _GUID.fullmatch(name):
        yield ArmError(
            400,
            "InvalidRoleAssignmentId",
            f"The role assignment ID '{name}' is not valid. The role assignment ID must be a GUID.",
        )
    definition = world.role_definition(properties["roleDefinitionId"])
    if definition and not is_assignable(definition, scope):
        role = definition["properties"]["roleName"]
        yield ArmError(
            400, "AkslabRoleNotAssignableHere", f"'{scope}' is in no assignable scope of the role '{role}'.{OWN_WORDS}"
        )
    if definition is None:
        guid = properties["roleDefinitionId"].rsplit("/", 1)[-1]
        yield ArmError(
            400, "RoleDefinitionDoesNotExist", f"The specified role definition with ID '{guid}' does not exist."
        )
    yield from _scope_exists(scope, world)
    for other in world.of_type(ROLE_ASSIGNMENTS):
        same_grant = all(
            other["properties"][key].lower().rsplit("/", 1)[-1] == properties[key].lower().rsplit("/", 1)[-1]
            for key in ("principalId", "roleDefinitionId")
        )
        same_scope = other["properties"]["scope"].lower() == scope.lower()
        if same_grant and same_scope and other["name"].lower() != change.new["name"].lower():
            yield ArmError(409, "RoleAssignmentExists", "The role assignment already exists.")
    if change.old and any(change.old["properties"][k] != properties[k] for k in ("principalId", "roleDefinitionId")):
        yield ArmError(
            400,
            "RoleAssignmentUpdateNotPermitted",
            "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        )


def _scope_exists(scope: str, world: World) -> Iterator[ArmError]:
    try:
        resource = parse_resource_id(scope)
    except InvalidResourceId:
        return
    if resource.resource_group and world.get(resource.group_id) is None:
        yield group_not_found(resource.resource_group)
    elif resource.names and world.find(scope) is None:
        yield not_found(resource.type, resource.name, resource.resource_group)


def _complete(change: Change, world: World) -> Json:
    assert change.new is not None
    now = world.now()
    owned = {
        "scope": scope_of(change.new["id"]),
        "createdOn": change.new["properties"].get("createdOn") or now,
        "updatedOn": now,
        "createdBy": change.caller_id,
    }
    since = (change.old or {}).get("akslab", {}).get("since", world.clock.now())
    return {**change.new, "properties": {**change.new["properties"], **owned}, "akslab": {"since": since}}


ROLE_ASSIGNMENT_TYPE = ResourceType(
    name=ROLE_ASSIGNMENTS,
    what="create, list, delete at any scope; inherited; every request is authorised by them",
    properties=RoleAssignmentProperties,
    tracked=False,
    refuse=_refuse,
    complete=_complete,
    api_versions=("2022-04-01",),
)
