"""What planning says, before it is said: a key and its values, so that text, JSON and both languages say the same.

The words are in `english` and `korean`; a test holds their keys and placeholders equal.
"""

from typing import Literal

from ..wire import system_errors
from ..wire.json_reasons import retold
from ..wire.sentences import Sentence, said_in, sentence
from .english import ENGLISH
from .korean import KOREAN

__all__ = ["CATALOGUES", "Language", "PlanError", "Sentence", "say", "sentence"]

Language = Literal["en", "ko"]
CATALOGUES: dict[str, dict[str, str]] = {
    "en": {**system_errors.ENGLISH, **ENGLISH},
    "ko": {**system_errors.KOREAN, **KOREAN},
}


class PlanError(Exception):
    """A wish that cannot be read. `place` is `file:line`, or nothing when it was an option."""

    def __init__(self, sentence: Sentence, place: str = "") -> None:
        super().__init__(say(sentence, "en"))
        self.sentence, self.place = sentence, place

    def said(self, language: str) -> str:
        """Return the one line for the person."""
        words = say(self.sentence, language)
        return f"{self.place}: {words}" if self.place else words


def say(said: Sentence, language: str) -> str:
    """Return the words of a sentence in a language (`en` or `ko`)."""
    return said_in(language, retold(said, language), CATALOGUES)
