"""The node resource group: never somebody else's, and no ghosts stay when it goes."""

import pytest

from akslab.kube.kinds.node import name_of

from .stage import RefusedError, Stage, cluster_body, create_cluster, group, scale, subnet


def _create_in(stage: Stage, node_group: str) -> None:
    body = cluster_body(subnet(stage))
    body["properties"]["nodeResourceGroup"] = node_group
    stage.put(f"{group(stage)}/providers/Microsoft.ContainerService/managedClusters/c", **body)


@pytest.mark.parametrize("taken", ["victim", "rg", "RG"])
def test_a_group_that_is_there_becomes_nobodys_node_group(taken: str) -> None:
    stage = Stage()
    group(stage, "victim")
    with pytest.raises(RefusedError) as refused:
        _create_in(stage, taken)
    assert refused.value.code == "AkslabNodeResourceGroupTaken"


def test_deleting_a_cluster_spares_a_group_that_is_not_its_own() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    node_group = f"{group(stage).rsplit('/', 1)[0]}/{stage.cluster(cluster)['properties']['nodeResourceGroup']}"
    document = stage.parts.arm.world.get(node_group)
    assert document is not None
    stage.parts.arm.world.documents.write([{**document, "managedBy": "somebody"}])
    stage.delete(cluster)
    stage.settle()
    assert stage.parts.arm.world.get(cluster) is None
    assert stage.parts.arm.world.get(node_group) is not None


def test_nodes_go_with_the_group_of_their_machines_and_come_back_with_the_next_operation() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    before = stage.nodes(cluster)
    stage.run_pods(cluster, "web")
    stage.delete(f"{group(stage).rsplit('/', 1)[0]}/{stage.cluster(cluster)['properties']['nodeResourceGroup']}")
    stage.settle()
    assert stage.nodes(cluster) == {}
    assert list(stage.kube(cluster).list("pods")) == []
    scale(stage, cluster, 2)
    stage.settle()
    assert len(stage.nodes(cluster)) == len(before) == 2


def test_a_pool_gives_its_labels_and_taints_to_its_nodes() -> None:
    stage = Stage()
    body = cluster_body(subnet(stage))
    body["properties"]["agentPoolProfiles"][0] |= {
        "nodeLabels": {"tier": "web"},
        "nodeTaints": ["dedicated=web:NoSchedule"],
    }
    path = f"{group(stage)}/providers/Microsoft.ContainerService/managedClusters/c"
    stage.put(path, **body)
    stage.settle()
    for node in stage.kube(path).list("nodes"):
        assert node["metadata"]["labels"]["tier"] == "web", name_of(node)
        assert node["spec"]["taints"] == [{"key": "dedicated", "value": "web", "effect": "NoSchedule"}]
    assert [pod["status"]["phase"] for pod in stage.run_pods(path, "web")] == ["Pending"]
