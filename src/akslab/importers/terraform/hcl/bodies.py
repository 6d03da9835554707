"""Files of HCL: arguments and blocks. A fault costs the block it stands in, never the rest of the file.

What such a block says before the fault is kept, and the block is marked: what it lacks may still have been written.
"""

import re

from msgspec import Struct

from .cursor import DEEPEST, MOST_FAULTS, Cursor, HclError
from .expressions import expression
from .syntax import Argument, Block, Body, Expression, Fault, Literal
from .templates import quoted

_TOP = "resource|data|module|variable|output|locals|provider|terraform|moved|import|removed|check|ephemeral|action"
_HEAD = re.compile(rf"^[ \t]*(?:{_TOP})\b[^\n={{]*\{{", re.MULTILINE)


class Parsed(Struct, frozen=True):
    """A file as far as it could be read."""

    body: Body
    faults: tuple[Fault, ...] = ()


class _Open(Struct):
    """A body that is being read."""

    arguments: dict[str, Argument] = {}
    blocks: list[Block] = []

    def closed(self, *, is_broken: bool = False) -> Body:
        return Body(self.arguments, tuple(self.blocks), is_broken)


class _Reader:
    def __init__(self, text: str) -> None:
        self.cursor = Cursor(text)
        self.faults: list[Fault] = []

    def file(self) -> Parsed:
        """Read everything; behind a fault go on with the next block that starts a line."""
        top = _Open({}, [])
        at, is_broken = int(self.cursor.text.startswith("\ufeff")), False
        while at >= 0:
            try:
                self._restart(at)
                self._items(top, "end")
                break
            except (HclError, RecursionError) as error:
                fault = error.fault if isinstance(error, HclError) else self._too_deep()
                self.faults.append(fault)
                is_broken = True
                at = self._behind(fault)
        return Parsed(top.closed(is_broken=is_broken), tuple(self.faults))

    def _too_deep(self) -> Fault:
        return Fault("hcl.too-deep", self.cursor.start, self.cursor.end, {"most": str(DEEPEST)})

    def _restart(self, at: int) -> None:
        cursor = self.cursor
        cursor.stop, cursor.depth, cursor.ignores_lines, cursor.bound = len(cursor.text), 0, False, []
        cursor.references = []
        cursor.go(at)

    def _behind(self, fault: Fault) -> int:
        """Return where to go on, or -1."""
        if len(self.faults) >= MOST_FAULTS:
            return -1
        if fault.key == "hcl.open-block":
            return fault.start
        line_end = self.cursor.text.find("\n", max(fault.start, self.cursor.last))
        found = _HEAD.search(self.cursor.text, line_end) if line_end >= 0 else None
        return found.start() if found else -1

    def _items(self, into: _Open, end: str) -> None:
        """Read arguments and blocks up to the closing brace, or the end of the file."""
        cursor = self.cursor
        while True:
            while cursor.kind == "line":
                cursor.advance()
            if cursor.kind == end or cursor.is_sign(end):
                return
            self._check_closed(end)
            start, name = cursor.start, self._name()
            if cursor.is_sign("="):
                self._argument(into, name, start)
            else:
                self._block(into, name, start)
            if cursor.kind not in ("line", "end") and not cursor.is_sign(end):
                raise cursor.unexpected("line")

    def _check_closed(self, end: str) -> None:
        """Refuse `resource` at the start of a line inside a block: a brace is missing above it."""
        cursor = self.cursor
        is_inside = end == "}" and cursor.kind == "word" and cursor.lexeme in _TOP.split("|")
        if is_inside and cursor.text[cursor.start - 1] == "\n" and _HEAD.match(cursor.text, cursor.start):
            raise HclError(Fault("hcl.open-block", cursor.start, cursor.end, {"block": cursor.lexeme}))

    def _name(self) -> str:
        """Return the name of an argument or block; JSON-like quotes around it are an old habit."""
        cursor = self.cursor
        if cursor.kind == "text":
            name = cursor.lexeme[1:-1]
            cursor.advance()
            return name
        return cursor.take_word()

    def _argument(self, into: _Open, name: str, start: int) -> None:
        cursor = self.cursor
        known = len(cursor.references)
        cursor.advance()
        value = expression(cursor)
        if name in into.arguments:
            self.faults.append(Fault("hcl.twice", start, start + len(name), {"name": name}))
            return
        into.arguments[name] = Argument(name, value, start, tuple(cursor.references[known:]))

    def _block(self, into: _Open, type_: str, start: int) -> None:
        cursor = self.cursor
        labels: list[str] = []
        while not cursor.is_sign("{"):
            labels.append(self._label())
        end = cursor.last
        body = _Open({}, [])
        cursor.deeper()
        try:
            cursor.advance()
            self._items(body, "}")
            cursor.advance()
        except (HclError, RecursionError):
            into.blocks.append(Block(type_, tuple(labels), body.closed(is_broken=True), start, end))
            raise
        cursor.depth -= 1
        into.blocks.append(Block(type_, tuple(labels), body.closed(), start, end))

    def _label(self) -> str:
        cursor = self.cursor
        if cursor.kind in ("word", "text"):
            label = cursor.lexeme.strip('"')
            cursor.advance()
            return label
        if cursor.kind == "quote":
            found = quoted(cursor, expression)
            if isinstance(found, Literal):
                return str(found.value)
        raise cursor.unexpected("{")


def parse_file(text: str) -> Parsed:
    """Return what a `.tf` or `.tfvars` file says and where its syntax is wrong. Never raises."""
    return _Reader(text).file()


def parse_expression(text: str) -> Expression:
    """Return a lone expression: a value from the command line. Raises HclError."""
    cursor = Cursor(text)
    cursor.ignores_lines = True
    cursor.advance()
    found = expression(cursor)
    if cursor.kind != "end":
        raise cursor.unexpected("end")
    return found
