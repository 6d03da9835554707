"""Where the reader stands among the tokens: look, take, insist."""

from ...wire.sentences import Sentence, sentence
from .faults import SyntaxFault
from .tokens import Token, tokens_of

DEEPEST = 64
"""Brackets, operators and lambdas in one another: more than anybody writes, and few enough for Python's own stack."""
_LONGEST_SHOWN = 30


class Cursor:
    """The tokens of one text and a place among them."""

    def __init__(self, text: str) -> None:
        """Take the text of a file."""
        self.text = text
        self.tokens = tokens_of(text)
        self.at = 0
        self.depth = 0

    @property
    def kind(self) -> str:
        """The kind of the token that comes next."""
        return self.tokens[self.at].kind

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.at]

    @property
    def start(self) -> int:
        """Where the next token begins."""
        return self.tokens[self.at].start

    @property
    def last_end(self) -> int:
        """Where the last token that was taken ends."""
        return self.tokens[self.at - 1].end if self.at else 0

    def ahead(self, count: int = 1) -> Token:
        """Return a token further on; the end where there are not so many."""
        return self.tokens[min(self.at + count, len(self.tokens) - 1)]

    def after_newlines(self) -> Token:
        """Return the next token that is no line break."""
        return self.ahead() if self.kind == "newline" else self.token

    def is_word(self, word: str) -> bool:
        """Whether the next token is this word: words are keywords only where they can be."""
        token = self.tokens[self.at]
        return token.kind == "word" and token.text == word

    def take(self) -> Token:
        """Return the next token and step over it, but never over the end."""
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token

    def took(self, kind: str) -> bool:
        """Step over the next token if it is of this kind, and say whether."""
        if self.tokens[self.at].kind != kind:
            return False
        self.at += 1
        return True

    def took_word(self, word: str) -> bool:
        """Step over the next token if it is this word, and say whether."""
        is_there = self.is_word(word)
        self.at += is_there
        return is_there

    def skip_newlines(self) -> None:
        """Step over line breaks; the lexer makes one of several."""
        self.at += self.tokens[self.at].kind == "newline"

    def expect(self, kind: str) -> Token:
        """Return the next token, which must be this mark. Raises SyntaxFault."""
        if self.kind != kind:
            raise self.fault("bicep.expected-mark", mark=kind)
        return self.take()

    def expect_word(self, word: str) -> None:
        """Step over this word. Raises SyntaxFault."""
        if not self.took_word(word):
            raise self.fault("bicep.expected-mark", mark=word)

    def name(self) -> str:
        """Return the name that comes next. Raises SyntaxFault."""
        if self.kind != "word":
            raise self.fault("bicep.expected-name")
        return self.take().text

    def closes(self, close: str, *, is_first: bool) -> bool:
        """Step over what separates two items and say whether there are no more. Raises SyntaxFault where nothing does."""
        is_apart = self.took("newline") or is_first
        if not is_first and self.took(","):
            self.skip_newlines()
            is_apart = True
        if self.kind == close:
            return True
        if not is_apart:
            raise self.fault("bicep.expected-mark", mark=close)
        return False

    def deeper(self) -> None:
        """Go one level in. Raises SyntaxFault where that is too deep. Whoever calls comes back by `depth -= 1`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise SyntaxFault("bicep.too-deep", self.start, self.token.end, most=DEEPEST)

    def fault(self, key: str, **values: object) -> SyntaxFault:
        """Return the fault that something else than `key` says comes next."""
        token = self.token
        if token.kind == "bad":
            return SyntaxFault(token.text, token.start, token.end, found=self._shown(token))
        return SyntaxFault(key, token.start, token.end, **values, found=self._shown(token))

    def _shown(self, token: Token) -> str | Sentence:
        if token.kind in ("newline", "end"):
            return sentence("bicep.end-of-line" if token.kind == "newline" else "bicep.end-of-file")
        shown = self.text[token.start : token.end].partition("\n")[0]
        return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"
