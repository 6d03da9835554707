r"""Error trees in a text: `error`, `details` and `innererror`, also where a message is JSON again, or was escaped.

Only complete JSON is read here, as it stands in the text or in a string of it; what was cut off is found by its words
(`flat`). Everything is bounded: attempts, nestings, nodes. No text makes it recurse.
"""

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

MOST_ATTEMPTS = 100
MOST_NODES = 50_000
MOST_NESTINGS = 12
MOST_OF_A_DOCUMENT = 1 << 18
"""Characters of a document inside a text; the text as a whole may be longer."""

_BEGINS = re.compile(r'\{\s{0,400}"|\{(?:\s|\\{1,64}[rn]){0,400}\\{1,64}"')
_DECODER = json.JSONDecoder(strict=False)


class ErrorNode(Struct, frozen=True):
    """One `code` with its `message`. `depth` grows inwards: the deepest is what happened."""

    code: str
    message: str
    depth: int


class _Work:
    """What is still to be looked at, and how much more will be."""

    def __init__(self, text: str) -> None:
        self.texts: deque[tuple[str, int, int]] = deque([(text, 0, 0)])
        self.attempts, self.nodes = MOST_ATTEMPTS, MOST_NODES


def errors_in(text: str) -> Iterator[ErrorNode]:
    """Yield the errors of every JSON document in a text, outer ones before inner ones."""
    work = _Work(text)
    while work.texts and work.attempts > 0:
        inside, depth, nestings = work.texts.popleft()
        for found in _documents(inside, work):
            if isinstance(found, str):
                _later(work, found, depth + 1, nestings)
            else:
                yield from _walk(found, depth, nestings, work)


def _documents(text: str, work: _Work) -> Iterator[Any]:
    """Yield the JSON values of a text; an escaped one as the string that holds it."""
    whole = _decoded(text.strip())
    if whole is not None:
        work.attempts -= 1
        yield whole
        return
    place = 0
    while work.attempts > 0 and (begins := _BEGINS.search(text, place)):
        work.attempts -= 1
        start = begins.start()
        window = text[start : start + MOST_OF_A_DOCUMENT]
        found, length = _escaped(window) if "\\" in begins[0] else _plain(window)
        if found is not None:
            yield found
        place = start + max(length, 1)


def _decoded(text: str) -> Any:
    """Return the value of a text that is JSON from end to end, or None."""
    if text[:1] not in ("{", "["):
        return None
    try:
        value, end = _DECODER.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value if end == len(text) else None


def _plain(window: str) -> tuple[Any, int]:
    try:
        return _DECODER.raw_decode(window)
    except (ValueError, RecursionError):
        return None, 0


def _escaped(window: str) -> tuple[str | None, int]:
    """Return what the string that begins here says, one level unescaped."""
    try:
        said, end = _DECODER.raw_decode(f'"{window}')
    except ValueError:
        return None, 0
    return str(said), end - 1


def _walk(value: Any, depth: int, nestings: int, work: _Work) -> Iterator[ErrorNode]:
    """Yield the errors of a value, breadth first."""
    values: deque[tuple[Any, int]] = deque([(value, depth)])
    while values and work.nodes > 0:
        work.nodes -= 1
        each, at = values.popleft()
        if isinstance(each, dict):
            yield from _error(each, at)
            values.extend((inner, at + 1) for inner in each.values())
        elif isinstance(each, list):
            values.extend((inner, at + 1) for inner in each[:MOST_NODES])
        elif isinstance(each, str) and "{" in each:
            _later(work, each, at, nestings)


def _error(each: dict[str, Any], depth: int) -> Iterator[ErrorNode]:
    known = {str(name).lower(): value for name, value in each.items() if len(name) <= len("message")}
    code, message = known.get("code"), known.get("message")
    if isinstance(code, str) and code:
        yield ErrorNode(code, message if isinstance(message, str) else "", depth)


def _later(work: _Work, text: str, depth: int, nestings: int) -> None:
    if nestings < MOST_NESTINGS:
        work.texts.append((text, depth, nestings + 1))
