"""A plan as ARM documents: what Azure would hold after the snippets ran, and what the catalogue judges.

kubenet gets a route table of its own on the subnet, before the cluster, and a user-assigned identity: without the
table in one's own template, the next deployment of the network takes AKS's table away (R33, R37).
"""

from collections.abc import Iterator
from typing import Any

from ..rules.catalogue import judgements
from ..rules.from_documents import view_of
from ..rules.rule import Finding
from .plan import Plan

Document = dict[str, Any]
GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myResourceGroup"
LOCATION = "eastus"
IDENTITY_PRINCIPAL = "00000000-0000-0000-0000-000000000001"


class Names:
    """What the resources of a plan are called, in every snippet and document."""

    def __init__(self, cluster: str) -> None:
        self.cluster = cluster
        self.network = f"{cluster}-vnet"
        self.subnet = f"{cluster}-nodes"
        self.pod_subnet = f"{cluster}-pods"
        self.table = f"{cluster}-routes"
        self.identity = f"{cluster}-identity"
        self.dns_prefix = cluster.replace("_", "-")


def pool_name(number: int) -> str:
    """Return the name of the pool with this number, from 0."""
    return f"nodepool{number + 1}"


def documents(plan: Plan) -> tuple[Document, ...]:
    """Return the virtual network, the route table if there is one, and the cluster."""
    tables = (_table(plan),) if plan.plugin.has_routes else ()
    return (_network(plan), *tables, _cluster(plan))


def _id(kind: str, name: str) -> str:
    return f"{GROUP}/providers/{kind}/{name}"


def _network(plan: Plan) -> Document:
    names = Names(plan.name)
    id_ = _id("Microsoft.Network/virtualNetworks", names.network)
    on_table = {"routeTable": {"id": _id("Microsoft.Network/routeTables", names.table)}}
    subnets = [_subnet(id_, names.subnet, plan.subnet, on_table if plan.plugin.has_routes else {})]
    if plan.pod_subnet:
        subnets.append(_subnet(id_, names.pod_subnet, plan.pod_subnet, {}))
    space = {"addressPrefixes": [str(prefix) for prefix in plan.network]}
    return {
        "id": id_,
        "name": names.network,
        "type": "Microsoft.Network/virtualNetworks",
        "location": LOCATION,
        "properties": {"addressSpace": space, "subnets": subnets, "virtualNetworkPeerings": []},
    }


def _subnet(network: str, name: str, prefix: object, more: Document) -> Document:
    properties = {"addressPrefix": str(prefix), **more}
    return {"id": f"{network}/subnets/{name}", "name": name, "properties": properties}


def _table(plan: Plan) -> Document:
    name = Names(plan.name).table
    return {
        "id": _id("Microsoft.Network/routeTables", name),
        "name": name,
        "type": "Microsoft.Network/routeTables",
        "location": LOCATION,
        "properties": {"routes": []},
    }


def _cluster(plan: Plan) -> Document:
    names = Names(plan.name)
    identity = _id("Microsoft.ManagedIdentity/userAssignedIdentities", names.identity)
    return {
        "id": _id("Microsoft.ContainerService/managedClusters", names.cluster),
        "name": names.cluster,
        "type": "Microsoft.ContainerService/managedClusters",
        "location": LOCATION,
        "identity": {
            "type": "UserAssigned",
            "userAssignedIdentities": {identity: {"principalId": IDENTITY_PRINCIPAL}},
        },
        "properties": {
            "dnsPrefix": names.dns_prefix,
            "agentPoolProfiles": list(_pools(plan)),
            "networkProfile": network_profile(plan),
        },
    }


def network_profile(plan: Plan) -> dict[str, str]:
    """Return the cluster's network profile, what is not said left out."""
    profile = {
        "networkPlugin": plan.plugin.network_plugin,
        "networkPluginMode": plan.plugin.network_plugin_mode,
        "networkPolicy": plan.demand.needs.network_policy.replace("none", ""),
        "podCidr": str(plan.pod_cidr or ""),
        "serviceCidr": str(plan.service_cidr),
        "dnsServiceIP": str(plan.dns_service_ip),
    }
    return {name: value for name, value in profile.items() if value}


def _pools(plan: Plan) -> Iterator[Document]:
    names = Names(plan.name)
    subnets = f"{_id('Microsoft.Network/virtualNetworks', names.network)}/subnets"
    for number, pool in enumerate(plan.demand.pools):
        grows = pool.planned > pool.now
        yield {
            "name": pool_name(number),
            "mode": "User" if number else "System",
            "count": pool.now,
            "maxPods": plan.demand.pods_per_node,
            "vnetSubnetID": f"{subnets}/{names.subnet}",
            **({"podSubnetID": f"{subnets}/{names.pod_subnet}"} if plan.pod_subnet else {}),
            **({"enableAutoScaling": True, "minCount": pool.now, "maxCount": pool.planned} if grows else {}),
            "upgradeSettings": {"maxSurge": str(plan.demand.needs.surge)},
        }


def unsound(plan: Plan) -> list[Finding]:
    """Return what the catalogue has against a plan, when it is created and when all its nodes are upgraded."""
    whole = documents(plan)
    grown = (*whole[:-1], _grown(whole[-1]))
    views = (
        view_of(whole, complete=True, rights=lambda *_: True),
        view_of(grown, before=grown, operation="upgrade", complete=True, rights=lambda *_: True),
    )
    found = [judged for view in views for judged in judgements(view) if isinstance(judged, Finding)]
    return [finding for finding in found if finding.class_ in ("rejected", "breaks")]


def _grown(cluster: Document) -> Document:
    pools = [
        pool | {"count": pool.get("maxCount", pool["count"])} for pool in cluster["properties"]["agentPoolProfiles"]
    ]
    return cluster | {"properties": cluster["properties"] | {"agentPoolProfiles": pools}}
