"""An address that nobody in the input has, where somebody may stand whom the input does not name."""

from doctor.az_shapes import sound
from networks.test_sites import with_sites

from .questions import ONE, ZERO, ask, doubts, exported, lines
from .three_machines import three_machines


def test_behind_a_site_others_may_stand_than_its_one_host() -> None:
    network = with_sites("hq=172.16.0.0/16@vpn")
    assert doubts(ask(network, "vm/vpn", "172.16.3.3")) == {"unless.behind"}
    assert doubts(ask(network, "vm/vpn", "hq")) == set()


def test_a_pod_of_a_node_whose_pods_were_not_exported_may_have_an_address() -> None:
    files = sound()
    without = {name: each for name, each in files.items() if name != "pods.json"}
    story = ask(exported(without), ZERO, "10.244.1.99")
    assert doubts(story) == {"unless.pods"}
    assert any("kubectl get pods -A -o json" in line for line in lines(story))
    assert doubts(ask(exported(without), ZERO, ONE)) == set()


def test_exported_pods_are_all_there_are() -> None:
    files = sound()
    files["pods.json"] = {"kind": "List", "apiVersion": "v1", "items": [_pod("web", "10.244.1.7")]}
    network = exported(files)
    story = ask(network, ZERO, "10.244.1.99")
    assert (story.told.verdict.outcome, doubts(story)) == ("lost", set())


def test_machines_have_no_pods_to_doubt() -> None:
    assert "unless.pods" not in doubts(ask(three_machines(), "a", "10.9.2.99"))


def _pod(name: str, address: str) -> dict[str, object]:
    return {
        "kind": "Pod",
        "apiVersion": "v1",
        "metadata": {"name": name, "namespace": "default"},
        "spec": {"nodeName": "aks-nodepool1-12355964-vmss000001"},
        "status": {"podIP": address, "phase": "Running"},
    }


def test_nobody_can_have_an_address_that_azure_keeps() -> None:
    network = three_machines()
    for kept in ("10.9.2.0", "10.9.2.1", "10.9.2.3", "10.9.2.255"):
        assert doubts(ask(network, "a", kept)) == set()
    assert doubts(ask(network, "a", "10.9.2.5")) == {"unless.stranger"}
