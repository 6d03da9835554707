"""Findings put right, each tried first: it has to be gone, and nothing as grave may have come.

Those that have nothing to do with each other are tried together (`batches`): a check for all of them. Where that goes
wrong, those to blame are tried apart from the others, at the end one by one. Here are texts only; `cli.fixing` writes them.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from ..checking.report import Change, Report, Reported
from ..importers.files import Files
from .batches import Key, blamed, faults_of, independent, key_of
from .scanning import break_of

MOST_CHECKS = 200
"""Of one run; what was not tried by then is told."""
MOST_AT_ONCE = 10_000
MOST_STRIKES = 3
"""A finding that was to blame alone so often, among others each time, is left out without a try of its own."""
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
    left_out: int = 0
    """How many of those that are left have exact lines which were tried and made nothing better."""
    untried: int = 0
    """How many of those that are left have exact lines which were not tried: there are too many of them for one run."""


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


def fix(
    check: Check, *, with_notes: bool = False, most_checks: int = MOST_CHECKS, most_at_once: int = MOST_AT_ONCE
) -> Fixed:
    """Return what is left when every finding that has exact lines, and counts, was put right; the gravest come first.

    Lines that are a person's decision are left out.
    """
    trying = _Trying(check, most_at_once)
    while trying.checks < most_checks and (batch := trying.next(with_notes)):
        trying.put_right(batch)
    return Fixed(
        report=trying.report,
        texts=trying.texts,
        changed=trying.changed,
        fixed=tuple(trying.fixed),
        left_out=sum(trying.is_left_out(found) for found in _open(trying.report, with_notes)),
        untried=len(trying.open(with_notes)),
    )


class _Trying:
    """Batches of findings put right and tried, one batch after the other."""

    def __init__(self, check: Check, most_at_once: int) -> None:
        self._check = check
        self.changed: dict[str, str] = {}
        self.report, self.texts = check(self.changed)
        self.fixed: list[Reported] = []
        self.checks = 0
        self._most = self._most_at_once = most_at_once
        """Findings of the next batch: fewer when one went wrong, more again when one did not."""
        self._aside: set[Key] = set()
        """Those that were to blame for what a batch brought: the others come first."""
        self._strikes: Counter[Key] = Counter()
        """How often each was to blame alone."""
        self._there = Counter(map(key_of, self.report.findings))
        self._done: Counter[Key] = Counter()
        """How often each was put right: what comes back is not put right again, so that this ends."""

    def open(self, with_notes: bool) -> list[Reported]:
        """Return the findings that may be put right yet, the gravest first."""
        return [found for found in _open(self.report, with_notes) if not self.is_left_out(found)]

    def is_left_out(self, found: Reported) -> bool:
        """Whether a finding was tried and not put right, or came back."""
        key = key_of(found)
        return self._strikes[key] >= MOST_STRIKES or self._done[key] >= max(1, self._there[key])

    def next(self, with_notes: bool) -> tuple[Reported, ...]:
        """Return the findings to be tried together, none when all were tried."""
        open_ = self.open(with_notes)
        first = [found for found in open_ if key_of(found) not in self._aside]
        if not first:
            self._aside.clear()
        return independent(first or open_, self._most)

    def put_right(self, batch: tuple[Reported, ...]) -> None:
        """Keep what a batch makes of the texts, or learn which of it are not to be tried together again."""
        changes = (change for found in batch for change in found.changes)
        trial = {**self.changed, **applied(changes, self.texts)}
        after, texts = self._check(trial)
        self.checks += 1
        faults = faults_of(batch, self.report, after)
        if not faults and _unreadable(after) <= _unreadable(self.report):
            self.changed, self.report, self.texts = trial, after, texts
            self.fixed += batch
            self._done.update(map(key_of, batch))
            self._most = min(2 * self._most, self._most_at_once)
        elif len(batch) == 1:
            self._strikes[key_of(batch[0])] = MOST_STRIKES
        else:
            self._learn(batch, blamed(batch, faults))

    def _learn(self, batch: tuple[Reported, ...], blame: tuple[tuple[Reported, ...], ...]) -> None:
        """Set aside who was to blame, of several all but the first; where that is nobody or everybody, try fewer."""
        alone = {key_of(found[0]) for found in blame if len(found) == 1}
        aside = alone | {key_of(found) for several in blame for found in several[1:]}
        self._strikes.update(alone)
        if aside and len(aside) < len(batch):
            self._aside |= aside
        elif not any(self._strikes[key] >= MOST_STRIKES for key in alone):
            self._most = len(batch) // 2


def applied(changes: Iterable[Change], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that changes make, of the files they change. What a change says was there has to be there."""
    made: dict[str, list[str]] = {}
    for change in sorted(changes, key=lambda each: each.line, reverse=True):
        text = texts[change.file]
        if change.file not in made:
            made[change.file] = re.split(r"(?<=\n)", text)
        lines = made[change.file]
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
    mended = (each for each in report.counted if each.changes and not each.is_decision)
    return (each for each in mended if with_notes or each.class_ != "note")


def _unreadable(report: Report) -> int:
    return sum(trouble.kind == "unreadable" for trouble in report.troubles)
