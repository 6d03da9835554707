"""The route tables of a cluster's nodes that are the user's, and which of their routes are the user's too."""

import re
from collections.abc import Iterator

from .facts import own_table_ids
from .resources import ManagedCluster, Route, RouteTable
from .unknown import known
from .view import View

_WRITTEN_BY_AKS = re.compile(r".+____[0-9a-f]+|aks-[a-z0-9]{1,12}-\d{8}-vmss[0-9a-z]{6}", re.IGNORECASE)
"""What the cloud provider calls its routes: node, underscores and block, or the node alone (K2, K9, X11)."""


def tables_of(view: View, cluster: ManagedCluster) -> Iterator[RouteTable]:
    """Yield the user's route tables on a cluster's subnets. Raises CannotJudge for one that is not to be seen."""
    for id_ in own_table_ids(view, cluster):
        yield view.route_table(id_)


def own_routes(table: RouteTable) -> Iterator[Route]:
    """Yield the routes of a table that AKS did not write; exports and what is made of them hold both."""
    for route in known(table.routes, f"routes of {table.name}"):
        if not is_written_by_aks(route):
            yield route


def is_written_by_aks(route: Route) -> bool:
    """Whether a route is called as the cloud provider calls those of nodes."""
    return bool(_WRITTEN_BY_AKS.fullmatch(route.name))
