"""A cluster's own properties: values that Azure takes instead, and properties that do not go together."""

from ...rules.places import OUTBOUND_TYPE, POOL, VERSION
from ...rules.rule import Finding
from ..edits import TEMPLATES, Attach, Edit, Like, Reference, Remedy, Set
from .writing import leaves_out, writes

Edits = tuple[Edit, ...] | None


def _enough_pods(found: Finding) -> Edits:
    values = dict(found.values)
    return (Set(f"{POOL.format(**values)}.maxPods", int(values["enough"])),)


def _subnet_beside(found: Finding) -> Edits:
    values = dict(found.values)
    return (Set(f"{POOL.format(**values)}.vnetSubnetID", Reference(values["id"])),)


def _same_table(found: Finding) -> Edits:
    """Put the table of the cluster's other subnets on one that has another."""
    values = dict(found.values)
    return (Set(f"{values['at']}.properties.routeTable.id", Reference(values["one"])),)


def _table_attached(found: Finding) -> Edits:
    values = dict(found.values)
    return (Attach(values["at"], values["rtId"]),)


def _version_of_the_cluster(found: Finding) -> Edits:
    return (Set(f"{POOL.format(**dict(found.values))}.orchestratorVersion", Like(VERSION)),)


def _system_pool(found: Finding) -> Edits:
    """Make the only pool the system pool; among several a person has to choose."""
    pools = dict(found.values)["pools"].split(", ")
    return (Set(f"{POOL.format(pool=pools[0].partition(' ')[0])}.mode", "System"),) if len(pools) == 1 else None


_PROFILE = "properties.networkProfile"
MOST_PODS = 250
SOUND_PODS = 30
"""Enough for a pool of one node: nodes times pods have to make 30 (P2)."""

CLUSTERS: dict[str, Remedy] = {
    "pool-version-ahead": Remedy(_version_of_the_cluster, TEMPLATES),
    "overlay-mode-without-azure-cni": Remedy(writes(f"{_PROFILE}.networkPlugin", "azure")),
    "azure-policy-on-kubenet": Remedy(writes(f"{_PROFILE}.networkPolicy", "calico")),
    "cilium-on-kubenet": Remedy(leaves_out(f"{_PROFILE}.{{property}}")),
    "node-provisioning-on-kubenet": Remedy(
        writes("properties.nodeProvisioningProfile.mode", "Manual"), ("arm", "bicep", "az")
    ),
    "no-system-pool": Remedy(_system_pool, ("arm", "bicep")),
    "system-pool-without-nodes": Remedy(writes(f"{POOL}.count", 1)),
    "max-pods-too-few": Remedy(writes(f"{POOL}.maxPods", SOUND_PODS)),
    "max-pods-too-many": Remedy(writes(f"{POOL}.maxPods", MOST_PODS)),
    "pool-pods-too-few": Remedy(_enough_pods),
    "outbound-block-own-network": Remedy(writes(OUTBOUND_TYPE, "none")),
    "nat-gateway-beside-load-balancer": Remedy(writes(OUTBOUND_TYPE, "userAssignedNATGateway")),
    "user-routing-basic-load-balancer": Remedy(writes(f"{_PROFILE}.loadBalancerSku", "standard")),
    "user-routing-availability-set": Remedy(writes(f"{POOL}.type", "VirtualMachineScaleSets")),
    "user-routing-with-load-balancer-profile": Remedy(leaves_out(f"{_PROFILE}.loadBalancerProfile"), TEMPLATES),
    "user-routing-public-nodes": Remedy(leaves_out(f"{POOL}.enableNodePublicIP")),
    "managed-and-own-subnets-mixed": Remedy(_subnet_beside, TEMPLATES),
    "several-custom-tables": Remedy(_same_table),
    "custom-table-missing-on-subnet": Remedy(_table_attached),
    "docker-bridge-legacy": Remedy(leaves_out(f"{_PROFILE}.dockerBridgeCidr")),
}
