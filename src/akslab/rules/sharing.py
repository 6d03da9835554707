"""What the article forbids and Azure lets pass: two clusters in a kubenet one's subnet, or on one route table (U3)."""

from collections.abc import Iterator

from ..net.prefixes import overlapping
from .example import Example
from .examples import CLUSTER, SUBNET, TABLE, USER_ASSIGNED, Document, cluster, network, pool, subnet, table, world
from .facts import has_plugin, own_subnet_ids, own_subnets, pod_ranges, subnet_id
from .fields import certain
from .ids import same
from .neighbours import Users, others_in_subnets, table_ids, users_of_subnets, users_of_tables
from .places import POOL, subnet_place
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values
from .view import View


def _shared_subnet(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    if not has_plugin(cluster, "kubenet"):
        return
    users = view.once(users_of_subnets)
    yield from _together(users, cluster)
    yield from users.unjudged(cluster)


def _together(users: Users, cluster: ManagedCluster) -> Iterator[dict[str, object]]:
    """Yield the other users of a cluster's own subnets, with the first pool that is in there."""
    for id_ in own_subnet_ids(cluster):
        for other in users.others(id_, cluster):
            inside = next(pool.name for pool in cluster.pools if same(subnet_id(pool), id_))
            yield {"other": other.id, "id": id_, "pool": inside}


_SECOND = CLUSTER.replace("myAKSCluster", "second")


def _two_clusters(second_subnet: str, first: Document, second: Document, **profile: str) -> Example:
    """Return two clusters, each in a subnet with these properties; `profile` is the second's."""
    place = network(subnet(**first), subnet("second", "192.168.2.0/24", **second))
    neighbour = cluster(
        pool(vnetSubnetID=SUBNET.replace("myAKSSubnet", second_subnet)),
        identity=USER_ASSIGNED,
        id_=_SECOND,
        properties={"nodeResourceGroup": "MC_second"},
        **profile,
    )
    return world(place, table(), cluster(identity=USER_ASSIGNED), neighbour)


SHARED_SUBNET = Rule(
    id="subnet-shared-by-clusters",
    title="Two kubenet clusters do not share a subnet",
    class_="breaks",
    source=("R25", "U3"),
    subject=ManagedCluster,
    answer=in_own_words("", "The cluster shares the subnet {id} with {other}: they overwrite each other's routes."),
    fix="Give each cluster a subnet of its own.",
    place=f"{POOL}.vnetSubnetID",
    also=("{other}#properties.agentPoolProfiles",),
    check=_shared_subnet,
    failing=lambda: _two_clusters("myAKSSubnet", {}, {}),
    sound=lambda: _two_clusters("second", {}, {}),
)


def _beside_other_plugins(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    # Of whom the plugin is not known, the rule about two kubenet clusters says so.
    if has_plugin(cluster, "kubenet"):
        for values in _together(view.once(others_in_subnets), cluster):
            yield values | {"plugin": _plugin(view, str(values["other"]))}


def _plugin(view: View, id_: str) -> str:
    network = view.managed_clusters[id_.lower()].network
    return " ".join(filter(None, (certain(network.plugin), certain(network.plugin_mode))))


_OVERLAY = {"networkPlugin": "azure", "networkPluginMode": "overlay"}

# Clusters on Azure CNI may share a subnet with each other. Beside a kubenet one no refusal is known, only that the
# pages do not allow it; what goes wrong is what its table and its addresses do to the others.
BESIDE_OTHER_PLUGINS = Rule(
    id="subnet-shared-with-other-plugin",
    title="A kubenet cluster has its subnet for itself, also where the other cluster is on Azure CNI",
    class_="risk",
    source=("R25", "U3"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The kubenet cluster shares the subnet {id} with {other}, which is on {plugin}. That is not supported: the "
        "subnet's route table, with the routes to this cluster's pods, is that of the other's nodes too, and both take "
        "from its addresses.",
    ),
    fix="Give each cluster a subnet of its own.",
    place=f"{POOL}.vnetSubnetID",
    also=("{other}#properties.agentPoolProfiles",),
    check=_beside_other_plugins,
    failing=lambda: _two_clusters("myAKSSubnet", {}, {}, **_OVERLAY),
    sound=lambda: _two_clusters("second", {}, {}, **_OVERLAY),
)


def _shared_table(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    yield from _with_neighbours(view, cluster, overlapping_pods=True)
    if has_plugin(cluster, "kubenet"):
        yield from view.once(users_of_tables).unjudged(cluster)


def _shared_apart(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    yield from (each for each in _with_neighbours(view, cluster, overlapping_pods=False) if isinstance(each, dict))


def _with_neighbours(
    view: View, cluster: ManagedCluster, *, overlapping_pods: bool
) -> Iterator[dict[str, object] | CannotJudge]:
    """Yield the other clusters on a cluster's tables, those with pod ranges that overlap its own or those without."""
    for id_ in table_ids(view, cluster).values() if has_plugin(cluster, "kubenet") else ():
        for other in view.once(users_of_tables).others(id_, cluster):
            inside = next(s.id for s in own_subnets(view, cluster) if same(str(s.route_table_id), id_))
            try:
                do_overlap = any(overlapping(each, pod_ranges(other)) for each in pod_ranges(cluster))
            except CannotJudge as reason:
                yield reason
                continue
            if do_overlap is overlapping_pods:
                yield {"rtId": id_, "other": other.id, "at": subnet_place(inside)}


_ON_TABLE: Document = {"routeTable": {"id": TABLE}}

SHARED_TABLE = Rule(
    id="route-table-shared-by-clusters",
    title="Two kubenet clusters with overlapping pod ranges do not share a route table",
    class_="breaks",
    source=("R35", "U3", "K16", "V15"),
    subject=ManagedCluster,
    answer=in_own_words("", "The cluster shares the route table {rtId} with {other}: each deletes the other's routes."),
    fix="Give each cluster a route table of its own, on all its subnets.",
    place="{at}.properties.routeTable",
    also=("{other}#properties.agentPoolProfiles",),
    check=_shared_table,
    failing=lambda: _two_clusters("second", _ON_TABLE, _ON_TABLE),
    sound=lambda: _two_clusters("second", _ON_TABLE, {}),
)

# The route controller deletes what it does not know inside its own pod range only (K16).
SHARED_TABLE_APART = Rule(
    id="route-table-shared-by-disjoint-clusters",
    title="A route table is one kubenet cluster's, also where pod ranges do not overlap",
    class_="risk",
    source=("R35", "U3", "K16"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The cluster shares the route table {rtId} with {other}. Their pod ranges do not overlap, so each leaves the "
        "other's routes alone; but it is not supported, and both take from the table's room.",
    ),
    fix="Give each cluster a route table of its own, on all its subnets.",
    place="{at}.properties.routeTable",
    also=("{other}#properties.agentPoolProfiles",),
    check=_shared_apart,
    failing=lambda: _two_clusters("second", _ON_TABLE, _ON_TABLE, podCidr="10.245.0.0/16"),
    sound=lambda: _two_clusters("second", _ON_TABLE, {}, podCidr="10.245.0.0/16"),
)

SHARING = (SHARED_SUBNET, BESIDE_OTHER_PLUGINS, SHARED_TABLE, SHARED_TABLE_APART)
