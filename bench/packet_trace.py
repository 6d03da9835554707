"""How long a trace takes, and how that grows with nodes and security rules; beside it, the same packet really sent.

One trace is a whole TCP exchange between two pods of different nodes: four legs through two nodes and the virtual
network. The peer is the kernel itself, asked by a probe through a lab's network of two nodes, which says whether the
packet arrives, but not why not.
"""

import asyncio
import statistics
import time
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from akslab.compile.names import fabric_netns, pod_netns
from akslab.compile.network import compile_network
from akslab.compile.reading import read_inputs
from akslab.kernel.remote import RemoteKernel
from akslab.kernel.seam import HttpWorkload, Probe
from akslab.net.diff import diff
from akslab.net.state import NetworkState
from akslab.trace.packets import Packet
from akslab.trace.prepared import Network, prepare
from akslab.trace.sending import send

GROUP = "/subscriptions/0/resourceGroups/bench"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/vnet"
TABLE = f"{GROUP}/providers/Microsoft.Network/routeTables/table"
NSG = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg"
CLUSTER = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/aks"
SIZES = ((25, 10), (25, 1000), (250, 10), (250, 1000))
PROBES = 200


def resource(resource_id: str, kind: str, **properties: object) -> dict[str, Any]:
    """Return an ARM document."""
    return {"id": resource_id, "name": resource_id.rpartition("/")[2], "type": kind, "properties": properties}


def a_cluster(nodes: int, rules: int) -> NetworkState:
    """Compile a kubenet cluster with one pod a node, and a security group whose rules match late."""
    subnet = {"addressPrefix": "10.8.0.0/16", "routeTable": {"id": TABLE}, "networkSecurityGroup": {"id": NSG}}
    routes, interfaces, kube_nodes, pods = [], [], [], []
    for number in range(nodes):
        name, address = f"n{number}", f"10.8.{number // 200}.{number % 200 + 4}"
        hop = {
            "addressPrefix": f"10.244.{number}.0/24",
            "nextHopType": "VirtualAppliance",
            "nextHopIpAddress": address,
        }
        routes.append({"name": name, "properties": hop})
        configuration = {"privateIPAddress": address, "subnet": {"id": f"{NETWORK}/subnets/s"}}
        nic = f"{GROUP.replace('bench', 'mc')}/providers/Microsoft.Network/networkInterfaces/nic-{name}"
        kind = "Microsoft.Network/networkInterfaces"
        interfaces.append(
            resource(nic, kind, ipConfigurations=[{"name": "i", "properties": configuration}], enableIPForwarding=True)
        )
        kube_nodes.append((CLUSTER, {"metadata": {"name": name}, "spec": {"podCIDR": f"10.244.{number}.0/24"}}))
        status = {"podIP": f"10.244.{number}.2"}
        pods.append((CLUSTER, {"metadata": {"name": f"p{number}"}, "spec": {"nodeName": name}, "status": status}))
    denials = [
        {
            "name": f"r{number}",
            "properties": {
                "priority": 100 + number,
                "direction": "Inbound",
                "access": "Deny",
                "protocol": "Tcp",
                "destinationPortRange": str(10_000 + number),
            },
        }
        for number in range(rules)
    ]
    vnet = {"id": f"{NETWORK}/subnets/s", "name": "s", "properties": subnet}
    arm = (
        resource(
            NETWORK,
            "Microsoft.Network/virtualNetworks",
            addressSpace={"addressPrefixes": ["10.8.0.0/16"]},
            subnets=[vnet],
        ),
        resource(TABLE, "Microsoft.Network/routeTables", routes=routes),
        resource(NSG, "Microsoft.Network/networkSecurityGroups", securityRules=denials),
        resource(
            CLUSTER,
            "Microsoft.ContainerService/managedClusters",
            networkProfile={"podCidr": "10.244.0.0/16"},
            nodeResourceGroup="mc",
        ),
        *interfaces,
    )
    return compile_network(read_inputs(arm, kube_nodes, pods))


def ask(network: Network, destination: str) -> None:
    """Trace a TCP exchange from the first node's pod."""
    trace = send(network, pod_netns(CLUSTER, "p0"), Packet(destination=destination))
    assert trace.disposition == "delivered", trace.disposition


def milliseconds(work: Callable[[], None], times: int = 200) -> float:
    """Return the median of a call's CPU time, so that a busy machine counts less."""
    taken = []
    for _ in range(times):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken) * 1e3


def growth() -> None:
    """Print a trace's time in networks of several sizes."""
    print("nodes  security rules  first trace  every other  after a route edit")
    for nodes, rules in SIZES:
        state = a_cluster(nodes, rules)
        last = f"10.244.{nodes - 1}.2"
        first = milliseconds(lambda state=state, last=last: ask(prepare(state), last), 9)  # type: ignore[misc]
        network = prepare(state)
        ask(network, last)
        other = milliseconds(lambda network=network, last=last: ask(network, last))  # type: ignore[misc]
        fabric = fabric_netns(NETWORK)
        edited = {**state, fabric: replace(state[fabric], routes=state[fabric].routes[:-1])}
        edit = milliseconds(lambda: ask(prepare(edited, like=network), "10.244.1.2"), 9)  # noqa: B023 - called at once
        print(f"{nodes:5d}  {rules:14d}  {first:8.2f} ms  {other:8.3f} ms  {edit:13.2f} ms")


async def in_the_kernel() -> float:
    """Return the median milliseconds of a probe between the pods of two nodes."""
    kernel = await RemoteKernel.start_host()
    try:
        await kernel.apply(diff({}, a_cluster(2, 10)))
        await kernel.start(pod_netns(CLUSTER, "p1"), HttpWorkload("p1"))
        taken = []
        for _ in range(PROBES):
            started = time.perf_counter()
            result = await kernel.probe(Probe(pod_netns(CLUSTER, "p0"), "10.244.1.2"))
            assert result.outcome == "answered", result
            taken.append(time.perf_counter() - started)
        return statistics.median(taken) * 1e3
    finally:
        await kernel.close()


if __name__ == "__main__":
    growth()
    print(f"the packet itself, through two nodes of the kernel: {asyncio.run(in_the_kernel()):.2f} ms")
