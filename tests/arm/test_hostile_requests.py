"""Whatever arrives, an answer leaves: below 500, in Azure's error body, and nothing is written when it is a refusal."""

import copy
import functools
import time
from typing import Any

import pytest
from clouds import Cloud, Json, cluster, copy_of, interface, is_error, new_cloud, subnet, vnet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.azure import RESOURCE_TYPES

_NASTY = (
    "", " ", "10.0.0.0/33", "10.0.0.1/24", "::/0", "0.0.0.0/0", "10.0.0.0", "999.1.1.1/8", "10.0.0.0/-1", "a\x00b", "..",
    "/", "%2F", "서브넷", "𐍈" * 100, "x" * 5000, "/subscriptions/", "/subscriptions//resourceGroups/", "null", "*",
)  # fmt: skip
_texts = st.sampled_from(_NASTY) | st.text(max_size=20)
_huge = st.sampled_from([10**300, -(10**300), 2**63, 2**64])
_numbers = st.integers() | _huge | st.floats(allow_nan=False, allow_infinity=False)
_leaves = st.none() | st.booleans() | _numbers | _texts
_json = st.recursive(
    _leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3), max_leaves=8
)
_hostile = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def _places(cloud: Cloud) -> dict[str, Json]:
    """Return a path of every declared type and child, with a body that is right."""
    network, rg = cloud.network, cloud.group
    mine = network("virtualNetworks", "v")
    rule = {"protocol": "Tcp", "access": "Allow", "direction": "Inbound", "priority": 100}
    peering = {"properties": {"remoteVirtualNetwork": {"id": network("virtualNetworks", "w")}}}
    pool = {"properties": {"count": 1, "mode": "User", "vnetSubnetID": f"{mine}/subnets/b"}}
    ip = {"properties": {"subnet": {"id": f"{mine}/subnets/a"}}}
    roles = f"{cloud.subscription}/providers/Microsoft.Authorization"
    guid = "00000000-0000-0000-0000-000000000001"
    role = {
        "properties": {"roleName": "r", "permissions": [{"actions": ["*"]}], "assignableScopes": [cloud.subscription]}
    }
    reader = f"{roles}/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"
    grant = {"properties": {"principalId": guid, "roleDefinitionId": reader}}
    hop = {"addressPrefix": "10.9.0.0/24", "nextHopType": "VirtualAppliance", "nextHopIpAddress": "10.1.0.4"}
    filled = subnet("10.1.0.0/24", network("routeTables", "t"), network("networkSecurityGroups", "g"))
    return {
        mine: vnet(("a", "10.1.0.0/24"), ("b", "10.1.1.0/24"), space="10.1.0.0/16", tags={"a": "b"}),
        f"{mine}/subnets/a": filled,
        f"{mine}/virtualNetworkPeerings/p": peering,
        network("virtualNetworks", "w"): vnet(("a", "10.2.0.0/24"), space="10.2.0.0/16"),
        network("routeTables", "t"): {"location": "eastus", "properties": {"routes": [{"name": "r", "properties": hop}]}},
        f"{network('routeTables', 't')}/routes/r": {"properties": hop},
        network("networkSecurityGroups", "g"): {
            "location": "eastus", "properties": {"securityRules": [{"name": "r", "properties": rule}]}
        },
        f"{network('networkSecurityGroups', 'g')}/securityRules/r": {"properties": rule},
        network("publicIPAddresses", "p"): {"location": "eastus", "sku": {"name": "Standard"}, "properties": {}},
        network("networkInterfaces", "i"): interface(f"{mine}/subnets/a"),
        f"{network('networkInterfaces', 'i')}/ipConfigurations/ipconfig1": ip,
        f"{rg}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u": {"location": "eastus"},
        f"{roles}/roleDefinitions/{guid}": role,
        f"{rg}/providers/Microsoft.Authorization/roleAssignments/{guid}": grant,
        f"{rg}/providers/Microsoft.ContainerService/managedClusters/c": cluster(f"{mine}/subnets/b"),
        f"{rg}/providers/Microsoft.ContainerService/managedClusters/c/agentPools/np": pool,
        f"{rg}/providers/Microsoft.Compute/virtualMachineScaleSets/s": {"location": "eastus", "sku": {"capacity": 1}},
        rg: {"location": "eastus"},
    }  # fmt: skip


@functools.cache
def _seed() -> tuple[Cloud, dict[str, Json]]:
    cloud = new_cloud()
    places = _places(cloud)
    first = [path for path in places if "/virtualNetworks/" not in path or path.count("/") == 8]
    tables = sorted(first, key=lambda path: "virtualNetworks" in path)
    for path in [*tables, *places]:
        cloud.put(path, places[path])
        if "managedClusters" in path:
            cloud.settle()
    return cloud, places


def _filled() -> tuple[Cloud, dict[str, Json]]:
    """Return a cloud in which everything that can be there once is there."""
    cloud, places = _seed()
    return copy_of(cloud), places


