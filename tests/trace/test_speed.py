"""A trace costs next to nothing, and hardly more in a large network: CPU time, so that a busy machine does not count."""

import time
from collections.abc import Callable

import pytest
from compile.lab import CLUSTER, NSG, TABLE, Lab, cluster, network, node, node_interface, pod, route, rule
from msgspec.structs import replace

from akslab.compile.names import pod_netns
from akslab.net.state import NetworkState
from akslab.trace.packets import Packet
from akslab.trace.prepared import Network, prepare
from akslab.trace.sending import send

from compile.lab import security_group, subnet, table  # isort: skip

TRACE_CPU_S = 0.005
CHANGE_CPU_S = 0.010
GROWTH_MOST = 2.0
"""Ten times the network may cost this many times the trace."""


def a_cluster(nodes: int, rules: int, pods: int = 2) -> NetworkState:
    """Compile a cluster; security rules are many and match late."""
    names = [f"aks-n-vmss{number:06x}" for number in range(nodes)]
    addresses = [f"10.8.{number // 200}.{number % 200 + 4}" for number in range(nodes)]
    blocks = [f"10.244.{number}.0/24" for number in range(nodes)]
    denials = [rule(100 + number, destinationPortRange=str(10_000 + number)) for number in range(rules)]
    lab = Lab(
        arm=(
            network(prefixes=["10.8.0.0/16"], subnets=[subnet("10.8.0.0/16", table=TABLE, nsg=NSG)]),
            table(*(route(block, hop=address) for block, address in zip(blocks, addresses, strict=True))),
            security_group(*denials),
            cluster(),
            *(node_interface(name, address) for name, address in zip(names, addresses, strict=True)),
        ),
        nodes=tuple(node(name, block) for name, block in zip(names, blocks, strict=True)),
        pods=tuple(
            pod(f"p{number}-{each}", name, f"10.244.{number}.{each + 2}")
            for number, name in enumerate(names)
            for each in range(pods)
        ),
    )
    return lab.compiled()


def across(network: Network, destination: str) -> None:
    trace = send(network, pod_netns(CLUSTER, "p0-0"), Packet(destination=destination))
    assert trace.disposition == "delivered"


def cpu_s(work: Callable[[], object], times: int) -> float:
    """Return the CPU seconds of the quickest of several rounds, per call."""
    best = float("inf")
    for _ in range(5):
        before = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - before) / times)
    return best


@pytest.fixture(scope="module")
def large() -> NetworkState:
    return a_cluster(nodes=250, rules=1000)


def test_a_trace_through_a_large_cluster_is_quick(large: NetworkState) -> None:
    network = prepare(large)
    across(network, "10.244.249.2")
    assert cpu_s(lambda: across(network, "10.244.249.2"), 20) < TRACE_CPU_S


def test_the_first_trace_through_a_large_cluster_is_quick_too(large: NetworkState) -> None:
    assert cpu_s(lambda: across(prepare(large), "10.244.249.2"), 3) < TRACE_CPU_S


def test_ten_times_the_nodes_and_rules_hardly_cost_more(large: NetworkState) -> None:
    little, much = prepare(a_cluster(nodes=25, rules=100)), prepare(large)
    across(little, "10.244.24.2")
    across(much, "10.244.249.2")
    small = cpu_s(lambda: across(little, "10.244.24.2"), 20)
    assert cpu_s(lambda: across(much, "10.244.249.2"), 20) < GROWTH_MOST * small


def test_after_a_change_only_what_it_touches_is_prepared_again(large: NetworkState) -> None:
    before = prepare(large)
    across(before, "10.244.249.2")
    fabric = next(each for each in large if each.startswith("vnet/"))
    changed = {**large, fabric: replace(large[fabric], routes=large[fabric].routes[:-1])}
    assert prepare(changed, like=before).netns(fabric) is not before.netns(fabric)
    assert cpu_s(lambda: across(prepare(changed, like=before), "10.244.249.2"), 5) < CHANGE_CPU_S
