"""Operations that take time: what az polls, and that nothing is called finished before its resource is."""

from urllib.parse import urlsplit

import pytest
from clouds import Answer, Cloud, cluster, copy_of, subnet, vnet


def _poll(cloud: Cloud, url: str) -> Answer:
    """GET an absolute polling address, as clients do: with exactly the api-version in it."""
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}" == "https://localhost:8443"
    name, _, version = parts.query.partition("=")
    return cloud.call("GET", parts.path, query={name: version})


def test_a_cluster_is_created_with_an_operation_that_ends_after_the_cluster_does(cloud: Cloud) -> None:
    made = cloud.put(cloud.cluster("c"), cluster())
    assert (made.status, made.headers["Retry-After"]) == (201, "1")
    assert made.json["properties"]["provisioningState"] == "Creating"
    url = made.headers["Azure-AsyncOperation"]
    assert "/providers/Microsoft.ContainerService/locations/eastus/operations/" in url
    running = _poll(cloud, url)
    assert (running.status, running.json["status"], running.headers["Retry-After"]) == (200, "InProgress", "1")
    assert "endTime" not in running.json
    cloud.settle()
    ended = _poll(cloud, url)
    assert (ended.json["status"], ended.json["name"]) == ("Succeeded", url.split("/")[-1].split("?")[0])
    assert ended.json["startTime"] <= ended.json["endTime"]
    assert cloud.get(cloud.cluster("c")).json["properties"]["provisioningState"] == "Succeeded"


def test_no_operation_is_final_before_its_resource(cloud: Cloud) -> None:
    url = cloud.put(cloud.cluster("c"), cluster()).headers["Azure-AsyncOperation"]
    for _ in range(20):
        for reconcile in cloud.lab.reconcilers:
            status = _poll(cloud, url).json["status"]
            state = cloud.get(cloud.cluster("c")).json["properties"]["provisioningState"]
            assert status == ("Succeeded" if state == "Succeeded" else "InProgress")
            reconcile(cloud.lab.context)
    assert status == "Succeeded"


def test_a_cluster_that_fails_says_why_in_its_operation(cloud: Cloud) -> None:
    made = cloud.put(cloud.cluster("c"), cluster())
    documents = cloud.lab.arm.world.documents
    document = documents.get(cloud.cluster("c")) or {}
    failed = {**document["properties"], "provisioningState": "Failed"}
    documents.write(
        [{**document, "properties": failed, "akslab": {"error": {"code": "SubnetIsFull", "message": "full"}}}]
    )
    status = _poll(cloud, made.headers["Azure-AsyncOperation"]).json
    assert (status["status"], status["error"]) == ("Failed", {"code": "SubnetIsFull", "message": "full"})


def test_what_is_at_its_end_at_once_has_no_operation(cloud: Cloud) -> None:
    made = cloud.put(cloud.network("virtualNetworks", "v"), vnet())
    assert (made.status, set(made.headers)) == (201, {"ETag"})
    assert "Retry-After" not in cloud.delete(cloud.network("virtualNetworks", "v")).headers


def test_an_ordinary_error_carries_no_retry_after(cloud: Cloud) -> None:
    for answer in (cloud.get(cloud.cluster("c")), cloud.put(cloud.cluster("c"), {}), cloud.get("/nope")):
        assert answer.status >= 400
        assert not answer.headers


def test_an_agent_pool_has_its_clusters_operation(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), cluster())
    cloud.settle()
    pool = f"{cloud.cluster('c')}/agentPools/np2"
    made = cloud.put(pool, {"properties": {"count": 1, "mode": "User"}})
    assert (made.status, made.headers["Retry-After"]) == (201, "1")
    assert _poll(cloud, made.headers["Azure-AsyncOperation"]).json["status"] == "InProgress"
    cloud.settle()
    assert _poll(cloud, made.headers["Azure-AsyncOperation"]).json["status"] == "Succeeded"
    assert cloud.get(pool).json["properties"]["provisioningState"] == "Succeeded"
    gone = cloud.delete(pool)
    assert (gone.status, gone.headers["Retry-After"]) == (202, "1")
    assert _poll(cloud, gone.headers["Location"]).status == 202
    cloud.settle()
    assert _poll(cloud, gone.headers["Location"]).status == 204
    assert cloud.get(pool).status == 404


