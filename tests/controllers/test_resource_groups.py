"""Deleting a resource group: all of it goes, in an order that works; or it stays, and says what kept it."""

import pytest

from .stage import (
    SUBSCRIPTION,
    RefusedError,
    Stage,
    create_cluster,
    grant,
    group,
    identity,
    interface,
    route_table,
    subnet,
)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def _keys(stage: Stage, word: str) -> list[str]:
    return [entry.key for entry in stage.store.list("") if word in entry.key and not entry.key.startswith("operation/")]


def _operation(stage: Stage, answer: dict[str, object]) -> dict[str, object]:
    headers = answer["x-headers"]
    assert isinstance(headers, dict)
    url = headers["Location"].partition("?")[0].removeprefix("https://localhost:1")
    return stage.get(url)


def test_a_group_goes_with_everything_in_it(stage: Stage) -> None:
    subnet_id = subnet(stage, table=route_table(stage))
    interface(stage, subnet_id)
    _, principal = identity(stage)
    grant(stage, principal, "Reader", subnet_id)
    answer = stage.request("DELETE", group(stage))
    assert answer["x-status"] == 202
    stage.settle()
    assert _keys(stage, "/rg") == []
    assert [p["kind"] for p in stage.parts.directory.principals() if p["kind"] == "managedIdentity"] == []
    assert _operation(stage, answer)["x-status"] == 204


def test_a_group_with_a_cluster_goes_with_the_clusters_own_group(stage: Stage) -> None:
    cluster = create_cluster(stage, subnet(stage))
    stage.run_pods(cluster, "a")
    stage.delete(group(stage))
    stage.settle()
    assert _keys(stage, "rg") == []


def test_a_user_of_the_group_elsewhere_blocks_its_deletion_and_the_group_is_usable_again(stage: Stage) -> None:
    table = route_table(stage)
    subnet(stage, table=table, within="other")
    answer = stage.request("DELETE", group(stage))
    stage.settle()
    assert stage.get(group(stage))["properties"]["provisioningState"] == "Succeeded"
    with pytest.raises(RefusedError) as refused:
        _operation(stage, answer)
    assert refused.value.code == "ResourceGroupDeletionBlocked"
    assert "routeTables/table" in refused.value.message
    stage.delete(f"{SUBSCRIPTION}/resourceGroups/other")
    stage.settle()
    answer = stage.request("DELETE", group(stage))
    stage.settle()
    assert _operation(stage, answer)["x-status"] == 204


def test_nothing_can_be_made_in_a_group_on_its_way_out(stage: Stage) -> None:
    id_ = group(stage)
    stage.delete(id_)
    with pytest.raises(RefusedError) as refused:
        stage.put(id_)
    assert (refused.value.status, refused.value.code) == (409, "ResourceGroupBeingDeleted")
    with pytest.raises(RefusedError) as refused:
        stage.put(f"{id_}/providers/Microsoft.Network/routeTables/late")
    assert (refused.value.status, refused.value.code) == (409, "ResourceGroupBeingDeleted")


def test_a_machine_goes_with_the_group_of_its_interface(stage: Stage) -> None:
    nic = interface(stage, subnet(stage), "vm-nic")
    stage.run_machine("vm", nic)
    stage.move_kernel()
    assert "vm/vm" in stage.network.state
    stage.delete(group(stage))
    stage.settle()
    stage.move_kernel()
    assert _keys(stage, "lab/vm") == []
    assert "vm/vm" not in stage.network.state


def test_deleting_the_node_resource_group_by_hand_leaves_a_lab_that_still_works(stage: Stage) -> None:
    cluster = create_cluster(stage, subnet(stage))
    stage.run_pods(cluster, "a")
    stage.move_kernel()
    stage.delete(f"{SUBSCRIPTION}/resourceGroups/MC_rg_c_eastus")
    stage.pass_time(30)
    stage.move_kernel()
    stage.run_machine("vm", interface(stage, subnet(stage, name="vnet2"), "vm-nic"))
    stage.move_kernel()
    assert "vm/vm" in stage.network.state
    stage.delete(cluster)
    stage.settle()
    stage.move_kernel()
    assert _keys(stage, "managedclusters") == []
