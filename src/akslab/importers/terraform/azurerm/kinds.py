"""What a resource of azurerm is in ARM, as data: fields with their paths, the id, what others may ask of it.

The same tables say how an ARM property is written in Terraform (`spelling`).
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct

from ....deployments.nodes import Node, Unknown
from ....deployments.origins import Origin
from ....rules.fields import ELSE
from ..exact_numbers import written as number_text
from ..language.values import label_of, symbol_of
from ..written import Written, blocks_in

Turn = Callable[[Node], Node]


class Field(Struct, frozen=True):
    """One argument: its name, the ARM path it goes to, and how its value changes on the way: by itself to a text."""

    name: str
    path: str
    """Below the enclosing object, with dots: `properties.networkProfile.podCidr`."""
    turn: Turn | None = None


class Blocks(Struct, frozen=True):
    """Nested blocks: one object at `path`, or a list of them."""

    name: str
    path: str
    fields: "tuple[Field | Blocks, ...]"
    is_list: bool = False


class Second(Struct, frozen=True):
    """What a later apply does: paths it leaves to others, and when it sends the resource again."""

    keeps: tuple[str, ...] = ("*",)
    renews: Literal["always", "on-change"] = "on-change"


class Made(Struct, frozen=True, kw_only=True):
    """What a resource is in ARM."""

    type: str
    id: str
    body: Node
    writing: Literal["put", "patch"] = "put"
    second: Second = Second()


class Default(Struct, frozen=True):
    """What the provider sends where an argument is absent, and not what ARM would take for it."""

    path: str
    value: str | bool
    majors: tuple[int, ...] = (2, 3, 4, 5)


class Kind(Struct, frozen=True, kw_only=True):
    """A resource of azurerm."""

    name: str
    type: str
    """The ARM type."""
    identify: Callable[[Written], str]
    fields: tuple[Field | Blocks, ...] = ()
    computed: Callable[[Written, str], dict[str, Node]] | None = None
    """Attributes that others may ask for, beside its arguments and its id."""
    complete: Callable[[Written, dict[str, Any]], None] | None = None
    """Adds to the body what no table says."""
    make: Callable[[Written], Iterable[Made]] | None = None
    """For what is no resource of its own in ARM: an association."""
    second: Callable[[Written], Second] = lambda _: Second()
    defaults: "tuple[Default, ...]" = ()
    tracked: bool = True
    """It has a location."""


def id_of(kind: Kind, written: Written) -> str:
    """Return the id of what a resource is, or changes: the one it has, or will have."""
    return written.known_id if written.known_id and kind.make is None else kind.identify(written)


def made_of(kind: Kind, written: Written) -> tuple[Made, ...]:
    """Return what a written resource is in ARM."""
    if kind.make is not None:
        return tuple(kind.make(written))
    id_ = id_of(kind, written)
    body: dict[str, Any] = {"name": Node(id_.rsplit("/", 1)[-1], place_of(written, "name"))}
    if kind.tracked and (location := written.argument("location")) is not None:
        body["location"] = normal_location(location)
    fill(body, written.body, kind.fields, written.origin)
    _add_defaults(kind, written, body)
    if kind.complete is not None:
        kind.complete(written, body)
    made = closed(body, written.origin)
    return (Made(type=kind.type, id=id_, body=made, second=kind.second(written)),)


def _add_defaults(kind: Kind, written: Written, body: dict[str, Any]) -> None:
    """Add the defaults that every possible release has. A body that is not seen whole may say otherwise."""
    if ELSE in written.body.value or written.is_data:
        return
    for default in kind.defaults:
        if set(written.versions.majors) <= set(default.majors) and not _is_put(body, default.path):
            put(body, default.path, Node(default.value, written.origin), written.origin)


def _is_put(body: Any, path: str) -> bool:
    for step in path.split("."):
        body = body.value if isinstance(body, Node) else body
        if not isinstance(body, dict) or step not in body:
            return isinstance(body, dict) and ELSE in body
        body = body[step]
    return True


def place_of(written: Written, name: str) -> Origin:
    """Return where an argument is written, else the resource's head."""
    found = written.body.get(name)
    return found.origin if found is not None and found.origin is not None else written.origin


class Branch(dict[str, Any]):
    """An object of the body that is being made, and where it stands."""

    origin: Origin | None = None


def argument(body: Node, name: str) -> Node | None:
    """Return an argument by its exact name: Terraform minds the case."""
    inner = body.value.get(name) if isinstance(body.value, dict) else None
    return inner if inner is None or inner.origin is not None else body.get(name)


