"""What a plugin makes of the needs: pools, surge, and what they take, whatever the ranges will be."""

from msgspec import Struct

from .needs import Needs, Pool, pools_of, with_surge
from .plugins import Plugin


class Demand(Struct, frozen=True, kw_only=True):
    """The needs of one cluster under one plugin."""

    needs: Needs
    plugin: Plugin
    pods_per_node: int
    pools: tuple[Pool, ...]
    nodes_now: int
    nodes: int
    """Planned."""
    surge: int
    """Extra nodes while all pools upgrade."""

    @property
    def at_upgrade(self) -> int:
        """Return the nodes there are while all pools upgrade."""
        return self.nodes + self.surge

    @property
    def sizes(self) -> tuple[int, ...]:
        """Return the planned nodes of each pool."""
        return tuple(pool.planned for pool in self.pools)

    @property
    def subnet_addresses(self) -> int:
        """Return the addresses the node subnet has to have for an upgrade."""
        each = self.plugin.node_addresses(self.pods_per_node)
        return self.at_upgrade * each + self.needs.fixed_addresses

    @property
    def pod_subnet_addresses(self) -> int:
        """Return the addresses the pod subnet has to have for an upgrade; 0 without one."""
        return self.at_upgrade * self.plugin.pod_addresses(self.pods_per_node)

    @property
    def pods(self) -> int:
        """Return the pods the planned nodes take."""
        return self.nodes * self.pods_per_node


def demand_of(needs: Needs, plugin: Plugin) -> Demand:
    """Return what `needs` come to with a plugin."""
    pods_per_node = needs.pods_per_node or plugin.default_pods_per_node
    pools = pools_of(needs, pods_per_node)
    sizes = tuple(pool.planned for pool in pools)
    return Demand(
        needs=needs,
        plugin=plugin,
        pods_per_node=pods_per_node,
        pools=pools,
        nodes_now=sum(pool.now for pool in pools),
        nodes=sum(sizes),
        surge=with_surge(sizes, needs.surge) - sum(sizes),
    )
