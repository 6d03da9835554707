"""Services that are open to the Internet, on nodes whose default route leads to an appliance.

A question comes in through the load balancer, the answer leaves through the appliance, which never saw the question and
drops it (D9).
"""

from collections.abc import Iterator

from .cluster_facts import Service
from .example import Document, Example
from .examples import NODE_GROUP, USER_ASSIGNED, cluster, route, subnet
from .examples_running import ON_TABLE, attached, node_route, place, running
from .facts import has_outbound_type
from .fields import certain
from .ids import group_of, name_of, same, subscription_of
from .network_services import LoadBalancer
from .pod_routing import APPLIANCE, facts_of, index_of, node_subnet_ids, table_id_of
from .resources import ManagedCluster, Route, RouteTable
from .rule import Rule, in_own_words
from .unknown import UNKNOWN, CannotJudge, Unknown, Values
from .view import View

_MOST_NAMED = 5


def _tables(view: View, cluster: ManagedCluster) -> Iterator[tuple[str, RouteTable]]:
    """Yield a running cluster's node subnets with their exported tables."""
    for subnet_id in node_subnet_ids(view, cluster) if facts_of(view, cluster) else ():
        if table := view.route_tables.get(table_id_of(view, subnet_id).lower()):
            yield subnet_id, table


def _default_to_appliance(view: View, table: RouteTable) -> Route | None:
    """Return the default route of a table if it leads to an appliance and no way back past it is kept open.

    Who reaches public services through the appliance keeps a route for its public address to the Internet.
    """
    index, default = index_of(view, table), None
    for prefix, each in index.routes:
        hop = each.next_hop_type if isinstance(each.next_hop_type, str) else ""
        if not prefix.prefixlen and same(hop, APPLIANCE):
            default = each
        if same(hop, "Internet"):
            return None
    return default


def _public(view: View, cluster: ManagedCluster) -> tuple[str, ...]:
    """Return what is open to the Internet: services, or where those were not exported, rules of a load balancer."""
    facts = facts_of(view, cluster)
    services = facts.services if facts else UNKNOWN
    if not isinstance(services, Unknown):
        return tuple(f"{each.namespace}/{each.name}" for each in services if not each.is_internal)
    found = tuple(name for balancer in _balancers(view, cluster) for name in _public_frontends(balancer))
    if not found:
        raise CannotJudge("kubectl get services -A -o json")
    return found


def _balancers(view: View, cluster: ManagedCluster) -> Iterator[LoadBalancer]:
    group = cluster.node_resource_group
    yield from view.once(_balancers_by_group).get((subscription_of(cluster.id), str(group).lower()), ())


def _balancers_by_group(view: View) -> dict[tuple[str, str], list[LoadBalancer]]:
    found: dict[tuple[str, str], list[LoadBalancer]] = {}
    for each in view.load_balancers.values():
        found.setdefault((subscription_of(each.id), group_of(each.id)), []).append(each)
    return found


def _public_frontends(balancer: LoadBalancer) -> Iterator[str]:
    if isinstance(balancer.frontends, Unknown) or isinstance(balancer.inbound_frontend_ids, Unknown):
        return
    inbound = {id_.lower() for id_ in balancer.inbound_frontend_ids}
    for each in balancer.frontends:
        if each.public_ip_id and each.id.lower() in inbound:
            yield f"{balancer.name}/{each.name}"


