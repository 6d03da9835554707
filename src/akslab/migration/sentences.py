"""What migration says, before it is said: keys of `english` and `korean`."""

from ..wire import sentences
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {"en": ENGLISH, "ko": KOREAN}


class Speaker(sentences.Speaker):
    """Says what migration says."""

    catalogues = CATALOGUES
