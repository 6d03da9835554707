"""What surrounds the properties of every resource: location, tags, identity, sku. Read alike for all types.

Azure takes the names of the envelope in any case. What is not known here is kept as it came, like unknown properties.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from ..wire.properties import FieldError, Json, Properties, read_properties
from .errors import bad_request, invalid_properties

OWNED = frozenset({"name", "id", "type", "etag", "systemData", "akslab"})
"""The engine's own part of a document: what a request says of it is ignored."""


class ManagedIdentity(Properties, frozen=True, kw_only=True):
    """Whose identity a resource acts with."""

    type: Literal["SystemAssigned", "UserAssigned", "SystemAssigned,UserAssigned", "None"]
    user_assigned_identities: dict[str, Json] | None = None
    principal_id: str | None = None
    tenant_id: str | None = None


class Sku(Properties, frozen=True, kw_only=True):
    """What was ordered."""

    name: str | None = None
    tier: str | None = None
    capacity: int | None = None


_TYPED: Mapping[str, type[Struct]] = {"identity": ManagedIdentity, "sku": Sku}
_NAMES = {
    name.lower(): name for name in (*OWNED, *_TYPED, "location", "tags", "properties", "zones", "kind", "managedBy")
}


def read_envelope(body: Json) -> Json:
    """Return a request's body with the envelope's names in their own casing and its typed parts read; raises 400."""
    envelope: Json = {_NAMES.get(name.lower(), name): value for name, value in body.items()}
    errors: list[FieldError] = []
    for name, declared in _TYPED.items():
        if envelope.get(name) is not None:
            envelope[name], found = read_properties(declared, envelope[name], name)
            errors += found
    identity = envelope.get("identity") or {}
    if "UserAssigned" in identity.get("type", "") and not errors and not identity.get("userAssignedIdentities"):
        errors.append(FieldError("identity.userAssignedIdentities", "names no identity"))
    if errors:
        raise invalid_properties(errors)
    return envelope


def read_tags(envelope: Json) -> dict[str, str]:
    """Return a request's tags, none when it names none; raises 400 for what are no tags."""
    tags = envelope.get("tags")
    if tags is None:
        return {}
    if not isinstance(tags, dict) or not all(isinstance(value, str) for value in tags.values()):
        raise bad_request("InvalidTags", "The tags are not an object of strings.", "tags")
    return tags
