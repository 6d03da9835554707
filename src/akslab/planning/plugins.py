"""The four ways AKS gives pods addresses, by what each costs: addresses of subnets, /24 slots, routes.

Numbers: R17-R24 for kubenet, P2 for the node subnet, P6 for Overlay, P7 for the pod subnet, D25 for the network.
"""

from msgspec import Struct

from ..rules.pools import MOST_KUBENET_NODES, MOST_NODES_PER_CLUSTER

MOST_ROUTES = 400
"""Routes of one table, the user's own among them (R18, D27)."""

MOST_NETWORK_ADDRESSES = 65536
"""Private addresses in use in one virtual network (D25)."""

POD_BATCH = 16
"""A node on a pod subnet asks for addresses in batches of so many (P7)."""

POD_BATCH_FREE = 8
"""… and asks again when fewer than so many are free (P7)."""


class Plugin(Struct, frozen=True, kw_only=True):
    """One network model."""

    id: str
    network_plugin: str
    network_plugin_mode: str = ""
    default_pods_per_node: int
    most_nodes: int
    has_routes: bool = False
    """Every node is a route of the subnet's table."""
    has_slots: bool = False
    """Every node takes a /24 of a pod range outside the virtual network."""
    pods_in_node_subnet: bool = False
    pods_in_own_subnet: bool = False

    @property
    def is_flat(self) -> bool:
        """Whether pods have addresses of the virtual network."""
        return self.pods_in_node_subnet or self.pods_in_own_subnet

    def node_addresses(self, pods_per_node: int) -> int:
        """Return what a node takes of the node subnet: itself, and with the node subnet model its pods (P2)."""
        return 1 + pods_per_node if self.pods_in_node_subnet else 1

    def pod_addresses(self, pods_per_node: int) -> int:
        """Return what a full node holds of the pod subnet: whole batches with eight left free (P7)."""
        batches = -(-(pods_per_node + POD_BATCH_FREE) // POD_BATCH)
        return batches * POD_BATCH if self.pods_in_own_subnet else 0


KUBENET = Plugin(
    id="kubenet",
    network_plugin="kubenet",
    default_pods_per_node=110,
    most_nodes=MOST_KUBENET_NODES,
    has_routes=True,
    has_slots=True,
)
NODE_SUBNET = Plugin(
    id="node-subnet",
    network_plugin="azure",
    default_pods_per_node=30,
    most_nodes=MOST_NODES_PER_CLUSTER,
    pods_in_node_subnet=True,
)
POD_SUBNET = Plugin(
    id="pod-subnet",
    network_plugin="azure",
    default_pods_per_node=110,
    most_nodes=MOST_NODES_PER_CLUSTER,
    pods_in_own_subnet=True,
)
OVERLAY = Plugin(
    id="overlay",
    network_plugin="azure",
    network_plugin_mode="overlay",
    default_pods_per_node=250,
    most_nodes=MOST_NODES_PER_CLUSTER,
    has_slots=True,
)

PLUGINS: dict[str, Plugin] = {plugin.id: plugin for plugin in (KUBENET, NODE_SUBNET, POD_SUBNET, OVERLAY)}
