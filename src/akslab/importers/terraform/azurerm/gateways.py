"""Firewalls, application gateways and virtual network gateways: what of them concerns addresses and routes."""

from typing import Any

from ....deployments.nodes import Node
from ..language.values import symbol_of
from ..written import Written
from .kinds import Blocks, Field, Kind, flag, in_group, link, whole

FIREWALLS = "Microsoft.Network/azureFirewalls"
APPLICATION_GATEWAYS = "Microsoft.Network/applicationGateways"
NETWORK_GATEWAYS = "Microsoft.Network/virtualNetworkGateways"
LOCAL_GATEWAYS = "Microsoft.Network/localNetworkGateways"
CONNECTIONS = "Microsoft.Network/connections"

_CONFIGURATION: tuple[Field | Blocks, ...] = (
    Field("name", "name"),
    Field("subnet_id", "properties.subnet", link),
    Field("public_ip_address_id", "properties.publicIPAddress", link),
)


def _private_address(written: Written) -> Node:
    """Return the address that Azure chooses: a next hop nobody knows beforehand."""
    return Node(symbol_of(f"private address of {written.address}"))


def _firewall(written: Written, _id: str) -> dict[str, Node]:
    """Return the configurations with their private address."""
    address = _private_address(written)
    blocks = written.blocks("ip_configuration")
    made = tuple(Node({**block.value, "private_ip_address": address}, block.origin) for block in blocks)
    hub = Node({"private_ip_address": address})
    return {"ip_configuration": Node(made)} | ({"virtual_hub": Node((hub,))} if written.blocks("virtual_hub") else {})


def _with_address(written: Written, body: dict[str, Any]) -> None:
    """Put the private address into the configurations, where a route that names it finds it."""
    properties = body.get("properties")
    if not isinstance(properties, dict) or "ipConfigurations" not in properties:
        return
    listed = properties["ipConfigurations"]
    if not isinstance(listed.value, tuple):
        return
    made = []
    for each in listed.value:
        inner = each.value.get("properties") if isinstance(each.value, dict) else None
        if inner is not None and isinstance(inner.value, dict):
            known = {**inner.value, "privateIPAddress": _private_address(written)}
            made.append(Node({**each.value, "properties": Node(known, inner.origin)}, each.origin))
        else:
            made.append(each)
    properties["ipConfigurations"] = Node(tuple(made), listed.origin)


FIREWALL = Kind(
    name="azurerm_firewall",
    type=FIREWALLS,
    identify=in_group(FIREWALLS),
    fields=(
        Field("tags", "tags"),
        Field("zones", "zones"),
        Field("sku_name", "properties.sku.name"),
        Field("sku_tier", "properties.sku.tier"),
        Field("firewall_policy_id", "properties.firewallPolicy", link),
        Field("threat_intel_mode", "properties.threatIntelMode"),
        Blocks("ip_configuration", "properties.ipConfigurations", _CONFIGURATION, is_list=True),
        Blocks("management_ip_configuration", "properties.managementIpConfiguration", _CONFIGURATION),
        Blocks("virtual_hub", "properties.virtualHub", (Field("virtual_hub_id", "id"),)),
    ),
    computed=_firewall,
    complete=_with_address,
)
APPLICATION_GATEWAY = Kind(
    name="azurerm_application_gateway",
    type=APPLICATION_GATEWAYS,
    identify=in_group(APPLICATION_GATEWAYS),
    fields=(
        Field("tags", "tags"),
        Field("zones", "zones"),
        Blocks(
            "sku",
            "properties.sku",
            (Field("name", "name"), Field("tier", "tier"), Field("capacity", "capacity", whole)),
        ),
        Blocks(
            "gateway_ip_configuration",
            "properties.gatewayIPConfigurations",
            (Field("name", "name"), Field("subnet_id", "properties.subnet", link)),
            is_list=True,
        ),
        Blocks(
            "frontend_ip_configuration",
            "properties.frontendIPConfigurations",
            (
                *_CONFIGURATION,
                Field("private_ip_address", "properties.privateIPAddress"),
                Field("private_ip_address_allocation", "properties.privateIPAllocationMethod"),
            ),
            is_list=True,
        ),
    ),
)
NETWORK_GATEWAY = Kind(
    name="azurerm_virtual_network_gateway",
    type=NETWORK_GATEWAYS,
    identify=in_group(NETWORK_GATEWAYS),
    fields=(
        Field("tags", "tags"),
        Field("type", "properties.gatewayType"),
        Field("vpn_type", "properties.vpnType"),
        Field("sku", "properties.sku.name"),
        Field("enable_bgp", "properties.enableBgp", flag),
        Field("bgp_enabled", "properties.enableBgp", flag),
        Field("active_active", "properties.activeActive", flag),
        Blocks("ip_configuration", "properties.ipConfigurations", _CONFIGURATION, is_list=True),
        Blocks(
            "vpn_client_configuration",
            "properties.vpnClientConfiguration",
            (Field("address_space", "vpnClientAddressPool.addressPrefixes"),),
        ),
        Blocks("custom_route", "properties.customRoutes", (Field("address_prefixes", "addressPrefixes"),)),
    ),
)
LOCAL_GATEWAY = Kind(
    name="azurerm_local_network_gateway",
    type=LOCAL_GATEWAYS,
    identify=in_group(LOCAL_GATEWAYS),
    fields=(
        Field("tags", "tags"),
        Field("address_space", "properties.localNetworkAddressSpace.addressPrefixes"),
        Field("gateway_address", "properties.gatewayIpAddress"),
        Field("gateway_fqdn", "properties.fqdn"),
    ),
)
CONNECTION = Kind(
    name="azurerm_virtual_network_gateway_connection",
    type=CONNECTIONS,
    identify=in_group(CONNECTIONS),
    fields=(
        Field("tags", "tags"),
        Field("type", "properties.connectionType"),
        Field("virtual_network_gateway_id", "properties.virtualNetworkGateway1", link),
        Field("peer_virtual_network_gateway_id", "properties.virtualNetworkGateway2", link),
        Field("local_network_gateway_id", "properties.localNetworkGateway2", link),
        Field("express_route_circuit_id", "properties.peer", link),
        Field("enable_bgp", "properties.enableBgp", flag),
        Field("bgp_enabled", "properties.enableBgp", flag),
    ),
)
KINDS = (FIREWALL, APPLICATION_GATEWAY, NETWORK_GATEWAY, LOCAL_GATEWAY, CONNECTION)
