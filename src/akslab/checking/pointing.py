"""Where a finding is written: a rule's `place` followed through the resources that were declared.

A place is a path in the document Azure would hold. The value may stand in the resource's own declaration, in a child's,
in a parent's that lists its children, or in a change applied later; the declaration that goes deepest wins. Where the
property itself is not written, the nearest thing around it is pointed at. A place in a command of az is an option.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..deployments.declared import Declared, Invocation
from ..deployments.nodes import Node
from ..deployments.origins import Origin, Path
from ..rules.places import PLURALS, document_of, steps
from ..wire.symbols import has_symbol

Steps = tuple[str, ...]
"""Keys, and `[name]` for an element."""

_COLLECTIONS = {
    "subnets": "subnets",
    "virtualnetworkpeerings": "virtualnetworkpeerings",
    "routes": "routes",
    "securityrules": "securityrules",
    "agentpoolprofiles": "agentpools",
}
"""Property of a parent -> the segment of a child's id, both lower-case."""
_FLAT = "agentpoolprofiles"
"""Its elements have their properties beside their name; a child of its own has them below `properties`."""


class Pointed(Struct, frozen=True):
    """What a place leads to. Not `is_written`: the property is absent there, a default holds."""

    declared: Declared | Invocation
    origin: Origin
    is_written: bool


class Declarations:
    """Declared resources by their ids, so that a finding is placed without a look at all of them."""

    def __init__(self, resources: Iterable[Declared]) -> None:
        self._by_id: dict[str, list[tuple[int, Declared]]] = {}
        self._by_parent: dict[str, list[tuple[int, Declared]]] = {}
        for number, declared in enumerate(resources):
            id_ = declared.id.lower()
            self._by_id.setdefault(id_, []).append((number, declared))
            self._by_parent.setdefault(_parent(id_), []).append((number, declared))

    def of(self, id_: str) -> Iterator[Declared]:
        """Yield the declarations of a resource itself."""
        return (declared for _, declared in self._by_id.get(id_.lower(), ()))

    def around(self, id_: str) -> Iterator[Declared]:
        """Yield what may hold a property of a resource: its declarations, its parent's, its children's, as declared."""
        id_ = id_.lower()
        own, above = self._by_id.get(id_, ()), self._by_id.get(_parent(id_), ())
        found = dict((*own, *above, *self._by_parent.get(id_, ())))
        return (found[number] for number in sorted(found))


def _parent(id_: str) -> str:
    return id_.rsplit("/", 2)[0]


class Trail(Struct, frozen=True):
    """How far a place can be followed in a declaration."""

    declared: Declared
    keys: Path
    """The keys and indices that were there, from the declaration's body on."""
    node: Node
    """What they lead to."""
    lacking: Steps = ()
    """The steps that are left: the property is absent."""


def point(declarations: Declarations, resource_id: str, place: str) -> Pointed | None:
    """Return what a place of a finding leads to; None where the resource is not declared here."""
    trail = followed(declarations, resource_id, place)
    if trail is None:
        return None
    origin = _written_at(trail.node) if trail.keys and trail.node.origin else trail.declared.origin
    return Pointed(trail.declared, origin, not trail.lacking)


def followed(declarations: Declarations, resource_id: str, place: str) -> Trail | None:
    """Return the trail of a place that goes deepest; a write counts more than a reading."""
    id_, path = document_of(place, resource_id)
    trails = _trails(declarations.around(id_), id_, tuple(steps(path)))
    return max(trails, key=lambda trail: (-len(trail.lacking), not trail.declared.existing), default=None)


def point_in_command(commands: Iterable[Invocation], address: str, option: str) -> Pointed | None:
    """Return where a command has an option, also one that az does not have or that lost it; None for no such command.

    Without an option it is the whole command, as it is where the option is not given.
    """
    for command in commands:
        if command.address == address:
            others = (each for each in (*command.unknown, *command.broken) if each.text == option)
            known = command.options.get(option)
            # A value from a variable is written elsewhere; of an option that lost its command it is the option that counts.
            found = next(others, None) or known if known is None or _is_elsewhere(known, command) else known
            origin = found.origin if found and found.origin else command.origin
            return Pointed(command, origin, found is not None or not option)
    return None


