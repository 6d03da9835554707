"""What stories say, before it is said: keys of `english` and `korean`, and of what is said of networks."""

from ..networks.sentences import CATALOGUES as OF_NETWORKS
from ..wire import sentences
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {
    language: {**OF_NETWORKS[language], **own} for language, own in (("en", ENGLISH), ("ko", KOREAN))
}


class Speaker(sentences.Speaker):
    """Says what stories say."""

    catalogues = CATALOGUES
