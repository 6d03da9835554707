"""Scopes as values -> where something is deployed: a group, a subscription, another resource."""

import re

from msgspec.structs import replace

from ...deployments.nodes import Node, Unknown
from ...wire.symbols import symbol
from ..arm.targets import Scope, Target
from ..arm.unknowns import text_of_unknown

_GROUP = re.compile(r"/subscriptions/([^/]+)/resourceGroups/([^/]+)", re.IGNORECASE)
_SUBSCRIPTION = re.compile(r"/subscriptions/([^/]+)", re.IGNORECASE)
_MANAGEMENT_GROUP = re.compile(r"/providers/Microsoft\.Management/managementGroups/([^/]+)", re.IGNORECASE)


def id_of_scope(scope: Node) -> str | None:
    """Return the id of a scope by what `resourceGroup()` and its like answer; empty for the tenant, None for no scope."""
    value = scope.value
    if isinstance(value, str) and value.startswith("/"):
        return value
    if isinstance(value, Unknown):
        return text_of_unknown(value)
    if not isinstance(value, dict):
        return None
    id_ = scope.get("id")
    if id_ is not None:
        return id_.text or (text_of_unknown(id_.value) if isinstance(id_.value, Unknown) else None)
    return "" if "tenantId" in value else None


def target_in(id_: str, outer: Target) -> Target:
    """Return the target that an id means, for a deployment inside of `outer`."""
    group = _GROUP.fullmatch(id_)
    if group:
        is_same = id_.lower() == outer.id.lower()
        location = outer.location if is_same else symbol(f"location of the resource group {group[2]}")
        return replace(outer, scope="resourceGroup", subscription=group[1], group=group[2], location=location)
    subscription = _SUBSCRIPTION.fullmatch(id_)
    if subscription:
        return replace(outer, scope="subscription", subscription=subscription[1])
    management_group = _MANAGEMENT_GROUP.fullmatch(id_)
    if management_group:
        return replace(outer, scope="managementGroup", management_group=management_group[1])
    if id_ == "":
        return replace(outer, scope="tenant")
    return replace(outer, scope="resourceGroup", group=id_, location=symbol(f"location of the resource group {id_}"))


def scope_named(name: str) -> Scope | None:
    """Return the scope that `targetScope` names; None for a word that is none."""
    scopes: tuple[Scope, ...] = ("resourceGroup", "subscription", "managementGroup", "tenant")
    return next((scope for scope in scopes if scope == name), None)
