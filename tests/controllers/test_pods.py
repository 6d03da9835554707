"""Pods: which node, which address, and what the kubelet and host-local say when there is none (N11, R20)."""

import pytest

from akslab.kube.kinds.node import with_condition

from .stage import Json, Stage, cluster_body, create_cluster, grant, group, identity, scale, subnet


@pytest.fixture
def stage() -> Stage:
    return Stage()


def _one_node(stage: Stage, max_pods: int = 110) -> tuple[str, str]:
    """Make a cluster of one node; returns its id and the node's name."""
    body = cluster_body(subnet(stage), count=1)
    body["properties"]["agentPoolProfiles"][0]["maxPods"] = max_pods
    cluster = f"{group(stage)}/providers/Microsoft.ContainerService/managedClusters/c"
    stage.request("PUT", cluster, body)
    stage.settle()
    return cluster, next(iter(stage.nodes(cluster)))


def _address(pod: Json) -> str:
    assert pod["status"]["phase"] == "Running", pod["status"]
    return str(pod["status"]["podIP"])


def _delete(stage: Stage, cluster: str, *names: str) -> None:
    for name in names:
        stage.kube(cluster).delete("pods", name)
    stage.settle()


def test_addresses_go_round_and_a_released_one_rests(stage: Stage) -> None:
    cluster, _ = _one_node(stage, max_pods=250)
    first = stage.run_pods(cluster, "a", "b")
    assert [_address(pod) for pod in first] == ["10.244.0.2", "10.244.0.3"]
    _delete(stage, cluster, "a")
    assert _address(stage.run_pods(cluster, "c")[0]) == "10.244.0.4"


def test_host_local_goes_on_where_it_was_after_a_restart(stage: Stage) -> None:
    cluster, _ = _one_node(stage)
    stage.run_pods(cluster, "a", "b")
    _delete(stage, cluster, "a", "b")
    stage = stage.restarted()
    assert _address(stage.run_pods(cluster, "c")[0]) == "10.244.0.4"


def test_a_cluster_made_again_under_the_same_name_starts_afresh(stage: Stage) -> None:
    cluster, _ = _one_node(stage)
    stage.run_pods(cluster, "a", "b")
    stage.delete(cluster)
    stage.settle()
    assert [entry.key for entry in stage.store.list("") if "managedclusters/c" in entry.key] == []
    cluster, _ = _one_node(stage)
    assert _address(stage.run_pods(cluster, "a")[0]) == "10.244.0.2"


def test_the_scheduler_spreads_pods_and_leaves_waiting_what_has_no_room(stage: Stage) -> None:
    cluster = create_cluster(stage, subnet(stage))
    pods = stage.run_pods(cluster, *(f"p{number}" for number in range(221)))
    running = [pod for pod in pods if pod["status"]["phase"] == "Running"]
    assert len(running) == 220
    waiting = next(pod for pod in pods if pod not in running)
    assert waiting["spec"].get("nodeName") is None
    _delete(stage, cluster, "p0")
    placed = stage.kube(cluster).get("pods", waiting["metadata"]["name"])
    assert placed
    assert placed["status"]["phase"] == "Running"


def test_a_pod_bound_to_a_full_node_is_rejected_and_takes_no_room(stage: Stage) -> None:
    cluster, node = _one_node(stage, max_pods=30)
    stage.run_pods(cluster, *(f"p{number}" for number in range(30)))
    rejected = stage.run_pods(cluster, "late", node=node)[0]
    assert (rejected["status"]["phase"], rejected["status"]["reason"]) == ("Failed", "OutOfpods")
    _delete(stage, cluster, "p0")
    assert _address(stage.run_pods(cluster, "again", node=node)[0])


def test_two_hundred_and_fifty_pods_fit_a_node_and_its_block(stage: Stage) -> None:
    cluster, node = _one_node(stage, max_pods=250)
    pods = stage.run_pods(cluster, *(f"p{number:03}" for number in range(250)), node=node)
    assert len({_address(pod) for pod in pods}) == 250


def test_a_node_without_a_route_is_given_no_pods(stage: Stage) -> None:
    cluster = create_cluster(stage, subnet(stage), outboundType="none")
    pod = stage.run_pods(cluster, "a")[0]
    assert (pod["status"], pod["spec"].get("nodeName")) == ({"phase": "Pending"}, None)


def test_a_pod_starts_when_its_node_becomes_reachable(stage: Stage) -> None:
    cluster, node = _one_node(stage)
    kube = stage.kube(cluster)
    found = kube.get("nodes", node)
    assert found
    kube.put(
        "nodes", with_condition(found, "NetworkUnavailable", "True", ("NoRouteCreated", "…"), "2026-01-01T00:00:00Z")
    )
    assert stage.run_pods(cluster, "a")[0]["status"]["phase"] == "Pending"
    stage.pass_time(11)
    started = kube.get("pods", "a")
    assert started
    assert _address(started) == "10.244.0.2"


def test_a_pod_that_waited_for_an_address_says_nothing_of_it_once_it_runs(stage: Stage) -> None:
    cluster, node = _one_node(stage, max_pods=250)
    kube = stage.kube(cluster)
    found = kube.get("nodes", node)
    assert found
    kube.put("nodes", {**found, "status": {**found["status"], "allocatable": {"pods": "300"}}})
    pods = stage.run_pods(cluster, *(f"p{number:03}" for number in range(254)))
    waiting = [pod for pod in pods if pod["status"]["phase"] == "Pending"]
    assert [pod["status"]["message"] for pod in waiting] == [
        "no IP addresses available in range set: 10.244.0.1-10.244.0.254"
    ]
    _delete(stage, cluster, "p000")
    status = (kube.get("pods", waiting[0]["metadata"]["name"]) or {})["status"]
    assert status == {"phase": "Running", "podIP": "10.244.0.2"}


def test_pods_go_with_their_node(stage: Stage) -> None:
    cluster = create_cluster(stage, subnet(stage))
    youngest = max(stage.nodes(cluster))
    stage.run_pods(cluster, "stays", node=min(stage.nodes(cluster)))
    stage.run_pods(cluster, "goes", node=youngest)
    scale(stage, cluster, 1)
    stage.settle()
    assert [pod["metadata"]["name"] for pod in stage.kube(cluster).list("pods")] == ["stays"]


def test_a_node_that_comes_back_under_an_old_name_is_another_machine(stage: Stage) -> None:
    cluster = create_cluster(stage, subnet(stage))
    scale(stage, cluster, 1)
    stage.settle()
    scale(stage, cluster, 2)
    stage.settle()
    assert [name[-6:] for name in stage.nodes(cluster)] == ["000000", "000002"]


def test_pods_keep_running_when_the_route_controller_loses_its_rights(stage: Stage) -> None:
    identity_id, principal = identity(stage)
    table = stage.put(f"{group(stage)}/providers/Microsoft.Network/routeTables/t")
    subnet_id = subnet(stage, table=table)
    right = grant(stage, principal, "Network Contributor", table)
    cluster = create_cluster(stage, subnet_id, identity_id=identity_id)
    stage.run_pods(cluster, "a")
    stage.delete(right)
    stage.pass_time(30)
    assert _address(stage.run_pods(cluster, "b")[0])
