"""What has to be there before the cluster is made: what it names, its route table, that table's way out.

AKS looks once, when the cluster is asked for. What a deployment makes at the same time, or later, comes too late: the
first run fails, or AKS attaches a table of its own. Judged only where the deployment makes both (`View.order`).
"""

from collections.abc import Iterator

from .coming_before import comes_before, comes_before_nodes, pool_id
from .example import Example
from .examples import (
    TABLE,
    TO_BE_MADE,
    Document,
    cluster,
    deployed,
    identity,
    network,
    route,
    subnet,
    table,
)
from .facts import gets_table, has_outbound_type, has_plugin, own_subnets, own_table_id, subnet_id
from .grants import making
from .ids import name_of
from .places import subnet_place
from .resources import ManagedCluster, Subnet
from .rule import Answer, Rule, in_own_words
from .time import association_of
from .unknown import Values, known
from .user_routing import DEFAULT_ROUTE, USER_DEFINED
from .view import View


def _named_too_late(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    order = making(view, cluster)
    together = [pool for pool in cluster.pools if not (order and order.makes(pool_id(cluster, pool)))]
    named = {subnet_id(pool): f"properties.agentPoolProfiles[{pool.name}].vnetSubnetID" for pool in together}
    named |= {id_: f"identity.userAssignedIdentities[{id_}]" for id_ in cluster.identity_ids}
    for id_, at in named.items():
        if comes_before(view, cluster, id_) is None:
            yield {"id": id_, "name": name_of(id_), "at": at}


ATTACHED = subnet(routeTable={"id": TABLE})

NAMED_TOO_LATE = Rule(
    id="cluster-does-not-wait-for-what-it-names",
    title="The subnets and identities a cluster names are made before it",
    class_="breaks",
    source=("R33", "https://learn.microsoft.com/azure/azure-resource-manager/templates/resource-dependency"),
    subject=ManagedCluster,
    answer=in_own_words("", "Nothing makes the cluster wait for {name}: it may be asked for before {id} is there."),
    fix="Let the cluster depend on {name} (dependsOn, depends_on, or a reference to it): an id put together as text "
    "makes nothing wait.",
    place="{at}",
    check=_named_too_late,
    failing=lambda: deployed((network(subnet()), cluster())),
    sound=lambda: deployed(network(subnet()), cluster()),
)


def _on_table(view: View, cluster: ManagedCluster) -> Iterator[tuple[Subnet, str, Values]]:
    """Yield the cluster's subnets with an own table, if the cluster needs it there: kubenet, or routing by the user."""
    is_needed = has_plugin(cluster, "kubenet") or has_outbound_type(cluster, USER_DEFINED)
    for found in own_subnets(view, cluster) if is_needed else ():
        if table_id := own_table_id(cluster, found):
            values: Values = {"subnetId": found.id, "subnet": found.name, "table": name_of(table_id)}
            yield found, association_of(found.id), values | {"at": subnet_place(found.id)}


def _attached_later(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found, key, values in _on_table(view, cluster):
        if comes_before_nodes(view, cluster, found, key) is False and gets_table(cluster):
            yield values


def own_cluster(**profile: str) -> Document:
    """Return the cluster with a user-assigned identity that is made with it."""
    return cluster(identity=TO_BE_MADE, **profile)


def _in_parts(*rest: Document | tuple[Document, ...]) -> Example:
    """Return a deployment that attaches the table in a step of its own."""
    attached = (network(ATTACHED), table(route()))
    return deployed(identity(), table(), network(), *rest, holding=attached)


# With azurerm the association fails then, because a table is attached already; az and ARM put theirs in its place,
# and the routes of the pods are left behind in the other.
ATTACHED_LATER = Rule(
    id="route-table-attached-after-cluster",
    title="An own route table is on the subnet before the cluster is made",
    class_="breaks",
    source=("R33", "R34", "R32"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route table {table} comes to subnet {subnet} after the cluster: by then AKS has attached one of its own, where "
        "the pods' routes are. Terraform's association is refused, any other tool takes that table off.",
    ),
    fix="Attach {table} to {subnet} before the cluster, and let the cluster depend on that step.",
    place="{at}.properties.routeTable",
    also=("properties.agentPoolProfiles",),
    check=_attached_later,
    failing=lambda: _in_parts(own_cluster(), ATTACHED),
    sound=lambda: _in_parts(ATTACHED, own_cluster()),
)


def _attached_whenever(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found, key, values in _on_table(view, cluster):
        if comes_before_nodes(view, cluster, found, key) is None:
            yield values


ATTACHED_WHENEVER = Rule(
    id="route-table-not-attached-before-cluster",
    title="The cluster waits for its route table to be attached",
    class_="breaks",
    source=("R33", "E7", "Azure/AKS#1842"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Nothing makes the cluster wait until route table {table} is on subnet {subnet}: it may find none there, and is "
        "then refused (userDefinedRouting), or gets a table of AKS's own.",
    ),
    fix="Let the cluster depend on the step that attaches {table} to {subnet}: naming the subnet waits for the subnet "
    "only.",
    place="{at}.properties.routeTable",
    also=("properties.agentPoolProfiles",),
    check=_attached_whenever,
    failing=lambda: _in_parts((ATTACHED, own_cluster())),
    sound=lambda: _in_parts(ATTACHED, own_cluster()),
)


def _routed_later(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found, key, values in _on_table(view, cluster):
        if comes_before_nodes(view, cluster, found, key) is False and has_outbound_type(cluster, USER_DEFINED):
            yield values


ROUTED_LATER = Rule(
    id="user-routing-table-after-cluster",
    title="Routing by the user needs the table on the subnet when the cluster is made",
    source=("E7", "O1", "R33"),
    subject=ManagedCluster,
    answer=Answer(
        code="ExistingRouteTableNotAssociatedWithSubnet",
        text="An existing route table has not been associated with subnet {subnetId}. "
        "Please update the route table association",
    ),
    fix="Attach {table} to {subnet} before the cluster, and let the cluster depend on that step.",
    place="{at}.properties.routeTable",
    also=("properties.networkProfile.outboundType",),
    check=_routed_later,
    failing=lambda: _in_parts(own_cluster(outboundType=USER_DEFINED), ATTACHED),
    sound=lambda: _in_parts(ATTACHED, own_cluster(outboundType=USER_DEFINED)),
)


def _default_route_late(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in own_subnets(view, cluster) if has_outbound_type(cluster, USER_DEFINED) else ():
        table_id = own_table_id(cluster, found)
        made = view.route_table(table_id) if table_id else None
        for each in known(made.routes, f"routes of {made.name}") if made else ():
            if each.address_prefix == DEFAULT_ROUTE and not comes_before(view, cluster, each.id):
                yield {"rtId": table_id, "table": name_of(table_id), "route": each.name}


def _own_route() -> Document:
    return route() | {"type": "Microsoft.Network/routeTables/routes"}


DEFAULT_ROUTE_LATE = Rule(
    id="default-route-not-before-cluster",
    title="The cluster waits for the default route that its outbound type needs",
    class_="breaks",
    source=("E8", "O1", "R41"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Nothing makes the cluster wait for route {route} of {table}: without its 0.0.0.0/0 a cluster with "
        "userDefinedRouting is refused (RouteTableMissingDefaultRouteError).",
    ),
    fix="Let the cluster depend on route {route}, or write the route inside {table}.",
    place="{rtId}#properties.routes[{route}]",
    also=("properties.networkProfile.outboundType",),
    check=_default_route_late,
    failing=lambda: _in_parts(ATTACHED, (_own_route(), own_cluster(outboundType=USER_DEFINED))),
    sound=lambda: _in_parts(ATTACHED, _own_route(), own_cluster(outboundType=USER_DEFINED)),
)


DEPLOYMENT_ORDER = (
    NAMED_TOO_LATE,
    ROUTED_LATER,
    ATTACHED_LATER,
    ATTACHED_WHENEVER,
    DEFAULT_ROUTE_LATE,
)
"""What the cluster names, then its table and its way out."""
