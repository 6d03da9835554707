"""The `resources` of a template -> resources with names, ids and conditions: loops unrolled, children of children found.

Bodies are not evaluated here: they may refer to any of the resources.
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.declared import Condition
from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin, Path
from ...wire.sentences import sentence
from ...wire.symbols import has_symbol, spoken
from .conditions import conditions_of
from .context import MOST_RESOURCES, Context
from .dependencies import names_for
from .document import field, spelled_key
from .evaluation import evaluate_value, loop_count, refused_at
from .functions.arguments import kind_of
from .refusals import CrowdedError, RefusedError
from .resource import Named, Resource
from .resource_ids import id_in, names_of, type_of
from .scope import Scope
from .targets import Target, group_id
from .unknowns import Pending, pending, text_of_unknown

_PROVIDERS = "/providers/"
LOOP_INDEX = "copyIndex()"


class Place(Struct, frozen=True, kw_only=True):
    """One entry of `resources`, before its loop is unrolled."""

    entry: dict[str, Any]
    path: Path
    label: str = ""
    parent: Named | None = None
    """The resource it is nested in."""


class Declaring:
    """Makes the resources of one template."""

    def __init__(self, context: Context, scope: Scope, target: Target, prefix: str) -> None:
        """Take where the expressions stand, where the resources go, and what their addresses begin with."""
        self._context = context
        self._scope = scope
        self._target = target
        self._prefix = prefix
        self.absent: set[str] = set()
        """Names of what is not there: its condition does not hold, it could not be read, its loop is empty."""

    def declare(self, document: dict[str, Any], path: Path) -> list[Resource]:
        """Return the resources of a template."""
        made: list[Resource] = []
        for place in self._places(document, path, None):
            made += self._entry(place, self._scope)
        return made

    def _leave_out(self, place: Place, name: str, count: int) -> None:
        """Note resources that were not made. Raises CrowdedError for children: they are left out with their parent."""
        if place.parent is not None:
            raise CrowdedError(sentence("arm.limit-resources", most=MOST_RESOURCES))
        written = str(field(place.entry, "name"))
        self.absent |= {each.lower() for each in (place.label, name, written) if each}
        origin = Origin(file=self._scope.place.file, path=place.path)
        self._context.left_out.note(origin, spoken(name or written), str(field(place.entry, "type")), count)

    def _entry(self, place: Place, scope: Scope) -> list[Resource]:
        try:
            return self._unrolled(place, scope)
        except RefusedError as error:
            refused_at(error, scope.at(place.path))
            return []

    def _places(self, document: dict[str, Any], path: Path, parent: Named | None) -> Iterator[Place]:
        """Yield the entries of `resources`: a list, or an object by symbolic names."""
        key = spelled_key(document, "resources")
        written = document.get(key)
        if written is None:
            return
        if not isinstance(written, list | dict):
            self._note("arm.resources-shape", (*path, key))
            return
        for step, entry in written.items() if isinstance(written, dict) else enumerate(written):
            here = (*path, key, step)
            if not isinstance(entry, dict) or field(entry, "type") is None:
                self._note("arm.resource-shape", here)
            elif field(entry, "extension") is not None or field(entry, "import") is not None:
                origin = Origin(file=self._scope.place.file, path=here)
                self._context.journal.gap(sentence("arm.extension", type=str(field(entry, "type"))[:80]), origin)
                self.absent.add(str(step).lower())
            else:
                yield Place(entry=entry, path=here, label=step if isinstance(step, str) else "", parent=parent)

    def _note(self, key: str, path: Path) -> None:
        self._context.journal.problem(sentence(key), Origin(file=self._scope.place.file, path=path))

    def _unrolled(self, place: Place, scope: Scope) -> list[Resource]:
        key = spelled_key(place.entry, "copy")
        loop = place.entry.get(key)
        if not isinstance(loop, dict):
            return self._one(place, scope, None)
        path = (*place.path, key)
        name = _text(field(loop, "name"), scope, (*path, "name"))
        self.absent |= {each.lower() for each in (name, place.label) if each}
        count = loop_count(field(loop, "count"), scope, (*path, spelled_key(loop, "count")))
        if isinstance(count, Pending):
            index = Node(pending(count.why, count.needs, LOOP_INDEX))
            return self._one(place, scope.looped(name, index, is_own=True), (name, None, count.text))
        made: list[list[Resource]] = []
        for number in range(count):
            inside = scope.looped(name, Node(number), is_own=True)
            try:
                made.append(self._instance(place, inside, (name, number, "")))
            except CrowdedError:
                self._leave_out(place, name, count - number)
                break
        self._chain(made, loop, scope, path)
        return [resource for instance in made for resource in instance]

    def _one(self, place: Place, scope: Scope, loop: tuple[str, int | None, str] | None) -> list[Resource]:
        try:
            return self._instance(place, scope, loop)
        except CrowdedError:
            self._leave_out(place, loop[0] if loop else "", 1)
            return []

    def _chain(self, made: list[list[Resource]], loop: dict[str, Any], scope: Scope, path: Path) -> None:
        """Make each batch of a serial loop wait for the one before."""
        if str(field(loop, "mode")).lower() != "serial":
            return
        written = field(loop, "batchSize")
        size = evaluate_value(written, scope, (*path, "batchSize")).value if written is not None else 1
        size = size if isinstance(size, int) and size > 0 else len(made) or 1
        for number, instance in enumerate(made):
            start = number // size * size
            before = made[max(0, start - size) : start]
            waits = tuple(each[0].named.address for each in before if each)
            for resource in instance[:1]:
                resource.after = waits

    def _instance(self, place: Place, scope: Scope, loop: tuple[str, int | None, str] | None) -> list[Resource]:
        entry = place.entry
        self._context.count(Origin(file=scope.place.file, path=place.path))
        scope = replace(scope, waits=set())
        conditions = self._conditions(entry, scope, place.path)
        try:
            named, name_node = self._named(place, scope, loop)
        except RefusedError as error:
            refused_at(error, scope.at((*place.path, spelled_key(entry, "name"))))
            self.absent |= {str(name).lower() for name in (place.label, field(entry, "name")) if name}
            return []
        if conditions is None:
            self.absent |= names_for(named)
            return self._children(place, named, scope)
        resource = Resource(named, entry, place.path, scope)
        resource.name_node = name_node
        resource.conditions = conditions
        resource.is_existing = field(entry, "existing") is True
        resource.repeated = loop[2] if loop else ""
        return [resource, *self._children(place, named, scope)]

    def _children(self, place: Place, named: Named, scope: Scope) -> list[Resource]:
        made: list[Resource] = []
        if named.type.lower() != "microsoft.resources/deployments":
            for child in self._places(place.entry, place.path, named):
                made += self._entry(child, scope)
        return made

    def _conditions(self, entry: dict[str, Any], scope: Scope, path: Path) -> tuple[Condition, ...] | None:
        key = spelled_key(entry, "condition")
        if key not in entry:
            return ()
        place = scope.at((*path, key))
        try:
            return conditions_of(evaluate_value(entry[key], place, place.place.path), scope.budget)
        except RefusedError as error:
            node = refused_at(error, place)
            return (Condition(str(node.value.text)),)

    def _named(self, place: Place, scope: Scope, loop: tuple[str, int | None, str] | None) -> tuple[Named, Node]:
        entry, path = place.entry, place.path
        type_ = _text(field(entry, "type"), scope, (*path, spelled_key(entry, "type"))).rstrip("/")
        key = spelled_key(entry, "name")
        node = evaluate_value(entry.get(key), scope, (*path, key))
        name = text_of(node)
        if place.parent is not None:
            type_, name = _inside(place.parent, type_, name)
        id_ = id_in(self._scope_of(entry, scope, path), type_, names_of(type_, name))
        number = loop[1] if loop else None
        named = Named(
            address=self._context.address(self._prefix + _address(place.label, id_, number)),
            type=type_of(id_),
            written_type=type_,
            id=id_,
            full_name=name,
            label=place.label,
            loop=loop[0] if loop else "",
            index=number,
        )
        return named, Node(node.value, node.origin or Origin(file=scope.place.file, path=(*path, key)), node.is_secret)

    def _scope_of(self, entry: dict[str, Any], scope: Scope, path: Path) -> str:
        """Return the id that a resource's own id begins with."""
        if field(entry, "scope") is not None:
            return absolute(_text(field(entry, "scope"), scope, (*path, "scope")), self._target)
        given = {
            key: _text(field(entry, key), scope, (*path, key))
            for key in ("subscriptionId", "resourceGroup")
            if field(entry, key) is not None
        }
        if not given:
            return self._target.id
        subscription = given.get("subscriptionId", self._target.subscription)
        if "resourceGroup" in given:
            return group_id(subscription, given["resourceGroup"])
        return f"/subscriptions/{subscription}"


