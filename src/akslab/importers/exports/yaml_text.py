"""YAML as kubectl and az write it, and people by hand -> plain values: mappings and lists, also in brackets, and texts.

Not all of YAML: anchors, tags and merge keys never come out of an API server, and what they can do to a reader (a
document that multiplies itself) is no loss. They are refused with their line.
"""

import json
import re
from itertools import islice
from typing import Any

from ...wire.sentences import Sentence, sentence
from .yaml_flow import DEEPEST, ENDING, Flow, FlowError

_PLAIN_KEY = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`][^\n]*?|-[^\s][^\n]*?"""
_KEY = re.compile(rf"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|{_PLAIN_KEY})[ \t]*:(?:[ \t]+|$)""")
_BLOCK = re.compile(r"[|>]([+-]?)([1-9]?)([+-]?)[ \t]*(?:#.*)?")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?[0-9]+(?:\.[0-9]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)")
_WORDS: dict[str, Any] = {"null": None, "~": None, "": None, "true": True, "false": False}
_REFUSED = {"&": "anchor", "*": "alias", "!": "tag", "%": "directive", "@": "at", "`": "backtick"}


class YamlError(ValueError):
    """The text is not the YAML that is read here. `reason` is of the exports' catalogues; `line` counts from 1."""

    def __init__(self, reason: Sentence, line: int) -> None:
        super().__init__(f"{reason.key} in line {line}")
        self.reason, self.line = reason, line


def parse_yaml(text: str) -> list[Any]:
    """Return the documents of a YAML text. Raises YamlError."""
    documents, lines = list[Any](), text.replace("\r\n", "\n").split("\n")
    start = 0
    for number, line in enumerate([*lines, "---"]):
        if line == "---" or line.startswith("--- ") or line == "...":
            reader = _Reader(lines[start:number], start)
            if reader.has_content:
                documents.append(reader.document())
            start = number + 1
    return documents


