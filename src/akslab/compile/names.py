"""What namespaces and links are called: readable, and the same for ever for the same Azure or Kubernetes object.

A name carries a short hash of the id only where two objects of the same name may live side by side (virtual networks
and clusters of two resource groups). Link names fit the kernel's 15 characters.
"""

from hashlib import sha256

INTERNET = "internet"
UPLINK = "inet0"
FABRIC_MAC = "12:34:56:78:9a:bc"
"""Every port of a virtual network answers with this address, as on Azure."""


def short_hash(resource_id: str) -> str:
    """Return eight hexadecimal digits that stand for an id, whatever its case."""
    return sha256(resource_id.lower().encode()).hexdigest()[:8]


def resource_name(resource_id: str) -> str:
    """Return the last segment of an id."""
    return resource_id.rpartition("/")[2]


def fabric_netns(network_id: str) -> str:
    """Name the namespace of a virtual network: `vnet/myaksvnet-1f0c9a2b`."""
    return f"vnet/{resource_name(network_id).lower()}-{short_hash(network_id)}"


def node_netns(node: str) -> str:
    """Name the namespace of a node. AKS's node names hold digits of their cluster, so they need no hash."""
    return f"node/{node}"


def pod_netns(cluster_id: str, pod: str) -> str:
    """Name the namespace of a pod: `pod/myakscluster-1f0c9a2b/web`."""
    return f"pod/{resource_name(cluster_id).lower()}-{short_hash(cluster_id)}/{pod}"


def vm_netns(machine: str) -> str:
    """Name the namespace of a virtual machine."""
    return f"vm/{machine}"


def nic_link(address: int) -> str:
    """Name the fabric end of a network interface, by its primary address: `nicc0a80104` is 192.168.1.4."""
    return f"nic{address:08x}"


def pod_link(address: int) -> str:
    """Name the node end of a pod's cable: `veth0af40002` is 10.244.0.2."""
    return f"veth{address:08x}"


def internet_link(network_id: str) -> str:
    """Name the Internet's end of a virtual network's uplink."""
    return f"vnet{short_hash(network_id)}"


def mac_of(address: int) -> str:
    """Make a hardware address from an IPv4 address, as the CNI bridge plugin does: 0a:58 and its four bytes."""
    return f"0a:58:{address >> 24:02x}:{address >> 16 & 255:02x}:{address >> 8 & 255:02x}:{address & 255:02x}"


def port_mac_of(address: int) -> str:
    """Make the hardware address of a pod's port on the bridge: 0e:58 and the four bytes.

    A bridge keeps what is sent to the address of one of its ports for itself, so it must not be the pod's own.
    """
    return f"0e{mac_of(address)[2:]}"
