"""What a text in `dependsOn` or `reference` means: a symbolic name, a loop, a resource's name, `type/name`, or an id."""

import re
from collections.abc import Container, Iterable

from .resource import Named, Resource

_INDEXED = re.compile(r"(.+)\[(\d{1,6})\]")
_PROVIDERS = "/providers/"


class Index:
    """The resources of one template by everything that may name them, without case."""

    def __init__(self, resources: Iterable[Resource], absent: Container[str]) -> None:
        """Take the resources, and the names of those that are not there."""
        self._resources: dict[str, list[Resource]] = {}
        self._leaves: dict[str, list[Resource]] = {}
        self._absent = absent
        for resource in resources:
            for name in names_for(resource.named):
                self._resources.setdefault(name, []).append(resource)
            leaf = resource.named.full_name.rpartition("/")[2].lower()
            self._leaves.setdefault(leaf, []).append(resource)

    def find(self, text: str) -> list[Resource] | None:
        """Return the resources a text names, none of them for one that is surely absent; None for nothing at all."""
        key = text.lower().rstrip("/")
        found = self._resources.get(key)
        if found is not None:
            return found
        indexed = _INDEXED.fullmatch(key)
        one_for_all = self._resources.get(indexed[1], []) if indexed else []
        if any(resource.repeated for resource in one_for_all):
            return one_for_all
        return [] if key in self._absent or (indexed and indexed[1] in self._absent) else None

    def find_loosely(self, text: str) -> list[Resource] | None:
        """Return what `find` does, else what has this type and name anywhere, else what has this name inside another."""
        found = self.find(text)
        if found is None and _PROVIDERS in text:
            found = self.find(text.rpartition(_PROVIDERS)[2])
        return self._leaves.get(text.lower()) if found is None else found


def names_for(named: Named) -> set[str]:
    """Return everything that may name a resource, in lower case."""
    tail = named.id.rpartition(_PROVIDERS)[2]
    relative = named.id.partition(_PROVIDERS)[2]
    spelled = f"{named.written_type}/{named.full_name}"
    names = {named.id, tail, relative, spelled, named.full_name, named.loop, named.label}
    if named.index is not None:
        names |= {f"{each}[{named.index}]" for each in (named.label, named.loop) if each}
    return {name.lower() for name in names if name}


def is_by_name(text: str) -> bool:
    """Whether a text names a resource of its own template, so that a reference to it waits; an id does not."""
    return not text.startswith("/")