def _send(cloud: Cloud, method: str, path: str, body: Json, headers: dict[str, str] | None = None) -> int:
    before = cloud.revision
    answer = cloud.call(method, path, body, headers)
    assert answer.status < 500, answer
    if answer.status >= 400 and method != "HEAD":
        assert is_error(answer), answer
    if answer.status >= 400:
        assert cloud.revision == before, "a refusal must not write"
    return answer.status


def test_every_type_can_be_put_with_the_body_that_is_called_right() -> None:
    cloud, places = _filled()
    refused = {path for path in places if cloud.get(path).status != 200}
    assert {path.rsplit("/", 2)[1] for path in refused} == {"virtualMachineScaleSets"}
    types = {"/".join(p.split("/providers/")[-1].split("/")[:2]) for p in places if "/providers/" in p}
    assert types >= {t.name for t in RESOURCE_TYPES} - {"Microsoft.Resources/resourceGroups"}


@given(st.data())
@_hostile
def test_any_json_as_the_body_of_anything_is_answered(data: st.DataObject) -> None:
    cloud, places = _filled()
    path = data.draw(st.sampled_from(sorted(places)))
    _send(cloud, data.draw(st.sampled_from(["PUT", "PATCH", "POST"])), path, data.draw(_json))


@given(st.data())
@settings(_hostile, max_examples=500)
def test_a_right_body_with_one_value_replaced_by_any_other_is_answered(data: st.DataObject) -> None:
    cloud, places = _filled()
    path = data.draw(st.sampled_from(sorted(places)))
    body = copy.deepcopy(places[path])
    _spoil(body, data)
    how = data.draw(st.sampled_from(["over what is there", "after it is gone", "beside it"]))
    if how == "after it is gone":
        cloud.delete(path)
    _send(cloud, "PUT", path + "2" * (how == "beside it"), body)
    for one in places:
        _send(cloud, "GET", one, None)
    _send(cloud, "POST", f"{cloud.network('networkInterfaces', 'i')}/effectiveRouteTable", None)


_known_to_azure = st.sampled_from([
    "apiServerAccessProfile", "nodeProvisioningProfile", "natGateway", "dhcpOptions", "virtualMachine", "ipTags", "zones",
    "loadBalancerProfile", "addonProfiles", "applicationSecurityGroups", "identity", "managedBy", "kind", "sku",
    "loadBalancerBackendAddressPools", "serviceEndpoints", "securityProfile", "extendedLocation", "podSubnetID",
    "dnsSettings", "autoUpgradeProfile",
])  # fmt: skip


def _spoil(body: Json, data: st.DataObject) -> None:
    """Replace, remove, double or add one value somewhere in a body."""
    spots: list[tuple[Any, Any]] = []

    def walk(value: Json) -> None:
        keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        for key in keys:
            spots.append((value, key))
            walk(value[key])

    walk(body)
    place, key = data.draw(st.sampled_from(spots))
    how = data.draw(st.sampled_from(["replace", "remove", "twice", "add"]))
    if how == "add" and isinstance(place, dict):
        place[data.draw(_known_to_azure)] = data.draw(_json)
    elif how == "remove":
        del place[key]
    elif how == "twice" and isinstance(place, list):
        place.append(copy.deepcopy(place[key]))
    else:
        place[key] = data.draw(_json)


_segments = st.sampled_from([
    "subscriptions", "resourceGroups", "rg", "providers", "Microsoft.Network", "virtualNetworks", "v", "subnets", "a",
    "Microsoft.Authorization", "roleAssignments", "roleDefinitions", "Microsoft.ContainerService", "managedClusters", "c",
    "agentPools", "upgradeProfiles", "default", "locations", "eastus", "operations", "operationresults", "resources",
    "Microsoft.Compute", "virtualMachineScaleSets", "s", "virtualMachines", "0", "networkInterfaces", "i", "tenants",
    "register", "kubernetesVersions", "effectiveRouteTable", "listClusterUserCredential", "..", "%2e%2e", "", "a\x00b",
    "Microsoft.Resources", "SUBSCRIPTION", "네트워크", "x" * 300, "\r\nX-Evil: 1",
])  # fmt: skip


@given(st.data())
@settings(_hostile, max_examples=500)
def test_any_method_on_any_path_is_answered(data: st.DataObject) -> None:
    cloud, places = _filled()
    known = data.draw(st.sampled_from(["", cloud.subscription, cloud.group, *places]))
    path = "/".join([known, *data.draw(st.lists(_segments | _texts, max_size=8))]) or "/"
    method = data.draw(
        st.sampled_from(["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE", "OPTIONS", "TRACE", "", "BREW"])
    )
    headers = data.draw(st.dictionaries(st.sampled_from(["if-match", "if-none-match", "x"]), _texts, max_size=2))
    body = data.draw(st.sampled_from([b"", b"{}", b"[]", b'{"location":"eastus"}', b'{"properties":{}}']))
    _send(cloud, method, path, body, headers)


