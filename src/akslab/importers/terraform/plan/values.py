"""What a plan says of one instance, known and unknown together, as nodes with their places.

`after` leaves unknown attributes out, or has null for them in lists; `after_unknown` has `true` there. An attribute
that is unknown though nobody wrote it is one that the provider will read back: for the document it is absent.
"""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from ....deployments.nodes import Node
from ....deployments.origins import Origin, Path
from ..exact_numbers import number_of
from ..language.values import Unsure

Resolve = Callable[[str, Any], Node | None]
"""(dotted path of an attribute, its expressions in the configuration) -> what it will be, as far as that is known."""


class Whole(Struct, frozen=True):
    """The expression of an attribute that holds everything below it; empty for blocks that a `dynamic` one wrote."""

    expression: Any


_ATTRIBUTE = {"references", "constant_value"}


class Merge:
    """Merges the parts of one change."""

    def __init__(self, address: str, origin: Origin, resolve: Resolve) -> None:
        """Take the instance's address, where its values stand, and what resolves references."""
        self.address, self.origin, self.resolve = address, origin, resolve

    def object(self, after: Any, unknown: Any, secret: Any, expressions: Any, path: str = "") -> dict[str, Node]:
        """Return the attributes of an object."""
        after = after if isinstance(after, Mapping) else {}
        marks = unknown if isinstance(unknown, Mapping) else {}
        made: dict[str, Node] = {}
        for name in (*after, *(each for each in marks if each not in after)):
            inner = expressions.get(name) if isinstance(expressions, Mapping) else expressions
            where = f"{path}.{name}" if path else name
            found = self._value(after.get(name), marks.get(name), _part(secret, name), inner, where)
            if found is not None:
                made[name] = found
        return made

    def _value(self, after: Any, unknown: Any, secret: Any, expressions: Any, path: str) -> Node | None:
        if unknown is True:
            return self._unknown(expressions, path)
        if isinstance(after, Mapping | list):
            expressions = _below(expressions)
        if isinstance(after, Mapping):
            return Node(self.object(after, unknown, secret, expressions, path), None, secret is True)
        if isinstance(after, list):
            return Node(self._list(after, unknown, secret, expressions, path), None, secret is True)
        return Node(plain(after), None, secret is True)

    def _list(self, after: list[Any], unknown: Any, secret: Any, expressions: Any, path: str) -> tuple[Node, ...]:
        marks = unknown if isinstance(unknown, list) else []
        made = []
        for index in range(max(len(after), len(marks))):
            value, mark = after[index] if index < len(after) else None, marks[index] if index < len(marks) else None
            inner: Any = expressions
            if isinstance(expressions, list):
                inner = expressions[index] if index < len(expressions) else None
            one = self._value(value, mark, _part(secret, index), inner, f"{path}[{index}]")
            made.append(one if one is not None else self._unsure(path))
        return tuple(made)

    def _unknown(self, expressions: Any, path: str) -> Node | None:
        """Return what is unknown: a name for it, or None where the configuration does not write it."""
        if expressions is None:
            return None
        found = self.resolve(path, expressions.expression if isinstance(expressions, Whole) else expressions)
        if found is None:
            return self._unsure(path)
        return Node(found.value, self.origin, found.is_secret)

    def _unsure(self, path: str) -> Node:
        return Node(Unsure("run-time", "", f"{self.address}.{path}"), self.origin)


def _below(expressions: Any) -> Any:
    """Return what is known of the expressions inside a value that has parts."""
    if expressions is None or isinstance(expressions, Whole):
        return expressions or Whole({})
    if isinstance(expressions, Mapping) and expressions.keys() <= _ATTRIBUTE:
        return Whole(expressions)
    return expressions


def _part(secret: Any, key: str | int) -> Any:
    if secret is True:
        return True
    if isinstance(secret, Mapping):
        return secret.get(key)
    return secret[key] if isinstance(secret, list) and isinstance(key, int) and key < len(secret) else None


def plain(value: Any) -> Any:
    """Return a scalar as nodes hold it."""
    return number_of(repr(value)) if isinstance(value, float) else value


def known(value: Any, secret: Any, file: str, path: Path) -> Node:
    """Return what is there already: values of a state, all known; one origin for the whole."""
    return Node(_known(value, secret).value, Origin(file=file, path=path))


def _known(value: Any, secret: Any) -> Node:
    if isinstance(value, Mapping):
        return Node({str(key): _known(inner, _part(secret, key)) for key, inner in value.items()}, None, secret is True)
    if isinstance(value, list):
        items = tuple([_known(inner, _part(secret, index)) for index, inner in enumerate(value)])
        return Node(items, None, secret is True)
    return Node(plain(value), None, secret is True)
