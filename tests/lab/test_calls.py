"""What akslab's own commands ask of the server: done, or refused in words that say how to ask instead."""

import asyncio
from typing import Any

import msgspec
import pytest
from controllers.stage import CLUSTERS, IDS, NETWORK, Stage, cluster_body, create_cluster, group, subnet

from akslab.arm.verbs import Caller
from akslab.kernel.seam import Probe, ProbeResult
from akslab.lab.calls import Calls
from akslab.lab.refusal import NOT_FOUND, USAGE, Refusal
from akslab.networks.finding import find
from akslab.networks.lab_documents import network_of_lab


class Asked:
    """A stage with the calls over it, on a fake kernel that answers every probe with where it went."""

    def __init__(self) -> None:
        self.stage = Stage()
        self.subnet = subnet(self.stage)
        self.cluster = create_cluster(self.stage, self.subnet, "one")
        self.stage.kernel._answer = lambda state, workloads, probe: ProbeResult("answered", 0.0, self._seen(probe))
        owner = Caller(IDS.object_id, IDS.client_id)
        self.calls = Calls(
            self.stage.parts.context,
            self._settled,
            lambda: self.stage.kernel,
            owner,
            state=lambda: self.stage.network.state,
        ).table()

    @staticmethod
    def _seen(probe: Probe) -> str:
        return f"{probe.netns} -> {probe.address}:{probe.port}"

    async def _settled(self) -> None:
        self.stage.settle()
        await self.stage.network.reconcile(self.stage.parts.context, [])

    def ask(self, call: str, **arguments: object) -> Any:
        return asyncio.run(self.calls[call](arguments))  # type: ignore[arg-type]

    def refusal(self, call: str, **arguments: object) -> Refusal:
        with pytest.raises(Refusal) as refused:
            self.ask(call, **arguments)
        return refused.value


@pytest.fixture
def lab() -> Asked:
    return Asked()


def test_pods_are_numbered_and_run_when_the_call_returns(lab: Asked) -> None:
    pods = lab.ask("pod-run", name="web", count=3)
    assert [pod["metadata"]["name"] for pod in pods] == ["web-1", "web-2", "web-3"]
    assert {pod["status"]["phase"] for pod in pods} == {"Running"}
    assert sum(name.startswith("pod/") for name in lab.stage.network.state) == 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ({"name": "Web"}, USAGE, "can't name a pod"),
        ({"name": "x" * 64}, USAGE, "can't name a pod"),
        ({"name": "web", "count": 0}, USAGE, "--count is between 1 and"),
        ({"name": "web", "count": 20_000}, USAGE, "--count is between 1 and"),
        ({"name": "web", "node": "nope"}, NOT_FOUND, "its nodes: aks-nodepool1"),
        ({"name": "web", "cluster": "nope"}, NOT_FOUND, "no cluster 'nope'"),
    ],
)
def test_a_pod_that_can_not_be_run(lab: Asked, arguments: dict[str, object], code: int, words: str) -> None:
    refused = lab.refusal("pod-run", **arguments)
    assert refused.exit_code == code
    assert words in str(refused)
    assert lab.ask("get", kind="pods") == []


def test_a_name_is_taken_once(lab: Asked) -> None:
    lab.ask("pod-run", name="web")
    lab.ask("vm-run", name="web", subnet=lab.subnet)
    assert "There is a pod 'web' in one already" in str(lab.refusal("pod-run", name="web"))
    assert "There is a machine 'web' already" in str(lab.refusal("vm-run", name="web", subnet=lab.subnet))


def test_with_two_clusters_it_must_be_said_which(lab: Asked) -> None:
    create_cluster(lab.stage, subnet(lab.stage, name="vnet2"), "two")
    assert "several clusters (one, two)" in str(lab.refusal("pod-run", name="web"))
    for cluster in ("one", "two"):
        lab.ask("pod-run", name="web", cluster=cluster)
    refused = lab.refusal("pod-delete", name="web")
    assert (refused.exit_code, "each of one, two" in str(refused)) == (USAGE, True)
    assert lab.ask("pod-delete", name="web", cluster="two") == "two"
    assert lab.ask("pod-delete", name="web") == "one"
    assert lab.refusal("pod-delete", name="web").exit_code == NOT_FOUND


def test_clusters_of_equal_name_are_told_apart_by_their_groups(lab: Asked) -> None:
    twin = f"{group(lab.stage, 'other')}/providers/{CLUSTERS}/one"
    lab.stage.request("PUT", twin, cluster_body(subnet(lab.stage, name="vnet2")))
    lab.stage.settle()
    first, second = "rg/one", "other/one"
    assert "several clusters (other/one, rg/one)" in str(lab.refusal("pod-run", name="web"))
    assert "several clusters (other/one, rg/one)" in str(lab.refusal("pod-run", name="web", cluster="one"))
    for cluster in (first, second.upper()):
        lab.ask("pod-run", name="web", cluster=cluster)
    assert {pod["cluster"] for pod in lab.ask("get", kind="pods")} == {first, second}
    assert [pod["cluster"] for pod in lab.ask("get", kind="pods", cluster=second)] == [second]
    assert "each of other/one, rg/one" in str(lab.refusal("pod-delete", name="web"))
    seen = lab.ask("probe", source="internet", destination=f"{second}/web")["to"]
    assert seen == lab.ask("get", kind="pods", cluster=second)[0]["object"]["status"]["podIP"]
    assert f"pod:{second}/web" in str(lab.refusal("enter", name="web"))
    assert lab.ask("pod-delete", name="web", cluster=second) == second
    assert lab.ask("pod-delete", name="web") == first


