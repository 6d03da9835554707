"""One network in every shape az, REST, resource graph and the portal print: the same facts come out."""

import json
from typing import Any

import pytest
from doctor import az_shapes as az

from akslab.importers.exports.items import Export
from akslab.importers.exports.merging import merged
from akslab.importers.exports.reading import read_exports
from akslab.importers.files import GivenFiles
from akslab.rules.from_documents import view_of
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import View

Json = dict[str, Any]


def export_of(**files: Any) -> Export:
    texts = az.written({name.replace("__", "."): value for name, value in files.items()})
    return read_exports(GivenFiles(texts), texts)


def view(**files: Any) -> View:
    return view_of(merged(export_of(**files).items).documents.values())


def nested(shown: Json) -> Json:
    """Return az's flattened resource as REST answers it."""
    envelope = ("id", "name", "type", "etag", "location", "tags")
    rest = {key: _nested_value(value) for key, value in shown.items() if key not in (*envelope, "resourceGroup")}
    return {key: shown[key] for key in envelope if key in shown} | {"properties": rest}


def _nested_value(value: Any) -> Any:
    if isinstance(value, list):
        return [_nested_value(each) for each in value]
    if isinstance(value, dict) and "id" in value and "name" in value:
        return nested(value)
    if isinstance(value, dict) and set(value) == {"id", "resourceGroup"}:
        return {"id": value["id"]}
    return value


VNET = az.vnet_show(az.subnet_show(az.OWN_TABLE, az.NSG))
TABLE = az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE), [az.SUBNET])


@pytest.mark.parametrize(
    "shape",
    [
        lambda shown: shown,
        lambda shown: [shown],
        nested,
        lambda shown: {"value": [nested(shown)]},
        lambda shown: {"count": 1, "data": [nested(shown)], "skip_token": None, "total_records": 1},
        lambda shown: {"newVNet" if "subnets" in shown and "addressSpace" in shown else "routeTable": shown},
        lambda shown: {key.upper() if key == "routeTable" else key: value for key, value in shown.items()},
    ],
    ids=["show", "list", "rest", "rest-list", "graph", "create", "other-case"],
)
def test_every_shape_gives_the_same_facts(shape: Any) -> None:
    plain = view(a__json=VNET, b__json=TABLE)

    found = view(a__json=shape(VNET), b__json=shape(TABLE))

    assert found.virtual_networks == plain.virtual_networks
    assert found.route_tables == plain.route_tables
    subnet = found.virtual_networks[az.VNET.lower()].subnets[0]
    assert (subnet.route_table_id, subnet.network_security_group_id) == (az.OWN_TABLE, az.NSG)
    assert [route.address_prefix for route in found.route_tables[az.OWN_TABLE.lower()].routes][:1] == ["10.244.0.0/24"]  # type: ignore[union-attr]


CHILDREN_OF = {"routes", "securityRules", "subnets", "virtualNetworkPeerings", "ipConfigurations"}


def without_ids(shown: Json) -> Json:
    """Return az's resource as people pass it on: its own id is there, those of its children are cut."""

    def cut(key: str, value: Any) -> Any:
        if not isinstance(value, list) or key not in CHILDREN_OF:
            return value
        return [
            {name: each[name] for name in each if name != "id" or set(each) <= {"id", "resourceGroup"}}
            for each in value
        ]

    return {key: cut(key, value) for key, value in shown.items()}


GROUP = az.nsg_show(az.NSG, az.nsg_rule(az.NSG, "in", 200, destinationPortRange="443"))


def test_children_without_ids_are_read_by_their_names() -> None:
    plain = view(a__json=VNET, b__json=TABLE, c__json=GROUP, d__json=az.vmss_nic_list())

    found = view(
        a__json=without_ids(VNET),
        b__json=without_ids(TABLE),
        c__json=without_ids(GROUP),
        d__json=[without_ids(each) for each in az.vmss_nic_list()],
    )

    assert found.virtual_networks == plain.virtual_networks
    assert found.route_tables == plain.route_tables
    assert found.network_security_groups == plain.network_security_groups
    assert found.network_interfaces == plain.network_interfaces


