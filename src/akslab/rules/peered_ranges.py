"""A cluster's ranges against its network's peers, and against the pods of clusters over there.

Azure sees no further than the cluster's own network (R3): it accepts the ranges, and packets go astray. Inside the
cluster kube-proxy and the nodes' bridges answer for them before anything is routed, so it is pods that lose sight of
the peer, and not the other way round.
"""

from collections.abc import Iterable, Iterator, Mapping

from ..net.prefixes import RESERVED_BY_AKS, Prefix, overlapping
from .example import Example
from .examples import GROUP, NETWORK, USER_ASSIGNED, Document, cluster, network, peering, pool, subnet, world
from .facts import has_plugin, own_network, pod_ranges, service_ranges
from .free_ranges import free_pods, free_services
from .ids import name_of, same
from .peers import Peer, peers_of, prefixes_of_peer
from .resources import ManagedCluster
from .room import renumbered_by_id
from .rule import Rule, in_own_words
from .span_index import Positions
from .unknown import CannotJudge, Values, for_each
from .view import View


def _peers(view: View, cluster: ManagedCluster) -> tuple[Peer, ...]:
    place = own_network(view, cluster)
    return tuple(peers_of(view, place)) if place else ()


def _pods_over_peer(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(peer: Peer) -> Iterator[Values]:
        for pods in ranges:
            for prefix in overlapping(pods, prefixes_of_peer(view, peer)):
                values = {"pod": pods, "prefix": prefix, "peer": peer.name, "at": peer.place}
                yield values | free_pods(view, pods)

    ranges = pod_ranges(cluster)
    yield from for_each(_peers(view, cluster) if ranges else (), judge)


def _peered(*, theirs: str = "10.1.0.0/16") -> Example:
    """Return the article's cluster in a network that is peered with a hub of this prefix."""
    hub = network(name="hub", prefixes=(theirs,))
    return world(network(subnet(), virtualNetworkPeerings=[peering()]), hub, cluster())


PODS_OVER_PEER = Rule(
    id="pod-cidr-overlaps-peer",
    title="Pods keep off the addresses of peered networks",
    class_="breaks",
    source=("R3", "D14", "Azure/AKS#1175", "MicrosoftDocs/azure-docs#103074"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The pod CIDR {pod} overlaps {prefix} of the peered network {peer}: what pods send to those addresses stays in "
        "the cluster. Machines outside of it still reach them.",
    ),
    fix="Write podCidr {free}, or another range that nobody else uses; that of a running cluster is fixed.",
    place="properties.networkProfile.podCidr[{pod}]",
    also=("{at}",),
    check=_pods_over_peer,
    failing=lambda: _peered(theirs="10.244.128.0/17"),
    sound=_peered,
)


def _services_over_peer(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(peer: Peer) -> Iterator[Values]:
        for services in ranges:
            for prefix in overlapping(services, prefixes_of_peer(view, peer)):
                values = {"svc": services, "prefix": prefix, "peer": peer.name, "at": peer.place}
                yield values | free_services(view, services)

    ranges = service_ranges(cluster)
    yield from for_each(_peers(view, cluster), judge)


SERVICES_OVER_PEER = Rule(
    id="service-cidr-overlaps-peer",
    title="Services keep off the addresses of peered networks",
    class_="breaks",
    source=("R3", "Azure/AKS#1175", "MicrosoftDocs/azure-docs#54673"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The service CIDR {svc} overlaps {prefix} of the peered network {peer}: in the cluster an address there may be "
        "a service's, and who has it over there is not reached. Machines outside of the cluster still reach it.",
    ),
    fix="Write serviceCidr {free} and dnsServiceIP {dns}, the two together; those of a running cluster are fixed.",
    place="properties.networkProfile.serviceCidr[{svc}]",
    also=("{at}", "properties.networkProfile.dnsServiceIP"),
    check=_services_over_peer,
    failing=lambda: _peered(theirs="10.0.0.0/20"),
    sound=_peered,
)


def _reserved_in_peer(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(peer: Peer) -> Iterator[Values]:
        for prefix in prefixes_of_peer(view, peer):
            for reserved in overlapping(prefix, RESERVED_BY_AKS):
                moves = renumbered_by_id(view, peer.id, prefix)
                yield {"prefix": prefix, "reserved": reserved, "peer": peer.name, "at": peer.place, "moves": moves}

    yield from for_each(_peers(view, cluster), judge)


RESERVED_IN_PEER = Rule(
    id="reserved-range-in-peer",
    title="Peered networks keep off the ranges that AKS reserves for itself",
    class_="risk",
    source=("R1", "R2", "Azure/AKS#2234"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The peered network {peer} uses {prefix}, which meets {reserved}: AKS keeps that range for itself, and nothing "
        "checks it there. The cluster may not reach those addresses.",
    ),
    fix="Move what the cluster talks to in {peer} off {reserved}.",
    place="{at}",
    check=_reserved_in_peer,
    failing=lambda: _peered(theirs="172.31.0.0/16"),
    sound=lambda: _peered(theirs="172.29.0.0/16"),
)


class _Pods:
    """The pod ranges of a network's kubenet clusters, in their order."""

    def __init__(self, pods: Iterable[tuple[ManagedCluster, Prefix]]) -> None:
        self._pods = tuple(pods)
        self._positions = Positions(prefix for _, prefix in self._pods)
        self._first: dict[Prefix, tuple[int, ...]] = {}

    def first(self, cluster: ManagedCluster, ours: Iterable[Prefix]) -> ManagedCluster | None:
        """Return the first other cluster whose pods have addresses of these ranges."""
        met = sorted(at for each in ours for at in self._two(each))
        return next((self._pods[at][0] for at in met if not same(self._pods[at][0].id, cluster.id)), None)

    def _two(self, prefix: Prefix) -> tuple[int, ...]:
        """Return the first that meet a range, of two clusters: one of them is another than the cluster that asks."""
        if prefix not in self._first:
            clusters = {self._pods[at][0].id: at for at in reversed(self._positions.meeting(prefix))}
            self._first[prefix] = tuple(sorted(clusters.values())[:2])
        return self._first[prefix]


def _by_network(view: View) -> Mapping[str, _Pods]:
    """Return the pod ranges of the kubenet clusters of each network; those that nobody can tell are left out."""
    found: dict[str, list[tuple[ManagedCluster, Prefix]]] = {}
    for each in view.managed_clusters.values():
        try:
            place = own_network(view, each) if has_plugin(each, "kubenet") else None
            if place:
                found.setdefault(place.id.lower(), []).extend((each, prefix) for prefix in pod_ranges(each))
        except CannotJudge:
            continue
    return {id_: _Pods(pods) for id_, pods in found.items()}


def _reused(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    place = own_network(view, cluster) if has_plugin(cluster, "kubenet") else None
    if place is None:
        return
    ours, by_network = pod_ranges(cluster), view.once(_by_network)
    for id_ in (place.id, *(peer.id for peer in peers_of(view, place))):
        pods = by_network.get(id_.lower())
        other = pods.first(cluster, ours) if pods else None
        if other:
            values = {"pod": ours[0], "other": name_of(other.id), "otherId": other.id}
            yield values | free_pods(view, ours[0])
            return


def _two_clusters(second_pods: str) -> Example:
    """Return the article's cluster and one in a peered network with these pods."""
    hub = NETWORK.replace("myAKSVnet", "hub")
    nodes: Document = subnet("nodes", "10.1.0.0/24") | {"id": f"{hub}/subnets/nodes"}
    second = cluster(
        pool(vnetSubnetID=f"{hub}/subnets/nodes"),
        identity=USER_ASSIGNED,
        podCidr=second_pods,
        id_=f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/second",
        properties={"nodeResourceGroup": "MC_second"},
    ) | {"name": "second"}
    peered = network(subnet(), virtualNetworkPeerings=[peering()])
    return world(peered, network(nodes, name="hub", prefixes=("10.1.0.0/16",)), cluster(), second)


# kubenet's pods leave with their node's address (P8), so it harms only what routes to pods: machines and gateways with
# the cluster's table. On Overlay it is allowed outright (P6).
REUSED = Rule(
    id="pod-cidr-reused",
    title="Clusters that reach each other have different pod ranges",
    class_="note",
    source=("D14", "P6", "P8", "R35"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The pods of {other} have addresses of {pod} too: nobody can tell the two clusters' pods apart by address, and "
        "no route table can hold the routes of both.",
    ),
    fix="Give each cluster a pod CIDR of its own if anything routes to pods.",
    place="properties.networkProfile.podCidr[{pod}]",
    also=("{otherId}#properties.networkProfile.podCidr",),
    check=_reused,
    failing=lambda: _two_clusters("10.244.0.0/16"),
    sound=lambda: _two_clusters("10.245.0.0/16"),
)

PEERED_RANGES = (PODS_OVER_PEER, SERVICES_OVER_PEER, RESERVED_IN_PEER, REUSED)
