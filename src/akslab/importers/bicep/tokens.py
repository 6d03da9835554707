"""A Bicep text -> tokens, by one regular expression that never goes back, so that no text takes long.

A line break is a token, because it ends a statement. A text with holes comes as pieces: `left`, then for each further
hole a `middle`, then a `right`, with the tokens of the expressions between them. The pieces are decoded here.
"""

import re

from msgspec import Struct

_TOKEN = re.compile(
    r"""
    (?P<blank> [ \t]++ | //[^\r\n]*+ | /\*(?:[^*]|\*(?!/))*+\*/
             | \#(?:disable-next-line|disable-diagnostics|restore-diagnostics)(?![\w-])[^\r\n]*+ )
  | (?P<newline> [\r\n]++ )
  | (?P<word> [A-Za-z_][A-Za-z0-9_]*+ )
  | (?P<number> [0-9]++ )
  | (?P<raw> \$*+''' )
  | (?P<quote> ' )
  | (?P<mark> \.\.\. | \?\? | :: | => | == | =~ | != | !~ | <= | >= | && | \|\| | [-+*/%!<>=?:.,;@|^(){}\[\]] )
    """,
    re.VERBOSE,
)
_LINE_PIECE = re.compile(r"((?:[^'\\\r\n$]++|\\[^\r\n]|\$(?!\{))*+)(\$\{|')?")
_RAW_PIECE = re.compile(r"(?:[^'$]++|'{1,2}+(?!')|\$++(?!\{))*+")
_RAW_END = re.compile(r"'{3,}+|\$++\{")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,8})\}|([nrt\\'])|\$)|\\")
_DOLLARS = re.compile(r"\$++|.", re.DOTALL)
_LAST_CODE_POINT = 0x10FFFF
_SPOKEN = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", "'": "'"}


class Token(Struct, frozen=True, gc=False):
    """One token and its place.

    `kind` is a mark itself (`{`, `??`), or `word`, `number`, `text` (a whole one), `left`, `middle`, `right`,
    `newline`, `end`, or `bad`: then `text` is the key of the sentence that says why.
    """

    kind: str
    text: str
    start: int
    end: int


class _Hole:
    """An expression inside a text: how many braces are open in it, and the dollars that open another one."""

    __slots__ = ("braces", "dollars")

    def __init__(self, dollars: int) -> None:
        self.braces, self.dollars = 0, dollars


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a Bicep text, the last one of kind `end`. Never raises, linear in the length."""
    return _Lexer(text).read()


class _Lexer:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[Token] = []
        self._holes: list[_Hole] = []

    def read(self) -> list[Token]:
        text, at = self._text, 1 if self._text.startswith("\ufeff") else 0
        match, length = _TOKEN.match, len(text)
        while at < length:
            found = match(text, at)
            if found is None:
                at = self._stranger(at)
                continue
            kind, end = found.lastgroup, found.end()
            if kind in ("word", "number"):
                self._tokens.append(Token(kind, found[0], at, end))
            elif kind == "mark":
                end = self._mark(found[0], at, end)
            elif kind == "quote":
                end = self._line_piece(at, end, "left", "text")
            elif kind == "raw":
                end = self._raw_piece(at, end, end - at - 3, is_first=True)
            elif kind == "newline":
                self._newline(at, end)
            at = end
        self._tokens.append(Token("end", "", length, length))
        return self._tokens

    def _stranger(self, at: int) -> int:
        """Take a character that begins no token; an open comment takes the rest of the text."""
        is_comment = self._text.startswith("/*", at)
        end = len(self._text) if is_comment else _DOLLARS.match(self._text, at).end()  # type: ignore[union-attr]
        key = "bicep.unfinished-comment" if is_comment else "bicep.strange-character"
        self._tokens.append(Token("bad", key, at, end))
        return end

    def _newline(self, at: int, end: int) -> None:
        if self._holes:
            self._holes.clear()
            self._tokens.append(Token("bad", "bicep.unfinished-text", at, at))
        if self._tokens and self._tokens[-1].kind != "newline":
            self._tokens.append(Token("newline", "", at, end))

    def _mark(self, mark: str, at: int, end: int) -> int:
        if mark == "/" and self._text.startswith("*", end):
            return self._stranger(at)
        if self._holes and mark in "{}":
            hole = self._holes[-1]
            if mark == "}" and hole.braces == 0:
                self._holes.pop()
                if hole.dollars:
                    return self._raw_piece(at, end, hole.dollars, is_first=False)
                return self._line_piece(at, end, "middle", "right")
            hole.braces += 1 if mark == "{" else -1
        self._tokens.append(Token(mark, mark, at, end))
        return end

    def _line_piece(self, start: int, at: int, before_hole: str, last: str) -> int:
        """Read a piece of a text that ends on its line; `start` is its opening quote or brace."""
        found = _LINE_PIECE.match(self._text, at)
        assert found  # it matches nothing at all, too
        end, closed = found.end(), found[2]
        if not closed:
            self._tokens.append(Token("bad", "bicep.unfinished-text", start, end))
            return end + (self._text[end : end + 1] == "\\")
        if closed == "${":
            self._holes.append(_Hole(0))
        self._add_piece(before_hole if closed == "${" else last, found[1], start, end)
        return end

    def _add_piece(self, kind: str, written: str, start: int, end: int) -> None:
        value = _unescaped(written) if "\\" in written else written
        if value is None:
            self._tokens.append(Token("bad", "bicep.strange-escape", start, end))
        else:
            self._tokens.append(Token(kind, value, start, end))

    def _raw_piece(self, start: int, at: int, dollars: int, *, is_first: bool) -> int:
        """Read a piece of a text between three quotes; so many dollars before a brace open a hole in it, 0: none do."""
        text, end = self._text, at
        while True:
            inner = _RAW_PIECE.match(text, end)
            assert inner  # it matches nothing at all, too
            found = _RAW_END.match(text, inner.end())
            if found is None:
                self._tokens.append(Token("bad", "bicep.unfinished-text", start, len(text)))
                return len(text)
            end = found.end()
            if found[0][0] == "'":
                kind, close = ("text" if is_first else "right"), 3
                break
            if 0 < dollars < len(found[0]):
                kind, close = ("left" if is_first else "middle"), dollars + 1
                self._holes.append(_Hole(dollars))
                break
        value = text[at : end - close]
        if is_first:
            value = value.removeprefix("\r").removeprefix("\n")
        self._tokens.append(Token(kind, value, start, end))
        return end


def _unescaped(written: str) -> str | None:
    """Return a piece with its escapes read; None where one is none, or half of a surrogate pair stands alone."""
    is_sound = True

    def read(found: "re.Match[str]") -> str:
        nonlocal is_sound
        code, letter = found[1], found[2]
        if code is not None and int(code, 16) <= _LAST_CODE_POINT:
            return chr(int(code, 16))
        if letter is not None:
            return _SPOKEN[letter]
        if found[0] == "\\$":
            return "$"
        is_sound = False
        return ""

    value = _ESCAPE.sub(read, written)
    try:
        return value.encode("utf-16", "surrogatepass").decode("utf-16") if is_sound else None
    except UnicodeDecodeError:
        return None
