"""YAML as configurations use it: block and flow collections, quoted, plain and literal scalars, comments.

Anchors, tags and several documents in one text are refused by name. What is written is YAML of the same value, with
every text in quotes.
"""

import json
import re
from decimal import Decimal
from typing import Any

from ...exact_numbers import NumberError, number_of, written

DEEPEST = 100
_KEY = re.compile(
    r"""(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s\-?\[\]{},#&*!|>'"%@`][^#:]*?|[-?:][^\s#:][^#:]*?))\s*:(?=\s|$)"""
)
_COMMENT = re.compile(r"\s+#.*$")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None} | {
    word: value for value, name in ((True, "true"), (False, "false")) for word in (name, name.title(), name.upper())
}
_WORDS |= dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True)
_WORDS |= dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False)
"""YAML 1.1's, as Terraform reads it."""
_BLOCK = re.compile(r"[|>][-+]?\d?[-+]?\s*(?:#.*)?")


class YamlError(ValueError):
    """The text is no YAML that can be read here; `key` is a clause of the catalogue."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def from_yaml(text: str) -> Any:
    """Return the value of one YAML document; lists are tuples. Raises YamlError."""
    lines = [line.rstrip("\r") for line in text.split("\n")]
    reader = _Reader(lines)
    try:
        found = reader.value(-1)
    except RecursionError:
        raise YamlError("tf.why-yaml-deep") from None
    reader.skip()
    if reader.at < len(lines) and not reader.line.startswith("..."):
        raise YamlError("tf.why-yaml-line", line=reader.at + 1)
    return found


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines, self.at, self.depth = lines, 0, 0
        if lines and lines[0].startswith("%"):
            raise YamlError("tf.why-yaml-part")

    @property
    def line(self) -> str:
        """The current line."""
        return self.lines[self.at]

    def skip(self) -> None:
        """Go to the next line with something on it."""
        while self.at < len(self.lines):
            content = self.line.strip()
            if content.startswith("---") and self.at == next(
                (n for n, each in enumerate(self.lines) if each.strip()), 0
            ):
                self.lines[self.at] = self.line.replace("---", "   ", 1)
                continue
            if content and not content.startswith("#"):
                return
            self.at += 1

    def indent(self) -> int:
        """Return the indentation of the current line, -1 at the end."""
        self.skip()
        if self.at >= len(self.lines) or self.line.startswith(("---", "...")):
            return -1
        if self.line.lstrip(" ").startswith("\t"):
            raise YamlError("tf.why-yaml-line", line=self.at + 1)
        return len(self.line) - len(self.line.lstrip(" "))

    def value(self, outer: int) -> Any:
        """Read the value that is indented more than `outer`."""
        indent = self.indent()
        if indent <= outer:
            return None
        self.depth += 1
        if self.depth > DEEPEST:
            raise YamlError("tf.why-yaml-deep")
        content = self.line[indent:]
        if content == "-" or content.startswith("- "):
            found: Any = self.sequence(indent)
        elif _KEY.match(content):
            found = self.mapping(indent)
        else:
            self.at += 1
            found = self.scalar(content, indent - 1)
        self.depth -= 1
        return found

    def sequence(self, indent: int) -> tuple[Any, ...]:
        """Read the lines that start with a dash."""
        items = []
        while self.indent() == indent and (self.line[indent:] == "-" or self.line.startswith("- ", indent)):
            rest = self.line[indent + 1 :]
            if not rest.strip() or rest.strip().startswith("#"):
                self.at += 1
                items.append(self.value(indent))
            else:
                self.lines[self.at] = f"{' ' * (indent + 1)}{rest}"
                items.append(self.value(indent))
        return tuple(items)

    def mapping(self, indent: int) -> dict[str, Any]:
        """Read the lines that start with a key."""
        made: dict[str, Any] = {}
        while self.indent() == indent:
            found = _KEY.match(self.line, indent)
            if found is None:
                raise YamlError("tf.why-yaml-line", line=self.at + 1)
            key = _key(found)
            if key in made:
                raise YamlError("tf.why-yaml-line", line=self.at + 1)
            made[key] = self.behind(self.line[found.end() :].strip(), indent)
        return made

    def behind(self, rest: str, indent: int) -> Any:
        """Read the value behind a key, on its line or below."""
        self.at += 1
        if rest and not rest.startswith("#"):
            return self.scalar(rest, indent)
        if self.indent() == indent and self.line[indent : indent + 2] in ("-", "- "):
            return self.sequence(indent)
        return self.value(indent)

    def scalar(self, text: str, outer: int) -> Any:
        """Read a scalar or flow collection that starts with `text`; it may go on in lines below."""
        if text[0] in "&*!":
            raise YamlError("tf.why-yaml-part")
        if _BLOCK.fullmatch(text):
            return self.block(text, outer)
        if text[0] in "[{\"'":
            return self.flow(text, outer)
        parts = [_COMMENT.sub("", text)]
        while self.indent() > outer >= 0 or (outer < 0 <= self.indent()):
            parts.append(_COMMENT.sub("", self.line.strip()))
            self.at += 1
        return _plain(" ".join(parts))

    def block(self, head: str, outer: int) -> str:
        """Read a literal (`|`) or folded (`>`) text."""
        lines: list[str] = []
        while self.at < len(self.lines):
            line = self.line
            if line.strip() and len(line) - len(line.lstrip(" ")) <= max(outer, 0) and not (outer < 0):
                break
            lines.append(line)
            self.at += 1
        indents = [len(line) - len(line.lstrip(" ")) for line in lines if line.strip()]
        width = min(indents, default=0)
        body = "\n".join(line[width:] for line in lines)
        if head[0] == ">":
            body = re.sub(r"(?<=\S)\n+(?=\S)", lambda breaks: breaks[0][1:] or " ", body)
        stripped = body.rstrip("\n")
        if "-" in head[:3]:
            return stripped
        return body + "\n" if "+" in head[:3] else f"{stripped}\n" if stripped else ""

    def flow(self, text: str, outer: int) -> Any:
        """Read `[…]`, `{…}` or a quoted text, over as many lines as it takes."""
        while True:
            try:
                found, end = _flow(text, 0, 0)
            except IndexError:
                if self.at >= len(self.lines) or self.indent() <= min(outer, 0) - 1:
                    raise YamlError("tf.why-yaml-line", line=self.at) from None
                text += f" {self.line.strip()}"
                self.at += 1
                continue
            if text[end:].strip() and not text[end:].lstrip().startswith("#"):
                raise YamlError("tf.why-yaml-line", line=self.at)
            return found


def _key(found: "re.Match[str]") -> str:
    if found[1] is not None:
        return str(json.loads(f'"{found[1]}"', strict=False))
    return found[2].replace("''", "'") if found[2] is not None else found[3].strip()


def _plain(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        try:
            return number_of(text)
        except NumberError:
            return text
    return int(text, 16) if re.fullmatch(r"0x[0-9a-fA-F]{1,30}", text) else text


def _flow(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Return the flow value at an offset and the offset behind it. Raises IndexError at the end of the text."""
    if depth > DEEPEST:
        raise YamlError("tf.why-yaml-deep")
    while text[at].isspace():
        at += 1
    if text[at] == "[":
        return _flow_items(text, at + 1, depth)
    if text[at] == "{":
        return _flow_entries(text, at + 1, depth)
    if text[at] in "\"'":
        return _quoted(text, at)
    if text[at] in "&*!":
        raise YamlError("tf.why-yaml-part")
    end = at
    while text[end] not in ",]}" and not (text[end] == ":" and text[end + 1] in " ,]}"):
        end += 1
    return _plain(text[at:end].strip()), end


