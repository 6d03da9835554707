"""Where an expression stands: its template's names, its deployment's target, its loops, and its place in a file."""

from collections.abc import Mapping
from typing import Any, Literal, Protocol

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.nodes import Node
from ...deployments.origins import Origin, Path
from .budget import Budget
from .journal import Journal
from .targets import Target

Part = Literal["properties", "full", "info"]
"""What is asked of a resource: its properties, the whole of it, or what is known before it is deployed."""


class UserFunction(Struct, frozen=True):
    """A function that a template declares."""

    parameters: tuple[str, ...]
    body: Any
    """The JSON of its output's value."""
    place: Origin


class Names(Protocol):
    """What a template declares, evaluated when it is asked for."""

    def parameter(self, name: str) -> Node:
        """Return a parameter's value. Raises RefusedError if the template has none of that name."""

    def variable(self, name: str) -> Node:
        """Return a variable's value. Raises RefusedError if the template has none of that name."""

    def function(self, name: str) -> UserFunction | None:
        """Return a function of the template's own, `namespace.name` in lower case."""

    def reference(self, scope: "Scope", target: Node, part: "Part") -> Node:
        """Return what `reference` answers for a resource, and note in the scope that it is waited for."""

    def references(self, scope: "Scope", loop: Node, part: "Part") -> Node:
        """Return what `references` answers for a loop of resources."""


class Scope(Struct, frozen=True, kw_only=True):
    """What an expression may see. It is the `Site` of the functions of the library."""

    names: Names
    target: Target
    budget: Budget
    journal: Journal
    place: Origin
    loops: Mapping[str, Node] = {}
    """Name of a loop in lower case -> index. The resource's or output's own is also under the empty name."""
    variables: Mapping[str, Node] = {}
    """Of lambdas, in lower case."""
    inside: "Scope | None" = None
    """Whose expressions are written with one bracket more: those of a nested template that the one around it evaluates."""
    waits: set[str] | None = None
    """Collects the addresses that references wait for, where somebody wants them."""

    def at(self, path: Path) -> "Scope":
        """Return the scope of another place in the same file."""
        return replace(self, place=Origin(file=self.place.file, path=path))

    def looped(self, name: str, index: Node, *, is_own: bool = False) -> "Scope":
        """Return the scope inside a loop."""
        own = {"": index} if is_own else {}
        return replace(self, loops={**self.loops, name.lower(): index, **own})
