"""Plain documents -> `Inputs`. The only place that knows the documents' shape; the rest of the floor knows values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal, TypeVar

import msgspec

from . import documents as doc
from .errors import CompileError
from .inputs import (
    Cluster,
    Inputs,
    IpConfiguration,
    Machine,
    NetworkInterface,
    Node,
    Peering,
    Pod,
    Route,
    RouteTable,
    Settings,
    Subnet,
    VirtualNetwork,
)
from .ranges import canonical_prefix, number_of, range_of
from .security_rules import security_group_of

D = TypeVar("D")
V = TypeVar("V")
Document = Mapping[str, object]
NextHopType = Literal["VirtualAppliance", "VirtualNetworkGateway", "VnetLocal", "Internet", "None"]
NEXT_HOP_TYPES: dict[str, NextHopType] = {
    "virtualappliance": "VirtualAppliance",
    "virtualnetworkgateway": "VirtualNetworkGateway",
    "vnetlocal": "VnetLocal",
    "internet": "Internet",
    "none": "None",
}
DEFAULT_SETTINGS = Settings()


def read_inputs(
    arm: Iterable[Document],
    nodes: Iterable[tuple[str, Document]] = (),
    pods: Iterable[tuple[str, Document]] = (),
    machines: Iterable[Machine] = (),
    settings: Settings = DEFAULT_SETTINGS,
) -> Inputs:
    """Read documents, in any order.

    `arm` are top-level ARM documents of any type (the ones without a network in them are passed over); `nodes` and
    `pods` are Kubernetes documents, each with the id of its cluster. Raises CompileError naming the document.
    """
    by_type: dict[str, list[Document]] = {}
    for document in arm:
        by_type.setdefault(str(document.get("type", "")).lower(), []).append(document)

    def all_of(arm_type: str, shape: type[D], make: Callable[[D], V]) -> dict[str, V]:
        return {
            str(document["id"]).lower(): _read(str(document["id"]), document, shape, make)
            for document in by_type.get(arm_type, ())
        }

    public = all_of("microsoft.network/publicipaddresses", doc.PublicAddressDocument, _public_address)
    clusters = all_of("microsoft.containerservice/managedclusters", doc.ManagedClusterDocument, _cluster)
    return Inputs(
        networks=all_of("microsoft.network/virtualnetworks", doc.VirtualNetworkDocument, _network),
        tables=all_of("microsoft.network/routetables", doc.RouteTableDocument, _table),
        security_groups=all_of("microsoft.network/networksecuritygroups", doc.SecurityGroupDocument, security_group_of),
        interfaces=all_of("microsoft.network/networkinterfaces", doc.NetworkInterfaceDocument, _interface),
        public_addresses={key: address for key, address in public.items() if address is not None},
        clusters={key: cluster for key, (cluster, _) in clusters.items()},
        nodes=_nodes(nodes, {key: group for key, (_, group) in clusters.items()}),
        pods=_pods(pods),
        machines=tuple(sorted((Machine(m.name, m.interface.lower()) for m in machines), key=lambda m: m.name)),
        settings=settings,
    )


def _read(where: str, document: Document, shape: type[D], make: Callable[[D], V]) -> V:
    try:
        return make(msgspec.convert(document, shape))
    except CompileError:
        raise
    except (msgspec.ValidationError, ValueError) as error:
        raise CompileError(where, str(error)) from error


def _network(document: doc.VirtualNetworkDocument) -> VirtualNetwork:
    properties = document.properties
    subnets = sorted((_subnet(each) for each in properties.subnets or ()), key=lambda subnet: subnet.id)
    peerings = (
        Peering(
            remote=each.properties.remote_virtual_network.id.lower(),
            connected=each.properties.peering_state == "Connected",
            access=each.properties.allow_virtual_network_access is not False,
        )
        for each in properties.virtual_network_peerings or ()
    )
    return VirtualNetwork(
        id=document.id.lower(),
        prefixes=tuple(map(canonical_prefix, properties.address_space.address_prefixes or ())),
        subnets=tuple(subnets),
        peerings=tuple(sorted(peerings, key=lambda peering: peering.remote)),
    )


def _subnet(document: doc.SubnetDocument) -> Subnet:
    properties = document.properties
    prefixes = properties.address_prefixes or ((properties.address_prefix,) if properties.address_prefix else ())
    if not prefixes:
        raise CompileError(document.id, "the subnet has no addressPrefix")
    return Subnet(
        id=document.id.lower(),
        prefixes=tuple(sorted(map(canonical_prefix, prefixes), key=range_of)),
        route_table=_id(properties.route_table),
        security_group=_id(properties.network_security_group),
        default_outbound_access=properties.default_outbound_access is not False,
    )


def _table(document: doc.RouteTableDocument) -> RouteTable:
    routes = (_route(document.id, each) for each in document.properties.routes or ())
    return RouteTable(document.id.lower(), tuple(sorted(routes, key=lambda route: (route.prefix, route.name))))


def _route(table: str, document: doc.RouteDocument) -> Route:
    where, properties = f"{table}/routes/{document.name}", document.properties
    next_hop_type = NEXT_HOP_TYPES.get(properties.next_hop_type.lower())
    if next_hop_type is None:
        raise CompileError(where, f"nextHopType {properties.next_hop_type!r} can't be set on a route (D4)")
    if not supported_route_prefix(properties.address_prefix):
        problem = f"addressPrefix {properties.address_prefix!r}: akslab routes IPv4 prefixes, not service tags or IPv6"
        raise CompileError(where, problem)
    if properties.next_hop_ip_address:
        number_of(properties.next_hop_ip_address)
    return Route(
        name=document.name,
        prefix=canonical_prefix(properties.address_prefix),
        next_hop_type=next_hop_type,
        next_hop_ip=properties.next_hop_ip_address or None,
    )


def supported_route_prefix(value: str) -> bool:
    """Whether a route's addressPrefix can be compiled: an IPv4 prefix, no service tag (D11), no IPv6."""
    try:
        canonical_prefix(value)
    except ValueError:
        return False
    return True


