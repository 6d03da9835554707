"""Which dialect a script is written in, and its program by the reader of that dialect."""

import re

from .bash_reader import read_bash
from .cmd_reader import read_cmd
from .markdown import fenced_blocks
from .placeholders import marked, placeholders_of
from .powershell_reader import read_powershell
from .program import Block, Statement

_ENDINGS = {
    ".sh": "bash",
    ".bash": "bash",
    ".zsh": "bash",
    ".ksh": "bash",
    ".ps1": "powershell",
    ".psm1": "powershell",
    ".cmd": "cmd",
    ".bat": "cmd",
    ".md": "markdown",
    ".markdown": "markdown",
}
_OTHERS = (".azcli", ".txt", ".azcli.sh")
"""Endings that say nothing about the dialect."""
_POWERSHELL = re.compile(r"^[ \t]*\$\w+[ \t]*=(?!=)|^#!.*\bpwsh\b|^[ \t]*param\s*\(", re.MULTILINE | re.IGNORECASE)
_AZ = re.compile(
    r"(?:^|[\s;|&(`'\"@])az(?:\.cmd)?\s+(?:aks|network|group|role|identity|deployment|ad|account|resource|provider)\b"
    r"|\b(?:New|Set|Add|Get)-Az(?:Aks|VirtualNetwork|RouteTable|ResourceGroup|RoleAssignment|UserAssigned)",
    re.IGNORECASE,
)
MOST_LOOKED_AT = 1 << 20
"""Characters in which the first az command is looked for."""


def ending_of(name: str) -> str:
    """Return a file name's last ending, lower-case: `.sh`."""
    last = name.rsplit("/", 1)[-1]
    return f".{last.rsplit('.', 1)[-1].lower()}" if "." in last else ""


def is_az_script(name: str, text: str) -> bool:
    """Whether a file is a script (or a page with scripts) that calls az or its cmdlets."""
    ending = ending_of(name)
    is_script = ending in _ENDINGS or ending in _OTHERS or (ending == "" and text.startswith("#!"))
    return is_script and bool(_AZ.search(text[:MOST_LOOKED_AT]))


def dialect_of(name: str, text: str) -> str:
    """Return `bash`, `powershell`, `cmd` or `markdown`: by the ending, else by how the text begins."""
    found = _ENDINGS.get(ending_of(name))
    if found:
        return (
            "powershell" if found == "bash" and text.startswith("#!") and "pwsh" in text.partition("\n")[0] else found
        )
    head = text[:20_000]
    if _POWERSHELL.search(head):
        return "powershell"
    return "cmd" if re.search(r"^[ \t]*@echo off|%\w+%", head, re.MULTILINE | re.IGNORECASE) else "bash"


def is_caseless(name: str, text: str) -> bool:
    """Whether the names of variables are caseless, and unquoted values stay one word."""
    dialect = dialect_of(name, text)
    if dialect == "markdown":
        return any(block.dialect != "bash" for block in fenced_blocks(text))
    return dialect != "bash"


def program_of(name: str, text: str, placeholders: set[str]) -> tuple[Statement, ...]:
    """Return the program of a script; the names of its placeholders are added to `placeholders`."""
    placeholders |= placeholders_of(text)
    dialect = dialect_of(name, text)
    if dialect == "markdown":
        blocks = [_read(block.dialect, block.text, name, block.start) for block in fenced_blocks(text)]
        return tuple(Block(statements) for statements in blocks)
    return _read(dialect, text, name, 0)


def _read(dialect: str, text: str, name: str, start: int) -> tuple[Statement, ...]:
    if dialect == "powershell":
        return read_powershell(marked(text), name, start)
    if dialect == "cmd":
        return read_cmd(marked(text), name, start)
    return read_bash(marked(text), name, start)
