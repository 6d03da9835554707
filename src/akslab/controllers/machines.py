"""A machine whose interface is gone is gone: its resource group was deleted under it."""

from ..store.seam import Delete
from .context import Context
from .network import VM_PREFIX, virtual_machines


def reconcile(context: Context) -> float | None:
    """Forget every machine without an interface."""
    orphans = [m.name for m in virtual_machines(context) if context.arm.world.get(m.interface) is None]
    if orphans:
        context.store.write([Delete(VM_PREFIX + name) for name in orphans])
    return None
