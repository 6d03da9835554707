"""PowerShell text -> tokens: strings, here-strings, variables, brackets; a backtick at a line's end joins the next one."""

import re
from collections.abc import Iterator

from msgspec import Struct

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r\ufeff]+|`\r?\n)"""
    r"""|(?P<comment><\#.*?(?:\#>|\Z)|\#[^\n]*)"""
    r"""|(?P<end>\n|;)"""
    r"""|(?P<herestring>@(?P<quote>["'])[ \t]*\r?\n.*?(?:\n[ \t]*(?P=quote)@|\Z))"""
    r"""|(?P<double>"(?:`.|""|[^"`])*"?)"""
    r"""|(?P<single>'(?:''|[^'])*'?)"""
    r"""|(?P<variable>\$(?:\{[^}\n]{1,200}\}|(?:\w+:)?\w+|[?^$])(?:\.\w+(?!\w*\()|\[-?\d+\])*)"""
    r"""|(?P<splat>@\w+)"""
    r"""|(?P<open>\$\(|@\(|@\{|\(|\{)"""
    r"""|(?P<close>[)}])"""
    r"""|(?P<sign>\|\||&&|\+=|[|&=,+])"""
    r"""|(?P<word>(?:`.|[^\s`"'$@(){}|&;,])+|[$@`])""",
    re.DOTALL,
)


class Token(Struct, frozen=True):
    """A piece of text: its kind (a name of the pattern), and its place."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, blanks and comments left out."""
    at = 0
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            at += 1
            continue
        kind = found.lastgroup or ""
        kind = "herestring" if kind == "quote" else kind
        if kind not in ("blank", "comment"):
            yield Token(kind, found[0], at, found.end())
        at = found.end()
