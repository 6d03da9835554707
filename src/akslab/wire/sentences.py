"""A sentence before it is said: a key of a catalogue and its values, so that text, JSON and both languages say the same."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct


class Sentence(Struct, frozen=True):
    """A key of the catalogues and the values of its placeholders; a value may be a sentence itself."""

    key: str
    values: dict[str, Any]


def sentence(key: str, **values: Any) -> Sentence:
    """Return a sentence; the catalogues must have its key."""
    return Sentence(key, values)


def said(found: Sentence, catalogue: Mapping[str, str]) -> str:
    """Return the words of a sentence by a catalogue of one language."""
    values = {
        name: said(value, catalogue) if isinstance(value, Sentence) else value for name, value in found.values.items()
    }
    return catalogue[found.key].format(**values)
