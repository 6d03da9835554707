"""What people do to route tables, and what the route controller makes of it ten seconds later (K10, K12, K15-K18).

All the damage is done at once, in clusters of their own, then one reconcile is waited for: `Damage` is what was left.
"""

import time
from dataclasses import dataclass

import pytest

from .labs import NETWORK, Cluster, Json, Lab, RefusedError, Scene, eventually, routes

pytestmark = pytest.mark.kernel
_PERIOD_S = 10.0
_READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7"


@dataclass
class Patient:
    """A cluster with a pod on each of its nodes."""

    cluster: Cluster
    table: str
    pods: list[tuple[str, str]]

    @property
    def lab(self) -> Lab:
        return self.cluster.lab

    def crosses(self) -> bool:
        """Whether a packet from the first node's pod reaches the second's."""
        return self.lab.probe(self.pods[0][0], self.pods[1][1]) == ("answered", self.pods[0][1])

    def routes(self) -> dict[str, str]:
        return routes(self.lab, self.table)

    def write(self, *kept: Json) -> None:
        self.lab.put(self.table, properties={"routes": list(kept)})


def _patient(scene: Scene, name: str, own_table: bool = False) -> Patient:
    table = scene.table(name=f"table-{name}") if own_table else ""
    subnet = scene.subnet(f"vnet-{name}", table=table)
    cluster = scene.own_table_cluster(name, subnet, table)[0] if own_table else scene.cluster(name, subnet)
    return Patient(cluster, table or cluster.table(), cluster.pod_on_each_node())


@dataclass
class Damage:
    """The patients, and what was true right after each was hurt."""

    deleted: Patient
    edited: Patient
    detached: Patient
    inside: Patient
    lost_at_once: dict[str, bool]


@pytest.fixture(scope="module")
def damage(lab: Lab) -> Damage:
    """Hurt four clusters and wait until each was looked at."""
    scene = Scene(lab)
    deleted, edited, detached = (_patient(scene, name) for name in ("deleted", "edited", "detached"))
    inside = _patient(scene, "inside", own_table=True)
    healthy = {name: patient.crosses() for name, patient in vars().items() if isinstance(patient, Patient)}
    assert healthy == dict.fromkeys(healthy, True)

    first, second = lab.get(edited.table)["properties"]["routes"]
    second["properties"]["nextHopIpAddress"] = first["properties"]["nextHopIpAddress"]
    edited.write(first, second)
    hop = {"nextHopType": "VirtualAppliance", "nextHopIpAddress": "192.168.1.250"}
    mine = [
        {"name": name, "properties": {"addressPrefix": prefix, **hop}}
        for name, prefix in (("default", "0.0.0.0/0"), ("wide", "10.0.0.0/8"), ("mine", "10.244.77.0/24"))
    ]
    inside.write(*lab.get(inside.table)["properties"]["routes"], *mine)
    subnet = lab.get(detached.cluster.id)["properties"]["agentPoolProfiles"][0]["vnetSubnetID"]
    lab.put(subnet, properties={"addressPrefix": "192.168.1.0/24"})
    deleted.write()
    lost = {
        "deleted": not deleted.crosses(),
        "edited": not edited.crosses(),
        "detached": not detached.crosses(),
        "inside": "10.244.77.0/24" in inside.routes(),
    }
    time.sleep(_PERIOD_S + 0.5)
    return Damage(deleted, edited, detached, inside, lost)


def test_the_damage_was_felt_at_once(damage: Damage) -> None:
    assert damage.lost_at_once == dict.fromkeys(("deleted", "edited", "detached", "inside"), True)


def test_a_hand_deleted_route_is_back_after_the_reconcile(damage: Damage) -> None:
    assert damage.deleted.routes() == {"10.244.0.0/24": "192.168.1.4", "10.244.1.0/24": "192.168.1.5"}
    assert damage.deleted.crosses()


def test_a_hand_edited_next_hop_stays_wrong(damage: Damage) -> None:
    assert damage.edited.routes() == {"10.244.0.0/24": "192.168.1.4", "10.244.1.0/24": "192.168.1.4"}
    assert not damage.edited.crosses()


def test_a_user_route_inside_the_pod_cidr_goes_and_those_outside_stay(damage: Damage) -> None:
    assert set(damage.inside.routes()) == {"0.0.0.0/0", "10.0.0.0/8", "10.244.0.0/24", "10.244.1.0/24"}
    assert damage.inside.crosses()


