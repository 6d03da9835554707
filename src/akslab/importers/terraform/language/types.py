"""Type constraints of variables, and what Terraform makes of a value that should have such a type."""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from ....deployments.nodes import Node, Unknown
from ....rules.fields import ELSE
from ....wire.symbols import has_symbol, spoken
from ..exact_numbers import NumberError, number_of
from ..hcl.syntax import Call, Expression, Literal, Mapping, Name, Sequence
from .errors import EvaluationError
from .values import Bag, Unsure, bag_of, kind_of, sorted_items, text_of

Evaluate = Callable[[Expression], Node]


class Type(Struct, frozen=True):
    """A type constraint: `string`, `list(string)`, `object({ name = string, size = optional(number, 3) })`."""

    name: str
    of: "Type | None" = None
    """Of the elements of a list, set or map."""
    attributes: "dict[str, Attribute]" = {}
    """Of an object."""
    items: "tuple[Type, ...]" = ()
    """Of a tuple."""


class Attribute(Struct, frozen=True):
    """An attribute of an object type."""

    type: Type
    is_optional: bool = False
    default: Expression | None = None


ANY = Type("any")
_PRIMITIVE = ("string", "number", "bool", "any")


def type_of(expression: Expression | None) -> Type:
    """Return the type an expression writes; what is no type is `any`, and Terraform's own business."""
    if isinstance(expression, Name) and expression.name in (*_PRIMITIVE, "list", "map", "set"):
        return Type(expression.name, ANY if expression.name not in _PRIMITIVE else None)
    if isinstance(expression, Literal) and expression.value in _PRIMITIVE:
        return Type(str(expression.value))
    if not isinstance(expression, Call) or not expression.arguments:
        return ANY
    inner = expression.arguments[0]
    if expression.name in ("list", "set", "map"):
        return Type(expression.name, type_of(inner))
    if expression.name == "tuple" and isinstance(inner, Sequence):
        return Type("tuple", items=tuple(type_of(item) for item in inner.items))
    if expression.name == "object" and isinstance(inner, Mapping):
        return Type("object", attributes={_key(key): _attribute(value) for key, value in inner.entries})
    return ANY


def _key(key: Expression) -> str:
    return str(key.value) if isinstance(key, Literal) else key.name if isinstance(key, Name) else ""


def _attribute(value: Expression) -> Attribute:
    if isinstance(value, Call) and value.name == "optional" and value.arguments:
        default = value.arguments[1] if len(value.arguments) > 1 else None
        return Attribute(type_of(value.arguments[0]), is_optional=True, default=default)
    return Attribute(type_of(value))


def converted(node: Node, type_: Type, evaluate: Evaluate) -> Node:
    """Return a value as a type wants it; `evaluate` computes the defaults of optional attributes.

    Raises EvaluationError where Terraform would refuse it.
    """
    value = node.value
    if isinstance(value, Unknown) or value is None or type_.name == "any":
        return node
    if type_.name in ("number", "bool") and isinstance(value, str) and has_symbol(value):
        return Node(Unsure("not-supplied", spoken(value), spoken(value)), node.origin, node.is_secret)
    if type_.name in _PRIMITIVES:
        return Node(_PRIMITIVES[type_.name](node), node.origin, node.is_secret)
    if type_.name in ("map", "object") and isinstance(value, dict):
        made = _object(value, type_, evaluate)
    elif type_.name in ("list", "set", "tuple") and isinstance(value, tuple):
        items = tuple([converted(item, _item_type(type_, index), evaluate) for index, item in enumerate(value)])
        if type_.of is not None and type_.of.name == "any":
            items = unified(items)
        return Node(bag_of(items) if type_.name == "set" else _ordered(value, items), node.origin, node.is_secret)
    else:
        raise EvaluationError("tf.no-type", kind=kind_of(value), wanted=type_.name)
    return Node(made, node.origin, node.is_secret)


def _ordered(value: tuple[Node, ...], items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the list made of a list or set; the order of a set of objects cannot be told, so it stays a set."""
    is_known = not isinstance(value, Bag) or len(items) < 2 or not isinstance(items[0].value, dict | tuple)
    return items if is_known else Bag(items)


def _item_type(type_: Type, index: int) -> Type:
    if type_.name == "tuple":
        return type_.items[index] if index < len(type_.items) else ANY
    return type_.of or ANY


def _object(value: dict[str, Node], type_: Type, evaluate: Evaluate) -> dict[str, Node]:
    if type_.name == "map":
        return {key: converted(inner, type_.of or ANY, evaluate) for key, inner in value.items()}
    made: dict[str, Node] = {}
    for name, attribute in type_.attributes.items():
        given = value.get(name)
        if given is None and ELSE in value:
            given = value[ELSE]
        if given is None and not attribute.is_optional:
            raise EvaluationError("tf.no-attribute-given", attribute=name)
        if (given is None or given.value is None) and attribute.is_optional:
            given = evaluate(attribute.default) if attribute.default else Node(None)
        assert given is not None
        made[name] = converted(given, attribute.type, evaluate)
    return made


def number_from(node: Node) -> int | Decimal:
    """Return a primitive as a number. Raises EvaluationError."""
    value = node.value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return number_of(value)
        except NumberError:
            pass
    raise EvaluationError("tf.no-number", kind=kind_of(value))


def truth_of(node: Node) -> bool:
    """Return a primitive as a bool. Raises EvaluationError."""
    value = node.value
    if isinstance(value, bool):
        return value
    if value in ("true", "1"):
        return True
    if value in ("false", "0"):
        return False
    raise EvaluationError("tf.no-bool", kind=kind_of(value))


_PRIMITIVES: dict[str, Callable[[Node], object]] = {"string": text_of, "number": number_from, "bool": truth_of}


def unified(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return the elements of a list with one type: texts, as soon as there is a text among numbers and booleans."""
    kinds = {kind_of(node.value) for node in nodes} - {"null", "unknown"}
    if "string" in kinds and kinds & {"number", "bool"}:
        return tuple([node if _stays(node) else Node(text_of(node), node.origin, node.is_secret) for node in nodes])
    return nodes


def _stays(node: Node) -> bool:
    return node.value is None or isinstance(node.value, Unknown | dict | tuple | str)


def as_list(node: Node) -> tuple[Node, ...]:
    """Return the elements of a list or set. Raises EvaluationError for others."""
    if not isinstance(node.value, tuple):
        raise EvaluationError("tf.no-list", kind=kind_of(node.value))
    return node.value


def as_object(node: Node) -> dict[str, Node]:
    """Return the attributes of an object, by key. Raises EvaluationError for others."""
    if not isinstance(node.value, dict):
        raise EvaluationError("tf.no-object", kind=kind_of(node.value))
    return dict(sorted_items(node.value))
