"""The instances of a state, in either of its forms: `values` of `terraform show -json`, or a `terraform.tfstate`."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from ....deployments.origins import Path
from .addresses import Key, Place, Step, modules_of, prefix_of, suffix_of
from .document import Change, Json


class State(Struct, frozen=True, kw_only=True):
    """One instance as it was last read."""

    address: str
    modules: tuple[Step, ...]
    mode: str
    type: str
    name: str
    key: Key | None
    values: Json
    secret: Any
    waits: tuple[str, ...]
    """Addresses of blocks it depends on."""
    path: Path

    @property
    def place(self) -> Place:
        """The block it is an instance of."""
        prefix = "data." if self.mode == "data" else ""
        return Place(tuple(step.name for step in self.modules), f"{prefix}{self.type}.{self.name}")

    def as_change(self) -> Change:
        """Return it as a change that changes nothing: something to refer to."""
        return Change(
            address=self.address,
            modules=self.modules,
            mode=self.mode,
            type=self.type,
            name=self.name,
            key=self.key,
            actions=("no-op",),
            before=self.values,
            after=self.values,
            unknown=None,
            secret=self.secret,
            replaced_for=(),
            path=self.path,
        )


def states_in(document: Any, path: Path) -> Iterator[State]:
    """Yield the instances of `{"values": {"root_module": …}}`, or of a `terraform.tfstate`."""
    if not isinstance(document, Mapping):
        return
    if isinstance(document.get("resources"), list):
        yield from _of_file(document["resources"], (*path, "resources"))
        return
    values = document.get("values")
    root = values.get("root_module") if isinstance(values, Mapping) else None
    waiting: list[tuple[Any, Path]] = [(root, (*path, "values", "root_module"))]
    while waiting:
        module, at = waiting.pop()
        if not isinstance(module, Mapping):
            continue
        address = module.get("address")
        modules = modules_of(address) if isinstance(address, str) else ()
        for number, entry in enumerate(_list(module.get("resources"))):
            if isinstance(entry, Mapping) and isinstance(entry.get("values"), Mapping):
                yield _shown(entry, modules, (*at, "resources", number))
        children = enumerate(_list(module.get("child_modules")))
        waiting += ((child, (*at, "child_modules", number)) for number, child in children)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(each for each in _list(value) if isinstance(each, str))


def _key(value: Any) -> Key | None:
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None


def _shown(entry: Mapping[str, Any], modules: tuple[Step, ...], path: Path) -> State:
    return State(
        address=str(entry.get("address", "")),
        modules=modules,
        mode=str(entry.get("mode", "managed")),
        type=str(entry.get("type", "")),
        name=str(entry.get("name", "")),
        key=_key(entry.get("index")),
        values=entry["values"],
        secret=entry.get("sensitive_values"),
        waits=_texts(entry.get("depends_on")),
        path=path,
    )


def _of_file(resources: list[Any], path: Path) -> Iterator[State]:
    for number, block in enumerate(resources):
        if not isinstance(block, Mapping):
            continue
        module = block.get("module")
        modules = modules_of(module) if isinstance(module, str) else ()
        mode, type_, name = (str(block.get(each, "")) for each in ("mode", "type", "name"))
        for index, instance in enumerate(_list(block.get("instances"))):
            values = instance.get("attributes") if isinstance(instance, Mapping) else None
            if not isinstance(values, Mapping):
                continue
            key = _key(instance.get("index_key"))
            prefix = "data." if mode == "data" else ""
            yield State(
                address=f"{prefix_of(modules)}{prefix}{type_}.{name}{suffix_of(key)}",
                modules=modules,
                mode=mode or "managed",
                type=type_,
                name=name,
                key=key,
                values=values,
                secret=_secrets(instance.get("sensitive_attributes")),
                waits=_texts(instance.get("dependencies")),
                path=(*path, number, "instances", index),
            )


def _secrets(paths: Any) -> dict[str, Any]:
    """Return the attributes that a state file lists as sensitive; a part of one makes all of it so."""
    found = {}
    for path in _list(paths):
        first = path[0] if isinstance(path, list) and path else None
        if isinstance(first, Mapping) and isinstance(first.get("value"), str):
            found[first["value"]] = True
    return found
