"""What is wrong with a Bicep text, and where: raised while one statement is read, kept as a value afterwards."""

from typing import Any

from msgspec import Struct

from ...wire.sentences import Sentence, sentence


class Fault(Struct, frozen=True):
    """One thing that could not be read, as offsets of the text."""

    what: Sentence
    start: int
    end: int


class SyntaxFault(Exception):
    """The statement that is being read cannot be read. The reader goes on with the next one."""

    def __init__(self, key: str, start: int, end: int, **values: Any) -> None:
        super().__init__(key)
        self.fault = Fault(sentence(key, **values), start, end)
