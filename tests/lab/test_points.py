"""What the server tells of the places a capture listens at."""

import asyncio
from typing import Any

import msgspec
import pytest
from controllers.stage import IDS, Stage, create_cluster, subnet

from akslab.arm.verbs import Caller
from akslab.capture.values import Points
from akslab.kernel.fake import FakeKernel
from akslab.kernel.seam import Entrance
from akslab.lab.calls import Calls
from akslab.lab.refusal import NOT_FOUND, USAGE, Refusal


class Doors(FakeKernel):
    """A kernel whose namespaces can be entered by a descriptor for each, counted from 1."""

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[str] = []

    async def enter(self, netns: str) -> Entrance:
        self._known(netns, f"enter {netns}")
        self.entered.append(netns)
        return Entrance(4711, len(self.entered))


class Asked:
    """Clusters `one` and `two`, each with a pod `web`; a pod `other`; two networks called vnet3; a machine `client`."""

    def __init__(self) -> None:
        self.stage, self.doors = Stage(), Doors()
        self.stage.network._kernel = self.stage.network._machines = self.doors
        stage = self.stage
        self.one = create_cluster(stage, subnet(stage, name="MyVnet"), "one", count=2)
        two = create_cluster(stage, subnet(stage, name="vnet2"), "two", count=1)
        stage.run_pods(self.one, "web", "other")
        stage.run_pods(two, "web")
        owner = Caller(IDS.object_id, IDS.client_id)
        self.calls = Calls(stage.parts.context, self._settled, lambda: self.doors, owner).table()
        for name, group in (("client", "rg"), ("twin", "rg2")):
            self.call("vm-run", name=name, subnet=subnet(stage, name="vnet3", within=group))

    def call(self, call: str, **arguments: object) -> Any:
        return asyncio.run(self.calls[call](arguments))  # type: ignore[arg-type]

    def ask(self, *names: str) -> Points:
        return msgspec.convert(self.call("points", names=list(names)), Points)

    async def _settled(self) -> None:
        self.stage.settle()
        await self.stage.network.reconcile(self.stage.parts.context, [])


@pytest.fixture(scope="module")
def lab() -> Asked:
    return Asked()


def test_a_point_says_what_it_is_in_the_words_people_wrote(lab: Asked) -> None:
    one, two = (name for name in lab.stage.nodes(lab.one))
    node, pod, vm, vnet, internet = lab.ask(one, "other", "client", "MyVnet", "internet").points
    assert [each.name for each in (node, pod, vm, vnet, internet)] == [
        f"node/{one}", "pod/other", "vm/client", "vnet/MyVnet", "internet",
    ]  # fmt: skip
    assert node.what == f"node {one} of cluster one: 192.168.1.4 in subnet MyVnet/s, pod CIDR 10.244.0.0/24"
    assert node.links["cbr0"] == f"kubenet's bridge of node {one}, pod CIDR 10.244.0.0/24"
    assert node.links["eth0"] == (
        f"network interface nic-{one}: 192.168.1.4 in subnet MyVnet/s, IP forwarding on"
    )  # fmt: skip
    assert pod.what == pod.links["eth0"]
    assert pod.what in {
        f"pod other of cluster one: {at}" for at in (f"10.244.0.2 on node {one}", f"10.244.1.2 on node {two}")
    }
    assert vm.what == "machine client: 192.168.1.4 in subnet vnet3/s"
    assert vm.links == {"eth0": "network interface client-nic: 192.168.1.4 in subnet vnet3/s, IP forwarding off"}
    assert vnet.what == "virtual network MyVnet: 192.168.0.0/16"
    assert vnet.links["nicc0a80104"].startswith(f"port of {one}: network interface nic-{one}: 192.168.1.4 in")
    assert vnet.links["inet0"] == "to the Internet"
    assert internet.what == "the Internet: 198.51.100.1, 198.51.100.2"
    assert "to virtual network MyVnet" in internet.links.values()


def test_every_interface_of_a_namespace_is_known(lab: Asked) -> None:
    everybody = ["internet", "MyVnet", "vnet2", "client", "other", "one/web", *lab.stage.nodes(lab.one)]
    entered = len(lab.doors.entered)
    for point, netns in zip(lab.ask(*everybody).points, lab.doors.entered[entered:], strict=True):
        assert set(point.links) >= {link.name for link in lab.stage.network.state[netns].links}


def test_points_of_one_name_are_told_apart_and_each_is_there_once(lab: Asked) -> None:
    found = lab.ask("one/web", "two/web", "pod:one/web", "other")
    assert [each.name for each in found.points] == ["pod/one/web", "pod/two/web", "pod/other"]
    assert len({each.fd for each in found.points}) == 3
    assert {each.pid for each in found.points} == {4711}


def test_networks_of_one_name_are_asked_for_by_their_namespaces(lab: Asked) -> None:
    with pytest.raises(Refusal, match="could be any of vnet/vnet3-") as refused:
        lab.ask("vnet3")
    assert refused.value.exit_code == USAGE
    candidates = str(refused.value).partition("any of ")[2].removesuffix(": say which.").split(", ")
    assert [each.name for each in lab.ask(*candidates).points] == candidates


def test_only_an_address_that_one_thing_has_is_named(lab: Asked) -> None:
    names = lab.ask("internet").names
    one, two = lab.stage.nodes(lab.one)
    assert names["192.168.1.5"] == two, "192.168.1.4 is the address of several"
    assert "192.168.1.4" not in names
    assert one not in names.values()
    assert names["10.244.1.2"] in ("web", "other")
    assert "10.244.0.2" not in names


def test_whom_nobody_knows_is_refused_before_anything_is_entered(lab: Asked) -> None:
    before = list(lab.doors.entered)
    with pytest.raises(Refusal, match="Did you mean client") as refused:
        lab.ask("other", "vm/clint")
    assert refused.value.exit_code == NOT_FOUND
    assert lab.doors.entered == before