def test_a_cluster_is_deleted_with_a_location_that_says_202_until_it_is_gone(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), cluster())
    cloud.settle()
    gone = cloud.delete(cloud.cluster("c"))
    assert (gone.status, gone.json, gone.headers["Retry-After"]) == (202, None, "1")
    waiting = _poll(cloud, gone.headers["Location"])
    assert (waiting.status, waiting.headers["Retry-After"]) == (202, "1")
    assert waiting.headers["Location"] == gone.headers["Location"]
    assert cloud.get(cloud.cluster("c")).json["properties"]["provisioningState"] == "Deleting"
    cloud.settle()
    assert _poll(cloud, gone.headers["Location"]).status == 204
    assert cloud.get(cloud.cluster("c")).status == 404
    assert cloud.get(f"{cloud.subscription}/resourcegroups").names == ["rg"]


def test_a_group_takes_all_that_is_in_it_along(cloud: Cloud) -> None:
    mine, table = cloud.network("virtualNetworks", "v"), cloud.network("routeTables", "t")
    cloud.put(table, {"location": "eastus"})
    cloud.put(mine, vnet(space="192.168.0.0/16"))
    cloud.put(f"{mine}/subnets/a", subnet("192.168.0.0/24", table))
    cloud.put(f"{mine}/subnets/b", subnet("192.168.1.0/24"))
    cloud.put(cloud.cluster("c"), cluster(f"{mine}/subnets/b"))
    cloud.settle()
    cloud.granted("Reader", mine)
    gone = cloud.delete(f"{cloud.subscription}/resourcegroups/RG")
    assert gone.status == 202
    assert cloud.get(cloud.group).json["properties"]["provisioningState"] == "Deleting"
    assert _poll(cloud, gone.headers["Location"]).status == 202
    cloud.settle()
    assert _poll(cloud, gone.headers["Location"]).status == 204
    assert cloud.get(f"{cloud.subscription}/resourcegroups").json == {"value": []}
    assert [entry.key for entry in cloud.store.list("arm/") if "resourcegroups" in entry.key] == []


def test_nothing_new_comes_into_a_group_on_its_way_out(cloud: Cloud) -> None:
    cloud.put(cloud.network("virtualNetworks", "v"), vnet())
    cloud.delete(cloud.group)
    here = {"location": "eastus"}
    answers = [cloud.put(cloud.network("routeTables", "t"), here), cloud.put(cloud.group, here),
               cloud.patch(cloud.network("virtualNetworks", "v"), {"tags": {}})]  # fmt: skip
    assert {(answer.status, answer.code) for answer in answers} == {(409, "ResourceGroupBeingDeleted")}
    cloud.settle()
    assert cloud.put(cloud.group, {"location": "westus"}).status == 201


def test_a_group_in_use_from_outside_stays_and_says_why(cloud: Cloud) -> None:
    cloud.put(f"{cloud.subscription}/resourceGroups/other", {"location": "eastus"})
    table, mine = cloud.network("routeTables", "t"), cloud.network("virtualNetworks", "v", "other")
    cloud.put(table, {"location": "eastus"})
    cloud.put(mine, vnet())
    cloud.put(f"{mine}/subnets/a", subnet("10.0.0.0/24", table))
    gone = cloud.delete(cloud.group)
    cloud.settle()
    ended = _poll(cloud, gone.headers["Location"])
    assert (ended.status, ended.code) == (409, "ResourceGroupDeletionBlocked")
    assert cloud.get(cloud.group).json["properties"]["provisioningState"] == "Succeeded"
    assert cloud.get(table).status == 200


def test_operations_are_still_known_after_a_restart(cloud: Cloud) -> None:
    url = cloud.put(cloud.cluster("c"), cluster()).headers["Azure-AsyncOperation"]
    restarted = copy_of(cloud)
    assert _poll(restarted, url).json["status"] == "InProgress"
    restarted.settle()
    assert _poll(restarted, url).json["status"] == "Succeeded"


@pytest.mark.parametrize("kind", ["operations", "operationresults"])
def test_an_unknown_operation_is_not_found(cloud: Cloud, kind: str) -> None:
    path = f"{cloud.subscription}/providers/Microsoft.Network/locations/eastus/{kind}/nope"
    assert (cloud.get(path).status, cloud.get(path).code) == (404, "NotFound")
