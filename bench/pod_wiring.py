"""How long a wired pod takes: `python bench/pods.py [nodes] [pods per node]`, beside the same steps typed to `ip`.

A wired pod is a namespace, a cable into its node's bridge, address, gateway and route, the node's neighbour entry,
and the built-in HTTP workload, through the whole seam: diff, socket pair, kernel host. The peer is what people script
today: one `ip` process a step, over 100 pods, in namespaces of its own, in the same run.
"""

import asyncio
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from akslab.kernel.remote import UNSHARE, RemoteKernel
from akslab.kernel.seam import HttpWorkload, Probe
from akslab.net.changes import AddNetns, Change
from akslab.net.commands import commands
from akslab.net.diff import diff, validate
from akslab.net.state import (
    Bridge,
    InterfaceAddress,
    Link,
    Neighbour,
    NetnsState,
    NetworkState,
    RouteEntry,
    Veth,
)

FABRIC_MAC, GATEWAY = "12:34:56:78:9a:bc", "10.240.0.1"
ROUTER = (
    ("net.ipv4.ip_forward", "1"),
    ("net.ipv6.conf.all.disable_ipv6", "1"),
)
PEER_PODS = 100
PROBES = 200


def mac(address: str, first: int = 0x0A) -> str:
    """Make the address's own MAC."""
    return bytes([first, 0x58, *map(int, address.split("."))]).hex(":")


def node_address(node: int) -> str:
    """Give a node its address."""
    return f"10.240.{node // 200}.{4 + node % 200}"


def node_and_pods(node: int, pods: int) -> NetworkState:
    """Draw one node with its bridge and pods."""
    name, block = f"node{node}", f"10.{128 + node // 256}.{node % 256}"
    addresses = [f"{block}.{2 + pod}" for pod in range(pods)]
    ports: list[Link] = [
        Veth(f"v{a}", mac(address, 0x0E), f"pod-{address}", "eth0", "cbr0") for a, address in enumerate(addresses)
    ]
    links = [Bridge("cbr0", mac(f"{block}.1")), Veth("eth0", mac(node_address(node)), "fabric", f"nic{node}"), *ports]
    state = {
        name: NetnsState(
            links=tuple(sorted(links, key=lambda link: link.name)),
            addresses=(InterfaceAddress("cbr0", f"{block}.1/24"), InterfaceAddress("eth0", f"{node_address(node)}/32")),
            routes=(
                RouteEntry(dst="0.0.0.0/0", via=GATEWAY, dev="eth0", onlink=True),
                RouteEntry(dst=f"{block}.0/24", dev="cbr0"),
            ),
            neighbours=(
                *(Neighbour("cbr0", address, mac(address)) for address in sorted(addresses)),
                Neighbour("eth0", GATEWAY, FABRIC_MAC),
            ),
            sysctls=ROUTER,
        )
    }
    for port, address in enumerate(addresses):
        state[f"pod-{address}"] = NetnsState(
            links=(Veth("eth0", mac(address), name, f"v{port}"),),
            addresses=(InterfaceAddress("eth0", f"{address}/24"),),
            routes=(RouteEntry(dst="0.0.0.0/0", via=f"{block}.1", dev="eth0", onlink=True),),
            neighbours=(Neighbour("eth0", f"{block}.1", mac(f"{block}.1")),),
        )
    return state


def fabric(nodes: int) -> NetworkState:
    """Draw the router all nodes hang on."""
    direct = [RouteEntry(dst=f"{node_address(node)}/32", dev=f"nic{node}") for node in range(nodes)]
    blocks = [
        RouteEntry(
            dst=f"10.{128 + node // 256}.{node % 256}.0/24", via=node_address(node), dev=f"nic{node}", onlink=True
        )
        for node in range(nodes)
    ]
    return {
        "fabric": NetnsState(
            links=tuple(
                Veth(f"nic{node}", FABRIC_MAC, f"node{node}", "eth0") for node in sorted(range(nodes), key=str)
            ),
            addresses=(InterfaceAddress("lo", f"{GATEWAY}/32"),),
            routes=tuple(sorted([*direct, *blocks], key=lambda route: route.dst)),
            neighbours=tuple(
                Neighbour(f"nic{node}", node_address(node), mac(node_address(node)))
                for node in sorted(range(nodes), key=str)
            ),
            sysctls=ROUTER,
        )
    }


