"""Give every kubenet node its /24 of the pod CIDR (Kubernetes: node IPAM, N13-N16).

The pointer of the next-fit search lives in memory: after a restart it is at the start and gaps are filled first, as in
kube-controller-manager.
"""

from ..aks.bodies import is_kubenet
from ..kube.kinds.event import record
from ..kube.kinds.node import name_of, pod_cidr, with_pod_cidr
from ..net.cidr_set import CidrRangeExhaustedError, CidrSet, CidrSetError
from ..wire.properties import Json
from .context import Context


class NodeIpam:
    """The blocks of all clusters, as this controller-manager knows them."""

    def __init__(self) -> None:
        self._sets: dict[str, CidrSet] = {}
        self._held: dict[str, dict[str, str]] = {}
        """Cluster uid -> node -> block: what must be released when the node is gone."""

    def reconcile(self, context: Context) -> float | None:
        """Release the blocks of nodes that are gone, then give one to each node without."""
        alive = set()
        for cluster in context.clusters():
            if is_kubenet(cluster):
                alive.add(cluster["properties"]["resourceUID"])
                self._reconcile_cluster(context, cluster)
        for uid in set(self._sets) - alive:
            del self._sets[uid], self._held[uid]
        return None

    def _reconcile_cluster(self, context: Context, cluster: Json) -> None:
        kube = context.kube(cluster)
        nodes = list(kube.list("nodes"))
        blocks, held = self._known(cluster, nodes)
        names = {name_of(node) for node in nodes}
        for gone in set(held) - names:
            blocks.release(held.pop(gone))
        given = []
        for node in nodes:
            if pod_cidr(node) is not None:
                continue
            try:
                held[name_of(node)] = blocks.allocate_next()
            except CidrRangeExhaustedError as error:
                self._say_exhausted(context, cluster, node, str(error))
            else:
                given.append(with_pod_cidr(node, held[name_of(node)]))
        kube.put("nodes", *given)

    def _known(self, cluster: Json, nodes: list[Json]) -> tuple[CidrSet, dict[str, str]]:
        uid = cluster["properties"]["resourceUID"]
        if uid not in self._sets:
            profile = cluster["properties"]["networkProfile"]
            blocks = CidrSet(profile["podCidr"])
            _occupy_if_inside(blocks, profile["serviceCidr"])
            self._held[uid] = {name_of(node): cidr for node in nodes if (cidr := pod_cidr(node))}
            for cidr in self._held[uid].values():
                blocks.occupy(cidr)
            self._sets[uid] = blocks
        return self._sets[uid], self._held[uid]

    def _say_exhausted(self, context: Context, cluster: Json, node: Json, why: str) -> None:
        kube = context.kube(cluster)
        event = ("Normal", "CIDRNotAvailable", f"Node {name_of(node)} status is now: CIDRNotAvailable")
        if not any(
            e["reason"] == event[1] and e["involvedObject"]["name"] == name_of(node) for e in kube.list("events")
        ):
            record(kube, ("Node", name_of(node)), event, "cidrAllocator", context.arm.world.now())
            context.log("no-pod-cidr", cause=context.cause_of(cluster), node=name_of(node), why=why)


def _occupy_if_inside(blocks: CidrSet, service_cidr: str) -> None:
    """Keep blocks that services use from nodes (N14); a service range elsewhere is none of our business."""
    try:
        blocks.occupy(service_cidr)
    except CidrSetError:
        return
