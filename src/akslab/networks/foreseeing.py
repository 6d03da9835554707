"""A cluster that files declare -> what AKS will make of it: table, security group, machines, blocks, routes (K1-K16).

The same steps as the lab's provider takes, on values: what `aks` says of names and bodies, node IPAM's order, the route
controller's plan.
"""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ..aks import bodies, names
from ..aks.machines import instance_name, interface_id
from ..aks.route_plan import NodeRoute, apply_plan, plan_routes
from ..compile.documents import SecurityGroupDocument
from ..compile.inputs import (
    Cluster,
    IpConfiguration,
    NetworkInterface,
    Node,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    VirtualNetwork,
)
from ..compile.ranges import canonical_prefix
from ..compile.reading import NEXT_HOP_TYPES
from ..compile.security_rules import security_group_of
from ..net.cidr_set import CidrSet, CidrSetError
from ..rules.ids import name_of, parent_of
from ..rules.resources import AgentPool, ManagedCluster
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from ..wire.properties import Json
from ..wire.sentences import sentence
from ..wire.symbols import spoken
from .addresses import Addresses
from .draft import Draft
from .pods import doubt_pods, foresee_pods
from .security_groups import NO_RULES
from .values import Assumption

WRITE = "Microsoft.Network/routeTables/routes/write"
WITHOUT_TABLE = ("userdefinedrouting", "none", "block")


def foresee_cluster(view: View, cluster: ManagedCluster, draft: Draft) -> None:
    """Add to a draft what AKS makes of a cluster."""
    profile = cluster.network
    if isinstance(profile.plugin, Unknown):
        draft.leave_out("unfit.plugin", name_of(cluster.id))
        return
    document = _document(cluster, profile.plugin)
    subnets = _subnets(cluster, document, draft)
    if subnets is None:
        return
    _add_cluster(cluster, document, draft)
    nodes = list(_nodes(cluster, document, subnets, draft))
    if bodies.is_kubenet(document):
        nodes = _with_blocks(cluster, nodes, draft)
        _route(view, cluster, document, subnets, nodes, draft)
        foresee_pods(nodes, draft)
        doubt_pods(nodes, draft)
    else:
        draft.leave_out("unfit.pods-of", name_of(cluster.id), plugin=profile.plugin)
    draft.nodes += nodes


def _document(cluster: ManagedCluster, plugin: str) -> Json:
    """Return as much of a cluster's document as names and bodies read."""
    group, location = cluster.node_resource_group, cluster.location
    name = name_of(cluster.id)
    return {
        "id": cluster.id,
        "name": name,
        "location": "" if isinstance(location, Unknown) else location,
        "properties": {
            "nodeResourceGroup": f"MC_{name}" if isinstance(group, Unknown) else group,
            "networkProfile": {"networkPlugin": plugin, "networkPluginMode": _certain(cluster.network.plugin_mode)},
        },
    }


def _certain(value: object) -> object:
    return None if isinstance(value, Unknown) else value


def _subnets(cluster: ManagedCluster, document: Json, draft: Draft) -> dict[str, Subnet] | None:
    """Return the subnet of every pool by its name; the network AKS makes is added where no pool names one."""
    known = {each.id: each for network in draft.networks.values() for each in network.subnets}
    found: dict[str, Subnet] = {}
    for pool in cluster.pools:
        id_ = pool.subnet_id
        if isinstance(id_, Unknown):
            draft.leave_out("unfit.pool-subnet", name_of(cluster.id), pool=pool.name)
            return None
        if not id_:
            found[pool.name] = _managed_subnet(document, draft)
        elif id_.lower() in known:
            found[pool.name] = known[id_.lower()]
        else:
            draft.leave_out("unfit.pool-subnet-absent", name_of(cluster.id), pool=pool.name, subnet=spoken(id_))
            return None
    return found


def _managed_subnet(document: Json, draft: Draft) -> Subnet:
    id_ = names.managed_subnet_id(document).lower()
    network_id = parent_of(id_)
    if network_id in draft.networks:
        return draft.networks[network_id].subnets[0]
    subnet = Subnet(id_, (names.MANAGED_SUBNET_PREFIX,), None, _managed_group(document, draft), True)
    draft.networks[network_id] = VirtualNetwork(network_id, (names.MANAGED_VNET_PREFIX,), (subnet,), ())
    return subnet


