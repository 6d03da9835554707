"""Where an expression of a Bicep file stands: what its names mean there, where it is deployed to, what is noted."""

from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.nodes import Node
from ...deployments.origins import Origin
from ..arm.budget import Budget
from ..arm.journal import Journal
from ..arm.refusals import RefusedError
from ..arm.targets import Target
from .program import Program
from .syntax import Syntax


class Names(Protocol):
    """What a file's symbols mean, found out when somebody asks."""

    program: Program
    target: Target
    budget: Budget
    journal: Journal

    def symbol(self, name: str) -> Node:
        """Return what a symbol stands for. Raises RefusedError where the file has none of that name."""

    def function(self, name: str) -> "Callable[[tuple[Node, ...]], Node] | None":
        """Return a function that the file declares or imports."""

    def text_of_file(self, relative: str) -> tuple[str, str]:
        """Return the name and the text of a file that `load…Content` names. Raises RefusedError, NotKnownError."""

    def environment(self, name: str) -> str | None:
        """Return a variable of the environment that somebody gave, None where nobody did."""


class Scope(Struct, frozen=True):
    """The names of a file and those of the loops and lambdas around. It is the `Site` of the library's functions."""

    names: Names
    locals: Mapping[str, Node] = {}

    @property
    def budget(self) -> Budget:
        """What may still be spent."""
        return self.names.budget

    @property
    def target(self) -> Target:
        """Where the file is deployed to."""
        return self.names.target

    def bound(self, values: Mapping[str, Node]) -> "Scope":
        """Return the scope in which some names have values of their own."""
        return replace(self, locals={**self.locals, **values})

    def origin(self, of: Syntax) -> Origin:
        """Return the place of a piece of syntax."""
        return Origin(file=self.names.program.file, start=of.start, end=of.end)

    def written(self, of: Syntax) -> str:
        """Return a piece of syntax as it is written, on one line."""
        return " ".join(self.names.program.text[of.start : of.end].split())


def placed(error: RefusedError, of: Syntax) -> RefusedError:
    """Return a refusal that knows its place, the innermost one that is known."""
    if error.start < 0:
        error.start, error.end = of.start, of.end
    return error
