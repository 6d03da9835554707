"""What every request must have: an api-version, a location, and links that lead somewhere of the right type."""

import pytest
from clouds import Cloud, cluster, interface, subnet, vnet

OTHER = "/subscriptions/11111111-1111-1111-1111-111111111111"


def test_a_request_without_an_api_version_is_refused_in_azures_words(cloud: Cloud) -> None:
    answer = cloud.call("GET", cloud.group, query={})
    assert (answer.status, answer.code) == (400, "MissingApiVersionParameter")
    assert answer.message == "The api-version query parameter (?api-version=) is required for all requests."


@pytest.mark.parametrize(
    "version", ["", "latest", "2025", "2025-7-1", "2025-07-01-", "2025-07-01 ", "\u0662025-07-01", "2025-07-01\n"]
)
def test_a_malformed_api_version_is_refused(cloud: Cloud, version: str) -> None:
    answer = cloud.call("GET", cloud.group, query={"api-version": version})
    assert (answer.status, answer.code) == (400, "InvalidApiVersionParameter")


@pytest.mark.parametrize(
    "version", ["2016-02-01", "2025-07-01", "2099-12-31", "2025-05-31-preview", "2022-05-01-privatepreview"]
)
def test_any_well_formed_api_version_is_taken(cloud: Cloud, version: str) -> None:
    assert cloud.call("GET", cloud.group, query={"api-version": version}).status == 200


def test_an_unknown_type_is_named_with_the_api_version_asked(cloud: Cloud) -> None:
    message = cloud.get(f"{cloud.group}/providers/Microsoft.Network/bastionHosts/b").message
    assert message.startswith(
        "The resource type 'bastionHosts' could not be found in the namespace 'Microsoft.Network'"
    )
    assert "'2025-07-01'" in message


@pytest.mark.parametrize("given", ["", None, 5, []])
def test_a_resource_needs_a_location_when_it_is_new_and_keeps_it_afterwards(cloud: Cloud, given: object) -> None:
    table = cloud.network("routeTables", "t")
    assert cloud.put(table, {"location": given}).code == "LocationRequired"
    cloud.put(table, {"location": "Korea Central"})
    assert cloud.put(table, {"location": given}).json["location"] == "koreacentral"


def test_a_location_that_azure_has_not_is_refused(cloud: Cloud) -> None:
    answer = cloud.put(cloud.network("routeTables", "t"), {"location": "moonbase"})
    assert (answer.status, answer.code) == (400, "LocationNotAvailableForResourceType")
    assert answer.message.startswith("The provided location 'moonbase' is not available.")


def test_a_resource_cannot_move_to_a_second_location(cloud: Cloud) -> None:
    table = cloud.network("routeTables", "t")
    cloud.put(table, {"location": "eastus"})
    answer = cloud.put(table, {"location": "West US"})
    assert (answer.status, answer.code) == (409, "InvalidResourceLocation")
    assert "already exists in location 'eastus'" in answer.message
    group = cloud.put(cloud.group, {"location": "westus"})
    assert (group.status, group.code) == (409, "InvalidResourceGroupLocation")
    assert (
        group.message
        == "Invalid resource group location 'westus'. The Resource group already exists in location 'eastus'."
    )


@pytest.fixture
def mine(cloud: Cloud) -> str:
    """Return the id of a network with the subnets a and ab."""
    mine = cloud.network("virtualNetworks", "v")
    assert cloud.put(mine, vnet(("a", "10.1.0.0/24"), ("ab", "10.1.1.0/24"))).status == 201
    return mine


@pytest.mark.parametrize(
    "id_", ["", "t", "/", "routeTables/t", "/subscriptions", "/subscriptions/s/resourceGroups/rg/providers/x"]
)
def test_a_link_that_is_no_id_is_refused_inline_and_through_the_child(cloud: Cloud, mine: str, id_: str) -> None:
    body = {"properties": {"addressPrefix": "10.1.0.0/24", "routeTable": {"id": id_}}}
    inline = vnet()
    inline["properties"]["subnets"] = [{"name": "a", **body}]
    for path, sent in ((f"{mine}/subnets/a", body), (mine, inline)):
        answer = cloud.put(path, sent)
        assert (answer.status, answer.code) == (400, "LinkedInvalidPropertyId")
        assert (
            f"Property id '{id_}' at path 'properties.subnets[].properties.routeTable.id' is invalid." in answer.message
        )


