"""The function library of ARM templates over nodes. Bicep's functions and operators are these too.

`FUNCTIONS` has every function by its name in lower case; `function_of` also answers for the `list…` family. Bicep's
operators are: `+` add, `-` sub, `*` mul, `/` div, `%` mod, `!` not, `==` equals, `<` less, `<=` lessOrEquals,
`&&` and, `||` or, `?:` if, `??` coalesce, an interpolated text format, `.?` tryGet, `[^n]` indexFromEnd.
"""

import re
from collections.abc import Mapping

from .arrays import ARRAYS
from .cidr import CIDR
from .comparison import COMPARISON
from .dates import DATES
from .encoding import ENCODING
from .formatting import FORMATTING
from .function import Function, Lambda, Site, Thunk, invoke, invoke_lazily
from .identifiers import IDENTIFIERS
from .lambdas import LAMBDAS
from .logic import LOGIC
from .numbers import NUMBERS
from .objects import OBJECTS
from .runtime import RUNTIME, listing
from .strings import STRINGS

FUNCTIONS: Mapping[str, Function] = {
    function.name.lower(): function
    for group in (
        STRINGS,
        FORMATTING,
        ENCODING,
        NUMBERS,
        COMPARISON,
        LOGIC,
        ARRAYS,
        OBJECTS,
        LAMBDAS,
        CIDR,
        IDENTIFIERS,
        DATES,
        RUNTIME,
    )
    for function in group
}

_LISTING = re.compile(r"list\w{0,80}", re.IGNORECASE)


def function_of(name: str) -> Function | None:
    """Return the function of a name in any case; None if the library has none."""
    found = FUNCTIONS.get(name.lower())
    return listing(name) if found is None and _LISTING.fullmatch(name) else found


__all__ = ["FUNCTIONS", "Function", "Lambda", "Site", "Thunk", "function_of", "invoke", "invoke_lazily"]