def _behind_appliance(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    said: set[str] = set()
    for _, table in _tables(view, cluster):
        default = None if table.id in said else _default_to_appliance(view, table)
        said.add(table.id)
        if default and (names := _public(view, cluster)):
            shown = ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
            hop = default.next_hop_ip_address
            yield {"names": shown, "rtId": table.id, "table": table.name, "route": default.name, "hop": hop}


def _behind(*services: Service, extra: tuple[Document, ...] = ()) -> Example:
    routes = attached(node_route(0), node_route(1), route(), *extra)
    return running(place(), routes, cluster(identity=USER_ASSIGNED), services=services)


BEHIND_APPLIANCE = Rule(
    id="public-service-behind-appliance",
    title="What is open to the Internet answers by the way it was asked",
    class_="breaks",
    source=("D9", "MicrosoftDocs/azure-docs#32568", "MicrosoftDocs/azure-docs#87987"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "{names} is open to the Internet, and route {route} of {table} sends 0.0.0.0/0 to {hop}: the answers leave through "
        "{hop}, which never saw the question and drops them.",
    ),
    fix='Make the service internal (annotation service.beta.kubernetes.io/azure-load-balancer-internal: "true") and let '
    "the firewall forward to it (DNAT); or keep the firewall's public address out of the default route, by a route for it "
    "to Internet.",
    place="{rtId}#properties.routes[{route}]",
    check=_behind_appliance,
    failing=lambda: _behind(Service(namespace="shop", name="web", is_internal=False)),
    sound=lambda: _behind(Service(namespace="shop", name="web", is_internal=True)),
)


def _nat_unused(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for subnet_id, table in _tables(view, cluster):
        if has_outbound_type(cluster, "userAssignedNATGateway"):
            return
        network = view.virtual_networks.get(subnet_id.lower().rsplit("/", 2)[0])
        found = network.subnet(subnet_id) if network else None
        default = _default_to_appliance(view, table)
        gateway = certain(found.nat_gateway_id) if found else ""
        if gateway and default:
            hop = default.next_hop_ip_address
            yield {
                "subnet": name_of(subnet_id),
                "natName": name_of(gateway),
                "table": table.name,
                "rtId": table.id,
                "hop": hop,
            }


def _with_nat(*routes: Document) -> Example:
    gateway = f"{NODE_GROUP}/providers/Microsoft.Network/natGateways/nat"
    where = place(**subnet(**ON_TABLE, natGateway={"id": gateway})["properties"])
    made = cluster(identity=USER_ASSIGNED, outboundType="none")
    return running(where, attached(node_route(0), node_route(1), *routes), made)


NAT_UNUSED = Rule(
    id="nat-gateway-unused",
    title="A subnet with a NAT gateway goes out by it",
    class_="note",
    source=("D5", "D9"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Subnet {subnet} has NAT gateway {natName}, but its table {table} sends 0.0.0.0/0 to {hop}: nothing goes out by the "
        "gateway, and it costs.",
    ),
    fix="Take the NAT gateway off the subnet, or the default route out of {table}.",
    place="{rtId}#properties.routes[]",
    check=_nat_unused,
    failing=lambda: _with_nat(route()),
    sound=lambda: _with_nat(route("10.8.0.0/16")),
)


def _nat_unattached(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if facts_of(view, cluster) is None:
        return
    alone = view.once(_nat_gateways_alone)
    for group in {str(cluster.node_resource_group).lower(), group_of(cluster.id)}:
        yield from (
            dict[str, object](nat=id_, natName=name_of(id_))
            for id_ in alone.get((subscription_of(cluster.id), group), ())
        )


def _nat_gateways_alone(view: View) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for each in view.nat_gateways.values():
        if each.subnet_ids == ():
            found.setdefault((subscription_of(each.id), group_of(each.id)), []).append(each.id)
    return found


def _nat_gateway(*subnet_ids: str) -> Document:
    return {
        "id": f"{NODE_GROUP}/providers/Microsoft.Network/natGateways/nat",
        "name": "nat",
        "type": "Microsoft.Network/natGateways",
        "properties": {"subnets": [{"id": id_} for id_ in subnet_ids]},
    }


def _beside(gateway: Document) -> Example:
    return running(place(), attached(node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED), gateway)


NAT_UNATTACHED = Rule(
    id="nat-gateway-without-subnet",
    title="A NAT gateway beside a cluster is on a subnet",
    class_="note",
    source=("D5",),
    subject=ManagedCluster,
    answer=in_own_words("", "NAT gateway {natName} is on no subnet: nothing goes out by it, and it costs."),
    fix="Attach it, `az network vnet subnet update --ids <subnet> --nat-gateway {nat}`, or delete it.",
    place="{nat}#properties.subnets",
    check=_nat_unattached,
    failing=lambda: _beside(_nat_gateway()),
    sound=lambda: _beside(_nat_gateway("/subscriptions/s/resourceGroups/g")),
)

WAYS_IN = (BEHIND_APPLIANCE, NAT_UNUSED, NAT_UNATTACHED)
"""Ways in that lead out elsewhere, then ways out that nothing takes."""
