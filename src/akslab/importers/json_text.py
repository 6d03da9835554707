"""JSON as people and tools write it -> plain values, and the span of any value when somebody asks.

The standard library parses; where it refuses, a tolerant reading of the same text removes what Azure's own tools
tolerate (comments, trailing commas, line breaks in strings) in place, so that offsets stay those of the file. Places are
found on demand by walking the path and skipping the siblings: parsing 6 MB costs 50 ms, each place a few more.
"""

import json
import re
from bisect import bisect_right
from typing import Any

from ..deployments.origins import Path

DEEPEST = 200
_BLANK = re.compile(r"\s*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|//[^\n]*|/\*.*?(?:\*/|\Z)|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*[\]}])', re.DOTALL)
_DEEP = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


class JsonError(ValueError):
    """The text is no JSON. `reason` is the parser's word, `offset` where."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(f"{reason} at {offset}")
        self.reason, self.offset = reason, offset


def parse_json(text: str) -> Any:
    """Return the value of a JSON text, comments and trailing commas tolerated. Raises JsonError."""
    try:
        return _parsed(text)
    except JsonError:
        return _parsed(tolerated(text))


def tolerated(text: str) -> str:
    """Return `text`, as long as before, without comments and trailing commas, and with blanks for breaks in strings."""
    return _TOKEN.sub(lambda found: _strict(found[0]), text)


def _strict(token: str) -> str:
    if token.startswith('"'):
        return token.replace("\r", " ").replace("\n", " ").replace("\t", " ")
    return re.sub(r"[^\n]", " ", token)


def _parsed(text: str) -> Any:
    _check_depth(text)
    try:
        return json.loads(text, parse_constant=_refused)
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.pos) from None
    except (ValueError, RecursionError) as error:
        raise JsonError(str(error) or "nested too deeply", 0) from None


def _refused(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _check_depth(text: str) -> None:
    """Raise for what is nested more deeply than any template: walking it would be a danger of its own."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for found in _DEEP.finditer(text):
        if found[0] in "[{":
            depth += 1
            if depth > DEEPEST:
                raise JsonError(f"nested more than {DEEPEST} deep", found.start())
        elif found[0] in "]}":
            depth -= 1


class JsonPlaces:
    """The spans of the values of one JSON text. Ask as often as you like: what was walked over is remembered."""

    def __init__(self, text: str) -> None:
        """Take the text of a file that `parse_json` could read."""
        self._text = text
        self._decoder = json.JSONDecoder(strict=False)
        self._members: dict[int, dict[str | int, tuple[int, int, int]]] = {}
        self._clean: str | None = None

    def value(self, path: Path) -> tuple[int, int]:
        """Return (start, end) of the value at a path, as deep as the path can be followed."""
        _, start, end = self._walk(path)
        return start, end

    def key(self, path: Path) -> tuple[int, int]:
        """Return (start, end) from the key of the last step (or the element itself) to the end of its value."""
        return self._walk(path)[0], self._walk(path)[2]

    def _walk(self, path: Path) -> tuple[int, int, int]:
        start = _BLANK.match(self._strict_text, 0).end()  # type: ignore[union-attr]
        here = (start, start, len(self._strict_text.rstrip()))
        for step in path:
            members = self._at(here[1])
            found = members.get(step) or next(
                (span for key, span in members.items() if str(key).lower() == str(step).lower()), None
            )
            if found is None:
                break
            here = found
        return here

    @property
    def _strict_text(self) -> str:
        if self._clean is None:
            self._clean = tolerated(self._text)
        return self._clean

    def _at(self, start: int) -> dict[str | int, tuple[int, int, int]]:
        if start not in self._members:
            self._members[start] = self._scanned(start)
        return self._members[start]

    def _scanned(self, start: int) -> dict[str | int, tuple[int, int, int]]:
        """Return (start of the key, start, end) of each member of the object or list that starts here."""
        text, members, number = self._strict_text, dict[str | int, tuple[int, int, int]](), 0
        if text[start : start + 1] not in ("{", "["):
            return members
        is_object, at = text[start] == "{", self._skip(start + 1)
        while text[at : at + 1] not in ("}", "]", ""):
            key_start, key = at, number
            if is_object:
                found = _STRING.match(text, at)
                if found is None:
                    break
                name = json.loads(found[0], strict=False)
                at = self._skip(self._skip(found.end()) + 1)
            _, end = self._decoder.raw_decode(text, at)
            members[name if is_object else key] = (key_start, at, end)
            number, at = number + 1, self._skip(end)
            if text[at : at + 1] == ",":
                at = self._skip(at + 1)
        return members

    def _skip(self, at: int) -> int:
        return _BLANK.match(self._strict_text, at).end()  # type: ignore[union-attr]


class Lines:
    """Offsets of one text as lines and columns, both from 1."""

    def __init__(self, text: str) -> None:
        """Take the text of a file."""
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer(r"\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return (line, column) of an offset; columns count code points."""
        line = bisect_right(self._starts, min(offset, len(self._text)))
        return line, min(offset, len(self._text)) - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Return a line without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")

    def start(self, number: int) -> int:
        """Return the offset of a line's first character."""
        return self._starts[number - 1]
