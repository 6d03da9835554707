"""Declared resources -> the documents Azure would hold: children inside their parents, changes merged, principals named.

Where only a child is declared, its parent is there with nothing known about it; where a network's subnets are declared
one by one, there may be more of them (`partial`). What is only read says nothing of what is written as well.
"""

from collections.abc import Iterable
from typing import Any

from ..rules.fields import ELSE
from ..rules.unknown import UNKNOWN
from ..wire.symbols import principal_of
from .declared import Declared
from .nodes import plain

Document = dict[str, Any]

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
"""Child type, lower-case -> the property of the parent it stands in."""
_CONFIGURATIONS = {
    "microsoft.network/networkinterfaces": "ipConfigurations",
    "microsoft.network/loadbalancers": "frontendIPConfigurations",
}
"""Type, lower-case -> the property with its addresses: parts with ids, that nobody declares apart."""
_CLUSTERS = "microsoft.containerservice/managedclusters"
_FLAT = "agentPoolProfiles"
"""A pool inside its cluster has its properties beside its name."""


def documents_of(resources: Iterable[Declared]) -> dict[str, Document]:
    """Return the top-level documents after a deployment, by lower-case id.

    Later declarations of one resource win, changes come last.
    """
    made = _Made()
    for declared in sorted(
        resources, key=lambda each: (each.writing == "patch", each.id.count("/"), not each.existing)
    ):
        made.add(declared)
    for id_, document in made.by_id.items():
        _name_principals(document)
        if id_ in made.partial:
            document["akslab:partial"] = True
    return made.by_id


class _Made:
    def __init__(self) -> None:
        self.by_id: dict[str, Document] = {}
        self.partial: set[str] = set()
        self._whole: set[str] = set()
        """What is written with all that is in it: reading a part of it tells nothing more."""
        self._places: dict[int, tuple[list[Any], dict[str, int]]] = {}
        """By the identity of a list of children: the list, and where in it each stands, by lower-case name."""

    def add(self, declared: Declared) -> None:
        document = _document(declared)
        collection = _CHILDREN.get(declared.type.lower())
        if collection is None:
            self._put(self.by_id, declared.id.lower(), document, declared)
            if declared.writing == "put" and not declared.existing:
                self._whole.add(declared.id.lower())
            if declared.type.lower() == "microsoft.network/virtualnetworks" and declared.writing == "put":
                self._note_subnets(declared)
            return
        parent_id = declared.id.rsplit("/", 2)[0]
        if declared.existing and parent_id.lower() in self._whole and self._has(parent_id, collection, document):
            return
        parent = self.by_id.setdefault(parent_id.lower(), _stub(parent_id, declared.type.rsplit("/", 1)[0]))
        properties = parent.setdefault("properties", {})
        if not isinstance(properties, dict):
            properties = parent["properties"] = {ELSE: UNKNOWN}
        # Where nobody tells the whole list, there may be more in it; a network says so by being partial.
        is_open = ELSE in properties and collection != "subnets"
        children = properties.setdefault(collection, [UNKNOWN] if is_open else [])
        if isinstance(children, list):
            self._put_child(children, document if collection != _FLAT else _flat(document), declared)
        if parent.get("akslab:stub") or collection == "subnets":
            self.partial.add(parent_id.lower())

    def _has(self, parent_id: str, collection: str, child: Document) -> bool:
        properties = self.by_id[parent_id.lower()].get("properties")
        children = properties.get(collection) if isinstance(properties, dict) else None
        return isinstance(children, list) and str(child["name"]).lower() in self._standing(children)

    def _standing(self, children: list[Any]) -> dict[str, int]:
        if id(children) not in self._places:
            self._places[id(children)] = (children, _places_in(children))
        return self._places[id(children)][1]

    def _put(self, place: dict[str, Document], key: str, document: Document, declared: Declared) -> None:
        known = place.get(key)
        is_change = declared.writing == "patch" or _is_change_of_cluster(declared)
        if known is None:
            place[key] = _opened(document) if is_change else document
        elif is_change or declared.existing:
            _merge(known, document)
        else:
            place[key] = document

    def _put_child(self, children: list[Any], document: Document, declared: Declared) -> None:
        places = self._standing(children)
        name = str(document["name"]).lower()
        is_change = declared.writing == "patch"
        if name not in places:
            places[name] = len(children)
            children.append(_opened(document) if is_change else document)
        elif is_change or declared.existing:
            _merge(children[places[name]], document)
        else:
            children[places[name]] = document

    def _note_subnets(self, declared: Declared) -> None:
        is_whole = not declared.existing and declared.body.at("properties", "subnets") is not None
        (self.partial.discard if is_whole else self.partial.add)(declared.id.lower())