def _interface(document: doc.NetworkInterfaceDocument) -> NetworkInterface:
    properties = document.properties
    # Azure marks one configuration primary; where none is marked it is the first.
    ordered = sorted(properties.ip_configurations, key=lambda each: each.properties.primary is not True)
    configurations = tuple(
        IpConfiguration(each.properties.private_ip_address, _id(each.properties.public_ip_address))
        for each in ordered
        if each.properties.private_ip_address
    )
    for configuration in configurations:
        number_of(configuration.address)
    if not ordered:
        raise CompileError(document.id, "the network interface has no ipConfigurations")
    return NetworkInterface(
        id=document.id.lower(),
        subnet=ordered[0].properties.subnet.id.lower(),
        configurations=configurations,
        ip_forwarding=properties.enable_ip_forwarding is True,
        security_group=_id(properties.network_security_group),
    )


def _public_address(document: doc.PublicAddressDocument) -> str | None:
    return document.properties.ip_address


def _cluster(document: doc.ManagedClusterDocument) -> tuple[Cluster, str]:
    profile = document.properties.network_profile
    outbound = profile.load_balancer_profile and profile.load_balancer_profile.effective_outbound_ips
    cluster = Cluster(
        id=document.id.lower(),
        name=document.name,
        network_plugin=profile.network_plugin,
        outbound_type=profile.outbound_type,
        pod_cidr=canonical_prefix(profile.pod_cidr) if profile.pod_cidr else None,
        outbound_address=outbound[0].id.lower() if outbound else None,
    )
    return cluster, document.properties.node_resource_group


def _nodes(nodes: Iterable[tuple[str, Document]], resource_groups: Mapping[str, str]) -> tuple[Node, ...]:
    found = []
    for cluster_id, document in nodes:
        cluster = cluster_id.lower()
        node = _read(f"a node of {cluster_id}", document, doc.NodeDocument, lambda read: read)
        # While a cluster is being deleted its nodes outlive it for a moment, with no interface to stand behind.
        if cluster in resource_groups:
            interface = node_interface_id(cluster, resource_groups[cluster], node.metadata.name)
            pod_cidr = canonical_prefix(node.spec.pod_cidr) if node.spec.pod_cidr else None
            found.append(Node(node.metadata.name, cluster, interface, pod_cidr))
    return tuple(sorted(found, key=lambda node: (node.name, node.cluster)))


def node_interface_id(cluster_id: str, node_resource_group: str, node: str) -> str:
    """Lower-cased id of a node's network interface: `nic-<node>` in the node resource group."""
    subscription = cluster_id.lower().partition("/resourcegroups/")[0]
    group = f"{subscription}/resourcegroups/{node_resource_group}"
    return f"{group}/providers/microsoft.network/networkinterfaces/nic-{node}".lower()


def _pods(pods: Iterable[tuple[str, Document]]) -> tuple[Pod, ...]:
    found = []
    for cluster_id, document in pods:
        pod = _read(f"a pod of {cluster_id}", document, doc.PodDocument, lambda read: read)
        if pod.spec.node_name and pod.status.pod_ip:
            labels = tuple(sorted((pod.metadata.labels or {}).items()))
            found.append(Pod(pod.metadata.name, cluster_id.lower(), pod.spec.node_name, pod.status.pod_ip, labels))
    return tuple(sorted(found, key=lambda each: (each.cluster, each.name)))


def _id(reference: doc.Reference | None) -> str | None:
    return reference.id.lower() if reference else None
