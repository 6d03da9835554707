"""Clusters on their way up and down: what fails ends Failed with Azure's code, and can be tried again."""

import pytest

from akslab.settings import Settings

from .stage import (
    CLUSTERS,
    NETWORK,
    SUBSCRIPTION,
    Json,
    RefusedError,
    Stage,
    add_pool,
    cluster_body,
    create_cluster,
    grant,
    group,
    identity,
    interface,
    managed_table,
    route_table,
    scale,
    subnet,
)

SLOW = Settings(provisioning_s=90.0)
_NODE_GROUP = f"{SUBSCRIPTION}/resourceGroups/MC_rg_c_eastus"


def _taken_meanwhile(stage: Stage) -> tuple[str, list[str]]:
    """Begin a cluster of six nodes in a /28 (eleven addresses); eight go to others before its machines boot."""
    subnet_id = subnet(stage, "192.168.1.0/28")
    cluster = create_cluster(stage, subnet_id, count=6)
    return cluster, [interface(stage, subnet_id, f"other-{number}") for number in range(8)]


def _operation(stage: Stage, answer: Json) -> Json:
    url = answer["x-headers"]["Azure-AsyncOperation"].partition("?")[0].removeprefix("https://localhost:1")
    return stage.get(url)


def _interfaces(stage: Stage) -> set[str]:
    return {document["name"] for document in stage.parts.arm.world.of_type(f"{NETWORK}/networkInterfaces")}


def test_a_realistic_cluster_is_creating_while_its_machines_boot() -> None:
    stage = Stage(SLOW)
    cluster = create_cluster(stage, subnet(stage))
    stage.pass_time(89)
    assert (stage.state(cluster), stage.nodes(cluster)) == ("Creating", {})
    stage.pass_time(2)
    assert (stage.state(cluster), len(stage.nodes(cluster))) == ("Succeeded", 2)


def test_every_later_operation_takes_its_time_too() -> None:
    stage = Stage(SLOW)
    cluster = create_cluster(stage, subnet(stage))
    stage.pass_time(3600)
    scale(stage, cluster, 3)
    stage.pass_time(80)
    assert (stage.state(cluster), len(stage.nodes(cluster))) == ("Updating", 2)
    stage.pass_time(20)
    assert (stage.state(cluster), len(stage.nodes(cluster))) == ("Succeeded", 3)


def test_a_subnet_that_fills_up_meanwhile_ends_the_creation_failed_with_azures_code() -> None:
    stage = Stage(SLOW)
    subnet_id = subnet(stage, "192.168.1.0/29")
    cluster = f"{group(stage)}/providers/{CLUSTERS}/c"
    answer = stage.request("PUT", cluster, cluster_body(subnet_id, count=3))
    for number in range(2):
        interface(stage, subnet_id, f"other-{number}")
    stage.pass_time(100)
    assert stage.state(cluster) == "Failed"
    operation = _operation(stage, answer)
    assert (operation["status"], operation["error"]["code"]) == ("Failed", "SubnetIsFull")
    assert "with address prefix 192.168.1.0/29 does not have enough capacity for" in operation["error"]["message"]


def test_a_failed_creation_succeeds_when_it_is_put_again_with_room() -> None:
    stage = Stage(SLOW)
    cluster, others = _taken_meanwhile(stage)
    stage.pass_time(100)
    assert stage.state(cluster) == "Failed"
    for other in others:
        stage.delete(other)
    scale(stage, cluster, 6)
    stage.pass_time(100)
    assert (stage.state(cluster), len(stage.nodes(cluster))) == ("Succeeded", 6)
    assert "error" not in stage.cluster(cluster)["akslab"]
    assert len(stage.routes(managed_table(stage, cluster))) == 6


def test_a_failed_creation_can_be_made_smaller_and_leaves_no_interface_behind() -> None:
    stage = Stage(SLOW)
    cluster, _ = _taken_meanwhile(stage)
    stage.pass_time(100)
    assert len(_interfaces(stage)) == 11
    scale(stage, cluster, 1)
    stage.pass_time(100)
    assert (stage.state(cluster), len(stage.nodes(cluster))) == ("Succeeded", 1)
    assert len(_interfaces(stage)) == 9


def test_a_failed_cluster_can_be_deleted_and_nothing_is_left() -> None:
    stage = Stage(SLOW)
    cluster, others = _taken_meanwhile(stage)
    stage.pass_time(100)
    stage.delete(cluster)
    stage.settle()
    assert _interfaces(stage) == {other.rpartition("/")[2] for other in others}
    with pytest.raises(RefusedError):
        stage.get(_NODE_GROUP)


def test_a_cluster_deleted_while_it_boots_is_gone() -> None:
    stage = Stage(SLOW)
    cluster = create_cluster(stage, subnet(stage))
    stage.pass_time(30)
    stage.delete(cluster)
    stage.pass_time(100)
    assert [e.key for e in stage.store.list("") if "managedclusters" in e.key or "mc_rg" in e.key] == []


def test_a_cluster_on_its_way_takes_no_other_operation() -> None:
    stage = Stage(SLOW)
    cluster = create_cluster(stage, subnet(stage))
    with pytest.raises(RefusedError) as refused:
        scale(stage, cluster, 3)
    assert (refused.value.status, refused.value.code) == (409, "OperationNotAllowed")


