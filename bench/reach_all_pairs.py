"""All pairs of a large network at once; beside it a trace for every pair, and the kernel asked for every route.

The network is compiled: one virtual network with 20 subnets, a security group each, one route table for all, up to 251
nodes with up to 110 pods each. Times are CPU seconds, so that a busy machine counts less, the best of three, each from a
state of which nothing is known yet; the peers are sampled in the same run and reckoned up.
"""

import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from msgspec.structs import replace

from akslab.compile.names import fabric_netns
from akslab.compile.network import compile_network
from akslab.compile.reading import read_inputs
from akslab.net.nftables import AddressIn, NftRule, Port, Protocol, Verdict
from akslab.net.state import NetworkState
from akslab.reach.answers import Answer
from akslab.reach.differences import differences
from akslab.reach.endpoints import Endpoint
from akslab.reach.engine import Reach
from akslab.trace.numbers import number_of
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
EDITS = 11
ROUTE_FOUND = 24
"""RTM_NEWROUTE: what netlink answers with, where there is a route."""
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
    hops += [
        hop(f"on-premises{each}", f"172.{16 + each // 256}.{each % 256}.0/24", "10.8.0.4")
        for each in range(routes - nodes)
    ]
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


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long a call takes, in CPU seconds, and what it returns."""
    started = time.process_time()
    made = work()
    return time.process_time() - started, made


def all_pairs(state: NetworkState, endpoints: tuple[Endpoint, ...]) -> Answer:
    """Answer for all pairs, from a state that nothing is known of."""
    return Answer(Reach(state), endpoints)


def distinct_flows(endpoints: tuple[Endpoint, ...]) -> list[tuple[str, int, ProtocolName, int, int]]:
    """Draw flows that differ from each other: sender, address, protocol, ports."""
    random = Random(1)
    places = [(each.netns or "", number_of(each.address)) for each in endpoints]
    flows: set[tuple[str, int, ProtocolName, int, int]] = set()
    while len(flows) < FLOWS:
        sender, destination = random.choice(places)[0], random.choice(places)[1]
        ports = random.randrange(1024, 65536), random.randrange(1, 65536)
        flows.add((sender, destination, random.choice(PROTOCOLS), *ports))
    return sorted(flows)


def answer_all(state: NetworkState, flows: list[tuple[str, int, ProtocolName, int, int]]) -> int:
    """Answer every flow, the classes made anew; returns how many arrive."""
    arrives = Reach(state).arrives
    return sum(arrives(*flow) for flow in flows)


def after_an_edit(state: NetworkState, answer: Answer) -> tuple[float, float, int]:
    """Take a node's route out of one subnet's table: seconds of the answer for all pairs, and with what differs named."""
    fabric = fabric_netns(NETWORK)
    gone = next(route for route in state[fabric].routes if route.dst == "10.244.7.0/24")
    routes = tuple(route for route in state[fabric].routes if route is not gone)
    edited = {**state, fabric: replace(state[fabric], routes=routes)}
    _ = answer.by_netns  # listed when a first edit comes, and kept
    seconds, after = timed(lambda: answer.edited(edited))
    naming, found = timed(lambda: differences(answer, after))
    return seconds, seconds + naming, len(found)


def other_edits(state: NetworkState, answer: Answer) -> list[tuple[str, float]]:
    """Return what edits of security rules and of a table's association take, in seconds, each from the state as it is."""
    fabric = fabric_netns(NETWORK)
    first_port = ((81, 81),)
    exact = (
        AddressIn("ip saddr", (("10.244.0.2", "10.244.0.2"),)),
        AddressIn("ip daddr", (("10.244.1.2", "10.244.1.2"),)),
    )
    tcp = (Protocol(("tcp",)), Port("th dport", first_port))
    denial = NftRule((), (Verdict("drop"),), "NSG nsg7: all (99)")
    allowing = NftRule((*exact, *tcp), (Verdict("return"),), "NSG nsg1: allow-this (98)")
    table = state[fabric].routes[-1].table
    edits = [
        ("rule deleted", with_rules(state, "nsg_in_nsg7", lambda rules: (*rules[:3], *rules[4:]))),
        ("denial of all put first", with_rules(state, "nsg_in_nsg7", lambda rules: (denial, *rules))),
        ("rule for one flow, new port", with_rules(state, "nsg_in_nsg1", lambda rules: (allowing, *rules))),
        ("a subnet's user routes gone", without_user_routes(state, table)),
        ("IP forwarding off at a node", without_forwarding(state)),
    ]
    return [(what, best(partial(answer.edited, edited))[0]) for what, edited in edits]


