"""A sentence before it is said: a key of a catalogue and its values, so that text, JSON and both languages say the same."""

from collections.abc import Mapping
from typing import Any, ClassVar

from msgspec import Struct

from .korean_particles import with_particles

Catalogues = Mapping[str, Mapping[str, str]]
"""Language -> key -> words with placeholders."""


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


def said_in(language: str, found: Sentence, catalogues: Catalogues) -> str:
    """Return the words of a sentence in a language; in Korean each particle follows its word."""
    words = said(found, catalogues[language])
    return with_particles(words) if language == "ko" else words


class Speaker:
    """Says the sentences of one place in one language, `en` or `ko`. Each place has its own, with its catalogues."""

    catalogues: ClassVar[Catalogues] = {}

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key."""
        return self.sentence(sentence(key, **values))

    def sentence(self, found: Sentence) -> str:
        """Return the words of a sentence."""
        return said_in(self.language, found, self.catalogues)
