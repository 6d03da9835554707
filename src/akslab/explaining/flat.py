r"""Make any paste one line of plain text: escapes of nested JSON, colours and Terraform's boxes gone.

A deployment's error is JSON in a string in JSON; a terminal wraps it; Terraform draws a box around it. What is
searched is the words, whatever they were wrapped in: `\\\"code\\\"` and `"code"` are the same. All of it is linear in
the text's length.
"""

import re
from functools import cache

MOST_CHARACTERS = 16 << 20
"""Of a longer text the two ends are read: an error stands at the beginning or at the end."""

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_BACKSLASHES = re.compile(r"\\{2,}")
_BOX = "│╷╵"
_BLANKS = ("\\n", "\\r", "\\t")
_QUOTED = {'\\"': '"', "\\'": "'", "\\/": "/", "\\u0027": "'", "\\u0022": '"'}
_INNER_WORD = re.compile(r"(?<=[^a-z0-9_])[a-z][a-z0-9_]{3,}(?=[^a-z0-9_])")
_GROWS = "\u0130"
"""The one capital whose lower case is two characters."""
_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def shortened(text: str) -> str:
    """Return a text of at most `MOST_CHARACTERS`."""
    half = MOST_CHARACTERS // 2
    return text if len(text) <= MOST_CHARACTERS else f"{text[:half]}\n{text[-half:]}"


def flattened(text: str) -> str:
    """Return the words of a text on one line, unescaped."""
    text = _COLOUR.sub("", text)
    for letter in _BOX:
        text = text.replace(letter, " ")
    if "\\" in text:
        text = _BACKSLASHES.sub(r"\\", text)
        for escaped in _BLANKS:
            text = text.replace(escaped, " ")
        for escaped, letter in _QUOTED.items():
            text = text.replace(escaped, letter)
    return " ".join(text.split())


def lowered(text: str) -> str:
    """Return the text in lower case, every letter where it was."""
    lower = text.replace(_GROWS, "I").lower()
    return lower if len(lower) == len(text) else text.translate(_LOWER)


@cache
def inner_words(phrase: str) -> frozenset[str]:
    """Return the words of four letters and more inside a lower-case phrase: where one is missing, the phrase is."""
    return frozenset(found[0] for found in _INNER_WORD.finditer(phrase))
