"""Texts on which the grammar of bash takes time that grows with the square of their length: told before it reads them.

All of them are broken off: thousands of brackets, here-documents, pipes or functions that nothing ends. A script that
somebody runs has none of that.
"""

import re

MOST_OPEN = 500
"""Brackets of which the other one is missing."""
MOST_STARTED = 1_000
"""Here-documents, `case` or functions without a body; pipes in one line, or in lines that go on."""
_MARK = re.compile(r"[(\[{]|[)\]}]|<<|\bcase\b|\bfunction\b|\(\)|\|+|\n|\0")
_GOES_ON = re.compile(r"[|&\\][ \t\r]*\Z")


def is_tangled(text: str) -> bool:
    """Whether a text is one the grammar had better not read."""
    balance = started = pipes = 0
    for found in _MARK.finditer(text):
        mark = found[0]
        if mark == "\0":
            return True
        if mark in "([{":
            balance += 1
        elif mark in ")]}":
            balance -= 1
        elif mark == "\n":
            is_over = not _GOES_ON.search(text, max(0, found.start() - 8), found.start())
            pipes = 0 if is_over else pipes
        elif mark.startswith("|"):
            pipes += 1
        else:
            started += 1
        if abs(balance) > MOST_OPEN or started > MOST_STARTED or pipes > MOST_STARTED:
            return True
    return False
