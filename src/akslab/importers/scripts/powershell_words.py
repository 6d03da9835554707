"""Tokens of PowerShell -> parts of words: variables inside double quotes, escapes by backtick."""

import re
from collections.abc import Callable, Iterator

from .placeholders import readable
from .powershell_tokens import Token
from .program import Captured, Literal, Part, Statement, Variable

Inner = Callable[[str, int], tuple[Statement, ...]]
"""Reads the statements of a text at an offset."""
_INSIDE = re.compile(r"`(.)|\"\"|\$\{([^}]*)\}|\$((?:\w+:)?\w+)|\$\(", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "", "`": "`"}
_SCOPES = re.compile(r"^(?:env|global|script|local|private|using):", re.IGNORECASE)
_MEMBER = re.compile(r"(\$(?:\{[^}]*\}|(?:\w+:)?\w+|.))(.*)", re.DOTALL)
_CONSTANTS = {"true": "true", "false": "false", "null": ""}


def parts_of(token: Token, inner: Inner) -> list[Part]:
    """Return the parts of a token that is no bracket."""
    text = token.text
    if token.kind == "variable":
        return [_constant(text) or variable(text, False)]
    if token.kind == "splat":
        return [Variable(name=text[1:], operator="@", source=text)]
    if token.kind == "single":
        return [Literal(readable(text[1:].removesuffix("'").replace("''", "'")), True)]
    if token.kind == "double":
        return [Literal("", True), *_interpolated(text[1:].removesuffix('"'), token.start + 1, inner)]
    if token.kind == "herestring":
        body = text.partition("\n")[2].rpartition("\n")[0].removesuffix("\r")
        start = token.start + len(text.partition("\n")[0]) + 1
        return [Literal(body, True)] if text[1] == "'" else [*_interpolated(body, start, inner)]
    return [Literal(readable(re.sub(r"`(.)", r"\1", text)))]


def _constant(text: str) -> Literal | None:
    found = _CONSTANTS.get(text[1:].lower())
    return None if found is None else Literal(found, bool(not found))


def variable(text: str, is_quoted: bool) -> Variable:
    """Return `$name`, `$env:NAME`, `${name}` or `$name.path`."""
    found = _MEMBER.fullmatch(text)
    head, member = (found[1], found[2]) if found else (text, "")
    name = _SCOPES.sub("", head[1:].strip("{}"))
    return Variable(name=name, member=member.removeprefix("."), is_quoted=is_quoted, source=text)


def _interpolated(text: str, start: int, inner: Inner) -> Iterator[Part]:
    at = 0
    while found := _INSIDE.search(text, at):
        yield Literal(readable(text[at : found.start()]), True)
        at = found.end()
        if found[0] == '""':
            yield Literal('"', True)
        elif found[1]:
            yield Literal(_ESCAPES.get(found[1], found[1].lstrip("\n")), True)
        elif found[2] or found[3]:
            yield _constant(found[0]) or variable(found[0], True)
        else:
            end = _closing(text, at)
            yield Captured(body=inner(text[at:end], start + at), is_quoted=True, source=text[found.start() : end + 1])
            at = end + 1
    yield Literal(readable(text[at:]), True)


def _closing(text: str, at: int) -> int:
    """Return where the bracket that is open at `at` closes."""
    depth = 1
    for index in range(at, len(text)):
        depth += (text[index] == "(") - (text[index] == ")")
        if not depth:
            return index
    return len(text)
