"""Conversions between types, sensitivity, and texts made of parts that may hold symbols."""

from .....deployments.nodes import Node, Unknown
from .....wire.symbols import has_symbol
from ..types import ANY, Type, as_list, as_object, converted, unified
from ..values import Bag, Unsure, label_of, text_of, unsure
from .formats import formatted
from .signature import Function, refuse


def _no_default(_: object) -> Node:
    return Node(None)


def _to(name: str, node: Node) -> Node:
    if isinstance(node.value, Unknown):
        return node
    return converted(node, Type(name, ANY), _no_default)


def _list(value: Node) -> object:
    found = as_list(value)
    if isinstance(found, Bag) and len(found) > 1 and isinstance(found[0].value, dict | tuple):
        return found
    return unified(tuple(found))


def _map(value: Node) -> dict[str, Node]:
    found = as_object(value)
    return dict(zip(found, unified(tuple(found.values())), strict=True))


def _join(separator: Node, *lists: Node) -> object:
    """Join texts; one that is not known leaves its symbol in the result, a null is an error as in Terraform."""
    texts = []
    for each in lists:
        for item in as_list(each):
            if isinstance(item.value, Unknown) and not isinstance(item.value, Unsure):
                return unsure(f"join({label_of(separator)}, {label_of(each)})", item.value)
            texts.append(text_of(item))
    return text_of(separator).join(texts)


def _format(spec: Node, *values: Node) -> object:
    if has_symbol(text_of(spec)):
        return unsure(f"format({label_of(spec)})", Unsure("not-supplied", label_of(spec)))
    return formatted(text_of(spec), values)


def _formatlist(spec: Node, *values: Node) -> object:
    """Format once for each element of the lists; other arguments repeat."""
    lengths = {len(each.value) for each in values if isinstance(each.value, tuple)}
    if len(lengths) != 1:
        if not lengths:
            return (Node(_format(spec, *values)),)
        raise refuse("formatlist", "tf.why-lengths")
    rows = []
    for number in range(lengths.pop()):
        row = [each.value[number] if isinstance(each.value, tuple) else each for each in values]
        rows.append(Node(_format(spec, *row)))
    return tuple(rows)


def _sensitive(value: Node) -> Node:
    return Node(value.value, value.origin, is_secret=True)


def _nonsensitive(value: Node) -> Node:
    return Node(value.value, value.origin)


def _as_it_is(value: Node) -> Node:
    return value


FUNCTIONS = {
    "format": Function(_format, 1, None, "open"),
    "formatlist": Function(_formatlist, 1, None, "nodes"),
    "join": Function(_join, 2, None, "nodes"),
    "issensitive": Function(lambda value: value.is_secret, 1, 1, "open"),
    "nonsensitive": Function(_nonsensitive, 1, 1, "open"),
    "sensitive": Function(_sensitive, 1, 1, "open"),
    "ephemeralasnull": Function(_as_it_is, 1, 1, "open"),
    "tobool": Function(lambda value: _to("bool", value), 1, 1, "open"),
    "tolist": Function(_list, 1, 1, "nodes"),
    "tomap": Function(_map, 1, 1, "nodes"),
    "tonumber": Function(lambda value: _to("number", value), 1, 1, "open"),
    "tostring": Function(lambda value: _to("string", value), 1, 1, "open"),
}