def _quoted(text: str, at: int) -> tuple[str, int]:
    quote, end = text[at], at + 1
    while text[end] != quote or (quote == "'" and text[end : end + 2] == "''"):
        end += 2 if (text[end] == "\\" and quote == '"') or text[end] == quote else 1
    inner = text[at + 1 : end]
    if quote == "'":
        return inner.replace("''", "'"), end + 1
    try:
        return str(json.loads(f'"{inner}"', strict=False)), end + 1
    except ValueError:
        raise YamlError("tf.why-yaml-part") from None


def _blanks(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at


def _flow_items(text: str, at: int, depth: int) -> tuple[tuple[Any, ...], int]:
    items = []
    while text[at := _blanks(text, at)] != "]":
        found, at = _flow(text, at, depth + 1)
        items.append(found)
        at = _blanks(text, at)
        if text[at] == ",":
            at += 1
        elif text[at] != "]":
            raise YamlError("tf.why-yaml-comma")
    return tuple(items), at + 1


def _flow_entries(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    made: dict[str, Any] = {}
    while text[at := _blanks(text, at)] != "}":
        key, at = _flow(text, at, depth + 1)
        at = _blanks(text, at)
        value = None
        if text[at] == ":":
            value, at = _flow(text, at + 1, depth + 1)
            at = _blanks(text, at)
        made["null" if key is None else str(key)] = value
        if text[at] == ",":
            at += 1
        elif text[at] != "}":
            raise YamlError("tf.why-yaml-comma")
    return made, at + 1


def to_yaml(value: Any, indent: int = 0) -> str:
    """Return YAML of a plain value, objects by key."""
    pad = " " * indent
    if isinstance(value, dict) and value:
        return "".join(f"{pad}{json.dumps(key)}:{_below(value[key], indent)}" for key in sorted(value))
    if isinstance(value, tuple) and value:
        return "".join(f"{pad}-{_item(each, indent)}" for each in value)
    return f"{pad}{_scalar(value)}\n"


def _below(value: Any, indent: int) -> str:
    if isinstance(value, dict) and value:
        return "\n" + to_yaml(value, indent + 2)
    if isinstance(value, tuple) and value:
        return "\n" + to_yaml(value, indent)
    return f" {_scalar(value)}\n"


def _item(value: Any, indent: int) -> str:
    if isinstance(value, dict | tuple) and value:
        return " " + to_yaml(value, indent + 2).lstrip(" ")
    return f" {_scalar(value)}\n"


def _scalar(value: Any) -> str:
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, dict | tuple):
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value, ensure_ascii=False)
