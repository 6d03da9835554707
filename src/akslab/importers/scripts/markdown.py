"""Markdown -> the scripts in its fenced blocks, each with the place it begins at."""

import re
from collections.abc import Iterator

from msgspec import Struct

_FENCE = re.compile(r"^[ \t]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[\w.+-]*)[^\n]*\n", re.MULTILINE)
_PROMPT = re.compile(r"^([ \t]*)\$ (?=\S)", re.MULTILINE)
_DIALECTS = {
    "bash": (
        "bash",
        "sh",
        "shell",
        "zsh",
        "console",
        "azurecli",
        "azurecli-interactive",
        "azcli",
        "azure-cli",
        "terminal",
        "",
    ),
    "powershell": ("powershell", "pwsh", "ps1", "azurepowershell", "azurepowershell-interactive", "ps"),
    "cmd": ("cmd", "bat", "batch", "dos"),
}


class Fenced(Struct, frozen=True):
    """A fenced block: its dialect, its text (prompts blanked out), and the offset it begins at."""

    dialect: str
    text: str
    start: int


def fenced_blocks(text: str) -> Iterator[Fenced]:
    """Yield the blocks that hold scripts; where some are for bash, those for PowerShell say the same again."""
    found = list(_blocks(text))
    dialects = {block.dialect for block in found if re.search(r"\baz\b", block.text)}
    first = next((dialect for dialect in _DIALECTS if dialect in dialects), "powershell")
    yield from (block for block in found if block.dialect == first)


def _blocks(text: str) -> Iterator[Fenced]:
    at = 0
    while opened := _FENCE.search(text, at):
        close = re.compile(rf"^[ \t]*{re.escape(opened['mark'])}[`~]*[ \t]*\r?$", re.MULTILINE).search(
            text, opened.end()
        )
        end = close.start() if close else len(text)
        language = opened["language"].lower()
        dialect = next((name for name, languages in _DIALECTS.items() if language in languages), "")
        if dialect:
            body = _PROMPT.sub(r"\1  ", text[opened.end() : end])
            yield Fenced(dialect, body, opened.end())
        at = close.end() if close else len(text)
