"""Texts of a script -> the nodes of an ARM body, each with the place where its text was written."""

from collections.abc import Iterable, Mapping

from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin
from .texts import Text

_TRUE, _FALSE = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")


def unknown(text: Text) -> Node:
    """Return a value nobody can tell."""
    return Node(Unknown(text.why, text.needs), text.origin, text.is_secret)


def leaf(text: Text | None) -> Node | None:
    """Return a text as a value; None where it was not given or is empty, which az takes for not given."""
    if text is None or not text.text:
        return None
    return unknown(text) if text.is_unknown else Node(text.text, text.origin, text.is_secret)


def named(text: Text | None) -> Node | None:
    """Return a name, a location or an id: symbols stay, because they compare."""
    return Node(text.text, text.origin, text.is_secret) if text is not None and text.text else None


def integer(text: Text | None) -> Node | None:
    """Return a whole number; what is none stays a text, which the rules pass over."""
    if text is None or not text.text:
        return None
    if text.is_unknown:
        return unknown(text)
    digits = text.text.strip()
    is_number = digits.removeprefix("-").isdecimal() and len(digits) < 19
    return Node(int(digits) if is_number else text.text, text.origin)


def boolean(text: Text | None, *, given: bool = True) -> Node:
    """Return a three-state flag: `given` when it stands without a value."""
    if text is None or not text.text:
        return Node(given)
    if text.text.lower() in _TRUE:
        return Node(True, text.origin)
    if text.text.lower() in _FALSE:
        return Node(False, text.origin)
    return unknown(text)


def link(id_: str, origin: Origin | None = None) -> Node:
    """Return `{"id": …}`."""
    return Node({"id": Node(id_, origin)}, origin)


def texts(values: Iterable[Text]) -> Node:
    """Return a list of texts."""
    nodes = tuple(node for value in values if (node := leaf(value)) is not None)
    return Node(nodes, nodes[0].origin if nodes else None)


def listed(values: Iterable[Text]) -> tuple[Text, ...]:
    """Return the elements that several words, or one in az's shorthand (`[a,b]`, `['a','b']`), stand for."""
    found: list[Text] = []
    for value in values:
        text = value.text.strip()
        if text.startswith("[") and text.endswith("]"):
            parts = [part.strip().strip("'\"") for part in text[1:-1].split(",")]
            found += [Text(text=part, origin=value.origin) for part in parts if part]
        else:
            found += [value] if text else []
    return tuple(found)


def object_(fields: Mapping[str, Node | None], origin: Origin | None = None) -> Node:
    """Return an object of those fields that are there."""
    return Node({key: node for key, node in fields.items() if node is not None}, origin)
