"""What Linux refuses the fake refuses, in the same words, and neither is left half-way."""

import asyncio

import pytest

from akslab.kernel.fake import FakeKernel
from akslab.kernel.seam import HttpWorkload, KernelError, Probe, ProcessWorkload
from akslab.net.changes import (
    AddBridge,
    AddNetns,
    AddressChange,
    AddVeth,
    Change,
    NeighbourChange,
    RemoveLink,
    RemoveNetns,
    RemoveTable,
    RouteChange,
    RuleChange,
    SetSysctl,
)
from akslab.net.commands import title
from akslab.net.state import Bridge, InterfaceAddress, Neighbour, RouteEntry, RuleEntry, Veth

from .conftest import Lab
from .networks import one_node

MAC = "02:00:00:00:00:01"


def cable(netns: str, name: str, peer_netns: str, peer: str, master: str | None = None) -> AddVeth:
    return AddVeth(netns, Veth(name, MAC, peer_netns, peer, master), Veth(peer, MAC, netns, name))


def via(gateway: str, dev: str = "cbr0", *, onlink: bool = False) -> RouteChange:
    return RouteChange("add", "node", RouteEntry(dst="10.9.0.0/24", via=gateway, dev=dev, onlink=onlink))


REFUSED: dict[str, tuple[Change, str]] = {
    "a namespace twice": (AddNetns("pod"), "File exists"),
    "removing a namespace that is not there": (RemoveNetns("x"), "No such namespace"),
    "a sysctl nobody knows": (SetSysctl("node", "net.ipv4.nope", "1"), "No such file or directory"),
    "a bridge twice": (AddBridge("node", Bridge("cbr0", MAC)), "File exists"),
    "a cable of a taken name": (cable("node", "v1", "pod", "eth1"), "File exists"),
    "a cable whose far end has a taken name": (cable("node", "v2", "pod", "eth0"), "File exists"),
    "a cable to nowhere": (cable("node", "v2", "x", "eth0"), "No such namespace"),
    "a port of no bridge": (cable("node", "v2", "pod", "eth1", "nope"), "No such device"),
    "a port of what is no bridge": (cable("node", "v2", "pod", "eth1", "v1"), "Operation not supported"),
    "removing a link that is not there": (RemoveLink("node", "x"), "No such device"),
    "an address on nothing": (AddressChange("add", "node", InterfaceAddress("x", "1.2.3.4/24")), "No such device"),
    "an address twice": (AddressChange("add", "node", InterfaceAddress("cbr0", "10.244.0.1/24")), "File exists"),
    "removing an address that is not there": (
        AddressChange("remove", "node", InterfaceAddress("cbr0", "10.244.0.9/24")),
        "Cannot assign requested address",
    ),
    "a route twice": (RouteChange("add", "node", RouteEntry(dst="10.244.0.0/24", dev="v1")), "File exists"),
    "a route over nothing": (RouteChange("add", "node", RouteEntry(dst="9.0.0.0/8", dev="x")), "No such device"),
    "a gateway out of reach": (via("9.9.9.9"), "Network is unreachable"),
    "a gateway behind another link": (via("10.244.0.7", "v1"), "Network is unreachable"),
    "one's own address as a gateway": (via("10.244.0.1", onlink=True), "Invalid argument"),
    "removing a route that is not there": (
        RouteChange("remove", "node", RouteEntry(dst="9.0.0.0/8", kind="blackhole", table=444)),
        "No such process",
    ),
    "a rule twice": (RuleChange("add", "node", RuleEntry(priority=1000, fwmark=100, table=100)), "File exists"),
    "removing a rule that is not there": (
        RuleChange("remove", "node", RuleEntry(priority=1000, fwmark=7, table=100)),
        "No such file or directory",
    ),
    "removing a neighbour that is not there": (
        NeighbourChange("remove", "node", Neighbour("cbr0", "10.244.0.77", MAC)),
        "No such file or directory",
    ),
    "removing a table that is not there": (RemoveTable("node", "nope"), "No such file or directory"),
}


@pytest.mark.parametrize(("change", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_names_its_step_in_the_words_of_linux(lab: Lab, change: Change, reason: str) -> None:
    lab.reach(one_node())
    error = lab.refusal(change)
    assert error.step == title(change)
    assert error.reason.startswith(reason)
    assert lab.observe() == one_node()


def test_the_steps_before_a_refused_one_have_happened(lab: Lab) -> None:
    lab.reach(one_node())
    bad = RouteChange("add", "pod", RouteEntry(dst="10.244.0.0/24", dev="eth0"))
    error = lab.refusal(AddNetns("new"), RouteChange("add", "pod", RouteEntry(dst="9.0.0.0/8", dev="eth0")), bad)
    assert error.step == title(bad)
    seen = lab.observe()
    assert "new" in seen
    assert [route.dst for route in seen["pod"].routes] == ["0.0.0.0/0", "10.244.0.0/24", "9.0.0.0/8"]


def test_a_gateway_on_our_own_interface_is_taken_when_it_is_not_onlink(lab: Lab) -> None:
    lab.reach(one_node())
    lab.apply(via("10.244.0.1"))
    assert len(lab.observe()["node"].routes) == 3


def test_a_workload_in_no_namespace_is_refused_and_stopping_nothing_is_fine(lab: Lab) -> None:
    lab.run(lab.kernel.stop("nowhere"))
    with pytest.raises(KernelError, match="No such namespace"):
        lab.run(lab.kernel.start("nowhere", HttpWorkload("web")))
    with pytest.raises(KernelError, match="No such namespace"):
        lab.run(lab.kernel.start("nowhere", ProcessWorkload(("true",), "/dev/null")))
    with pytest.raises(KernelError, match="No such namespace"):
        lab.run(lab.kernel.probe(Probe("nowhere", "1.2.3.4")))
    with pytest.raises(KernelError, match="No such namespace"):
        lab.run(lab.kernel.enter("nowhere"))


def test_a_namespace_reaches_its_own_workload_and_is_refused_without_one(lab: Lab) -> None:
    lab.reach(one_node())
    to_itself = Probe("pod", "10.244.0.2")
    assert lab.run(lab.kernel.probe(to_itself)).outcome == "refused"
    lab.run(lab.kernel.start("pod", HttpWorkload("web")))
    assert lab.run(lab.kernel.probe(to_itself)).answer == "name: web\nclient: 10.244.0.2\n"
    lab.run(lab.kernel.stop("pod"))
    assert lab.run(lab.kernel.probe(to_itself)).outcome == "refused"


def test_the_fake_does_not_guess_where_only_packets_could_tell() -> None:
    async def probe() -> None:
        kernel = FakeKernel()
        await kernel.apply([AddNetns("a")])
        await kernel.probe(Probe("a", "10.0.0.1"))

    with pytest.raises(KernelError, match="moves no packets"):
        asyncio.run(probe())