def fill(into: dict[str, Any], body: Node, fields: Iterable[Field | Blocks], origin: Origin | None) -> None:
    """Put a body's arguments to their paths; absent, null and empty ones are not sent."""
    for field in fields:
        if isinstance(field, Blocks):
            _fill_blocks(into, body, field, origin)
            continue
        found = argument(body, field.name)
        if found is None or found.value is None or found.value == "":
            continue
        put(into, field.path, (field.turn or as_text)(found), origin)
    if isinstance(body.value, dict) and ELSE in body.value:
        put(into, ELSE, body.value[ELSE], origin)
        if "properties" in into:
            put(into, f"properties.{ELSE}", body.value[ELSE], origin)


def _fill_blocks(into: dict[str, Any], body: Node, field: Blocks, origin: Origin | None) -> None:
    found = argument(body, field.name)
    if found is None or found.value is None:
        return
    if isinstance(found.value, Unknown):
        put(into, field.path, found, origin)
        return
    made = []
    for block in blocks_in(body, field.name):
        inner = Branch()
        inner.origin = block.origin or origin
        fill(inner, block, field.fields, inner.origin)
        made.append(inner)
    if field.is_list:
        put(into, field.path, Node(tuple(closed(each, each.origin) for each in made), found.origin or origin), origin)
    elif made:
        put(into, field.path, made[0], origin)


def put(into: dict[str, Any], path: str, value: Any, origin: Origin | None) -> None:
    """Set what is at a path, objects on the way made; objects meet by being merged."""
    *way, last = path.split(".")
    for step in way:
        inner = into.setdefault(step, Branch())
        if isinstance(inner, Node):
            inner = into[step] = Branch(inner.value if isinstance(inner.value, dict) else {ELSE: inner})
        if isinstance(inner, Branch) and inner.origin is None:
            inner.origin = origin
        into = inner
    if isinstance(value, Branch) and isinstance(into.get(last), Branch):
        into[last].update(value)
        into[last].origin = value.origin
    else:
        into[last] = value


def closed(body: dict[str, Any], origin: Origin | None) -> Node:
    """Return an object that was being made as a node."""
    made = {
        key: closed(value, value.origin if isinstance(value, Branch) else origin) if isinstance(value, dict) else value
        for key, value in body.items()
    }
    return Node(made, origin)


def as_text(node: Node) -> Node:
    """Return numbers as the texts that the provider makes of them, in lists and objects too."""
    value = node.value
    if isinstance(value, tuple):
        return Node(tuple([as_text(each) for each in value]), node.origin, node.is_secret)
    if isinstance(value, dict):
        return Node({key: as_text(each) for key, each in value.items()}, node.origin, node.is_secret)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Node(number_text(value), node.origin, node.is_secret)
    return node


def normal_location(node: Node) -> Node:
    """Return a location as Azure keeps it: `East US` is `eastus`. One that is not known is at least the same everywhere."""
    if isinstance(node.value, Unknown):
        return Node(symbol_of(label_of(node)), node.origin, node.is_secret)
    if not isinstance(node.value, str):
        return node
    return Node(node.value.replace(" ", "").lower(), node.origin, node.is_secret)


def negated(node: Node) -> Node:
    """Return the opposite of a flag."""
    if isinstance(node.value, Unknown):
        return node
    return Node(node.value in (False, "false"), node.origin, node.is_secret)


def link(node: Node) -> Node:
    """Return an id as the link ARM has for it."""
    return Node({"id": node}, node.origin)


def links(node: Node) -> Node:
    """Return ids as a list of links."""
    if not isinstance(node.value, tuple):
        return node
    return Node(tuple(link(each) for each in node.value), node.origin)


def flag(node: Node) -> Node:
    """Return a flag that may be written as a text."""
    words = {"true": True, "false": False}
    return Node(words[node.value], node.origin) if node.value in ("true", "false") else node


def whole(node: Node) -> Node:
    """Return a number that may be written as a text, as an integer."""
    if isinstance(node.value, str) and node.value.strip().isdecimal():
        return Node(int(node.value), node.origin)
    return node


def in_group(type_: str) -> Callable[[Written], str]:
    """Return how the id of a top-level resource of this type is made of its group and name."""

    def identify(written: Written) -> str:
        group, name = written.text("resource_group_name"), written.text("name")
        return f"/subscriptions/{written.subscription}/resourceGroups/{group}/providers/{type_}/{name}"

    return identify


def below_named(type_: str, parent: str, child: str) -> Callable[[Written], str]:
    """Return how the id of a child is made of its group, its parent's name and its own."""

    def identify(written: Written) -> str:
        group, over, name = written.text("resource_group_name"), written.text(parent), written.text("name")
        head = f"/subscriptions/{written.subscription}/resourceGroups/{group}/providers/{type_}"
        return f"{head}/{over}/{child}/{name}"

    return identify


def below(parent: str, child: str) -> Callable[[Written], str]:
    """Return how the id of a child is made of its parent's id and its own name."""

    def identify(written: Written) -> str:
        return f"{written.text(parent).rstrip('/')}/{child}/{written.text('name')}"

    return identify
