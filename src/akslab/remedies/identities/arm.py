"""An identity in an ARM template, as one more of its resources."""

import json
import re

from ...deployments.origins import Path
from ...importers.json_text import parse_json
from ..languages.arm import first, is_named, member
from ..roles.arm import added, entry_path, granted_in_arm
from ..writer import Patches, Spot
from .making import ENDING, TYPE, VERSION, Making, repointed


def identified_in_arm(making: Making) -> Patches | None:
    """Return the resource, its role, and the cluster's `identity`."""
    head = making.cluster.head
    name, location, identity = (member(head, key) for key in ("name", "location", "identity"))
    if name is None or identity is None or location is None:
        return None
    if parse_json(identity.words) != {"type": "SystemAssigned"}:
        return None
    label = f"{entry_path(making.cluster)[-1]}Identity" if is_named(head) else ""
    own = _named_after(str(parse_json(name.words)))
    made = {"type": TYPE, "apiVersion": VERSION, "name": own, "location": parse_json(location.words)}
    said, path = _as_declared(making, label, own)
    role = granted_in_arm(making.granting(said, label or own, path))
    written = added(making.cluster, made, label)
    if role is None or written is None or (label and f'"{label}"' in head.text):
        return None
    text = own[1:-1] if own.startswith("[") else f"'{own}'"
    listed = first(identity, "userAssignedIdentities", {f"[resourceId('{TYPE}', {text})]": {}})
    kind, pointed = member(identity, "type"), _pointed(making, label, text)
    return (
        None if kind is None or pointed is None else (*written, *role, *listed, kind.patch('"UserAssigned"'), *pointed)
    )


def _pointed(making: Making, label: str, name: str) -> Patches | None:
    """Return what names the new identity where an expression asks for the cluster's principal."""
    head = making.cluster.head
    cluster = str(parse_json(named.words)) if (named := member(head, "name")) else ""
    written = cluster[1:-1] if cluster.startswith("[") else f"'{cluster}'"
    ids = [rf"resourceId\([^()]*{re.escape(written)}\)"]
    if label:
        ids.append(f"'{re.escape(str(entry_path(making.cluster)[-1]))}'")
    asked = rf"reference\((?:{'|'.join(ids)})(?:,[^()]*)?\)\.identity\.principalId\b"
    return repointed(head, asked, f"reference(resourceId('{TYPE}', {name}), '{VERSION}').principalId", r"\.identity\b")


def _named_after(name: str) -> str:
    """Return the identity's name, of the cluster's: a literal, or an expression."""
    return f"[concat({name[1:-1]}, '{ENDING}')]" if name.startswith("[") else f"{name}{ENDING}"


def _as_declared(making: Making, label: str, name: str) -> tuple[Spot, Path]:
    """Return the head of the identity as it is going to be, and its path among the resources."""
    before = f"{json.dumps(label)}: " if label else ""
    text = f"{before}{json.dumps({'name': name})}"
    path = (*entry_path(making.cluster)[:-1], label) if label else ()
    return Spot(making.cluster.head.file, text, len(before), len(text)), path
