"""az's flattened output -> ARM's shape, and the way back from a path in ARM's shape to the path in the file.

az lifts `properties` away, of a resource and of every child (a route, a NIC's configuration). Here they are put back,
also where people have taken ids out. A reference (`{"id": …, "resourceGroup": …}`) stays what it is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ...deployments.origins import Path
from ...rules.fields import ELSE
from ...rules.unknown import UNKNOWN
from .resource_types import ALWAYS_TOLD, CHILDREN, COMPUTE_INTERFACES, ESSENTIAL, INTERFACES, type_of

Json = dict[str, Any]

ENVELOPE = frozenset(
    (
        "id", "name", "type", "location", "tags", "sku", "identity", "etag", "zones", "kind", "plan", "managedby",
        "resourcegroup", "systemdata", "extendedlocation", "subscriptionid", "tenantid",
    )
)  # fmt: skip
"""What stands beside `properties` in ARM's shape, lower-case."""
_SKU_INSIDE = frozenset(
    f"microsoft.network/{name}" for name in ("applicationgateways", "azurefirewalls", "virtualnetworkgateways")
)
"""Types whose `sku` is a property: az prints it at the top, like that of all others."""
_SIGNS_OF_WHOLE = frozenset(("etag", "provisioningstate", "type", "properties"))
"""A `--query` that picks some properties rarely picks one of these: without any, what is not there may still exist."""
_ALWAYS_PRINTED = {"microsoft.network/routetables": "routes"}
"""Lists that Azure writes though they are empty: where one is not there, somebody has taken it out."""
_LISTED_BY_AZURE = {
    "microsoft.network/virtualnetworks/subnets": "ipConfigurations",
    "microsoft.network/routetables": "subnets",
    "microsoft.network/natgateways": "subnets",
}
"""Lists that Azure leaves out when they are empty."""


def arm_document(written: Mapping[str, Any]) -> Json:
    """Return a resource in ARM's shape: `id`, `type` by the id, everything else that is not envelope in `properties`."""
    id_ = str(_get(written, "id"))
    type_ = type_of(id_)
    document = _nested(written)
    document["id"], document["type"] = id_, INTERFACES if type_.lower() == COMPUTE_INTERFACES else type_
    document.setdefault("name", id_.rstrip("/").rsplit("/", 1)[-1])
    if type_.lower() in _SKU_INSIDE and "sku" in document:
        document["properties"].setdefault("sku", document["sku"])
    if id_.startswith("/"):
        _identify_children(document)
    return _completed(document, written)


def _identify_children(document: Json) -> None:
    """Give children without an id the one they have by their name."""
    for key, listed in document["properties"].items():
        segment = CHILDREN.get(key.lower())
        for each in listed if segment and isinstance(listed, list) else ():
            if isinstance(each, dict) and "properties" in each and isinstance(each.get("name"), str):
                each.setdefault("id", f"{document['id']}/{segment}/{each['name']}")


def _nested(written: Mapping[str, Any]) -> Json:
    properties = _get(written, "properties")
    if isinstance(properties, Mapping):
        document = {_canonical(key): value for key, value in written.items() if value is not None}
        document["properties"] = dict(properties)
        return document
    document = {"properties": {}}
    for key, value in written.items():
        if key.lower() in ENVELOPE:
            if value is not None:
                document[_canonical(key)] = value
        elif key.lower() != "properties":
            document["properties"][key] = _lifted(value, is_of_children=key.lower() in CHILDREN)
    return document


def _canonical(key: str) -> str:
    return key.lower() if key.lower() in ("id", "name", "type", "location", "identity", "properties") else key


def _lifted(value: Any, *, is_of_children: bool = False) -> Any:
    """Return a value with the properties of its children put back."""
    if isinstance(value, list):
        return [_lifted(each, is_of_children=is_of_children) for each in value]
    if not isinstance(value, Mapping):
        return value
    is_nested = bool(_own_keys(value)) if is_of_children else is_child(value)
    return _nested(value) if is_nested else {key: _lifted(each) for key, each in value.items()}


