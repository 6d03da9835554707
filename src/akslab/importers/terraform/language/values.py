"""Terraform's values as nodes: texts with symbols in them, sets, what is unsure, and when two are the same.

A node's value is None, a bool, an int or Decimal, a str, a tuple of nodes, a dict of nodes, or unsure. An object with
the key `*` has more attributes than are known.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ....deployments.nodes import Node, Unknown
from ....deployments.origins import Origin
from ....rules.fields import ELSE
from ....wire.symbols import has_symbol, spoken, symbol
from ..exact_numbers import written
from .errors import Budget, EvaluationError

LONGEST_LABEL = 240


class Unsure(Unknown, frozen=True):
    """A value nobody knows yet, but which has a name: equal labels are equal values."""

    label: str = ""


class JsonText(str):
    """What `jsonencode` wrote, and what it was made of: azapi reads the places of the parts."""

    source: Node


class JsonDoubt(Unsure, frozen=True):
    """JSON of something that is not known through and through."""

    source: Node | None = None


class Bag(tuple[Node, ...]):
    """The elements of a set. Texts stand in their order; objects in none that could be told beforehand."""

    __slots__ = ()


def unsure(label: str, of: Unknown) -> Unsure:
    """Return what is computed from something unsure: unsure for the same reason, under a name of its own."""
    return Unsure(of.why, of.needs, shortened(label))


def shortened(label: str) -> str:
    """Return a label that is not too long; cut ones keep a number that tells them apart."""
    if len(label) <= LONGEST_LABEL:
        return label
    from zlib import crc32  # noqa: PLC0415 - labels are rarely long

    return f"{label[:LONGEST_LABEL]}…{crc32(label.encode('utf-8', 'replace')):08x}"


def symbol_of(label: str) -> str:
    """Return the symbol of something unsure; it may stand in an id, so it has no slash."""
    return symbol(label.replace("/", "|"))


def label_of(node: Node) -> str:
    """Return how a value is named in the label of what is computed from it."""
    value = node.value
    if isinstance(value, Unknown):
        return value.label if isinstance(value, Unsure) else value.needs
    if isinstance(value, str):
        return spoken(value) if has_symbol(value) else f'"{shortened(value)}"'
    if isinstance(value, tuple):
        return shortened(f"[{', '.join(label_of(item) for item in value[:20])}{len(value) if len(value) > 20 else ''}]")
    if isinstance(value, dict):
        inner = (f"{key} = {label_of(each)}" for key, each in list(value.items())[:20])
        return shortened(f"{{{', '.join(inner)}}}")
    return text_of(node) if value is not None else "null"


def text_of(node: Node) -> str:
    """Return a primitive as text, with a symbol where it is unsure. Raises EvaluationError for others."""
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return written(value)
    if isinstance(value, Unknown):
        return symbol_of(label_of(node))
    raise EvaluationError("tf.no-text", kind=kind_of(value))


def kind_of(value: object) -> str:
    """Return what a value is, in Terraform's words."""
    if value is None:
        return "null"
    kinds = (
        (bool, "bool"),
        (int | Decimal, "number"),
        (str, "string"),
        (Bag, "set"),
        (tuple, "list"),
        (dict, "object"),
    )
    return next((name for type_, name in kinds if isinstance(value, type_)), "unknown")


class InDoubt(Exception):
    """A value that had to be known through and through is not."""

    def __init__(self, of: Unknown) -> None:
        super().__init__(of.needs)
        self.of = of


def python(node: Node, budget: Budget, *, has_ids: bool = False) -> Any:
    """Return a node as plain Python: tuples, dicts, numbers, texts. Raises InDoubt where something is not known.

    The budget pays for its size. With `has_ids`, ids may have symbols in them: they stand for names without slashes.
    """
    value = node.value
    if isinstance(value, str):
        if has_symbol(value) and not (has_ids and value.startswith("/")):
            raise InDoubt(Unsure("not-supplied", spoken(value), spoken(value)))
        return value
    if isinstance(value, Unknown):
        raise InDoubt(value)
    if isinstance(value, tuple):
        budget.spend(2 * len(value))
        return tuple([python(inner, budget) for inner in value])
    if isinstance(value, dict):
        budget.spend(2 * len(value))
        return {key: python(inner, budget) for key, inner in value.items()}
    return value


def node(value: object, origin: Origin | None = None) -> Node:
    """Return plain Python as nodes that stand at one place; nodes in it stay what they are."""
    if isinstance(value, Node):
        return value
    if isinstance(value, Mapping):
        return Node({str(key): node(inner, origin) for key, inner in value.items()}, origin)
    if isinstance(value, list | tuple) and not isinstance(value, Bag):
        return Node(tuple(node(inner, origin) for inner in value), origin)
    return Node(value, origin)


def equal(one: Node, other: Node) -> bool | None:
    """Return whether two values are the same, None where nobody can tell."""
    a, b = one.value, other.value
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return True if label_of(one) == label_of(other) and isinstance(a, Unsure) else None
    if isinstance(a, str) and isinstance(b, str):
        return True if a == b else None if has_symbol(a) or has_symbol(b) else False
    if isinstance(a, tuple) and isinstance(b, tuple):
        return _all(equal(*pair) for pair in zip(a, b, strict=True)) if len(a) == len(b) else False
    if isinstance(a, dict) and isinstance(b, dict):
        if ELSE in a or ELSE in b:
            return None
        return _all(equal(a[key], b[key]) for key in a) if a.keys() == b.keys() else False
    return type(a) is type(b) and a == b


def _all(answers: Any) -> bool | None:
    found: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        found = None if answer is None else found
    return found


def sorted_items(value: dict[str, Node]) -> list[tuple[str, Node]]:
    """Return an object's attributes as Terraform walks over them: by key."""
    return sorted(value.items())


def bag_of(items: "tuple[Node, ...] | list[Node]") -> Bag:
    """Return a set: each value once, texts and numbers in order."""
    seen: dict[object, Node] = {}
    for item in items:
        key = item.value if isinstance(item.value, str | int | Decimal | None) else label_of(item)
        seen.setdefault((type(item.value).__name__, key), item)
    found = list(seen.values())
    if all(isinstance(item.value, str) for item in found) or all(
        isinstance(item.value, int | Decimal) for item in found
    ):
        found.sort(key=lambda item: item.value)
    return Bag(found)
