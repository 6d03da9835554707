"""What the declared types of the network assign, complete and show."""

import pytest
from clouds import Cloud, Json, copy_of, interface, new_cloud, subnet, vnet


@pytest.fixture
def cloud() -> Cloud:
    cloud = new_cloud()
    body = vnet(("a", "10.0.0.0/29"), ("b", "10.0.1.0/24"), space="10.0.0.0/16")
    assert cloud.put(cloud.network("virtualNetworks", "v"), body).status == 201
    return cloud


def _subnet(cloud: Cloud, name: str = "a") -> str:
    return f"{cloud.network('virtualNetworks', 'v')}/subnets/{name}"


def _addresses(nic: Json) -> list[str]:
    return [one["properties"]["privateIPAddress"] for one in nic["properties"]["ipConfigurations"]]


def test_interfaces_get_the_next_free_address_the_fourth_first(cloud: Cloud) -> None:
    ids = [cloud.network("networkInterfaces", f"nic{n}") for n in range(3)]
    assert [_addresses(cloud.put(id_, interface(_subnet(cloud))).json) for id_ in ids] == [
        ["10.0.0.4"],
        ["10.0.0.5"],
        ["10.0.0.6"],
    ]
    cloud.delete(ids[1])
    again = cloud.put(cloud.network("networkInterfaces", "other"), interface(_subnet(cloud)))
    assert _addresses(again.json) == ["10.0.0.5"]


def test_a_full_subnet_refuses_the_next_interface_and_nothing_is_written(cloud: Cloud) -> None:
    for n in range(3):
        cloud.put(cloud.network("networkInterfaces", f"nic{n}"), interface(_subnet(cloud)))
    before = cloud.revision
    answer = cloud.put(cloud.network("networkInterfaces", "nic3"), interface(_subnet(cloud)))
    assert (answer.status, answer.code) == (400, "SubnetIsFull")
    assert cloud.revision == before


def test_an_interface_keeps_its_address_through_a_put_that_does_not_name_it(cloud: Cloud) -> None:
    nic = cloud.network("networkInterfaces", "nic")
    cloud.put(cloud.network("networkInterfaces", "first"), interface(_subnet(cloud)))
    made = cloud.put(nic, interface(_subnet(cloud))).json
    cloud.delete(cloud.network("networkInterfaces", "first"))
    again = cloud.put(nic, interface(_subnet(cloud), enableIPForwarding=True)).json
    assert _addresses(again) == _addresses(made) == ["10.0.0.5"]
    assert again["properties"]["macAddress"] == made["properties"]["macAddress"]


def test_an_interface_shows_where_it_is_and_its_subnet_shows_it(cloud: Cloud) -> None:
    nic = cloud.network("networkInterfaces", "nic")
    cloud.put(nic, interface(_subnet(cloud, "A")))
    assert cloud.get(_subnet(cloud)).json["properties"]["ipConfigurations"] == [
        {"id": f"{nic}/ipConfigurations/ipconfig1"}
    ]
    assert "ipConfigurations" not in cloud.get(_subnet(cloud, "b")).json["properties"]
    assert cloud.get(f"{nic}/ipConfigurations/ipconfig1").json["properties"]["primary"] is True


