"""Items -> one document a resource: children inside their parents, several files of one resource joined.

Files that disagree are not averaged: the value is unknown then, and the disagreement is told with both places.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from ...deployments.origins import Path
from ...rules.fields import ELSE
from ...rules.unknown import UNKNOWN
from .arm_shape import ENVELOPE
from .comparing import TABLE, Told, denied_by, told_by
from .items import Item, Json
from .resource_types import type_of

_CHILDREN = {
    "microsoft.network/virtualnetworks/subnets": "subnets",
    "microsoft.network/virtualnetworks/virtualnetworkpeerings": "virtualNetworkPeerings",
    "microsoft.network/routetables/routes": "routes",
    "microsoft.network/networksecuritygroups/securityrules": "securityRules",
    "microsoft.containerservice/managedclusters/agentpools": "agentPoolProfiles",
    "microsoft.network/azurefirewalls/networkrulecollections": "networkRuleCollections",
    "microsoft.network/azurefirewalls/applicationrulecollections": "applicationRuleCollections",
    "microsoft.network/azurefirewalls/natrulecollections": "natRuleCollections",
}
_FLAT = "agentPoolProfiles"
_PARTIAL = "akslab:partial"


class Contradiction(Struct, frozen=True, kw_only=True):
    """Two places that say different things of one property of one resource."""

    id: str
    path: Path
    """In ARM's shape."""
    one: Told
    other: Told


class Merged(Struct, frozen=True, kw_only=True):
    """The resources of an export."""

    documents: dict[str, Json]
    """Top-level ones and those whose parent no rule reads, by lower-case id."""
    sources: dict[str, tuple[Item, ...]]
    """Lower-case id -> the items that are that resource, children exported alone among them."""
    contradictions: tuple[Contradiction, ...] = ()


def merged(items: Iterable[Item]) -> Merged:
    """Return the documents of the resources among `items`."""
    sources: dict[str, list[Item]] = {}
    for item in items:
        if item.kind == "resource":
            sources.setdefault(item.key, []).append(item)
    found = list(_contradictions(sources))
    documents: dict[str, Json] = {}
    for id_, several in sorted(sources.items(), key=lambda entry: entry[0].count("/")):
        collection = _CHILDREN.get(type_of(id_).lower())
        if collection is None:
            documents[id_] = _joined(several)
        else:
            _put_child(documents, collection, several)
    for contradiction in found:
        _forget(documents, contradiction)
    return Merged(
        documents=documents,
        sources={id_: tuple(several) for id_, several in sources.items()},
        contradictions=tuple(found),
    )


def _joined(several: list[Item]) -> Json:
    """Return one document of several: the one that tells most, and what only the others say."""
    first, *others = sorted(several, key=lambda item: ELSE in item.document["properties"])
    document: Json = {**first.document, "properties": dict(first.document["properties"])}
    for other in others:
        _add(document, other.document)
    return document


def _add(document: Json, other: Mapping[str, Any]) -> None:
    for into, values in ((document, other), (document["properties"], other["properties"])):
        names = {key.lower() for key in into}
        for key, value in values.items():
            if key.lower() not in names and key != ELSE:
                into[key] = value
    if ELSE not in other["properties"]:
        document["properties"].pop(ELSE, None)


def _put_child(documents: dict[str, Json], collection: str, several: list[Item]) -> None:
    child = _joined(several)
    parent_id = str(child["id"]).rstrip("/").rsplit("/", 2)[0]
    parent = documents.get(parent_id.lower())
    if parent is None:
        parent = documents[parent_id.lower()] = _stub(parent_id)
    properties = parent["properties"]
    listed = _list_of(properties, collection)
    if parent.get(_PARTIAL) and collection in ("routes", "securityRules") and not _is_listed(several):
        properties[collection] = UNKNOWN
    elif listed is not None:
        _place(listed, _flat(child) if collection == _FLAT else child)


def _stub(id_: str) -> Json:
    """Return a resource of which only children were exported."""
    return {
        "id": id_,
        "type": type_of(id_),
        "name": id_.rsplit("/", 1)[-1],
        "location": UNKNOWN,
        "properties": {ELSE: UNKNOWN},
        _PARTIAL: True,
    }


