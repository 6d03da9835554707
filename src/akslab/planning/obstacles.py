"""Why a plugin cannot do it at any size, and what would have to give: limits of AKS and features it does not have."""

from collections.abc import Iterator

from ..rules.networks import LARGEST_SUBNET
from ..rules.pools import FEWEST_PODS_PER_POOL, MOST_NODES_PER_POOL, MOST_POOLS
from .demand import Demand
from .limits import most_nodes
from .plugins import MOST_NETWORK_ADDRESSES, MOST_ROUTES
from .sentences import Sentence, sentence
from .sizing import Sizes


def obstacles(demand: Demand, sizes: Sizes) -> Iterator[Sentence]:
    """Yield every limit the demand breaks, whatever the ranges."""
    yield from _features(demand)
    yield from _nodes(demand)
    yield from _pools(demand)
    yield from _addresses(demand)
    if min(sizes.subnet, sizes.pod_subnet or sizes.subnet) < LARGEST_SUBNET:
        yield sentence("obstacle.subnet-size", addresses=max(demand.subnet_addresses, demand.pod_subnet_addresses))


def _features(demand: Demand) -> Iterator[Sentence]:
    needs = demand.needs
    if demand.plugin.network_plugin == "azure":
        return
    if needs.windows:
        yield sentence("obstacle.windows")
    if needs.virtual_nodes:
        yield sentence("obstacle.virtual-nodes")
    if needs.network_policy == "azure":
        yield sentence("obstacle.azure-policy")


def _nodes(demand: Demand) -> Iterator[Sentence]:
    plugin, routes = demand.plugin, demand.needs.custom_routes
    if plugin.has_routes and demand.at_upgrade + routes > MOST_ROUTES:
        yield sentence(
            "obstacle.routes",
            nodes=demand.nodes,
            extra=demand.surge,
            routes=routes,
            total=demand.at_upgrade + routes,
            most=MOST_ROUTES,
            gives=most_nodes(demand.sizes, demand.needs.surge, max(0, MOST_ROUTES - routes)),
        )
    elif demand.nodes > plugin.most_nodes:
        yield sentence("obstacle.nodes", nodes=demand.nodes, most=plugin.most_nodes)


def _pools(demand: Demand) -> Iterator[Sentence]:
    surge = demand.needs.surge
    if len(demand.pools) > MOST_POOLS:
        yield sentence("obstacle.pools", pools=len(demand.pools), most=MOST_POOLS)
    largest = max(demand.sizes)
    if largest + surge.of(largest) > MOST_NODES_PER_POOL:
        each = most_nodes((0,), surge, MOST_NODES_PER_POOL)
        yield sentence(
            "obstacle.pool",
            nodes=largest,
            extra=surge.of(largest),
            most=MOST_NODES_PER_POOL,
            pools=-(-demand.nodes // each),
        )
    smallest = min(pool.now for pool in demand.pools)
    if smallest * demand.pods_per_node < FEWEST_PODS_PER_POOL:
        yield sentence(
            "obstacle.pool-pods",
            nodes=smallest,
            pods_per_node=demand.pods_per_node,
            least=FEWEST_PODS_PER_POOL,
            gives=-(-FEWEST_PODS_PER_POOL // smallest),
            nodes_give=-(-FEWEST_PODS_PER_POOL // demand.pods_per_node),
        )


def _addresses(demand: Demand) -> Iterator[Sentence]:
    if not demand.plugin.is_flat:
        return
    total = demand.subnet_addresses + demand.pod_subnet_addresses
    if total > MOST_NETWORK_ADDRESSES:
        pods = demand.pods_per_node
        each = demand.plugin.node_addresses(pods) + demand.plugin.pod_addresses(pods)
        carried = max(0, MOST_NETWORK_ADDRESSES - demand.needs.fixed_addresses) // each
        gives = most_nodes(demand.sizes, demand.needs.surge, carried)
        yield sentence("obstacle.network", total=total, most=MOST_NETWORK_ADDRESSES, gives=gives)
