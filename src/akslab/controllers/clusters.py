"""The AKS resource provider's loop: clusters that are on their way somewhere get there."""

from .aks.bring_up import bring_up
from .aks.tear_down import tear_down
from .context import Context


def reconcile(context: Context) -> float | None:
    """Bring clusters up or down; returns the seconds after which a booting one wants to be looked at again."""
    waits: list[float] = []
    for cluster in list(context.clusters()):
        state = cluster["properties"]["provisioningState"]
        if state == "Deleting":
            tear_down(context, cluster)
        elif state in ("Creating", "Updating"):
            wait = _boot_time_left(context, cluster)
            if wait > 0:
                waits.append(wait)
            else:
                bring_up(context, cluster)
    return min(waits, default=None)


def _boot_time_left(context: Context, cluster: dict[str, object]) -> float:
    """Return how many seconds its machines still boot: none, unless the lab is realistic."""
    world = context.arm.world
    if not world.settings.provisioning_s:
        return 0.0
    internal = dict(cluster.get("akslab") or {})  # type: ignore[call-overload]
    if "since" not in internal:
        internal["since"] = world.clock.now()
        world.documents.write([{**cluster, "akslab": internal}])
    return float(internal["since"]) + world.settings.provisioning_s - world.clock.now()
