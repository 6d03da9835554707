"""Findings put right one after the other, each tried first: it has to be gone, and nothing as grave may have come.

Here are texts only; `cli.fixing` writes them.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from ..checking.report import Change, Report, Reported
from ..importers.files import Files
from .scanning import break_of

MOST_FIXES = 200
"""Each is a check of its own."""
_LINE = re.compile(r":\d+")
_GRAVE = ("rejected", "breaks")
Checked = tuple[Report, dict[str, str]]
Check = Callable[[Mapping[str, str]], Checked]
"""Checks with the texts of some files in place of what they hold; returns the report and all texts that were read."""


class Fixed(Struct, frozen=True, kw_only=True):
    """What became of the findings."""

    report: Report
    """The last one: what is left."""
    texts: dict[str, str]
    """All that were read, as they are now."""
    changed: dict[str, str]
    """Those that are not as they were."""
    fixed: tuple[Reported, ...]
    """The findings that were put right, in that order; their lines are those of the text at that time."""


class ChangedFiles:
    """Files of which some have other texts."""

    def __init__(self, files: Files, changed: Mapping[str, str]) -> None:
        """Take files, and texts by name."""
        self._files, self._changed = files, changed

    def read(self, name: str) -> str:
        """Return a file's text. Raises UnreadableError."""
        return self._changed[name] if name in self._changed else self._files.read(name)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files directly in a folder."""
        return self._files.names(folder)

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the names of the folders directly in a folder."""
        return self._files.folders(folder)


def fix(check: Check, *, with_notes: bool = False) -> Fixed:
    """Return what is left when every finding that has exact lines, and counts, was put right; the gravest come first."""
    changed: dict[str, str] = {}
    report, texts = check(changed)
    fixed: list[Reported] = []
    tried: set[tuple[str, str, str]] = set()
    while len(tried) < MOST_FIXES:
        found = next((each for each in _open(report, with_notes) if _key(each) not in tried), None)
        if found is None:
            break
        tried.add(_key(found))
        trial = {**changed, **applied(found.changes, texts)}
        after, texts_after = check(trial)
        if _is_better(report, after, found):
            changed, report, texts = trial, after, texts_after
            fixed.append(found)
    return Fixed(report=report, texts=texts, changed=changed, fixed=tuple(fixed))


def applied(changes: Iterable[Change], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that changes make, of the files they change. What a change says was there has to be there."""
    made: dict[str, list[str]] = {}
    for change in sorted(changes, key=lambda each: each.line, reverse=True):
        text = texts[change.file]
        lines = made.setdefault(change.file, re.split(r"(?<=\n)", text))
        at, end = change.line - 1, change.line - 1 + len(change.before)
        stood = lines[at:end]
        if tuple(line.rstrip("\r\n") for line in stood) != change.before:
            raise ValueError(f"{change.file}:{change.line} is not as it was")
        ending = break_of(text)
        new = [line + ending for line in change.after]
        if new and stood and not stood[-1].endswith("\n"):
            new[-1] = change.after[-1]
        lines[at:end] = new
    return {file: "".join(lines) for file, lines in made.items()}


def _open(report: Report, with_notes: bool) -> Iterable[Reported]:
    return (each for each in report.counted if each.changes and (with_notes or each.class_ != "note"))


def _is_better(before: Report, after: Report, found: Reported) -> bool:
    grave = {_key(each)[:2] for each in before.findings if each.class_ in _GRAVE}
    now = {_key(each)[:2] for each in after.findings if each.class_ in _GRAVE}
    is_gone = _key(found) not in {_key(each) for each in after.findings}
    unreadable = sum(trouble.kind == "unreadable" for trouble in before.troubles)
    return is_gone and now <= grave and sum(trouble.kind == "unreadable" for trouble in after.troubles) <= unreadable


def _key(found: Reported) -> tuple[str, str, str]:
    """Return what a finding is known by when lines have moved."""
    return found.rule, _LINE.sub("", found.resource_id), _LINE.sub("", found.message)