def _is_elsewhere(node: Node, command: Invocation) -> bool:
    return node.origin is None or not command.origin.start <= node.origin.start < command.origin.end


def _trails(resources: Iterable[Declared], id_: str, wanted: Steps) -> Iterator[Trail]:
    """Yield every declaration that may hold the place, with how far it goes."""
    for declared in resources:
        rest = _steps_in(declared, id_, wanted)
        if rest is not None:
            yield _walk(declared, rest)


def _written_at(node: Node) -> Origin:
    """Return where a value is written; of a reference to something else that is where it is used, not what it leads to."""
    origin = node.origin
    assert origin is not None
    is_reference = isinstance(node.value, str) and (node.value.startswith("/") or has_symbol(node.value))
    while is_reference and origin.used is not None:
        origin = origin.used
    return origin


def _steps_in(declared: Declared, id_: str, wanted: Steps) -> Steps | None:
    """Return the steps from a declaration's body to the place, or None when it cannot lead there."""
    own, other = declared.id.lower(), id_.lower()
    if own == other:
        return wanted
    if other.startswith(own + "/"):
        return _from_parent(other.removeprefix(own + "/").split("/"), wanted)
    if own.startswith(other + "/"):
        return _in_child(own.removeprefix(other + "/"), wanted)
    return None


def _from_parent(segments: list[str], wanted: Steps) -> Steps | None:
    """Return the steps to a child that its parent lists: `subnets/nodes` is `properties.subnets[nodes]`."""
    if len(segments) != 2:
        return None
    kind, name = segments
    collection = next((key for key, segment in _COLLECTIONS.items() if segment == kind), kind)
    inner = wanted[1:] if collection == _FLAT and wanted[:1] == ("properties",) else wanted
    return ("properties", collection, f"[{name}]", *inner)


def _in_child(path: str, wanted: Steps) -> Steps | None:
    """Return the steps inside a child `kind/name` that the first steps select, or None."""
    kind, _, name = path.partition("/")
    if "/" in name or len(wanted) < 3 or wanted[0].lower() != "properties":
        return None
    collection = wanted[1].lower()
    if _COLLECTIONS.get(collection) != kind or wanted[2].lower() != f"[{name}]":
        return None
    return ("properties", *wanted[3:]) if collection == _FLAT and wanted[3:] else wanted[3:]


def _walk(declared: Declared, wanted: Steps) -> Trail:
    """Follow steps as far as they lead."""
    node: Node = declared.body
    keys: Path = ()
    for depth, step in enumerate(wanted):
        found = _element(node, step[1:-1]) if step.startswith("[") else _member(node, step)
        if found is None:
            return Trail(declared, keys, node, wanted[depth:])
        node, keys = found[0], (*keys, *found[1])
    return Trail(declared, keys, node)


def _member(node: Node, key: str) -> tuple[Node, Path] | None:
    spelled = (key + ending for ending in PLURALS)
    return next(((found, (name,)) for name in spelled if (found := node.get(name)) is not None), None)


def _element(node: Node, name: str) -> tuple[Node, Path] | None:
    if not isinstance(node.value, tuple):
        # A selection in what is one text, where Azure also takes a list, is that text.
        return _member(node, name) if isinstance(node.value, dict) else (node, ())
    if not name:
        return node, ()
    elements = enumerate(node.elements())
    return next(((each, (index,)) for index, each in elements if _is_called(each, name)), None)


def _is_called(node: Node, name: str) -> bool:
    called = node.get("name") if isinstance(node.value, dict) else node
    return called is not None and str(called.value).lower() == name.lower()
