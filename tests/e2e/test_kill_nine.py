"""`kill -9` of any process at any moment: what was acknowledged is there, packets flow, nothing is left behind."""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from .labs import NETWORK, Cluster, Lab, RefusedError, Scene, eventually, routes
from .processes import alive, descendants, family

pytestmark = pytest.mark.kernel
_GONE = (ConnectionError, TimeoutError, RefusedError, OSError)


@dataclass
class Patient:
    """A lab of one's own with a cluster, pods on its first two nodes, and a process in a machine."""

    lab: Lab
    scene: Scene
    cluster: Cluster
    pods: list[tuple[str, str]]
    subnet: str

    def kill(self, victim: str) -> set[int]:
        """Kill one of the lab's processes; returns all that were there."""
        there, members = family(self.lab), descendants(family(self.lab)["server"])
        os.kill(there[victim], signal.SIGKILL)
        return members if victim == "server" else members - {there["server"]}

    def recovers(self, victim: str, members: set[int]) -> None:
        """Wait until the next up, or the running server, has packets flowing again, and nothing of the old family lives."""
        if victim == "server":
            self.lab.up()
        eventually(lambda: not alive(members), within_s=15)
        eventually(lambda: self.cluster.state not in ("Creating", "Updating"), within_s=15)
        eventually(self.flows, within_s=15)
        assert len(descendants(family(self.lab)["server"])) == 4, "server, unshare, host, and the machine's process"

    def flows(self) -> bool:
        try:
            return self.lab.reaches(self.pods[0][0], self.pods[1][0]) and self.lab.reaches(self.pods[1][0], "internet")
        except Exception:
            return False

    def is_whole(self) -> bool:
        """Whether nodes, interfaces, addresses and routes are exactly the cluster's count."""
        nodes = self.cluster.nodes()
        count = self.lab.get(self.cluster.id)["properties"]["agentPoolProfiles"][0]["count"]
        nics = self.lab.get(f"{self.cluster.node_group}/providers/{NETWORK}/networkInterfaces")["value"]
        wanted = {block: address for address, block in nodes.values()}
        found = routes(self.lab, self.cluster.table())
        return len(nodes) == count and {n["name"] for n in nics} == {f"nic-{n}" for n in nodes} and found == wanted


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Patient]:
    lab = Lab(tmp_path_factory.mktemp("kill") / "lab").up()
    scene = Scene(lab)
    subnet = scene.subnet()
    cluster = scene.cluster("c", subnet)
    scene.machine("vm", subnet, "sleep", "1000")
    yield Patient(lab, scene, cluster, cluster.pod_on_each_node(), subnet)
    faults, pids = lab.faults(), descendants(family(lab)["server"])
    lab.down("--delete")
    assert faults == []
    eventually(lambda: not alive(pids), within_s=2)


@pytest.mark.parametrize("victim", ["server", "host", "unshare"])
def test_killed_at_rest_everything_is_as_it_was(patient: Patient, victim: str) -> None:
    lab = patient.lab

    def everything() -> list[object]:
        kinds = (lab.kubernetes(kind, patient.cluster.name) for kind in ("nodes", "pods"))
        return [lab.get(f"{lab.subscription}/resources"), lab.get(patient.cluster.id), *kinds]

    before = everything()
    patient.recovers(victim, patient.kill(victim))
    assert everything() == before


@pytest.mark.parametrize("round_", range(2))
@pytest.mark.parametrize("victim", ["server", "host", "unshare"])
def test_killed_during_a_scale_operation_the_acknowledged_count_is_reached(
    patient: Patient, victim: str, round_: int
) -> None:
    lab, delay = patient.lab, random.Random(f"{victim}{round_}").uniform(0.0, 0.12)
    document = lab.get(patient.cluster.id)
    pool = document["properties"]["agentPoolProfiles"][0]
    before, wanted = pool["count"], 2 if pool["count"] > 5 else pool["count"] + 3
    pool["count"] = wanted
    acknowledged = threading.Event()

    def ask() -> None:
        try:
            lab.rest("PUT", patient.cluster.id, document)
        except _GONE:
            return
        acknowledged.set()

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(delay)
    members = patient.kill(victim)
    asking.join(10)
    patient.recovers(victim, members)
    count = lab.get(patient.cluster.id)["properties"]["agentPoolProfiles"][0]["count"]
    assert count == wanted if acknowledged.is_set() else count in (before, wanted), f"killed after {delay:.3f} s"
    assert patient.cluster.state == "Succeeded"
    eventually(patient.is_whole, within_s=12)


def test_every_acknowledged_write_survives_the_servers_death(patient: Patient) -> None:
    lab, acknowledged = patient.lab, []

    def write() -> None:
        for number in range(100_000):
            try:
                patient.scene.table(name=f"written-{number}")
            except _GONE:
                return
            acknowledged.append(f"written-{number}")

    writing = threading.Thread(target=write)
    writing.start()
    eventually(lambda: len(acknowledged) > 50)
    members = patient.kill("server")
    writing.join(10)
    patient.recovers("server", members)
    tables = lab.get(f"{patient.scene.group}/providers/{NETWORK}/routeTables")["value"]
    found = {table["name"] for table in tables if table["name"].startswith("written-")}
    assert found - set(acknowledged) <= {f"written-{len(acknowledged)}"}, "at most the one that was under way"
    assert set(acknowledged) <= found
