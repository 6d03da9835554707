"""A role assignment in an ARM template, as one more of its resources."""

import json
from collections.abc import Mapping

from ...deployments.declared import Declared
from ...deployments.origins import Path
from ...importers.json_text import JsonPlaces, parse_json
from ..languages.arm import depending, entry_of, first, is_named, member
from ..languages.members import lines_at
from ..scanning import break_of, indent_of, line_start
from ..writer import Patches, Spot
from .granting import ROLE_ID, Granting, Party, name_of

_PROVIDER = "Microsoft.Authorization"
_SUBNETS = "Microsoft.Network/virtualNetworks/subnets"
_IDENTITY_VERSION, _CLUSTER_VERSION = "2023-01-31", "2024-09-01"


def granted_in_arm(granting: Granting) -> Patches | None:
    """Return the resource, and the cluster's wait for it."""
    parties = (granting.cluster, granting.scope, granting.identity)
    names = [_name(party.head) for party in parties]
    entries = [entry_of(party.head, party.declared) for party in parties]
    if None in names or None in entries:
        return None
    scope = _id(granting.scope.declared, str(names[1]))
    if granting.listed:
        scope = f"resourceId('{_SUBNETS}', {names[1]}, {_quoted(granting.listed)})"
    identity = _id(granting.identity.declared, str(names[2]))
    made = _assignment(granting, scope, identity, list(dict.fromkeys(map(str, entries[1:]))))
    is_map = is_named(granting.cluster.head)
    label = name_of(granting, str(entries[0]), str(entries[1])) if is_map else str(made["name"])
    written = added(granting.cluster, made, label if is_map else "")
    waiting = () if granting.is_of_the_cluster else depending(granting.cluster.head, label)
    return None if waiting is None or written is None else (*written, *waiting)


def _assignment(granting: Granting, scope: str, identity: str, after: list[str]) -> dict[str, object]:
    own = f"reference({identity}, '{_CLUSTER_VERSION}', 'Full').identity.principalId"
    principal = own if granting.is_of_the_cluster else f"reference({identity}, '{_IDENTITY_VERSION}').principalId"
    return {
        "type": f"{_PROVIDER}/roleAssignments",
        "apiVersion": "2022-04-01",
        "name": f"[guid({scope}, {identity}, '{ROLE_ID}')]",
        "scope": f"[{scope}]",
        "properties": {
            "principalId": f"[{principal}]",
            "principalType": "ServicePrincipal",
            "roleDefinitionId": f"[subscriptionResourceId('{_PROVIDER}/roleDefinitions', '{ROLE_ID}')]",
        },
        "dependsOn": after,
    }


def entry_path(cluster: Party) -> Path:
    """Return the path of a resource among those of its template; empty where it has none."""
    origin = cluster.declared.body.origin
    return origin.path if origin else ()


def added(cluster: Party, made: Mapping[str, object], label: str) -> Patches | None:
    """Return a resource before the cluster, or as the first member of the map that the cluster is in."""
    head = cluster.head
    if label:
        path = entry_path(cluster)
        span = JsonPlaces(head.text).value(path[:-1]) if path else None
        return first(Spot(head.file, head.text, *span), label, made) if span else None
    indent = indent_of(head.text, head.start)
    if head.text[line_start(head.text, head.start) : head.start].strip():
        return None
    unit = "  " if not indent else indent_of(head.text, head.text.find('"', head.start)).removeprefix(indent) or "  "
    lines = json.dumps(made, indent=unit).split("\n")
    shown = (*(indent + line for line in lines[:-1]), f"{indent}{lines[-1]},")
    return lines_at(head, head.start, shown, break_of(head.text))


def _name(resource: Spot) -> str | None:
    """Return a resource's name inside an expression; None for one of several parts."""
    found = member(resource, "name")
    name = parse_json(found.words) if found else None
    if not isinstance(name, str) or "/" in name:
        return None
    return name[1:-1] if name.startswith("[") and not name.startswith("[[") else _quoted(name)


def _id(declared: Declared, name: str) -> str:
    return f"resourceId('{declared.type}', {name})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
