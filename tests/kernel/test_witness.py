"""Many probes at once, datagrams, and the words nftables has for every packet."""

import time
from collections.abc import Iterator

import pytest

from akslab.kernel.fake import FakeKernel
from akslab.kernel.seam import HttpWorkload, KernelError, Probe, Witnessed

from .conftest import Lab, LinuxLab
from .networks import GATEWAY, article, one_node

TIMEOUT_S = 0.4


@pytest.fixture
def wired(linux: LinuxLab) -> Iterator[LinuxLab]:
    linux.reach(article())
    for netns in ("pod/0", "pod/1", "vm"):
        linux.run(linux.kernel.start(netns, HttpWorkload(netns, datagrams=True)))
    yield linux
    linux.reach({})


def witness(lab: Lab, *probes: Probe, traced: tuple[str, ...] = ()) -> Witnessed:
    return lab.run(lab.kernel.witness(probes, traced))


def probe(netns: str, address: str, **more: object) -> Probe:
    return Probe(netns, address, timeout_s=TIMEOUT_S, **more)  # type: ignore[arg-type]


def test_results_come_in_the_order_of_the_probes(lab: Lab) -> None:
    lab.reach(one_node())
    lab.run(lab.kernel.start("pod", HttpWorkload("web", datagrams=True)))
    ports = (80, 81, 80, 82)
    told = witness(lab, *(probe("pod", "10.244.0.2", port=port) for port in ports))
    assert [result.outcome for result in told.results] == ["answered", "refused", "answered", "refused"]
    assert told.results[0].answer == "name: web\nclient: 10.244.0.2\n"
    datagram = witness(lab, probe("pod", "10.244.0.2", protocol="udp")).results[0]
    assert (datagram.outcome, datagram.answer) == ("answered", "name: web\nclient: 10.244.0.2\n")


def test_a_workload_without_datagrams_refuses_them(lab: Lab) -> None:
    lab.reach(one_node())
    lab.run(lab.kernel.start("pod", HttpWorkload("web")))
    assert witness(lab, probe("pod", "10.244.0.2", protocol="udp")).results[0].outcome == "refused"


@pytest.mark.parametrize("traced", [(), ("nowhere",)])
def test_a_namespace_that_is_not_there_is_refused(lab: Lab, traced: tuple[str, ...]) -> None:
    lab.reach(one_node())
    where = "pod" if traced else "nowhere"
    with pytest.raises(KernelError, match="No such namespace"):
        witness(lab, probe(where, "10.244.0.2"), traced=traced)


def test_the_fake_never_says_that_its_words_are_complete() -> None:
    async def told() -> Witnessed:
        return await FakeKernel().witness((), ())

    coroutine = told()
    with pytest.raises(StopIteration) as ended:
        coroutine.send(None)
    assert ended.value.value == Witnessed((), (), complete=False)


@pytest.mark.kernel
def test_a_hundred_silences_take_little_longer_than_one(wired: LinuxLab) -> None:
    started = time.monotonic()
    told = witness(wired, *(probe("pod/0", "10.244.0.77", port=port) for port in range(1, 101)))
    assert {result.outcome for result in told.results} == {"timeout"}
    assert time.monotonic() - started < 4 * TIMEOUT_S


@pytest.mark.kernel
def test_every_way_of_probing_works_side_by_side(wired: LinuxLab) -> None:
    told = witness(
        wired,
        probe("pod/0", "10.244.1.2"),
        probe("pod/0", "10.244.1.2", protocol="tcp"),
        probe("pod/0", "10.244.1.2", protocol="udp"),
        probe("pod/0", "10.244.1.2", protocol="icmp", size=4000),
        probe("vm", "10.244.1.2", protocol="udp", size=4000),
        probe("vm", GATEWAY, protocol="icmp", ttl=1),
    )
    assert [result.outcome for result in told.results] == ["answered"] * 6
    answers = [result.answer.partition("\n")[0] for result in told.results]
    assert answers == ["name: pod/1", "", "name: pod/1", "", "name: pod/1", ""]


@pytest.mark.kernel
def test_a_ttl_that_is_too_small_ends_on_the_way(wired: LinuxLab) -> None:
    told = witness(wired, *(probe("pod/0", "10.244.1.2", protocol="icmp", ttl=ttl) for ttl in (3, 4)))
    assert [result.outcome for result in told.results] == ["timeout", "answered"]


@pytest.mark.kernel
def test_datagrams_are_answered_from_the_address_that_was_asked(wired: LinuxLab) -> None:
    wired.run(wired.kernel.start("node/1", HttpWorkload("node", datagrams=True)))
    told = witness(wired, probe("vm", "10.244.1.1", protocol="udp"), probe("vm", "192.168.1.5", protocol="udp"))
    assert [result.outcome for result in told.results] == ["answered", "answered"]


@pytest.mark.kernel
def test_nftables_names_the_rule_each_packet_met(wired: LinuxLab) -> None:
    told = witness(wired, probe("pod/0", "192.168.1.9", source_port=22_222), traced=("node/0", "fabric"))
    assert told.complete
    on_node = [line for line in told.lines if line.netns == "node/0" and line.segment == "syn"]
    assert [(line.chain, line.rule, line.comment, line.verdict) for line in on_node] == [
        ("post", 1, "ip-masq", "accept")
    ]
    assert (on_node[0].source, on_node[0].source_port, on_node[0].ttl) == ("10.244.0.2", 22_222, 63)
    in_fabric = [line for line in told.lines if line.netns == "fabric" and line.segment == "syn"]
    assert [(line.rule, line.verdict, line.mark, line.source) for line in in_fabric] == [
        (0, "continue", 100, "192.168.1.4"),
        (None, "accept", 100, "192.168.1.4"),
    ]