@pytest.mark.parametrize("name", ["addressPrefix", "nextHopType"])
def test_a_list_of_routes_under_other_names_is_not_known(name: str) -> None:
    """`--query` renames, and what was renamed is not absent."""
    first, *others = TABLE["routes"]
    renamed = {("prefix" if key == name else key): value for key, value in first.items()}

    (table,) = view(a__json={**TABLE, "routes": [renamed, *others]}).route_tables.values()

    assert table.routes is UNKNOWN


@pytest.mark.parametrize("name", ["priority", "direction", "access"])
def test_a_list_of_security_rules_that_lacks_what_decides_is_not_known(name: str) -> None:
    (only,) = GROUP["securityRules"]
    cut = {key: value for key, value in only.items() if key != name}

    (group,) = view(a__json={**GROUP, "securityRules": [cut]}).network_security_groups.values()

    assert group.rules is UNKNOWN


def test_az_spells_keys_as_it_likes() -> None:
    cluster = view(a__json=az.aks_show()).managed_clusters[az.CLUSTER.lower()]

    assert cluster.network.dns_service_ip == "10.0.0.10"
    assert [pool.subnet_id for pool in cluster.pools] == [az.SUBNET]
    assert cluster.principal_ids == (az.PRINCIPAL,)


def test_what_is_not_there_in_a_whole_answer_does_not_exist() -> None:
    subnet = view(a__json=az.vnet_show(az.subnet_show())).virtual_networks[az.VNET.lower()].subnets[0]
    table = view(a__json=az.table_show(az.OWN_TABLE)).route_tables[az.OWN_TABLE.lower()]

    assert subnet.route_table_id == ""
    assert table.subnet_ids == ()
    assert table.routes == ()


@pytest.mark.parametrize("kept", [("id", "addressPrefix"), ("id", "name", "addressPrefix", "resourceGroup")])
def test_what_is_not_there_in_a_query_of_some_properties_is_unknown(kept: tuple[str, ...]) -> None:
    some = {key: az.subnet_show(az.OWN_TABLE)[key] for key in kept}

    subnet = view(a__json=some).virtual_networks[az.VNET.lower()].subnets[0]

    assert subnet.prefixes == ("192.168.1.0/24",)
    assert subnet.route_table_id is UNKNOWN


def test_a_list_of_resources_says_only_that_they_exist() -> None:
    listed = {
        "id": az.OWN_TABLE,
        "name": "rt-aks",
        "type": "Microsoft.Network/routeTables",
        "location": "koreacentral",
        "provisioningState": "Succeeded",
        "properties": None,
        "tags": None,
    }

    assert view(a__json=[listed]).route_tables[az.OWN_TABLE.lower()].routes is UNKNOWN


def test_a_subnet_exported_alone_is_in_its_network_and_others_may_be_too() -> None:
    network = view(a__json=az.subnet_show(az.OWN_TABLE)).virtual_networks[az.VNET.lower()]

    assert [subnet.route_table_id for subnet in network.subnets] == [az.OWN_TABLE]
    assert network.is_partial
    assert network.prefixes is UNKNOWN


def test_a_list_of_routes_is_the_routes_of_its_table_and_one_route_is_not() -> None:
    routes = az.pod_routes(az.OWN_TABLE)

    listed = view(a__json=routes).route_tables[az.OWN_TABLE.lower()].routes
    alone = view(a__json=routes[0]).route_tables[az.OWN_TABLE.lower()].routes

    assert isinstance(listed, tuple)
    assert len(listed) == 3
    assert alone is UNKNOWN


