"""Microsoft.Network/networkInterfaces: an address in a subnet, and whether it may carry others' packets (D8)."""

import zlib
from collections.abc import Iterator
from ipaddress import ip_network
from typing import Literal

from msgspec import field

from ..arm.declaration import Change, Child, Link, ResourceType
from ..arm.world import PROVIDER, World
from ..compile.effective_routes import effective_routes
from ..compile.reading import read_inputs
from ..wire.properties import Json, Properties, ReadOnly
from .judgement import address_shortage, refuse_deletion_in_use, refuse_interface
from .virtual_networks import Reference


class IpConfigurationProperties(Properties, frozen=True, kw_only=True):
    """One address of an interface."""

    private_ip_address: str | None = field(default=None, name="privateIPAddress")
    private_ip_allocation_method: Literal["Dynamic", "Static"] = field(
        default="Dynamic", name="privateIPAllocationMethod"
    )
    private_ip_address_version: str = field(default="IPv4", name="privateIPAddressVersion")
    subnet: Reference
    primary: bool | None = None
    public_ip_address: Reference | None = field(default=None, name="publicIPAddress")
    provisioning_state: ReadOnly[str] = "Succeeded"


class IpConfiguration(Properties, frozen=True, kw_only=True):
    """An address in its interface's list."""

    name: str
    id: str | None = None
    properties: IpConfigurationProperties


class InterfaceProperties(Properties, frozen=True, kw_only=True):
    """The interface itself."""

    ip_configurations: list[IpConfiguration]
    network_security_group: Reference | None = None
    enable_ip_forwarding: bool = field(default=False, name="enableIPForwarding")
    enable_accelerated_networking: bool = False
    dns_settings: Json = field(default_factory=lambda: {"dnsServers": [], "appliedDnsServers": []})
    virtual_machine: Reference | None = None
    """The machine behind it: the provider's to say."""
    mac_address: ReadOnly[str | None] = None
    nic_type: str = "Standard"
    primary: bool | None = None
    resource_guid: ReadOnly[str | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


def taken_addresses(world: World, subnet_id: str) -> dict[str, str]:
    """Return every address in use in a subnet, with the id of the configuration that uses it."""
    taken: dict[str, str] = {}
    for source in world.referers(subnet_id):
        if "/ipconfigurations/" in source.lower() and (configuration := world.find(source)):
            taken[str(configuration["properties"].get("privateIPAddress", ""))] = source
    return taken


def free_addresses(prefix: str, taken: set[str]) -> Iterator[str]:
    """Yield a subnet's free addresses, the fourth first: Azure keeps .0 to .3 and the last (D24)."""
    network = ip_network(prefix)
    for offset in range(4, network.num_addresses - 1):
        address = str(network[offset])
        if address not in taken:
            yield address


def _complete(change: Change, world: World) -> Json:
    """Give each configuration its address: the chosen one if it is Static, else the one it has, or the next free one."""
    assert change.new is not None
    document, properties = change.new, dict(change.new["properties"])
    before = {c["name"]: c for c in change.old["properties"]["ipConfigurations"]} if change.old else {}
    pools: dict[str, Iterator[str]] = {}
    configurations = []
    for index, configuration in enumerate(properties["ipConfigurations"]):
        known = {"primary": index == 0} | {k: v for k, v in configuration["properties"].items() if v is not None}
        chosen = known.get("privateIPAddress") if known["privateIPAllocationMethod"] == "Static" else None
        known["privateIPAddress"] = (
            chosen
            or _kept_address(before.get(configuration["name"]), known["subnet"]["id"])
            or _next_address(world, known["subnet"]["id"], pools)
        )
        configurations.append({**configuration, "properties": known})
    properties["ipConfigurations"] = configurations
    properties["macAddress"] = properties.get("macAddress") or _mac(document["id"])
    if change.caller_id != PROVIDER:
        properties.pop("virtualMachine", None)
        properties |= {
            k: v for k, v in (change.old or {"properties": {}})["properties"].items() if k == "virtualMachine"
        }
    return {**document, "properties": properties}


def _kept_address(before: Json | None, subnet_id: str) -> str | None:
    if before and before["properties"]["subnet"]["id"].lower() == subnet_id.lower():
        return str(before["properties"]["privateIPAddress"])
    return None


def _next_address(world: World, subnet_id: str, pools: dict[str, Iterator[str]]) -> str:
    key = subnet_id.lower()
    if key not in pools:
        subnet = world.find(subnet_id)
        assert subnet is not None
        properties = subnet["properties"]
        prefix = properties.get("addressPrefix") or properties["addressPrefixes"][0]
        pools[key] = free_addresses(prefix, set(taken_addresses(world, subnet_id)))
    address = next(pools[key], None)
    if address is None:
        raise address_shortage(world, subnet_id, 1)
    return address


def _mac(id_: str) -> str:
    digits = f"{zlib.crc32(id_.lower().encode()) & 0xFFFFFF:06X}"
    return f"00-0D-3A-{digits[:2]}-{digits[2:4]}-{digits[4:]}"


def _effective_routes(document: Json, body: Json, world: World) -> Json:
    """Answer `show-effective-route-table`: every route that applies to packets leaving this interface (D1-D6)."""
    subnet_id = document["properties"]["ipConfigurations"][0]["properties"]["subnet"]["id"]
    types = ("Microsoft.Network/virtualNetworks", "Microsoft.Network/routeTables")
    seen = read_inputs(found for type_ in types for found in world.of_type(type_))
    rows = effective_routes(subnet_id.lower(), seen.networks, seen.tables)
    return {
        "value": [
            {
                "name": row.name,
                "source": row.source,
                "state": row.state,
                "addressPrefix": list(row.prefixes),
                "nextHopType": row.next_hop_type,
                "nextHopIpAddress": list(row.next_hop_ips),
                "disableBgpRoutePropagation": False,
            }
            for row in rows
        ]
    }


NETWORK_INTERFACES = ResourceType(
    name="Microsoft.Network/networkInterfaces",
    what="create, show, list, update, delete; addresses, IP forwarding, NSG, public address; effective routes",
    shows_etag=True,
    properties=InterfaceProperties,
    children=(Child(name="ipConfigurations", list_property="ipConfigurations", properties=IpConfigurationProperties),),
    links=(
        Link(
            path="properties.ipConfigurations[].properties.subnet.id",
            action="Microsoft.Network/virtualNetworks/subnets/join/action",
        ),
        Link(
            path="properties.ipConfigurations[].properties.publicIPAddress.id",
            action="Microsoft.Network/publicIPAddresses/join/action",
        ),
        Link(path="properties.networkSecurityGroup.id", action="Microsoft.Network/networkSecurityGroups/join/action"),
    ),
    refuse=refuse_interface,
    refuse_deletion=refuse_deletion_in_use,
    complete=_complete,
    actions={"effectiveRouteTable": _effective_routes},
)
