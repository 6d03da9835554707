"""The words for sentences about networks, by language."""

from ..wire.korean_particles import with_particles
from ..wire.sentences import Sentence, said
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "ko": KOREAN}


def words(found: Sentence, language: str) -> str:
    """Return the words of a sentence about a network in `en` or `ko`."""
    text = said(found, CATALOGUES[language])
    return with_particles(text) if language == "ko" else text
