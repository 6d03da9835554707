"""How a text refers to a resource: the expressions that have its id as their value."""

from collections.abc import Iterable, Iterator

from ..deployments.declared import Declared
from ..deployments.nodes import Node
from ..deployments.origins import Origin


def references(resources: Iterable[Declared], id_: str, key: str) -> Iterator[tuple[Declared, Origin]]:
    """Yield where properties of this name have this id, in what is written here, with what declares them."""
    for declared in resources:
        if not declared.existing:
            yield from ((declared, origin) for origin in _found(declared.body, id_.lower(), key.lower()))


def _found(node: Node, id_: str, key: str) -> Iterator[Origin]:
    for name, inner in node.items():
        if name.lower() == key and inner.text.lower() == id_ and inner.origin is not None:
            yield inner.origin
        yield from _found(inner, id_, key)
    for inner in node.elements():
        yield from _found(inner, id_, key)
