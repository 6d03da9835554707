"""PUT is a full replacement: what the body does not say is gone, back at its default, or the server's own."""

import pytest
from clouds import Cloud, subnet, vnet


@pytest.fixture
def mine(cloud: Cloud) -> str:
    """Return the id of a network whose subnet `a` has a table and an NSG."""
    table, rules, mine = cloud.network("routeTables", "t"), cloud.network("networkSecurityGroups", "g"), _mine(cloud)
    for id_ in (table, rules):
        assert cloud.put(id_, {"location": "eastus"}).status == 201
    assert cloud.put(mine, vnet(("b", "10.0.1.0/24"))).status == 201
    assert cloud.put(f"{mine}/subnets/a", subnet("10.0.0.0/24", table, rules)).status == 201
    return mine


def _mine(cloud: Cloud) -> str:
    return cloud.network("virtualNetworks", "v")


def test_a_subnet_put_that_does_not_name_its_table_detaches_it(cloud: Cloud, mine: str) -> None:
    rules = cloud.network("networkSecurityGroups", "g")
    changed = cloud.put(f"{mine}/subnets/a", subnet("10.0.0.0/24", rules=rules)).json
    assert "routeTable" not in changed["properties"]
    assert changed["properties"]["networkSecurityGroup"] == {"id": rules}
    assert "subnets" not in cloud.get(cloud.network("routeTables", "t")).json["properties"]


def test_a_network_put_that_does_not_name_its_subnets_deletes_them(cloud: Cloud, mine: str) -> None:
    assert cloud.put(mine, vnet()).json["properties"]["subnets"] == []
    assert cloud.get(f"{mine}/subnets/a").status == 404


def test_a_child_put_leaves_its_neighbours_and_their_order_alone(cloud: Cloud, mine: str) -> None:
    cloud.put(f"{mine}/subnets/b", subnet("10.0.2.0/24"))
    subnets = cloud.get(mine).json["properties"]["subnets"]
    assert [one["name"] for one in subnets] == ["b", "a"]
    assert "routeTable" in subnets[1]["properties"]


def test_what_was_read_and_is_put_back_changes_nothing_but_what_was_edited(cloud: Cloud, mine: str) -> None:
    read = cloud.get(f"{mine}/subnets/a").json
    read["properties"]["defaultOutboundAccess"] = False
    written = cloud.put(f"{mine}/subnets/a", read).json
    assert written["properties"] == read["properties"]
    assert written["etag"] != read["etag"]


def test_unknown_properties_are_kept_until_a_put_leaves_them_out(cloud: Cloud) -> None:
    table = cloud.network("routeTables", "t")
    later = {"location": "eastus", "extendedLocation": {"name": "edge"}, "properties": {"newIn2030": {"A": [1, None]}}}
    cloud.put(table, later)
    shown = cloud.get(table).json
    assert (shown["extendedLocation"], shown["properties"]["newIn2030"]) == ({"name": "edge"}, {"A": [1, None]})
    cloud.put(table, {"location": "eastus"})
    shown = cloud.get(table).json
    assert "extendedLocation" not in shown
    assert "newIn2030" not in shown["properties"]


def test_read_only_properties_in_a_body_are_ignored(cloud: Cloud) -> None:
    table = cloud.network("routeTables", "t")
    made = cloud.put(table, {"location": "eastus"}).json
    forged = {
        "provisioningState": "Failed",
        "resourceGuid": "forged",
        "subnets": [{"id": "/x"}],
        "RESOURCEGUID": "forged",
    }
    outside = {"id": "/forged", "name": "forged", "TYPE": "forged", "etag": "forged", "akslab": {"since": 0}}
    assert cloud.put(table, {"location": "eastus", "properties": forged, **outside}).json == made


def test_names_in_the_envelope_and_in_properties_are_taken_in_any_case(cloud: Cloud) -> None:
    subnets = [{"NAME": "a", "Properties": {"ADDRESSPREFIX": "10.0.0.0/24"}}]
    body = {
        "LOCATION": "East US",
        "Tags": {"CamelCase": "Kept"},
        "PROPERTIES": {"ADDRESSSPACE": {"addressprefixes": ["10.0.0.0/8"]}, "Subnets": subnets},
    }
    shown = cloud.put(_mine(cloud), body).json
    assert (shown["location"], shown["tags"]) == ("eastus", {"CamelCase": "Kept"})
    assert shown["properties"]["addressSpace"] == {"addressPrefixes": ["10.0.0.0/8"]}
    assert shown["properties"]["subnets"][0]["properties"]["addressPrefix"] == "10.0.0.0/24"


def test_a_body_cannot_rename_the_child_that_the_path_names(cloud: Cloud, mine: str) -> None:
    body = subnet("10.0.5.0/24", name="evil", Name="evil", ID="/evil", id="/evil", Type="evil")
    made = cloud.put(f"{mine}/subnets/c", body).json
    assert (made["name"], made["id"], made["type"]) == (
        "c",
        f"{mine}/subnets/c",
        "Microsoft.Network/virtualNetworks/subnets",
    )
    assert "Type" not in made
    assert "ID" not in made


def test_enumerations_are_taken_in_any_case_and_shown_in_azures(cloud: Cloud) -> None:
    route = {"addressPrefix": "10.0.0.0/8", "nextHopType": "VNETLOCAL"}
    table = cloud.network("routeTables", "t")
    made = cloud.put(table, {"location": "eastus", "properties": {"routes": [{"name": "r", "properties": route}]}}).json
    assert made["properties"]["routes"][0]["properties"]["nextHopType"] == "VnetLocal"


