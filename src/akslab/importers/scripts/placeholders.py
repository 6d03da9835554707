"""`<appId>`, `<your group>`: what somebody is to fill in, made a symbol before the grammar sees redirections.

The text keeps its length, so that every offset stays that of the file.
"""

import re

BLANK = "\ue002"
"""Stands for a blank inside a placeholder while the grammar reads."""
_BEYOND = re.compile(r"[\U00010000-\U0010ffff]")
_PLACEHOLDER = re.compile(r"(?<![<\w&])<([A-Za-z][\w.-]*(?: [\w.-]+){0,6})>(?![>&|])")


def marked(text: str) -> str:
    """Return `text`, as long as before, with placeholders as symbols and without what two code units of UTF-16 need."""
    return _PLACEHOLDER.sub(_symbol, _BEYOND.sub("\ufffd", text))


def _symbol(found: "re.Match[str]") -> str:
    # The two marks are those of `wire.symbols`, whose symbols enclose a name and add nothing to its length.
    return f"\ue000{found[1].replace(' ', BLANK)}\ue001"


def readable(text: str) -> str:
    """Return a literal as its symbols are compared: blanks inside placeholders are blanks again."""
    return text.replace(BLANK, " ") if BLANK in text else text


def placeholders_of(text: str) -> set[str]:
    """Return the names of the placeholders in a text."""
    return {found[1] for found in _PLACEHOLDER.finditer(text)}
