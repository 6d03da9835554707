"""The frame of a report in a language: everything but the findings' own words."""

from typing import Any

from ..wire.sentences import said_in, sentence
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "ko": KOREAN}


def say(key: str, language: str, **values: Any) -> str:
    """Return a sentence of the frame."""
    return said_in(language, sentence(key, **values), CATALOGUES)
