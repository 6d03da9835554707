"""One instance of a resource: its body evaluated, its id, and the object that references to it see."""

from collections.abc import Mapping

from ....deployments.nodes import Node
from ....rules.fields import ELSE
from ..azurerm.data_sources import SPECIAL
from ..azurerm.registry import kinds
from ..language.values import Unsure
from ..written import Written


def seen_from_outside(written: Written) -> Node:
    """Return what an expression gets that names this instance: arguments, what Azure makes, and more that is unsure."""
    rest = {ELSE: Node(Unsure("run-time", "", written.address))}
    arguments: Mapping[str, Node] = written.body.value
    kind = kinds().get(written.kind)
    if written.is_data and written.kind in SPECIAL:
        return Node({**rest, **arguments, **SPECIAL[written.kind](written)}, written.origin)
    if kind is None:
        if written.kind.startswith("azapi_"):
            from ..azapi import id_of  # noqa: PLC0415 - few configurations use azapi

            return Node({**rest, **arguments, "id": Node(id_of(written))}, written.origin)
        return Node({**rest, **arguments}, written.origin)
    id_ = kind.identify(written)
    computed = kind.computed(written, id_) if kind.computed is not None else {}
    return Node({**rest, **arguments, **computed, "id": Node(id_)}, written.origin)
