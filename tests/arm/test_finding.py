"""Reading, listing, deleting, and every way in which a thing is not there."""

import pytest
from clouds import Cloud, copy_of, interface, new_cloud, subnet, vnet

OTHER = "/subscriptions/11111111-1111-1111-1111-111111111111"


@pytest.fixture
def two_groups(cloud: Cloud) -> Cloud:
    """Return a cloud with networks a, b in `rg` and c in `Other`."""
    cloud.put(f"{cloud.subscription}/resourceGroups/Other", {"location": "eastus"})
    for name, group in (("b", "rg"), ("a", "rg"), ("c", "Other")):
        assert cloud.put(cloud.network("virtualNetworks", name, group), vnet(("s", "10.0.0.0/24"))).status == 201
    return cloud


def test_lists_hold_what_lies_below_the_subscription_the_group_and_the_parent(two_groups: Cloud) -> None:
    cloud, type_ = two_groups, "providers/Microsoft.Network/virtualNetworks"
    assert cloud.get(f"{cloud.subscription}/{type_}").names == ["c", "a", "b"]
    assert cloud.get(f"{cloud.subscription}/resourceGroups/RG/{type_}").names == ["a", "b"]
    assert cloud.get(f"{cloud.subscription}/resourcegroups/other/{type_}/").names == ["c"]
    assert cloud.get(f"{cloud.network('virtualNetworks', 'a')}/subnets").names == ["s"]
    assert cloud.get(f"{cloud.subscription}/resourcegroups").names == ["Other", "rg"]


def test_a_group_whose_name_begins_with_anothers_is_not_inside_it(cloud: Cloud) -> None:
    cloud.put(f"{cloud.subscription}/resourceGroups/rg2", {"location": "eastus"})
    cloud.put(cloud.network("virtualNetworks", "v", "rg2"), vnet())
    assert cloud.get(f"{cloud.group}/providers/Microsoft.Network/virtualNetworks").json == {"value": []}
    assert cloud.get(f"{cloud.group}/resources").json == {"value": []}


def test_a_list_shows_each_thing_as_a_get_does(two_groups: Cloud) -> None:
    mine = two_groups.network("virtualNetworks", "a")
    assert two_groups.get(mine.rsplit("/", 1)[0]).json["value"][0] == two_groups.get(mine).json
    assert two_groups.get(f"{mine}/subnets").json["value"][0] == two_groups.get(f"{mine}/subnets/s").json


def test_all_resources_are_listed_by_group_type_and_name(two_groups: Cloud) -> None:
    cloud = two_groups
    cloud.put(cloud.network("routeTables", "a"), {"location": "eastus", "tags": {"x": "y"}})
    every = f"{cloud.subscription}/resources"
    assert cloud.get(every).names == ["c", "a", "a", "b"]
    assert cloud.get(every, filter_="resourceGroup eq 'RG'").names == ["a", "a", "b"]
    found = cloud.get(every, filter_="resourceType eq 'microsoft.network/routetables' and name eq 'A'").json["value"]
    about = {"name": "a", "type": "Microsoft.Network/routeTables", "location": "eastus", "tags": {"x": "y"}}
    assert found == [{"id": cloud.network("routeTables", "a"), **about}]
    assert cloud.get(f"{cloud.group}/resources").names == ["a", "a", "b"]


