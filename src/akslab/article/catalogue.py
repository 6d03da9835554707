"""Every sentence the article's reader sees that no tool printed, in English and in Korean."""

from typing import Literal

from .claims import CLAIMS
from .narration import NARRATION
from .script import Words

Language = Literal["en", "ko"]
LANGUAGES: tuple[Language, ...] = ("en", "ko")

CATALOGUE: dict[str, tuple[str, str]] = {**NARRATION, **CLAIMS}
"""Key -> the English and the Korean sentence; braces are filled with a text's values."""


def speak(words: Words, language: Language) -> str:
    """Return a sentence in a language; data stay as they are."""
    if isinstance(words, str):
        return words
    sentence = CATALOGUE[words.key][LANGUAGES.index(language)]
    return sentence.format(**{name: speak(value, language) for name, value in words.values.items()})
