"""Silence with a reason: `akslab:ignore RULE reason` in a comment, on the line of a finding or above it.

A comment above a resource's first line covers the whole resource; `akslab:ignore-file RULE reason` covers the file.
Several rules are joined by commas. Without a reason nothing is silenced: the next reader has to know why.
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

_COMMENT = re.compile(
    r"(?:#|//|/\*|<!--)\s*akslab:(?P<what>ignore|ignore-file)\s+(?P<rules>[a-z0-9][a-z0-9,-]*)"
    r"(?P<reason>.*?)(?:\*/|-->)?\s*$"
)
_ONLY_COMMENT = re.compile(r"^\s*(?:#|//|/\*|<!--)")


class Suppression(Struct, frozen=True, kw_only=True):
    """One comment."""

    file: str
    line: int
    rules: tuple[str, ...]
    reason: str
    whole_file: bool
    stands_alone: bool
    """Nothing but the comment is on its line: it speaks for the next line that is no comment."""


class Suppressions:
    """The comments of a report's files."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Read the comments in texts by file name."""
        self._by_file: dict[str, list[Suppression]] = {}
        self._targets: dict[tuple[str, int], list[Suppression]] = {}
        for file, text in texts.items():
            if "akslab:ignore" in text:
                self._read(file, text)

    def reason(self, rule: str, places: Iterable[tuple[str, int]]) -> str | None:
        """Return why a rule is silent at one of these (file, line) places, or None where it is not."""
        for file, line in places:
            candidates = [each for each in self._by_file.get(file, ()) if each.whole_file]
            for found in (*candidates, *self._targets.get((file, line), ())):
                if rule in found.rules and found.reason:
                    reason: str = found.reason
                    return reason
        return None

    def _read(self, file: str, text: str) -> None:
        lines = text.splitlines()
        for number, line in enumerate(lines, 1):
            match = _COMMENT.search(line) if "akslab:ignore" in line else None
            if match is None:
                continue
            found = Suppression(
                file=file,
                line=number,
                rules=tuple(match["rules"].split(",")),
                reason=match["reason"].lstrip("-:— ").strip(),
                whole_file=match["what"] == "ignore-file",
                stands_alone=bool(_ONLY_COMMENT.match(line)),
            )
            self._by_file.setdefault(file, []).append(found)
            target = _next_line(lines, number) if found.stands_alone else number
            self._targets.setdefault((file, target), []).append(found)


def _next_line(lines: list[str], number: int) -> int:
    """Return the number of the first line after `number` that is neither blank nor a comment."""
    for index in range(number, len(lines)):
        if lines[index].strip() and not _ONLY_COMMENT.match(lines[index]):
            return index + 1
    return number
