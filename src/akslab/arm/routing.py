"""What a path means: which resource, which collection, which action. Pure; the declared types decide.

A path is pairs of a kind and a name, so what a word means depends on where it stands: a network may be called
`providers`. The last `providers` in a kind's place divides the scope from what hangs on it.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from ..wire.resource_id import InvalidResourceId, ResourceId, parse_resource_id
from .declaration import Child, ResourceType
from .errors import ArmError, misplaced, missing_subscription, namespace_not_found, type_not_found

GROUPS = "Microsoft.Resources/resourceGroups"
_KEYWORDS = {"subscriptions": "subscriptions", "resourcegroups": "resourceGroups", "providers": "providers"}


class Target(Struct, frozen=True, kw_only=True):
    """A resource, a child, a collection of either, or an action on one."""

    kind: Literal["resource", "collection", "action", "view"]
    type: ResourceType
    id: str
    """Of the top-level resource; for a collection the scope below which it lists."""
    child: Child | None = None
    child_name: str = ""
    rest: tuple[str, ...] = ()
    """The action's name, or the segments of a view."""

    asked: str = ""
    """The id as it was asked for, where the document is kept under another one: that is where the right is needed."""

    @property
    def authorised_at(self) -> str:
        """The scope at which the caller needs the right."""
        return self.asked or self.full_id

    @property
    def action_type(self) -> str:
        """The type that RBAC actions are named after."""
        name = self.type.action_name or self.type.name
        return f"{name}/{self.child.name}" if self.child else name

    @property
    def full_id(self) -> str:
        """The id of what is asked for, the child's when it is one."""
        return f"{self.id}/{self.child.name}/{self.child_name}" if self.child and self.child_name else self.id


Types = Mapping[str, ResourceType]
"""Lower-cased type name -> declaration."""


def route(path: str, types: Types, api_version: str = "") -> Target:
    """Return what `path` means; raises `ArmError` for a type that is not declared or a path that is malformed."""
    segments = [segment for segment in path.split("/") if segment]
    kinds = [segment.lower() for segment in segments[::2]]
    if not kinds or kinds[0] not in ("subscriptions", "providers"):
        raise missing_subscription()
    if "providers" in kinds:
        cut = 2 * (len(kinds) - 1 - kinds[::-1].index("providers"))
        return _below_provider(_scope(segments[:cut]), segments[cut + 1 :], types, api_version)
    if len(segments) in (3, 4) and kinds[1] == "resourcegroups":
        return _group(segments, types[GROUPS.lower()])
    raise type_not_found("Microsoft.Resources", "/".join(segments[2::2]) or segments[0], api_version)


def _scope(segments: Sequence[str]) -> str:
    """Return a scope with its keywords in Azure's casing, '' for the root."""
    return "".join(f"/{s if i % 2 else _KEYWORDS.get(s.lower(), s)}" for i, s in enumerate(segments))


def _group(segments: Sequence[str], type_: ResourceType) -> Target:
    scope = _scope(segments)
    if len(segments) == 3:
        return Target(kind="collection", type=type_, id=scope.rsplit("/", 1)[0])
    return Target(kind="resource", type=type_, id=scope)


def _below_provider(scope: str, below: Sequence[str], types: Types, api_version: str) -> Target:
    namespace, rest = (below[0], below[1:]) if below else ("", below)
    if not any(name.startswith(f"{namespace.lower()}/") for name in types):
        raise namespace_not_found(namespace)
    if not rest:
        raise type_not_found(namespace, "", api_version)
    declared = types.get(f"{namespace}/{rest[0]}".lower())
    if declared is None:
        raise type_not_found(namespace, rest[0], api_version)
    _check_place(declared, scope, collection=len(rest) == 1)
    if len(rest) == 1:
        return Target(kind="collection", type=declared, id=scope)
    top = f"{scope}/providers/{declared.name}/{rest[1]}"
    if len(rest) == 2:
        return Target(kind="resource", type=declared, id=top)
    return _below_resource(declared, top, rest[2:], api_version)


def _check_place(declared: ResourceType, scope: str, collection: bool) -> None:
    """Raise unless a type may be asked for at a scope: a tracked one lives in a group, others hang on anything."""
    place = _parsed(scope) if scope else ResourceId(subscription_id="")
    if not declared.tracked:
        return
    in_group, in_subscription = bool(place.resource_group), bool(place.subscription_id)
    if declared.name == GROUPS or place.names or not (in_group or (collection and in_subscription)):
        raise misplaced(declared.name, scope or "/")


def _parsed(scope: str) -> ResourceId:
    try:
        return parse_resource_id(scope)
    except InvalidResourceId as error:
        raise ArmError(400, "InvalidResourceId", f"This is no scope: {error}.") from None


def _below_resource(declared: ResourceType, top: str, rest: Sequence[str], api_version: str) -> Target:
    name = rest[0].lower()
    child = declared.child(name)
    if child and len(rest) == 1:
        return Target(kind="collection", type=declared, id=top, child=child)
    if child and len(rest) == 2:
        return Target(kind="resource", type=declared, id=top, child=child, child_name=rest[1])
    view = next((key for key in declared.views if key.lower() == name), None)
    if view:
        return Target(kind="view", type=declared, id=top, rest=(view, *rest[1:]))
    action = next((key for key in declared.actions if key.lower() == name), None)
    if action and len(rest) == 1:
        return Target(kind="action", type=declared, id=top, rest=(action,))
    namespace, type_ = declared.name.split("/", 1)
    raise type_not_found(namespace, "/".join([type_, *rest[::2]]), api_version)
