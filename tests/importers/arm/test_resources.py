"""Resources: ids, names, children, extensions, conditions, and what waits for what."""

import pytest

from akslab.deployments.declared import Condition
from akslab.importers.options import Options

from .templates import (
    GROUP,
    NAME,
    NETWORKS,
    SUBSCRIPTION_SCHEMA,
    Json,
    by_address,
    deployed,
    faults,
    ids,
    placed,
    properties,
    resource,
    shown,
    template,
)

SUBNETS = "Microsoft.Network/virtualNetworks/subnets"
TABLES = "Microsoft.Network/routeTables"
ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"


def test_an_id_is_whole_and_what_nobody_said_of_it_is_a_symbol() -> None:
    assert ids(deployed(template(resource("vnet")))) == [f"{NETWORKS}/vnet"]
    options = Options(subscription_id="S", resource_group="G")
    assert ids(deployed(template(resource("vnet")), options)) == [
        "/subscriptions/S/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/vnet"
    ]


def test_a_resource_id_in_a_body_is_the_id_of_the_resource_it_names() -> None:
    main = template(
        resource("[parameters('name')]", TABLES),
        resource("vnet", properties={"t": "[resourceId('Microsoft.Network/routeTables', parameters('name'))]"}),
        parameters={"name": {"type": "string"}},
    )
    table, network = deployed(main).resources
    found = network.body.at("properties", "t")
    assert found
    assert found.value == table.id


@pytest.mark.parametrize(
    "child",
    [
        resource("vnet", resources=[resource("nodes", "subnets")]),
        resource("vnet", resources=[resource("vnet/nodes", "subnets")]),
        resource("vnet", resources=[resource("/nodes", "subnets")]),
        resource("vnet", resources=[resource("vnet/nodes", SUBNETS)]),
        resource("vnet/nodes", SUBNETS),
    ],
)
def test_a_child_has_one_id_however_it_is_written(child: Json) -> None:
    found = deployed(template(child)).resources[-1]
    assert (found.type, found.id.endswith("/virtualNetworks/vnet/subnets/nodes")) == (SUBNETS, True)
    assert shown(found.body.get("name")) == "nodes"
    assert found.address == "virtualNetworks/vnet/subnets/nodes"
    assert found.after == ()


def test_inline_children_stay_in_the_body_and_nested_ones_leave_it() -> None:
    inline = {"subnets": [{"name": "a", "properties": {"addressPrefix": "192.168.1.0/24"}}]}
    main = template(resource("vnet", properties=inline, resources=[resource("b", "subnets", properties={"x": 1})]))
    network, subnet = deployed(main).resources
    assert shown(network.body.get("properties")) == inline
    assert network.body.get("resources") is None
    assert shown(subnet.body.get("properties")) == {"x": 1}


def test_a_name_that_nobody_knows_may_stand_for_its_parent_too() -> None:
    (found,) = deployed(
        template(resource("[parameters('n')]", SUBNETS), parameters={"n": {"type": "string"}})
    ).resources
    assert found.id.count("/") == f"{NETWORKS}/v/subnets/s".count("/")


def test_a_name_of_the_wrong_length_is_refused_where_it_is_written() -> None:
    assert faults(template(resource("nodes", SUBNETS))) == [("arm.segments", '"nodes"')]
    assert faults(template(resource("a/b"))) == [("arm.segments", '"a/b"')]


VNET_ID = f"{NETWORKS}/vnet"


@pytest.mark.parametrize(
    "assignment",
    [
        resource("g", ASSIGNMENTS, scope="[resourceId('Microsoft.Network/virtualNetworks', 'vnet')]", properties={}),
        resource("g", ASSIGNMENTS, scope="Microsoft.Network/virtualNetworks/vnet", properties={}),
        resource(
            "vnet/Microsoft.Authorization/g",
            "Microsoft.Network/virtualNetworks/providers/roleAssignments",
            properties={},
        ),
    ],
)
def test_a_role_assignment_on_a_resource_is_one_thing_in_every_spelling(assignment: Json) -> None:
    (found,) = deployed(template(assignment)).resources
    assert (found.type, ids(deployed(template(assignment)))) == (ASSIGNMENTS, [f"{VNET_ID}/providers/{ASSIGNMENTS}/g"])
    assert shown(found.body.at("properties", "scope")) == VNET_ID
    assert shown(found.body.get("name")) == "g"


