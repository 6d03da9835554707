"""YAML as configuration files have it -> nodes: blocks, lists, quotes, JSON on one line. The rest of YAML is not read.

Anchors, tags, several documents, numbers with fractions and texts over several lines are refused as a whole: a value
read wrongly would be worse than one that is not known.
"""

import json
import re

from msgspec import Struct

from ...deployments.nodes import Node
from ...deployments.origins import Origin

DEEPEST = 40
_LINE = re.compile(r"([ ]*+)([^\r\n]*)")
_KEY = re.compile(r"""("(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'|[A-Za-z_/][\w ./@-]*?)[ ]*:(?:[ ]+|$)""")
_FLOW = re.compile(r"""[ ]*+("(?:[^"\\]|\\.)*+"|'(?:[^']|'')*+'|[\[\]{},]|:(?=[ ])|[^\[\]{},\s:"'][^\[\]{},:"']*+)""")
_COMMENT = re.compile(r"(?:^|[ ])#.*")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?[0-9.][0-9.eE_xoa-fA-F+-]*|\.inf|\.nan", re.IGNORECASE)
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_STRANGE = ("&", "*", "!", "|", ">", "%", "@", "`", "?", "---", "...")


class NotReadError(ValueError):
    """The text has something that is not read; `offset` is where."""

    def __init__(self, offset: int) -> None:
        super().__init__(f"not read at {offset}")
        self.offset = offset


class _Line(Struct, frozen=True):
    indent: int
    text: str
    start: int


def parse_yaml(text: str, file: str) -> Node:
    """Return the value of a YAML text, each part where it is written. Raises NotReadError."""
    lines = _Lines(text, file)
    made = lines.block(0, 0)
    if lines.at < len(lines.lines):
        raise NotReadError(lines.lines[lines.at].start)
    return made


class _Lines:
    def __init__(self, text: str, file: str) -> None:
        self.file, self.lines, self.at = file, list[_Line](), 0
        for found in _LINE.finditer(text):
            written = found[2].rstrip()
            if written.startswith(("\t", *_STRANGE)) and not (written == "---" and not self.lines):
                raise NotReadError(found.start(2))
            if written and not written.startswith("#") and written != "---":
                self.lines.append(_Line(len(found[1]), written, found.start(2)))

    def block(self, indent: int, depth: int) -> Node:
        """Return what stands at this indent or deeper, null for nothing."""
        if self.at >= len(self.lines) or self.lines[self.at].indent < indent:
            return Node(None)
        line = self.lines[self.at]
        if depth > DEEPEST:
            raise NotReadError(line.start)
        if _is_item(line.text):
            return self._list(line.indent, depth)
        if _KEY.match(line.text):
            return self._mapping(line.indent, depth)
        self.at += 1
        return self._value(line.text, line.start)

    def _list(self, indent: int, depth: int) -> Node:
        start, made = self.lines[self.at].start, list[Node]()
        while self.at < len(self.lines) and self.lines[self.at].indent == indent and _is_item(self.lines[self.at].text):
            line = self.lines[self.at]
            rest = line.text[1:].lstrip()
            if not rest or rest.startswith("#"):
                self.at += 1
                made.append(self.block(indent + 1, depth + 1))
                continue
            moved = len(line.text) - len(rest)
            self.lines[self.at] = _Line(indent + moved, rest, line.start + moved)
            made.append(self.block(indent + moved, depth + 1))
        return Node(tuple(made), self._origin(start))

    def _mapping(self, indent: int, depth: int) -> Node:
        start, made = self.lines[self.at].start, dict[str, Node]()
        while self.at < len(self.lines) and self.lines[self.at].indent == indent:
            line = self.lines[self.at]
            found = _KEY.match(line.text)
            if found is None:
                raise NotReadError(line.start)
            self.at += 1
            rest, at = line.text[found.end() :], line.start + found.end()
            if rest and not rest.startswith("#"):
                value = self._value(rest, at)
            else:
                is_list = self.at < len(self.lines) and _is_item(self.lines[self.at].text)
                value = self.block(indent if is_list else indent + 1, depth + 1)
            made[_key(found[1], line.start)] = value
        return Node(made, self._origin(start))

    def _value(self, written: str, start: int) -> Node:
        if written.startswith(_STRANGE):
            raise NotReadError(start)
        if written[0] in "[{":
            return _Flow(written, start, self.file).read()
        if written[0] not in "\"'":
            written = _COMMENT.sub("", written).rstrip()
        return Node(_scalar(written, start), Origin(file=self.file, start=start, end=start + len(written)))

    def _origin(self, start: int) -> Origin:
        last = self.lines[self.at - 1]
        return Origin(file=self.file, start=start, end=last.start + len(last.text))


class _Flow:
    """Lists and objects on one line: `[a, 'b']`, `{ a: 1 }`."""

    def __init__(self, written: str, start: int, file: str) -> None:
        self._written, self._start, self._file, self._at = written, start, file, 0

    def read(self) -> Node:
        made = self._next(0)
        if _COMMENT.sub("", " " + self._written[self._at :]).strip():
            raise NotReadError(self._start + self._at)
        return made

    def _mark(self) -> str:
        found = _FLOW.match(self._written, self._at)
        if found is None:
            raise NotReadError(self._start + self._at)
        self._at = found.end()
        return found[1]

    def _next(self, depth: int, mark: str = "") -> Node:
        mark = mark or self._mark()
        start = self._start + self._at - len(mark)
        if depth > DEEPEST or mark in ("]", "}", ",", ":"):
            raise NotReadError(start)
        if mark == "[":
            value: object = tuple(self._items(depth))
        elif mark == "{":
            value = dict(self._members(depth))
        else:
            value = _scalar(mark.rstrip(), start)
            return Node(value, Origin(file=self._file, start=start, end=start + len(mark.rstrip())))
        return Node(value, Origin(file=self._file, start=start, end=self._start + self._at))

    def _items(self, depth: int) -> "list[Node]":
        made = list[Node]()
        mark = self._mark()
        while mark != "]":
            made.append(self._next(depth + 1, mark))
            mark = self._mark()
            if mark == ",":
                mark = self._mark()
        return made

    def _members(self, depth: int) -> "list[tuple[str, Node]]":
        made = list[tuple[str, Node]]()
        mark = self._mark()
        while mark != "}":
            key = _key(mark.rstrip(), self._start + self._at - len(mark))
            if self._mark() != ":":
                raise NotReadError(self._start + self._at)
            made.append((key, self._next(depth + 1)))
            mark = self._mark()
            if mark == ",":
                mark = self._mark()
        return made


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith("- ")


def _key(written: str, start: int) -> str:
    return str(_scalar(written, start)) if written[:1] in ("'", '"') else written


def _scalar(written: str, start: int) -> bool | int | str | None:
    if written[:1] == '"':
        try:
            return str(json.loads(written))
        except ValueError:
            raise NotReadError(start) from None
    if written[:1] == "'":
        if len(written) < 2 or written[-1] != "'":
            raise NotReadError(start)
        return written[1:-1].replace("''", "'")
    if written.lower() in _WORDS:
        return _WORDS[written.lower()]
    if _INTEGER.fullmatch(written):
        return int(written)
    if _NUMBER.fullmatch(written) and not re.fullmatch(r"[0-9]+(?:\.[0-9]+){2,}", written):
        raise NotReadError(start)
    return written
