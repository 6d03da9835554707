"""What planning says, before it is said: a key and its values, so that text, JSON and both languages say the same.

The words are in `english` and `korean`; a test holds their keys and placeholders equal.
"""

from typing import Any, Literal

from msgspec import Struct

from .english import ENGLISH
from .korean import KOREAN

Language = Literal["en", "ko"]
CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "ko": KOREAN}


class Sentence(Struct, frozen=True):
    """A key of the catalogues and the values of its placeholders; a value may be a sentence itself."""

    key: str
    values: dict[str, Any]


class PlanError(Exception):
    """A wish that cannot be read. `place` is `file:line`, or nothing when it was an option."""

    def __init__(self, sentence: Sentence, place: str = "") -> None:
        super().__init__(say(sentence, "en"))
        self.sentence, self.place = sentence, place

    def said(self, language: str) -> str:
        """Return the one line for the person."""
        words = say(self.sentence, language)
        return f"{self.place}: {words}" if self.place else words


def sentence(key: str, **values: Any) -> Sentence:
    """Return a sentence; the catalogues must have its key."""
    return Sentence(key, values)


def say(said: Sentence, language: str) -> str:
    """Return the words of a sentence in a language (`en` or `ko`)."""
    values = {
        name: say(value, language) if isinstance(value, Sentence) else value for name, value in said.values.items()
    }
    return CATALOGUES[language][said.key].format(**values)
