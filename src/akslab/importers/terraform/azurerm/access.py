"""Who may do what: user-assigned identities, role assignments and definitions, locks, and the groups things live in."""

from typing import Any

from ....deployments.nodes import Node, Unknown
from ....roles.builtin import BUILTIN_ROLES, ROLE_DEFINITIONS
from ....wire.symbols import principal_of
from ..language.values import Unsure, label_of, symbol_of
from ..written import Written, part
from .kinds import Blocks, Field, Kind, in_group, place_of, put

IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"
ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
GROUPS = "Microsoft.Resources/resourceGroups"
LOCKS = "Microsoft.Authorization/locks"


def _identity(written: Written, id_: str) -> dict[str, Node]:
    return {
        "principal_id": Node(principal_of(id_)),
        "client_id": Node(symbol_of(f"client of {written.address}")),
        "tenant_id": Node(Unsure("run-time", "", "tenant")),
    }


IDENTITY = Kind(
    name="azurerm_user_assigned_identity",
    type=IDENTITIES,
    identify=in_group(IDENTITIES),
    fields=(Field("tags", "tags"),),
    computed=_identity,
)


def _assignment_id(written: Written) -> str:
    """Return the id of an assignment; its name is made up by the provider unless it is written."""
    scope = written.text("scope").rstrip("/")
    name = written.argument("name")
    return f"{scope}/providers/{ASSIGNMENTS}/{part(name) if name is not None else symbol_of(written.address)}"


def _assign(written: Written, body: dict[str, Any]) -> None:
    """Add scope and principal: a scope that is not known at all may be any."""
    scope = written.argument("scope")
    if scope is not None:
        put(body, "properties.scope", scope, written.origin)
    principal = written.argument("principal_id")
    if principal is not None:
        value = symbol_of(label_of(principal)) if isinstance(principal.value, Unknown) else principal.value
        put(body, "properties.principalId", Node(value, place_of(written, "principal_id")), written.origin)


ASSIGNMENT = Kind(
    name="azurerm_role_assignment",
    type=ASSIGNMENTS,
    identify=_assignment_id,
    fields=(
        Field("role_definition_name", "properties.roleDefinitionId"),
        Field("role_definition_id", "properties.roleDefinitionId"),
        Field("principal_type", "properties.principalType"),
        Field("description", "properties.description"),
    ),
    complete=_assign,
    tracked=False,
)


def _definition_id(written: Written) -> str:
    name = written.argument("role_definition_id")
    last = part(name) if name is not None else symbol_of(f"id of {written.address}")
    return f"{written.text('scope').rstrip('/')}/providers/{ROLE_DEFINITIONS}/{last}"


def _definition(_written: Written, id_: str) -> dict[str, Node]:
    return {"role_definition_resource_id": Node(id_), "role_definition_id": Node(id_.rsplit("/", 1)[-1])}


DEFINITION = Kind(
    name="azurerm_role_definition",
    type=ROLE_DEFINITIONS,
    identify=_definition_id,
    fields=(
        Field("name", "properties.roleName"),
        Field("assignable_scopes", "properties.assignableScopes"),
        Blocks(
            "permissions",
            "properties.permissions",
            (
                Field("actions", "actions"),
                Field("not_actions", "notActions"),
                Field("data_actions", "dataActions"),
                Field("not_data_actions", "notDataActions"),
            ),
            is_list=True,
        ),
    ),
    computed=_definition,
    tracked=False,
)


def built_in_role(name: str) -> str:
    """Return the GUID of a built-in role by its name, or nothing."""
    return next((str(role["name"]) for role in BUILTIN_ROLES if role["properties"]["roleName"] == name), "")


def _lock_id(written: Written) -> str:
    return f"{written.text('scope').rstrip('/')}/providers/{LOCKS}/{written.text('name')}"


LOCK = Kind(
    name="azurerm_management_lock",
    type=LOCKS,
    identify=_lock_id,
    fields=(Field("lock_level", "properties.level"), Field("notes", "properties.notes")),
    tracked=False,
)


def _group_id(written: Written) -> str:
    return f"/subscriptions/{written.subscription}/resourceGroups/{written.text('name')}"


GROUP = Kind(
    name="azurerm_resource_group",
    type=GROUPS,
    identify=_group_id,
    fields=(Field("tags", "tags"),),
)
KINDS = (IDENTITY, ASSIGNMENT, DEFINITION, LOCK, GROUP)