class _Reader:
    """Reads one document line by line; `at` is the next line."""

    def __init__(self, lines: list[str], offset: int) -> None:
        self.lines, self.offset, self.at = lines, offset, 0
        self._skip()

    @property
    def has_content(self) -> bool:
        return self.at < len(self.lines)

    def document(self) -> Any:
        value = self.block(0, 0)
        if self.has_content:
            raise self.wrong("yaml.alone")
        return value

    def wrong(self, key: str, **values: object) -> YamlError:
        return YamlError(sentence(key, **values), self.offset + self.at + 1)

    def _skip(self) -> None:
        """Go on to the next line that says something."""
        while self.at < len(self.lines) and self.lines[self.at].strip()[:1] in ("", "#"):
            self.at += 1

    def indent(self) -> int:
        """Return the indentation of the next line, -1 at the end."""
        if not self.has_content:
            return -1
        line = self.lines[self.at]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise self.wrong("yaml.tab")
        return len(line) - len(line.lstrip(" "))

    def block(self, least: int, depth: int) -> Any:
        """Return the value that starts at the next line, indented by at least `least`; None where there is none."""
        if depth > DEEPEST:
            raise self.wrong("yaml.deep", most=DEEPEST)
        indent = self.indent()
        if indent < least:
            return None
        rest = self.lines[self.at][indent:]
        if rest == "-" or rest.startswith("- "):
            return self.listed(indent, depth)
        if _KEY.match(rest):
            return self.mapping(indent, depth)
        self.at += 1
        return self.scalar(rest, indent - 1)

    def listed(self, indent: int, depth: int) -> list[Any]:
        found: list[Any] = []
        while self.indent() == indent and (self.lines[self.at][indent:] + " ").startswith("- "):
            line = self.lines[self.at]
            rest = line[indent + 1 :].lstrip(" ")
            inner = len(line) - len(rest)
            if not rest or rest.startswith("#"):
                self.at += 1
                self._skip()
                found.append(self.block(indent + 1, depth + 1))
            elif rest == "-" or rest.startswith("- ") or _KEY.match(rest):
                # The element starts on this line: read it as if it stood alone, indented as far.
                self.lines[self.at] = " " * inner + rest
                found.append(self.block(inner, depth + 1))
            else:
                self.at += 1
                found.append(self.scalar(rest, indent))
            self._skip()
        return found

    def mapping(self, indent: int, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while self.indent() == indent:
            key = _KEY.match(self.lines[self.at][indent:])
            if key is None:
                break
            name = str(_unquoted(key[1]))
            if name in found:
                raise self.wrong("yaml.twice", name=name)
            rest = self.lines[self.at][indent + key.end() :]
            self.at += 1
            found[name] = self.value(rest, indent, depth)
            self._skip()
        return found

    def value(self, rest: str, indent: int, depth: int) -> Any:
        """Return what stands behind a key."""
        if rest.strip() and not rest.startswith("#"):
            return self.scalar(rest, indent)
        self._skip()
        inner = self.indent()
        if inner == indent and (self.lines[self.at][inner:] + " ").startswith("- "):
            return self.listed(inner, depth + 1)
        return self.block(indent + 1, depth + 1) if inner > indent else None

    def scalar(self, rest: str, indent: int) -> Any:
        """Return the scalar that starts with `rest`; lines indented by more than `indent` go on with it."""
        if block := _BLOCK.fullmatch(rest.rstrip()):
            return self.literal(rest[0], block[1] or block[3], int(block[2] or 0), indent)
        if rest[0] in _REFUSED:
            self.at -= 1
            raise self.wrong(f"yaml.{_REFUSED[rest[0]]}")
        if rest[0] in "\"'":
            return self.quoted(rest)
        if rest[0] in "[{":
            return self.flow(rest)
        parts = [rest.strip()]
        while self.indent() > indent:
            if _KEY.match(self.lines[self.at].strip()):
                raise self.wrong("yaml.key")
            parts.append(self.lines[self.at].strip())
            self.at += 1
        return _plain(re.split(r"(?:^|[ \t])#", " ".join(parts), maxsplit=1)[0].strip())

    def quoted(self, rest: str) -> str:
        """Return a quoted text; in one of several lines a line break is a blank, two are one break."""
        mark, parts = rest[0], [rest[1:].rstrip()]
        ending = ENDING[mark]
        while (found := ending.match(parts[-1])) is None:
            if self.at >= len(self.lines):
                raise self.wrong("yaml.quote")
            parts.append(self.lines[self.at].strip())
            self.at += 1
        parts[-1] = found[0][:-1]
        return _unquoted(mark + _folded(parts, mark) + mark)

    def flow(self, rest: str) -> Any:
        """Return a list or object in brackets."""
        try:
            return json.loads(rest, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            # Words without quotation marks, a comment, or more lines.
            flow = Flow(rest, islice(self.lines, self.at, None), lambda mark, parts: _joined(parts, mark), _plain)
        try:
            value = flow.whole()
        except FlowError as error:
            raise YamlError(error.reason, self.offset + self.at + error.line) from None
        self.at += flow.taken
        return value

    def literal(self, style: str, chomping: str, given: int, indent: int) -> str:
        """Return the text of a block scalar."""
        taken: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            taken.append(line)
            self.at += 1
        filled = [line for line in taken if line.strip()]
        depth = indent + given if given else min((len(line) - len(line.lstrip(" ")) for line in filled), default=0)
        if given and indent < 0:
            depth = given
        lines = [line[depth:] for line in taken]
        body = "\n".join(lines) if style == "|" else re.sub(r"(?<=\S)\n(?=\S)", " ", "\n".join(lines))
        if chomping == "+":
            return body + "\n"
        stripped = body.rstrip("\n ")
        return stripped if chomping == "-" or not stripped else stripped + "\n"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; one with a key twice is left to who says where that is."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found


def _joined(parts: list[str], mark: str) -> str:
    return _unquoted(mark + _folded(parts, mark) + mark)


def _folded(parts: list[str], mark: str) -> str:
    """Return the lines of a quoted text as one: an empty line is a break, a backslash at the end joins without blank."""
    pieces, is_joined = [parts[0]], True
    for part in parts[1:]:
        if not part:
            pieces.append("\n")
            is_joined = False
            continue
        if mark == '"' and pieces[-1].endswith("\\") and not pieces[-1].endswith("\\\\"):
            pieces[-1] = pieces[-1][:-1]
        elif is_joined:
            pieces.append(" ")
        pieces.append(part)
        is_joined = True
    return "".join(pieces)


def _unquoted(text: str) -> str:
    if text.startswith("'"):
        return text[1:-1].replace("''", "'")
    if text.startswith('"'):
        return re.sub(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", _escape, text[1:-1], flags=re.DOTALL)
    return text


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "v": "\v"}


def _escape(found: "re.Match[str]") -> str:
    code = found[1]
    if len(code) > 1:
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 else "�"
    return _ESCAPES.get(code, code)


def _plain(text: str) -> Any:
    lowered = text.lower()
    if lowered in _WORDS and text in (lowered, lowered.capitalize(), lowered.upper()):
        return _WORDS[lowered]
    if len(text) < 300 and _NUMBER.fullmatch(text):
        return int(text)
    if len(text) < 300 and _FLOAT.fullmatch(text):
        return float(text)
    return text