def with_rules(
    state: NetworkState, group: str, change: Callable[[tuple[NftRule, ...]], tuple[NftRule, ...]]
) -> NetworkState:
    """Change the rules of a security group's chain."""
    fabric = fabric_netns(NETWORK)
    (table,) = state[fabric].tables
    chains = tuple(
        replace(each, rules=change(each.rules)) if each.name.startswith(f"{group}_") else each for each in table.chains
    )
    return {**state, fabric: replace(state[fabric], tables=(replace(table, chains=chains),))}


def without_user_routes(state: NetworkState, table: int) -> NetworkState:
    """Take all that the route table has out of one subnet's routing table."""
    fabric = fabric_netns(NETWORK)
    kept = tuple(route for route in state[fabric].routes if route.table != table or not is_of_the_table(route.dst))
    return {**state, fabric: replace(state[fabric], routes=kept)}


def is_of_the_table(prefix: str) -> bool:
    """Whether a prefix is one of the route table's."""
    return prefix.endswith("/24") and prefix.startswith(("10.244.", "172."))


def without_forwarding(state: NetworkState) -> NetworkState:
    """Turn IP forwarding off at one node's interface."""
    fabric = fabric_netns(NETWORK)
    (table,) = state[fabric].tables
    sets = tuple(replace(each, elements=each.elements[1:]) if each.name == "ipfwd" else each for each in table.sets)
    return {**state, fabric: replace(state[fabric], tables=(replace(table, sets=sets),))}


def naive(state: NetworkState, endpoints: tuple[Endpoint, ...], count: int = 200) -> float:
    """Return the seconds of a trace between two endpoints."""
    random, network = Random(2), prepare(state)
    some = [(random.choice(endpoints), random.choice(endpoints)) for _ in range(count)]
    for sender, receiver in some:
        send(network, sender.netns or "", Packet(destination=receiver.address), blockers_most=1)
    seconds, _ = timed(
        lambda: [
            send(network, sender.netns or "", Packet(destination=receiver.address), blockers_most=1)
            for sender, receiver in some
        ]
    )
    return seconds / count


def kernel_seconds(state: NetworkState, table: int, times: int = 2000) -> float:
    """Return the seconds the kernel takes for one `ip route get`, asked over one netlink socket, in a namespace of its own.

    That is the cheapest question it answers: one look-up in one namespace, of the dozen that an exchange makes.
    """
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--net", sys.executable, __file__, "kernel", str(times)],
        input="\n".join(f"{each.dst} {each.kind}" for each in state[fabric_netns(NETWORK)].routes if each.table == table),
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return float(done.stdout)


