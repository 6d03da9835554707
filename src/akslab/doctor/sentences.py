"""What the doctor says, before it is said: keys of `english` and `korean`, and of what is said of exported files."""

from ..importers.exports.english import ENGLISH as OF_EXPORTS
from ..importers.exports.korean import KOREAN as OF_EXPORTS_KOREAN
from ..wire import sentences
from ..wire.json_reasons import retold
from ..wire.sentences import Sentence
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {"en": {**OF_EXPORTS, **ENGLISH}, "ko": {**OF_EXPORTS_KOREAN, **KOREAN}}


class Speaker(sentences.Speaker):
    """Says what the doctor says."""

    catalogues = CATALOGUES

    def sentence(self, found: Sentence) -> str:
        """Return the words of a sentence; why a file is no JSON in the reader's language."""
        return super().sentence(retold(found, self.language))
