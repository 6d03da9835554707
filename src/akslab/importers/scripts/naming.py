"""Names for what is not evaluated: short, without slashes where they become a part of an id, and without secrets."""

import re

from ...wire.symbols import spoken, symbol

MOST = 400
"""Characters of a source that tell it from others."""
SECRET = re.compile(r"password|secret|shared-key|key-data|sas-token|cert-data|token|passwd", re.IGNORECASE)
_GIVEN = re.compile(
    r"(-[\w-]*(?:password|secret|shared-key|key-data|token|passwd)[\w-]*(?:\s+|=|:))(\S+)", re.IGNORECASE
)
_SLASH = "\u2215"
"""Looks like a slash and is none."""


def symbol_of(text: str) -> str:
    """Return the symbol of what is called `text`: a command nobody runs, a query nobody answers."""
    return symbol(spoken(text).replace("/", _SLASH))


def source_of(text: str) -> str:
    """Return the source of a command or a test as a name for it: one line, its beginning, no secrets."""
    return _GIVEN.sub(r"\1***", " ".join(text[: 4 * MOST].split()))[:MOST]