def whole(nodes: int, pods: int) -> NetworkState:
    """Draw everything."""
    state = fabric(nodes)
    for node in range(nodes):
        state |= node_and_pods(node, pods)
    return state


async def ours(nodes: int, pods: int) -> float:
    """Build, serve and probe for real; returns seconds a pod, nodes and fabric included."""
    names = [f"pod-10.{128 + n // 256}.{n % 256}.{2 + p}" for n in range(nodes) for p in range(pods)]
    state = whole(nodes, pods)
    validate(state)
    kernel = await RemoteKernel.start_host()
    started = time.perf_counter()
    steps = diff({}, state)
    planned = time.perf_counter()
    await kernel.apply(steps)
    wired = time.perf_counter()
    await asyncio.gather(*(kernel.start(name, HttpWorkload(name)) for name in names))
    done = time.perf_counter()
    print(f"{len(names)} pods on {nodes} nodes, {len(steps)} steps: {done - started:.2f} s", end=" ")
    print(f"(diff {planned - started:.2f}, apply {wired - planned:.2f}, workloads {done - wired:.2f})")
    assert await kernel.observe() == state
    print(f"observe, all equal: {time.perf_counter() - done:.2f} s")
    chance = random.Random(1)
    pairs = [(chance.choice(names), chance.choice(names)) for _ in range(PROBES)]
    results = await asyncio.gather(*(kernel.probe(Probe(a, b.removeprefix("pod-"), timeout_s=5)) for a, b in pairs))
    answered = sum(f"name: {b}\n" in result.answer for (_, b), result in zip(pairs, results, strict=True))
    print(f"{answered} of {PROBES} random pods answered each other over HTTP")
    ended = time.perf_counter()
    await kernel.close()
    print(f"close: {time.perf_counter() - ended:.2f} s (the kernel frees the namespaces behind it)")
    return (done - started) / len(names)


def theirs(state: NetworkState) -> float:
    """Have a shell type every step of one node's pods; returns seconds a pod."""
    node = {name: netns for name, netns in state.items() if not name.startswith("pod-")}
    links = {link.name for link in node["node0"].links if not isinstance(link, Veth) or link.peer_netns in node}
    bare = NetnsState(
        links=tuple(link for link in node["node0"].links if link.name in links),
        addresses=node["node0"].addresses,
        routes=node["node0"].routes,
        sysctls=ROUTER,
    )
    first = node | {"node0": bare}
    script = ["set -e", "mount -t tmpfs none /run", *lines(diff({}, first)), "date +%s%N"]
    script += [*lines(diff(first, state)), "date +%s%N"]
    ran = subprocess.run(
        [*UNSHARE, "--fork", "sh"], input="\n".join(script), capture_output=True, text=True, check=True
    )
    begun, ended = map(int, ran.stdout.split())
    return (ended - begun) / 1e9 / sum(isinstance(step, AddNetns) for step in diff(first, state))


def lines(steps: Sequence[Change]) -> list[str]:
    """Spell steps out."""
    return [commands(step) for step in steps]


def settle() -> None:
    """Wait until Linux has freed the peer's namespaces: making new ones meanwhile takes five times as long."""
    before, now = 0, unreclaimable()
    while abs(now - before) > 256:
        time.sleep(0.5)
        before, now = now, unreclaimable()


def unreclaimable() -> int:
    """Read how many KiB the kernel holds for itself."""
    fields = dict(line.split(":") for line in Path("/proc/meminfo").read_text().splitlines())
    return int(fields["SUnreclaim"].split()[0])


def main() -> None:
    """Measure and print."""
    nodes, pods = (int(argument) for argument in (sys.argv[1:] + ["20", "110"][len(sys.argv) - 1 :]))
    peer = theirs(whole(1, PEER_PODS))
    settle()
    own = asyncio.run(ours(nodes, pods))
    print(f"akslab   {own * 1000:7.2f} ms a wired pod")
    print(f"ip       {peer * 1000:7.2f} ms a wired pod, no workload ({PEER_PODS} pods, one process a step)")
    print(f"ratio    {peer / own:7.1f}")


if __name__ == "__main__":
    main()