def test_a_detached_table_loses_cross_node_traffic_only(damage: Damage) -> None:
    patient, lab = damage.detached, damage.detached.lab
    one = next(iter(patient.cluster.nodes()))
    beside, _ = patient.cluster.pod("beside", one)
    assert not patient.crosses(), "the provider does not attach it again"
    assert len(patient.routes()) == 2, "it only keeps the table"
    assert lab.probe(beside, patient.pods[0][1])[0] == "answered", "the same node needs no route"
    other_node = list(patient.cluster.nodes().values())[1][0]
    assert lab.probe(patient.pods[0][0], other_node, protocol="icmp")[0] == "answered", "nodes are in the network"
    assert lab.reaches(patient.pods[0][0], "internet")


def test_the_next_cluster_operation_attaches_the_managed_table_again(damage: Damage) -> None:
    patient = damage.detached
    patient.cluster.scale(3)
    assert patient.cluster.table() == patient.table
    assert eventually(patient.crosses) < 3


def test_clusters_that_share_a_table_and_a_pod_cidr_delete_each_others_routes(scene: Scene) -> None:
    lab, table = scene.lab, scene.table()
    subnet = scene.subnet(table=table)
    other = scene.another_subnet(subnet, "other", "192.168.2.0/24", routeTable={"id": table})
    one, _ = scene.own_table_cluster("one", subnet, table)
    pods = one.pod_on_each_node()
    assert lab.reaches(pods[0][0], pods[1][1])
    two, _ = scene.own_table_cluster("two", other, table)
    assert (one.state, two.state) == ("Succeeded", "Succeeded"), "AKS lets it pass"
    hops = {"10.244.0.0/24": "192.168.2.4", "10.244.1.0/24": "192.168.2.5"}
    assert eventually(lambda: routes(lab, table) == hops) < 12
    assert not lab.reaches(pods[0][0], pods[1][1])
    hops = {"10.244.0.0/24": "192.168.1.4", "10.244.1.0/24": "192.168.1.5"}
    assert eventually(lambda: routes(lab, table) == hops, within_s=12) < 12, "and back, for ever"
    with pytest.raises(RefusedError) as refused:
        lab.delete(table)
    assert refused.value.code == "InUseRouteTableCannotBeDeleted"


def test_rights_taken_away_later_are_felt_by_the_next_node(scene: Scene) -> None:
    lab = scene.lab
    readable, unreadable = scene.table(name="readable"), scene.table(name="unreadable")
    one, right = scene.own_table_cluster("one", scene.subnet(table=readable), readable)
    two, lost = scene.own_table_cluster("two", scene.subnet("vnet2", table=unreadable), unreadable)
    principal = lab.get(right)["properties"]["principalId"]
    lab.delete(right)
    scene.grant(principal, readable, _READER)
    lab.delete(lost)
    one.scale(3)
    two.scale(3)
    silent, loud = list(one.nodes())[2], list(two.nodes())[2]
    assert eventually(lambda: one.network_of(silent) == "RouteCreated") < 2, "K10: the failed write is only logged"
    assert len(routes(lab, readable)) == 2
    sender, _ = one.pod("sender", next(iter(one.nodes())))
    _, lonely = one.pod("lonely", silent)
    assert not lab.reaches(sender, lonely)
    assert two.network_of(loud) == "NoRouteCreated"
    events = [event for event in lab.kubernetes("events", two.name) if event["reason"] == "FailedToCreateRoute"]
    assert [event["involvedObject"]["name"] for event in events] == [loud]
    assert "AuthorizationFailed" in events[0]["message"]
    assert loud in lab.said("get", "nodes", "--cluster", two.name)
    assert "FailedToCreateRoute" in lab.said("get", "events", "--cluster", two.name)
    assert len(routes(lab, unreadable)) == 2


def test_a_second_cluster_in_a_subnet_is_let_pass(scene: Scene) -> None:
    lab, table = scene.lab, scene.table()
    subnet = scene.subnet(table=table)
    one, _ = scene.own_table_cluster("one", subnet, table)
    two, _ = scene.own_table_cluster("two", subnet, table, podCidr="10.245.0.0/16")
    assert [address for address, _ in two.nodes().values()] == ["192.168.1.6", "192.168.1.7"]
    (sender, address), _ = one.pod_on_each_node()
    _, (_, receiver) = two.pod_on_each_node()
    outcome, seen = lab.probe(sender, receiver)
    assert (outcome, seen) == ("answered", "192.168.1.4"), "its pods are outside the other's pod CIDR: NAT"
    assert address == "10.244.0.2"
    kinds = {
        link["id"].partition("/subnets/")[0].rpartition("/")[2] for link in lab.get(table)["properties"]["subnets"]
    }
    assert kinds == {"vnet"}
    assert lab.get(f"{scene.group}/providers/{NETWORK}/routeTables/table")["properties"]["routes"]
