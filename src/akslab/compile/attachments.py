"""Network interfaces that something stands behind: where a namespace is plugged into a virtual network.

An interface without a machine or node has no cable, so packets to it vanish, as on Azure.
"""

from collections.abc import Iterator

from msgspec import Struct

from .effective_routes import subnet_of
from .errors import CompileError
from .inputs import Cluster, Inputs, IpConfiguration, NetworkInterface, Subnet, VirtualNetwork
from .names import mac_of, nic_link, node_netns, vm_netns
from .ranges import dotted, number_of, range_of


class Attachment(Struct, frozen=True, kw_only=True):
    """A network interface with a namespace behind it."""

    netns: str
    link: str
    """Name of the fabric's end of the cable."""
    mac: str
    """Of the `eth0` behind it."""
    interface: NetworkInterface
    subnet: Subnet
    network: VirtualNetwork
    cluster: Cluster | None = None
    """Of a node."""

    @property
    def address(self) -> str:
        """The primary private address."""
        return self.interface.configurations[0].address

    @property
    def configurations(self) -> tuple[IpConfiguration, ...]:
        """Every address of the interface, the primary one first."""
        return self.interface.configurations

    def prefix_of(self, address: str) -> str:
        """Find the subnet's prefix that holds `address`. Raises CompileError when none does."""
        number = number_of(address)
        for prefix in self.subnet.prefixes:
            first, last = range_of(prefix)
            if first <= number <= last:
                return prefix
        raise CompileError(self.interface.id, f"{address} is not in its subnet ({', '.join(self.subnet.prefixes)})")

    @property
    def gateway(self) -> str:
        """The subnet's first address, which Azure keeps for its gateway (D24)."""
        return dotted(range_of(self.prefix_of(self.address))[0] + 1)


def attachments(inputs: Inputs) -> dict[str, Attachment]:
    """Attachments of all nodes and machines by namespace, sorted. Those whose interface is not there yet are absent.

    Raises CompileError when two claim one namespace or one interface.
    """
    found: dict[str, Attachment] = {}
    owner: dict[str, str] = {}
    for netns, interface_id, cluster in _claims(inputs):
        interface = inputs.interfaces.get(interface_id)
        if interface is None or not interface.configurations:
            continue
        if netns in found:
            raise CompileError(netns, "two of this name can't run side by side in one lab")
        if interface_id in owner:
            raise CompileError(interface_id, f"is attached to both {owner[interface_id]} and {netns}")
        owner[interface_id] = netns
        found[netns] = _attachment(netns, interface, cluster, inputs)
    return dict(sorted(found.items()))


def _claims(inputs: Inputs) -> Iterator[tuple[str, str, Cluster | None]]:
    for node in inputs.nodes:
        yield node_netns(node.name), node.interface, inputs.clusters[node.cluster]
    for machine in inputs.machines:
        yield vm_netns(machine.name), machine.interface, None


def _attachment(netns: str, interface: NetworkInterface, cluster: Cluster | None, inputs: Inputs) -> Attachment:
    network, subnet = subnet_of(interface.subnet, inputs.networks)
    primary = number_of(interface.configurations[0].address)
    return Attachment(
        netns=netns,
        link=nic_link(primary),
        mac=mac_of(primary),
        interface=interface,
        subnet=subnet,
        network=network,
        cluster=cluster,
    )
