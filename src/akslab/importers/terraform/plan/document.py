"""A plan's JSON as values: its changes, and the configuration they came from, found by module and block."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from ....deployments.origins import Path
from .addresses import Key, Place, Step, modules_of

Json = Mapping[str, Any]
_NOTHING: Json = {}


class Change(Struct, frozen=True, kw_only=True):
    """One instance that a plan speaks of."""

    address: str
    modules: tuple[Step, ...]
    mode: str
    type: str
    name: str
    key: Key | None
    actions: tuple[str, ...]
    before: Json | None
    after: Json | None
    unknown: Any
    secret: Any
    replaced_for: tuple[str, ...]
    path: Path
    """Of this entry in the file."""

    @property
    def place(self) -> Place:
        """The block it is an instance of."""
        prefix = "data." if self.mode == "data" else ""
        return Place(tuple(step.name for step in self.modules), f"{prefix}{self.type}.{self.name}")


def changes_in(entries: Any, path: Path) -> Iterator[Change]:
    """Yield the changes of a list in a plan: `resource_changes`, `resource_drift`. What is none is passed over."""
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        change = entry.get("change") if isinstance(entry, dict) else None
        if not isinstance(change, dict) or not isinstance(entry.get("address"), str):
            continue
        actions = change.get("actions")
        yield Change(
            address=entry["address"],
            modules=modules_of(_text(entry.get("module_address"))),
            mode=_text(entry.get("mode")) or "managed",
            type=_text(entry.get("type")),
            name=_text(entry.get("name")),
            key=_key(entry.get("index")),
            actions=tuple(map(str, actions)) if isinstance(actions, list) else (),
            before=_object(change.get("before")),
            after=_object(change.get("after")),
            unknown=change.get("after_unknown"),
            secret=change.get("after_sensitive"),
            replaced_for=tuple(map(_dotted, _list(change.get("replace_paths")))),
            path=(*path, number),
        )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _key(value: Any) -> Key | None:
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None


def _object(value: Any) -> Json | None:
    return value if isinstance(value, dict) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dotted(path: Any) -> str:
    """Return a path of a plan, `["network_profile", 0, "pod_cidr"]`, as people write it."""
    words = ""
    for step in path if isinstance(path, list) else [path]:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else str(step)
    return words


class Configuration:
    """The `configuration` of a plan: blocks and calls by the names of the modules around them."""

    def __init__(self, document: Json) -> None:
        """Take a whole plan."""
        found = document.get("configuration")
        self._root: Json = found if isinstance(found, dict) else _NOTHING
        self._modules: dict[tuple[str, ...], Json] = {(): self._dict(self._root, "root_module")}
        self._blocks: dict[tuple[str, ...], dict[str, Json]] = {}

    @staticmethod
    def _dict(of: Json, name: str) -> Json:
        found = of.get(name)
        return found if isinstance(found, dict) else _NOTHING

    @property
    def is_there(self) -> bool:
        """Whether the file has a configuration: a state has none."""
        return bool(self._root)

    def providers(self) -> Json:
        """Return the configurations of providers by key."""
        return self._dict(self._root, "provider_config")

    def module(self, names: tuple[str, ...]) -> Json:
        """Return a module by the names of the calls that lead to it."""
        if names not in self._modules:
            self._modules[names] = self._dict(self.call(names), "module")
        return self._modules[names]

    def call(self, names: tuple[str, ...]) -> Json:
        """Return the call of a module."""
        if not names or len(names) > 30:
            return _NOTHING
        return self._dict(self._dict(self.module(names[:-1]), "module_calls"), names[-1])

    def calls(self, names: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Yield the modules that a module calls."""
        for name in self._dict(self.module(names), "module_calls"):
            yield (*names, name)

    def output(self, names: tuple[str, ...], name: str) -> Json:
        """Return an output of a module."""
        return self._dict(self._dict(self.module(names), "outputs"), name)

    def blocks(self, names: tuple[str, ...]) -> dict[str, Json]:
        """Return the resource blocks of a module by name."""
        if names not in self._blocks:
            found: dict[str, Json] = {}
            for entry in _list(self.module(names).get("resources")):
                if isinstance(entry, dict):
                    prefix = "data." if entry.get("mode") == "data" else ""
                    found[f"{prefix}{entry.get('type')}.{entry.get('name')}"] = entry
            self._blocks[names] = found
        return self._blocks[names]

    def block(self, place: Place) -> Json:
        """Return the configuration of a block."""
        return self.blocks(place.modules).get(place.block, _NOTHING)

    def expressions(self, of: Json) -> Json:
        """Return the expressions of a block or call."""
        return self._dict(of, "expressions")


def references_in(expression: Any) -> list[str]:
    """Return everything an expression, or the expressions of a block, refer to."""
    found: list[str] = []
    waiting = [expression]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            references = each.get("references")
            if isinstance(references, list):
                found += (name for name in references if isinstance(name, str))
            else:
                waiting += each.values()
    return found
