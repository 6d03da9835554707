"""Whether something is there when a cluster is made, or when nodes come to a subnet: what AKS looks for at that moment."""

from .facts import subnet_id
from .grants import making
from .ids import same
from .resources import AgentPool, ManagedCluster, Subnet
from .view import View


def comes_before(view: View, cluster: ManagedCluster, key: str) -> bool | None:
    """Whether the deployment makes `key` surely before the cluster, surely after it (False), or whenever (None).

    What it does not make was there before everything, and a cluster that runs already waits for nothing.
    """
    order = making(view, cluster)
    if order is None or order.precedes(key, cluster.id):
        return True
    return False if order.precedes(cluster.id, key) else None


def comes_before_nodes(view: View, cluster: ManagedCluster, subnet: Subnet, key: str) -> bool | None:
    """Whether `key` is there before nodes come to a subnet: with the cluster, or with a pool that is a step of its own."""
    order = making(view, cluster)
    own = [pool_id(cluster, pool) for pool in cluster.pools if same(subnet_id(pool), subnet.id)]
    if order is None or not all(map(order.makes, own)):
        return comes_before(view, cluster, key)
    if all(order.precedes(key, each) for each in own):
        return True
    return False if all(order.precedes(each, key) for each in own) else None


def pool_id(cluster: ManagedCluster, pool: AgentPool) -> str:
    """Return the id that a pool has where it is a resource of its own."""
    return f"{cluster.id}/agentPools/{pool.name}"
