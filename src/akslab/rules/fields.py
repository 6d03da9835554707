"""Reading ARM JSON that people, tools and exports spell differently, with unknowns in it.

Keys are matched without case (`dnsServiceIP`, `dnsServiceIp`), null is absent, and `UNKNOWN` where a value should be
makes everything below it unknown. A value of the wrong kind is for the type's own check to refuse: here it is unknown.
"""

from collections.abc import Mapping
from typing import Any

from .unknown import UNKNOWN, Maybe, Unknown

ELSE = "*"
"""A key that stands for every other: `{"*": UNKNOWN}` is an object of which nothing is known."""


class Fields:
    """One JSON object, read field by field."""

    def __init__(self, document: object) -> None:
        """Take a JSON object; what is neither one nor null is unknown."""
        self._document: dict[str, Any] | Unknown = UNKNOWN
        if document is None or isinstance(document, Mapping):
            self._document = {str(key).lower(): value for key, value in (document or {}).items()}

    def get(self, name: str) -> Any:
        """Return the value, None if absent or null, UNKNOWN if not told."""
        if isinstance(self._document, Unknown):
            return UNKNOWN
        return self._document.get(name.lower(), self._document.get(ELSE))

    def text(self, name: str, default: str = "") -> Maybe[str]:
        """Return a text; numbers are written out, because max surge may be either."""
        value = self.get(name)
        if value is None:
            return default
        return str(value) if isinstance(value, str | int) else UNKNOWN

    def number(self, name: str, default: int = 0) -> Maybe[int]:
        """Return an integer."""
        value = self.get(name)
        if value is None:
            return default
        return value if isinstance(value, int) else UNKNOWN

    def flag(self, name: str) -> Maybe[bool]:
        """Return a boolean, false by default."""
        value = self.get(name)
        return bool(value) if value is None or isinstance(value, bool) else UNKNOWN

    def fields(self, name: str) -> "Fields":
        """Return a nested object, empty if absent."""
        return Fields(self.get(name))

    def link(self, name: str) -> Maybe[str]:
        """Return the id in `{"id": …}`."""
        return self.fields(name).text("id")

    def texts(self, name: str) -> Maybe[tuple[str, ...]]:
        """Return a list of texts; one unknown makes the list unknown."""
        value = self.get(name)
        if value is None:
            return ()
        is_texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return tuple(value) if is_texts else UNKNOWN

    def objects(self, name: str) -> "Maybe[tuple[Fields, ...]]":
        """Return a list of objects, empty if absent."""
        value = self.get(name)
        if value is None:
            return ()
        return tuple(Fields(item) for item in value) if isinstance(value, list) else UNKNOWN

    def listed(self, name: str) -> "tuple[Fields, ...]":
        """Return a list of objects; an unknown list is one unknown object, so that its absence is no proof."""
        objects = self.objects(name)
        return (Fields(UNKNOWN),) if isinstance(objects, Unknown) else objects

    def items(self) -> list[tuple[str, Any]]:
        """Return what is in it, keys in lower case."""
        if isinstance(self._document, Unknown):
            return []
        return [(key, value) for key, value in self._document.items() if key != ELSE]


def certain(value: str | Unknown) -> str:
    """Return a name or id, empty when unknown: it then only fails to match anything."""
    return "" if isinstance(value, Unknown) else value
