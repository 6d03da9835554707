"""Text in columns, Hangul counted as the two cells a terminal gives it."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def columns(rows: Sequence[Sequence[str]], gap: int = 2) -> Iterator[str]:
    """Yield rows as lines, their columns aligned."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
        yield (" " * gap).join(padded).rstrip()
