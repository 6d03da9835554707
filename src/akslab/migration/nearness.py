"""Which networks, tables and groups have to do with a cluster: in a fleet, addresses are used again and again.

What stands in a cluster's own networks, or in those peered with them, is near. What is elsewhere, or nobody knows where,
is taken to be about this cluster only if no other cluster has its pod range.
"""

from collections import Counter
from collections.abc import Iterable

from ..rules.facts import has_plugin
from ..rules.fields import certain
from ..rules.ids import parent_of
from ..rules.peers import peers_of
from ..rules.resources import RouteTable
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from .case import Case

Networks = frozenset[str]
"""Lower-case ids."""


def near_networks(case: Case) -> Networks:
    """Return the networks of a cluster's nodes, and those peered with them."""
    own = case.networks()
    peers = (peer.id.lower() for network in own for peer in peers_of(case.view, network))
    return frozenset((*(each.id.lower() for each in own), *peers))


def networks_of_table(view: View, table: RouteTable) -> Networks:
    """Return the networks in which a table is on a subnet, as far as anybody tells."""
    listed = () if isinstance(table.subnet_ids, Unknown) else table.subnet_ids
    linked = view.once(_subnets_by_link).get(table.id.lower(), ())
    return _networks((*listed, *linked))


def networks_of_group(view: View, group_id: str) -> Networks:
    """Return the networks in which a security group is on a subnet or an interface, as far as anybody tells."""
    return _networks(view.once(_subnets_by_link).get(group_id.lower(), ()))


def _networks(subnet_ids: Iterable[str]) -> Networks:
    return frozenset(parent_of(id_).lower() for id_ in subnet_ids)


def _subnets_by_link(view: View) -> dict[str, list[str]]:
    """Return the subnets that have each table and each security group, interfaces in them included."""
    found: dict[str, list[str]] = {}
    for network in view.virtual_networks.values():
        for subnet in network.subnets:
            for link in (certain(subnet.route_table_id), certain(subnet.network_security_group_id)):
                if link:
                    found.setdefault(link.lower(), []).append(subnet.id)
    for interface in view.network_interfaces.values():
        if link := certain(interface.network_security_group_id):
            places = (certain(each.subnet_id) for each in interface.ip_configurations)
            found.setdefault(link.lower(), []).extend(filter(None, places))
    return found


def has_pods_of_its_own(case: Case) -> bool:
    """Whether no other cluster on kubenet has the same pod range."""
    ranges = case.view.once(_clusters_by_range)
    return all(ranges[str(each)] <= 1 for each in case.pods())


def _clusters_by_range(view: View) -> Counter[str]:
    found: Counter[str] = Counter()
    for cluster in view.managed_clusters.values():
        try:
            ranges = cluster.network.pod_cidrs if has_plugin(cluster, "kubenet") else ()
        except CannotJudge:
            continue
        found.update(() if isinstance(ranges, Unknown) else set(ranges))
    return found
