"""Pods by their labels: as kubectl exported them, and as they run in a lab."""

from typing import Any

import msgspec
from controllers.stage import Stage, create_cluster, subnet
from doctor.az_shapes import node_name, sound
from stories.questions import exported

from akslab.lab.network_documents import lab_documents
from akslab.networks.lab_documents import network_of_lab
from akslab.networks.values import Network
from akslab.reach.selecting import meant
from akslab.stories.ends import ends_of


def pod(name: str, number: int, labels: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "shop", "labels": labels},
        "spec": {"nodeName": node_name(0)},
        "status": {"phase": "Running", "podIP": f"10.244.0.{20 + number}"},
    }


def called(network: Network, selector: str) -> list[str]:
    return sorted(each.name for each in meant(ends_of(network), [selector], 0))


def test_exported_pods_are_meant_by_their_labels() -> None:
    labels: tuple[Any, ...] = (
        {"app": "web"},
        {"app": "web", "tier": "front"},
        {"app": "db"},
        None,
        "spoiled",
        {"app": 3},
    )
    pods = [pod(f"pod-{number}", number, each) for number, each in enumerate(labels)]
    network = exported(sound(pods={"kind": "List", "apiVersion": "v1", "items": pods}))
    assert called(network, "label:app=web") == ["pod/pod-0", "pod/pod-1"]
    assert called(network, "label:tier") == ["pod/pod-1"]
    assert called(network, "label:app=*") == ["pod/pod-0", "pod/pod-1", "pod/pod-2"]


def test_pods_of_a_lab_are_meant_by_their_labels() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage), "one", count=1)
    stage.run_pods(cluster, "web", "db")
    documents = msgspec.to_builtins(lab_documents(stage.parts.context))
    for _, each in documents["pods"]:
        each["metadata"]["labels"] = {"app": each["metadata"]["name"]}
    network = network_of_lab(documents)
    assert called(network, "label:app=web") == ["pod/web"]
