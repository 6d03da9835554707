"""GUIDs that are always the same for one purpose of one cluster (K5), so that a lab built twice looks the same."""

import uuid

from ...wire.properties import Json

_NAMESPACE = uuid.UUID("6d3c1a3e-6f6b-4f0a-9c44-0d3e5b0a7a11")


def guid(cluster: Json, purpose: str) -> str:
    """Return the GUID for one purpose of one cluster."""
    return str(uuid.uuid5(_NAMESPACE, f"{cluster['id'].lower()}#{cluster['properties']['resourceUID']}#{purpose}"))