def _managed_group(document: Json, draft: Draft) -> str:
    """Return the id of the cluster's own security group, which has the default rules alone."""
    name = names.security_group_name(document)
    id_ = names.in_node_group(document, "Microsoft.Network/networkSecurityGroups", name)
    made: SecurityGroup = security_group_of(SecurityGroupDocument(id=id_, name=name, properties=NO_RULES))
    draft.groups[id_.lower()] = made
    return id_.lower()


def _add_cluster(cluster: ManagedCluster, document: Json, draft: Draft) -> None:
    profile, outbound = cluster.network, None
    kind = "loadBalancer" if isinstance(profile.outbound_type, Unknown) else profile.outbound_type
    if kind.lower() == "loadbalancer":
        outbound = names.in_node_group(document, "Microsoft.Network/publicIPAddresses", "outbound").lower()
        what = sentence("assume.outbound", cluster=document["name"], address=draft.stand_in(outbound))
        draft.assumptions.append(Assumption(what=what, about="outbound", id=cluster.id.lower()))
    draft.clusters[cluster.id.lower()] = Cluster(
        id=cluster.id.lower(),
        name=document["name"],
        network_plugin=str(profile.plugin),
        outbound_type=kind,
        pod_cidr=pod_range(cluster),
        outbound_address=outbound,
    )


def pod_range(cluster: ManagedCluster) -> str | None:
    """Return the first IPv4 pod range of a cluster, None where nobody tells or there is none."""
    ranges = () if isinstance(cluster.network.pod_cidrs, Unknown) else cluster.network.pod_cidrs
    for each in ranges:
        try:
            return canonical_prefix(each)
        except ValueError:
            continue
    return None


def _nodes(cluster: ManagedCluster, document: Json, subnets: dict[str, Subnet], draft: Draft) -> Iterable[Node]:
    addresses = Addresses(draft)
    for pool in cluster.pools:
        scale_set = names.scale_set_name(document, pool.name)
        id_ = names.in_node_group(document, "Microsoft.Compute/virtualMachineScaleSets", scale_set)
        for number in range(_count(cluster, pool, subnets[pool.name], draft)):
            address = addresses.next_of(subnets[pool.name])
            if address is None:
                draft.leave_out("unfit.full", f"{pool.name}/{number}")
                break
            name = instance_name(scale_set, number)
            own = bool(pool.subnet_id)
            interface = NetworkInterface(
                id=interface_id(id_, name).lower(),
                subnet=subnets[pool.name].id,
                configurations=(IpConfiguration(address, None),),
                ip_forwarding=bodies.is_kubenet(document),
                security_group=_managed_group(document, draft) if own else None,
            )
            draft.interfaces[interface.id] = interface
            yield Node(name, cluster.id.lower(), interface.id, None)


def _count(cluster: ManagedCluster, pool: AgentPool, subnet: Subnet, draft: Draft) -> int:
    if not isinstance(pool.count, Unknown):
        return max(0, min(pool.count, 1000))
    what = sentence("assume.count", pool=pool.name, cluster=name_of(cluster.id))
    draft.assumptions.append(Assumption(what=what, about="subnet", id=subnet.id))
    return 2


def _with_blocks(cluster: ManagedCluster, nodes: Sequence[Node], draft: Draft) -> list[Node]:
    """Give every node the next /24 of the pod range, around the services' (N13-N15)."""
    cidr = pod_range(cluster)
    try:
        if cidr is None:
            raise CidrSetError
        blocks = CidrSet(cidr)
        for each in () if isinstance(cluster.network.service_cidrs, Unknown) else cluster.network.service_cidrs:
            try:
                blocks.occupy(each)
            except (CidrSetError, ValueError):
                continue
        return [replace(node, pod_cidr=blocks.allocate_next()) for node in nodes]
    except CidrSetError:
        draft.leave_out("unfit.pod-range", name_of(cluster.id))
        return list(nodes)


