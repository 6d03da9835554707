"""Braces in Bicep and HCL: where a body ends and which keys it has, past texts, comments and bodies inside it.

The files were read without a fault before anybody asks; a text that is cut off only ends early.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

_BICEP = re.compile(
    r"//[^\n]*|/\*.*?\*/|'''.*?'''|'(?:\\.|[^'\\\n])*'|(?P<open>[{\[(])|(?P<close>[}\])])|(?P<key>[A-Za-z_]\w*)(?=\s*:)",
    re.DOTALL,
)
_HCL = re.compile(
    r"(?:#|//)[^\n]*|/\*.*?\*/|<<-?(?P<mark>\w+)\n.*?^\s*(?P=mark)$"
    r'|"(?:\\.|[^"\\\n])*"|(?P<open>[{\[(])|(?P<close>[}\])])|(?P<key>[A-Za-z_][\w-]*)(?=\s*(?:=[^=>]|\{|"))',
    re.DOTALL | re.MULTILINE,
)


_INDENT = re.compile(r"[ \t]*")


class Body(Struct, frozen=True):
    """What stands in a pair of braces."""

    start: int
    """Offset of the opening brace."""
    end: int
    """Offset behind the closing one."""
    keys: dict[str, int]
    """The keys directly in it -> where they stand; the first of several."""


def body_at(text: str, at: int, *, is_hcl: bool) -> Body | None:
    """Return the body whose opening brace is the next one from an offset on; None where it does not end."""
    start = text.find("{", at)
    keys: dict[str, int] = {}
    depth = 0
    for found in _signs(text, start, is_hcl) if start >= 0 else ():
        if found["open"]:
            depth += 1
        elif found["close"]:
            depth -= 1
        elif found["key"] and depth == 1:
            keys.setdefault(found["key"], found.start())
        if not depth:
            return Body(start, found.end(), keys)
    return None


def closing(text: str, at: int, *, is_hcl: bool) -> int | None:
    """Return the offset behind the bracket that closes the one at `at`."""
    depth = 0
    for found in _signs(text, at, is_hcl):
        depth += bool(found["open"]) - bool(found["close"])
        if not depth:
            return found.end()
    return None


def _signs(text: str, at: int, is_hcl: bool) -> Iterator[re.Match[str]]:
    return (_HCL if is_hcl else _BICEP).finditer(text, at)


def indent_of(text: str, at: int) -> str:
    """Return the blanks that the line of an offset begins with."""
    found = _INDENT.match(text, line_start(text, at))
    return found[0] if found else ""


def behind_last(text: str, at: int) -> int:
    """Return the offset behind the last sign before `at` that is no blank and no line break."""
    while at and text[at - 1].isspace():
        at -= 1
    return at


def line_start(text: str, at: int) -> int:
    """Return the offset of the first character of a line."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return the offset behind a line and its line break."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def break_of(text: str) -> str:
    """Return how the lines of a text end, by its first one."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"