def _list_of(properties: Json, collection: str) -> list[Any] | None:
    """Return a collection that may be added to, or None where it is unknown."""
    key = next((each for each in properties if each.lower() == collection.lower()), collection)
    listed = properties.get(key)
    if listed is UNKNOWN:
        return None
    copied: list[Any] = list(listed) if isinstance(listed, list) else []
    properties[key] = copied
    return copied


def _is_listed(several: list[Item]) -> bool:
    """Whether the child was an element of a list: then the others of it are there too."""
    return any(isinstance(item.path[-1:][0] if item.path else "", int) for item in several)


def _flat(child: Json) -> Json:
    """Return a pool as it stands in its cluster, its properties beside its name."""
    return {"name": child["name"], "id": child["id"], **child["properties"]}


def _place(listed: list[Any], child: Json) -> None:
    """Put a child into its collection; where it is there already, it adds what the other does not say."""
    name = str(child["name"]).lower()
    for index, each in enumerate(listed):
        if isinstance(each, Mapping) and str(each.get("name", "")).lower() == name:
            listed[index] = _completed(each, child)
            return
    listed.append(child)


def _completed(inline: Mapping[str, Any], child: Json) -> Json:
    whole: Json = dict(inline)
    if isinstance(inline.get("properties"), Mapping) and "properties" in child:
        whole["properties"] = dict(inline["properties"])
        _add(whole, child)
    else:
        names = {key.lower() for key in whole}
        whole |= {key: value for key, value in child.items() if key.lower() not in names | ENVELOPE}
    return whole


def _contradictions(sources: Mapping[str, list[Item]]) -> Iterator[Contradiction]:
    """Yield where what is told of one property differs, each property once."""
    items = [item for several in sources.values() for item in several]
    told: dict[tuple[str, Path], Told] = {}
    refuted: set[tuple[str, Path]] = set()
    for item in items:
        for id_, path, each in told_by(item):
            known = told.setdefault((id_, path), each)
            if known.value != each.value and (id_, path) not in refuted:
                refuted.add((id_, path))
                yield Contradiction(id=id_, path=path, one=known, other=each)
    on_table = _by_table(told)
    for item in items:
        for id_, known, other in denied_by(item, on_table):
            if (id_, TABLE) not in refuted:
                refuted.add((id_, TABLE))
                yield Contradiction(id=id_, path=TABLE, one=known, other=other)


def _by_table(told: Mapping[tuple[str, Path], Told]) -> dict[str, list[tuple[str, Told]]]:
    """Return the subnets that say they have a table, by the table."""
    found: dict[str, list[tuple[str, Told]]] = {}
    for (id_, path), each in told.items():
        if path == TABLE and each.value:
            found.setdefault(each.value, []).append((id_, each))
    return found


def _forget(documents: Mapping[str, Json], contradiction: Contradiction) -> None:
    """Make the value that two files disagree on unknown."""
    id_ = contradiction.id
    collection = _CHILDREN.get(type_of(id_).lower())
    if collection is None:
        _set_unknown(documents.get(id_), contradiction.path)
        return
    parent = documents.get(id_.rsplit("/", 2)[0])
    found = parent["properties"].get(collection) if parent else None
    listed = found if isinstance(found, list) else []
    for index, each in enumerate(listed):
        if isinstance(each, dict) and str(each.get("name", "")).lower() == id_.rsplit("/", 1)[-1]:
            listed[index] = {**each, "properties": dict(each.get("properties") or {})}
            _set_unknown(listed[index], contradiction.path)


def _set_unknown(document: Json | None, path: Path) -> None:
    place: Any = document
    for step in path[:-1]:
        if not isinstance(place, dict):
            return
        key = next((each for each in place if each.lower() == str(step).lower()), str(step))
        inner = place.get(key)
        place[key] = dict(inner) if isinstance(inner, Mapping) else {}
        place = place[key]
    if isinstance(place, dict):
        key = next((each for each in place if each.lower() == str(path[-1]).lower()), str(path[-1]))
        place[key] = UNKNOWN
