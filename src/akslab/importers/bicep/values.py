"""What only an evaluation of Bicep has for values: resources and modules by their symbols, namespaces, functions."""

from abc import ABC, abstractmethod

from ...deployments.nodes import Node
from ...wire.sentences import sentence
from ..arm.refusals import RefusedError
from .scope import Scope


class Reached(ABC):
    """A value into which one goes by rules of its own. It never stands in the body of a resource."""

    what: str
    """How it is called in messages: `vnet`."""
    is_resource = False
    """Whether it has more than is written of it, once it is deployed."""

    @abstractmethod
    def property(self, name: str, scope: Scope) -> Node:
        """Return a property. Raises RefusedError."""

    def element(self, index: Node, scope: Scope) -> Node:
        """Return an element of a loop. Raises RefusedError for what is none."""
        raise RefusedError(sentence("bicep.no-loop", name=self.what))

    def child(self, name: str, scope: Scope) -> Node:
        """Return a resource declared inside. Raises RefusedError where there is none."""
        raise RefusedError(sentence("bicep.no-child", name=name, outer=self.what))

    def call(self, name: str, arguments: tuple[Node, ...], scope: Scope) -> Node:
        """Return what a method answers. Raises RefusedError where there is none of that name."""
        raise RefusedError(sentence("bicep.no-method", name=name, outer=self.what))

    @abstractmethod
    def view(self) -> Node:
        """Return it as a plain value."""


def plain_value(node: Node) -> Node:
    """Return a node with a plain value; a resource or module becomes what is known of it."""
    if not isinstance(node.value, Reached):
        return node
    view = node.value.view()
    return Node(view.value, node.origin or view.origin, node.is_secret or view.is_secret)
