"""The verbs of Resource Manager over declared types: get, list, put, patch, delete, act. No HTTP here.

Controllers use these too, as the provider or as a cluster's identity, so that what they may do and what they are refused
is what a client would see. Every verb authorises first, and changes everything or nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec import Struct, structs

from ..wire.properties import FieldError, Json
from ..wire.resource_id import scopes_of
from .children import child_named, children_of, removed_ids, with_child, without_child
from .composition import check_name, compose, finish
from .declaration import Change, ResourceType
from .envelope import read_envelope, read_tags
from .errors import (
    authorization_failed,
    bad_request,
    child_not_found,
    group_being_deleted,
    group_not_found,
    invalid_properties,
    linked_authorization_failed,
    method_not_allowed,
    not_found,
    parent_not_found,
    subscription_not_found,
)
from .links import absent, check_linked_id, requested_links
from .preconditions import NONE, Preconditions, check
from .routing import GROUPS, Target, Types, route
from .world import PROVIDER, ROLE_DEFINITIONS, World


class Caller(Struct, frozen=True):
    """Who asks, and on account of what request."""

    principal_id: str
    app_id: str = ""
    cause: str = ""
    """Correlation id: everything that follows from this request carries it."""


class Outcome(Struct, frozen=True):
    """What a write did: the resource as shown, and whether it is new or was there at all."""

    document: Json | None
    created: bool = False
    existed: bool = True
    stored: Json | None = None
    """The top-level document as it is now stored."""


@dataclass(frozen=True, slots=True)
class Arm:
    """Resource Manager without HTTP."""

    types: Types
    world: World

    def target(self, path: str | Target, api_version: str = "") -> Target:
        """Return what a path means; raises `ArmError` for one that means nothing here or is of another subscription.

        A role definition is the same one on every scope, and kept with the subscription: a group does not take it along.
        """
        if isinstance(path, Target):
            return path
        target = route(path, self.types, api_version)
        parts = target.id.split("/", 3)
        if parts[1:2] == ["subscriptions"] and parts[2].lower() != self.world.subscription_id:
            raise subscription_not_found(parts[2])
        if target.type.name == ROLE_DEFINITIONS and target.kind == "resource":
            name = target.id.rsplit("/", 1)[-1]
            kept = f"/subscriptions/{self.world.subscription_id}/providers/{ROLE_DEFINITIONS}/{name}"
            return structs.replace(target, id=kept, asked=target.id)
        return target

    def authorise(self, caller: Caller, action: str, scope: str) -> None:
        """Raise `AuthorizationFailed` unless the caller may do `action` at `scope`."""
        if not self.world.may(caller.principal_id, action, scope):
            raise authorization_failed(caller.app_id, caller.principal_id, action, scope)

    def authorise_looking(self, caller: Caller, action: str, scope: str) -> None:
        """Raise `AuthorizationFailed` unless the caller may do `action` or holds any role at, above or below `scope`.

        Azure shows a subscription to whoever holds a role on anything in it, and filters lists by what they may read.
        """
        if not self.holds_role(caller, scope):
            self.authorise(caller, action, scope)

    def holds_role(self, caller: Caller, scope: str) -> bool:
        """Whether the caller holds any role at, above or below `scope`."""
        here, enclosing = scope.lower().rstrip("/") + "/", set(scopes_of(scope))
        grants = self.world.grants(caller.principal_id)
        return any(grant.scope in enclosing or grant.scope.startswith(here) for grant in grants)

    def get(self, caller: Caller, path: str | Target) -> Json:
        """Return one resource or child as Azure shows it."""
        target = self._resource("GET", path)
        self.authorise(caller, f"{target.action_type}/read", target.authorised_at)
        return self._shown_target(target, self._existing(target))

    def list(self, caller: Caller, path: str | Target) -> Iterator[Json]:
        """Yield the resources of a collection below a group or a parent; of one below a subscription, the readable."""
        target = self.target(path)
        action = f"{target.action_type}/read"
        if _is_subscription(target.id):
            self.authorise_looking(caller, action, target.id)
        else:
            self.authorise(caller, action, target.id or "/")
        if target.child:
            yield from children_of(self.shown(target.type, self._existing(target)), target.child)
            return
        self._check_group(target)
        every = self.world.may(caller.principal_id, action, target.id or "/")
        for document in self.world.of_type(target.type.name, within=target.id):
            if every or self.world.may(caller.principal_id, action, document["id"]):
                yield self.shown(target.type, document)

    def put(self, caller: Caller, path: str | Target, body: Json, preconditions: Preconditions = NONE) -> Outcome:
        """Write a resource or child, whole; returns what was made of it."""
        target = self._resource("PUT", path)
        self.authorise(caller, f"{target.action_type}/write", target.authorised_at)
        self._check_group(target)
        self._check_group_stays(caller, target)
        check_name(target.child_name or target.id.rsplit("/", 1)[-1], target.type)
        old = self.world.get(target.id)
        current = self._current(target, old)
        check(preconditions, current, target.full_id)
        wanted = self._wanted(target, old, body)
        new = compose(target.type, target.id, wanted, old, self.world)
        self._check_links(caller, target, new)
        stored = self._commit(caller, target, old, new)
        return Outcome(self._shown_target(target, stored), created=current is None, stored=stored)

    def patch(self, caller: Caller, path: str | Target, body: Json, preconditions: Preconditions = NONE) -> Outcome:
        """Replace the tags of a resource; nothing else can be patched."""
        target = self._resource("PATCH", path)
        self.authorise(caller, f"{target.action_type}/write", target.authorised_at)
        old = self._existing(target)
        self._check_group_stays(caller, target)
        check(preconditions, old, target.full_id)
        envelope = read_envelope(body)
        if set(envelope) - {"tags"} or target.child or not target.type.tracked:
            raise bad_request("PatchNotSupported", "akslab patches tags only; PUT the whole resource for the rest.")
        tags = read_tags(envelope) if "tags" in envelope else old["tags"]
        stored = self._commit(caller, target, old, {**old, "tags": tags})
        return Outcome(self.shown(target.type, stored), stored=stored)

    def delete(self, caller: Caller, path: str | Target, preconditions: Preconditions = NONE) -> Outcome:
        """Delete a resource or child; what is not there is gone already."""
        target = self._resource("DELETE", path)
        self.authorise(caller, f"{target.action_type}/delete", target.authorised_at)
        self._check_group(target)
        old = self.world.get(target.id)
        current = self._current(target, old)
        if old is None and target.type.name == GROUPS:
            raise group_not_found(_group_of(target.id))
        if old is None or current is None:
            return Outcome(None, existed=False)
        check(preconditions, current, target.full_id)
        if target.child:
            return self._delete_child(caller, target, old)
        change = Change(caller_id=caller.principal_id, id=target.id, old=old, new=None)
        for refusal in target.type.refuse_deletion(change, self.world):
            raise refusal
        if target.type.deleted_by_controller:
            marked = {**old, "properties": {**old["properties"], "provisioningState": "Deleting"}}
            self.world.documents.write([marked], cause=caller.cause)
            return Outcome(self.shown(target.type, marked), stored=marked)
        self.world.documents.write(self._others(change), [target.id], caller.cause)
        return Outcome(None)

    def act(self, caller: Caller, path: str | Target, body: Json) -> Json | None:
        """Run a POST action."""
        target = self.target(path)
        if target.kind != "action":
            raise method_not_allowed("POST", target.full_id)
        self.authorise(caller, f"{target.type.name}/{target.rest[0]}/action", target.id)
        return target.type.actions[target.rest[0]](self._existing(target), body, self.world)

    def view(self, caller: Caller, target: Target) -> Json:
        """Return a computed, read-only child."""
        self.authorise(caller, "/".join([target.type.name, *target.rest[::2], "read"]), target.id)
        found = target.type.views[target.rest[0]](self._existing(target), target.rest, self.world)
        if found is None:
            raise child_not_found("/".join([target.id, *target.rest]))
        return found

    def shown(self, declared: ResourceType, document: Json) -> Json:
        """Return a stored document as Azure shows it."""
        answer = declared.answer(document, self.world)
        hidden = ("akslab",) if declared.shows_etag else ("akslab", "etag")
        return {key: value for key, value in answer.items() if key not in hidden}

    def _shown_target(self, target: Target, document: Json) -> Json:
        shown = self.shown(target.type, document)
        if not target.child:
            return shown
        child = child_named(shown, target.child, target.child_name)
        if child is None:
            raise child_not_found(target.full_id)
        return child

    def _resource(self, method: str, path: str | Target) -> Target:
        target = self.target(path)
        if target.kind != "resource":
            raise method_not_allowed(method, "/".join([target.full_id, *target.rest]))
        return target

    def _existing(self, target: Target) -> Json:
        document = self.world.get(target.id)
        if document is not None:
            return document
        self._check_group(target)
        name, group = target.id.rsplit("/", 1)[-1], _group_of(target.id)
        raise group_not_found(name) if target.type.name == GROUPS else not_found(target.type.name, name, group)

    def _current(self, target: Target, old: Json | None) -> Json | None:
        if target.child and old is not None:
            return child_named(old, target.child, target.child_name)
        return old

    def _wanted(self, target: Target, old: Json | None, body: Json) -> Json:
        """Return the body of the whole resource that a PUT means: for a child, its parent with the child put in."""
        if not target.child:
            return body
        if old is None:
            raise parent_not_found(target.id.rsplit("/", 1)[-1])
        envelope = read_envelope(body)
        if not isinstance(envelope.get("properties"), dict):
            raise invalid_properties([FieldError("properties", "expected an object")], target.type.flat_errors)
        return with_child(old, target.child, target.child_name, envelope)

    def _delete_child(self, caller: Caller, target: Target, old: Json) -> Outcome:
        assert target.child is not None
        wanted = without_child(old, target.child, target.child_name)
        new = compose(target.type, target.id, wanted, old, self.world)
        return Outcome(None, stored=self._commit(caller, target, old, new))

    def _commit(self, caller: Caller, target: Target, old: Json | None, new: Json) -> Json:
        """Judge, complete and write one document."""
        change = Change(
            caller_id=caller.principal_id,
            id=target.id,
            old=old,
            new=new,
            child=f"{target.child.name}/{target.child_name}" if target.child else "",
        )
        for refusal in target.type.refuse(change, self.world):
            raise refusal
        finished = finish(target.type, old, target.type.complete(change, self.world), self.world)
        if finished is not old:
            removed = removed_ids(target.type, old, finished)
            self.world.documents.write([finished, *self._others(change)], removed, caller.cause)
        return finished

    def _others(self, change: Change) -> Iterator[Json]:
        """Yield the other documents that a change changes, with their etags."""
        for other in self.types[(change.new or change.old or {})["type"].lower()].also(change, self.world):
            if other["id"].lower() != change.id.lower():
                yield finish(self.types[other["type"].lower()], self.world.get(other["id"]), other, self.world)

    def _check_links(self, caller: Caller, target: Target, new: Json) -> None:
        if caller.principal_id == PROVIDER:
            return
        for link, linked in requested_links(target, new):
            check_linked_id(link, linked)
            if not self.world.may(caller.principal_id, link.action, linked):
                done = (f"{target.action_type}/write", target.full_id)
                raise linked_authorization_failed(caller.app_id, caller.principal_id, done, (link.action, linked))
            if self.world.find(linked) is None:
                raise absent(linked, target.full_id)

    def _check_group(self, target: Target) -> None:
        """Raise unless the group an id lies in exists."""
        group = _group_of(target.id)
        if group and target.type.name != GROUPS and self._group(target) is None:
            raise group_not_found(group)

    def _check_group_stays(self, caller: Caller, target: Target) -> None:
        """Raise when the group is on its way out; the provider may still write what the going needs."""
        group = self._group(target) if caller.principal_id != PROVIDER and target.type.name != GROUPS else None
        if group and group["properties"]["provisioningState"] == "Deleting":
            raise group_being_deleted(group["name"])

    def _group(self, target: Target) -> Json | None:
        return self.world.get("/".join(target.id.split("/", 5)[:5])) if _group_of(target.id) else None


def _is_subscription(scope: str) -> bool:
    return scope.count("/") == 2 and scope.startswith("/subscriptions/")


def _group_of(id_: str) -> str:
    parts = id_.split("/", 5)
    return parts[4] if len(parts) > 4 and parts[3] == "resourceGroups" else ""
