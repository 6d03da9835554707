"""Kubernetes objects kept in the lab's own store, a cluster's under `kube/<cluster id>#<plural>/<name>`."""

from collections.abc import Iterator

import msgspec

from ..store.seam import Delete, Put, Store
from ..wire.properties import Json
from .client import Plural

PREFIX = "kube/"
_decode = msgspec.json.Decoder(dict).decode
_encode = msgspec.json.encode


class EmbeddedKube:
    """The objects of one cluster."""

    def __init__(self, store: Store, cluster_id: str, cause: str = "") -> None:
        """`cause` is the correlation id that writes carry."""
        self._store, self._cause = store, cause
        self._root = f"{PREFIX}{cluster_id.lower()}#"

    def get(self, plural: Plural, name: str) -> Json | None:
        """Return an object, or None."""
        entry = self._store.get(f"{self._root}{plural}/{name}")
        return _decode(entry.value) if entry else None

    def list(self, plural: Plural) -> Iterator[Json]:
        """Yield all objects of a kind, by name."""
        for entry in self._store.list(f"{self._root}{plural}/"):
            yield _decode(entry.value)

    def put(self, plural: Plural, *objects: Json) -> None:
        """Create or replace objects of one kind, all in one durable batch; unchanged ones are not written."""
        changed = [o for o in objects if self.get(plural, o["metadata"]["name"]) != o]
        if changed:
            writes = [Put(f"{self._root}{plural}/{o['metadata']['name']}", _encode(o)) for o in changed]
            self._store.write(writes, self._cause)

    def delete(self, plural: Plural, name: str) -> None:
        """Delete an object; one that is not there is gone already."""
        if self.get(plural, name) is not None:
            self._store.write([Delete(f"{self._root}{plural}/{name}")], self._cause)

    def forget(self) -> None:
        """Delete everything of the cluster, at its end."""
        keys = [entry.key for entry in self._store.list(self._root)]
        if keys:
            self._store.write([Delete(key) for key in keys], self._cause)
