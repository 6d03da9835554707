"""If-Match and If-None-Match as the ARM RPC Addendum lays them down, and which etags a change renews."""

import pytest
from clouds import Cloud, subnet, vnet

STALE = 'W/"00000000-0000-0000-0000-000000000000"'


def _network(cloud: Cloud) -> str:
    return cloud.network("virtualNetworks", "v")


@pytest.mark.parametrize(
    ("header", "value", "absent", "present"),
    [("x", "", 201, 200), ("if_match", "", 201, 200), ("if_match", "*", 412, 200), ("if_match", STALE, 412, 412),
     ("if_none_match", "*", 201, 412)],
)  # fmt: skip
def test_put_follows_the_published_table(cloud: Cloud, header: str, value: str, absent: int, present: int) -> None:
    path, body = _network(cloud), vnet(("a", "10.0.0.0/24"))
    assert cloud.put(path, body, **{header: value}).status == absent
    cloud.put(path, body)
    before = cloud.revision
    again = cloud.put(path, {**body, "tags": {"changed": "yes"}}, **{header: value})
    assert again.status == present
    assert (cloud.revision > before) == (present == 200)
    assert again.code == ("PreconditionFailed" if present == 412 else "")


@pytest.mark.parametrize("write", ["{}", 'W/"{}"', '"{}"'])
def test_put_with_the_etag_of_now_replaces_in_whichever_way_the_client_writes_it(cloud: Cloud, write: str) -> None:
    made = cloud.put(_network(cloud), vnet())
    opaque = made.json["etag"].removeprefix("W/").strip('"')
    assert made.headers["ETag"] == made.json["etag"]
    assert cloud.put(_network(cloud), vnet(tags={"a": "b"}), if_match=write.format(opaque)).status == 200


@pytest.mark.parametrize(("value", "absent", "present"), [("", 204, 200), ("*", 204, 200), (STALE, 204, 412)])
def test_delete_follows_the_published_table(cloud: Cloud, value: str, absent: int, present: int) -> None:
    assert cloud.delete(_network(cloud), if_match=value).status == absent
    cloud.put(_network(cloud), vnet())
    assert cloud.delete(_network(cloud), if_match=value).status == present
    assert cloud.get(_network(cloud)).status == (404 if present == 200 else 200)


@pytest.mark.parametrize(("value", "present"), [("", 200), ("*", 200), (STALE, 412)])
def test_patch_follows_the_published_table(cloud: Cloud, value: str, present: int) -> None:
    assert cloud.patch(_network(cloud), {"tags": {}}, if_match=value).status == 404
    cloud.put(_network(cloud), vnet())
    assert cloud.patch(_network(cloud), {"tags": {"a": "b"}}, if_match=value).status == present


def test_the_same_table_holds_for_a_child(cloud: Cloud) -> None:
    cloud.put(_network(cloud), vnet())
    child = f"{_network(cloud)}/subnets/a"
    assert cloud.put(child, subnet("10.0.0.0/24"), if_match="*").status == 412
    made = cloud.put(child, subnet("10.0.0.0/24"), if_none_match="*")
    assert made.status == 201
    assert cloud.put(child, subnet("10.0.1.0/24"), if_match=made.json["etag"]).status == 200
    assert cloud.put(child, subnet("10.0.2.0/24"), if_match=made.json["etag"]).status == 412
    assert cloud.delete(child, if_match=made.json["etag"]).status == 412


def test_a_change_of_one_child_renews_its_etag_and_its_parents_but_not_its_neighbours(cloud: Cloud) -> None:
    before = cloud.put(_network(cloud), vnet(("a", "10.0.0.0/24"), ("b", "10.0.1.0/24"))).json
    cloud.put(f"{_network(cloud)}/subnets/a", subnet("10.0.9.0/24"))
    after = cloud.get(_network(cloud)).json
    (a, b), (new_a, new_b) = before["properties"]["subnets"], after["properties"]["subnets"]
    assert after["etag"] != before["etag"]
    assert new_a["etag"] != a["etag"]
    assert new_b["etag"] == b["etag"]


def test_a_change_of_the_parent_alone_leaves_the_etags_of_its_children(cloud: Cloud) -> None:
    before = cloud.put(_network(cloud), vnet(("a", "10.0.0.0/24"))).json
    after = cloud.patch(_network(cloud), {"tags": {"a": "b"}}).json
    assert after["etag"] != before["etag"]
    assert after["properties"]["subnets"] == before["properties"]["subnets"]


def test_a_put_that_changes_nothing_keeps_the_etag_and_writes_nothing(cloud: Cloud) -> None:
    made = cloud.put(_network(cloud), vnet(("a", "10.0.0.0/24")))
    before = cloud.revision
    again = cloud.put(_network(cloud), made.json)
    assert (again.status, again.json) == (200, made.json)
    assert cloud.revision == before


def test_the_far_side_of_a_peering_gets_new_etags_with_its_new_state(cloud: Cloud) -> None:
    here, there = _network(cloud), cloud.network("virtualNetworks", "w")
    cloud.put(here, vnet(space="10.1.0.0/16"))
    cloud.put(there, vnet(space="10.2.0.0/16"))
    cloud.put(f"{here}/virtualNetworkPeerings/p", {"properties": {"remoteVirtualNetwork": {"id": there}}})
    before = cloud.get(here).json
    cloud.put(f"{there}/virtualNetworkPeerings/p", {"properties": {"remoteVirtualNetwork": {"id": here}}})
    after = cloud.get(here).json
    peering, was = (one["properties"]["virtualNetworkPeerings"][0] for one in (after, before))
    assert (was["properties"]["peeringState"], peering["properties"]["peeringState"]) == ("Initiated", "Connected")
    assert peering["etag"] != was["etag"]
    assert after["etag"] != before["etag"]
