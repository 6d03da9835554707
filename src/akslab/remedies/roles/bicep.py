"""A role assignment in Bicep, below the cluster or what it is on."""

import re

from ..languages.bicep import BicepWriter, depending, symbol_of
from ..scanning import body_at, break_of
from ..writer import Patches
from .granting import ROLE_ID, Granting, block_after, name_of

_PROVIDER = "Microsoft.Authorization"


def granted_in_bicep(granting: Granting) -> Patches | None:
    """Return the resource, and the cluster's wait for it."""
    parties = (granting.cluster, granting.scope)
    symbols = [symbol_of(party.head) for party in (*parties, granting.identity)]
    bodies = [body_at(party.head.text, party.head.end, is_hcl=False) for party in parties]
    place = block_after(parties, tuple(body.end if body else -1 for body in bodies)) if all(bodies) else None
    if place is None or None in symbols:
        return None
    cluster, scope, identity = (str(each) for each in symbols)
    name = name_of(granting, cluster, scope)
    head, at = place
    lines, target = _subnet(granting, scope, name)
    new = (name, target) if granting.listed else (name,)
    if any(re.search(rf"^[ \t]*\w+[ \t]+{each}\b", head.text, re.MULTILINE) for each in new):
        return None
    principal = (
        f"{identity}.identity.principalId" if granting.is_of_the_cluster else f"{identity}.properties.principalId"
    )
    lines += (
        "",
        f"resource {name} '{_PROVIDER}/roleAssignments@2022-04-01' = {{",
        f"  name: guid({target}.id, {identity}.id, '{ROLE_ID}')",
        f"  scope: {target}",
        "  properties: {",
        f"    principalId: {principal}",
        "    principalType: 'ServicePrincipal'",
        f"    roleDefinitionId: subscriptionResourceId('{_PROVIDER}/roleDefinitions', '{ROLE_ID}')",
        "  }",
        "}",
    )
    written = head.at(at, at, "".join(f"{line}{break_of(head.text)}" for line in lines))
    waiting = () if granting.is_of_the_cluster else depending(granting.cluster.head, name)
    return None if waiting is None else (written, *waiting)


def _subnet(granting: Granting, network: str, name: str) -> tuple[tuple[str, ...], str]:
    """Return a symbol for a subnet that its network lists, and what declares it; the scope's own where it has one."""
    if not granting.listed:
        return (), network
    symbol = re.sub(r"\W", "", f"{granting.listed[:1].lower()}{granting.listed[1:]}") or f"{name}Subnet"
    return (
        "",
        f"resource {symbol} 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {{",
        f"  parent: {network}",
        f"  name: {BicepWriter().written(granting.listed, '')}",
        "}",
    ), symbol
