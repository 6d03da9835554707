"""The files a script reads: those of the tree, and those it writes itself before."""

from ...wire.sentences import Sentence, sentence
from ..files import Files, UnreadableError, beside
from .english import ENGLISH
from .texts import Text


def reason_of(error: UnreadableError) -> Sentence:
    """Return why a file was not read."""
    told = f"az.{error.reason}"
    return sentence(told if told in ENGLISH else "az.file.unreadable")


class ScriptFiles:
    """Files by the name a script calls them, seen from the script's own place, and from the top of the tree."""

    def __init__(self, files: Files, script: str) -> None:
        """Take the tree and the script's name in it."""
        self._files, self.script = files, script
        self._written: dict[str, Text] = {}

    def write(self, name: str, text: Text) -> None:
        """Note that the script writes a file."""
        self._written[_normal(name)] = text

    def written(self, name: str) -> Text | None:
        """Return what the script wrote into a file, if it did."""
        return self._written.get(_normal(name))

    def find(self, name: str) -> str:
        """Return the name in the tree of a file that a script names; raises UnreadableError."""
        last: UnreadableError | None = None
        for place in (self.script, ""):
            try:
                found = beside(place, name)
                self._files.read(found)
            except UnreadableError as error:
                last = error
            else:
                return found
        raise last or UnreadableError(name, "file.missing")

    def read(self, name: str) -> str:
        """Return the text of a file; raises UnreadableError."""
        written = self.written(name)
        return written.text if written else self._files.read(self.find(name))


def _normal(name: str) -> str:
    return name.strip().replace("\\", "/").removeprefix("./")
