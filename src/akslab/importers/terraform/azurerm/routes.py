"""Route tables and routes. A table with inline routes owns its list: a later apply removes the routes AKS wrote.

`route` is optional and computed: where it is not written, the provider leaves what it finds; `route = []` empties it.
"""

from ....deployments.nodes import Node
from ..written import Written, blocks_in
from .kinds import Blocks, Default, Field, Kind, Second, below_named, flag, in_group, negated

TABLES = "Microsoft.Network/routeTables"
_HOPS = {hop.lower(): hop for hop in ("VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None")}


def _hop(node: Node) -> Node:
    """Return the type of a next hop as ARM spells it; 2.x took any case."""
    spelled = _HOPS.get(node.value.lower()) if isinstance(node.value, str) else None
    return Node(spelled, node.origin) if spelled else node


_ROUTE: tuple[Field | Blocks, ...] = (
    Field("address_prefix", "properties.addressPrefix"),
    Field("next_hop_type", "properties.nextHopType", _hop),
    Field("next_hop_in_ip_address", "properties.nextHopIpAddress"),
)


def _second(written: Written) -> Second:
    """Return what a later apply leaves alone: the routes, unless some are written inline and not ignored."""
    routes = written.argument("route")
    if routes is None or routes.is_unknown or written.ignores("route"):
        return Second()
    if written.before is not None:
        return Second(keeps=(), renews="always") if _loses_routes(written, written.before) else Second()
    return Second() if written.ignores_unknown else Second(keeps=(), renews="always")


def _loses_routes(written: Written, before: Node) -> bool:
    """Whether a plan removes routes that are there now."""
    kept = {name.text.lower() for block in written.blocks("route") if (name := block.get("name")) is not None}
    there = [name.text.lower() for block in blocks_in(before, "route") if (name := block.get("name")) is not None]
    return not set(there) <= kept


TABLE = Kind(
    name="azurerm_route_table",
    type=TABLES,
    identify=in_group(TABLES),
    fields=(
        Field("tags", "tags"),
        Field("disable_bgp_route_propagation", "properties.disableBgpRoutePropagation", flag),
        Field("bgp_route_propagation_enabled", "properties.disableBgpRoutePropagation", negated),
        Blocks("route", "properties.routes", (Field("name", "name"), *_ROUTE), is_list=True),
    ),
    second=_second,
    defaults=(Default("properties.disableBgpRoutePropagation", False),),
)
ROUTE = Kind(
    name="azurerm_route",
    type=f"{TABLES}/routes",
    identify=below_named(TABLES, "route_table_name", "routes"),
    fields=_ROUTE,
    tracked=False,
)
KINDS = (TABLE, ROUTE)
