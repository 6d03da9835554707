"""What could not be judged -> the command that exports what would settle it.

Rules that only exports can break name the command themselves; the others name what they miss in words.
"""

import re
from collections.abc import Callable, Iterable

from ..rules.facts import own_subnet_ids
from ..rules.ids import parent_of
from ..rules.rule import NotJudged
from ..rules.unknown import CannotJudge
from ..rules.view import View
from ..wire.symbols import spoken

_ID = r"(/subscriptions/\S+)"
_SHOWN: tuple[tuple[str, Callable[[str], str]], ...] = (
    (rf"virtual network {_ID}", lambda id_: f"az network vnet show --ids {id_}"),
    (rf"subnet {_ID}", lambda id_: f"az network vnet subnet show --ids {id_}"),
    (rf"route table {_ID}", lambda id_: f"az network route-table show --ids {id_}"),
    (rf"application gateway {_ID}", lambda id_: f"az network application-gateway show --ids {id_}"),
    (r"the role assignments of ([0-9a-fA-F-]{36})", lambda id_: f"az role assignment list --all --assignee {id_}"),
)
_OF_NETWORK = re.compile(
    r"(?:address prefixes|remote network|dnsServers|useRemoteGateways|allowForwardedTraffic) of .*"
)
_OF_IDENTITY = "the role assignments of the cluster's identity"
_PRINCIPAL = "the principal of the cluster's identity"


def settled_by(missing: str, view: View, resource_id: str) -> str:
    """Return the command that exports what is missing about a resource, or what is missing in the rule's words."""
    cluster = view.managed_clusters.get(resource_id.lower())
    if missing == _OF_IDENTITY:
        principals = None if cluster is None else cluster.principal_ids
        known = principals[0] if isinstance(principals, tuple) and principals else "<principal id>"
        return f"az role assignment list --all --assignee {known}"
    if missing == _PRINCIPAL and cluster is not None:
        return spoken(f"az identity show --ids {' '.join(cluster.identity_ids) or '<identity id>'}")
    if _OF_NETWORK.fullmatch(missing):
        return spoken(f"az network vnet show --ids {_network_of(view, resource_id)}")
    for pattern, command in _SHOWN:
        found = re.fullmatch(pattern, missing)
        if found:
            return command(found[1])
    return missing


def _network_of(view: View, resource_id: str) -> str:
    cluster = view.managed_clusters.get(resource_id.lower())
    try:
        ids = own_subnet_ids(cluster) if cluster else ()
    except CannotJudge:
        ids = ()
    network = resource_id if resource_id.lower() in view.virtual_networks else "<virtual network id>"
    return parent_of(ids[0]) if ids else network


def is_command(text: str) -> bool:
    """Whether a person can type it."""
    return text.startswith(("az ", "kubectl "))


def grouped(unjudged: Iterable[NotJudged], view: View) -> dict[str, tuple[str, ...]]:
    """Return what would settle something, with the rules it would let judge; what settles most comes first."""
    found: dict[str, dict[str, None]] = {}
    for each in unjudged:
        found.setdefault(settled_by(each.missing, view, each.resource_id), {}).setdefault(each.rule)
    order = sorted(found, key=lambda text: (not is_command(text), -len(found[text]), text))
    return {text: tuple(found[text]) for text in order}
