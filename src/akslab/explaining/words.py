"""A text in both languages at once, so that neither can be forgotten, and the Korean particle that follows a value."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Language = Literal["en", "ko"]

_PARTICLES = {"은": ("은", "는"), "이": ("이", "가"), "을": ("을", "를"), "과": ("과", "와")}
"""Particle -> its form after a consonant and after a vowel."""
_ENDS_IN_CONSONANT = "013678LMNR"
"""영, 일, 삼, 육, 칠, 팔, 엘, 엠, 엔, 알; the other digits and capitals end in a vowel."""


class Words(Struct, frozen=True):
    """One text. `{value}` stands for what was found; in Korean `{value:은}` brings the particle that fits it."""

    en: str
    ko: str

    def in_(self, language: str) -> str:
        """Return the text in a language, its placeholders as they stand."""
        return self.ko if language == "ko" else self.en


class Spoken(str):
    """A value as it is put into a sentence: its format is a particle."""

    __slots__ = ()

    def __format__(self, particle: str) -> str:
        return f"{self}{particle_after(self, particle)}" if particle else str(self)


def particle_after(word: str, particle: str) -> str:
    """Return the form of 은, 이, 을 or 과 that follows a word; both forms where its sound is anybody's guess."""
    consonant, vowel = _PARTICLES[particle]
    last = word.rstrip(")'\"`").rpartition("(")[2][-1:]
    if "가" <= last <= "힣":
        return consonant if (ord(last) - ord("가")) % 28 else vowel
    if last in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" and last:
        return consonant if last in _ENDS_IN_CONSONANT else vowel
    return f"{consonant}({vowel})"


def say(words: Words, language: str, values: Mapping[str, str]) -> str:
    """Return a text with its values; one that begins with a value begins with a capital."""
    text = words.in_(language)
    said = text.format(**{name: Spoken(value) for name, value in values.items()})
    return said[:1].upper() + said[1:] if text.startswith("{") else said
