"""JSON as people and tools write it -> plain values, and the span of any value when somebody asks.

The standard library parses; where it refuses, a tolerant reading of the same text removes what Azure's own tools
tolerate (comments, trailing commas, line breaks in strings) in place, so that offsets stay those of the file. Places are
found on demand by walking the path and skipping the siblings: parsing 6 MB costs 60 ms, the places 100 ms and as much
again at most, however many.
"""

import json
import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from ..deployments.origins import Path

DEEPEST = 200
"""Levels of brackets. No template has as many, and walking more would be a danger of its own."""

MOST_REPEATS = 50
"""Repeated keys that are looked for in one file."""

_BLANK = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_COMMENT = r"(?://[^\n]*+|/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z))"
_QUOTED = r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)'
_TOLERATED = re.compile(
    rf'(?:[^",/]++|{_QUOTED}|,(?!\s*+[\]}}/])|/(?![/*]))*+({_COMMENT}|,(?=\s*+[\]}}/])|\Z)', re.DOTALL
)
_CLOSES = re.compile(rf"(?:\s|{_COMMENT})*+[\]}}]", re.DOTALL)
_BRACKETS = re.compile(rf'(?:[^"\[\]{{}}]++|{_QUOTED})*+([\[{{\]}}]|\Z)', re.DOTALL)
_CONSTANT = re.compile(rf'(?:[^"NI-]++|{_QUOTED}|-(?!I))*+(NaN|-?Infinity)', re.DOTALL)
_DIGITS = re.compile(r"\d{4300,}")
"""Every repetition is possessive: nothing here can backtrack, whatever the text."""


class JsonError(ValueError):
    """The text is no JSON. `reason` is the parser's word, `offset` where."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(f"{reason} at {offset}")
        self.reason, self.offset = reason, offset


class _TooDeepError(JsonError):
    pass


def parse_json(text: str) -> Any:
    """Return the value of a JSON text, comments and trailing commas tolerated. Raises JsonError."""
    try:
        return _parsed(text, is_strict=True)
    except _TooDeepError:
        raise
    except JsonError:
        return _parsed(tolerated(text), is_strict=False)


def tolerated(text: str) -> str:
    """Return `text`, as long as before, with blanks for comments, trailing commas and a byte order mark."""
    text = f" {text[1:]}" if text.startswith("\ufeff") else text
    pieces, done = [], 0
    for found in _TOLERATED.finditer(text):
        start, end = found.span(1)
        if found[1] != "," or _CLOSES.match(text, end):
            pieces += [text[done:start], re.sub(r"[^\n]", " ", text[start:end])]
            done = end
    return "".join((*pieces, text[done:]))


def _parsed(text: str, *, is_strict: bool) -> Any:
    try:
        value = json.loads(text, parse_constant=_refused, parse_float=_finite, strict=is_strict)
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.pos) from None
    except RecursionError:
        raise _TooDeepError(f"nested more than {DEEPEST} deep", _offset_of_depth(text)) from None
    except ValueError as error:
        raise JsonError(*_refusal(text, str(error))) from None
    if _is_too_deep(value):
        raise _TooDeepError(f"nested more than {DEEPEST} deep", _offset_of_depth(text))
    return _without_surrogates(value) if "\\ud" in text or "\\uD" in text else value


def _refused(word: str) -> Any:
    raise ValueError(f"{word} is no JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(f"{digits[:40]} is too large")
    return value


def _refusal(text: str, reason: str) -> tuple[str, int]:
    """Return the reason of a refusal that comes without a place, and its place."""
    if reason.endswith("is no JSON"):
        constant = _CONSTANT.match(text)
        return reason, constant.start(1) if constant else 0
    if reason.endswith("is too large"):
        return reason, max(0, text.find(reason.removesuffix(" is too large")))
    digits = _DIGITS.search(text)
    return "a number of more than 4300 digits", digits.start() if digits else 0


def _levels(value: Any) -> Iterator[list[Any]]:
    """Yield the objects and lists of a value, level by level, without recursion."""
    level = [value] if isinstance(value, dict | list) else []
    while level:
        yield level
        level = [
            child
            for each in level
            for child in (each.values() if type(each) is dict else each)
            if type(child) is dict or type(child) is list
        ]


def _is_too_deep(value: Any) -> bool:
    return any(depth > DEEPEST for depth, _ in enumerate(_levels(value), 1))


def _offset_of_depth(text: str) -> int:
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += 1 if found[1] in "[{" else -1
        if depth > DEEPEST:
            return found.start(1)
    return 0


def _without_surrogates(value: Any) -> Any:
    """Return a value whose texts can be written: half a character, which an escape can make, is none."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_surrogates(inner) for inner in value]
    return value


def repeated_keys(text: str, value: Any) -> tuple[Path, ...]:
    """Return the paths of the keys that an object of `text` has twice: only the last one counts.

    `value` is what `parse_json` returned. A file without any costs a count.
    """
    if text.count('":') <= sum(len(each) for level in _levels(value) for each in level if type(each) is dict):
        return ()
    repeats = _Repeats()
    try:
        again = json.loads(text, object_pairs_hook=repeats.note)
    except ValueError:
        repeats = _Repeats()
        again = json.loads(tolerated(text), object_pairs_hook=repeats.note, strict=False)
    return tuple(sorted(_paths_of(again, repeats), key=repr)) if repeats.found else ()


