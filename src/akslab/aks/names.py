"""The names AKS gives to what it makes (K1-K6). The digits are drawn from ids, so a lab built twice looks the same."""

import zlib

from ..wire.properties import Json

MANAGED_VNET_PREFIX, MANAGED_SUBNET_PREFIX = "10.224.0.0/12", "10.224.0.0/16"
"""The network AKS makes when none is given (R12, X12: as observed)."""


def node_group_id(cluster: Json) -> str:
    """Return the id of the node resource group (K1)."""
    subscription = "/".join(cluster["id"].split("/")[:3])
    return f"{subscription}/resourceGroups/{cluster['properties']['nodeResourceGroup']}"


def in_node_group(cluster: Json, type_: str, name: str) -> str:
    """Return the id of something in the node resource group."""
    return f"{node_group_id(cluster)}/providers/{type_}/{name}"


def suffix(cluster: Json) -> str:
    """Return the eight digits of cluster-level names (K3)."""
    return _digits(cluster["id"])


def scale_set_name(cluster: Json, pool: str) -> str:
    """Return `aks-<pool>-<8 digits>-vmss`; the digits differ from the cluster's (K2, K3)."""
    return f"aks-{pool}-{_digits(cluster['id'] + '/vmss')}-vmss"


def route_table_name(cluster: Json) -> str:
    """Return the name of the table AKS makes (K3)."""
    return f"aks-agentpool-{suffix(cluster)}-routetable"


def security_group_name(cluster: Json) -> str:
    """Return the name of the NSG AKS makes (K3)."""
    return f"aks-agentpool-{suffix(cluster)}-nsg"


def vnet_name(cluster: Json) -> str:
    """Return the name of the network AKS makes (K3)."""
    return f"aks-vnet-{suffix(cluster)}"


def managed_subnet_id(cluster: Json) -> str:
    """Return the id of the subnet AKS makes."""
    return f"{in_node_group(cluster, 'Microsoft.Network/virtualNetworks', vnet_name(cluster))}/subnets/aks-subnet"


def _digits(text: str) -> str:
    return f"{zlib.crc32(text.lower().encode()) % 90_000_000 + 10_000_000}"