@given(query=st.dictionaries(st.sampled_from(["api-version", "$filter", "$top", "$expand"]), _texts, max_size=3))
@_hostile
def test_any_query_is_answered(query: dict[str, str]) -> None:
    cloud = new_cloud()
    for path in ("/resources", "/providers/Microsoft.Authorization/roleAssignments", ""):
        answer = cloud.call("GET", cloud.subscription + path, query=query)
        assert answer.status == 200 or is_error(answer)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b'"text"', b"null", b"nul", b"12", b"\xff\xfe",
        b'{"a":"\xed\xa0\x80"}', b'{"a":"\\ud800"}',
        b"\xef\xbb\xbf{}", b"{'location': 'eastus'}", b'{"location":"eastus",}', b"{}{}", b"\x00", b'{"n":1e999}',
        b'{"n":NaN}', b'{"n":' + b"9" * 10_000 + b"}", b"[" * 200_000, b'{"a":' * 200_000,
        b'{"a":' * 100 + b"1" + b"}" * 100,
        b'{"location":"eastus","x":' + b"[" * 900 + b"]" * 900 + b"}",
    ],
    ids=lambda body: repr(body[:24]),
)  # fmt: skip
def test_what_is_not_a_json_object_is_refused_and_says_so(cloud: Cloud, body: bytes) -> None:
    before = cloud.revision
    answer = cloud.put(cloud.network("virtualNetworks", "v"), body)
    assert (answer.status, answer.code) == (400, "InvalidRequestContent")
    assert cloud.revision == before


def test_numbers_beyond_64_bits_in_unknown_properties_come_back_as_they_were(cloud: Cloud) -> None:
    table = cloud.network("routeTables", "t")
    body = b'{"location":"eastus","properties":{"later":' + b"9" * 300 + b"}}"
    assert cloud.put(table, body).status == 201
    assert cloud.get(table).json["properties"]["later"] == int("9" * 300)


@pytest.mark.parametrize(
    "name", ["..", ".", "a b", "a\x00b", "-a", "a-", "네트워크", "a%2Fb", "x" * 81, "a?b", "a#b", "a\nb"]
)
def test_a_name_azure_does_not_take_is_refused_at_the_top_below_and_inline(cloud: Cloud, name: str) -> None:
    mine = cloud.network("virtualNetworks", "v")
    assert cloud.put(cloud.network("virtualNetworks", name), vnet()).code == "InvalidResourceName"
    assert cloud.put(mine, vnet((name, "10.0.0.0/24"))).code == "InvalidResourceName"
    cloud.put(mine, vnet())
    assert cloud.put(f"{mine}/subnets/{name}", subnet("10.0.0.0/24")).code == "InvalidResourceName"


def test_a_group_may_have_a_korean_name_but_no_period_at_its_end(cloud: Cloud) -> None:
    korean = f"{cloud.subscription}/resourceGroups/내-그룹(1)"
    assert cloud.put(korean, {"location": "koreacentral"}).status == 201
    assert cloud.get(korean).json["name"] == "내-그룹(1)"
    assert (
        cloud.put(f"{cloud.subscription}/resourceGroups/group.", {"location": "eastus"}).code == "InvalidResourceGroup"
    )
    assert cloud.put(f"{cloud.subscription}/resourceGroups/{'x' * 91}", {"location": "eastus"}).status == 400


@pytest.mark.parametrize(
    "prefix", ["", "10.0.0.0/33", "10.0.0.1/24", "::/0", "10.0.0.0/24/24", "10.0.0/24", "any", "\uff11\uff10.0.0.0/8"]
)
def test_a_prefix_that_is_none_is_refused_wherever_it_stands(cloud: Cloud, prefix: str) -> None:
    mine, table = cloud.network("virtualNetworks", "v"), cloud.network("routeTables", "t")
    route = {"addressPrefix": prefix, "nextHopType": "Internet"}
    before = cloud.revision
    answers = [
        cloud.put(mine, vnet(("a", prefix))),
        cloud.put(mine, vnet(space=prefix)),
        cloud.put(table, {"location": "eastus", "properties": {"routes": [{"name": "r", "properties": route}]}}),
    ]
    accepted = [answer.json for answer in answers if answer.status != 400]
    assert not accepted
    assert cloud.revision == before


def test_ten_thousand_subnets_in_one_network_are_answered_in_time(cloud: Cloud) -> None:
    subnets = [(f"s{n}", f"10.{n >> 8}.{n & 255}.0/24") for n in range(10_000)]
    body = vnet(*subnets)
    started = time.perf_counter()
    answer = cloud.put(cloud.network("virtualNetworks", "v"), body)
    assert answer.status in (201, 400)
    assert time.perf_counter() - started < 10.0


def test_children_with_one_name_in_two_casings_are_refused(cloud: Cloud) -> None:
    answer = cloud.put(cloud.network("virtualNetworks", "v"), vnet(("a", "10.0.0.0/24"), ("A", "10.0.1.0/24")))
    assert (answer.status, answer.code) == (400, "InvalidRequestFormat")
    assert "duplicate name 'a' in subnets" in answer.message
