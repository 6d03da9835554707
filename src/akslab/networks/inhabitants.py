"""Who lives in a compiled network: pods, nodes and machines with their addresses, and the Internet's hosts."""

from collections.abc import Iterator
from itertools import count

from ..compile.inputs import Inputs, Pod
from ..compile.internet import HOSTS
from ..compile.names import INTERNET, node_netns, pod_netns, resource_name, vm_netns
from ..net.state import NetworkState
from .values import Endpoint

FORESEEN = "@"
"""Stands in the names of pods that nobody runs yet: `pod@NODE`."""


def endpoints_of(inputs: Inputs, state: NetworkState) -> tuple[Endpoint, ...]:
    """List everybody in `state` who has an address, in the order nodes, pods, machines, the Internet."""
    return (
        *_nodes(inputs, state),
        *_pods(inputs, state),
        *_machines(inputs, state),
        Endpoint(kind="internet", name=INTERNET, netns=INTERNET, address=HOSTS[0]),
    )


def pool_aliases(inputs: Inputs) -> dict[tuple[str, str], str]:
    """Return `pool/number` for every node whose name is AKS's: (cluster, node) -> `nodepool1/0`, by name in order."""
    counters: dict[tuple[str, str], count[int]] = {}
    found: dict[tuple[str, str], str] = {}
    for node in inputs.nodes:
        parts = node.name.split("-")
        if len(parts) == 4 and parts[0] == "aks":
            number = next(counters.setdefault((node.cluster, parts[1]), count()))
            found[node.cluster, node.name] = f"{parts[1]}/{number}"
    return found


def _nodes(inputs: Inputs, state: NetworkState) -> Iterator[Endpoint]:
    aliases = pool_aliases(inputs)
    for node in inputs.nodes:
        interface = inputs.interfaces.get(node.interface)
        if node_netns(node.name) in state and interface and interface.configurations:
            alias = aliases.get((node.cluster, node.name))
            yield Endpoint(
                kind="node",
                name=node.name,
                netns=node_netns(node.name),
                address=interface.configurations[0].address,
                cluster=_cluster_name(inputs, node.cluster),
                cluster_id=node.cluster,
                aliases=(alias,) if alias else (),
            )


def _pods(inputs: Inputs, state: NetworkState) -> Iterator[Endpoint]:
    aliases = pool_aliases(inputs)
    for pod in inputs.pods:
        netns = pod_netns(pod.cluster, pod.name)
        if netns in state:
            number, mark, _ = pod.name.partition(FORESEEN)
            home = aliases.get((pod.cluster, pod.node)) if mark else None
            names = (f"{number}{FORESEEN}{home}", pod.name) if home else (pod.name, *_other_names(pod))
            yield Endpoint(
                kind="pod",
                name=names[0],
                netns=netns,
                address=pod.address,
                cluster=_cluster_name(inputs, pod.cluster),
                cluster_id=pod.cluster,
                aliases=names[1:],
                labels=pod.labels,
            )


def _other_names(pod: Pod) -> Iterator[str]:
    """Yield what a pod is also called: `shop/web`, and `web` though another namespace has one of that name too."""
    if pod.namespace:
        own = pod.name.removeprefix(f"{pod.namespace}.")
        yield f"{pod.namespace}/{own}"
        if own != pod.name:
            yield own


def _machines(inputs: Inputs, state: NetworkState) -> Iterator[Endpoint]:
    for machine in inputs.machines:
        interface = inputs.interfaces.get(machine.interface)
        if vm_netns(machine.name) in state and interface and interface.configurations:
            address = interface.configurations[0].address
            yield Endpoint(kind="vm", name=machine.name, netns=vm_netns(machine.name), address=address)


def _cluster_name(inputs: Inputs, cluster_id: str) -> str:
    cluster = inputs.clusters.get(cluster_id)
    return cluster.name if cluster else resource_name(cluster_id)
