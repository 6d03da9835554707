"""How a text refers to its resources: the expressions that have an id as their value, and whose principal a symbol is."""

from collections.abc import Iterator, Sequence

from ..deployments.declared import Declared
from ..deployments.nodes import Node
from ..deployments.origins import Origin
from ..wire.symbols import principal_of

Places = list[tuple[Declared, Origin]]


class References:
    """The references of a deployment, looked up when somebody asks for the first time."""

    def __init__(self, resources: Sequence[Declared]) -> None:
        """Take the resources of one world."""
        self._written = [each for each in resources if not each.existing]
        self._places: dict[tuple[str, str], Places] | None = None
        self._principals: dict[str, Declared] | None = None

    def places(self, id_: str, key: str) -> Places:
        """Return where properties of this name have this id, with what declares them."""
        if self._places is None:
            self._places = {}
            for declared in self._written:
                for name, value, origin in _ids(declared.body):
                    self._places.setdefault((name.lower(), value.lower()), []).append((declared, origin))
        return self._places.get((key.lower(), id_.lower()), [])

    def identity(self, principal: str) -> Declared | None:
        """Return what has this principal, by its symbol: an identity, or a resource with one of its own."""
        if self._principals is None:
            made = (each for each in self._written if each.writing == "put")
            self._principals = {principal_of(each.id): each for each in made}
        return self._principals.get(principal)


def _ids(node: Node) -> Iterator[tuple[str, str, Origin]]:
    for name, inner in node.items():
        if inner.text.startswith("/") and inner.origin is not None:
            yield name, inner.text, inner.origin
        yield from _ids(inner)
    for inner in node.elements():
        yield from _ids(inner)
