"""Child resources as projections of their parent's lists: find one, put one in, take one out, keep their etags."""

from collections.abc import Callable

from ..wire.properties import Json
from .declaration import Child, ResourceType


def child_named(document: Json, child: Child, name: str) -> Json | None:
    """Return the child resource of that name, in any case, as Azure shows it; None when there is none."""
    element = next((e for e in _elements(document, child) if _same(e["name"], name)), None)
    return None if element is None else as_resource(document, child, element)


def children_of(document: Json, child: Child) -> list[Json]:
    """Return all child resources of one kind, in their parent's order."""
    return [as_resource(document, child, element) for element in _elements(document, child)]


def as_resource(document: Json, child: Child, element: Json) -> Json:
    """Return a list element as the resource of its own that Azure shows."""
    if not child.flat:
        return element
    return {
        "id": f"{document['id']}/{child.name}/{element['name']}",
        "name": element["name"],
        "type": f"{document['type']}/{child.name}",
        "properties": {key: value for key, value in element.items() if key != "name"},
    }


def with_child(document: Json, child: Child, name: str, body: Json) -> Json:
    """Return the parent as a request that puts this child would write it: in its place, or at the end."""
    given = (body.get("properties") or {}) if child.flat else body
    element = {**{key: value for key, value in given.items() if key.lower() != "name"}, "name": name}
    elements = _elements(document, child)
    place = next((i for i, e in enumerate(elements) if _same(e["name"], name)), len(elements))
    if place < len(elements):
        element["name"] = elements[place]["name"]
    return _with_elements(document, child, [*elements[:place], element, *elements[place + 1 :]])


def without_child(document: Json, child: Child, name: str) -> Json:
    """Return the parent without the child of that name."""
    return _with_elements(document, child, [e for e in _elements(document, child) if not _same(e["name"], name)])


def removed_ids(declared: ResourceType, old: Json | None, new: Json) -> list[str]:
    """Return the ids of the children that `old` has and `new` has not."""
    if old is None:
        return []
    removed = []
    for child in declared.children:
        kept = _by_name(new, child)
        removed += [f"{old['id']}/{child.name}/{name}" for name in _by_name(old, child) if name not in kept]
    return removed


def with_ids(declared: ResourceType, old: Json | None, new: Json) -> Json:
    """Return `new` with name, id and type on every child; names keep the casing they were first written in."""
    for child in declared.children:
        if not child.flat and child.list_property in new["properties"]:
            before = _by_name(old, child)
            new = _with_elements(new, child, [_identified(new, child, e, before) for e in _elements(new, child)])
    return new


def with_etags(declared: ResourceType, old: Json | None, new: Json, new_etag: Callable[[], str]) -> Json:
    """Return `new` with an etag on every child: the one it had while it is unchanged, else a fresh one."""
    for child in declared.children:
        if not child.flat and child.list_property in new["properties"]:
            before = _by_name(old, child)
            new = _with_elements(new, child, [_marked(e, before, new_etag) for e in _elements(new, child)])
    return new


def _by_name(document: Json | None, child: Child) -> dict[str, Json]:
    return {element["name"].lower(): element for element in _elements(document, child)} if document else {}


def _identified(document: Json, child: Child, element: Json, before: dict[str, Json]) -> Json:
    name = before.get(element["name"].lower(), element)["name"]
    rest = {key: value for key, value in element.items() if key.lower() not in ("name", "id", "etag", "type")}
    type_ = f"{document['type']}/{child.name}"
    return {"name": name, "id": f"{document['id']}/{child.name}/{name}", "type": type_, **rest}


def _marked(element: Json, before: dict[str, Json], new_etag: Callable[[], str]) -> Json:
    old = before.get(element["name"].lower(), {})
    same = {**old, "etag": ""} == {**element, "etag": ""}
    return {**element, "etag": old["etag"] if same else new_etag()}


def _elements(document: Json, child: Child) -> list[Json]:
    return list(document["properties"].get(child.list_property) or [])


def _with_elements(document: Json, child: Child, elements: list[Json]) -> Json:
    return {**document, "properties": {**document["properties"], child.list_property: elements}}


def _same(a: str, b: str) -> bool:
    return a.lower() == b.lower()
