"""Role assignments that a deployment or an export holds -> who may do what, and when nobody can tell.

A right that no assignment gives is surely lacking only where nothing can be hidden: the principal belongs to an identity
that the input itself makes, and no module or file is missing that might assign roles.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from ..roles.authorization import Grant, Permission, permissions_of, permits
from ..roles.builtin import BUILTIN_ROLES, ROLE_DEFINITIONS
from ..rules.fields import Fields, certain
from ..rules.resources import RoleAssignment
from ..rules.unknown import UNKNOWN, CannotJudge, Maybe, Unknown
from ..rules.view import Rights
from ..wire.resource_id import InvalidResourceId
from ..wire.symbols import has_symbol, spoken

_ASSIGNMENTS = "microsoft.authorization/roleassignments"
Document = Mapping[str, Any]


def role_assignments(documents: Iterable[Document]) -> tuple[RoleAssignment, ...]:
    """Return the role assignments among documents, their definitions looked up among built-in ones and documents."""
    documents = tuple(documents)
    definitions = _definitions(documents)
    return tuple(
        _assignment(document, definitions) for document in documents if str(document["type"]).lower() == _ASSIGNMENTS
    )


def _definitions(documents: Iterable[Document]) -> dict[str, tuple[str, tuple[Permission, ...]]]:
    """Return name and permissions of each role by GUID and by name, both lower-case."""
    custom = (each for each in documents if str(each["type"]).lower() == ROLE_DEFINITIONS.lower())
    found = {}
    for role in (*BUILTIN_ROLES, *custom):
        properties = role.get("properties")
        if isinstance(properties, Mapping) and _is_told(properties.get("permissions")):
            name = str(properties.get("roleName", role["name"]))
            known = (name, permissions_of(properties))
            found[str(role["name"]).lower()] = found[name.lower()] = known
    return found


def _is_told(permissions: object) -> bool:
    """Whether a definition says all its actions; one that does not is as unknown as one that is not here."""
    if not isinstance(permissions, list):
        return False
    lists = [block.get(name) for block in permissions if isinstance(block, Mapping) for name in _ACTIONS]
    actions = [action for each in lists if isinstance(each, list) for action in each]
    is_listed = all(isinstance(block, Mapping) and "*" not in block for block in permissions)
    return (
        is_listed
        and all(isinstance(each, str) for each in actions)
        and not any(isinstance(each, Unknown) for each in lists)
    )


_ACTIONS = ("actions", "notActions")


def _assignment(document: Document, definitions: Mapping[str, tuple[str, tuple[Permission, ...]]]) -> RoleAssignment:
    fields = Fields(document)
    properties = fields.fields("properties")
    role_id = properties.text("roleDefinitionId") or properties.text("roleDefinitionName")
    name, permissions = _role(role_id, definitions)
    scope = properties.text("scope") or fields.text("scope") or _scope_of(str(document["id"]))
    return RoleAssignment(
        id=str(document["id"]),
        principal_id=properties.text("principalId"),
        scope=scope,
        role=name,
        permissions=permissions,
        created_on=certain(properties.text("createdOn")),
    )


def _role(
    id_: Maybe[str], definitions: Mapping[str, tuple[str, tuple[Permission, ...]]]
) -> tuple[str, Maybe[tuple[Permission, ...]]]:
    if isinstance(id_, Unknown):
        return "", UNKNOWN
    known = definitions.get(id_.rstrip("/").rsplit("/", 1)[-1].lower())
    return known or (id_, UNKNOWN)


def _scope_of(id_: str) -> str:
    return id_[: max(0, id_.lower().rfind("/providers/microsoft.authorization/"))] or "/"


def rights_of(assignments: Iterable[RoleAssignment], is_closed: Mapping[str, bool], hidden: str = "") -> Rights:
    """Return who may do what.

    `is_closed` says of a principal (lower-case) that all of its assignments are here; `hidden` names what may hold more
    for everybody, or is empty. Where the role or principal of an assignment around the asked scope is unknown, or a scope
    is, a lack is not judged.
    """
    assignments = tuple(assignments)
    granted = _grants_by_principal(assignments)
    unclear = _unclear(assignments)

    @cache
    def rights(principal: str, action: str, scope: str) -> bool:
        grants = granted.get(principal.lower(), ())
        try:
            if permits(grants, action, scope):
                return True
        except InvalidResourceId:
            raise CannotJudge(spoken(scope)) from None
        may_have = any(
            _may_cover(grant.scope, scope) and permits([_everywhere(grant)], action, "/") for grant in grants
        )
        if hidden or may_have or not is_closed.get(principal.lower(), False) or unclear(scope):
            raise CannotJudge(hidden or spoken(f"the role assignments of {principal}"))
        return False

    return rights


def _everywhere(grant: Grant) -> Grant:
    return Grant("/", grant.permissions)


def _may_cover(scope: str, asked: str) -> bool:
    """Whether a scope with unknown parts may turn out to enclose another: `…/resourceGroups/<var.group>`."""
    if not scope.startswith("/"):
        return has_symbol(scope)
    pairs = list(zip(scope.lower().split("/"), asked.lower().split("/"), strict=False))
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    if len(pairs) < scope.count("/") + 1 or not differing:
        return False
    return all(has_symbol(one) or has_symbol(other) for one, other in differing)


def _grants_by_principal(assignments: Iterable[RoleAssignment]) -> Mapping[str, list[Grant]]:
    found: dict[str, list[Grant]] = {}
    for each in assignments:
        principal, permissions, scope = each.principal_id, each.permissions, each.scope
        if isinstance(principal, Unknown) or isinstance(permissions, Unknown) or isinstance(scope, Unknown):
            continue
        found.setdefault(principal.lower(), []).append(Grant(scope.lower().rstrip("/") or "/", permissions))
    return found


def _unclear(assignments: Iterable[RoleAssignment]) -> Callable[[str], bool]:
    """Return whether an assignment nobody knows may give something at a scope; one on a registry does not on a network."""
    scopes: dict[str, dict[str, None]] = {}
    for each in filter(_is_open, assignments):
        at = "/" if isinstance(each.scope, Unknown) else each.scope.lower().rstrip("/")
        scopes.setdefault(_provider_of(at), {})[at] = None

    def unclear(asked: str) -> bool:
        near = (at for kind in {"", _provider_of(asked.lower())} for at in scopes.get(kind, ()))
        return any(at == "/" or f"{asked.lower()}/".startswith(f"{at}/") or _may_cover(at, asked) for at in near)

    return unclear


def _provider_of(scope: str) -> str:
    """Return the first type of resource that a scope names; nothing for a group, a subscription, or what nobody knows."""
    return "/".join(scope.partition("/providers/")[2].split("/")[:2])


def _is_open(assignment: RoleAssignment) -> bool:
    """Whether the assignment may give somebody more than can be seen."""
    unknown = (assignment.principal_id, assignment.scope, assignment.permissions)
    return any(isinstance(each, Unknown) for each in unknown) or has_symbol(assignment.role)
