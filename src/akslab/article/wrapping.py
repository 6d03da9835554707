"""Break text into lines by the cells it takes on a terminal, where Korean takes two a letter."""

from .answer import cells_of


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` in lines of at most `width` cells, broken at blanks; a longer word is broken where it must be."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if cells_of(joined) <= width:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        for letter in word:
            if cells_of(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return lines