def test_a_link_to_what_is_absent_is_refused(cloud: Cloud, mine: str) -> None:
    missing = cloud.network("routeTables", "nope")
    answer = cloud.put(f"{mine}/subnets/a", subnet("10.1.0.0/24", missing))
    assert (answer.status, answer.code) == (400, "InvalidResourceReference")
    assert answer.message.startswith(f"Resource {missing} referenced by resource {mine}/subnets/a was not found.")
    nic = cloud.put(cloud.network("networkInterfaces", "i"), interface(f"{mine}/subnets/nope"))
    assert nic.code == "InvalidResourceReference"


def test_a_link_to_another_type_is_refused(cloud: Cloud, mine: str) -> None:
    rules = cloud.network("networkSecurityGroups", "g")
    cloud.put(rules, {"location": "eastus"})
    for wrong in (rules, mine, f"{mine}/subnets/a", cloud.group):
        answer = cloud.put(f"{mine}/subnets/a", subnet("10.1.0.0/24", wrong))
        assert (answer.status, answer.code) == (400, "InvalidRequestFormat"), wrong
        assert "not a Microsoft.Network/routeTables" in answer.message


def test_a_link_into_another_subscription_is_a_scope_nobody_here_has_rights_in(cloud: Cloud, mine: str) -> None:
    foreign = cloud.network("routeTables", "t").replace(cloud.subscription, OTHER)
    answer = cloud.put(f"{mine}/subnets/a", subnet("10.1.0.0/24", foreign))
    assert (answer.status, answer.code) == (403, "LinkedAuthorizationFailed")


def test_a_link_is_followed_in_any_case_and_shown_as_typed(cloud: Cloud, mine: str) -> None:
    table = cloud.network("routeTables", "t")
    cloud.put(table, {"location": "eastus"})
    made = cloud.put(
        f"{mine}/subnets/a", subnet("10.1.0.0/24", table.upper().replace("/SUBSCRIPTIONS", "/subscriptions"))
    )
    assert made.status == 200
    assert made.json["properties"]["routeTable"]["id"].endswith("/ROUTETABLES/T")
    assert cloud.get(table).json["properties"]["subnets"] == [{"id": f"{mine}/subnets/a"}]


def test_a_link_of_a_new_agent_pool_is_followed_too(cloud: Cloud) -> None:
    mine, path = cloud.network("virtualNetworks", "w"), cloud.cluster("c")
    cloud.put(mine, vnet(("a", "192.168.0.0/24"), space="192.168.0.0/16"))
    assert cloud.put(path, cluster(f"{mine}/subnets/a")).status == 201
    cloud.settle()
    pool = {"properties": {"count": 1, "mode": "User", "vnetSubnetID": f"{mine}/subnets/nope"}}
    assert cloud.put(f"{path}/agentPools/np2", pool).code == "InvalidResourceReference"


@pytest.mark.parametrize("identity", ["SystemAssigned", 5, [], {}, {"type": "Own"}, {"type": "UserAssigned"},
                                      {"type": "UserAssigned", "userAssignedIdentities": []},
                                      {"type": "UserAssigned", "userAssignedIdentities": {"x": 5}}])  # fmt: skip
def test_an_identity_that_is_none_is_refused(cloud: Cloud, identity: object) -> None:
    answer = cloud.put(cloud.cluster("c"), cluster() | {"identity": identity})
    assert (answer.status, answer.code) == (400, "InvalidRequestFormat")


def test_resource_manager_says_what_it_has(cloud: Cloud) -> None:
    assert [one["subscriptionId"] for one in cloud.get("/subscriptions").json["value"]] == [cloud.file.subscription_id]
    assert cloud.get(cloud.subscription.upper().replace("/SUBSCRIPTIONS", "/subscriptions")).json["state"] == "Enabled"
    assert cloud.get("/tenants").json["value"][0]["tenantId"] == cloud.file.tenant_id
    assert "koreacentral" in cloud.get(f"{cloud.subscription}/locations").names
    network = cloud.get(f"{cloud.subscription}/providers/microsoft.network").json
    assert (network["namespace"], network["registrationState"]) == ("Microsoft.Network", "Registered")
    types = {one["resourceType"]: one["apiVersions"] for one in network["resourceTypes"]}
    assert types["virtualNetworks/subnets"] == types["virtualNetworks"] != []
    assert cloud.post(f"{cloud.subscription}/providers/Microsoft.Network/register").json == network
    assert len(cloud.get(f"{cloud.subscription}/providers").json["value"]) == 6
