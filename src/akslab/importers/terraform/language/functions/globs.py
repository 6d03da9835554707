"""Patterns of file names: `*`, `**`, `?`, `[a-z]`, `{a,b}`, matched without backtracking."""

from collections.abc import Callable

from .linear_regex import search
from .regex_syntax import RegexError, compiled
from .signature import refuse


def matcher(pattern: str) -> Callable[[str], bool]:
    """Return whether a name with slashes matches. Raises EvaluationError for a bad pattern."""
    try:
        program = compiled(f"^{_as_regex(pattern)}$")
    except RegexError as error:
        raise refuse("fileset", error.key, **error.values) from None
    return lambda name: len(name) < 4000 and search(program, name) is not None


def _as_regex(pattern: str) -> str:
    parts: list[str] = []
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if pattern.startswith("**/", at):
            parts.append("(?:.*/)?")
            at += 3
            continue
        if pattern.startswith("**", at):
            parts.append(".*")
            at += 2
            continue
        plain = {"*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|", "[": "[", "]": "]", "-": "-", "^": "^"}
        parts.append(plain.get(character, f"\\{character}" if not character.isalnum() else character))
        at += 1
    return "".join(parts)
