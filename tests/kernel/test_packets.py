"""Real packets between two nodes, as kubenet sends them: source kept between pods, the node's towards anybody else."""

from collections.abc import Iterator

import pytest

from akslab.kernel.seam import HttpWorkload, Probe, ProbeResult

from .conftest import LinuxLab
from .networks import GATEWAY, article

pytestmark = pytest.mark.kernel


@pytest.fixture
def lab(linux: LinuxLab) -> Iterator[LinuxLab]:
    linux.reach(article())
    for netns in ("pod/0", "pod/1", "vm"):
        linux.run(linux.kernel.start(netns, HttpWorkload(netns)))
    yield linux
    linux.reach({})


def probe(lab: LinuxLab, netns: str, address: str, **more: object) -> ProbeResult:
    return lab.run(lab.kernel.probe(Probe(netns, address, timeout_s=0.4, **more)))  # type: ignore[arg-type]


def test_a_pod_keeps_its_address_towards_a_pod_of_another_node(lab: LinuxLab) -> None:
    assert probe(lab, "pod/0", "10.244.1.2").answer == "name: pod/1\nclient: 10.244.0.2\n"


def test_a_machine_sees_the_node_instead_of_the_pod(lab: LinuxLab) -> None:
    assert probe(lab, "pod/0", "192.168.1.9").answer == "name: vm\nclient: 192.168.1.4\n"


def test_a_machine_reaches_a_pod_by_the_route_table(lab: LinuxLab) -> None:
    assert probe(lab, "vm", "10.244.1.2").answer == "name: pod/1\nclient: 192.168.1.9\n"


def test_without_its_route_a_pod_is_lost_and_comes_back_with_it(lab: LinuxLab) -> None:
    lab.reach(article(with_routes=False))
    assert probe(lab, "pod/0", "10.244.1.2").outcome in ("timeout", "unreachable")
    assert probe(lab, "pod/0", "192.168.1.9").outcome == "answered"
    lab.reach(article())
    assert probe(lab, "pod/0", "10.244.1.2").outcome == "answered"


def test_the_ways_of_probing_tell_silence_from_refusal(lab: LinuxLab) -> None:
    assert probe(lab, "vm", "10.244.1.2", port=81).outcome == "refused"
    assert probe(lab, "vm", "10.244.1.2", protocol="tcp").outcome == "answered"
    assert probe(lab, "vm", "10.244.1.2", port=81, protocol="tcp").outcome == "refused"
    assert probe(lab, "vm", GATEWAY, protocol="icmp").outcome == "answered"
    assert probe(lab, "vm", "10.244.1.2", protocol="icmp").outcome == "answered"
    assert probe(lab, "fabric", "203.0.113.1").outcome == "unreachable"
    assert probe(lab, "fabric", "203.0.113.1", protocol="icmp").outcome == "unreachable"
    silent = probe(lab, "pod/0", "10.244.0.77")
    assert silent.outcome == "timeout"
    assert 0.3 < silent.seconds < 1.0
