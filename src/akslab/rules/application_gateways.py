"""An Application Gateway before a kubenet cluster: it sends to pods itself, so its subnet needs the pods' routes.

The ingress controller attaches AKS's own table to the gateway's subnet when it starts, if the subnet has none and it
may. It looks in the node resource group only: a table of the user's is for the user to attach.
"""

from collections.abc import Iterator, Mapping

from .example import Example
from .examples import (
    GATEWAY,
    TABLE,
    USER_ASSIGNED,
    Document,
    application_gateway,
    cluster,
    network,
    route,
    subnet,
    table,
    world,
)
from .facts import has_plugin, own_table_ids
from .ids import group_of, name_of, same
from .places import subnet_place
from .resources import ApplicationGateway, ManagedCluster, Subnet
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, known
from .user_routing import DEFAULT_ROUTE
from .view import View

_DOCUMENTED = "https://azure.github.io/application-gateway-kubernetes-ingress/how-tos/networking/"
_ADDON = "properties.addonProfiles.ingressApplicationGateway"


def _gateway_subnets(view: View, cluster: ManagedCluster) -> Iterator[Subnet]:
    """Yield the subnets of the gateway of a kubenet cluster's ingress add-on, as far as they are there already."""
    ingress = cluster.ingress_gateway
    if ingress is None or not has_plugin(cluster, "kubenet"):
        return
    id_ = known(ingress.gateway_id, "applicationGatewayId of the ingress add-on")
    ids: tuple[str, ...] = tuple(filter(None, (known(ingress.subnet_id, "subnetId of the ingress add-on"),)))
    if id_:
        gateway = view.application_gateways.get(id_.lower())
        if gateway is None:
            raise CannotJudge(f"application gateway {id_}")
        ids = known(gateway.subnet_ids, f"subnet of application gateway {gateway.name}")
    for subnet_id in ids:
        if found := view.subnet(subnet_id):
            yield found


