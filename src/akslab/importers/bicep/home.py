"""What the resources and modules of one file, deployed once, share: the file's place, its names, what it opens."""

from collections.abc import Callable, Mapping
from typing import Protocol

from msgspec import Struct

from ...deployments.declared import Condition
from ...deployments.nodes import Node
from ..arm.context import Context
from ..arm.targets import Target
from .once import Once
from .program import Program, Programs
from .scope import Names, Scope
from .values import Reached

Given = Callable[[str], Node | None]
"""What is given for a parameter of this name; None where nothing is."""
PARAMETERS = ".bicepparam"
JSON = (".json", ".jsonc", ".arm")
"""Endings of files that are templates in JSON."""
REMOTE = ("br:", "br/", "ts:", "ts/")
"""How the address of a module or template begins that is in no file."""


class Place(Struct, frozen=True, kw_only=True):
    """Where a file stands in a deployment."""

    prefix: str = ""
    """Before the addresses of what is in it: `network > `; empty for the file that was asked for."""
    label: str = ""
    """Behind the names of its parameters: ` of network`."""
    conditions: tuple[Condition, ...] = ()
    """That everything in it is under."""
    files: tuple[str, ...] = ()
    """The files it is deployed from, outermost first."""
    waits: tuple[str, ...] = ()
    """Addresses that everything in it waits for."""


class Opened(Protocol):
    """The file of a module, deployed."""

    def output(self, name: str) -> Node:
        """Return an output. Raises RefusedError where the file has none of that name."""

    def output_names(self) -> tuple[str, ...]:
        """Return the names of its outputs."""


class Home(Names, Protocol):
    """A Bicep file that is deployed."""

    context: Context
    """What is shared with all other files of the deployment."""
    programs: Programs
    place: Place
    once: Once

    @property
    def resources(self) -> Mapping[str, Reached]:
        """The symbols of resources, those that stand in no other."""

    @property
    def modules(self) -> Mapping[str, Reached]:
        """The symbols of modules."""

    @property
    def scope(self) -> Scope:
        """The scope of expressions outside of any loop."""

    def opened(self, program: Program, target: Target, given: Given, place: Place) -> Opened:
        """Return another file that this one deploys."""