def test_deletion_frees_the_users_subnet_of_the_table_aks_made() -> None:
    stage = Stage()
    subnet_id = subnet(stage)
    cluster = create_cluster(stage, subnet_id)
    assert stage.get(subnet_id)["properties"]["routeTable"]["id"] == managed_table(stage, cluster)
    stage.delete(cluster)
    stage.settle()
    assert "routeTable" not in stage.get(subnet_id)["properties"]
    again = create_cluster(stage, subnet_id)
    assert [address for address, _ in stage.nodes(again).values()] == ["192.168.1.4", "192.168.1.5"]


def test_deletion_takes_this_clusters_routes_only_out_of_a_users_table() -> None:
    stage = Stage()
    table = route_table(stage, routes=[("default", "0.0.0.0/0", "192.168.1.4")])
    identity_id, principal = identity(stage)
    grant(stage, principal, "Network Contributor", group(stage))
    one = create_cluster(stage, subnet(stage, table=table), "one", identity_id=identity_id)
    subnet_id = subnet(stage, table=table, name="vnet2")
    two = create_cluster(stage, subnet_id, "two", identity_id=identity_id, podCidr="10.245.0.0/16")
    assert set(stage.routes(table)) == {
        "0.0.0.0/0", "10.244.0.0/24", "10.244.1.0/24", "10.245.0.0/24", "10.245.1.0/24"
    }  # fmt: skip
    stage.delete(one)
    stage.settle()
    assert set(stage.routes(table)) == {"0.0.0.0/0", "10.245.0.0/24", "10.245.1.0/24"}
    assert stage.state(two) == "Succeeded"


def test_a_second_cluster_in_the_subnet_is_let_pass_and_takes_the_next_addresses() -> None:
    stage = Stage()
    identity_id, principal = identity(stage)
    subnet_id = subnet(stage)
    one = create_cluster(stage, subnet_id, "one")
    grant(stage, principal, "Network Contributor", managed_table(stage, one))
    two = create_cluster(stage, subnet_id, "two", identity_id=identity_id, podCidr="10.245.0.0/16")
    assert (stage.state(two), managed_table(stage, two)) == ("Succeeded", managed_table(stage, one))
    assert [address for address, _ in stage.nodes(two).values()] == ["192.168.1.6", "192.168.1.7"]


def test_a_pool_added_and_removed_takes_its_nodes_addresses_and_routes_with_it() -> None:
    stage = Stage()
    subnet_id = subnet(stage)
    cluster = create_cluster(stage, subnet_id)
    before = stage.nodes(cluster)
    add_pool(stage, cluster, subnet_id)
    stage.settle()
    assert len(stage.nodes(cluster)) == len(stage.routes(managed_table(stage, cluster))) == 4
    stage.delete(f"{cluster}/agentPools/more")
    stage.settle()
    assert stage.nodes(cluster) == before
    assert _interfaces(stage) == {f"nic-{name}" for name in before}
    assert len(stage.routes(managed_table(stage, cluster))) == 2


def test_a_cluster_does_not_go_while_somebody_else_uses_the_network_it_made() -> None:
    stage = Stage()
    cluster = create_cluster(stage)
    network = next(iter(stage.parts.arm.world.of_type(f"{NETWORK}/virtualNetworks")))
    nic = interface(stage, network["properties"]["subnets"][0]["id"])
    with pytest.raises(RefusedError) as refused:
        stage.delete(cluster)
    assert refused.value.code == "InUseSubnetCannotBeDeleted"
    assert (stage.state(cluster), len(stage.nodes(cluster))) == ("Succeeded", 2)
    stage.delete(nic)
    stage.delete(cluster)
    stage.settle()
    with pytest.raises(RefusedError):
        stage.get(_NODE_GROUP)


def test_a_cluster_does_not_go_while_another_subnet_has_its_table() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    other = subnet(stage, table=managed_table(stage, cluster), name="vnet2")
    with pytest.raises(RefusedError) as refused:
        stage.delete(cluster)
    assert refused.value.code == "InUseRouteTableCannotBeDeleted"
    stage.put(other, properties={"addressPrefix": "192.168.1.0/24"})
    stage.delete(cluster)
    stage.settle()
    with pytest.raises(RefusedError):
        stage.get(cluster)


def test_a_group_goes_with_a_cluster_and_what_stands_in_the_clusters_own_network() -> None:
    stage = Stage()
    create_cluster(stage)
    network = next(iter(stage.parts.arm.world.of_type(f"{NETWORK}/virtualNetworks")))
    interface(stage, network["properties"]["subnets"][0]["id"])
    stage.delete(group(stage))
    stage.settle()
    assert [entry.key for entry in stage.store.list("") if "rg" in entry.key] == []


def test_a_nodes_interface_can_not_be_deleted_by_hand() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    name = next(iter(stage.nodes(cluster)))
    with pytest.raises(RefusedError) as refused:
        stage.delete(f"{_NODE_GROUP}/providers/{NETWORK}/networkInterfaces/nic-{name}")
    assert refused.value.code == "NicInUse"
