"""Symbols of a script that may become a part of an id: without slashes, which would take the id apart."""

from ...wire.symbols import spoken, symbol

_SLASH = "\u2215"
"""Looks like a slash and is none."""


def symbol_of(text: str) -> str:
    """Return the symbol of what is called `text`: a command nobody runs, a query nobody answers."""
    return symbol(spoken(text).replace("/", _SLASH))
