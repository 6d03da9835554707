"""An identity in Terraform, below the cluster or its route table."""

import re

from ..languages.terraform import local_address
from ..roles.granting import block_after
from ..roles.terraform import granted_in_terraform
from ..scanning import body_at, break_of, indent_of
from ..writer import Patches, Spot
from .making import Making, named_after, repointed, words_of

_KIND = "azurerm_user_assigned_identity"


def identified_in_terraform(making: Making) -> Patches | None:
    """Return the resource, its role, and the cluster's `identity`."""
    parties = (making.cluster, making.scope)
    head, address = making.cluster.head, local_address(making.cluster.declared)
    bodies = [body_at(party.head.text, party.head.end, is_hcl=True) for party in parties]
    body = bodies[0]
    place = block_after(parties, tuple(each.end if each else -1 for each in bodies)) if all(bodies) else None
    if place is None or body is None or address is None or not address.startswith("azurerm_kubernetes_cluster."):
        return None
    label = address.partition(".")[2]
    if f'"{_KIND}" "{label}"' in head.text or f"{address}.identity" in making.beside:
        return None
    words = {key: words_of(head.text, body, key) for key in ("name", "resource_group_name", "location")}
    listed = _identity(head, body.keys.get("identity"), f"{_KIND}.{label}")
    role = granted_in_terraform(making.granting(head, f"{_KIND}.{label}"))
    own = re.escape(f"{address}.identity")
    principal = rf"{own}(?:\[0\]|\.0)\.principal_id\b"
    pointed = repointed(head, principal, f"{_KIND}.{label}.principal_id", rf"{own}\b")
    if role is None or listed is None or pointed is None or None in words.values():
        return None
    file, at = place
    lines = (
        "",
        f'resource "{_KIND}" "{label}" {{',
        f"  name                = {named_after(str(words['name']), chr(34))}",
        f"  resource_group_name = {words['resource_group_name']}",
        f"  location            = {words['location']}",
        "}",
    )
    written = file.at(at, at, "".join(f"{line}{break_of(file.text)}" for line in lines))
    return (written, *role, *listed, *pointed)


def _identity(head: Spot, at: int | None, own: str) -> Patches | None:
    """Return the block `identity` of the cluster, which had its type only, with the identity in it."""
    body = body_at(head.text, at, is_hcl=True) if at is not None else None
    if at is None or body is None or set(body.keys) != {"type"}:
        return None
    if not re.fullmatch(r'\{\s*type\s*=\s*"SystemAssigned"\s*\}', head.text[body.start : body.end]):
        return None
    indent, ending = indent_of(head.text, at), break_of(head.text)
    lines = ("{", f'{indent}  type         = "UserAssigned"', f"{indent}  identity_ids = [{own}.id]", f"{indent}}}")
    return (head.at(body.start, body.end, ending.join(lines)),)