@pytest.mark.parametrize("address", ["999.1.1.1", "10.0.0.256", "010.0.0.1"])
def test_an_address_that_is_none_is_not_probed(lab: Asked, address: str) -> None:
    refused = lab.refusal("probe", source="internet", destination=address)
    assert refused.exit_code == USAGE
    assert f"'{address}' is not an IPv4 address" in str(refused)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("nonsense", "--subnet takes the id"),
        ("{network}", "There is no subnet"),
        ("{subnet}x", "InvalidResourceReference"),
    ],
)
def test_a_machine_in_a_subnet_that_is_none(lab: Asked, where: str, words: str) -> None:
    id_ = where.format(subnet=lab.subnet, network=lab.subnet.rpartition("/subnets/")[0])
    assert words in str(lab.refusal("vm-run", name="vm", subnet=id_))
    assert lab.ask("get", kind="vms") == []


def test_a_machine_and_its_interface_come_and_go_together(lab: Asked) -> None:
    made = lab.ask("vm-run", name="vm", subnet=lab.subnet, forwarding=True)
    nic = lab.stage.get(made["interface"])["properties"]
    assert (nic["enableIPForwarding"], made["address"]) == (True, "192.168.1.6")
    with pytest.raises(Exception, match="NicInUse"):
        lab.stage.delete(made["interface"])
    lab.ask("vm-delete", name="vm")
    assert "vm/vm" not in lab.stage.network.state
    left = [document["name"] for document in lab.stage.parts.arm.world.of_type(f"{NETWORK}/networkInterfaces")]
    assert "vm-nic" not in left
    assert lab.refusal("vm-delete", name="vm").exit_code == NOT_FOUND


def test_a_probe_goes_to_whom_it_names(lab: Asked) -> None:
    lab.ask("vm-run", name="vm", subnet=lab.subnet)
    (pod,) = lab.ask("pod-run", name="web")
    node = pod["spec"]["nodeName"]

    def seen(destination: str) -> str:
        return str(lab.ask("probe", source="vm", destination=destination, port=8080)["answer"])

    assert seen("web") == "vm/vm -> 10.244.0.2:8080"
    assert seen(f"node:{node}") == "vm/vm -> 192.168.1.4:8080"
    assert seen("vm") == "vm/vm -> 192.168.1.6:8080"
    assert seen("internet") == "vm/vm -> 198.51.100.1:8080"
    assert seen("10.9.8.7") == "vm/vm -> 10.9.8.7:8080"
    assert lab.refusal("probe", source="vm", destination="wbe").exit_code == NOT_FOUND


def test_a_cluster_without_kubenet_runs_no_pods_here(lab: Asked) -> None:
    lab.stage.delete(lab.cluster)
    lab.stage.settle()
    assert "There is no cluster yet" in str(lab.refusal("pod-run", name="web"))
    create_cluster(lab.stage, name="overlay", networkPlugin="azure", networkPluginMode="overlay")
    assert "kubenet clusters only" in str(lab.refusal("pod-run", name="web"))


def test_a_proof_lays_the_kernels_words_beside_the_trace(lab: Asked) -> None:
    """The fake kernel has no words: the proof says that they are not all there."""
    lab.ask("vm-run", name="vm", subnet=lab.subnet)
    lab.ask("pod-run", name="web")
    proof = lab.ask("prove", source="web", destination="vm")
    assert (proof["trace"]["disposition"], proof["result"]["outcome"]) == ("delivered", "answered")
    assert proof["trace"]["sender"].startswith("pod/")
    assert [leg["name"] for leg in proof["legs"]] == ["request", "reply", "handshake-end", "answer"]
    assert proof["complete"] is False
    assert lab.refusal("prove", source="web", destination="vm", ttl=300).exit_code == USAGE
    assert lab.refusal("prove", source="web", destination="wbe").exit_code == NOT_FOUND


def test_the_documents_a_lab_hands_out_are_the_network_its_kernel_has(lab: Asked) -> None:
    lab.ask("vm-run", name="vm", subnet=lab.subnet)
    lab.ask("pod-run", name="web", count=3)
    answer = msgspec.json.decode(msgspec.json.encode(lab.ask("network")))
    network = network_of_lab(answer)
    assert network.state == lab.stage.network.state
    assert find(network, "web-2").address == "10.244.1.2"
    assert (network.assumptions, network.unfit) == ((), ())
