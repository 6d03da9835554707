"""Which clusters use one subnet, or one route table: indexes over a whole view, so that a fleet costs one pass."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from msgspec import Struct

from .facts import has_plugin, own_network, own_subnet_ids, own_subnets
from .ids import name_of
from .resources import ManagedCluster
from .unknown import CannotJudge, known
from .view import View

MOST_OTHERS = 10
"""Each cluster is told of so many others; of a hundred on one table every pair would be ten thousand findings."""


class Users(Struct, frozen=True):
    """The clusters that use each thing, and those of which that is not known."""

    by_id: Mapping[str, tuple[ManagedCluster, ...]]
    """By the lower-case id of what is used."""
    unclear: Mapping[str, CannotJudge]
    """By the lower-case id of the cluster: what is missing."""

    def others(self, id_: str, cluster: ManagedCluster) -> Iterator[ManagedCluster]:
        """Yield other clusters that use `id_`: enough of them to see what is wrong."""
        others = (other for other in self.by_id.get(id_.lower(), ()) if other.id.lower() != cluster.id.lower())
        yield from islice(others, MOST_OTHERS)

    def unjudged(self, cluster: ManagedCluster) -> Iterator[CannotJudge]:
        """Yield why it may be that another cluster uses it too, once."""
        yield from (reason for id_, reason in list(self.unclear.items())[:2] if id_ != cluster.id.lower())


def users_of_subnets(view: View) -> Users:
    """Return which kubenet clusters use which subnet."""
    return _users(view, own_subnet_ids)


def others_in_subnets(view: View) -> Users:
    """Return which clusters without kubenet use which subnet."""
    return _users(view, own_subnet_ids, on_kubenet=False)


def users_of_tables(view: View) -> Users:
    """Return which kubenet clusters' subnets have which route table."""
    return _users(view, lambda cluster: table_ids(view, cluster).values())


def table_ids(view: View, cluster: ManagedCluster) -> dict[str, str]:
    """Return the ids of the route tables on a cluster's own subnets, by themselves in lower case."""
    ids = (known(found.route_table_id, f"route table of subnet {found.name}") for found in own_subnets(view, cluster))
    return {id_.lower(): id_ for id_ in ids if id_}


def _users(view: View, used_by: Callable[[ManagedCluster], Iterable[str]], *, on_kubenet: bool = True) -> Users:
    found: dict[str, list[ManagedCluster]] = {}
    unclear: dict[str, CannotJudge] = {}
    for id_, cluster in view.managed_clusters.items():
        try:
            for used in used_by(cluster) if has_plugin(cluster, "kubenet") is on_kubenet else ():
                found.setdefault(used.lower(), []).append(cluster)
        except CannotJudge as reason:
            unclear[id_] = reason
    return Users({id_: tuple(clusters) for id_, clusters in found.items()}, unclear)


def clusters_in_networks(view: View) -> dict[str, tuple[str, ...]]:
    """Return the names of the clusters in each network, by its lower-case id; those that nobody can place are left out."""
    found: dict[str, tuple[str, ...]] = {}
    for made in view.managed_clusters.values():
        try:
            place = own_network(view, made)
        except CannotJudge:
            continue
        if place:
            found[place.id.lower()] = (*found.get(place.id.lower(), ()), name_of(made.id))
    return found
