"""Silence with a reason: `akslab:ignore RULE reason` in a comment, on the line of a finding or above it.

A comment above a resource's first line covers the whole resource; `akslab:ignore-file RULE reason` covers the file.
Several rules are joined by commas. Without a reason nothing is silenced: the next reader has to know why. What a comment
was good for is kept, so that one that is good for nothing can be told.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from .locations import Location

_COMMENT = re.compile(
    r"(?:#|//|/\*|<!--)\s*(?P<whole>akslab:(?P<what>ignore-file|ignore)(?:\s+(?P<rules>[a-z0-9][a-z0-9,-]*))?(?=\s|\*/|-->|$))"
    r"(?P<reason>.*)"
)
_ENDINGS = ("*/", "-->")
_ONLY_COMMENT = re.compile(r"^\s*(?:#|//|/\*|<!--)")
_DOCUMENTS = (".md", ".ipynb")
"""Where comments are also shown as examples."""


class Comment(Struct, frozen=True, kw_only=True):
    """What one comment says of one rule."""

    rule: str
    """Empty where it names none."""
    reason: str
    location: Location
    covers: int
    """The line it is about; 0 for the file."""


class Suppressions:
    """The comments of a report's files."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Read the comments in texts by file name."""
        self._comments: dict[tuple[str, int, str], list[Comment]] = {}
        """File, line (0 for all of the file) and rule -> the comments on it, the first one first."""
        self._met: set[Comment] = set()
        for file, text in texts.items():
            if "akslab:ignore" in text:
                for each in _comments_in(file, text):
                    self._comments.setdefault((file, each.covers, each.rule), []).append(each)

    @property
    def files(self) -> frozenset[str]:
        """The files that have comments which ought to be good for something."""
        return frozenset(file for file, _, _ in self._comments if not file.endswith(_DOCUMENTS))

    def on(self, rule: str, places: Iterable[tuple[str, int]]) -> Comment | None:
        """Return the comment on a rule at one of these (file, line) places: one with a reason, or else one without."""
        keys = [key for file, line in places for key in ((file, 0, rule), (file, line, rule))]
        found = [each for key in keys for each in self._comments.get(key, ())]
        self._met.update(found)
        return next((each for each in found if each.reason), found[0] if found else None)

    def idle(self) -> Iterator[Comment]:
        """Yield the comments that no finding met, file by file, in the order of their lines."""
        every = (each for several in self._comments.values() for each in several)
        left = [each for each in every if each not in self._met and each.location.file in self.files]
        yield from sorted(left, key=lambda each: (each.location.file, each.location.line))


def _comments_in(file: str, text: str) -> Iterator[Comment]:
    lines, below = text.split("\n"), 0
    found: list[tuple[re.Match[str], int, int]] = []
    # From below, so that what a comment stands above is known.
    for number, line in reversed(list(enumerate(lines, 1))):
        is_alone = bool(_ONLY_COMMENT.match(line))
        if line.strip() and not is_alone:
            below = number
        match = _COMMENT.search(line) if "akslab:ignore" in line else None
        if match:
            found.append((match, number, below if is_alone and below else number))
    for match, number, covers in reversed(found):
        start, end = match.span("whole")
        place = Location(file=file, line=number, column=start + 1, end_line=number, end_column=end + 1)
        about = 0 if match["what"] == "ignore-file" else covers
        rules = [each for each in (match["rules"] or "").split(",") if each] or [""]
        reason = _reason(match["reason"]) if match["rules"] else ""
        yield from (Comment(rule=rule, reason=reason, location=place, covers=about) for rule in rules)


def _reason(text: str) -> str:
    """Return what a comment says behind its rules, without what closes the comment."""
    said = text.rstrip()
    ending = next((each for each in _ENDINGS if said.endswith(each)), "")
    return said.removesuffix(ending).lstrip("-:— ").strip()
