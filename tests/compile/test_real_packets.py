"""The article's network, compiled, on the real kernel: real packets, and what the other side saw of them."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from akslab.compile.inputs import Settings
from akslab.compile.names import node_netns, pod_netns, vm_netns
from akslab.kernel.remote import RemoteKernel
from akslab.kernel.seam import HttpWorkload, Probe, ProbeResult
from akslab.net.diff import diff
from akslab.net.state import NetworkState

from .lab import (
    CLUSTER,
    NODES,
    SUBNET,
    TABLE,
    Document,
    Lab,
    article,
    network,
    node_interface,
    node_routes,
    public_address,
    route,
    rule,
    security_group,
    subnet,
)
from .reading_states import elements, fabric_table_of

pytestmark = pytest.mark.kernel

POD_A, POD_B, POD_C = (pod_netns(CLUSTER, name) for name in "abc")
DB, INTERNET_HOST = vm_netns("db"), "198.51.100.1"


class Bench:
    """A kernel that is brought from one lab to the next by differences, and probes that wait for it."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._kernel = self._runner.run(RemoteKernel.start_host())
        self._state: NetworkState = {}
        self._served: set[str] = set()

    def close(self) -> None:
        self._runner.run(self._kernel.close())
        self._runner.close()

    def show(self, lab: Lab) -> NetworkState:
        """Bring the kernel to `lab`, with a web server in every namespace that isn't a fabric."""
        desired = lab.compiled()
        self._runner.run(self._kernel.apply(diff(self._state, desired)))
        self._state = desired
        self._served &= desired.keys()
        for name in sorted(desired.keys() - self._served):
            if not name.startswith("vnet/"):
                self._runner.run(self._kernel.start(name, HttpWorkload(name)))
                self._served.add(name)
        return desired

    def observed(self) -> NetworkState:
        return self._runner.run(self._kernel.observe())

    def get(self, source: str, address: str, port: int = 80) -> ProbeResult:
        probe = Probe(source, address, port, timeout_s=0.7)
        return self._runner.run(self._kernel.probe(probe))


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


def test_the_kernel_gives_back_exactly_what_was_compiled(bench: Bench) -> None:
    desired = bench.show(article())
    assert bench.observed() == desired


def test_pods_of_one_node_reach_each_other(bench: Bench) -> None:
    bench.show(article())
    found = bench.get(POD_A, "10.244.0.3")
    assert (found.outcome, "10.244.0.2" in found.answer) == ("answered", True), found


def test_a_pod_reaches_a_pod_of_another_node_and_keeps_its_address(bench: Bench) -> None:
    bench.show(article())
    found = bench.get(POD_A, "10.244.1.2")
    assert (found.outcome, "10.244.0.2" in found.answer) == ("answered", True), found


def test_a_pod_reaches_a_machine_of_the_network_as_its_node(bench: Bench) -> None:
    bench.show(article())
    found = bench.get(POD_A, "192.168.1.6")
    assert (found.outcome, "192.168.1.4" in found.answer) == ("answered", True), found


def test_in_the_other_reading_a_pod_keeps_its_address_inside_the_subnet(bench: Bench) -> None:
    """K27, as Azure/AKS#2031 says it is meant; the machine answers because its subnet has the table."""
    bench.show(replace(article(), settings=Settings(masquerade="pod-cidr-and-subnet")))
    found = bench.get(POD_A, "192.168.1.6")
    assert (found.outcome, "10.244.0.2" in found.answer) == ("answered", True), found


def test_a_pod_reaches_the_internet_with_the_clusters_public_address(bench: Bench) -> None:
    bench.show(article())
    found = bench.get(POD_C, INTERNET_HOST)
    assert (found.outcome, "203.0.113.10" in found.answer) == ("answered", True), found


def test_a_machine_reaches_the_internet_with_the_default_outbound_address(bench: Bench) -> None:
    expected = elements(fabric_table_of(bench.show(article())), "public")["192.168.1.6"]
    found = bench.get(DB, INTERNET_HOST)
    assert (found.outcome, expected in found.answer) == ("answered", True), found


def test_a_machine_reaches_a_pod_by_the_table_of_its_subnet(bench: Bench) -> None:
    bench.show(article())
    found = bench.get(DB, "10.244.1.2")
    assert (found.outcome, "192.168.1.6" in found.answer) == ("answered", True), found


