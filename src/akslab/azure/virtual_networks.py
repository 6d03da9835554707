"""Microsoft.Network/virtualNetworks: an address space, its subnets, its peerings."""

from collections.abc import Iterable

from msgspec import field

from ..arm.declaration import Change, Child, Link, ResourceType
from ..arm.world import World
from ..wire.properties import Json, Properties, ReadOnly
from .judgement import refuse_deletion_in_use, refuse_network
from .references import reference_list


class AddressSpace(Properties, frozen=True, kw_only=True):
    """The prefixes a network owns."""

    address_prefixes: list[str]


class Reference(Properties, frozen=True, kw_only=True):
    """A link to another resource."""

    id: str


class SubnetProperties(Properties, frozen=True, kw_only=True):
    """A cut of the address space, with what is associated with it."""

    address_prefix: str | None = None
    address_prefixes: list[str] | None = None
    route_table: Reference | None = None
    network_security_group: Reference | None = None
    delegations: list[Json] = field(default_factory=list)
    private_endpoint_network_policies: str = "Disabled"
    private_link_service_network_policies: str = "Enabled"
    default_outbound_access: bool | None = None
    ip_configurations: ReadOnly[list[Json] | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


class Subnet(Properties, frozen=True, kw_only=True):
    """A subnet in its network's list."""

    name: str
    id: str | None = None
    properties: SubnetProperties


class PeeringProperties(Properties, frozen=True, kw_only=True):
    """One side of a peering (D13)."""

    remote_virtual_network: Reference
    allow_virtual_network_access: bool = True
    allow_forwarded_traffic: bool = False
    allow_gateway_transit: bool = False
    use_remote_gateways: bool = False
    peering_state: ReadOnly[str] = "Initiated"
    peering_sync_level: ReadOnly[str | None] = None
    remote_address_space: ReadOnly[Json | None] = None
    remote_virtual_network_address_space: ReadOnly[Json | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


class Peering(Properties, frozen=True, kw_only=True):
    """A peering in its network's list."""

    name: str
    id: str | None = None
    properties: PeeringProperties


class VirtualNetworkProperties(Properties, frozen=True, kw_only=True):
    """The network itself."""

    address_space: AddressSpace
    subnets: list[Subnet] = field(default_factory=list)
    virtual_network_peerings: list[Peering] = field(default_factory=list)
    enable_ddos_protection: bool = False
    dhcp_options: Json | None = None
    resource_guid: ReadOnly[str | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


SUBNETS = Child(name="subnets", list_property="subnets", properties=SubnetProperties)
PEERINGS = Child(name="virtualNetworkPeerings", list_property="virtualNetworkPeerings", properties=PeeringProperties)


def _complete(change: Change, world: World) -> Json:
    assert change.new is not None
    document, properties = change.new, change.new["properties"]
    peerings = [_with_partner(document["id"], peering, world) for peering in properties["virtualNetworkPeerings"]]
    return {**document, "properties": {**properties, "virtualNetworkPeerings": peerings}}


def _with_partner(own_id: str, peering: Json, world: World) -> Json:
    """Return the peering with what it knows of the other network; its state never goes back to Initiated (D13)."""
    properties = peering["properties"]
    remote = world.get(properties["remoteVirtualNetwork"]["id"])
    if remote is None:
        return {**peering, "properties": {**properties, "peeringState": "Disconnected"}}
    space = remote["properties"]["addressSpace"]
    known = {"remoteAddressSpace": space, "remoteVirtualNetworkAddressSpace": space, "peeringSyncLevel": "FullyInSync"}
    connected = any(_points_at(other, own_id) for other in remote["properties"]["virtualNetworkPeerings"])
    lost = "Disconnected" if properties["peeringState"] in ("Connected", "Disconnected") else "Initiated"
    state = "Connected" if connected else lost
    return {**peering, "properties": {**properties, **known, "peeringState": state}}


def _partners(change: Change, world: World) -> Iterable[Json]:
    """Yield the networks at the other ends of this one's peerings, with the state this change puts them in."""
    after = change.new["properties"]["virtualNetworkPeerings"] if change.new else []
    before = change.old["properties"]["virtualNetworkPeerings"] if change.old else []
    own = change.id
    pointed_at = {peering["properties"]["remoteVirtualNetwork"]["id"].lower() for peering in after}
    touched = pointed_at | {peering["properties"]["remoteVirtualNetwork"]["id"].lower() for peering in before}
    for remote in filter(None, map(world.get, sorted(touched))):
        state = "Connected" if remote["id"].lower() in pointed_at else "Disconnected"
        peerings = [
            {**p, "properties": {**p["properties"], "peeringState": state}} if _points_at(p, own) else p
            for p in remote["properties"]["virtualNetworkPeerings"]
        ]
        if peerings != remote["properties"]["virtualNetworkPeerings"]:
            yield {**remote, "properties": {**remote["properties"], "virtualNetworkPeerings": peerings}}


def _points_at(peering: Json, network_id: str) -> bool:
    return str(peering["properties"]["remoteVirtualNetwork"]["id"]).lower() == network_id.lower()


def _with_interfaces(document: Json, world: World) -> Json:
    """Return the network as shown: each subnet with the ipConfigurations that live in it."""
    subnets = []
    for subnet in document["properties"]["subnets"]:
        found = reference_list(world, subnet["id"], "/ipConfigurations/")
        known = {"ipConfigurations": found} if found else {}
        subnets.append({**subnet, "properties": {**subnet["properties"], **known}})
    return {**document, "properties": {**document["properties"], "subnets": subnets}}


VIRTUAL_NETWORKS = ResourceType(
    name="Microsoft.Network/virtualNetworks",
    what="create, show, list, update, delete; subnets with their route table and NSG; peerings with their states",
    shows_etag=True,
    properties=VirtualNetworkProperties,
    children=(SUBNETS, PEERINGS),
    links=(
        Link(path="properties.subnets[].properties.routeTable.id", action="Microsoft.Network/routeTables/join/action"),
        Link(
            path="properties.subnets[].properties.networkSecurityGroup.id",
            action="Microsoft.Network/networkSecurityGroups/join/action",
        ),
        Link(
            path="properties.virtualNetworkPeerings[].properties.remoteVirtualNetwork.id",
            action="Microsoft.Network/virtualNetworks/peer/action",
        ),
    ),
    refuse=refuse_network,
    refuse_deletion=refuse_deletion_in_use,
    complete=_complete,
    also=_partners,
    answer=_with_interfaces,
)
