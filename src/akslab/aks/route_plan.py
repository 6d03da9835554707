"""What the route controller wants of a table: pure (K8-K16).

It thinks in pairs of node and block. A route counts by the node its name begins with, whatever its next hop: so a route
edited by hand is kept (K17), and two clusters in one table delete each other's (K16).
"""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, ip_network

from msgspec import Struct

from ..wire.properties import Json

UNMANAGED_LABEL = "kubernetes.azure.com/managed"


class NodeRoute(Struct, frozen=True):
    """The route a node needs: its block goes to its address (K8)."""

    node: str
    cidr: str
    address: str
    managed: bool = True
    """One that is not managed gets no route, but is known: a route it has stays (K13)."""

    @property
    def name(self) -> str:
        """`<node>____<block without dots and slash>`, as AKS writes it (K9)."""
        return f"{self.node}____{self.cidr.translate(str.maketrans('', '', './:'))}"

    def as_route(self) -> Json:
        """Return the route for the table."""
        hop = {"nextHopType": "VirtualAppliance", "nextHopIpAddress": self.address}
        return {"name": self.name, "properties": {"addressPrefix": self.cidr, **hop, "hasBgpOverride": False}}


class RoutePlan(Struct, frozen=True):
    """What to add, and which names to take out."""

    create: tuple[NodeRoute, ...]
    delete: tuple[str, ...]
    outdated: frozenset[str] = frozenset()
    """Lower-cased names in the style without a block, of nodes there are: any write takes them out (K11)."""


def plan_routes(nodes: Iterable[NodeRoute], routes: Sequence[Json], cluster_cidr: str) -> RoutePlan:
    """Compare nodes with a table's routes: missing pairs are created, unknown ones inside the cluster CIDR deleted."""
    wanted = {(node.node.lower(), node.cidr): node for node in nodes}
    present = {(_node_of(route), _prefix_of(route)): route["name"] for route in routes}
    create = tuple(node for pair, node in wanted.items() if node.managed and pair not in present)
    cluster = IPv4Network(cluster_cidr)
    delete = tuple(name for pair, name in present.items() if pair not in wanted and _is_inside(pair[1], cluster))
    return RoutePlan(create, delete, frozenset(node for node, _ in wanted))


def apply_plan(routes: Sequence[Json], plan: RoutePlan) -> list[Json]:
    """Return the table's routes after the plan; a deletion also takes routes whose name starts with it (K11)."""
    doomed = tuple(name.lower() for name in plan.delete)
    kept = [route for route in routes if not (doomed and route["name"].lower().startswith(doomed))]
    replaced = {node.name.lower() for node in plan.create} | plan.outdated
    return [r for r in kept if r["name"].lower() not in replaced] + [node.as_route() for node in plan.create]


def _node_of(route: Json) -> str:
    """Return the node a route belongs to: its name up to the four underscores (K14)."""
    return str(route["name"]).split("____")[0].lower()


def _prefix_of(route: Json) -> str:
    return str(route["properties"]["addressPrefix"])


def _is_inside(prefix: str, cluster: IPv4Network) -> bool:
    """Whether the first or the last address of a route lies in the cluster CIDR (K16); tags never do."""
    try:
        network = ip_network(prefix, strict=False)
    except ValueError:
        return False
    return network.version == 4 and (network[0] in cluster or network[-1] in cluster)
