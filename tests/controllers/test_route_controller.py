"""The route controller on a clock that is moved: ten seconds, batches, caches, rights (K10, K12, K15-K18, R51)."""

from akslab.kube.kinds.node import condition, with_condition
from akslab.settings import Settings
from akslab.wire.properties import Json

from .stage import (
    Stage,
    create_cluster,
    grant,
    group,
    identity,
    managed_table,
    route_table,
    scale,
    subnet,
)

REALISTIC_ROUTES = Settings(route_batch_s=30.0, route_cache_s=120.0)
_HOP = "192.168.1.4"


def _network_of(stage: Stage, cluster: str) -> dict[str, tuple[str, str]]:
    """Node -> (status, reason) of its NetworkUnavailable condition."""
    found = {}
    for node in stage.kube(cluster).list("nodes"):
        seen = condition(node, "NetworkUnavailable") or {"status": "-", "reason": "-"}
        found[node["metadata"]["name"]] = (seen["status"], seen["reason"])
    return found


def _own_table(stage: Stage, *routes: tuple[str, str, str]) -> tuple[str, str, str]:
    """Make a cluster on a table of its owner's; returns cluster, table, and the id of the grant on the table."""
    table = route_table(stage, routes=routes)
    identity_id, principal = identity(stage)
    subnet_id = subnet(stage, table=table)
    grant(stage, principal, "Network Contributor", subnet_id)
    right = grant(stage, principal, "Network Contributor", table)
    return create_cluster(stage, subnet_id, identity_id=identity_id), table, right


def _events(stage: Stage, cluster: str) -> list[Json]:
    return [event for event in stage.kube(cluster).list("events") if event["reason"] == "FailedToCreateRoute"]


def test_a_deleted_route_stays_lost_until_the_next_reconcile() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    table = managed_table(stage, cluster)
    stage.pass_time(3)
    stage.put(table, properties={"routes": []})
    stage.pass_time(6.9)
    assert stage.routes(table) == {}
    stage.pass_time(0.2)
    assert stage.routes(table) == {"10.244.0.0/24": "192.168.1.4", "10.244.1.0/24": "192.168.1.5"}


def test_a_new_node_has_its_route_without_waiting_for_the_period() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    stage.pass_time(1)
    scale(stage, cluster, 3)
    stage.settle()
    assert len(stage.routes(managed_table(stage, cluster))) == 3


def test_the_users_table_keeps_what_is_outside_the_pod_cidr_and_loses_what_is_inside() -> None:
    stage = Stage()
    cluster, table, _ = _own_table(
        stage, ("default", "0.0.0.0/0", _HOP), ("wide", "10.0.0.0/8", _HOP), ("mine", "10.244.77.0/24", _HOP)
    )
    assert stage.state(cluster) == "Succeeded"
    assert set(stage.routes(table)) == {"0.0.0.0/0", "10.0.0.0/8", "10.244.0.0/24", "10.244.1.0/24"}
    stage.delete(cluster)
    stage.settle()
    assert set(stage.routes(table)) == {"0.0.0.0/0", "10.0.0.0/8"}


def test_a_hand_edited_next_hop_is_never_repaired_and_a_hand_deleted_route_is() -> None:
    stage = Stage()
    _, table, _ = _own_table(stage)
    document = stage.get(table)
    first, _second = document["properties"]["routes"]
    first["properties"]["nextHopIpAddress"] = "192.168.1.99"
    stage.put(table, properties={"routes": [first]})
    stage.pass_time(60)
    assert stage.routes(table) == {"10.244.0.0/24": "192.168.1.99", "10.244.1.0/24": "192.168.1.5"}


def test_a_deleted_table_is_made_again_by_name_and_attached_to_nothing() -> None:
    stage = Stage()
    subnet_id = subnet(stage)
    cluster = create_cluster(stage, subnet_id)
    table, network = managed_table(stage, cluster), subnet_id.rsplit("/", 2)[0]
    stage.put(subnet_id, properties={"addressPrefix": "192.168.1.0/24"})
    stage.delete(table)
    stage.pass_time(11)
    assert len(stage.routes(table)) == 2
    assert "routeTable" not in stage.get(network)["properties"]["subnets"][0]["properties"]
    scale(stage, cluster, 3)
    stage.settle()
    associated = stage.get(network)["properties"]["subnets"][0]["properties"]["routeTable"]["id"]
    assert associated.lower() == table.lower()


def test_a_users_table_is_not_attached_again_by_anybody() -> None:
    stage = Stage()
    cluster, _table, _ = _own_table(stage)
    subnet_id = stage.cluster(cluster)["properties"]["agentPoolProfiles"][0]["vnetSubnetID"]
    stage.put(subnet_id, properties={"addressPrefix": "192.168.1.0/24"})
    stage.pass_time(30)
    assert "routeTable" not in stage.get(subnet_id)["properties"]


def test_writes_are_gathered_for_thirty_seconds() -> None:
    stage = Stage(REALISTIC_ROUTES)
    cluster = create_cluster(stage, subnet(stage))
    stage.pass_time(29)
    assert stage.routes(managed_table(stage, cluster)) == {}
    assert {status for status, _ in _network_of(stage, cluster).values()} == {"-"}
    stage.pass_time(2)
    assert len(stage.routes(managed_table(stage, cluster))) == 2
    assert set(_network_of(stage, cluster).values()) == {("False", "RouteCreated")}


def test_a_hand_deleted_route_comes_back_once_the_cache_of_the_table_is_old() -> None:
    stage = Stage(REALISTIC_ROUTES)
    cluster = create_cluster(stage, subnet(stage))
    table = managed_table(stage, cluster)
    stage.pass_time(45)
    stage.put(table, properties={"routes": []})
    stage.pass_time(100)
    assert stage.routes(table) == {}
    stage.pass_time(60)
    assert len(stage.routes(table)) == 2


