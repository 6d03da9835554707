"""Read what az and akslab answered: JSON, tables, probes, refusals. Only what stands in the text is returned."""

import json
import re
from typing import Any

_COLUMN = re.compile(r"\S+(?: \S+)*")
_REFUSAL = re.compile(r"^ERROR: \((\w+)\) (.*)$", re.MULTILINE)
_DASHES = re.compile(r"[- ]+")


class ReadingError(Exception):
    """An answer does not hold what was looked for; the message shows what it said instead."""


def as_json(text: str) -> Any:
    """Return JSON; raises `ReadingError`."""
    try:
        return json.loads(text)
    except ValueError:
        raise ReadingError(first_line(text)) from None


def first_line(text: str) -> str:
    """Return the first line that says something, `-` when none does."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "-")


def columns(text: str) -> list[tuple[str, slice]]:
    """Return the columns of an aligned table by its header: name, and where it stands in each line."""
    header = text.splitlines()[0] if text else ""
    found = list(_COLUMN.finditer(header))
    ends: list[int | None] = [later.start() for later in found[1:]]
    return [(column[0], slice(column.start(), end)) for column, end in zip(found, [*ends, None], strict=False)]


def table(text: str) -> list[dict[str, str]]:
    """Return the rows of an aligned table, each by column name; no header, no rows."""
    places = columns(text)
    lines = [line for line in text.splitlines()[1:] if line.strip() and not _DASHES.fullmatch(line)]
    return [{name: line[place].strip() for name, place in places} for line in lines]


def cells(text: str, column: str) -> list[str]:
    """Return one column of a table; raises `ReadingError` when the table has rows but not that column."""
    rows = table(text)
    if rows and column not in rows[0]:
        raise ReadingError(first_line(text))
    return [row[column] for row in rows]


def outcome(text: str) -> str:
    """Return what `akslab probe` says came of it: `answered`, `timeout`, …; raises `ReadingError`."""
    found = re.match(r"\S+ -> \S+  (\w+)  ", text)
    if found is None:
        raise ReadingError(first_line(text))
    return found[1]


def client(text: str) -> str:
    """Return the address that the other side of a probe says it saw; raises `ReadingError`."""
    found = re.search(r"^client: (\S+)$", text, re.MULTILINE)
    if found is None:
        raise ReadingError(outcome(text))
    return found[1]


def refusal(text: str) -> str:
    """Return Azure's `(Code) message` from what az wrote on stderr; raises `ReadingError`."""
    found = _REFUSAL.search(text)
    if found is None:
        raise ReadingError(first_line(text))
    return f"({found[1]}) {found[2]}"
