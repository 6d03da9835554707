"""The `$filter` expressions that az writes for Graph, as predicates. Another one is refused, never ignored."""

import re
from collections.abc import Callable
from typing import Any

Predicate = Callable[[dict[str, Any]], bool]

_LITERAL = r"'((?:[^']|'')*)'"
_EQUALS = re.compile(rf"(\w+)\s+eq\s+{_LITERAL}", re.IGNORECASE)
_STARTS_WITH = re.compile(rf"startswith\(\s*(\w+)\s*,\s*{_LITERAL}\s*\)", re.IGNORECASE)
_ANY = re.compile(rf"(\w+)/any\(\s*(\w+):\s*\2\s+eq\s+{_LITERAL}\s*\)", re.IGNORECASE)


class UnsupportedFilterError(Exception):
    """An expression akslab does not know."""


def matcher(expression: str) -> Predicate:
    """Return the predicate `expression` stands for; raises `UnsupportedFilterError`. Strings compare without case."""
    text = expression.strip()
    if not text:
        return lambda _: True
    if match := _EQUALS.fullmatch(text):
        name, wanted = match[1], _plain(match[2])
        return lambda found: _text(found, name) == wanted
    if match := _STARTS_WITH.fullmatch(text):
        name, start = match[1], _plain(match[2])
        return lambda found: _text(found, name).startswith(start)
    if match := _ANY.fullmatch(text):
        name, item = match[1], _plain(match[3])
        return lambda found: item in [str(value).lower() for value in found.get(name) or []]
    raise UnsupportedFilterError(expression)


def _plain(literal: str) -> str:
    return literal.replace("''", "'").lower()


def _text(found: dict[str, Any], name: str) -> str:
    return str(found.get(name) or "").lower()