def test_ids_are_found_in_any_case_and_shown_in_the_case_of_first_writing(cloud: Cloud, mine: str) -> None:
    for path in (mine.upper(), mine.lower(), mine.replace("resourceGroups", "resourcegroups")):
        assert cloud.get(path).json["id"] == mine
    shouted = cloud.put(f"{mine}/subnets/A".upper().replace("/SUBNETS/A", "/SUBNETS/A"), subnet("10.0.0.0/24"))
    assert (shouted.status, shouted.json["id"]) == (200, f"{mine}/subnets/a")


@pytest.mark.parametrize("keyword", ["resourceGroups", "resourcegroups", "RESOURCEGROUPS"])
def test_whichever_way_resource_groups_is_spelled_ids_say_it_azures_way(cloud: Cloud, keyword: str) -> None:
    written = _mine(cloud).replace("resourceGroups", keyword).replace("/subscriptions", "/SUBSCRIPTIONS")
    assert cloud.put(written, vnet()).json["id"] == _mine(cloud)
    group = cloud.put(f"{cloud.subscription}/{keyword}/Other", {"location": "eastus"}).json
    assert group["id"] == f"{cloud.subscription}/resourceGroups/Other"


def test_a_resource_may_be_called_what_the_paths_are_made_of(cloud: Cloud) -> None:
    odd = cloud.network("virtualNetworks", "providers")
    assert cloud.put(odd, vnet(("subnets", "10.0.0.0/24"))).status == 201
    assert cloud.get(f"{odd}/subnets/subnets").json["id"] == f"{odd}/subnets/subnets"
    assert cloud.get(odd.rsplit("/", 1)[0]).names == ["providers"]


def test_what_is_left_out_has_azures_defaults(cloud: Cloud) -> None:
    shown = cloud.put(_mine(cloud), vnet(("a", "10.0.0.0/24"))).json
    assert shown["tags"] == {}
    assert shown["properties"]["provisioningState"] == "Succeeded"
    assert shown["properties"]["virtualNetworkPeerings"] == []
    properties = shown["properties"]["subnets"][0]["properties"]
    assert properties["privateEndpointNetworkPolicies"] == "Disabled"
    assert properties["privateLinkServiceNetworkPolicies"] == "Enabled"
    assert properties["delegations"] == []


def test_a_patch_of_tags_replaces_the_tags_and_nothing_else(cloud: Cloud, mine: str) -> None:
    before = cloud.get(mine).json
    cloud.patch(mine, {"tags": {"a": "1", "b": "2"}})
    after = cloud.patch(mine, {"Tags": {"b": "3"}}).json
    assert after["tags"] == {"b": "3"}
    assert after["properties"] == before["properties"]


def test_a_patch_of_nothing_changes_nothing(cloud: Cloud) -> None:
    cloud.put(_mine(cloud), vnet(tags={"a": "b"}))
    before = cloud.revision
    assert cloud.patch(_mine(cloud), {}).json["tags"] == {"a": "b"}
    assert cloud.revision == before
    assert cloud.patch(_mine(cloud), {"tags": None}).json["tags"] == {}


@pytest.mark.parametrize("tags", [5, [], "a", {"a": 1}, {"a": None}, {"a": {"b": "c"}}])
def test_what_are_no_tags_is_refused_by_put_and_patch(cloud: Cloud, mine: str, tags: object) -> None:
    assert cloud.put(mine, vnet(tags=tags)).code == "InvalidTags"
    assert cloud.patch(mine, {"tags": tags}).code == "InvalidTags"


def test_a_patch_of_anything_but_tags_says_that_akslab_cannot(cloud: Cloud, mine: str) -> None:
    assert cloud.patch(mine, {"properties": {}}).code == "PatchNotSupported"
    assert cloud.patch(f"{mine}/subnets/a", {"tags": {}}).code == "PatchNotSupported"


@pytest.mark.parametrize("properties", [[], "", 0, False, "text", [1]])
def test_properties_that_are_no_object_are_refused(cloud: Cloud, mine: str, properties: object) -> None:
    for path in (mine, f"{mine}/subnets/a", cloud.network("routeTables", "t")):
        answer = cloud.put(path, {"location": "eastus", "properties": properties})
        assert (answer.status, answer.code) == (400, "InvalidRequestFormat")


def test_all_mistakes_of_a_body_are_named_each_with_its_path(cloud: Cloud) -> None:
    wrong = {"addressSpace": {"addressPrefixes": "10.0.0.0/8"}, "subnets": [{"name": 5, "properties": {}}]}
    error = cloud.put(_mine(cloud), {"location": "eastus", "properties": wrong}).json["error"]
    paths = ["properties.addressSpace.addressPrefixes", "properties.subnets[0].name"]
    assert error["target"] == paths[0]
    assert [detail["target"] for detail in error["details"]] == paths


def test_the_aks_provider_answers_mistakes_in_its_own_flat_shape(cloud: Cloud) -> None:
    path = f"{cloud.group}/providers/Microsoft.ContainerService/managedClusters/c"
    answer = cloud.put(path, {"location": "eastus", "properties": {"networkProfile": {"networkPlugin": "flannel"}}})
    assert answer.status == 400
    assert answer.json["code"] == "InvalidRequestFormat"
    assert answer.json["target"] == "properties.networkProfile.networkPlugin"
