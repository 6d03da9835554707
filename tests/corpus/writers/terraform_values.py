"""What a configuration is made of: blocks, and expressions that refer to them."""

from typing import Any

from msgspec import Struct

Body = dict[str, Any]
"""Arguments by name; a list of objects is a list of nested blocks."""


class Ref(str):
    """An expression that refers to a block: `azurerm_subnet.nodes1.id`."""


class Block(Struct, frozen=True, kw_only=True):
    """One resource of a configuration."""

    type: str
    name: str
    id: str
    """What Azure calls it."""
    body: Body
    waits: tuple[str, ...] = ()
    subscription: str = ""
    """Another than the provider's own."""
    ignores: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return f"{self.type}.{self.name}"
