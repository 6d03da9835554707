"""What commands say of options and paths, before it is said: keys of `english` and `korean`, and why the system refused."""

from ..lab.refusal import Refusal
from ..wire import sentences, system_errors
from ..wire.json_reasons import retold
from ..wire.sentences import Sentence, sentence
from .english import ENGLISH
from .korean import KOREAN

CATALOGUES: dict[str, dict[str, str]] = {
    "en": {**system_errors.ENGLISH, **ENGLISH},
    "ko": {**system_errors.KOREAN, **KOREAN},
}


class Speaker(sentences.Speaker):
    """Says what commands say."""

    catalogues = CATALOGUES

    def sentence(self, found: Sentence) -> str:
        """Return the words of a sentence; why a text is no JSON in the reader's language."""
        return super().sentence(retold(found, self.language))


def _shown(value: object) -> object:
    """Return a value of one line: what would steer the terminal is shown as a question mark."""
    if isinstance(value, Sentence | int):
        return value
    return "".join(sign if sign.isprintable() else "?" for sign in str(value))


class Refused(Refusal):
    """A refusal with a key of the catalogues: `main` says it in the language that was asked for."""

    def __init__(self, exit_code: int, key: str, **values: object) -> None:
        self.what = sentence(key, **{name: _shown(value) for name, value in values.items()})
        super().__init__(Speaker("en").sentence(self.what), exit_code)

    def said(self, language: str) -> str:
        """Return the one line for the person."""
        return Speaker(language).sentence(self.what)


class NoInputError(Exception):
    """A path that was named and is not there, or cannot be opened."""

    def __init__(self, key: str, **values: object) -> None:
        self.what = sentence(key, **values)
        super().__init__(Speaker("en").sentence(self.what))

    def refused(self, exit_code: int) -> Refused:
        """Return the refusal of a command that was given this path."""
        return Refused(exit_code, self.what.key, **self.what.values)
