"""What a node's host-local remembers: the address it gave last, from where it goes on, also after a restart (N11).

It lies on the node's disk, so it goes with the node: a node that comes again under the same name starts afresh.
"""

from collections.abc import Mapping

from msgspec import json

from ..kube.embedded import PREFIX
from ..store.seam import Delete, Put
from ..wire.properties import Json
from .context import Context


def last_reserved(context: Context, cluster: Json, node: str) -> str | None:
    """Return the address a node gave last, None if it gave none yet."""
    entry = context.store.get(_key(cluster, node))
    return json.decode(entry.value, type=str) if entry else None


def remember(context: Context, cluster: Json, last: Mapping[str, str]) -> None:
    """Write what nodes gave last: node -> address."""
    if last:
        context.store.write([Put(_key(cluster, node), json.encode(address)) for node, address in last.items()])


def forget(context: Context, cluster: Json, node: str) -> None:
    """Forget a node that goes; those of a whole cluster go with its Kubernetes objects."""
    key = _key(cluster, node)
    if context.store.get(key):
        context.store.write([Delete(key)])


def _key(cluster: Json, node: str) -> str:
    return f"{PREFIX}{cluster['id'].lower()}#host-local/{node}"
