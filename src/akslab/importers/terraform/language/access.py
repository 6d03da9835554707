"""Steps into a value: attributes, indices, splats, on lists, objects, and what is not known."""

from decimal import Decimal
from typing import TYPE_CHECKING

from ....deployments.nodes import Node, Unknown
from ....deployments.origins import Origin
from ....rules.fields import ELSE
from ....wire.symbols import has_symbol
from ..hcl.syntax import Attribute, Expression, Splat, Step
from .errors import EvaluationError
from .types import number_from
from .values import Bag, Unsure, kind_of, label_of, symbol_of, text_of, unsure

if TYPE_CHECKING:
    from .evaluation import Evaluator


class Perhaps(tuple[Node, ...]):
    """The instances of a resource or module that is there or not, which nobody can tell yet.

    Naming an instance takes it for granted, as Terraform would; counting them or walking over them cannot be told.
    """

    label = ""

    def doubt(self) -> Unsure:
        """Return what is said where its number matters."""
        return Unsure("not-supplied", self.label, f"instances if {self.label}")


def followed(self: "Evaluator", node: Node, steps: tuple[Step, ...], it: Expression) -> Node:
    """Return what is at the end of some steps. Raises EvaluationError where nothing can be."""
    for step in steps:
        if isinstance(step, Splat):
            node = _splat(self, node, step, it)
        else:
            key = Node(step.name) if isinstance(step, Attribute) else self.evaluate(step.key)
            node = part_of(node, key, is_name=isinstance(step, Attribute), trying=self.trying > 0)
    return node


def part_of(node: Node, key: Node, *, is_name: bool = False, trying: bool = False) -> Node:
    """Return an element or attribute. With `trying`, what may be absent is unsure. Raises EvaluationError."""
    found = _part(node, key, is_name=is_name, trying=trying)
    if node.is_secret and not found.is_secret:
        return Node(found.value, found.origin, is_secret=True)
    return found


def _part(node: Node, key: Node, *, is_name: bool, trying: bool) -> Node:
    value = node.value
    if isinstance(value, Perhaps) and trying:
        value = value.doubt()
    if isinstance(value, Unknown):
        return Node(unsure(_path(label_of(Node(value)), key, is_name), value), node.origin)
    if value is None:
        raise EvaluationError("tf.null-part", name=label_of(key))
    if isinstance(key.value, Unknown) or (isinstance(key.value, str) and has_symbol(key.value)):
        return _part_at_unsure(node, key)
    if isinstance(value, dict):
        return _attribute(value, key, node.origin)
    if isinstance(value, Bag):
        if len(value) == 1 and str(key.value) == "0":
            return value[0]
        return Node(Unsure("run-time", "", _path(label_of(node), key, False)), node.origin)
    if isinstance(value, tuple):
        return _element(value, key)
    raise EvaluationError("tf.no-part", kind=kind_of(value), name=label_of(key))


def _path(label: str, key: Node, is_name: bool) -> str:
    return f"{label}.{key.value}" if is_name else f"{label}[{label_of(key)}]"


def _attribute(value: dict[str, Node], key: Node, origin: Origin | None) -> Node:
    name = text_of(key)
    if name in value:
        return value[name]
    if ELSE in value:
        rest = value[ELSE]
        if isinstance(rest.value, Unknown):
            return Node(unsure(f"{label_of(rest)}.{name}", rest.value), origin, rest.is_secret)
        return rest
    raise EvaluationError("tf.no-attribute", name=name)


def _element(value: tuple[Node, ...], key: Node) -> Node:
    number = number_from(key)
    if isinstance(number, Decimal) or not 0 <= number < len(value):
        raise EvaluationError("tf.no-element", index=str(number), length=len(value))
    return value[number]


def _part_at_unsure(node: Node, key: Node) -> Node:
    """Return the part at an index nobody knows: the one with this very key, or something unsure."""
    value = node.value
    name = key.value if isinstance(key.value, str) else symbol_of(label_of(key))
    if isinstance(value, dict) and name in value:
        found: Node = value[name]
        return found
    of = key.value if isinstance(key.value, Unknown) else Unsure("not-supplied", label_of(key), label_of(key))
    return Node(unsure(_path(label_of(node), key, False), of), node.origin)


def _splat(self: "Evaluator", node: Node, step: Splat, it: Expression) -> Node:
    value = node.value
    if isinstance(value, Perhaps):
        value = value.doubt()
    if isinstance(value, Unknown):
        names = "".join(f".{inner.name}" for inner in step.steps if isinstance(inner, Attribute))
        return Node(unsure(f"{label_of(Node(value))}[*]{names}", value), node.origin, node.is_secret)
    if value is None:
        return Node((), node.origin)
    items = value if isinstance(value, tuple) else (node,)
    found = []
    for item in items:
        found.append(followed(self, item, step.steps, it))  # noqa: PERF401 - a comprehension is one more call a level
    is_shuffled = isinstance(value, Bag) and len(found) > 1 and isinstance(items[0].value, dict | tuple)
    return Node(Bag(found) if is_shuffled else tuple(found), self.place(it), node.is_secret)
