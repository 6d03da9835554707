"""An identity in Bicep, below the cluster or its route table."""

import re

from ..languages.bicep import symbol_of
from ..roles.bicep import granted_in_bicep
from ..roles.granting import block_after
from ..scanning import body_at, break_of
from ..writer import Patches, Spot
from .making import TYPE, VERSION, Making, named_after, repointed, words_of


def identified_in_bicep(making: Making) -> Patches | None:
    """Return the resource, its role, and the cluster's `identity`."""
    parties = (making.cluster, making.scope)
    head, symbol = making.cluster.head, symbol_of(making.cluster.head)
    bodies = [body_at(party.head.text, party.head.end, is_hcl=False) for party in parties]
    place = block_after(parties, tuple(each.end if each else -1 for each in bodies)) if all(bodies) else None
    own = f"{symbol}Identity"
    if place is None or bodies[0] is None or symbol is None or re.search(rf"\b{own}\b", head.text):
        return None
    name, location = (words_of(head.text, bodies[0], key) for key in ("name", "location"))
    said = f"resource {own} '{TYPE}@{VERSION}'"
    role = granted_in_bicep(making.granting(Spot(head.file, said, 0, len(said)), own))
    listed = _identity(head, bodies[0].keys.get("identity"), own)
    principal = rf"\b{symbol}\.identity\.principalId\b"
    pointed = repointed(head, principal, f"{own}.properties.principalId", rf"\b{symbol}\.identity\b")
    if name is None or location is None or role is None or listed is None or pointed is None:
        return None
    file, at = place
    lines = ("", f"{said} = {{", f"  name: {named_after(name, chr(39))}", f"  location: {location}", "}")
    written = file.at(at, at, "".join(f"{line}{break_of(file.text)}" for line in lines))
    return (written, *role, *listed, *pointed)


def _identity(head: Spot, at: int | None, own: str) -> Patches | None:
    """Return the `identity` of the cluster, which had its type only, with the identity in it."""
    body = body_at(head.text, at, is_hcl=False) if at is not None else None
    if body is None or set(body.keys) != {"type"}:
        return None
    stood = head.text[body.start : body.end]
    if not re.fullmatch(r"\{\s*type:\s*'SystemAssigned'\s*\}", stood):
        return None
    listed = f"userAssignedIdentities: {{ '${{{own}.id}}': {{}} }}"
    if "\n" not in stood:
        return (head.at(body.start, body.end, f"{{ type: 'UserAssigned', {listed} }}"),)
    ending = break_of(head.text)
    lines = (
        "    type: 'UserAssigned'",
        "    userAssignedIdentities: {",
        f"      '${{{own}.id}}': {{}}",
        "    }",
        "  }",
    )
    return (head.at(body.start, body.end, "{" + "".join(f"{ending}{line}" for line in lines)),)
