"""What reach says, before it is said: keys of `english` and `korean`; a test holds their keys and placeholders equal."""

from ..importers.exports.english import ENGLISH as OF_EXPORTS
from ..importers.exports.korean import KOREAN as OF_EXPORTS_KOREAN
from ..wire import sentences
from ..wire.sentences import Sentence, sentence
from .english import ENGLISH
from .korean import KOREAN

__all__ = ["CATALOGUES", "ReachError", "Sentence", "Speaker", "sentence"]

CATALOGUES: dict[str, dict[str, str]] = {"en": {**OF_EXPORTS, **ENGLISH}, "ko": {**OF_EXPORTS_KOREAN, **KOREAN}}
"""With what is said of YAML, which exports are written in too."""


class Speaker(sentences.Speaker):
    """Says what reach says."""

    catalogues = CATALOGUES


class ReachError(Exception):
    """Something that cannot be read or asked; `line` counts from 1, 0 where there is none."""

    def __init__(self, what: Sentence, line: int = 0) -> None:
        super().__init__(Speaker("en").sentence(what))
        self.what, self.line = what, line

    def said(self, language: str, file: str = "") -> str:
        """Return the one line for the person: file, line, what is wrong and how to put it right."""
        words = Speaker(language).sentence(self.what)
        place = ":".join(filter(None, (file, str(self.line or ""))))
        return f"{place}: {words}" if place else words
