"""All pairs of a large network at once; beside it a trace for every pair, and the kernel asked for every route.

The network is compiled: one virtual network with 20 subnets, a security group each, one route table for all, up to 251
nodes with up to 110 pods each. Times are of one run each, on a state that no earlier run has seen; the peers are sampled
and reckoned up, which the output says.
"""

import resource as usage
import socket
import struct
import subprocess
import sys
import time
from random import Random
from typing import Any

from msgspec.structs import replace

from akslab.compile.names import fabric_netns
from akslab.compile.network import compile_network
from akslab.compile.reading import read_inputs
from akslab.net.state import NetworkState
from akslab.reach.endpoints import Endpoint
from akslab.reach.engine import Reach
from akslab.reach.matrix import matrix_of
from akslab.trace.packets import Packet, ProtocolName
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

GROUP = "/subscriptions/0/resourceGroups/bench"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet"
TABLE = f"{GROUP}/providers/Microsoft.Network/routeTables/table"
CLUSTER = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks"
SUBNETS = 20
SIZES = ((50, 110, 400, 500), (100, 110, 400, 500), (251, 110, 400, 500), (251, 55, 400, 500), (251, 110, 400, 2000))
"""Nodes, pods on each, user-defined routes, security rules."""
FLOWS = 100_000
PROTOCOLS: tuple[ProtocolName, ...] = ("tcp", "udp")


def resource(resource_id: str, kind: str, **properties: object) -> dict[str, Any]:
    """Return an ARM document."""
    return {"id": resource_id, "name": resource_id.rpartition("/")[2], "type": kind, "properties": properties}


def a_network(nodes: int, pods: int, routes: int, rules: int) -> NetworkState:
    """Compile a cluster of `nodes` over all subnets, with `pods` on each."""
    arm, kube_nodes, kube_pods, hops = [], [], [], []
    for number in range(nodes):
        name, address, block = f"n{number}", f"10.8.{number % SUBNETS}.{number // SUBNETS + 4}", f"10.244.{number}.0/24"
        hops.append(hop(name, block, address))
        arm.append(interface(name, address, number % SUBNETS))
        kube_nodes.append((CLUSTER, {"metadata": {"name": name}, "spec": {"podCIDR": block}}))
        for each in range(pods):
            status = {"podIP": f"10.244.{number}.{each + 2}"}
            document = {"metadata": {"name": f"p{number}-{each}"}, "spec": {"nodeName": name}, "status": status}
            kube_pods.append((CLUSTER, document))
    hops += [hop(f"on-premises{each}", f"172.16.{each}.0/24", "10.8.0.4") for each in range(routes - nodes)]
    arm += [
        resource(TABLE, "Microsoft.Network/routeTables", routes=hops),
        *(security_group(number, rules // SUBNETS) for number in range(SUBNETS)),
        resource(
            NETWORK,
            "Microsoft.Network/virtualNetworks",
            addressSpace={"addressPrefixes": ["10.8.0.0/16"]},
            subnets=[subnet(number) for number in range(SUBNETS)],
        ),
        resource(
            CLUSTER,
            "Microsoft.ContainerService/managedClusters",
            networkProfile={"podCidr": "10.244.0.0/16"},
            nodeResourceGroup="mc",
        ),
    ]
    return compile_network(read_inputs(arm, kube_nodes, kube_pods))


def hop(name: str, prefix: str, address: str) -> dict[str, Any]:
    """Return a user-defined route to a machine."""
    properties = {"addressPrefix": prefix, "nextHopType": "VirtualAppliance", "nextHopIpAddress": address}
    return {"name": name, "properties": properties}


def interface(name: str, address: str, number: int) -> dict[str, Any]:
    """Return a node's network interface."""
    nic = f"{GROUP.replace('bench', 'mc')}/providers/Microsoft.Network/networkInterfaces/nic-{name}"
    configuration = {"privateIPAddress": address, "subnet": {"id": f"{NETWORK}/subnets/s{number}"}}
    kind = "Microsoft.Network/networkInterfaces"
    return resource(nic, kind, ipConfigurations=[{"name": "i", "properties": configuration}], enableIPForwarding=True)


def group_id(number: int) -> str:
    """Name a security group."""
    return f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg{number}"


def subnet(number: int) -> dict[str, Any]:
    """Return a subnet with the table and its own security group."""
    properties = {
        "addressPrefix": f"10.8.{number}.0/24",
        "routeTable": {"id": TABLE},
        "networkSecurityGroup": {"id": group_id(number)},
    }
    return {"id": f"{NETWORK}/subnets/s{number}", "name": f"s{number}", "properties": properties}


def security_group(number: int, rules: int) -> dict[str, Any]:
    """Return a security group whose rules allow and deny ports to and from other subnets and pods."""
    listed = []
    for each in range(rules):
        port = 1000 + (number * 131 + each * 37) % 20_000
        properties = {
            "priority": 100 + each,
            "direction": "Inbound" if each % 2 else "Outbound",
            "access": "Deny" if each % 3 else "Allow",
            "protocol": ("Tcp", "Udp", "*")[each % 3],
            "sourceAddressPrefix": ("*", "10.244.0.0/16", f"10.8.{each % SUBNETS}.0/24")[each % 3],
            "destinationAddressPrefix": ("*", f"10.8.{(number + each) % SUBNETS}.0/24")[each % 2],
            "destinationPortRange": f"{port}-{port + each}",
        }
        listed.append({"name": f"r{each}", "properties": properties})
    return resource(group_id(number), "Microsoft.Network/networkSecurityGroups", securityRules=listed)


def endpoints_of(state: NetworkState) -> tuple[Endpoint, ...]:
    """Name every node and pod."""
    return tuple(
        Endpoint(name=name, kind=name.partition("/")[0], netns=name, address=each.address.partition("/")[0])
        for name, netns in state.items()
        if name.startswith(("node/", "pod/"))
        for each in netns.addresses
        if each.dev == "eth0"
    )
