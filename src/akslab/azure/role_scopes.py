"""Where a custom role may be used: at its assignable scopes and below, and only who may write roles there says so."""

import re
from collections.abc import Iterator

from ..arm.declaration import Change
from ..arm.errors import OWN_WORDS, ArmError, linked_authorization_failed
from ..arm.world import ROLE_DEFINITIONS, World
from ..wire.properties import Json
from ..wire.resource_id import InvalidResourceId, parse_resource_id, scopes_of

_WRITE = f"{ROLE_DEFINITIONS}/write"
_ACTION = re.compile(r"\*|[\w.*]+(/[\w.*-]+)+")


def refuse_scopes(change: Change, world: World) -> Iterator[ArmError]:
    """Yield why a role can't have these assignable scopes: they must be there, and be the caller's to write roles at."""
    new = (change.new or {"properties": {}})["properties"].get("assignableScopes") or []
    old = (change.old or {"properties": {}})["properties"].get("assignableScopes") or []
    if change.new is not None and not new:
        yield _refused("AkslabAssignableScopesMissing", "A custom role needs at least one assignable scope.")
    for scope in dict.fromkeys((*new, *old)):
        if not _is_here(scope, world):
            if scope not in new:
                continue
            yield _refused("AkslabAssignableScopeUnknown", f"The assignable scope '{scope}' is no scope of this lab.")
        elif not world.may(change.caller_id, _WRITE, scope):
            done = (_WRITE, change.id)
            yield linked_authorization_failed(change.caller_id, change.caller_id, done, (_WRITE, scope))


def refuse_actions(change: Change) -> Iterator[ArmError]:
    """Yield the actions that name nothing: an action is `*`, or words with slashes between."""
    blocks = (change.new or {"properties": {}})["properties"].get("permissions") or []
    for block in blocks:
        for action in (*block.get("actions", ()), *block.get("notActions", ())):
            if not _ACTION.fullmatch(action):
                yield ArmError(
                    400,
                    "InvalidActionOrNotAction",
                    f"'{action}' does not match any of the actions supported by the providers.",
                )


def is_assignable(definition: Json, scope: str) -> bool:
    """Whether a role may be assigned at `scope`: a built-in one anywhere, a custom one within its scopes."""
    enclosing = set(scopes_of(scope))
    scopes = definition["properties"].get("assignableScopes") or []
    return any(allowed.lower().rstrip("/") in enclosing or allowed == "/" for allowed in scopes)


def _is_here(scope: str, world: World) -> bool:
    try:
        resource = parse_resource_id(scope.rstrip("/"))
    except InvalidResourceId:
        return False
    if resource.subscription_id.lower() != world.subscription_id:
        return False
    if resource.resource_group and world.get(resource.group_id) is None:
        return False
    return not resource.names or world.find(scope) is not None


def _refused(code: str, message: str) -> ArmError:
    return ArmError(400, code, message + OWN_WORDS)
