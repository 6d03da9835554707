"""A role assignment in Terraform, below the cluster or what it is on."""

import re

from ..languages.terraform import depending, local_address
from ..scanning import body_at, break_of
from ..writer import Patches
from .granting import ROLE, Granting, block_after

_KIND = "azurerm_role_assignment"


def granted_in_terraform(granting: Granting) -> Patches | None:
    """Return the resource, and the cluster's wait for it."""
    parties = (granting.cluster, granting.scope)
    addresses = [local_address(party.declared) for party in (*parties, granting.identity)]
    bodies = [body_at(party.head.text, party.head.end, is_hcl=True) for party in parties]
    place = block_after(parties, tuple(body.end if body else -1 for body in bodies)) if all(bodies) else None
    if place is None or None in addresses or granting.listed:
        return None
    cluster, scope, identity = (str(each) for each in addresses)
    label = re.sub(r"\W", "_", f"{cluster.partition('.')[2]}_on_{scope.removeprefix('azurerm_')}")
    principal = "identity[0].principal_id" if granting.is_of_the_cluster else "principal_id"
    head, at = place
    if f'"{label}"' in head.text:
        return None
    lines = (
        "",
        f'resource "{_KIND}" "{label}" {{',
        f"  scope                = {scope}.id",
        f'  role_definition_name = "{ROLE}"',
        f"  principal_id         = {identity}.{principal}",
        "}",
    )
    written = head.at(at, at, "".join(f"{line}{break_of(head.text)}" for line in lines))
    waiting = () if granting.is_of_the_cluster else depending(granting.cluster.head, f"{_KIND}.{label}")
    return None if waiting is None else (written, *waiting)
