"""Microsoft.Authorization/roleDefinitions: what a role may do; the built-in ones the article needs, and custom ones."""

from collections.abc import Iterator

from msgspec import field

from ..arm.declaration import Change, ResourceType
from ..arm.errors import OWN_WORDS, ArmError
from ..arm.roles import as_definition
from ..arm.world import ROLE_ASSIGNMENTS, ROLE_DEFINITIONS, World
from ..roles.builtin import BUILTIN_ROLES
from ..wire.properties import Properties, ReadOnly
from .role_scopes import refuse_actions, refuse_scopes


class PermissionBlock(Properties, frozen=True, kw_only=True):
    """What is granted, and what is taken out of that again."""

    actions: list[str] = field(default_factory=list)
    not_actions: list[str] = field(default_factory=list)
    data_actions: list[str] = field(default_factory=list)
    not_data_actions: list[str] = field(default_factory=list)


class RoleDefinitionProperties(Properties, frozen=True, kw_only=True):
    """A role."""

    role_name: str
    description: str = ""
    type: ReadOnly[str] = "CustomRole"
    permissions: list[PermissionBlock]
    assignable_scopes: list[str] = field(default_factory=list)


def _refuse(change: Change, world: World) -> Iterator[ArmError]:
    assert change.new is not None
    name = change.new["properties"]["roleName"]
    yield from refuse_scopes(change, world)
    yield from refuse_actions(change)
    for role in (*BUILTIN_ROLES, *world.of_type(ROLE_DEFINITIONS)):
        if role["properties"]["roleName"].lower() == name.lower() and role["name"] != change.new["name"]:
            yield ArmError(
                409,
                "RoleDefinitionWithSameNameExists",
                f"A role named '{name}' exists already: {role['name']}.{OWN_WORDS}",
            )


def _not_assigned(change: Change, world: World) -> Iterator[ArmError]:
    assert change.old is not None
    yield from refuse_scopes(change, world)
    for assignment in world.of_type(ROLE_ASSIGNMENTS):
        if assignment["properties"]["roleDefinitionId"].lower().endswith(change.old["name"].lower()):
            yield ArmError(
                400,
                "RoleDefinitionHasAssignments",
                f"The role '{change.old['properties']['roleName']}' is still assigned: {assignment['id']}.{OWN_WORDS}",
            )


ROLE_DEFINITION_TYPE = ResourceType(
    name=ROLE_DEFINITIONS,
    what="list, show; the built-in Owner, Contributor, Reader, Network Contributor and Managed Identity Operator; custom",
    properties=RoleDefinitionProperties,
    tracked=False,
    refuse=_refuse,
    refuse_deletion=_not_assigned,
    answer=as_definition,
    api_versions=("2022-04-01",),
)
