"""ARM documents over the store: by id, by type, and by who refers to whom. The only writer of `arm/` keys.

The indices are derived from the store, at start and from every batch written since, so they cannot drift from it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ..store.seam import Delete, Put, Store, Write, Written
from ..wire.properties import Json
from ..wire.resource_id import InvalidResourceId, parse_resource_id
from .children import child_named
from .declaration import ResourceType
from .paths import walk

PREFIX = "arm/"
_decode = msgspec.json.Decoder(dict).decode
_encode = msgspec.json.encode


class Documents:
    """All ARM documents of a lab."""

    def __init__(self, store: Store, types: Mapping[str, ResourceType]) -> None:
        """`types` maps lower-cased type names to declarations."""
        self._store, self._types = store, types
        self._keys_of_type: dict[str, dict[str, None]] = defaultdict(dict)
        self._links_of: dict[str, tuple[tuple[str, str], ...]] = {}
        self._referers: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._type_of: dict[str, str] = {}
        self._generations: dict[str, int] = defaultdict(int)
        for entry in store.list(PREFIX):
            self._index(entry.key, entry.value)
        store.listen(self._heard)

    def get(self, id_: str) -> Json | None:
        """Return the top-level document with that id, in any case."""
        entry = self._store.get(PREFIX + id_.lower())
        return _decode(entry.value) if entry else None

    def find(self, id_: str) -> Json | None:
        """Return the document of a top-level resource or of one of its children, whichever the id names."""
        try:
            resource = parse_resource_id(id_)
        except InvalidResourceId:
            return None
        document = self.get(str(resource.top))
        if document is None or len(resource.names) <= 1:
            return document
        declared = self._types.get(f"{resource.namespace}/{resource.types[0]}".lower())
        child = declared.child(resource.types[1]) if declared and len(resource.names) == 2 else None
        return child_named(document, child, resource.name) if child else None

    def of_type(self, type_: str, within: str = "") -> Iterator[Json]:
        """Yield all documents of a type, in order of their ids, whose id starts with `within`."""
        prefix = PREFIX + within.lower().rstrip("/")
        for key in sorted(self._keys_of_type.get(type_.lower(), ())):
            if key == prefix or key.startswith(prefix + "/") or not within:
                entry = self._store.get(key)
                assert entry is not None
                yield _decode(entry.value)

    def within(self, scope: str) -> Iterator[Json]:
        """Yield every document whose id lies below `scope`."""
        for entry in self._store.list(f"{PREFIX}{scope.lower().rstrip('/')}/"):
            yield _decode(entry.value)

    def referers(self, id_: str) -> list[str]:
        """Return the ids of the resources (or child resources) that link to `id_`, in the order of their owners' ids."""
        return [source for _, source in sorted(self._referers.get(id_.lower(), ()))]

    def generation(self, type_: str) -> int:
        """Return a number that grows with every write of a document of that type: what was read before it is old."""
        return self._generations.get(type_.lower(), 0)

    def write(self, puts: Iterable[Json], deletes: Iterable[str] = (), cause: str = "") -> None:
        """Write documents and delete ids, as one durable batch; what lies below a deleted id goes with it.

        Children live in their parent's document, so below an id are only resources that hang on it: role assignments.
        """
        writes: list[Write] = [Put(PREFIX + str(doc["id"]).lower(), _encode(doc)) for doc in puts]
        gone: dict[str, None] = {}
        for key in (PREFIX + id_.lower() for id_ in deletes):
            gone |= dict.fromkeys(entry.key for entry in self._store.list(f"{key}/"))
            gone[key] = None
        writes += [Delete(key) for key in gone if key in self._type_of]
        self._store.write(writes, cause)

    def _heard(self, written: Written) -> None:
        for write in written.writes:
            if write.key.startswith(PREFIX):
                self._index(write.key, write.value if isinstance(write, Put) else None)

    def _index(self, key: str, value: bytes | None) -> None:
        self._forget(key)
        if value is None:
            return
        document = _decode(value)
        type_ = str(document["type"]).lower()
        self._type_of[key] = type_
        self._keys_of_type[type_][key] = None
        self._generations[type_] += 1
        declared = self._types.get(type_)
        if declared is None or not declared.links:
            return
        links = tuple((target.lower(), owner) for link in declared.links for owner, target in walk(document, link.path))
        self._links_of[key] = links
        for target, owner in links:
            self._referers[target].add((key, owner))

    def _forget(self, key: str) -> None:
        type_ = self._type_of.pop(key, None)
        if type_ is None:
            return
        self._generations[type_] += 1
        self._keys_of_type[type_].pop(key, None)
        for target, owner in self._links_of.pop(key, ()):
            sources = self._referers.get(target, set())
            sources.discard((key, owner))
            if not sources:
                self._referers.pop(target, None)
