"""The words for sentences about networks, by language."""

from ..wire.sentences import Sentence, said_in
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "ko": KOREAN}


def words(found: Sentence, language: str) -> str:
    """Return the words of a sentence about a network in `en` or `ko`."""
    return said_in(language, found, CATALOGUES)