def test_a_role_assignment_without_a_scope_is_on_the_group() -> None:
    (found,) = deployed(template(resource("g", ASSIGNMENTS, properties={"principalId": "p"}))).resources
    assert shown(found.body.get("properties")) == {"principalId": "p", "scope": GROUP}


def test_a_role_for_somebody_yet_to_be_said_may_be_anybodys() -> None:
    properties_ = {"principalId": "[parameters('p')]", "roleDefinitionId": "[parameters('r')]"}
    main = template(
        resource("g", ASSIGNMENTS, scope="[parameters('s')]", properties=properties_),
        parameters={name: {"type": "string"} for name in "prs"},
    )
    (found,) = deployed(main).resources
    assert shown(found.body.get("properties")) == {
        "principalId": "?parameter p",
        "roleDefinitionId": "<parameter r>",
        "scope": "?parameter s",
    }


def test_a_key_may_be_an_expression() -> None:
    main = template(
        resource("x", properties={"i": {"[resourceId('My.Rp/a', parameters('n'))]": {}}}),
        parameters={"n": {"type": "string"}},
    )
    assert properties(main) == {"i": {f"{GROUP}/providers/My.Rp/a/<parameter n>": {}}}


def test_a_subscription_level_template_makes_groups() -> None:
    main = {
        **template(resource("g", "Microsoft.Resources/resourceGroups", location="koreacentral")),
        "$schema": SUBSCRIPTION_SCHEMA,
    }
    assert ids(deployed(main)) == ["/subscriptions/<subscription>/resourceGroups/g"]


def test_what_does_not_hold_is_not_there_and_nobody_waits_for_it() -> None:
    main = template(
        resource("a", condition="[equals(1, 2)]"),
        resource("b", condition=False),
        resource("c", dependsOn=["a", "[resourceId('Microsoft.Network/virtualNetworks', 'b')]", "d"]),
        resource("d", condition="[not(false())]"),
    )
    assert [(each.address, each.after) for each in deployed(main).resources] == [
        ("virtualNetworks/c", ("virtualNetworks/d",)),
        ("virtualNetworks/d", ()),
    ]


CONDITIONS = {
    "[parameters('new')]": (Condition("parameters('new')"),),
    "[not(parameters('new'))]": (Condition("parameters('new')", holds=False),),
    "[not(not(parameters('new')))]": (Condition("parameters('new')"),),
    "[equals(parameters('mode'), 'new')]": (Condition("equals(parameters('mode'), 'new')"),),
    "[and(parameters('new'), not(equals(parameters('mode'), 'x')), true())]": (
        Condition("parameters('new')"),
        Condition("equals(parameters('mode'), 'x')", holds=False),
    ),
    "[not(or(parameters('new'), equals(parameters('mode'), 'x')))]": (
        Condition("parameters('new')", holds=False),
        Condition("equals(parameters('mode'), 'x')", holds=False),
    ),
    "[variables('both')]": (Condition("parameters('new')"), Condition("empty(parameters('mode'))")),
}


@pytest.mark.parametrize("written", CONDITIONS)
def test_an_undecided_condition_is_written_the_same_for_a_test_and_its_negation(written: str) -> None:
    main = template(
        resource("a", condition=written),
        parameters={"new": {"type": "bool"}, "mode": {"type": "string"}},
        variables={"both": "[and(parameters('new'), empty(parameters('mode')))]"},
    )
    assert deployed(main).resources[0].conditions == CONDITIONS[written]


DEPENDENCIES = {
    "name": "vnet",
    "id": "[resourceId('Microsoft.Network/virtualNetworks', 'vnet')]",
    "id in another case": "[toUpper(resourceId('Microsoft.Network/virtualNetworks', 'vnet'))]",
    "type and name": "[concat('Microsoft.Network/virtualNetworks/', 'vnet')]",
    "id elsewhere": "[tenantResourceId('Microsoft.Network/virtualNetworks', 'vnet')]",
    "undecided": "[if(parameters('new'), 'vnet', 'vnet')]",
}


