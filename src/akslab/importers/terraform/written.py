"""One instance of a resource as its configuration or a plan writes it: what the mappings to ARM read."""

from msgspec import Struct

from ...deployments.declared import Condition
from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin
from ...wire.symbols import symbol
from .azurerm.versions import ANY, Versions
from .language.values import label_of, symbol_of


class Written(Struct, frozen=True, kw_only=True):
    """A resource or data source with its arguments; nested blocks are lists of objects."""

    address: str
    kind: str
    """`azurerm_subnet`"""
    body: Node
    origin: Origin
    subscription: str = symbol("subscription")
    """The one its provider works in; a symbol when nobody says."""
    versions: Versions = ANY
    is_data: bool = False
    after: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    repeated: str = ""
    ignored: tuple[str, ...] = ()
    """What `ignore_changes` names; `all` for everything."""
    known_id: str = ""
    """From a plan or state: the id it has."""
    before: Node | None = None
    """From a plan: what is there now."""
    stated: tuple[str, ...] = ()
    """From a plan: the arguments that its configuration writes. Blocks made by `dynamic` are not among them."""
    ignores_unknown: bool = False
    """Nobody can tell whether changes are ignored: a plan does not say it, and the files are not here."""
    replaced_for: tuple[str, ...] = ()
    """From a plan: the arguments whose change makes Terraform delete it and make it again."""

    def argument(self, name: str) -> Node | None:
        """Return an argument or block; None where it is absent or null."""
        found = self.body.get(name)
        return None if found is None or found.value is None else found

    def text(self, name: str) -> str:
        """Return an argument as part of an id: a text, or a symbol for what is not known."""
        found = self.body.get(name)
        if found is None or found.value is None:
            return symbol_of(f"{self.address}.{name}")
        return part(found)

    def blocks(self, name: str) -> tuple[Node, ...]:
        """Return the blocks of a type; one object written as a value counts as a block, what is unknown as none."""
        return blocks_in(self.body, name)

    def ignores(self, name: str) -> bool:
        """Whether changes of an argument are ignored."""
        return any(each in ("all", name) for each in self.ignored)


def part(node: Node) -> str:
    """Return a value as part of an id."""
    if isinstance(node.value, Unknown):
        return symbol_of(label_of(node))
    return node.value if isinstance(node.value, str) else str(node.value)


def blocks_in(body: Node, name: str) -> tuple[Node, ...]:
    """Return the nested blocks of a body."""
    found = body.get(name)
    if found is None:
        return ()
    if isinstance(found.value, dict):
        return (found,)
    return tuple(each for each in found.elements() if isinstance(each.value, dict))
