"""What the article forbids and Azure lets pass: two kubenet clusters in one subnet, or on one route table (U3)."""

from collections.abc import Iterator

from .examples import CLUSTER, SUBNET, TABLE, USER_ASSIGNED, Document, cluster, network, pool, subnet, table, world
from .facts import has_plugin, own_subnet_ids, own_subnets
from .ids import same
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import Values, known
from .view import View


def _neighbours(view: View, cluster: ManagedCluster) -> Iterator[ManagedCluster]:
    """Yield the other kubenet clusters, if this one is on kubenet."""
    for other in view.managed_clusters.values() if has_plugin(cluster, "kubenet") else ():
        if not same(other.id, cluster.id) and has_plugin(other, "kubenet"):
            yield other


def _shared_subnet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for other in _neighbours(view, cluster):
        theirs = {id_.lower() for id_ in own_subnet_ids(other)}
        for id_ in own_subnet_ids(cluster):
            if id_.lower() in theirs:
                yield {"other": other.id, "id": id_}


_SECOND = CLUSTER.replace("myAKSCluster", "second")


def _two_clusters(second_subnet: str, first: Document, second: Document) -> View:
    """Return two clusters, each in a subnet with these properties."""
    place = network(subnet(**first), subnet("second", "192.168.2.0/24", **second))
    neighbour = cluster(
        pool(vnetSubnetID=SUBNET.replace("myAKSSubnet", second_subnet)),
        identity=USER_ASSIGNED,
        id_=_SECOND,
        properties={"nodeResourceGroup": "MC_second"},
    )
    return world(place, table(), cluster(identity=USER_ASSIGNED), neighbour)


SHARED_SUBNET = Rule(
    id="subnet-shared-by-clusters",
    title="Two kubenet clusters do not share a subnet",
    class_="breaks",
    source=("R25", "U3"),
    subject=ManagedCluster,
    answer=in_own_words("", "The cluster shares the subnet {id} with {other}: they overwrite each other's routes."),
    check=_shared_subnet,
    failing=lambda: _two_clusters("myAKSSubnet", {}, {}),
    sound=lambda: _two_clusters("second", {}, {}),
)


def _tables(view: View, cluster: ManagedCluster) -> dict[str, str]:
    ids = (known(found.route_table_id, f"route table of {found.name}") for found in own_subnets(view, cluster))
    return {id_.lower(): id_ for id_ in ids if id_}


def _shared_table(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    ours = _tables(view, cluster)
    for other in _neighbours(view, cluster):
        for key in _tables(view, other):
            if key in ours:
                yield {"rtId": ours[key], "other": other.id}


_ON_TABLE: Document = {"routeTable": {"id": TABLE}}

SHARED_TABLE = Rule(
    id="route-table-shared-by-clusters",
    title="Two kubenet clusters do not share a route table",
    class_="breaks",
    source=("R35", "U3", "V15"),
    subject=ManagedCluster,
    answer=in_own_words("", "The cluster shares the route table {rtId} with {other}: each deletes the other's routes."),
    check=_shared_table,
    failing=lambda: _two_clusters("second", _ON_TABLE, _ON_TABLE),
    sound=lambda: _two_clusters("second", _ON_TABLE, {}),
)

SHARING = (SHARED_SUBNET, SHARED_TABLE)
