"""Texts with `${…}` and `%{…}` in quotes and heredocs, as HCL reads them: escapes, strip markers, indentation."""

import re
from collections.abc import Callable

from msgspec import Struct

from .cursor import Cursor, HclError
from .syntax import Branch, Expression, Fault, Literal, Loop, Part, Template

_QUOTED = re.compile(r'(?:\$\$\{|%%\{|[^"\\$%\n]+|\\.|\$(?!\{)|%(?!\{))*')
_BARE = re.compile(r"(?:\$\$\{|%%\{|[^$%]+|\$(?!\{)|%(?!\{))*")
_ESCAPE = re.compile(r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)|\$\$\{|%%\{")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_BEHIND_LINE = re.compile(r"(?<=\n)")

Parse = Callable[[Cursor], Expression]


class _Piece(Struct):
    """A lexeme of a template: a text, a value, or a directive."""

    kind: str
    """`text`, `value`, `if`, `else`, `endif`, `for`, `endfor`."""
    start: int
    text: str = ""
    value: Expression | None = None
    names: tuple[str, str] = ("", "")
    strips_before: bool = False
    strips_behind: bool = False


def quoted(cursor: Cursor, parse: Parse) -> Expression:
    """Return the text whose opening quote is the current lexeme, and go behind its end."""
    start = cursor.start
    pieces, end = _pieces(cursor, cursor.end, cursor.stop, parse)
    if cursor.text[end : end + 1] != '"' or end >= cursor.stop:
        raise HclError(Fault("hcl.open-text", start, end))
    cursor.go(end + 1)
    _strip(pieces)
    return _assembled(pieces, start, end + 1)


def heredoc(cursor: Cursor, parse: Parse) -> Expression:
    """Return the text of the heredoc whose head is the current lexeme, and go behind its end marker."""
    start, head = cursor.start, cursor.lexeme
    marker = re.escape(head.strip().lstrip("<").removeprefix("-"))
    found = re.compile(rf"^[ \t]*{marker}[ \t]*\r?$", re.MULTILINE).search(cursor.text, cursor.end, cursor.stop)
    if found is None:
        raise HclError(Fault("hcl.open-heredoc", start, cursor.end, {"marker": head.strip()}))
    pieces, _ = _pieces(cursor, cursor.end, found.start(), parse, bare=True)
    pieces = _by_line(pieces)
    _strip(pieces)
    if head.startswith("<<-"):
        _unindent(pieces)
    cursor.go(found.end())
    return _assembled(pieces, start, found.end())


def bare(text: str, parse: Parse) -> Expression:
    """Return a whole text as a template: a file, or a string of JSON. Raises HclError."""
    pieces, end = _pieces(Cursor(text), 0, len(text), parse, bare=True)
    _strip(pieces)
    return _assembled(pieces, 0, end)


def _pieces(cursor: Cursor, at: int, stop: int, parse: Parse, *, bare: bool = False) -> tuple[list[_Piece], int]:
    """Return the pieces from an offset up to `stop` or the closing quote, and where that is."""
    found: list[_Piece] = []
    literal = _BARE if bare else _QUOTED
    outer, cursor.stop = cursor.stop, stop
    while True:
        end = literal.match(cursor.text, at, stop).end()  # type: ignore[union-attr] # it matches nothing too
        if end > at:
            found.append(_Piece("text", at, _unescaped(cursor.text[at:end], at, bare)))
        if end >= stop or cursor.text[end] not in "$%":
            cursor.stop = outer
            return found, end
        found.append(_sequence(cursor, end, parse))
        at = cursor.end


def _unescaped(text: str, start: int, is_bare: bool) -> str:
    def one(found: "re.Match[str]") -> str:
        lexeme = found[0]
        if lexeme[0] != "\\":
            return lexeme[1:]
        if is_bare:
            return lexeme
        if lexeme[1] in "uU" and len(lexeme) > 2 and int(lexeme[2:], 16) < 0x110000:
            return chr(int(lexeme[2:], 16))
        if lexeme[1] not in _ESCAPED:
            at = start + found.start()
            raise HclError(Fault("hcl.escape", at, at + len(lexeme), {"escape": lexeme}))
        return _ESCAPED[lexeme[1]]

    return _ESCAPE.sub(one, text) if "\\" in text or "{" in text else text


def _sequence(cursor: Cursor, start: int, parse: Parse) -> _Piece:
    """Return the `${…}` or `%{…}` that starts at an offset; the cursor's end is then behind its brace."""
    lines, cursor.ignores_lines = cursor.ignores_lines, True
    cursor.deeper()
    cursor.go(start + 2)
    strips_before = cursor.took("~")
    piece = _value(cursor, start, parse) if cursor.text[start] == "$" else _directive(cursor, start, parse)
    piece.strips_before = strips_before
    piece.strips_behind = cursor.took("~")
    if not cursor.is_sign("}"):
        raise cursor.unexpected("}")
    cursor.ignores_lines = lines
    cursor.depth -= 1
    return piece


def _value(cursor: Cursor, start: int, parse: Parse) -> _Piece:
    return _Piece("value", start, value=parse(cursor))


def _directive(cursor: Cursor, start: int, parse: Parse) -> _Piece:
    word = cursor.take_word()
    if word == "if":
        return _Piece("if", start, value=parse(cursor))
    if word == "for":
        first = cursor.take_word()
        names = (first, cursor.take_word()) if cursor.took(",") else ("", first)
        if cursor.take_word() != "in":
            raise cursor.unexpected("in")
        collection = parse(cursor)
        cursor.bound += names
        return _Piece("for", start, value=collection, names=names)
    if word == "endfor" and len(cursor.bound) > 1:
        del cursor.bound[-2:]
    if word in ("else", "endif", "endfor"):
        return _Piece(word, start)
    raise HclError(Fault("hcl.directive", start, cursor.start, {"word": word}))


def _by_line(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces of a heredoc, each line a text of its own: strip markers reach no further."""
    found = []
    for piece in pieces:
        if piece.kind == "text":
            found += [_Piece("text", piece.start, line) for line in _BEHIND_LINE.split(piece.text) if line]
        else:
            found.append(piece)
    return found


def _unindent(pieces: list[_Piece]) -> None:
    """Take the indentation that all lines share away, as `<<-` asks; blank lines do not count.

    What strip markers took away is gone by now, so a line that began with one shares nothing.
    """
    starts, at_line_start = [], True
    for piece in pieces:
        if at_line_start and not (piece.kind == "text" and not piece.text.strip() and piece.text.endswith("\n")):
            starts.append(piece)
        at_line_start = piece.kind == "text" and piece.text.endswith("\n")
    texts = [len(each.text) - len(each.text.lstrip()) if each.kind == "text" else 0 for each in starts]
    least = min(texts, default=0)
    for each in starts:
        each.text = each.text[least:]


def _assembled(pieces: list[_Piece], start: int, end: int) -> Expression:
    parts = _nested(pieces, end)
    if all(isinstance(part, str) for part in parts):
        return Literal("".join(str(part) for part in parts), start, end)
    return Template(tuple(parts), start, end)


def _strip(pieces: list[_Piece]) -> None:
    for before, piece in zip([None, *pieces], pieces, strict=False):
        if before and piece.strips_before and before.kind == "text":
            before.text = before.text.rstrip()
        if before and before.strips_behind and piece.kind == "text":
            piece.text = piece.text.lstrip()


def _nested(pieces: list[_Piece], end: int) -> list[Part]:
    """Return the parts with what stands between `if` and `endif`, `for` and `endfor` inside them."""
    top: list[Part] = []
    open_: list[tuple[_Piece, list[list[Part]]]] = []
    into = top
    for piece in pieces:
        if piece.kind == "text":
            _append_text(into, piece.text)
        elif piece.kind == "value" and piece.value is not None:
            into.append(piece.value)
        elif piece.kind in ("if", "for"):
            open_.append((piece, [into, []]))
            into = open_[-1][1][-1]
        elif piece.kind == "else" and open_ and open_[-1][0].kind == "if" and len(open_[-1][1]) == 2:
            open_[-1][1].append([])
            into = open_[-1][1][-1]
        elif piece.kind.startswith("end") and open_ and open_[-1][0].kind == piece.kind[3:]:
            opened, (outer, *inner) = open_.pop()
            outer.append(_closed(opened, inner))
            into = outer
        else:
            raise HclError(Fault("hcl.directive", piece.start, piece.start + 2, {"word": piece.kind}))
    if open_:
        raise HclError(Fault("hcl.open-directive", open_[-1][0].start, end, {"word": open_[-1][0].kind}))
    return top


def _append_text(parts: list[Part], text: str) -> None:
    if parts and isinstance(parts[-1], str):
        parts[-1] += text
    elif text:
        parts.append(text)


def _closed(piece: _Piece, inner: list[list[Part]]) -> Part:
    assert piece.value is not None
    if piece.kind == "for":
        return Loop(*piece.names, piece.value, tuple(inner[0]))
    return Branch(piece.value, tuple(inner[0]), tuple(inner[1]) if len(inner) > 1 else ())
