"""Microsoft.Authorization/roleDefinitions: what a role may do; the built-in ones the article needs, and custom ones."""

from collections.abc import Iterator
from typing import Any

from msgspec import field

from ..arm.declaration import Change, ResourceType
from ..arm.errors import OWN_WORDS, ArmError
from ..arm.roles import as_definition
from ..arm.world import ROLE_ASSIGNMENTS, ROLE_DEFINITIONS, World
from ..wire.properties import Json, Properties, ReadOnly
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


_READ_AND_SUPPORT = (
    "Microsoft.Authorization/*/read",
    "Microsoft.Insights/alertRules/*",
    "Microsoft.Resources/deployments/*",
    "Microsoft.Resources/subscriptions/resourceGroups/read",
    "Microsoft.Support/*",
)


def _builtin(
    guid: str, name: str, description: str, actions: tuple[str, ...], not_actions: tuple[str, ...] = ()
) -> Json:
    block: dict[str, Any] = {"actions": list(actions), "notActions": list(not_actions)}
    return {
        "name": guid,
        "type": ROLE_DEFINITIONS,
        "properties": {
            "roleName": name,
            "type": "BuiltInRole",
            "description": description,
            "assignableScopes": ["/"],
            "permissions": [{**block, "dataActions": [], "notDataActions": []}],
        },
    }


BUILTIN_ROLES: tuple[Json, ...] = (
    _builtin("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "Everything, with the right to grant it.", ("*",)),
    _builtin(
        "b24988ac-6180-42a0-ab88-20f7382dd24c",
        "Contributor",
        "Everything but granting rights.",
        ("*",),
        (
            "Microsoft.Authorization/*/Delete",
            "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action",
            "Microsoft.Blueprint/blueprintAssignments/write",
            "Microsoft.Blueprint/blueprintAssignments/delete",
        ),
    ),
    _builtin("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "See everything, change nothing.", ("*/read",)),
    _builtin(
        "4d97b98b-1d4f-4787-a291-c67834d212e7",
        "Network Contributor",
        "Everything of the network, but not access to it.",
        (*_READ_AND_SUPPORT, "Microsoft.Network/*", "Microsoft.ResourceHealth/availabilityStatuses/read"),
    ),
    _builtin(
        "f1a07417-d97a-45cb-824c-7a7467783830",
        "Managed Identity Operator",
        "See user-assigned identities, and assign them.",
        (
            *_READ_AND_SUPPORT,
            "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
            "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
        ),
    ),
)


def builtin_role_id(subscription_id: str, name: str) -> str:
    """Return the id of a built-in role in a subscription."""
    guid = next(role["name"] for role in BUILTIN_ROLES if role["properties"]["roleName"] == name)
    return f"/subscriptions/{subscription_id}/providers/{ROLE_DEFINITIONS}/{guid}"


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
