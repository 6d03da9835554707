"""Principals that a plan or state knows by their GUIDs -> the identities they belong to.

A role assignment that exists names a GUID; the cluster names the identity. Only the identity's own entry has both.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from ....deployments.nodes import Node
from ....wire.symbols import kubelet_of, principal_of
from ..written import Written

_IDENTITY, _CLUSTER = "azurerm_user_assigned_identity", "azurerm_kubernetes_cluster"


def principals_in(entries: Iterable[tuple[str, Mapping[str, Any] | None]]) -> dict[str, str]:
    """Return the symbols of identities by the GUIDs of their principals; `entries` are types and attributes."""
    return {guid.lower(): symbol for type_, values in entries if values for guid, symbol in _of(type_, values)}


def _of(type_: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    id_ = values.get("id")
    if not isinstance(id_, str):
        return
    if type_ == _IDENTITY:
        yield from _one(values.get("principal_id"), principal_of(id_))
    elif type_ == _CLUSTER:
        yield from _one(_inside(values.get("identity"), "principal_id"), principal_of(id_))
        yield from _one(_inside(values.get("kubelet_identity"), "object_id"), kubelet_of(id_))


def _inside(blocks: Any, name: str) -> Any:
    block = blocks[0] if isinstance(blocks, list) and blocks else None
    return block.get(name) if isinstance(block, Mapping) else None


def _one(guid: Any, symbol: str) -> Iterator[tuple[str, str]]:
    if isinstance(guid, str) and guid:
        yield guid, symbol


def with_principal(written: Written, principals: Mapping[str, str]) -> Written:
    """Return a role assignment with the identity it is for, where its GUID is known to be one's."""
    found = written.body.get("principal_id") if written.kind == "azurerm_role_assignment" else None
    symbol = principals.get(found.text.lower()) if found is not None and found.text else None
    if found is None or symbol is None:
        return written
    changed = Node(symbol, found.origin, found.is_secret)
    return replace(written, body=Node({**written.body.value, "principal_id": changed}, written.body.origin))
