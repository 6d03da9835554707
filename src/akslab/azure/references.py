"""Back references: what Azure shows on a resource of the others that link to it."""

from ..arm.world import World
from ..wire.properties import Json


def reference_list(world: World, id_: str, marker: str) -> list[Json]:
    """Return `[{"id": …}]` for every referer of `id_` whose id contains `marker` (compared without case)."""
    return [{"id": source} for source in world.referers(id_) if marker.lower() in source.lower()]
