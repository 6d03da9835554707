"""What a JSON value of an export is, told by what is in it: a resource, a list of them, a Kubernetes object, a log entry.

az wraps what it made (`newVNet`), REST wraps lists (`value`), resource graph wraps rows (`data`), kubectl wraps objects
(`items`). Wrappers are taken off; what is left is told apart by the keys nothing else has.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from ...deployments.origins import Path
from .resource_types import type_of

Shape = Literal[
    "resource",
    "object",
    "template",
    "activity",
    "operation",
    "learned-route",
    "effective-route",
    "effective-group",
    "error",
    "page",
    "nothing",
]

Found = tuple[Shape, Path, Mapping[str, Any]]
_WRAPPERS = ("newvnet", "newnsg", "newnic", "publicip", "loadbalancer", "routetable", "subnet", "vnet")
_LISTS = ("value", "data", "items")
_SECRETS = ("Secret",)
_DEEPEST_WRAPPING = 4


def shapes_in(value: Any, path: Path = (), depth: int = 0) -> Iterator[Found]:
    """Yield what is in a value; `nothing` for an object that is none of it, `page` where a list goes on elsewhere."""
    if isinstance(value, list):
        if depth < _DEEPEST_WRAPPING:
            for index, each in enumerate(value):
                yield from shapes_in(each, (*path, index), depth + 1)
        return
    if not isinstance(value, Mapping):
        return
    keys = {key.lower(): key for key in value}
    shape = _shape(value, keys)
    if shape != "nothing":
        yield shape, path, value
        return
    yield from _unwrapped(value, keys, path, depth)


def _unwrapped(value: Mapping[str, Any], keys: Mapping[str, str], path: Path, depth: int) -> Iterator[Found]:
    if _is_kubernetes_list(value):
        yield from _objects(value, path)
        return
    for name in _LISTS:
        inner = _member(value, keys, name)
        if isinstance(inner, list) and depth < _DEEPEST_WRAPPING:
            if _member(value, keys, "nextlink") or _member(value, keys, "skip_token"):
                yield "page", path, value
            yield from shapes_in(inner, (*path, keys[name]), depth + 1)
            return
    wrapped = [keys[name] for name in keys if name in _WRAPPERS or len(keys) == 1]
    found = [key for key in wrapped if isinstance(value[key], Mapping) and depth < _DEEPEST_WRAPPING]
    for key in found:
        yield from shapes_in(value[key], (*path, key), depth + 1)
    if not found:
        yield "nothing", path, value


def _member(value: Mapping[str, Any], keys: Mapping[str, str], name: str) -> Any:
    """Return a member by the lower-case spelling of its key; None where there is none."""
    return value[keys[name]] if name in keys else None


def _shape(value: Mapping[str, Any], keys: Mapping[str, str]) -> Shape:
    if "deploymenttemplate.json" in str(value.get("$schema", "")).lower():
        return "template"
    if "eventtimestamp" in keys and "operationname" in keys:
        return "activity"
    if _is_operation(value, keys):
        return "operation"
    if type_of(str(_member(value, keys, "id"))):
        return "resource"
    if "kind" in keys and "apiversion" in keys and not _is_kubernetes_list(value):
        return "object" if _is_object(value) else "nothing"
    if "effectivesecurityrules" in keys:
        return "effective-group"
    if {"addressprefix", "nexthoptype", "source", "state"} <= set(keys):
        return "effective-route"
    if "network" in keys and "nexthop" in keys:
        return "learned-route"
    if _is_error(value, keys):
        return "error"
    return "nothing"


def _is_operation(value: Mapping[str, Any], keys: Mapping[str, str]) -> bool:
    properties = _member(value, keys, "properties")
    inner = {key.lower() for key in properties} if isinstance(properties, Mapping) else set()
    return "operationid" in keys and bool({"targetresource", "statuscode", "provisioningoperation"} & inner)


def _is_error(value: Mapping[str, Any], keys: Mapping[str, str]) -> bool:
    inner = _member(value, keys, "error")
    if isinstance(inner, Mapping):
        return "code" in {key.lower() for key in inner}
    return isinstance(_member(value, keys, "code"), str) and isinstance(_member(value, keys, "message"), str)


def _is_kubernetes_list(value: Mapping[str, Any]) -> bool:
    return str(value.get("kind", "")).endswith("List") and isinstance(value.get("items"), list)


def _is_object(value: Mapping[str, Any]) -> bool:
    kind = value.get("kind")
    return isinstance(kind, str) and bool(kind) and kind not in _SECRETS


def _objects(value: Mapping[str, Any], path: Path) -> Iterator[Found]:
    """Yield the objects of a list; those of a `NodeList` need not say what they are."""
    kind = str(value["kind"]).removesuffix("List")
    for index, each in enumerate(value["items"]):
        if isinstance(each, Mapping):
            named = each if each.get("kind") or not kind else {**each, "kind": kind}
            if _is_object(named):
                yield "object", (*path, "items", index), named
