"""Pods get a node (kube-scheduler) and an address of its block (kubelet with host-local, N11)."""

from collections import Counter, defaultdict

from ..aks.bodies import is_kubenet
from ..kube.kinds.node import is_schedulable, name_of, pod_cidr
from ..kube.kinds.pod import address_of, bound_to, node_of, with_status
from ..net.host_local import NoAddressAvailableError, next_address
from ..wire.properties import Json
from .context import Context
from .host_local import last_reserved, remember


def reconcile(context: Context) -> float | None:
    """Bind pods that wait for a node, and give an address to those that are bound."""
    for cluster in context.clusters():
        if is_kubenet(cluster):
            pods = list(context.kube(cluster).list("pods"))
            if any(pod["status"]["phase"] == "Pending" for pod in pods):
                _place(context, cluster, pods)
    return None


def _place(context: Context, cluster: Json, pods: list[Json]) -> None:
    kube = context.kube(cluster)
    nodes = {name_of(node): node for node in kube.list("nodes")}
    load = Counter(node_of(pod) for pod in pods if node_of(pod) and pod["status"]["phase"] != "Failed")
    taken: dict[str, set[str]] = defaultdict(set)
    for pod in pods:
        if address := address_of(pod):
            taken[node_of(pod) or ""].add(address)
    last: dict[str, str] = {}
    changed = []
    for pod in pods:
        if pod["status"]["phase"] != "Pending":
            continue
        name = node_of(pod) or _choose(nodes, load)
        if name is None or name not in nodes or pod_cidr(nodes[name]) is None:
            continue
        if node_of(pod) is None:
            load[name] += 1
        changed.append(_start(context, cluster, bound_to(pod, name), (nodes[name], load[name]), (taken[name], last)))
    kube.put("pods", *changed)
    remember(context, cluster, last)


def _choose(nodes: dict[str, Json], load: Counter[str | None]) -> str | None:
    """Return the schedulable node with the fewest pods, the first by name among equals."""
    able = [name for name, node in nodes.items() if is_schedulable(node) and load[name] < _room(node)]
    return min(able, key=lambda name: (load[name], name), default=None)


def _room(node: Json) -> int:
    return int(node["status"]["allocatable"]["pods"])


def _start(
    context: Context, cluster: Json, pod: Json, on: tuple[Json, int], addresses: tuple[set[str], dict[str, str]]
) -> Json:
    """Return the pod running with an address, or failed with the kubelet's or host-local's reason."""
    (node, load), (taken, last) = on, addresses
    if load > _room(node):
        return with_status(
            pod, "Failed", reason="OutOfpods", message="Pod was rejected: Node didn't have enough capacity: pods"
        )
    name, block = name_of(node), pod_cidr(node)
    assert block is not None
    try:
        address = next_address(block, taken, last.get(name) or last_reserved(context, cluster, name))
    except NoAddressAvailableError as error:
        return with_status(pod, "Pending", reason="FailedCreatePodSandBox", message=str(error))
    taken.add(address)
    last[name] = address
    return with_status({**pod, "status": {}}, "Running", podIP=address)
