"""What stories say, before it is said: keys of `english` and `korean`, and of what is said of networks."""

from ..networks.sentences import CATALOGUES as OF_NETWORKS
from ..wire.korean_particles import with_particles
from ..wire.sentences import Sentence, said, sentence
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {
    language: {**OF_NETWORKS[language], **own} for language, own in (("en", ENGLISH), ("ko", KOREAN))
}


class Speaker:
    """Says sentences in one language, `en` or `ko`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key."""
        return self.sentence(sentence(key, **values))

    def sentence(self, found: Sentence) -> str:
        """Return the words of a sentence."""
        words = said(found, CATALOGUES[self.language])
        return with_particles(words) if self.language == "ko" else words
