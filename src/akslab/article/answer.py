"""What of an answer is shown: the lines or columns that matter, and how much was left out. The text itself stays."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from .reading import columns
from .script import Text

_LINES = 8
_ERROR_LINES = 1
_KEY = re.compile(r'\s*"(\w+)": ')


class Answer(Struct, frozen=True):
    """Lines to show, and a sentence on those that are not."""

    lines: tuple[str, ...]
    left_out: Text | None = None
    cells: tuple[slice, ...] = ()
    """Of a table: where each column stands in the lines."""

    def fitted(self, width: int) -> list[str]:
        """Return the lines, none longer than `width`; in a table the widest column gives way, in all of them."""
        over = max((cells_of(line) for line in self.lines), default=0) - width
        if over <= 0 or not self.cells:
            return [cut_in_the_middle(line, width) for line in self.lines]
        widest = max(self.cells, key=lambda place: max(len(line[place].rstrip()) for line in self.lines))
        room = max(len(line[widest]) for line in self.lines) - over
        return [_narrowed(line, widest, room).rstrip() for line in self.lines]


def _narrowed(line: str, place: slice, room: int) -> str:
    cell = line[place].rstrip()
    if set(cell) == {"-"}:
        cell = cell[: room - 2]
    rest = line[place.stop :] if place.stop is not None else ""
    return line[: place.start] + cut_in_the_middle(cell, room - 2).ljust(room) + rest


def shortened(text: str, picks: Sequence[str]) -> Answer:
    """Return what to show of a command's output: the named keys of JSON, columns of a table, or its first lines."""
    lines = text.rstrip().splitlines()
    if lines and lines[0][:1] in "{[" and picks:
        chosen = [line.strip() for line in lines if (key := _KEY.match(line)) and key[1] in picks]
    elif lines and picks:
        return _columns(text, picks)
    else:
        chosen = lines
    return _counted(chosen[:_LINES], len(lines))


def shortened_error(text: str) -> Answer:
    """Return what to show of a refusal: az says the same three times, so its first line."""
    lines = [line for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith(("ERROR", "akslab:"))] or lines
    return _counted(errors[:_ERROR_LINES], len(lines))


def _counted(chosen: Sequence[str], total: int) -> Answer:
    return Answer(tuple(chosen), _more("line", total - len(chosen)))


def _columns(text: str, picks: Sequence[str]) -> Answer:
    places = columns(text)
    chosen = [place for name, place in places if name in picks]
    lines = text.rstrip().splitlines()
    widths = [max(len(line[place].rstrip()) for line in lines) + 2 for place in chosen]
    ends = list(accumulate(widths))
    rows = ["".join(line[p].rstrip().ljust(w) for p, w in zip(chosen, widths, strict=True)).rstrip() for line in lines]
    cells = tuple(slice(end - width, end) for end, width in zip(ends, widths, strict=True))
    return Answer(tuple(rows[:_LINES]), _more("column", len(places) - len(chosen)), cells)


def _more(what: str, left: int) -> Text | None:
    return Text(f"shown.{what}-more" if left == 1 else f"shown.{what}s-more", {"count": str(left)}) if left else None


def cut_in_the_middle(line: str, width: int) -> str:
    """Return a line of at most `width` cells; of a long one both ends, for an id's end tells more than its middle."""
    if cells_of(line) <= width:
        return line
    tail = width * 3 // 5
    return _beginning(line, width - tail - 1) + "…" + _beginning(line[::-1], tail)[::-1]


def _beginning(line: str, width: int) -> str:
    ends = list(accumulate(map(cells_of, line)))
    return line[: bisect_right(ends, width)]


def cells_of(text: str) -> int:
    """Return how many cells of a terminal a text takes: Korean takes two a letter."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