def _is_change_of_cluster(declared: Declared) -> bool:
    """Whether it changes a cluster that is there: nobody makes one without a pool.

    Azure's own templates that turn a feature on leave the pools out.
    """
    return declared.type.lower() == _CLUSTERS and declared.body.at("properties", _FLAT) is None


def _document(declared: Declared) -> Document:
    body = plain(declared.body)
    document: Document = dict(body) if isinstance(body, dict) else {"properties": {ELSE: UNKNOWN}}
    document |= {"id": declared.id, "type": declared.type}
    document.setdefault("name", declared.id.rsplit("/", 1)[-1])
    if declared.existing and declared.writing == "put":
        document.setdefault("properties", {ELSE: UNKNOWN})
        document.setdefault("location", UNKNOWN)
    properties = document.get("properties")
    for type_, collection in _CHILDREN.items():
        children = properties.get(collection) if isinstance(properties, dict) else None
        is_parent = declared.type.lower() == type_.rpartition("/")[0]
        if is_parent and isinstance(children, list) and collection != _FLAT:
            _identify(children, f"{declared.id}/{collection}")
    collection = _CONFIGURATIONS.get(declared.type.lower(), "")
    configurations = properties.get(collection) if isinstance(properties, dict) else None
    if isinstance(configurations, list):
        _identify(configurations, f"{declared.id}/{collection}")
    return document


def _identify(children: list[Any], prefix: str) -> None:
    for child in children:
        if isinstance(child, dict) and isinstance(child.get("name"), str):
            child.setdefault("id", f"{prefix}/{child['name']}")


def _stub(id_: str, type_: str) -> Document:
    return {
        "id": id_,
        "type": type_,
        "name": id_.rsplit("/", 1)[-1],
        "location": UNKNOWN,
        "properties": {ELSE: UNKNOWN},
        "akslab:stub": True,
    }


def _flat(pool: Document) -> Document:
    properties = pool.get("properties")
    inner = properties if isinstance(properties, dict) else {}
    return {"name": pool["name"], "id": pool["id"], **inner}


def _places_in(children: list[Any]) -> dict[str, int]:
    """Return where each child stands; of two with one name the first counts."""
    named = [(str(each.get("name", "")).lower(), at) for at, each in enumerate(children) if isinstance(each, dict)]
    return dict(reversed(named))


def _opened(document: Document) -> Document:
    """Return a change of what is not declared: it was there before, and nobody tells the rest of it."""
    inner = {key: _opened(value) if isinstance(value, dict) else value for key, value in document.items()}
    return {ELSE: UNKNOWN} | inner


def _merge(into: Document, change: Document) -> None:
    """Set what `change` names; objects are merged, everything else is replaced. A stub's unknowns give way."""
    for key, value in change.items():
        own = next((each for each in into if each.lower() == key.lower()), key)
        if isinstance(value, dict) and isinstance(into.get(own), dict):
            _merge(into[own], value)
        elif isinstance(value, dict) and own not in into and ELSE in into:
            # Nobody tells what else was in it.
            into[own] = _opened(value)
        elif value is not UNKNOWN or own not in into:
            into[own] = value


def _name_principals(document: Document) -> None:
    """Fill in the principals of identities nobody has seen yet: symbols that role assignments name too."""
    identity = document.get("identity")
    if not isinstance(identity, dict):
        return
    assigned = identity.get("userAssignedIdentities")
    if isinstance(assigned, dict):
        for id_, entry in assigned.items():
            if entry is None or isinstance(entry, dict):
                assigned[id_] = {"principalId": principal_of(id_), **(entry or {})}
    if "systemassigned" in str(identity.get("type", "")).lower().replace(" ", ""):
        identity.setdefault("principalId", principal_of(str(document["id"])))
