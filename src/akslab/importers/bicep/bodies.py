"""The body of a resource as Azure gets it: what is Bicep's own taken out, the name without those of its parents."""

from ...deployments.nodes import Node
from ...deployments.origins import Origin
from . import syntax
from .evaluation import object_of
from .scope import Scope

_OWN = ("name", "parent", "scope", "dependsOn")
_ASSIGNMENT = "microsoft.authorization/roleassignments"


def body_node(written: syntax.Object, scope: Scope) -> Node:
    """Return the body of a resource without its name. Whatever is refused in it is noted at its place."""
    items = tuple([item for item in written.items if isinstance(item, syntax.Spread) or item.key.plain not in _OWN])
    return Node(object_of(items, scope), scope.origin(written))


def named(body: Node, name: str, origin: Origin | None) -> Node:
    """Return a body with the resource's own name, the last one of its id."""
    return Node({"name": Node(name, origin), **body.value}, body.origin)


def assigned(body: Node, type_: str, scope_id: str) -> Node:
    """Return the body of a role assignment with its scope; any other body as it is."""
    properties = body.get("properties")
    if type_.lower() != _ASSIGNMENT or properties is None or not isinstance(properties.value, dict):
        return body
    inner = Node({**properties.value, "scope": Node(scope_id, properties.origin)}, properties.origin)
    return Node({**body.value, "properties": inner}, body.origin)
