"""What `reference` answers: what a resource declares of itself, and what follows from its id. Everything else is unknown."""

from collections.abc import Callable, Mapping
from typing import Any

from ...deployments.nodes import Node
from ...wire.symbols import kubelet_of, principal_of, private_address_of, spoken, symbol
from .budget import Budget
from .unknowns import Pending, pending

_DEEPEST = 60
_FIREWALLS = "microsoft.network/azurefirewalls"
Extra = Callable[[str], dict[str, Any]]


def opened(node: Node, unknown: Pending, budget: Budget, depth: int = 0) -> Node:
    """Return a declared value as Azure would answer it: every object in it may have more than was written."""
    budget.spend(1)
    if isinstance(node.value, dict) and depth < _DEEPEST:
        made = {key: opened(inner, unknown, budget, depth + 1) for key, inner in node.items()}
        return Node(made | {"*": Node(unknown)}, node.origin, node.is_secret)
    if isinstance(node.value, tuple) and depth < _DEEPEST:
        return Node(tuple(opened(inner, unknown, budget, depth + 1) for inner in node.elements()), node.origin)
    return node


def answer(id_: str, type_: str, body: Node | None, part: str, budget: Budget) -> Node:
    """Return the properties of a resource, or the whole of it; `body` is what is declared of it, if anything is."""
    unknown = pending("run-time", f"reference({spoken(id_)})", f"reference('{spoken(id_)}')")
    properties = body.get("properties") if body else None
    known = opened(properties, unknown, budget) if properties is not None else Node({"*": Node(unknown)})
    if isinstance(known.value, dict):
        known = Node(
            {**known.value, **_node_members(_PROPERTIES.get(type_.lower(), _nothing)(id_), unknown)}, known.origin
        )
        known = _with_child_ids(known, id_)
        known = _with_address(known, id_) if type_.lower() == _FIREWALLS else known
    if part != "full":
        return known
    made = dict(opened(body, unknown, budget).value) if body and isinstance(body.value, dict) else {"*": Node(unknown)}
    made["properties"] = known
    made["resourceId"] = Node(id_)
    made["identity"] = _identity(id_, made.get("identity"), unknown)
    return Node(made, body.origin if body else None)


def _node_members(written: Mapping[str, Any], unknown: Pending) -> dict[str, Node]:
    return {
        key: Node(_node_members(value, unknown) | {"*": Node(unknown)}) if isinstance(value, dict) else Node(value)
        for key, value in written.items()
    }


def _identity(id_: str, declared: Node | None, unknown: Pending) -> Node:
    inner = dict(declared.value) if declared and isinstance(declared.value, dict) else {}
    type_ = inner.get("type")
    if type_ is None or "systemassigned" in str(type_.value).lower().replace(" ", ""):
        inner["principalId"] = Node(principal_of(id_))
    return Node(inner | {"*": Node(unknown)})


def _with_child_ids(node: Node, id_: str) -> Node:
    """Return properties in which the elements of lists of children have the ids they will have."""
    made = dict(node.value)
    for key in list(made):
        kind = _CHILDREN.get(key.lower())
        if kind and isinstance(made[key].value, tuple):
            children = [_child(each, f"{id_}/{kind}") for each in made[key].elements()]
            made[key] = Node(tuple(children), made[key].origin)
    return Node(made, node.origin)


def _with_address(node: Node, id_: str) -> Node:
    """Return a firewall's properties with the private address in its configurations, which Azure chooses."""
    listed = node.get("ipConfigurations")
    if listed is None or not isinstance(listed.value, tuple):
        return node
    made = []
    for each in listed.elements():
        inner = each.get("properties")
        if inner is not None and isinstance(inner.value, dict):
            told = {"privateIPAddress": Node(private_address_of(id_)), **inner.value}
            made.append(Node({**each.value, "properties": Node(told, inner.origin)}, each.origin))
        else:
            made.append(each)
    return Node({**node.value, "ipConfigurations": Node(tuple(made), listed.origin)}, node.origin)


def _child(node: Node, prefix: str) -> Node:
    name = node.get("name")
    if not isinstance(node.value, dict) or name is None or not name.text:
        return node
    return Node({**node.value, "id": Node(f"{prefix}/{name.text}")}, node.origin)


_CHILDREN = {
    "subnets": "subnets",
    "virtualnetworkpeerings": "virtualNetworkPeerings",
    "routes": "routes",
    "securityrules": "securityRules",
    "frontendipconfigurations": "frontendIPConfigurations",
    "backendaddresspools": "backendAddressPools",
    "ipconfigurations": "ipConfigurations",
}
"""Property that lists children, lower-case -> the segment of their ids."""


def _nothing(_: str) -> dict[str, Any]:
    return {}


def _of_identity(id_: str) -> dict[str, Any]:
    return {"principalId": principal_of(id_), "clientId": symbol(f"client of {spoken(id_.lower())}")}


def _of_cluster(id_: str) -> dict[str, Any]:
    kubelet = {"objectId": kubelet_of(id_), "clientId": symbol(f"kubelet client of {spoken(id_.lower())}")}
    return {"identityProfile": {"kubeletidentity": kubelet}}


_PROPERTIES: Mapping[str, Extra] = {
    "microsoft.managedidentity/userassignedidentities": _of_identity,
    "microsoft.containerservice/managedclusters": _of_cluster,
}
"""Lower-case type -> what follows from an id."""
