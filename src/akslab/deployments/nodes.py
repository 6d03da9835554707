"""Values with their origins: what an evaluator of a template language returns, for every language the same.

A node whose origin is None stands inside its parent: in a JSON file, at the parent's path and its own key. So a large
literal costs no origins at all.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from ..rules.unknown import UNKNOWN
from ..wire.symbols import has_symbol, is_symbol
from .origins import Origin, Path

Why = Literal["not-supplied", "run-time", "unsupported", "cycle", "limit", "unreadable", "secret", "elsewhere"]
"""Why a value is not known. `elsewhere`: it is in a file or module that was not given."""


class Unknown(Struct, frozen=True):
    """A value nobody can tell before the deployment, or from these files."""

    why: Why
    needs: str = ""
    """What would settle it: `parameter vnetName`, `modules/network.bicep`, `az network vnet show`. Plain words or a name."""


Scalar = None | bool | int | float | str
Value: TypeAlias = "Scalar | Unknown | tuple[Node, ...] | dict[str, Node]"


class Node(Struct, frozen=True, gc=False):
    """A value and where it was written. Texts may hold symbols (`wire.symbols`).

    The garbage collector need not look at nodes: a value is never inside itself, and there may be a million of them.
    """

    value: Any
    """A `Value`."""
    origin: Origin | None = None
    is_secret: bool = False
    """Never shown."""

    def get(self, key: str | int) -> "Node | None":
        """Return what is at a key (without case) or an index; None where nothing is."""
        found = self._find(key)
        return None if found is None else _inside(self, *found)

    def at(self, *path: str | int) -> "Node | None":
        """Return what is at a path; None where nothing is."""
        node: Node | None = self
        for key in path:
            node = node.get(key) if node else None
        return node

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Yield the keys and values of an object, as written; nothing for other values."""
        for key, node in self.value.items() if isinstance(self.value, dict) else ():
            yield key, _inside(self, key, node)

    def elements(self) -> Iterator["Node"]:
        """Yield the elements of a list; nothing for other values."""
        for index, node in enumerate(self.value) if isinstance(self.value, tuple) else ():
            yield _inside(self, index, node)

    @property
    def text(self) -> str:
        """The text, or nothing when it is none."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def is_unknown(self) -> bool:
        """Whether the value itself is not known; parts of a known one may be."""
        return isinstance(self.value, Unknown)

    def _find(self, key: str | int) -> "tuple[str | int, Node] | None":
        if isinstance(self.value, dict) and isinstance(key, str):
            if key in self.value:
                return key, self.value[key]
            return next(((each, node) for each, node in self.value.items() if each.lower() == key.lower()), None)
        if isinstance(self.value, tuple) and isinstance(key, int) and 0 <= key < len(self.value):
            return key, self.value[key]
        return None


def _inside(parent: Node, key: str | int, node: Node) -> Node:
    if node.origin is not None or parent.origin is None:
        return node
    outer = parent.origin
    path: Path = (*outer.path, key)
    inner = outer if outer.is_span else Origin(file=outer.file, path=path, used=outer.used)
    return Node(node.value, inner, node.is_secret)


def node_of(value: object, origin: Origin | None = None) -> Node:
    """Return plain JSON as nodes; only the outermost one has the origin."""
    if isinstance(value, Mapping):
        return Node({str(key): node_of(inner) for key, inner in value.items()}, origin)
    if isinstance(value, list | tuple):
        return Node(tuple(node_of(inner) for inner in value), origin)
    return Node(value, origin)


_ADDRESSES = ("nexthopipaddress", "privateipaddress")
_KEPT = ("id", "name", "type", "location", "principalid", "clientid", "scope", "roledefinitionid")
"""Properties of which a symbol says something: they are compared, never read as addresses or numbers."""


def plain(node: Node, key: str = "") -> Any:
    """Return the JSON of a node, `UNKNOWN` where a value, or a part of a text, is not known.

    Ids and names keep their symbols: two ids with the same symbols are the same resource.
    """
    value = node.value
    if isinstance(value, dict):
        return {each: plain(inner, each) for each, inner in value.items()} | _owners(value)
    if isinstance(value, tuple):
        return [plain(inner, key) for inner in value]
    if isinstance(value, Unknown):
        return UNKNOWN
    if isinstance(value, str) and has_symbol(value) and not _is_kept(value, key):
        return UNKNOWN
    return value


def _owners(value: dict[str, Node]) -> dict[str, str]:
    """Return whose addresses stand in an object that nobody knows yet: a route to a firewall names the firewall's."""
    found = {f"akslab:{key}": each.text for key, each in value.items() if key.lower() in _ADDRESSES}
    return {key: text for key, text in found.items() if is_symbol(text)}


def _is_kept(value: str, key: str) -> bool:
    return key.lower() in _KEPT or value.startswith("/") or (is_symbol(value) and key.lower().endswith("id"))