def test_a_pool_exported_alone_is_in_its_cluster() -> None:
    listed = az.pool("user", f"{az.VNET}/subnets/snet-user") | {
        "id": f"{az.CLUSTER}/agentPools/user",
        "resourceGroup": az.GROUP,
        "type": "Microsoft.ContainerService/managedClusters/agentPools",
        "typePropertiesType": "VirtualMachineScaleSets",
    }

    cluster = view(a__json=az.aks_show(), b__json=[listed]).managed_clusters[az.CLUSTER.lower()]

    assert [(pool.name, pool.count) for pool in cluster.pools] == [("nodepool1", 3), ("user", 3)]


def test_interfaces_of_scale_sets_are_interfaces() -> None:
    interfaces = view(a__json=az.vmss_nic_list(2, off=[1])).network_interfaces

    assert [each.has_ip_forwarding for each in interfaces.values()] == [True, False]
    assert next(iter(interfaces.values())).ip_configurations[0].private_ip_address == "192.168.1.4"


@pytest.mark.parametrize("is_nested", [True, False])
def test_a_scale_set_tells_of_the_interfaces_of_all_its_machines(is_nested: bool) -> None:
    told = {"enableIPForwarding": True, "ipConfigurations": [], "networkSecurityGroup": {"id": az.MANAGED_NSG}}
    configuration = {"name": "nic", "properties": told} if is_nested else {"name": "nic", **told}
    profile = {"networkProfile": {"networkInterfaceConfigurations": [configuration]}}
    id_ = az.id_of("virtualMachineScaleSets", az.SCALE_SET, az.NODE_GROUP, "Microsoft.Compute")
    shown = {"id": id_, "name": az.SCALE_SET, "etag": "W", "provisioningState": "Succeeded"}
    whole = shown | (
        {"properties": {"virtualMachineProfile": profile}} if is_nested else {"virtualMachineProfile": profile}
    )

    found = next(iter(view(a__json=whole).network_interfaces.values()))

    assert (found.has_ip_forwarding, found.network_security_group_id) == (True, az.MANAGED_NSG)


def test_several_answers_in_one_file_are_all_read() -> None:
    text = json.dumps(VNET, indent=2) + "\n" + json.dumps(TABLE, indent=2) + "\n"

    export = export_of(all__json=text)

    assert [item.path for item in export.items] == [(0,), (1,)]
    assert not export.problems


@pytest.mark.parametrize(
    "before",
    [
        "WARNING: The behavior of this command has been altered by the following extension: aks-preview\n",
        "\x1b[33mThis command is in preview and under development.\x1b[0m\n",
        "[WARNING] a line that begins like a list\n",
        "\r\n\r\n",
    ],
)
def test_text_before_the_json_is_passed_over(before: str) -> None:
    export = export_of(a__json=before + json.dumps(TABLE))

    assert [item.key for item in export.items] == [az.OWN_TABLE.lower()]
    assert not export.problems
    assert [note.what.key for note in export.notes] == (["export.text-before"] if before.strip() else [])


def test_kubectl_prints_lists_single_objects_and_yaml() -> None:
    as_yaml = "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: Node\n  metadata:\n    name: n2\nkind: List\n"
    typed = {"apiVersion": "v1", "kind": "NodeList", "items": [{"metadata": {"name": "n3"}}]}

    export = export_of(a__json=az.nodes(1), b__json=az.kubectl_node(1), c__yaml=as_yaml, d__json=typed)

    assert [item.key.rsplit("/", 1)[-1] for item in export.of("object")] == [
        az.node_name(0),
        az.node_name(1),
        "n2",
        "n3",
    ]


def test_secrets_are_not_kept() -> None:
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "data": {"password": "cGFzcw=="}}

    export = export_of(a__json=az.kubectl_list(secret, az.kubectl_node(0)), b__json=secret)

    assert [item.document["kind"] for item in export.items] == ["Node"]