def is_child(value: Mapping[str, Any]) -> bool:
    """Whether an object inside a flattened resource is a child with properties of its own, not a reference."""
    id_ = _get(value, "id")
    return isinstance(id_, str) and id_.startswith("/") and _get(value, "name") is not None and bool(_own_keys(value))


def _own_keys(value: Mapping[str, Any]) -> set[str]:
    return {key.lower() for key in value} - ENVELOPE


def _completed(document: Json, written: Mapping[str, Any]) -> Json:
    """Say of what is not there whether it does not exist, or was not shown."""
    properties, type_ = document["properties"], document["type"].lower()
    for key in [key for key in properties if key.lower() in ALWAYS_TOLD]:
        if not _tells_all(properties[key], ALWAYS_TOLD[key.lower()]):
            properties[key] = UNKNOWN
    names = {key.lower() for key in properties}
    essential = ESSENTIAL.get(type_, ())
    tells = any(name.lower() in names for name in essential) or (not essential and bool(names))
    if not tells or not _SIGNS_OF_WHOLE & {key.lower() for key in written}:
        properties.setdefault(ELSE, UNKNOWN)
        return document
    _fill_in(properties, type_)
    if type_ == "microsoft.network/virtualnetworks":
        for subnet in _children(properties, "subnets"):
            if "etag" in subnet or _get(subnet["properties"], "provisioningState") is not None:
                _fill_in(subnet["properties"], "microsoft.network/virtualnetworks/subnets")
            else:
                subnet["properties"].setdefault(ELSE, UNKNOWN)
    return document


def _tells_all(listed: Any, names: Iterable[str]) -> bool:
    """Whether each element of a list has all of these properties; a value that is no list is for others to judge."""
    if not isinstance(listed, list):
        return True
    each_has = (_get(each, "properties") if isinstance(each, Mapping) else None for each in listed)
    return all(isinstance(has, Mapping) and all(_get(has, name) is not None for name in names) for has in each_has)


def _fill_in(properties: Json, type_: str) -> None:
    printed = _ALWAYS_PRINTED.get(type_)
    if printed and _get(properties, printed) is None:
        properties[printed] = UNKNOWN
    listed = _LISTED_BY_AZURE.get(type_)
    if listed and _get(properties, listed) is None:
        properties[listed] = []


def _children(properties: Json, name: str) -> list[Json]:
    """Return the children of a collection, copied so that they may be completed."""
    key = next((each for each in properties if each.lower() == name.lower()), None)
    listed = properties[key] if key else None
    if not isinstance(listed, list):
        return []
    copies = [{**each, "properties": dict(_get(each, "properties") or {})} for each in listed if isinstance(each, dict)]
    properties[str(key)] = copies
    return copies


def _get(value: Mapping[str, Any], name: str) -> Any:
    """Return a member, its key compared without case."""
    if name in value:
        return value[name]
    return next((each for key, each in value.items() if key.lower() == name.lower()), None)


def written_path(written: Any, path: Path) -> Path:
    """Return where a path of ARM's shape stands in the object as it was written, as deep as it can be followed.

    `properties` is left out where az left it out; a text in brackets' place (`routes`, `aks-…`) finds the element that
    has that name.
    """
    found: list[str | int] = []
    for step in path:
        key = _key_of(written, step)
        if key is None:
            if step == "properties":
                continue
            break
        found.append(key)
        written = written[key]
    return tuple(found)


def _key_of(written: Any, step: str | int) -> str | int | None:
    if isinstance(written, Mapping):
        if step == "properties" and "id" in written and not isinstance(_get(written, "properties"), Mapping):
            return None
        return next((key for key in written if key.lower() == str(step).lower()), None)
    if not isinstance(written, list):
        return None
    if isinstance(step, int):
        return step if step < len(written) else None
    return next((index for index, each in enumerate(written) if _is_named(each, step)), None)


def _is_named(element: Any, name: str) -> bool:
    return isinstance(element, Mapping) and str(_get(element, "name")).lower() == name.lower()
