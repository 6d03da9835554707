"""The user's routes in the table of a cluster's nodes: what the route controller deletes, where no hop can be."""

from collections.abc import Iterator

from ..net.prefixes import (
    FIRST_USABLE,
    Address,
    Prefix,
    first,
    holds,
    is_reserved_in,
    last,
    parse_address,
    parsed,
)
from .example import Example
from .examples import TABLE, USER_ASSIGNED, Document, cluster, network, peering, route, subnet, table, world
from .facts import has_plugin, own_network, own_subnets, pod_ranges, prefixes_of
from .fields import certain
from .ids import same
from .node_tables import own_routes, tables_of
from .peers import peers_of, prefixes_of_peer
from .pod_routing import seen_nodes
from .resources import ManagedCluster, Route, RouteTable, VirtualNetwork
from .rule import Rule, in_own_words
from .subnet_spans import reserved_in
from .unknown import CannotJudge, Values, for_each, known
from .view import View

Written = tuple[RouteTable, Route]


def _through(*routes: Document) -> Example:
    """Return the article's cluster on a table with these routes, beside a subnet for appliances."""
    place = network(subnet(routeTable={"id": TABLE}), subnet("firewall", "192.168.2.0/24"))
    return world(place, table(*routes), cluster(identity=USER_ASSIGNED))


def _written(view: View, cluster: ManagedCluster) -> tuple[Written, ...]:
    """Return the user's routes on a cluster's tables."""
    nodes = seen_nodes(view, cluster)
    return tuple((found, own) for found in tables_of(view, cluster) for own in own_routes(found, nodes))


def _inside_pods(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(written: Written) -> Iterator[Values]:
        found, own = written
        for prefix in parsed((known(own.address_prefix, f"addressPrefix of route {own.name}"),)):
            for pods in ranges:
                if _is_deleted(prefix, pods):
                    yield {"rtId": found.id, "route": own.name, "prefix": prefix, "pod": pods}

    ranges = pod_ranges(cluster) if has_plugin(cluster, "kubenet") else ()
    yield from for_each(_written(view, cluster) if ranges else (), judge)


def _is_deleted(prefix: Prefix, pods: Prefix) -> bool:
    """Whether the route controller takes a route for its own: its first or its last address is a pod's (K16)."""
    if prefix.version != pods.version:
        return False
    return any(first(pods) <= address <= last(pods) for address in (first(prefix), last(prefix)))


INSIDE_PODS = Rule(
    id="route-inside-pod-cidr",
    title="Routes of one's own are outside of the pod range",
    class_="breaks",
    source=("K16", "V5"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} for {prefix} is inside the pod CIDR {pod}: the cluster's route controller takes it for a stale "
        "one of its own and deletes it.",
    ),
    fix="Leave route {route} out: for addresses of pods the table is the cluster's.",
    place="{rtId}#properties.routes[{route}].properties.addressPrefix",
    also=("properties.networkProfile.podCidr[{pod}]",),
    check=_inside_pods,
    failing=lambda: _through(route("10.244.5.0/24")),
    sound=lambda: _through(route("10.0.0.0/8")),
)


def _hops(view: View, cluster: ManagedCluster) -> Iterator[tuple[Values, Address]]:
    """Yield the user's routes to appliances on a cluster's tables with the hop; what is unknown is passed over."""
    for found, own in _written(view, cluster):
        is_appliance = same(certain(own.next_hop_type), "VirtualAppliance")
        address = parse_address(certain(own.next_hop_ip_address)) if is_appliance else None
        if address:
            yield {"rtId": found.id, "route": own.name, "ip": address}, address


def _networks_near(view: View, cluster: ManagedCluster) -> Iterator[VirtualNetwork]:
    """Yield a cluster's network and those of its peers that are to be seen."""
    place = own_network(view, cluster)
    if place is None:
        return
    yield place
    yield from filter(None, (view.virtual_networks.get(peer.id.lower()) for peer in peers_of(view, place)))


