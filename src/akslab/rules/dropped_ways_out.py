"""A default route that drops what the nodes are set up from: the article wants a way out, to an egress gateway.

Azure takes the route, and with an outbound type that AKS makes the way for it takes the cluster too; for routing by the
user it refuses it (`user_routing`). It is told only where nothing else may lead out: no other route of the table, and no
gateway that brings routes of its own.
"""

from collections.abc import Iterator

from ..net.prefixes import is_public, parsed
from .default_routes import has_gateway
from .example import Example
from .examples import TABLE, USER_ASSIGNED, Document, cluster, network, route, subnet, table, world
from .facts import has_outbound_type, own_subnets
from .ids import parent_of, same
from .node_needs import for_setup
from .node_tables import own_routes, tables_of
from .resources import ManagedCluster, Route, RouteTable, VirtualNetwork
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, known
from .user_routing import DEFAULT_ROUTE, USER_DEFINED
from .view import View

_WITHOUT_A_WAY_OF_AKS = (USER_DEFINED, "none", "block")
_ROUTE_SERVER = "RouteServerSubnet"


def _dropped(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if any(has_outbound_type(cluster, each) for each in _WITHOUT_A_WAY_OF_AKS):
        return
    nodes = tuple(own_subnets(view, cluster))
    for found in tables_of(view, cluster):
        own = _dropping(found)
        if own and not _gets_routes(view.virtual_networks[parent_of(nodes[0].id).lower()], found):
            needs = (need for each in nodes for need in for_setup(view, cluster, each, widens=False) if need.hosts)
            if names := ", ".join(dict.fromkeys(each.name for each in needs)):
                if view.is_in_part:
                    raise CannotJudge(f"routes of {found.name}")
                yield {"rtId": found.id, "table": found.name, "route": own.name, "needs": names}


def _dropping(found: RouteTable) -> Route | None:
    """Return the default route of a table that drops, if no other route leads to any public address."""
    default = None
    for each in own_routes(found):
        prefix = known(each.address_prefix, f"addressPrefix of route {each.name}")
        drops = same(known(each.next_hop_type, f"nextHopType of route {each.name}"), "None")
        if prefix == DEFAULT_ROUTE and drops:
            default = each
        elif not drops and _may_be_public(prefix):
            return None
    return default


def _may_be_public(prefix: str) -> bool:
    """Whether a route is for public addresses, or for a service tag, which has some."""
    prefixes = parsed((prefix,))
    return not prefixes or is_public(prefixes[0])


def _gets_routes(place: VirtualNetwork, found: RouteTable) -> bool:
    """Whether a gateway or a route server may bring longer routes: Microsoft's own prefixes, by ExpressRoute."""
    if not has_gateway(place) and not any(same(each.name, _ROUTE_SERVER) for each in place.subnets):
        return False
    return not known(found.disables_bgp, f"disableBgpRoutePropagation of {found.name}")


def _on(*routes: Document, **profile: str) -> Example:
    place = network(subnet(routeTable={"id": TABLE}))
    return world(place, table(*routes), cluster(identity=USER_ASSIGNED, **profile))


DROPPED = Rule(
    id="default-route-drops-the-way-out",
    title="The default route of the nodes leads somewhere",
    class_="breaks",
    source=("R29", "R52", "D5"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} drops what goes to 0.0.0.0/0 (next hop None), and no other route leads to public "
        "addresses: a new node does not reach {needs}, and its setup fails.",
    ),
    fix="Send route {route} to an egress gateway (next hop VirtualAppliance with its address) and write outboundType "
    "userDefinedRouting; or leave it out, and the cluster goes out as its outbound type says.",
    place="{rtId}#properties.routes[{route}].properties.nextHopType",
    also=("properties.networkProfile.outboundType",),
    check=_dropped,
    failing=lambda: _on(route(hop="None", ip="")),
    sound=lambda: _on(route(), outboundType=USER_DEFINED),
)

DROPPED_WAYS_OUT = (DROPPED,)
