"""The frame of a report in a language: everything but the findings' own words."""

from typing import Any

from ..wire.korean_particles import with_particles
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "ko": KOREAN}


def say(key: str, language: str, **values: Any) -> str:
    """Return a sentence of the frame."""
    words = CATALOGUES[language][key].format(**values)
    return with_particles(words) if language == "ko" else words
