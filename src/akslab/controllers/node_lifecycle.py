"""A node whose machine is gone goes too, with its pods (Kubernetes: cloud node lifecycle controller).

Somebody deleted the node resource group, or an interface in it: the node would stay Ready for ever and take pods that
can run nowhere. The next cluster operation makes machine and node again.
"""

from ..aks.bodies import interface_of
from ..kube.kinds.node import name_of
from ..kube.kinds.pod import node_of
from ..wire.properties import Json
from .context import Context
from .host_local import forget


def reconcile(context: Context) -> float | None:
    """Remove every node of a settled cluster whose interface is not there."""
    for cluster in context.clusters():
        if cluster["properties"]["provisioningState"] in ("Succeeded", "Failed"):
            for node in list(context.kube(cluster).list("nodes")):
                machine = interface_of(node)
                if machine and context.arm.world.get(machine) is None:
                    context.log("node-without-machine", cause=context.cause_of(cluster), node=name_of(node))
                    remove_node(context, cluster, name_of(node))
    return None


def remove_node(context: Context, cluster: Json, name: str) -> None:
    """Delete a node, its pods, and what its host-local remembers."""
    kube = context.kube(cluster)
    for pod in list(kube.list("pods")):
        if node_of(pod) == name:
            kube.delete("pods", name_of(pod))
    forget(context, cluster, name)
    kube.delete("nodes", name)
