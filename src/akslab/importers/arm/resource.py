"""One resource of a template, one instance of a loop: what it is called, where it is, and its body when it is asked for."""

from typing import Any, Literal

from msgspec import Struct

from ...deployments.declared import Condition
from ...deployments.nodes import Node
from ...deployments.origins import Origin, Path
from .scope import Scope

State = Literal["asleep", "evaluating", "done"]


class Named(Struct, frozen=True, kw_only=True):
    """What is known of a resource before its body is: enough to refer to it."""

    address: str
    type: str
    """Proper: an extension's own, however it is spelled."""
    written_type: str
    """As the template spells it, of a nested resource with its parent's."""
    id: str
    full_name: str
    """`network/nodes`, as `dependsOn` may say it."""
    label: str = ""
    """The symbolic name, without an index."""
    loop: str = ""
    index: int | None = None


class Resource:
    """A resource that a template declares and that is not surely absent."""

    def __init__(self, named: Named, entry: dict[str, Any], path: Path, scope: Scope) -> None:
        self.named = named
        self.entry = entry
        self.path = path
        self.scope = scope
        """Where its expressions stand; `scope.waits` is its own."""
        self.name_node: Node = Node(named.full_name)
        self.conditions: tuple[Condition, ...] = ()
        self.is_existing = False
        self.repeated = ""
        self.after: tuple[str, ...] = ()
        """What its loop waits for: the batch before."""
        self.state: State = "asleep"
        self.body: Node | None = None

    @property
    def waits(self) -> set[str]:
        """The addresses its references wait for, as far as they were evaluated."""
        return self.scope.waits if self.scope.waits is not None else set()

    @property
    def origin(self) -> Origin:
        """The whole resource in the file."""
        return Origin(file=self.scope.place.file, path=self.path)

    @property
    def is_deployment(self) -> bool:
        """Whether it is a template inside the template."""
        return self.named.type.lower() == "microsoft.resources/deployments"
