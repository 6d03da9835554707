"""Microsoft.Network/routeTables: the user-defined routes of a subnet, and with kubenet the way of all pod traffic."""

from typing import Literal

from msgspec import field

from ..arm.declaration import Child, ResourceType
from ..arm.world import World
from ..wire.properties import Json, Properties, ReadOnly
from .judgement import refuse_deletion_in_use, refuse_route_table
from .references import reference_list

NextHopType = Literal["VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None"]


class RouteProperties(Properties, frozen=True, kw_only=True):
    """One user-defined route (D4)."""

    address_prefix: str
    next_hop_type: NextHopType
    next_hop_ip_address: str | None = None
    has_bgp_override: bool = False
    provisioning_state: ReadOnly[str] = "Succeeded"


class Route(Properties, frozen=True, kw_only=True):
    """A route in its table's list."""

    name: str
    id: str | None = None
    properties: RouteProperties


class RouteTableProperties(Properties, frozen=True, kw_only=True):
    """The table itself."""

    routes: list[Route] = field(default_factory=list)
    disable_bgp_route_propagation: bool = False
    subnets: ReadOnly[list[Json] | None] = None
    resource_guid: ReadOnly[str | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


def _with_subnets(document: Json, world: World) -> Json:
    subnets = reference_list(world, document["id"], "/subnets/")
    return {**document, "properties": {**document["properties"], **({"subnets": subnets} if subnets else {})}}


ROUTE_TABLES = ResourceType(
    name="Microsoft.Network/routeTables",
    what="create, show, list, update, delete; routes; the subnets it is associated with",
    shows_etag=True,
    properties=RouteTableProperties,
    children=(Child(name="routes", list_property="routes", properties=RouteProperties),),
    refuse=refuse_route_table,
    refuse_deletion=refuse_deletion_in_use,
    answer=_with_subnets,
)