def _reserved_hop(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    near = tuple(_networks_near(view, cluster))
    for values, address in _hops(view, cluster):
        for name, prefix in (each for place in near for each in reserved_in(view, place).of(address)):
            yield values | {"subnet": name, "cidr": prefix, "first": prefix[FIRST_USABLE]}


RESERVED_HOP = Rule(
    id="route-next-hop-reserved",
    title="No appliance has an address that Azure keeps for itself",
    class_="breaks",
    source=("D24", "D8"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} goes to {ip}, one of the five addresses Azure keeps in subnet {subnet} ({cidr}): no appliance "
        "can be there, and what takes this route is dropped.",
    ),
    fix="Write the appliance's own address; the first one it can have in {cidr} is {first}.",
    place="{rtId}#properties.routes[{route}].properties.nextHopIpAddress",
    check=_reserved_hop,
    failing=lambda: _through(route(ip="192.168.2.3")),
    sound=lambda: _through(route(ip="192.168.2.4")),
)


def _hop_among_nodes(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    inside = [(each.name, prefix) for each in own_subnets(view, cluster) for prefix in prefixes_of(each)]
    for values, address in _hops(view, cluster):
        for name, prefix in inside:
            if holds(prefix, address) and not is_reserved_in(prefix, address):
                yield values | {"subnet": name, "cidr": prefix}


HOP_AMONG_NODES = Rule(
    id="route-next-hop-in-node-subnet",
    title="An appliance stands in another subnet than the nodes",
    class_="risk",
    source=("D8",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} goes to {ip}, inside the nodes' own subnet {subnet} ({cidr}): the appliance is on the same route "
        "table, and what it sends on may come back to it.",
    ),
    fix="Put the appliance into a subnet of its own, without this route table.",
    place="{rtId}#properties.routes[{route}].properties.nextHopIpAddress",
    also=("properties.agentPoolProfiles",),
    check=_hop_among_nodes,
    failing=lambda: _through(route(ip="192.168.1.200")),
    sound=lambda: _through(route(ip="192.168.2.4")),
)


def _hop_nowhere(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    """Yield hops outside of a network and all its peers; who declares no peering may leave that to somebody else."""
    place = own_network(view, cluster)
    if place is None:
        return
    peers = tuple(peers_of(view, place))
    hops = tuple(_hops(view, cluster)) if peers else ()
    if not hops:
        return
    near = (*prefixes_of(place), *(prefix for peer in peers for prefix in prefixes_of_peer(view, peer)))
    for values, address in hops:
        if not any(holds(prefix, address) for prefix in near):
            yield values | {"vnet": place.name, "peers": ", ".join(peer.name for peer in peers)}


def _through_hub(ip: str) -> Example:
    place = network(subnet(routeTable={"id": TABLE}), virtualNetworkPeerings=[peering(allowForwardedTraffic=True)])
    hub = network(name="hub", prefixes=("10.1.0.0/16",))
    return world(place, hub, table(route(ip=ip)), cluster(identity=USER_ASSIGNED, outboundType="userDefinedRouting"))


HOP_NOWHERE = Rule(
    id="route-next-hop-nowhere",
    title="An appliance stands in the nodes' network or in a peer of it",
    class_="risk",
    source=("D8", "D18"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} goes to {ip}, which lies neither in {vnet} nor in the networks it is peered with ({peers}): Azure "
        "hands packets only to an appliance in one of them, so what takes this route is dropped.",
    ),
    fix="Write the appliance's own address, or peer {vnet} with the network it stands in.",
    place="{rtId}#properties.routes[{route}].properties.nextHopIpAddress",
    check=_hop_nowhere,
    failing=lambda: _through_hub("10.99.0.4"),
    sound=lambda: _through_hub("10.1.0.4"),
)

NODE_ROUTES = (INSIDE_PODS, RESERVED_HOP, HOP_AMONG_NODES, HOP_NOWHERE)
