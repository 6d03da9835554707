"""Role definitions and assignments as clients ask for them: on any scope, filtered, inherited."""

from collections.abc import Iterator, Mapping

from ..wire.properties import Json
from ..wire.resource_id import scopes_of
from .errors import OWN_WORDS, ArmError
from .filters import clauses
from .verbs import Arm, Caller
from .world import ROLE_ASSIGNMENTS, ROLE_DEFINITIONS, World

_DEFINITION_CLAUSES = ("roleName eq", "type eq", "atScope()")
_ASSIGNMENT_CLAUSES = ("principalId eq", "assignedTo()", "atScope()")


def list_definitions(arm: Arm, caller: Caller, scope: str, query: Mapping[str, str]) -> Iterator[Json]:
    """Yield built-in and custom roles usable at `scope`; `$filter=roleName eq '…'` or `type eq '…'` narrows them."""
    _authorise_reading(arm, caller, scope)
    wanted = {what: value.lower() for what, value in clauses(query, _DEFINITION_CLAUSES)}
    for role in (*arm.world.builtin_roles, *arm.world.of_type(ROLE_DEFINITIONS)):
        properties = role["properties"]
        if "rolename eq" in wanted and properties["roleName"].lower() != wanted["rolename eq"]:
            continue
        if "type eq" in wanted and properties["type"].lower() != wanted["type eq"]:
            continue
        yield as_definition(role, arm.world)


def get_definition(arm: Arm, caller: Caller, id_: str) -> Json:
    """Return one role definition, whatever scope the id was asked on."""
    _authorise_reading(arm, caller, id_[: id_.lower().rindex("/providers/microsoft.authorization/")])
    role = arm.world.role_definition(id_)
    if role is None:
        name = id_.rsplit("/", 1)[-1]
        raise ArmError(
            404, "RoleDefinitionDoesNotExist", f"The specified role definition with ID '{name}' does not exist."
        )
    return as_definition(role, arm.world)


def check_custom(arm: Arm, id_: str) -> None:
    """Raise unless a role may be written: built-in ones are everybody's."""
    role = arm.world.role_definition(id_)
    if role is not None and role["properties"]["type"] == "BuiltInRole":
        name = role["properties"]["roleName"]
        raise ArmError(403, "BuiltInRoleNotWritable", f"The role '{name}' is built in: it can't be changed.{OWN_WORDS}")


def _authorise_reading(arm: Arm, caller: Caller, scope: str) -> None:
    """Roles of the whole directory are read with the rights one has in the subscription."""
    arm.authorise(caller, f"{ROLE_DEFINITIONS}/read", scope or f"/subscriptions/{arm.world.subscription_id}")


def as_definition(role: Json, world: World) -> Json:
    """Return a role with its id in this subscription."""
    id_ = f"/subscriptions/{world.subscription_id}/providers/{ROLE_DEFINITIONS}/{role['name']}"
    shown = {key: value for key, value in role.items() if key != "akslab"}
    return {**shown, "id": id_, "type": ROLE_DEFINITIONS}


def list_assignments(arm: Arm, caller: Caller, scope: str, query: Mapping[str, str]) -> Iterator[Json]:
    """Yield assignments: with `atScope()` those at `scope` and above it, else also those below; by principal if asked."""
    arm.authorise(caller, f"{ROLE_ASSIGNMENTS}/read", scope or "/")
    wanted = clauses(query, _ASSIGNMENT_CLAUSES)
    at_scope = any(what == "atscope()" for what, _ in wanted)
    principals = {value.lower() for what, value in wanted if what != "atscope()"}
    here, enclosing = scope.lower().rstrip("/"), set(scopes_of(scope))
    for document in arm.world.of_type(ROLE_ASSIGNMENTS):
        properties = document["properties"]
        at = str(properties["scope"]).lower().rstrip("/") or "/"
        below = at.startswith(here + "/") and not at_scope
        if (at in enclosing or below) and (not principals or properties["principalId"].lower() in principals):
            yield {key: value for key, value in document.items() if key != "akslab"}