def test_logs_routes_and_errors_are_told_apart() -> None:
    failed = {"error": {"code": "LinkedAuthorizationFailed", "message": "…"}}
    operation = {
        "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/deployments/d/operations/1",
        "operationId": "1",
        "properties": {
            "provisioningOperation": "Create",
            "statusCode": "Conflict",
            "targetResource": {"id": az.CLUSTER},
        },
    }
    learned = {"network": "10.9.0.0/16", "nextHop": "10.1.0.4", "origin": "EBgp"}
    effective = {"addressPrefix": ["10.0.0.0/8"], "nextHopType": "None", "source": "Default", "state": "Active"}
    export = export_of(
        a__json=[az.activity("Microsoft.Network/routeTables/write", az.OWN_TABLE, "2026-10-03T02:11:09Z")],
        b__json=failed,
        c__json=[operation],
        d__json={"value": [learned]},
        e__json={"value": [effective]},
        f__json={"value": [{"association": {}, "effectiveSecurityRules": []}]},
    )

    assert [item.kind for item in export.items] == [
        "activity",
        "error",
        "operation",
        "learned-route",
        "effective-route",
        "effective-group",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "export.not-an-export"),
        ("NAME    STATUS   AGE\naks-1   Ready    5d\n", "export.not-an-export"),
        ("[]", "export.empty"),
        ("{}", "export.empty"),
        ('{"hello": "world"}', "export.nothing-known"),
        ('["/subscriptions/s"]', "export.nothing-known"),
    ],
)
def test_a_file_that_is_no_export_is_noted_and_no_mistake(text: str, key: str) -> None:
    export = export_of(x__json=text, y__json=TABLE)

    assert [(note.file, note.what.key) for note in export.notes] == [("x.json", key)]
    assert not export.problems
    assert len(export.items) == 1


@pytest.mark.parametrize("name", ["main.tf", "main.bicep", "deploy.sh", "prod.tfvars"])
def test_what_check_reads_is_left_to_check(name: str) -> None:
    texts = {name: "resource x {}"}

    export = read_exports(GivenFiles(texts), texts)

    assert [note.what.key for note in export.notes] == ["export.for-check"]


def test_one_page_of_several_is_noted() -> None:
    export = export_of(a__json={"value": [nested(TABLE)], "nextLink": "https://management.azure.com/…"})

    assert [note.what.key for note in export.notes] == ["export.page"]
    assert len(export.items) == 1


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('{"id": "/subscriptions/s",\n "name": "x",\n', "export.cut-off", 2),
        ('[\n  {"id": "/subscr', "export.cut-off", 2),
        ('{"a": 1,\n "b": }', "export.no-json", 2),
        ("[" * 300, "export.cut-off", 1),
        ("[" * 300 + "]" * 300, "export.no-json", 1),
        ('{"a": NaN}', "export.no-json", 1),
        ("apiVersion: v1\nkind: &a List\n", "export.no-yaml", 2),
    ],
)
def test_a_file_that_is_cut_off_or_wrong_is_told_with_its_line(text: str, key: str, line: int) -> None:
    export = export_of(bad__json=text, good__json=TABLE)

    assert [(problem.file, problem.what.key) for problem in export.problems] == [("bad.json", key)]
    assert export.problems[0].what.values["line"] == line
    assert [item.file for item in export.items] == ["good.json"]


@pytest.mark.parametrize("is_nested", [False, True])
def test_the_size_of_a_gateway_is_read_wherever_it_is_printed(is_nested: bool) -> None:
    id_ = az.id_of("applicationGateways", "agw")
    size = {"name": "WAF_v2", "tier": "WAF_v2"}
    shown: Json = {"id": id_, "name": "agw", "etag": "1", "gatewayIPConfigurations": []}
    shown |= {"properties": {"sku": size}} if is_nested else {"sku": size}

    (gateway,) = view(agw__json=shown).application_gateways.values()

    assert gateway.tier == "WAF_v2"
