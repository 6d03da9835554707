"""Patterns of file names: `*`, `?`, `[a-z]`, `{a,b}`, `**`, matched without backtracking."""

from collections.abc import Callable

from .linear_regex import search
from .regex_syntax import RegexError, compiled
from .signature import refuse

_PLAIN = {"*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", "[": "[", "]": "]", "-": "-", "^": "^"}


def matcher(pattern: str) -> Callable[[str], bool]:
    """Return whether a name matches. Raises EvaluationError for a bad pattern."""
    try:
        program = compiled(f"^{_as_regex(pattern)}$")
    except RegexError as error:
        raise refuse("fileset", error.key, **error.values) from None
    return lambda name: len(name) < 4000 and search(program, name) is not None


def _as_regex(pattern: str) -> str:
    parts: list[str] = []
    depth = at = 0
    while at < len(pattern):
        character, starts = pattern[at], at == 0 or pattern[at - 1] == "/"
        if starts and (pattern.startswith("**/", at) or pattern[at:] == "**"):
            parts.append("(?:[^/]*/)*" if pattern.startswith("**/", at) else "(?:[^/]*/)*[^/]*")
            at += 3
            continue
        depth += (character == "{") - (character == "}")
        plain = _PLAIN | ({",": "|"} if depth else {})
        parts.append(plain.get(character, character if character.isalnum() else f"\\{character}"))
        at += 1
    return "".join(parts)
