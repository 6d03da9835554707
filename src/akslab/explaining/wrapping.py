"""Prose in lines of a terminal, Hangul counted as the two cells it takes."""

from collections.abc import Iterator

from ..planning.columns import cells

LEAST = 20
"""Cells a line has whatever the terminal says."""


def wrapped(text: str, width: int) -> Iterator[str]:
    """Yield a text in lines of at most `width` cells; a word that is longer has a line of its own, whole."""
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if line and cells(joined) > max(width, LEAST):
            yield line
            joined = word
        line = joined
    if line:
        yield line


def padded(text: str, width: int) -> str:
    """Return a text with blanks up to `width` cells."""
    return text + " " * max(width - cells(text), 0)
