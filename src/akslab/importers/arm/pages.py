"""The list of functions that `docs/inputs/arm.md` has between its marks: what the library has, and what of it is unknown."""

import sys
from collections.abc import Iterable

from .functions.arrays import ARRAYS
from .functions.cidr import CIDR
from .functions.comparison import COMPARISON
from .functions.dates import DATES
from .functions.encoding import ENCODING
from .functions.formatting import FORMATTING
from .functions.function import Function
from .functions.identifiers import IDENTIFIERS
from .functions.lambdas import LAMBDAS
from .functions.logic import LOGIC
from .functions.numbers import NUMBERS
from .functions.objects import OBJECTS
from .functions.runtime import RUNTIME
from .functions.strings import STRINGS
from .scoped import SCOPED_NAMES

_GROUPS: tuple[tuple[str, tuple[Function, ...]], ...] = (
    ("texts", STRINGS + FORMATTING),
    ("encodings", ENCODING),
    ("numbers", NUMBERS),
    ("comparison", COMPARISON),
    ("logic", LOGIC),
    ("arrays", ARRAYS),
    ("objects", OBJECTS),
    ("lambdas", LAMBDAS),
    ("address ranges", CIDR),
    ("dates", DATES),
    ("where it is deployed, ids", IDENTIFIERS),
)


def functions_table() -> str:
    """Return the functions by group, in Markdown."""
    lines = ["| what for | functions |", "|---|---|"]
    lines += [f"| {what} | {_names(function.name for function in group)} |" for what, group in _GROUPS]
    lines.append(f"| the template's own | {_names(SCOPED_NAMES)}, functions of `functions` |")
    lines.append(f"| never known | {_names(function.name for function in RUNTIME)}, `list…` |")
    return "\n".join(lines) + "\n"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names, key=str.lower))


if __name__ == "__main__":
    sys.stdout.write(functions_table())
