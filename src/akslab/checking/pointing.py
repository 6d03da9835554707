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
    "networkrulecollections": "networkrulecollections",
    "applicationrulecollections": "applicationrulecollections",
    "natrulecollections": "natrulecollections",
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
        self._names: dict[int, tuple[Node, dict[str | None, int]]] = {}
        """By identity of a list; what is indexed is kept, so that no other takes its identity."""
        for number, declared in enumerate(resources):
            self._by_id.setdefault(declared.id.lower(), []).append((number, declared))

    def of(self, id_: str) -> Iterator[Declared]:
        """Yield the declarations of a resource itself."""
        return (declared for _, declared in self._by_id.get(id_.lower(), ()))

    def around(self, id_: str, wanted: Steps) -> Iterator[tuple[Declared, Steps]]:
        """Yield what may hold a property of a resource, as declared, each with the steps from its body to there.

        That is its own declarations, its parent's, and those of the child that the first steps select.
        """
        ways = dict(_ways(id_.lower(), wanted))
        found = {number: (each, ways[way]) for way in ways for number, each in self._by_id.get(way, ())}
        return (found[number] for number in sorted(found))

    def element(self, node: Node, name: str) -> int | None:
        """Return where in a list the first element of a name is, or the first that is this text, without case."""
        _, places = self._names.get(id(node.value), (None, None))
        if places is None:
            places = {}
            for index, each in enumerate(node.value):
                places.setdefault(_called(each), index)
            self._names[id(node.value)] = (node, places)
        return places.get(name.lower())


def _ways(id_: str, wanted: Steps) -> Iterator[tuple[str, Steps]]:
    """Yield the ids whose declarations may hold a property of `id_`, each with the steps from a body to there."""
    yield id_, wanted
    parts = id_.rsplit("/", 2)
    if len(parts) > 2:
        yield parts[0], _from_parent(parts[1], parts[2], wanted)
    if len(wanted) < 3 or wanted[0].lower() != "properties":
        return
    collection, selected = wanted[1].lower(), wanted[2].lower()
    kind, name = _COLLECTIONS.get(collection), selected[1:-1]
    if kind and selected == f"[{name}]" and "/" not in name:
        inner = ("properties", *wanted[3:]) if collection == _FLAT and wanted[3:] else wanted[3:]
        yield f"{id_}/{kind}/{name}", inner


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
    around = declarations.around(id_, tuple(steps(path)))
    trails = [_walk(declarations, declared, wanted) for declared, wanted in around]
    best = max(range(len(trails)), key=lambda number: _merit(trails[number], number), default=None)
    return trails[best] if best is not None else None


def _merit(trail: Trail, number: int) -> tuple[int, bool, int]:
    """Return how much a trail counts: of several that go all the way, a change counts more, and the last one most."""
    is_change = trail.declared.writing == "patch" and bool(trail.keys) and not trail.lacking
    return -len(trail.lacking), not trail.declared.existing, number + 1 if is_change else 0


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


def _written_at(node: Node) -> Origin:
    """Return where a value is written; of a reference to something else that is where it is used, not what it leads to."""
    origin = node.origin
    assert origin is not None
    is_reference = isinstance(node.value, str) and (node.value.startswith("/") or has_symbol(node.value))
    while is_reference and origin.used is not None:
        origin = origin.used
    return origin


def _from_parent(kind: str, name: str, wanted: Steps) -> Steps:
    """Return the steps to a child that its parent lists: `subnets/nodes` is `properties.subnets[nodes]`."""
    collection = next((key for key, segment in _COLLECTIONS.items() if segment == kind), kind)
    inner = wanted[1:] if collection == _FLAT and wanted[:1] == ("properties",) else wanted
    return ("properties", collection, f"[{name}]", *inner)


def _walk(declarations: Declarations, declared: Declared, wanted: Steps) -> Trail:
    """Follow steps as far as they lead."""
    node: Node = declared.body
    keys: Path = ()
    for depth, step in enumerate(wanted):
        found = _element(declarations, node, step[1:-1]) if step.startswith("[") else _member(node, step)
        if found is None:
            return Trail(declared, keys, node, wanted[depth:])
        node, keys = found[0], (*keys, *found[1])
    return Trail(declared, keys, node)


def _member(node: Node, key: str) -> tuple[Node, Path] | None:
    spelled = (key + ending for ending in PLURALS)
    return next(((found, (name,)) for name in spelled if (found := node.get(name)) is not None), None)


def _element(declarations: Declarations, node: Node, name: str) -> tuple[Node, Path] | None:
    if not isinstance(node.value, tuple):
        # A selection in what is one text, where Azure also takes a list, is that text.
        return _member(node, name) if isinstance(node.value, dict) else (node, ())
    if not name:
        return node, ()
    index = declarations.element(node, name)
    found = node.get(index) if index is not None else None
    return None if found is None or index is None else (found, (index,))


def _called(node: Node) -> str | None:
    called = node.get("name") if isinstance(node.value, dict) else node
    return str(called.value).lower() if called is not None else None
