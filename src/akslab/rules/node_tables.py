"""The route tables of a cluster's nodes that are the user's, and which of their routes are the user's too."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..net.prefixes import Prefix, parsed
from .cluster_facts import Node
from .facts import own_table_ids
from .fields import certain
from .pod_routing import blocks_of, leads_to
from .resources import ManagedCluster, Route, RouteTable
from .unknown import Unknown, known
from .view import View

_WRITTEN_BY_AKS = re.compile(r".+____[0-9a-f]+|aks-[a-z0-9]{1,12}-\d{8}-vmss[0-9a-z]{6}", re.IGNORECASE)
"""What the cloud provider calls its routes: node, underscores and block, or the node alone (K2, K9, X11)."""


def tables_of(view: View, cluster: ManagedCluster) -> Iterator[RouteTable]:
    """Yield the user's route tables on a cluster's subnets. Raises CannotJudge for one that is not to be seen."""
    for id_ in own_table_ids(view, cluster):
        yield view.route_table(id_)


def own_routes(table: RouteTable, nodes: Iterable[Node] = ()) -> Iterator[Route]:
    """Yield the routes of a table that are not for nodes; exports and what is made of them hold both.

    A route is for a node by the name AKS gives it, or because it leads a block of one of `nodes` there: names are not to be
    relied on.
    """
    homes: dict[Prefix, list[Node]] = {}
    for each in nodes:
        for block in blocks_of(each):
            homes.setdefault(block, []).append(each)
    for route in known(table.routes, f"routes of {table.name}"):
        if not is_written_by_aks(route) and not _is_for_a_node(route, homes):
            yield route


def _is_for_a_node(route: Route, homes: Mapping[Prefix, Sequence[Node]]) -> bool:
    if isinstance(route.next_hop_type, Unknown):
        return False
    prefixes = parsed((certain(route.address_prefix),))
    return any(leads_to(route, each) for prefix in prefixes for each in homes.get(prefix, ()))


def is_written_by_aks(route: Route) -> bool:
    """Whether a route is called as the cloud provider calls those of nodes."""
    return bool(_WRITTEN_BY_AKS.fullmatch(route.name))
