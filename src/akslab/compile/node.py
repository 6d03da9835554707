"""Nodes and pods as kubenet wires them: `cbr0` holds the first address of the node's block, pods are its ports.

Other network plugins give nodes their addresses and nothing more: `pod_refusal` says so before a pod is placed there.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..net.state import Bridge, InterfaceAddress, Neighbour, NetnsState, RouteEntry, Veth
from .attachments import Attachment
from .errors import CompileError
from .inputs import Cluster, Node, Pod, Settings
from .masquerade import masquerade_table
from .names import mac_of, node_netns, pod_link, pod_netns, port_mac_of
from .nic import MACHINE_SYSCTLS, eth0, eth0_addresses, eth0_routes, gateway_neighbour
from .ranges import dotted, number_of, prefix_length, range_of

CBR0 = "cbr0"
NODE_SYSCTLS = tuple(sorted((*MACHINE_SYSCTLS, ("net.ipv4.ip_forward", "1"))))


class Block(Struct, frozen=True):
    """A node's pod range, taken apart once: compiling a pod must stay cheap."""

    prefix: str
    first: int
    last: int
    length: int

    @property
    def gateway(self) -> int:
        """The address of `cbr0`."""
        return self.first + 1


def pod_refusal(cluster: Cluster) -> str | None:
    """Say why pods of `cluster` can't be run, or None when they can."""
    if cluster.network_plugin.lower() == "kubenet":
        return None
    return (
        f"cluster {cluster.name} uses network plugin {cluster.network_plugin!r}; akslab wires pods of kubenet clusters "
        "only. Its nodes are there and have their addresses"
    )


def block_of(node: Node, cluster: Cluster) -> Block | None:
    """Return the pod range that `cbr0` serves; None until node IPAM gave one, and where the plugin isn't kubenet."""
    if node.pod_cidr is None or pod_refusal(cluster):
        return None
    first, last = range_of(node.pod_cidr)
    return Block(node.pod_cidr, first, last, prefix_length(node.pod_cidr))


def node_state(attachment: Attachment, block: Block | None, pods: Sequence[Pod], settings: Settings) -> NetnsState:
    """Compile the namespace of a node; `pods` are the ones on it."""
    if block is None:
        return NetnsState(
            links=(eth0(attachment),),
            addresses=eth0_addresses(attachment),
            routes=eth0_routes(attachment),
            neighbours=(gateway_neighbour(attachment),),
            sysctls=NODE_SYSCTLS,
        )
    ports = [(pod, number_of(pod.address)) for pod in pods]
    spared = (attachment.cluster and attachment.cluster.pod_cidr) or block.prefix
    subnet = (attachment.prefix_of(attachment.address),) if settings.masquerade == "pod-cidr-and-subnet" else ()
    gateway = dotted(block.gateway)
    return NetnsState(
        links=tuple(
            sorted(
                [Bridge(CBR0, mac_of(block.gateway)), eth0(attachment), *(_port(pod, at) for pod, at in ports)],
                key=lambda link: link.name,
            )
        ),
        addresses=(InterfaceAddress(CBR0, f"{gateway}/{block.length}"), *eth0_addresses(attachment)),
        routes=tuple(
            sorted((*eth0_routes(attachment), RouteEntry(dst=block.prefix, dev=CBR0)), key=lambda route: route.dst)
        ),
        neighbours=(
            *sorted((Neighbour(CBR0, pod.address, mac_of(at)) for pod, at in ports), key=lambda each: each.address),
            gateway_neighbour(attachment),
        ),
        tables=(masquerade_table((spared, *subnet)),),
        sysctls=NODE_SYSCTLS,
    )


def _port(pod: Pod, address: int) -> Veth:
    netns, mac = pod_netns(pod.cluster, pod.name), port_mac_of(address)
    return Veth(name=pod_link(address), mac=mac, peer_netns=netns, peer_name="eth0", master=CBR0)


def pod_state(pod: Pod, block: Block) -> NetnsState:
    """Compile the namespace of a pod: the block on the link, everything else by `cbr0`.

    No sysctls: writing them once per pod makes building many pods quadratic.
    """
    address, gateway = number_of(pod.address), dotted(block.gateway)
    if not block.gateway < address < block.last:
        raise CompileError(f"pod {pod.name}", f"{pod.address} is not a pod address of node {pod.node} ({block.prefix})")
    return NetnsState(
        links=(Veth(name="eth0", mac=mac_of(address), peer_netns=node_netns(pod.node), peer_name=pod_link(address)),),
        addresses=(InterfaceAddress("eth0", f"{pod.address}/{block.length}"),),
        routes=(RouteEntry(dst="0.0.0.0/0", via=gateway, dev="eth0"), RouteEntry(dst=block.prefix, dev="eth0")),
        neighbours=(Neighbour("eth0", gateway, mac_of(block.gateway)),),
    )


def check_pods(node: Node, cluster: Cluster, pods: Iterable[Pod]) -> None:
    """Raise CompileError for a pod that can't be on `node`: another plugin, or an address that is taken."""
    seen: dict[str, str] = {}
    for pod in pods:
        refusal = pod_refusal(cluster)
        if refusal:
            raise CompileError(f"pod {pod.name}", refusal)
        if pod.address in seen:
            problem = f"{pod.address} belongs to pod {seen[pod.address]} of node {node.name}"
            raise CompileError(f"pod {pod.name}", problem)
        seen[pod.address] = pod.name
