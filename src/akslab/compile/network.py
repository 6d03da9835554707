"""The compile step: what the documents say, as the namespaces of one lab."""

from collections.abc import Iterator

from ..net.state import NetnsState, NetworkState
from .attachments import Attachment, attachments
from .fabric import Fabric, fabric_state
from .inputs import Inputs, Node, Pod
from .internet import internet_state
from .names import INTERNET, fabric_netns, node_netns, pod_netns, vm_netns
from .nic import machine_state
from .node import block_of, check_pods, node_state, pod_state
from .outbound import default_outbound_addresses, edge_of


def compile_network(inputs: Inputs) -> NetworkState:
    """Compile the whole network of a lab.

    Equal inputs give equal states. Virtual networks are there from their first node or machine on, `internet` always.
    Raises CompileError naming the resource that has no meaning here.
    """
    attached = attachments(inputs)
    fabrics = _fabrics(attached, inputs)
    state = {fabric_netns(fabric.network.id): fabric_state(fabric, inputs) for fabric in fabrics}
    for machine in inputs.machines:
        attachment = attached.get(vm_netns(machine.name))
        if attachment:
            state[attachment.netns] = machine_state(attachment)
    pods: dict[tuple[str, str], list[Pod]] = {}
    for pod in inputs.pods:
        pods.setdefault((pod.cluster, pod.node), []).append(pod)
    for node in inputs.nodes:
        attachment = attached.get(node_netns(node.name))
        if attachment:
            state.update(_node_with_pods(node, attachment, pods.get((node.cluster, node.name), []), inputs))
    state[INTERNET] = internet_state(fabrics)
    return dict(sorted(state.items()))


def _fabrics(attached: dict[str, Attachment], inputs: Inputs) -> list[Fabric]:
    by_network: dict[str, list[Attachment]] = {}
    for attachment in attached.values():
        by_network.setdefault(attachment.network.id, []).append(attachment)
    defaults = default_outbound_addresses(by_network, inputs.public_addresses.values())
    fabrics = []
    for network_id, ports in sorted(by_network.items()):
        ordered = tuple(sorted(ports, key=lambda port: port.link))
        fabrics.append(Fabric(inputs.networks[network_id], ordered, edge_of(ordered, defaults[network_id], inputs)))
    return fabrics


def _node_with_pods(
    node: Node, attachment: Attachment, pods: list[Pod], inputs: Inputs
) -> Iterator[tuple[str, NetnsState]]:
    cluster = inputs.clusters[node.cluster]
    check_pods(node, cluster, pods)
    block = block_of(node, cluster)
    yield attachment.netns, node_state(attachment, block, pods if block else (), inputs.settings)
    if block:
        for pod in pods:
            yield pod_netns(pod.cluster, pod.name), pod_state(pod, block)
