"""Azure RBAC: may this principal do that action there? Pure over role definitions and assignments.

An assignment counts at its scope and everything below. A definition grants what its `actions` match and its
`notActions` don't; wildcards match any characters, without case. There are no deny assignments. (PERM, R48-R51)
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from ..wire.resource_id import scopes_of


class Permission(Struct, frozen=True):
    """One block of a role definition."""

    actions: tuple[str, ...]
    not_actions: tuple[str, ...] = ()


class Grant(Struct, frozen=True):
    """A role assignment with its definition looked up. `scope` is lower-cased; `since` in seconds of the lab's clock."""

    scope: str
    permissions: tuple[Permission, ...]
    since: float = 0.0


def permissions_of(properties: Mapping[str, Any]) -> tuple[Permission, ...]:
    """Return what a role definition, by its `properties`, grants."""
    return tuple(
        Permission(_texts(block.get("actions")), _texts(block.get("notActions")))
        for block in properties.get("permissions") or ()
    )


def _texts(actions: object) -> tuple[str, ...]:
    """Return the actions of a list; what is none, as a condition leaves it, grants nothing."""
    return tuple(each for each in actions if isinstance(each, str)) if isinstance(actions, list | tuple) else ()


def permits(grants: Iterable[Grant], action: str, scope: str) -> bool:
    """Whether any of a principal's grants allows `action` at `scope`."""
    enclosing = set(scopes_of(scope))
    return any(
        grant.scope in enclosing and any(_allows(permission, action) for permission in grant.permissions)
        for grant in grants
    )


def _allows(permission: Permission, action: str) -> bool:
    return _matches_any(permission.actions, action) and not _matches_any(permission.not_actions, action)


def _matches_any(patterns: tuple[str, ...], action: str) -> bool:
    return any(_pattern(pattern).fullmatch(action) for pattern in patterns)


@cache
def _pattern(wildcard: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, wildcard.split("*"))), re.IGNORECASE)
