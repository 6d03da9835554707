"""A command of az as a script calls it: what the rules about az itself read."""

from collections.abc import Mapping

from msgspec import Struct

from .unknown import Maybe


class AzCommand(Struct, frozen=True, kw_only=True):
    """One call of one command."""

    id: str
    """Where it stands: `deploy.sh:14`."""
    command: str
    """`aks create`"""
    options: Mapping[str, Maybe[str]] = {}
    """By the long name; an empty text for a flag. An option that is not here was not given."""
    unknown: tuple[str, ...] = ()
    """Options that today's az does not have."""
    broken: tuple[str, ...] = ()
    """Options on lines of their own: the line above does not go on, and the shell takes them for commands."""
    is_open: bool = False
    """A variable may hold further options: what is not here may be given all the same."""
    goes_on: bool = False
    """The script comes here even if an earlier step failed."""