def test_a_child_is_put_read_and_deleted_by_its_own_path(cloud: Cloud) -> None:
    table = cloud.network("routeTables", "t")
    cloud.put(table, {"location": "eastus"})
    route = {"properties": {"addressPrefix": "10.0.0.0/8", "nextHopType": "None"}}
    assert cloud.put(f"{table}/routes/r", route).status == 201
    assert cloud.put(f"{table}/routes/r", route).status == 200
    assert cloud.get(f"{table}/routes/R").json["properties"]["addressPrefix"] == "10.0.0.0/8"
    assert cloud.delete(f"{table}/routes/r").status == 200
    assert cloud.delete(f"{table}/routes/r").status == 204
    assert cloud.get(f"{table}/routes").json == {"value": []}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("{S}/resourcegroups/nope", 404, "ResourceGroupNotFound"),
        ("{S}/resourceGroups/nope/providers/Microsoft.Network/virtualNetworks/v", 404, "ResourceGroupNotFound"),
        ("{S}/resourceGroups/nope/providers/Microsoft.Network/virtualNetworks", 404, "ResourceGroupNotFound"),
        ("{S}/resourceGroups/nope/resources", 404, "ResourceGroupNotFound"),
        ("{rg}/providers/Microsoft.Network/virtualNetworks/nope", 404, "ResourceNotFound"),
        ("{rg}/providers/Microsoft.Network/virtualNetworks/nope/subnets/s", 404, "ResourceNotFound"),
        ("{rg}/providers/Microsoft.Network/virtualNetworks/nope/subnets", 404, "ResourceNotFound"),
        ("{rg}/providers/Microsoft.Network/virtualNetworks/v/subnets/nope", 404, "NotFound"),
        ("{rg}/providers/Microsoft.Network/virtualNetworks/v/nope/s", 404, "InvalidResourceType"),
        ("{rg}/providers/Microsoft.Network/bastionHosts/b", 404, "InvalidResourceType"),
        ("{rg}/providers/Microsoft.Network", 404, "InvalidResourceType"),
        ("{rg}/providers/Microsoft.Nope/things/t", 404, "InvalidResourceNamespace"),
        ("{S}/providers/Microsoft.Nope", 404, "InvalidResourceNamespace"),
        ("{S}/providers/Microsoft.Network/virtualNetworks/v", 404, "InvalidResourceType"),
        ("{S}/providers/Microsoft.Resources/resourceGroups/rg", 404, "InvalidResourceType"),
        ("{rg}/providers/Microsoft.Network/virtualNetworks/v/providers/Microsoft.Network/routeTables", 404,
         "InvalidResourceType"),
        ("/providers/Microsoft.Network/virtualNetworks", 404, "InvalidResourceType"),
        ("{S}/nonsense", 404, "InvalidResourceType"),
        ("/nonsense", 404, "MissingSubscription"),
        ("/", 404, "MissingSubscription"),
        ("/nonsense/providers/Microsoft.Authorization/roleAssignments", 404, "MissingSubscription"),
        ("{rg}/x/y/providers/Microsoft.Authorization/roleAssignments", 400, "InvalidResourceId"),
        (OTHER, 404, "SubscriptionNotFound"),
        (f"{OTHER}/resourcegroups", 404, "SubscriptionNotFound"),
        (f"{OTHER}/resourcegroups/rg", 404, "SubscriptionNotFound"),
        (f"{OTHER}/resources", 404, "SubscriptionNotFound"),
        (f"{OTHER}/providers", 404, "SubscriptionNotFound"),
        (f"{OTHER}/locations", 404, "SubscriptionNotFound"),
        (f"{OTHER}/providers/Microsoft.Network/virtualNetworks", 404, "SubscriptionNotFound"),
        (f"{OTHER}/providers/Microsoft.Authorization/roleAssignments", 404, "SubscriptionNotFound"),
        ("{S}/providers/Microsoft.ContainerService/locations/eastus/nope", 404, "InvalidResourceType"),
        ("{S}/providers/Microsoft.Network/locations/eastus/operations/nope", 404, "NotFound"),
    ],
)  # fmt: skip
def test_what_is_not_there_says_so_as_azure_does(cloud: Cloud, path: str, status: int, code: str) -> None:
    cloud.put(cloud.network("virtualNetworks", "v"), vnet())
    answer = cloud.get(path.format(S=cloud.subscription, rg=cloud.group))
    assert (answer.status, answer.code) == (status, code)


def test_the_texts_that_are_azures_are_azures(cloud: Cloud) -> None:
    missing = cloud.network("virtualNetworks", "x", "nope")
    assert cloud.get(missing).message == "Resource group 'nope' could not be found."
    assert cloud.get(cloud.network("virtualNetworks", "x")).message == (
        "The Resource 'Microsoft.Network/virtualNetworks/x' under resource group 'rg' was not found. "
        "For more details please go to https://aka.ms/ARMResourceNotFoundFix"
    )
    assert cloud.get(f"{OTHER}/resourcegroups/rg").message == (
        "The subscription '11111111-1111-1111-1111-111111111111' could not be found."
    )