def _route(
    view: View, cluster: ManagedCluster, document: Json, subnets: dict[str, Subnet], nodes: Sequence[Node], draft: Draft
) -> None:
    """Find or make the table of the cluster's subnets, and write the route of every node into it (R32, K7-K12)."""
    used = {each.id: _current(each, draft) for each in subnets.values()}
    own = next((each.route_table for each in used.values() if each.route_table), None)
    table_id = own or _managed_table(cluster, document, used, draft)
    if table_id is None or (own and not _may_write(view, cluster, own, draft)):
        return
    table = draft.tables[table_id]
    wanted = [
        NodeRoute(node.name, node.pod_cidr, draft.interfaces[node.interface].configurations[0].address)
        for node in nodes
        if node.pod_cidr
    ]
    written = [_as_json(route) for route in table.routes]
    plan = plan_routes(wanted, written, pod_range(cluster) or "0.0.0.0/32")
    _doubt_shared(cluster, table, plan.delete, draft)
    routes = apply_plan(written, plan)
    made = sorted(map(_from_json, routes), key=lambda route: (route.prefix, route.name))
    draft.tables[table_id] = RouteTable(table_id, tuple(made))


def _doubt_shared(cluster: ManagedCluster, table: RouteTable, deleted: Iterable[str], draft: Draft) -> None:
    """Note that route controllers of two clusters take each other's routes out of one table (K16), the last one's stay."""
    others = {route.next_hop_ip for route in table.routes if route.name in set(deleted)}
    for node in draft.nodes:
        if draft.interfaces[node.interface].configurations[0].address in others:
            other = draft.clusters[node.cluster].name
            values = {"one": other, "other": name_of(cluster.id), "table": spoken(name_of(table.id))}
            what, unless = sentence("assume.shared-table", **values), sentence("unless.shared-table", **values)
            draft.assumptions.append(
                Assumption(what=what, unless=unless, about="table", id=table.id, may_stop=True, may_open=True)
            )
            return


def _current(subnet: Subnet, draft: Draft) -> Subnet:
    network = draft.networks[parent_of(subnet.id)]
    return next(each for each in network.subnets if each.id == subnet.id)


def _managed_table(cluster: ManagedCluster, document: Json, used: dict[str, Subnet], draft: Draft) -> str | None:
    """Make AKS's own table and associate it with the node subnets, unless the outbound type is for others to route."""
    outbound = cluster.network.outbound_type
    if isinstance(outbound, str) and outbound.lower() in WITHOUT_TABLE:
        return None
    name = names.route_table_name(document)
    table_id = names.in_node_group(document, "Microsoft.Network/routeTables", name).lower()
    draft.tables[table_id] = RouteTable(table_id, ())
    for id_ in used:
        network = draft.networks[parent_of(id_)]
        subnets = tuple(replace(each, route_table=table_id) if each.id == id_ else each for each in network.subnets)
        draft.networks[network.id] = replace(network, subnets=subnets)
    return table_id


def _may_write(view: View, cluster: ManagedCluster, table_id: str, draft: Draft) -> bool:
    """Whether the cluster's identity may write routes into somebody's table; where nobody tells, it is taken to."""
    values = {"cluster": name_of(cluster.id), "table": spoken(name_of(table_id))}
    principals = () if isinstance(cluster.principal_ids, Unknown) else cluster.principal_ids
    try:
        if isinstance(view.rights, Unknown) or not principals:
            raise CannotJudge(WRITE)
        if any(view.rights(principal, WRITE, table_id) for principal in principals):
            return True
        what, unless = sentence("assume.no-right", **values), None
    except CannotJudge:
        what, unless = sentence("assume.right", **values), sentence("unless.right", **values)
    draft.assumptions.append(
        Assumption(what=what, unless=unless, about="table", id=table_id, may_stop=unless is not None)
    )
    return unless is not None


def _as_json(route: Route) -> Json:
    properties = {"addressPrefix": route.prefix, "nextHopType": route.next_hop_type}
    return {"name": route.name, "properties": properties | {"nextHopIpAddress": route.next_hop_ip}}


def _from_json(route: Json) -> Route:
    properties = route["properties"]
    kind = NEXT_HOP_TYPES[properties["nextHopType"].lower()]
    return Route(route["name"], canonical_prefix(properties["addressPrefix"]), kind, properties.get("nextHopIpAddress"))
