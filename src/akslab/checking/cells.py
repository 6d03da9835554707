"""Text as a terminal shows it: tabs, wide characters, and what must never reach a terminal as it is."""

import unicodedata

TAB = 4


def shown(line: str) -> str:
    """Return a source line with tabs as blanks and control characters made visible."""
    return line if line.isprintable() else "".join(_shown(character) for character in line)


def _shown(character: str) -> str:
    if character == "\t":
        return " " * TAB
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co"):
        return f"\\u{{{ord(character):x}}}"
    return character


def width(text: str) -> int:
    """Return how many cells a text takes; Hangul syllables take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def cut(line: str, start: int, end: int, most: int) -> tuple[str, int, int]:
    """Return a part of a long line around a span, with the span in it; `…` marks what is left out."""
    # A character takes no cell, one or two; a line that is many times too long need not be measured.
    if len(line) <= 4 * most and width(line) <= most:
        return line, start, end
    end = min(end, start + most // 2)
    left = max(0, start - most // 4)
    right = min(len(line), left + most)
    head, tail = ("…" if left else ""), ("…" if right < len(line) else "")
    moved = len(head) - left
    return head + line[left:right] + tail, start + moved, min(end, right) + moved
