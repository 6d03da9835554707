"""Whether a file is a script that calls az, and in which dialect: told without reading it as a program."""

import re

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
