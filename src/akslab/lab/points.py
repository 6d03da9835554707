"""Where a capture can listen: namespaces and their interfaces, each with what it is in Azure's and Kubernetes' words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..capture.values import Point, Points
from ..compile.errors import CompileError
from ..compile.inputs import Inputs, NetworkInterface, Node, Pod
from ..compile.internet import HOSTS
from ..compile.names import (
    INTERNET,
    UPLINK,
    fabric_netns,
    internet_link,
    nic_link,
    node_netns,
    pod_link,
    pod_netns,
    vm_netns,
)
from ..compile.node import CBR0
from ..compile.ranges import number_of
from ..compile.reading import read_inputs
from ..controllers.context import Context
from ..controllers.network import inputs_of
from ..kernel.seam import Entrance
from .places import Inhabitant

Words = tuple[str, dict[str, str]]
"""What a namespace is, and what each of its interfaces is."""
_NIC = "eth0"


class Describer:
    """Knows what is behind every namespace of a lab."""

    def __init__(self, inputs: Inputs, spelled: Mapping[str, str]) -> None:
        """`spelled` are the names of networks, subnets and interfaces as they were first written, by lower-cased id."""
        self._inputs, self._spelled = inputs, spelled
        self._nodes = {node_netns(node.name): node for node in inputs.nodes}
        self._pods = {pod_netns(pod.cluster, pod.name): pod for pod in inputs.pods}
        self._machines = {vm_netns(machine.name): machine for machine in inputs.machines}
        self._networks = {fabric_netns(network): network for network in inputs.networks}

    def words(self, netns: str) -> Words:
        """Say what a namespace and its interfaces are; nothing where it is not known any more."""
        if netns == INTERNET:
            return self._internet()
        if node := self._nodes.get(netns):
            return self._node(node)
        if pod := self._pods.get(netns):
            said = f"pod {pod.name} of {self._cluster(pod.cluster)}: {pod.address} on node {pod.node}"
            return said, {_NIC: said}
        if machine := self._machines.get(netns):
            return f"machine {machine.name}{self._standing(machine.interface)}", {_NIC: self._nic(machine.interface)}
        return self._network(self._networks[netns]) if netns in self._networks else ("", {})

    def names(self) -> dict[str, str]:
        """Return the names of nodes, pods and machines by address, save addresses that several have."""
        found = [(pod.address, pod.name) for pod in self._inputs.pods]
        for owner, interface in self._owners():
            found += [(each.address, owner) for each in interface.configurations]
        times = Counter(address for address, _ in found)
        return {address: name for address, name in found if times[address] == 1}

    def _internet(self) -> Words:
        links = {
            internet_link(network): f"to virtual network {self._spelled[network]}" for network in self._inputs.networks
        }
        return f"the Internet: {', '.join(HOSTS)}", links

    def _node(self, node: Node) -> Words:
        said = f"node {node.name} of {self._cluster(node.cluster)}{self._standing(node.interface)}"
        links = {_NIC: self._nic(node.interface)}
        if node.pod_cidr is None:
            return said, links
        pods = [pod for pod in self._inputs.pods if (pod.node, pod.cluster) == (node.name, node.cluster)]
        links |= {CBR0: f"kubenet's bridge of node {node.name}, pod CIDR {node.pod_cidr}", **_cables(pods)}
        return f"{said}, pod CIDR {node.pod_cidr}", links

    def _network(self, network_id: str) -> Words:
        network = self._inputs.networks[network_id]
        said = f"virtual network {self._spelled[network_id]}: {', '.join(network.prefixes)}"
        links = {UPLINK: "to the Internet"}
        for owner, interface in self._owners():
            if interface.subnet.startswith(f"{network_id}/"):
                address = interface.configurations[0].address
                links[nic_link(number_of(address))] = f"port of {owner}: {self._nic(interface.id)}"
        return said, links

    def _owners(self) -> Iterator[tuple[str, NetworkInterface]]:
        """Yield nodes and machines by name, each with its interface, if that has an address."""
        owners = [(node.name, node.interface) for node in self._inputs.nodes]
        owners += [(machine.name, machine.interface) for machine in self._inputs.machines]
        for name, interface_id in owners:
            interface = self._inputs.interfaces.get(interface_id)
            if interface and interface.configurations:
                yield name, interface

    def _cluster(self, cluster_id: str) -> str:
        cluster = self._inputs.clusters.get(cluster_id)
        return f"cluster {cluster.name}" if cluster else "a cluster"

    def _standing(self, interface_id: str) -> str:
        interface = self._inputs.interfaces.get(interface_id)
        return f": {self._where(interface)}" if interface and interface.configurations else ""

    def _where(self, interface: NetworkInterface) -> str:
        network = interface.subnet.rpartition("/subnets/")[0]
        place = f"{self._spelled.get(network, '')}/{self._spelled.get(interface.subnet, '')}"
        return f"{interface.configurations[0].address} in subnet {place}"

    def _nic(self, interface_id: str) -> str:
        """Say what a network interface is."""
        interface = self._inputs.interfaces.get(interface_id)
        if interface is None or not interface.configurations:
            return ""
        forwarding = "on" if interface.ip_forwarding else "off"
        name = self._spelled.get(interface_id, "")
        return f"network interface {name}: {self._where(interface)}, IP forwarding {forwarding}"


def _cables(pods: Sequence[Pod]) -> dict[str, str]:
    return {pod_link(number_of(pod.address)): f"cable to pod {pod.name}, {pod.address}" for pod in pods}


def describer_of(context: Context) -> Describer:
    """Return who knows what is behind every namespace now."""
    try:
        inputs = inputs_of(context)
    except CompileError:
        # What can't be read is said in the log; a capture goes without words.
        inputs = read_inputs([])
    return Describer(inputs, _spelling(context))


def _spelling(context: Context) -> dict[str, str]:
    """Return the names of networks, subnets and interfaces as they were first written, by lower-cased id."""
    world, found = context.arm.world, dict[str, str]()
    for network in world.of_type("Microsoft.Network/virtualNetworks"):
        found[network["id"].lower()] = network["name"]
        for subnet in network["properties"].get("subnets") or ():
            found[subnet["id"].lower()] = subnet["name"]
    for interface in world.of_type("Microsoft.Network/networkInterfaces"):
        found[interface["id"].lower()] = interface["name"]
    return found


def points_of(chosen: Sequence[Inhabitant], entrances: Sequence[Entrance], describer: Describer) -> Points:
    """Return the points to capture at; each has a name that no other of them has."""
    titles = _titles(chosen)
    points = []
    for one, entrance in zip(chosen, entrances, strict=True):
        what, links = describer.words(one.netns)
        points.append(Point(titles[one.netns], what, entrance.pid, entrance.fd, links))
    return Points(tuple(points), describer.names())


def _titles(chosen: Sequence[Inhabitant]) -> dict[str, str]:
    """Name namespaces in the fewest words that tell them apart: kind/name, kind/cluster/name, or as they are."""
    short = {one.netns: INTERNET if one.netns == INTERNET else f"{one.kind}/{one.name}" for one in chosen}
    times = Counter(short.values())
    longer = {one.netns: f"{one.kind}/{one.cluster}/{one.name}" if one.cluster else one.netns for one in chosen}
    return {netns: title if times[title] == 1 else longer[netns] for netns, title in short.items()}