def test_without_its_route_a_nodes_pods_are_lost_and_its_address_is_not(bench: Bench) -> None:
    bench.show(article().with_arm(node_routes(without=1)))
    assert bench.get(POD_A, "10.244.1.2").outcome == "timeout"
    assert bench.get(DB, "10.244.0.2").outcome == "answered"
    assert bench.get(node_netns(NODES[0]), "192.168.1.5").outcome == "answered"
    bench.show(article())
    assert bench.get(POD_A, "10.244.1.2").outcome == "answered"


@pytest.mark.parametrize("which", [0, 1], ids=["sender", "receiver"])
def test_with_ip_forwarding_off_pods_are_lost_across_nodes_only(bench: Bench, which: int) -> None:
    off = node_interface(NODES[which], f"192.168.1.{4 + which}", forwarding=False)
    bench.show(article().with_arm(off))
    assert bench.get(POD_A, "10.244.1.2").outcome == "timeout"
    assert bench.get(POD_A, "10.244.0.3").outcome == "answered"
    assert bench.get(POD_A, "192.168.1.6").outcome == "answered"


@pytest.mark.parametrize(
    ("denial", "direction"),
    [
        ({"sourceAddressPrefix": "10.244.0.0/16"}, "Inbound"),
        ({"destinationAddressPrefix": "10.244.1.0/24"}, "Outbound"),
    ],
)
def test_a_denial_in_a_security_group_drops_and_names_nobody_else(
    bench: Bench, denial: Document, direction: str
) -> None:
    denied = rule(100, direction=direction, protocol="Tcp", destinationPortRange="80", **denial)
    bench.show(article().with_arm(security_group(denied)))
    assert bench.get(POD_A, "10.244.1.2").outcome == "timeout"
    assert bench.get(POD_A, INTERNET_HOST).outcome == "answered"


def test_a_detached_table_loses_every_pod_across_nodes(bench: Bench) -> None:
    bench.show(article().with_arm(network(subnets=[subnet()])))
    assert bench.get(POD_A, "10.244.1.2").outcome == "timeout"
    assert bench.get(POD_A, INTERNET_HOST).outcome == "answered"


def test_an_address_that_nobody_has_is_silence(bench: Bench) -> None:
    bench.show(article())
    for address in ("192.168.1.99", "192.168.1.1", "10.9.9.9", "203.0.113.77"):
        assert bench.get(DB, address).outcome == "timeout", address


def test_a_private_subnet_has_no_way_out_for_machines(bench: Bench) -> None:
    bench.show(article().with_arm(network(subnets=[subnet(table=TABLE, outbound=False)])))
    assert bench.get(DB, INTERNET_HOST).outcome == "timeout"
    assert bench.get(POD_A, INTERNET_HOST).outcome == "answered"


def test_a_machine_with_a_public_ip_answers_from_outside_and_to_its_neighbours_by_it(bench: Bench) -> None:
    own = public_address("webPip", "203.0.113.20")
    bench.show(article().with_arm(own).with_machine("web", "192.168.1.7", public=own["id"]))
    outside = bench.get("internet", "203.0.113.20")
    assert (outside.outcome, INTERNET_HOST in outside.answer) == ("answered", True), outside
    inside = bench.get(DB, "203.0.113.20")
    assert (inside.outcome, "203.0.113." in inside.answer) == ("answered", True), inside


def test_an_appliance_that_does_not_translate_is_no_way_to_the_internet(bench: Bench) -> None:
    """Azure translates per interface: what is not the appliance's own address has no public one there."""
    lab = article().with_machine("nva", "192.168.2.4", in_subnet=f"{SUBNET}2", forwarding=True)
    through = node_routes(more=[route("0.0.0.0/0", hop="192.168.2.4")])
    subnets = [subnet(table=TABLE), subnet("192.168.2.0/24", id_=f"{SUBNET}2")]
    bench.show(lab.with_arm(through, network(subnets=subnets)))
    assert bench.get(DB, INTERNET_HOST).outcome == "timeout"
    assert bench.get(vm_netns("nva"), INTERNET_HOST).outcome == "answered"
    assert bench.get(DB, "192.168.2.4").outcome == "answered"


def test_going_back_to_nothing_leaves_the_internet_alone(bench: Bench) -> None:
    bench.show(Lab())
    assert list(bench.observed()) == ["internet"]
