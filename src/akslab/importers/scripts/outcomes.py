"""What running a statement came to: whether it succeeded, what it printed, whether the script goes on."""

from typing import Literal

from msgspec import Struct

from .texts import Text

Stops = Literal["", "loop", "function", "script"]


class Outcome(Struct, frozen=True, kw_only=True):
    """The end of a statement."""

    status: bool | None = True
    """Whether it succeeded; None where nobody can tell."""
    is_program: bool = False
    """It is a program or an az command, which is taken to succeed where the next one depends on that."""
    test: str = ""
    """What is undecided, in the script's words."""
    output: Text | None = None
    """What it printed; None for nothing."""
    stops: Stops = ""
    """What ends with it: `break`, `return`, `exit`."""


FINE = Outcome()
FAILED = Outcome(status=False)