def test_a_batch_begins_with_its_own_first_change() -> None:
    stage = Stage(REALISTIC_ROUTES)
    cluster = create_cluster(stage, subnet(stage))
    table = managed_table(stage, cluster)
    stage.pass_time(45)
    scale(stage, cluster, 3)
    stage.pass_time(5)
    scale(stage, cluster, 2)
    stage.pass_time(200)
    scale(stage, cluster, 3)
    stage.pass_time(25)
    assert len(stage.routes(table)) == 2
    stage.pass_time(10)
    assert len(stage.routes(table)) == 3


def test_a_change_by_somebody_else_between_read_and_write_costs_a_look_and_loses_no_route() -> None:
    stage = Stage(REALISTIC_ROUTES)
    cluster = create_cluster(stage, subnet(stage))
    table = managed_table(stage, cluster)
    stage.pass_time(15)
    route = {"name": "mine", "properties": {"addressPrefix": "172.16.0.0/12", "nextHopType": "None"}}
    stage.put(table, properties={"routes": [route]})
    stage.pass_time(20)
    assert [e["code"] for e in stage.journal if e["event"] == "routes-not-written"] == ["PreconditionFailed"]
    assert set(_network_of(stage, cluster).values()) == {("False", "RouteCreated")}
    stage.pass_time(50)
    assert set(stage.routes(table)) == {"172.16.0.0/12", "10.244.0.0/24", "10.244.1.0/24"}


def test_a_role_counts_after_sixty_minutes() -> None:
    stage = Stage(Settings(role_propagation_s=3600.0))
    table = route_table(stage)
    identity_id, principal = identity(stage)
    subnet_id = subnet(stage, table=table)
    grant(stage, principal, "Network Contributor", group(stage))
    refused = None
    try:
        create_cluster(stage, subnet_id, identity_id=identity_id)
    except Exception as error:
        refused = error
    assert getattr(refused, "code", None) == "CustomRouteTableMissingPermission"
    stage.pass_time(3600)
    cluster = create_cluster(stage, subnet_id, identity_id=identity_id)
    assert (stage.state(cluster), len(stage.routes(table))) == ("Succeeded", 2)


def test_the_clusters_own_right_in_its_node_resource_group_counts_at_once() -> None:
    stage = Stage(Settings(role_propagation_s=3600.0))
    cluster = create_cluster(stage, subnet(stage))
    assert len(stage.routes(managed_table(stage, cluster))) == 2


def test_without_the_right_to_read_a_new_node_is_unreachable_with_an_event_and_old_ones_stay_as_they_are() -> None:
    stage = Stage()
    cluster, table, right = _own_table(stage)
    old = dict(_network_of(stage, cluster))
    stage.delete(right)
    scale(stage, cluster, 3)
    stage.settle()
    network = _network_of(stage, cluster)
    (fresh,) = network.keys() - old.keys()
    assert network == old | {fresh: ("True", "NoRouteCreated")}
    assert {event["involvedObject"]["name"] for event in _events(stage, cluster)} == {fresh}
    stage.pass_time(25)
    assert [event["count"] for event in _events(stage, cluster)] == [3]
    assert len(stage.routes(table)) == 2
    assert fresh not in {pod["spec"].get("nodeName") for pod in stage.run_pods(cluster, "a", "b", "c")}


def test_with_the_right_to_read_only_the_node_says_route_created_and_there_is_none() -> None:
    stage = Stage()
    cluster, table, right = _own_table(stage)
    _, principal = identity(stage)
    stage.delete(right)
    right = grant(stage, principal, "Reader", table)
    scale(stage, cluster, 3)
    stage.settle()
    assert set(_network_of(stage, cluster).values()) == {("False", "RouteCreated")}
    assert _events(stage, cluster) == []
    assert len(stage.routes(table)) == 2
    assert "AuthorizationFailed" in [e.get("code") for e in stage.journal if e["event"] == "routes-not-written"]
    stage.delete(right)
    grant(stage, principal, "Network Contributor", table)
    stage.pass_time(11)
    assert len(stage.routes(table)) == 3


def test_nodes_that_are_not_managed_get_no_route() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    kube, table = stage.kube(cluster), managed_table(stage, cluster)
    name, (_, block) = next(iter(stage.nodes(cluster).items()))
    node = kube.get("nodes", name)
    assert node
    labels = {**node["metadata"]["labels"], "kubernetes.azure.com/managed": "false"}
    kube.put("nodes", {**node, "metadata": {**node["metadata"], "labels": labels}})
    stage.pass_time(11)
    assert block in stage.routes(table)
    stage.put(table, properties={"routes": []})
    stage.pass_time(11)
    assert block not in stage.routes(table)


def test_a_cluster_without_a_table_has_nodes_without_a_network() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage), outboundType="none")
    assert stage.state(cluster) == "Succeeded"
    assert set(_network_of(stage, cluster).values()) == {("True", "NoRouteCreated")}


def test_a_condition_that_stays_keeps_its_transition_time() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage))
    kube, name = stage.kube(cluster), next(iter(stage.nodes(cluster)))
    before = kube.get("nodes", name)
    stage.pass_time(25)
    assert kube.get("nodes", name) == before
    assert before
    flipped = with_condition(before, "NetworkUnavailable", "True", ("NoRouteCreated", "…"), "2026-01-01T00:00:00Z")
    kube.put("nodes", flipped)
    stage.pass_time(10)
    assert _network_of(stage, cluster)[name] == ("False", "RouteCreated")