def _no_pod_routes(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in _gateway_subnets(view, cluster):
        ours = own_table_ids(view, cluster)
        theirs = known(found.route_table_id, f"route table of subnet {found.name}")
        is_managed = same(group_of(theirs), known(cluster.node_resource_group, "nodeResourceGroup"))
        has_routes = any(same(theirs, id_) for id_ in ours) if ours else is_managed or not theirs
        if not has_routes:
            wanted = ours[0] if ours else ""
            values: Values = {"subnet": found.name, "at": subnet_place(found.id), "table": name_of(theirs) or "-"}
            yield values | {"wanted": name_of(wanted) or "aks-agentpool-…-routetable", "rtId": wanted}


def _before(gateway_table: str, node_table: str) -> Example:
    """Return a cluster with the ingress add-on, on this table or none, before a gateway on that one."""

    def on(table_id: str) -> Document:
        return {"routeTable": {"id": table_id}} if table_id else {}

    place = network(subnet(**on(node_table)), subnet("gateway", "192.168.3.0/24", **on(gateway_table)))
    addons = {"ingressApplicationGateway": {"enabled": True, "config": {"applicationGatewayId": GATEWAY}}}
    made = cluster(identity=USER_ASSIGNED, properties={"addonProfiles": addons})
    return world(place, table(), application_gateway(), made)


NO_POD_ROUTES = Rule(
    id="application-gateway-without-pod-routes",
    title="The subnet of a kubenet cluster's Application Gateway has the table with the pods' routes",
    class_="breaks",
    source=(_DOCUMENTED, "D7", "Azure/application-gateway-kubernetes-ingress#399"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The Application Gateway's subnet {subnet} is not on {wanted}, where the pods' routes are (its table: {table}): "
        "the gateway does not find the pods and answers 502.",
    ),
    fix="Attach {wanted} to {subnet} as well. The ingress controller does so only with AKS's own table, and only where "
    "there is none.",
    place="{at}.properties.routeTable",
    also=(_ADDON,),
    check=_no_pod_routes,
    failing=lambda: _before("", TABLE),
    sound=lambda: _before(TABLE, TABLE),
)


def _attached_at_run_time(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in _gateway_subnets(view, cluster) if not own_table_ids(view, cluster) else ():
        if not known(found.route_table_id, f"route table of subnet {found.name}"):
            yield {"subnet": found.name, "at": subnet_place(found.id)}


ATTACHED_AT_RUN_TIME = Rule(
    id="application-gateway-table-at-run-time",
    title="The Application Gateway's route table does not depend on what a controller may do",
    class_="risk",
    source=(_DOCUMENTED, "Azure/application-gateway-kubernetes-ingress#1196"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The Application Gateway's subnet {subnet} has no route table: the ingress controller attaches AKS's when it "
        "starts, if it may, and whatever writes the subnet again takes it off. Until then the gateway answers 502.",
    ),
    fix="Give the cluster a route table of your own, and attach it to {subnet} too.",
    place="{at}.properties.routeTable",
    also=(_ADDON,),
    check=_attached_at_run_time,
    failing=lambda: _before("", ""),
    sound=lambda: _before(TABLE, TABLE),
)


def _default_route(view: View, gateway: ApplicationGateway) -> Iterator[Values]:
    is_second = known(gateway.tier, f"sku of application gateway {gateway.name}").lower().endswith("_v2")
    if not is_second or not known(gateway.has_public_frontend, f"frontends of application gateway {gateway.name}"):
        return
    for id_ in known(gateway.subnet_ids, f"subnet of application gateway {gateway.name}"):
        found = view.subnet(id_)
        table_id = known(found.route_table_id, f"route table of subnet {found.name}") if found else ""
        place = view.route_table(table_id) if table_id else None
        for each in known(place.routes, f"routes of {place.name}") if place else ():
            hop = known(each.next_hop_type, f"nextHopType of route {each.name}")
            if each.address_prefix == DEFAULT_ROUTE and same(hop, "VirtualAppliance"):
                values: Values = {"gateway": gateway.name, "subnet": name_of(id_), "rtId": table_id}
                yield values | {"table": name_of(table_id), "route": each.name}


def _behind(*routes: Document) -> Example:
    place = network(subnet("gateway", "192.168.3.0/24", routeTable={"id": TABLE}))
    return world(place, table(*routes), application_gateway())


# Gateways without a public frontend (private deployment) are another matter and are let pass.
DEFAULT_ROUTE_TO_APPLIANCE = Rule(
    id="application-gateway-default-route",
    title="No default route to an appliance stands on the subnet of a public Application Gateway",
    class_="breaks",
    source=(
        "https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure",
        "Azure/application-gateway-kubernetes-ingress#851",
    ),
    subject=ApplicationGateway,
    answer=in_own_words(
        "",
        "Application Gateway {gateway} is in subnet {subnet}, whose route table {table} sends 0.0.0.0/0 to an appliance "
        "({route}): a gateway of version 2 with a public frontend does not work with that.",
    ),
    fix="Put the gateway's subnet on a table without {route}, with the pods' routes only. They have to be kept up to date "
    "there: AKS writes to the cluster's table alone.",
    place="{rtId}#properties.routes[{route}]",
    also=("properties.gatewayIPConfigurations",),
    check=_default_route,
    failing=lambda: _behind(route()),
    sound=lambda: _behind(route("10.8.0.0/16")),
)


def _by_table(view: View) -> Mapping[str, tuple[str, Subnet]]:
    """Return for each route table an Application Gateway whose subnet has it."""
    found: dict[str, tuple[str, Subnet]] = {}
    for gateway in view.application_gateways.values():
        for id_ in gateway.subnet_ids if isinstance(gateway.subnet_ids, tuple) else ():
            try:
                place = view.subnet(id_)
            except CannotJudge:
                continue
            if place and isinstance(place.route_table_id, str):
                found[place.route_table_id.lower()] = (gateway.name, place)
    return found


def _on_cluster_table(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for id_ in own_table_ids(view, cluster) if has_plugin(cluster, "kubenet") else ():
        if found := view.once(_by_table).get(id_.lower()):
            gateway, place = found
            at = subnet_place(place.id)
            yield {"gateway": gateway, "subnet": place.name, "table": name_of(id_), "at": at}


BLOCKS_MIGRATION = Rule(
    id="application-gateway-blocks-overlay",
    title="No Application Gateway's subnet is on the route table of a cluster that moves to Overlay",
    class_="note",
    source=("M5", "MicrosoftDocs/azure-aks-docs#334"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The subnet {subnet} of Application Gateway {gateway} is on the cluster's route table {table}: with kubenet it has "
        "to be, and the move to Overlay fails while it is.",
    ),
    fix="When the cluster moves to Overlay, take {table} off {subnet} first.",
    place="{at}.properties.routeTable",
    also=("properties.networkProfile.networkPlugin",),
    check=_on_cluster_table,
    failing=lambda: _before(TABLE, TABLE),
    sound=lambda: world(network(subnet(routeTable={"id": TABLE})), table(), cluster(identity=USER_ASSIGNED)),
)

APPLICATION_GATEWAYS = (NO_POD_ROUTES, ATTACHED_AT_RUN_TIME, DEFAULT_ROUTE_TO_APPLIANCE, BLOCKS_MIGRATION)
