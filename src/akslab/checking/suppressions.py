"""Silence with a reason: `akslab:ignore RULE reason` in a comment, on the line of a finding or above it.

A comment above a resource's first line covers the whole resource; `akslab:ignore-file RULE reason` covers the file.
Several rules are joined by commas. Without a reason nothing is silenced: the next reader has to know why.
"""

import re
from collections.abc import Iterable, Mapping

_COMMENT = re.compile(
    r"(?:#|//|/\*|<!--)\s*akslab:(?P<what>ignore|ignore-file)\s+(?P<rules>[a-z0-9][a-z0-9,-]*)"
    r"(?P<reason>.*)"
)
_ENDINGS = ("*/", "-->")
_ONLY_COMMENT = re.compile(r"^\s*(?:#|//|/\*|<!--)")


class Suppressions:
    """The comments of a report's files."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Read the comments in texts by file name."""
        self._of_files: dict[tuple[str, str], str] = {}
        """File and rule -> the first reason for all of the file."""
        self._of_lines: dict[tuple[str, int, str], str] = {}
        """File, line and rule -> the first reason for that line."""
        for file, text in texts.items():
            if "akslab:ignore" in text:
                self._read(file, text)

    def reason(self, rule: str, places: Iterable[tuple[str, int]]) -> str | None:
        """Return why a rule is silent at one of these (file, line) places, or None where it is not."""
        for file, line in places:
            if reason := self._of_files.get((file, rule)) or self._of_lines.get((file, line, rule)):
                return reason
        return None

    def _read(self, file: str, text: str) -> None:
        # From below, so that of two comments the first one stays, and what a comment stands above is known.
        lines = text.splitlines()
        below = 0
        for number, line in reversed(list(enumerate(lines, 1))):
            is_alone = bool(_ONLY_COMMENT.match(line))
            if line.strip() and not is_alone:
                below = number
            match = _COMMENT.search(line) if "akslab:ignore" in line else None
            if match is None or not (reason := _reason(match["reason"])):
                continue
            for rule in match["rules"].split(","):
                if match["what"] == "ignore-file":
                    self._of_files[file, rule] = reason
                else:
                    self._of_lines[file, below if is_alone and below else number, rule] = reason


def _reason(text: str) -> str:
    """Return what a comment says behind its rules, without what closes the comment."""
    said = text.rstrip()
    ending = next((each for each in _ENDINGS if said.endswith(each)), "")
    return said.removesuffix(ending).lstrip("-:— ").strip()