def test_a_put_below_what_is_missing_is_refused(cloud: Cloud) -> None:
    assert cloud.put(cloud.network("virtualNetworks", "v", "nope"), vnet()).code == "ResourceGroupNotFound"
    orphan = cloud.put(f"{cloud.network('virtualNetworks', 'v')}/subnets/s", subnet("10.0.0.0/24"))
    assert (orphan.status, orphan.code) == (404, "ParentResourceNotFound")


def test_deleting_what_is_not_there_is_no_error_unless_its_group_is_missing(cloud: Cloud) -> None:
    mine = cloud.network("virtualNetworks", "v")
    assert [cloud.delete(path).status for path in (mine, f"{mine}/subnets/s")] == [204, 204]
    assert cloud.delete(cloud.network("virtualNetworks", "v", "nope")).code == "ResourceGroupNotFound"
    assert cloud.delete(f"{cloud.subscription}/resourcegroups/nope").code == "ResourceGroupNotFound"


def test_a_group_exists_or_not_by_head(cloud: Cloud) -> None:
    there, missing = cloud.call("HEAD", cloud.group), cloud.call("HEAD", f"{cloud.subscription}/resourcegroups/nope")
    assert (there.status, there.json) == (204, None)
    assert (missing.status, missing.json) == (404, None)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "HEAD", "POST", "OPTIONS"])
def test_a_collection_takes_no_writes(cloud: Cloud, method: str) -> None:
    collection = f"{cloud.group}/providers/Microsoft.Network/virtualNetworks"
    assert cloud.call(method, collection, {}).status == 405


def test_deletion_is_refused_while_something_links_there(cloud: Cloud) -> None:
    mine, table = cloud.network("virtualNetworks", "v"), cloud.network("routeTables", "t")
    rules, nic = cloud.network("networkSecurityGroups", "g"), cloud.network("networkInterfaces", "i")
    for path in (table, rules):
        cloud.put(path, {"location": "eastus"})
    cloud.put(mine, vnet())
    cloud.put(f"{mine}/subnets/a", subnet("10.0.0.0/24", table, rules))
    cloud.put(nic, interface(f"{mine}/subnets/a"))
    in_use = {f"{mine}/subnets/a": "InUseSubnetCannotBeDeleted", mine: "InUseSubnetCannotBeDeleted",
              table: "InUseRouteTableCannotBeDeleted", rules: "InUseNetworkSecurityGroupCannotBeDeleted"}  # fmt: skip
    before = cloud.revision
    assert {path: cloud.delete(path).code for path in in_use} == in_use
    assert cloud.put(mine, vnet()).code == "InUseSubnetCannotBeDeleted"
    assert cloud.revision == before
    for path in (nic, mine, table, rules):
        assert cloud.delete(path).status == 200


def test_role_assignments_go_with_what_they_were_on(cloud: Cloud) -> None:
    mine = cloud.network("virtualNetworks", "v")
    cloud.put(mine, vnet(("a", "10.0.0.0/24"), ("ab", "10.0.1.0/24")))
    holder = cloud.granted("Reader", f"{mine}/subnets/a")
    neighbour = cloud.granted("Reader", f"{mine}/subnets/ab")
    cloud.delete(f"{mine}/subnets/a")
    cloud.put(f"{mine}/subnets/a", subnet("10.0.0.0/24"))
    assert holder.get(f"{mine}/subnets/a").code == "AuthorizationFailed"
    assert neighbour.get(f"{mine}/subnets/ab").status == 200
    cloud.delete(mine)
    cloud.put(mine, vnet(("ab", "10.0.1.0/24")))
    assert neighbour.get(f"{mine}/subnets/ab").code == "AuthorizationFailed"


def test_a_copy_of_a_lab_answers_as_the_lab_does() -> None:
    cloud = new_cloud()
    cloud.put(cloud.network("virtualNetworks", "v"), vnet(("a", "10.0.0.0/24")))
    assert copy_of(cloud).get(cloud.network("virtualNetworks", "v")) == cloud.get(cloud.network("virtualNetworks", "v"))