@pytest.mark.parametrize("entry", DEPENDENCIES.values(), ids=DEPENDENCIES)
def test_depends_on_names_a_resource_in_every_spelling(entry: str) -> None:
    main = template(resource("vnet"), resource("rt", TABLES, dependsOn=[entry]), parameters={"new": {"type": "bool"}})
    assert by_address(deployed(main))["routeTables/rt"].after == ("virtualNetworks/vnet",)


def test_depends_on_names_a_child_in_every_spelling() -> None:
    child = resource("vnet/nodes", SUBNETS)
    spellings = [
        "vnet/nodes",
        "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'nodes')]",
        "Microsoft.Network/virtualNetworks/vnet/subnets/nodes",
        "Microsoft.Network/virtualNetworks/subnets/vnet/nodes",
        "nodes",
    ]
    for spelling in spellings:
        found = by_address(deployed(template(child, resource("rt", TABLES, dependsOn=[spelling]))))
        assert found["routeTables/rt"].after == ("virtualNetworks/vnet/subnets/nodes",)


def test_both_branches_of_an_undecided_dependency_are_waited_for() -> None:
    main = template(
        resource("a"),
        resource("b"),
        resource("rt", TABLES, dependsOn=["[if(parameters('new'), 'a', 'b')]"]),
        parameters={"new": {"type": "bool"}},
    )
    assert by_address(deployed(main))["routeTables/rt"].after == ("virtualNetworks/a", "virtualNetworks/b")


def test_a_dependency_on_nothing_is_refused_where_it_is_written() -> None:
    assert faults(template(resource("a", dependsOn=["b"]))) == [("arm.depends-on-nothing", '"b"')]
    open_ = template(resource("a", dependsOn=["[parameters('b')]"]), parameters={"b": {"type": "string"}})
    assert deployed(open_).resources[0].after == ()


def test_symbolic_names_are_addresses_and_what_exists_is_only_read() -> None:
    main = template(languageVersion="2.0")
    main["resources"] = {
        "vnet": {**resource("v"), "existing": True, "resourceGroup": "net"},
        "rt": resource("r", TABLES, dependsOn=["vnet"]),
        "aks": resource("k", "Microsoft.ContainerService/managedClusters", dependsOn=["rt"]),
    }
    found = by_address(deployed(main))
    assert found["vnet"].existing
    assert ids(deployed(main))[0] == (
        "/subscriptions/<subscription>/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/v"
    )
    assert (found["rt"].after, found["aks"].after) == ((), ("rt",))


def test_two_resources_of_one_name_have_two_addresses() -> None:
    assert list(by_address(deployed(template(resource("a"), resource("a"))))) == [
        "virtualNetworks/a",
        "virtualNetworks/a (2)",
    ]


def test_the_head_of_a_resource_is_its_name() -> None:
    main = template(resource("vnet"))
    (found,) = deployed(main).resources
    assert placed(found.origin, {NAME: main}) == '"vnet"'
    assert found.body.origin
    assert placed(found.body.origin, {NAME: main}).startswith('{\n      "type"')


def test_a_literal_has_its_place_and_no_origin_of_its_own() -> None:
    main = template(resource("vnet", properties={"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}}))
    body = deployed(main).resources[0].body
    found = body.at("properties", "addressSpace", "addressPrefixes", 0)
    assert found
    assert placed(found.origin, {NAME: main}) == '"192.168.0.0/16"'
    assert body.value["properties"].origin is None


def test_a_script_may_make_anything() -> None:
    found = deployed(template(resource("s", "Microsoft.Resources/deploymentScripts")))
    assert [(gap.what.key, gap.hides_resources) for gap in found.gaps] == [("arm.script", True)]


def test_what_is_no_resource_is_said_and_the_others_are_read() -> None:
    main = template(resource("a"), {"name": "x"}, resource("b"))
    assert [key for key, _ in faults(main)] == ["arm.resource-shape"]
    main["resources"] = {
        "k8s": {"import": "kubernetes", "type": "core/Secret@v1"},
        "a": resource("a", dependsOn=["k8s"]),
    }
    assert [gap.what.key for gap in deployed(main).gaps] == ["arm.extension"]
    assert faults({**template(), "resources": {"a": 1}}) == [("arm.resource-shape", "1")]
