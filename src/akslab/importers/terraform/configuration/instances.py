"""One instance of a resource: its body evaluated, its id, and the object that references to it see."""

from ....deployments.nodes import Node
from ....rules.fields import ELSE
from ..azurerm.data_sources import SPECIAL
from ..azurerm.kinds import id_of
from ..azurerm.registry import kinds
from ..language.values import Unsure
from ..written import Written


def _opened(node: Node, label: str) -> Node:
    """Return blocks with what Azure adds to them left open: `identity[0].principal_id`."""
    if type(node.value) is not tuple or not any(isinstance(each.value, dict) for each in node.value):
        return node
    made = [
        Node(
            {ELSE: Node(Unsure("run-time", "", f"{label}[{index}]"))}
            | {name: _opened(inner, f"{label}[{index}].{name}") for name, inner in each.value.items()},
            each.origin,
        )
        if isinstance(each.value, dict)
        else each
        for index, each in enumerate(node.value)
    ]
    return Node(tuple(made), node.origin, node.is_secret)


def seen_from_outside(written: Written) -> Node:
    """Return what an expression gets that names this instance: arguments, what Azure makes, and more that is unsure."""
    rest = {ELSE: Node(Unsure("run-time", "", written.address))}
    arguments = {name: _opened(node, f"{written.address}.{name}") for name, node in written.body.value.items()}
    kind = kinds().get(written.kind)
    if written.is_data and written.kind in SPECIAL:
        return Node({**rest, **arguments, **SPECIAL[written.kind](written)}, written.origin)
    if kind is None:
        if written.kind.startswith("azapi_"):
            from ..azapi import id_of as id_in_azapi  # noqa: PLC0415 - few configurations use azapi

            return Node({**rest, **arguments, "id": Node(id_in_azapi(written))}, written.origin)
        return Node({**rest, **arguments}, written.origin)
    id_ = id_of(kind, written)
    computed = kind.computed(written, id_) if kind.computed is not None else {}
    return Node({**rest, **arguments, **computed, "id": Node(id_)}, written.origin)