def test_effective_routes_are_answered_as_lists_of_prefixes_and_hops(cloud: Cloud) -> None:
    table, nic = cloud.network("routeTables", "t"), cloud.network("networkInterfaces", "nic")
    route = {"addressPrefix": "10.244.0.0/24", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.0.1.4"}
    cloud.put(table, {"location": "eastus", "properties": {"routes": [{"name": "r", "properties": route}]}})
    cloud.put(_subnet(cloud, "b"), subnet("10.0.1.0/24", table))
    cloud.put(nic, interface(_subnet(cloud, "b")))
    answer = cloud.post(f"{nic}/effectiveRouteTable")
    assert answer.status == 200
    rows = {(row["source"], *row["addressPrefix"]): row for row in answer.json["value"]}
    assert rows["Default", "10.0.0.0/16"]["nextHopType"] == "VnetLocal"
    assert rows["User", "10.244.0.0/24"]["nextHopIpAddress"] == ["10.0.1.4"]
    assert rows["User", "10.244.0.0/24"]["state"] == "Active"


def test_a_group_of_rules_ends_with_azures_six(cloud: Cloud) -> None:
    rules = cloud.network("networkSecurityGroups", "g")
    shown = cloud.put(rules, {"location": "eastus", "properties": {"defaultSecurityRules": []}}).json["properties"]
    found = [(r["name"], r["properties"]["priority"], r["properties"]["access"]) for r in shown["defaultSecurityRules"]]
    assert found == [
        ("AllowVnetInBound", 65000, "Allow"),
        ("AllowAzureLoadBalancerInBound", 65001, "Allow"),
        ("DenyAllInBound", 65500, "Deny"),
        ("AllowVnetOutBound", 65000, "Allow"),
        ("AllowInternetOutBound", 65001, "Allow"),
        ("DenyAllOutBound", 65500, "Deny"),
    ]


def test_a_security_group_shows_the_subnets_and_interfaces_it_is_on(cloud: Cloud) -> None:
    rules, nic = cloud.network("networkSecurityGroups", "g"), cloud.network("networkInterfaces", "nic")
    cloud.put(rules, {"location": "eastus"})
    cloud.put(_subnet(cloud), subnet("10.0.0.0/29", rules=rules))
    cloud.put(nic, interface(_subnet(cloud), networkSecurityGroup={"id": rules}))
    shown = cloud.get(rules).json["properties"]
    assert (shown["subnets"], shown["networkInterfaces"]) == ([{"id": _subnet(cloud)}], [{"id": nic}])


def test_public_addresses_are_given_out_once_and_again_when_free(cloud: Cloud) -> None:
    ids = [cloud.network("publicIPAddresses", f"p{n}") for n in range(3)]
    shown = [cloud.put(id_, {"location": "eastus"}).json["properties"]["ipAddress"] for id_ in ids]
    assert shown == ["203.0.113.4", "203.0.113.5", "203.0.113.6"]
    cloud.delete(ids[1])
    assert (
        cloud.put(cloud.network("publicIPAddresses", "p9"), {"location": "eastus"}).json["properties"]["ipAddress"]
        == shown[1]
    )
    assert cloud.put(ids[0], {"location": "eastus", "tags": {"a": "b"}}).json["properties"]["ipAddress"] == shown[0]


def test_a_public_address_on_an_interface_says_so_and_cannot_go(cloud: Cloud) -> None:
    address, nic = cloud.network("publicIPAddresses", "p"), cloud.network("networkInterfaces", "nic")
    cloud.put(address, {"location": "eastus"})
    body = interface(_subnet(cloud))
    body["properties"]["ipConfigurations"][0]["properties"]["publicIPAddress"] = {"id": address}
    assert cloud.put(nic, body).status == 201
    assert cloud.get(address).json["properties"]["ipConfiguration"] == {"id": f"{nic}/ipConfigurations/ipconfig1"}
    assert cloud.delete(address).code == "PublicIPAddressCannotBeDeleted"


def test_peerings_go_from_initiated_to_connected_and_to_disconnected(cloud: Cloud) -> None:
    here, there = cloud.network("virtualNetworks", "v"), cloud.network("virtualNetworks", "w")
    cloud.put(there, vnet(space="10.9.0.0/16"))
    to_there = {"properties": {"remoteVirtualNetwork": {"id": there}}}
    to_here = {"properties": {"remoteVirtualNetwork": {"id": here.lower()}}}

    def states() -> list[str]:
        peerings = (cloud.get(f"{id_}/virtualNetworkPeerings").json["value"] for id_ in (here, there))
        return [one["properties"]["peeringState"] for found in peerings for one in found]

    cloud.put(f"{here}/virtualNetworkPeerings/p", to_there)
    assert states() == ["Initiated"]
    cloud.put(f"{there}/virtualNetworkPeerings/q", to_here)
    assert states() == ["Connected", "Connected"]
    assert cloud.put(f"{here}/virtualNetworkPeerings/p", to_there).json["properties"]["peeringState"] == "Connected"
    cloud.delete(f"{there}/virtualNetworkPeerings/q")
    assert states() == ["Disconnected"]


def test_a_network_cannot_be_peered_with_what_is_absent(cloud: Cloud) -> None:
    here, missing = cloud.network("virtualNetworks", "v"), cloud.network("virtualNetworks", "nope")
    answer = cloud.put(f"{here}/virtualNetworkPeerings/p", {"properties": {"remoteVirtualNetwork": {"id": missing}}})
    assert answer.code == "InvalidResourceReference"


def test_an_identity_is_shown_with_its_principal_and_its_providers_casing(cloud: Cloud) -> None:
    path = f"{cloud.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Me"
    made = cloud.put(path, {"location": "eastus"}).json
    assert made["id"] == path.replace("resourceGroups", "resourcegroups")
    properties = made["properties"]
    assert properties["tenantId"] == cloud.file.tenant_id
    assert properties["clientSecretUrl"].endswith(
        f"?tid={properties['tenantId']}&oid={properties['principalId']}&aid={properties['clientId']}"
    )
    assert cloud.put(path, {"location": "eastus", "tags": {"a": "b"}}).json["properties"] == properties


def test_a_peering_of_a_network_with_itself_is_refused_or_kept_but_never_lost(cloud: Cloud) -> None:
    here = cloud.network("virtualNetworks", "v")
    path = f"{here}/virtualNetworkPeerings/p"
    cloud.put(path, {"properties": {"remoteVirtualNetwork": {"id": here}}})
    answer = cloud.put(path, {"properties": {"remoteVirtualNetwork": {"id": here}, "allowForwardedTraffic": True}})
    assert answer.status == 400 or cloud.get(path).json["properties"]["allowForwardedTraffic"]


def test_back_references_are_in_the_order_of_their_ids_whatever_was_written_first(cloud: Cloud) -> None:
    table, mine = cloud.network("routeTables", "t"), cloud.network("virtualNetworks", "w")
    cloud.put(table, {"location": "eastus"})
    cloud.put(mine, vnet(space="10.9.0.0/16"))
    for n in (7, 2, 9, 0, 5, 8, 1, 6, 3, 4):
        cloud.put(f"{mine}/subnets/s{n}", subnet(f"10.9.{n}.0/24", table))
    shown = [one["id"] for one in cloud.get(table).json["properties"]["subnets"]]
    assert shown == [f"{mine}/subnets/s{n}" for n in range(10)]
    assert [one["id"] for one in copy_of(cloud).get(table).json["properties"]["subnets"]] == shown
