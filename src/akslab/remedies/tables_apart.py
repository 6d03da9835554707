"""A route table that is made apart, named in a subnet of an ARM template whose resources are a list.

Such a template has no words for a resource that is made the first time only.
"""

from ..checking.pointing import Declarations, Trail
from ..deployments.declared import Declared
from ..deployments.origins import Path
from .edits import TableApart
from .languages.arm import ArmWriter
from .scene import Scene
from .sharing import is_in_loop
from .writer import Patches, language_of, spot

_SUBNETS = "microsoft.network/virtualnetworks/subnets"
_USER_ASSIGNED = "userassigned"


def table_apart(scene: Scene, edit: TableApart) -> Patches | None:
    """Return the reference to the table, in the resource that writes the subnet without one."""
    declared, cluster = scene.subject(), scene.made(edit.cluster)
    keys = _subnet(scene.declarations, declared, edit.subnet) if declared else None
    kind = cluster.body.at("identity", "type") if cluster else None
    if declared is None or keys is None or kind is None or kind.text.lower() != _USER_ASSIGNED:
        return None
    node = declared.body.at(*keys)
    at = spot(scene.locator, node.origin) if node and node.origin else None
    if at is None or node is None or scene.writer(at) is None or language_of(at.file) != "arm":
        return None
    if node.get("routeTable") is not None or is_in_loop(declared, (*keys, "routeTable")):
        return None
    table = f"[resourceId('Microsoft.Network/routeTables', '{edit.name}')]"
    return ArmWriter().insert(at, Trail(declared, keys, node, ("routeTable", "id")), table)


def _subnet(declarations: Declarations, declared: Declared, name: str) -> Path | None:
    """Return the keys to the properties of a subnet: in its own resource, or in the list of its network."""
    if declared.type.lower() == _SUBNETS:
        return ("properties",)
    listed = declared.body.at("properties", "subnets")
    is_list = listed is not None and isinstance(listed.value, tuple)
    index = declarations.element(listed, name) if listed and is_list else None
    return None if index is None else ("properties", "subnets", index, "properties")
