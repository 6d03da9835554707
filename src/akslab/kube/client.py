"""What a controller needs of a Kubernetes API: get, list, put, delete. Objects are Kubernetes' own JSON.

The embedded store is one implementation; a real control plane can be another, since nothing here knows which it is.
"""

from collections.abc import Iterator
from typing import Literal, Protocol

from ..wire.properties import Json

Plural = Literal["nodes", "pods", "events"]


class KubeClient(Protocol):
    """One cluster's API."""

    def get(self, plural: Plural, name: str) -> Json | None:
        """Return an object, or None."""

    def list(self, plural: Plural) -> Iterator[Json]:
        """Yield all objects of a kind, by name."""

    def put(self, plural: Plural, *objects: Json) -> None:
        """Create or replace objects of one kind, all in one durable batch."""

    def delete(self, plural: Plural, name: str) -> None:
        """Delete an object; one that is not there is gone already."""
