"""What the doctor says, before it is said: keys of `english` and `korean`, and of what is said of exported files."""

from ..importers.exports.english import ENGLISH as OF_EXPORTS
from ..importers.exports.korean import KOREAN as OF_EXPORTS_KOREAN
from ..importers.json_reasons import retold
from ..wire.korean_particles import with_particles
from ..wire.sentences import Sentence, said, sentence
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {"en": {**OF_EXPORTS, **ENGLISH}, "ko": {**OF_EXPORTS_KOREAN, **KOREAN}}


class Speaker:
    """Says sentences in one language, `en` or `ko`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key."""
        return self.sentence(sentence(key, **values))

    def sentence(self, found: Sentence) -> str:
        """Return the words of a sentence."""
        words = said(retold(found, self.language), CATALOGUES[self.language])
        return with_particles(words) if self.language == "ko" else words