class _Repeats:
    """The objects that have a key twice, by identity, and the key. They are kept, so that no other takes their identity."""

    def __init__(self) -> None:
        self.found: dict[int, tuple[dict[str, Any], str]] = {}

    def note(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs) and len(self.found) < MOST_REPEATS:
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    self.found[id(made)] = made, key
                seen.add(key)
        return made


def _paths_of(value: Any, repeats: _Repeats) -> Iterator[Path]:
    waiting: list[tuple[Path, Any]] = [((), value)]
    while waiting:
        path, here = waiting.pop()
        if id(here) in repeats.found:
            yield (*path, repeats.found[id(here)][1])
        inner = here.items() if isinstance(here, dict) else enumerate(here)
        waiting += [((*path, key), each) for key, each in inner if isinstance(each, dict | list)]


Member = tuple[int, int]
"""Where a member's key begins (of a list's element: the element itself), and where its value begins."""


class _Members:
    """The members of one object or list as far as they were looked at."""

    def __init__(self, at: int, is_object: bool) -> None:
        self.found: dict[str | int, Member] = {}
        self.lowered: dict[str, Member] = {}
        self.at = at
        """Where to go on: at a key, an element, the closing bracket, or at a value that is not skipped yet."""
        self.is_object = is_object
        self.is_behind_value = True
        self.is_whole = False

    def get(self, step: str | int) -> Member | None:
        if step in self.found:
            return self.found[step]
        return self.lowered.get(str(step).lower()) if self.is_whole else None


class JsonPlaces:
    """The spans of the values of one JSON text. Ask as often as you like: what was walked over is remembered."""

    def __init__(self, text: str) -> None:
        """Take the text of a file that `parse_json` could read."""
        self._text = text
        self._decoder = json.JSONDecoder(strict=False)
        self._members: dict[int, _Members] = {}
        self._ends: dict[int, int] = {}
        self._is_ready = False
        self._repeats: frozenset[Path] = frozenset()
        """Objects that have a key twice."""

    def value(self, path: Path) -> tuple[int, int]:
        """Return (start, end) of the value at a path, as deep as the path can be followed."""
        _, start = self._walk(path)
        return start, self._end(start)

    def key(self, path: Path) -> tuple[int, int]:
        """Return (start, end) from the key of the last step (or the element itself) to the end of its value."""
        start, value = self._walk(path)
        return start, self._end(value)

    def _walk(self, path: Path) -> Member:
        self._make_ready()
        start = self._skip(0)
        here = (start, start)
        for depth, step in enumerate(path):
            found = self._member(here[1], step, must_see_all=path[:depth] in self._repeats)
            if found is None:
                break
            here = found
        return here

    def _make_ready(self) -> None:
        """Find out, once, whether the text is strict JSON, and which objects have a key twice."""
        if self._is_ready:
            return
        self._is_ready = True
        try:
            self._note_repeats()
        except (ValueError, RecursionError):
            self._text = tolerated(self._text)
            self._note_repeats()

    def _note_repeats(self) -> None:
        repeats = _Repeats()
        value = json.loads(self._text, object_pairs_hook=repeats.note, strict=False)
        if repeats.found:
            self._repeats = frozenset(path[:-1] for path in _paths_of(value, repeats))

    def _end(self, start: int) -> int:
        if start not in self._ends:
            try:
                self._ends[start] = self._decoder.raw_decode(self._text, start)[1]
            except (ValueError, RecursionError):
                self._ends[start] = len(self._text)
        return self._ends[start]

    def _member(self, start: int, step: str | int, *, must_see_all: bool) -> Member | None:
        members = self._members.get(start)
        if members is None:
            if self._text[start : start + 1] not in ("{", "["):
                return None
            members = self._members[start] = _Members(self._skip(start + 1), self._text[start] == "{")
        while not members.is_whole and (must_see_all or step not in members.found):
            self._read_one(members)
        return members.get(step)

    def _read_one(self, members: _Members) -> None:
        """Go to the next member: its value is skipped only when somebody asks for what follows."""
        text = self._text
        if not members.is_behind_value:
            at = self._skip(self._end(members.at))
            members.at = self._skip(at + 1) if text[at : at + 1] == "," else at
        at = members.at
        members.is_whole = text[at : at + 1] in ("}", "]", "")
        if members.is_whole:
            return
        key_start, key = at, len(members.found)
        name: str | int = key
        if members.is_object:
            found = _STRING.match(text, at)
            if found is None:
                members.is_whole = True
                return
            name = json.loads(found[0], strict=False)
            at = self._skip(self._skip(found.end()) + 1)
        members.found[name] = members.lowered[str(name).lower()] = (key_start, at)
        members.at, members.is_behind_value = at, False

    def _skip(self, at: int) -> int:
        return _BLANK.match(self._text, at).end()  # type: ignore[union-attr]


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