def in_the_kernel(times: int) -> None:
    """Put routes (from standard input) into this namespace's main table, and print the seconds of one look-up."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True, timeout=10)
    lines = [line.split() for line in sys.stdin.read().splitlines()]
    batch = "\n".join(
        f"route add {'blackhole ' if kind == 'blackhole' else ''}{prefix}{'' if kind == 'blackhole' else ' dev lo'}"
        for prefix, kind in lines
    )
    subprocess.run(
        ["ip", "-force", "-batch", "-"], input=batch, text=True, check=False, timeout=60, capture_output=True
    )
    random, link = Random(3), socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    link.bind((0, 0))
    started = time.process_time()
    for sequence in range(times):
        address = bytes([10, 244, random.randrange(251), random.randrange(2, 112)])
        body = struct.pack("BBBBBBBBI", socket.AF_INET, 32, 0, 0, 0, 0, 0, 0, 0) + struct.pack("HH", 8, 1) + address
        link.send(struct.pack("IHHII", 16 + len(body), 26, 1, sequence, 0) + body)
        answer = link.recv(4096)
        assert struct.unpack_from("H", answer, 4)[0] == ROUTE_FOUND, answer
    print((time.process_time() - started) / times)


def growth() -> None:
    """Print the times for networks of several sizes: the best of three runs, of edits the one in the middle of eleven."""
    print("nodes    pods  routes  rules  groups   all pairs  100,000 flows  route edit  with what differs named")
    for size in SIZES:
        state = a_network(*size)
        endpoints = endpoints_of(state)
        seconds, answer = best(partial(all_pairs, state, endpoints))
        flowing, _ = best(partial(answer_all, state, distinct_flows(endpoints)))
        edits = sorted(after_an_edit(state, answer) for _ in range(EDITS))
        edit, named, _ = edits[EDITS // 2]
        nodes, pods, routes, rules = size
        print(
            f"{nodes:5d}  {nodes * pods:6,d}  {routes:6d}  {rules:5d}  {len(answer.senders):6d}  {seconds:8.2f} s  "
            f"{flowing:11.2f} s  {edit * 1e3:7.1f} ms  {named * 1e3:20.1f} ms"
        )


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds of the quickest of three calls, and what it returned."""
    return min((timed(work) for _ in range(3)), key=lambda pair: pair[0])


def edits() -> None:
    """Print what each kind of edit costs in the network that the targets are about."""
    state = a_network(*SIZES[2])
    answer = Answer(Reach(state), endpoints_of(state))
    _ = answer.by_netns
    for what, seconds in other_edits(state, answer):
        print(f"all pairs again after an edit, {what}: {seconds * 1e3:.1f} ms")


def beside() -> None:
    """Print the peers' times in the network that the targets are about, and what all pairs would cost with them."""
    state = a_network(*SIZES[2])
    endpoints = endpoints_of(state)
    seconds, answer = best(lambda: all_pairs(state, endpoints))
    pairs = len(endpoints) ** 2
    trace, ask = naive(state, endpoints), kernel_seconds(state, first_table(state))
    print(f"all {pairs:,d} pairs, every protocol and port: {seconds:.2f} s ({len(answer.cells)} pairs walked)")
    for what, each in (("a trace for each, of one port", trace), ("`ip route get` for each, one look-up", ask)):
        print(
            f"{what}: {each * 1e6:.0f} us, so {each * pairs:,.0f} s for all: {each * pairs / seconds:,.0f} times as long"
        )


def first_table(state: NetworkState) -> int:
    """Return the number of a subnet's routing table."""
    return next(route.table for route in state[fabric_netns(NETWORK)].routes if route.table > 1)


def highest_mb() -> float:
    """Return the most memory this process has had, in MB (`ru_maxrss` would have its parent's in it)."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def memory() -> None:
    """Print the memory of a process that compiles the largest network and answers for all pairs, in MB."""
    state = a_network(*SIZES[2])
    before = highest_mb()
    all_pairs(state, endpoints_of(state))
    after = highest_mb()
    print(f"memory at its highest: {after:.0f} MB, of which {before:.0f} MB are the state and what compiled it")


if __name__ == "__main__":
    if sys.argv[1:2] == ["kernel"]:
        in_the_kernel(int(sys.argv[2]))
    elif sys.argv[1:2] == ["memory"]:
        memory()
    elif sys.argv[1:2] == ["edits"]:
        edits()
    else:
        growth()
        edits()
        beside()
        subprocess.run([sys.executable, __file__, "memory"], check=True, timeout=120)
