"""Where a fact stands: a resource and a place in its document -> `subnet.json:$.routeTable.id`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from ..deployments.origins import Path
from ..importers.exports.arm_shape import written_path
from ..importers.exports.items import Item, shown
from ..rules.places import KUBERNETES, document_of, nearest, resolve
from .joined import Joined

_CHILD = re.compile(
    r"properties\.(subnets|routes|securityRules|virtualNetworkPeerings|agentPoolProfiles)\[([^\]]+)\]\.?(.*)"
)
_SEGMENTS = {"agentPoolProfiles": "agentPools"}


def proof_of(known: Joined, place: str, subject_id: str = "") -> str:
    """Return where a place is written in the files; empty where no file has the resource."""
    found = written_at(known, place, subject_id)
    return shown(*found) if found else ""


def written_at(known: Joined, place: str, subject_id: str = "") -> tuple[str, Path] | None:
    """Return the file and the path of a place (see `rules.places`); None where no file has the resource.

    A child that was exported alone is found in its own file. What is absent is shown by the object it would stand in.
    """
    id_, path = document_of(place, subject_id)
    if id_.startswith(KUBERNETES):
        return _object_at(known, subject_id, id_.removeprefix(KUBERNETES), path)
    sources = known.merged.sources.get(id_.lower().rstrip("/"), ())
    child = _CHILD.match(path)
    alone: tuple[Item, ...] = ()
    if child:
        segment = _SEGMENTS.get(child[1], child[1])
        alone = known.merged.sources.get(f"{id_}/{segment}/{child[2]}".lower(), ())
    for item in sources:
        found = resolve(item.document, path)
        if found is not None:
            return _written(item, found)
    for item in alone:
        assert child is not None
        return _written(item, nearest(item.document, child[3]))
    for item in sources:
        return _written(item, nearest(item.document, path))
    return None


def _object_at(known: Joined, cluster_id: str, key: str, path: str) -> tuple[str, Path] | None:
    """Return the place in a Kubernetes object of a cluster, as `kind/namespace/name`."""
    for items in known.objects.by_cluster.get(cluster_id.lower(), {}).values():
        for item in items:
            if item.key == key:
                return item.file, (*item.path, *nearest(item.document, path))
    return None


def _written(item: Item, path: Path) -> tuple[str, Path]:
    """Return the place of a path in ARM's shape; of a link, the id it leads to."""
    value: Any = item.document
    for step in path:
        value = value[step]
    if isinstance(value, Mapping) and isinstance(value.get("id"), str) and "properties" not in value and path:
        path = (*path, "id")
    return item.file, (*item.path, *written_path(item.written, path))


def node_proofs(known: Joined, cluster_id: str, names: Iterable[str], path: tuple[str, ...]) -> tuple[str, ...]:
    """Return where the nodes of these names say something: the place, or for several of a file one with their number."""
    wanted = {name.lower() for name in names}
    items = known.objects.by_cluster.get(cluster_id.lower(), {}).get("Node", [])
    mine = [item for item in items if item.key.rsplit("/", 1)[-1] in wanted]
    if len(mine) == 1:
        return (shown(mine[0].file, (*mine[0].path, *path)),)
    counts: dict[str, int] = {}
    for item in mine:
        start = item.path[:-1] if item.path and isinstance(item.path[-1], int) else item.path
        place = f"{shown(item.file, start)}[*].{'.'.join(path)}"
        counts[place] = counts.get(place, 0) + 1
    return tuple(f"{place} ({count})" for place, count in counts.items())
