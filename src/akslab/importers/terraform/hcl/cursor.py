"""Walks over HCL text, one lexeme at a time: linear, with one regular expression, and offsets from the file's start.

Line breaks end an argument in a body and separate the entries of an object; inside parentheses, brackets and template
sequences they are blanks.
"""

import re

from ....wire.sentences import sentence
from .syntax import Fault, Reference

DEEPEST = 200
"""Expressions nested more deeply are refused."""
MOST_FAULTS = 100
"""After so many faults the rest of a file is not read."""

_BLANKS = re.compile(r"(?:[ \t\r]+|#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/)*")
_BLANKS_AND_LINES = re.compile(r"(?:\s+|#[^\n]*|//[^\n]*|/\*(?s:.*?)\*/)*")
_TOKEN = re.compile(
    r"""(?P<word>[^\W\d][\w-]*)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<text>"[^"\\$%\n\r]*")
    |(?P<quote>")
    |(?P<heredoc><<-?[^\W\d][\w-]*[ \t]*\r?\n)
    |(?P<line>\n)
    |(?P<sign>==|!=|<=|>=|&&|\|\||=>|\.\.\.|::|[-+*/%!<>?:=.,(){}\[\]~])
    |(?P<end>\Z)""",
    re.VERBOSE,
)


_WANTED = {"value": "hcl.a-value", "name": "hcl.a-name", "line": "hcl.line-end", "end": "hcl.file-end"}


class HclError(Exception):
    """A syntax fault at a place; the parser catches it and goes on behind the block."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.key)
        self.fault = fault


class Cursor:
    """A place in a text: the current lexeme, and how lines and depth are to be taken there."""

    def __init__(self, text: str, start: int = 0, stop: int | None = None) -> None:
        """Stand before the first lexeme of a text, or of a part of it."""
        self.text, self.stop = text, len(text) if stop is None else stop
        self.kind, self.lexeme, self.start, self.end = "", "", start, start
        self.last = start
        """The end of the lexeme before this one."""
        self.ignores_lines = False
        self.depth = 0
        self.references: list[Reference] = []
        self.bound: list[str] = []
        """Variables of the for expressions around this place."""

    def advance(self) -> None:
        """Go to the next lexeme."""
        blanks = _BLANKS_AND_LINES if self.ignores_lines else _BLANKS
        start = blanks.match(self.text, self.end, self.stop).end()  # type: ignore[union-attr] # it matches nothing too
        found, self.last = _TOKEN.match(self.text, start, self.stop), self.end
        if found is None:
            raise HclError(Fault("hcl.character", start, start + 1, {"character": self.text[start]}))
        self.kind, self.lexeme, self.start, self.end = str(found.lastgroup), found[0], start, found.end()

    def go(self, offset: int) -> None:
        """Stand at an offset and read the lexeme there."""
        self.end = offset
        self.advance()

    def is_sign(self, lexeme: str) -> bool:
        """Whether the current lexeme is this sign."""
        return self.kind == "sign" and self.lexeme == lexeme

    def is_word(self, lexeme: str) -> bool:
        """Whether the current lexeme is this word."""
        return self.kind == "word" and self.lexeme == lexeme

    def took(self, lexeme: str) -> bool:
        """Whether the current lexeme was this sign; then it is behind us."""
        if self.kind == "sign" and self.lexeme == lexeme:
            self.advance()
            return True
        return False

    def take(self, lexeme: str) -> None:
        """Go past a sign that has to be here."""
        if not self.took(lexeme):
            raise self.unexpected(lexeme)

    def take_word(self) -> str:
        """Go past a word and return it."""
        word = self.lexeme
        if self.kind != "word":
            raise self.unexpected("name")
        self.advance()
        return word

    def unexpected(self, wanted: str) -> HclError:
        """Return the error for a lexeme that cannot be here."""
        ends = {"line": "hcl.line-end", "end": "hcl.file-end"}
        found = sentence(ends[self.kind]) if self.kind in ends else self.lexeme[:40]
        values = {"found": found, "wanted": sentence(_WANTED[wanted]) if wanted in _WANTED else wanted}
        return HclError(Fault("hcl.unexpected", self.start, max(self.end, min(self.start + 1, len(self.text))), values))

    def deeper(self) -> None:
        """Note one more level of nesting; refuse what no configuration needs."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise HclError(Fault("hcl.too-deep", self.start, self.end, {"most": str(DEEPEST)}))
