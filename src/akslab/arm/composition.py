"""From a request's body to the document it means: names, location, tags, properties, children, etags.

PUT is a full replacement, as in Azure: what the body does not say is gone, or back at its default. Only what the server
owns (read-only properties, internal state) is carried over. A subnet PUT that does not name its route table detaches it.
"""

import re
from typing import Any

from ..wire.properties import Json, read_properties, with_read_only
from .children import with_etags, with_ids
from .declaration import ResourceType
from .envelope import OWNED, read_envelope, read_tags
from .errors import OWN_WORDS, ArmError, bad_request, invalid_properties
from .routing import GROUPS
from .world import World

LOCATIONS = ("eastus", "eastus2", "westus", "westus2", "westus3", "centralus", "northcentralus", "southcentralus",
             "northeurope", "westeurope", "uksouth", "francecentral", "germanywestcentral", "swedencentral",
             "switzerlandnorth", "japaneast", "japanwest", "koreacentral", "koreasouth", "southeastasia", "eastasia",
             "australiaeast", "brazilsouth", "canadacentral", "centralindia", "uaenorth")  # fmt: skip
"""The regions a lab knows. They differ in nothing but their names."""

_NAME = re.compile(r"[A-Za-z0-9_](?:[\w.\-]{0,78}\w)?", re.ASCII)
_GROUP_NAME = re.compile(r"[\w.\-()]{0,89}[\w\-()]")


def compose(declared: ResourceType, id_: str, body: Json, old: Json | None, world: World) -> Json:
    """Return the new document, canonical and with all that the engine itself assigns; raises `ArmError`."""
    envelope = read_envelope(body)
    given = envelope.get("properties")
    properties, errors = read_properties(declared.properties, {} if given is None else given, "properties")
    if errors:
        raise invalid_properties(errors, declared.flat_errors)
    properties = _owned(declared, old, properties)
    if "resource_guid" in declared.properties.__struct_fields__ and "resourceGuid" not in properties:
        properties["resourceGuid"] = world.new_id()
    name = old["name"] if old else id_.rsplit("/", 1)[-1]
    document: Json = {"name": name, "id": old["id"] if old else id_, "type": declared.name}
    if declared.tracked:
        document["location"] = _location(declared, envelope, old, name)
        document["tags"] = read_tags(envelope)
    document |= {key: value for key, value in envelope.items() if key not in OWNED and key not in ("location", "tags")}
    document["properties"] = properties
    if old and "akslab" in old:
        document["akslab"] = old["akslab"]
    return with_ids(declared, old, document)


def finish(declared: ResourceType, old: Json | None, new: Json, world: World) -> Json:
    """Return `new` with etags: fresh ones where something changed, the old ones where nothing did."""
    new = with_etags(declared, old, new, lambda: _etag(world))
    content = {key: value for key, value in new.items() if key != "etag"}
    if old and {key: value for key, value in old.items() if key != "etag"} == content:
        return old
    head = {key: content.pop(key) for key in ("name", "id")}
    return {**head, "etag": _etag(world), **content}


def check_name(name: str, declared: ResourceType) -> None:
    """Raise Azure's refusal for a resource name it does not take."""
    if declared.name == GROUPS:
        if not _GROUP_NAME.fullmatch(name):
            raise bad_request(
                "InvalidResourceGroup",
                f"'{name[:100]}' can't name a resource group: at most 90 letters, digits, '-', '.', '(', ')' or '_', and no "
                f"period at the end.{OWN_WORDS}",
            )
    elif not _NAME.fullmatch(name):
        raise bad_request(
            "InvalidResourceName",
            f"Resource name {name[:100]} is invalid. The name can be up to 80 characters long. It must begin with a word "
            "character, and it must end with a word character or with '_'. The name may contain word characters or '.', "
            "'-', '_'.",
        )


def _etag(world: World) -> str:
    return f'W/"{world.new_id()}"'


def _owned(declared: ResourceType, old: Json | None, properties: Json) -> Json:
    properties = with_read_only(declared.properties, old["properties"] if old else {}, properties)
    for child in declared.children:
        before = {e["name"].lower(): e for e in (old["properties"].get(child.list_property) or [])} if old else {}
        elements = properties.get(child.list_property)
        if elements is not None:
            _check_child_names(child.name, elements, declared)
            properties[child.list_property] = [
                _owned_child(child.properties, child.flat, e, before.get(e["name"].lower())) for e in elements
            ]
    return properties


def _owned_child(declared: Any, flat: bool, element: Json, before: Json | None) -> Json:
    if flat:
        return with_read_only(declared, before or {}, element)
    known = before["properties"] if before else {}
    return {**element, "properties": with_read_only(declared, known, element.get("properties") or {})}


def _check_child_names(kind: str, elements: list[Json], declared: ResourceType) -> None:
    seen: set[str] = set()
    for element in elements:
        check_name(element["name"], declared)
        name = element["name"].lower()
        if name in seen:
            raise bad_request(
                "InvalidRequestFormat",
                f"Cannot parse the request. Additional details: duplicate name '{name}' in {kind}.",
                f"properties.{kind}",
            )
        seen.add(name)


def _location(declared: ResourceType, envelope: Json, old: Json | None, name: str) -> str:
    given = envelope.get("location")
    if not isinstance(given, str) or not given:
        if old:
            return str(old["location"])
        raise bad_request("LocationRequired", "The location property is required for this definition.")
    location = given.replace(" ", "").lower()
    if location not in LOCATIONS:
        raise bad_request(
            "LocationNotAvailableForResourceType",
            f"The provided location '{given}' is not available. List of available regions is '{','.join(LOCATIONS)}'.",
        )
    if old and location != old["location"]:
        raise _already_elsewhere(declared, name, old["location"], location)
    return location


def _already_elsewhere(declared: ResourceType, name: str, there: str, wanted: str) -> ArmError:
    if declared.name == GROUPS:
        return ArmError(
            409,
            "InvalidResourceGroupLocation",
            f"Invalid resource group location '{wanted}'. The Resource group already exists in location '{there}'.",
        )
    return ArmError(
        409,
        "InvalidResourceLocation",
        f"The resource '{name}' already exists in location '{there}'. A resource with the same name cannot be created in "
        f"location '{wanted}'. Please select a new resource name.",
    )