def _text(written: Any, scope: Scope, path: Path) -> str:
    """Return a text of a resource. Raises RefusedError for what is none."""
    return text_of(evaluate_value(written, scope, path))


def text_of(node: Node) -> str:
    """Return a node as text; symbols stand for what is not known. Raises RefusedError for what is no text."""
    if isinstance(node.value, Unknown):
        return text_of_unknown(node.value)
    if not isinstance(node.value, str):
        raise RefusedError(sentence("arm.no-text", given=kind_of(node.value)))
    return node.value


def absolute(scope: str, target: Target) -> str:
    """Return the id of a scope that may be written without what it is in: `Microsoft.Network/virtualNetworks/vnet`."""
    if scope.startswith("/") or not scope:
        return scope.rstrip("/")
    if has_symbol(scope.partition("/")[0]):
        return scope
    return f"{'' if _is_of_tenant(scope) else target.id}{_PROVIDERS}{scope}"


def _is_of_tenant(scope: str) -> bool:
    return scope.lower().startswith("microsoft.management/managementgroups/")


def _inside(parent: Named, type_: str, name: str) -> tuple[str, str]:
    """Return type and name of a resource nested in another: they are relative, unless they repeat the parent's."""
    if not type_.lower().startswith(f"{parent.written_type.lower()}/"):
        type_ = f"{parent.written_type}/{type_}"
    name = name.lstrip("/")
    if name.count("/") + 1 < type_.count("/"):
        name = f"{parent.full_name}/{name}"
    return type_, name


def _address(label: str, id_: str, index: int | None) -> str:
    if label:
        return label if index is None else f"{label}[{index}]"
    return spoken(id_.rpartition(_PROVIDERS)[2].partition("/")[2] or id_)
