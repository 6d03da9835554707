"""Templates inside templates: whose parameters count, where resources go, what waits, what is not to be seen."""

from typing import Any

import pytest

from akslab.deployments.declared import Condition
from akslab.importers.arm.deployments import deployments_of_template, templates_linked_by
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options

from .templates import (
    NAME,
    NETWORKS,
    SCHEMA,
    SUBSCRIPTION_SCHEMA,
    Json,
    by_address,
    deployed,
    faults,
    ids,
    nested,
    properties,
    resource,
    shown,
    template,
    text_of,
)

TABLES = "Microsoft.Network/routeTables"
DEPLOYMENTS = "Microsoft.Resources/deployments"


def with_name() -> Json:
    """Return a template of one network whose name is a parameter, and that tells its id."""
    return template(
        resource("[parameters('name')]", properties={"v": "[variables('v')]"}),
        parameters={"name": {"type": "string", "defaultValue": "inner"}},
        variables={"v": "inner"},
        outputs={
            "id": {"type": "string", "value": "[resourceId('Microsoft.Network/virtualNetworks', parameters('name'))]"}
        },
    )


def around(deployment: Json, *others: Json) -> Json:
    return template(
        deployment,
        *others,
        parameters={"name": {"type": "string", "defaultValue": "outer"}},
        variables={"v": "outer"},
    )


@pytest.mark.parametrize(
    ("scope", "given", "name", "variable"),
    [
        ("inner", {}, "inner", "inner"),
        ("Inner", {"name": {"value": "[concat(parameters('name'), '-given')]"}}, "outer-given", "inner"),
        ("outer", {}, "outer", "outer"),
        ("", {"name": {"value": "ignored"}}, "outer", "outer"),
    ],
)
def test_the_scope_says_whose_names_count(scope: str, given: Json, name: str, variable: str) -> None:
    network, deployment = deployed(around(nested("dep", with_name(), given, names=scope))).resources
    assert network.address == f"deployments/dep > virtualNetworks/{name}"
    assert shown(network.body.get("properties")) == {"v": variable}
    assert (deployment.address, deployment.type) == ("deployments/dep", DEPLOYMENTS)
    assert deployment.body.get("properties") is None


def test_one_bracket_more_makes_an_expression_of_the_template_inside() -> None:
    inner = with_name()
    inner["resources"][0]["name"] = "[[parameters('name')]"
    inner["resources"][0]["properties"] = {"own": "[[variables('v')]", "around": "[variables('v')]", "text": "[[[x]"}
    outer = nested("dep", inner, {"name": {"value": "given"}}, names="")
    network = deployed(around(outer)).resources[0]
    assert network.address == "deployments/dep > virtualNetworks/given"
    assert shown(network.body.get("properties")) == {"own": "inner", "around": "outer", "text": "[x]"}
    innermost = template(
        resource("x", properties={"a": "[variables('v')]", "b": "[[variables('v')]", "c": "[[[variables('v')]"}),
        variables={"v": 3},
    )
    middle = template(nested("b", innermost, names=""), variables={"v": 2})
    main = template(nested("a", middle, names=""), variables={"v": 1})
    assert shown(deployed(main).resources[0].body.get("properties")) == {"a": 1, "b": 2, "c": 3}


def test_an_own_scope_inside_one_that_is_not_is_written_with_a_bracket_more() -> None:
    innermost = template(
        resource("[[parameters('name')]", properties={"around": "[variables('v')]", "own": "[[variables('v')]"}),
        parameters={"name": {"type": "string"}},
        variables={"v": 3},
    )
    given = {"name": {"value": "[variables('name')]"}}
    middle = template(nested("b", innermost, given, names="inner"), variables={"v": 2, "name": "wrong"})
    main = template(nested("a", middle, names=""), variables={"v": 1, "name": "net"})
    network = deployed(main).resources[0]
    assert network.address == "deployments/a > deployments/b > virtualNetworks/net"
    assert shown(network.body.get("properties")) == {"around": 1, "own": 3}


def test_a_template_that_is_an_expression_is_not_to_be_seen() -> None:
    main = template(nested("dep", "[reference('x').template]"), resource("x"))  # type: ignore[arg-type]
    assert [(gap.what.key, gap.hides_resources) for gap in deployed(main).gaps] == [("arm.template-elsewhere", True)]


def test_outputs_come_through() -> None:
    given = {"name": {"value": "shared"}}
    user = resource("rt", TABLES, properties={"id": "[reference('dep').outputs.id.value]"})
    found = by_address(deployed(around(nested("dep", with_name(), given), user)))
    table, network = found["routeTables/rt"], found["deployments/dep > virtualNetworks/shared"]
    assert (
        table.body.at(
            "properties",
            "id",
        )
        is not None
    )
    assert shown(table.body.at("properties", "id")) == ids(deployed(around(nested("dep", with_name(), given), user)))[0]
    assert table.after == ("deployments/dep",)
    assert found["deployments/dep"].after == (network.address,)


@pytest.mark.parametrize(
    "reference",
    [
        "reference('dep')",
        "reference(resourceId('Microsoft.Resources/deployments', 'dep'))",
        "reference(resourceId('Microsoft.Resources/deployments', 'dep'), '2024-01-01')",
        "reference('dep', '2024-01-01', 'Full').properties",
        "reference('Microsoft.Resources/deployments/dep')",
    ],
)
def test_a_deployment_is_referred_to_in_every_spelling(reference: str) -> None:
    user = resource("rt", TABLES, properties={"id": f"[{reference}.outputs.id.value]"})
    table = deployed(around(nested("dep", with_name(), {}), user)).resources[-1]
    assert str(shown(table.body.at("properties", "id"))).endswith("/virtualNetworks/inner")


def test_one_deployment_feeds_another() -> None:
    second = template(
        resource("rt", TABLES, properties={"net": "[parameters('id')]"}), parameters={"id": {"type": "string"}}
    )
    given = {"id": {"value": "[reference('first').outputs.id.value]"}}
    found = by_address(deployed(template(nested("second", second, given), nested("first", with_name()))))
    table = found["deployments/second > routeTables/rt"]
    assert str(shown(table.body.at("properties", "net"))).endswith("/virtualNetworks/inner")
    assert table.after == ("deployments/first",)


def test_what_waits_for_a_deployment_waits_for_all_in_it_and_all_in_it_waits_with_it() -> None:
    inner = template(resource("a"), resource("b"))
    main = template(
        resource("before"),
        nested("dep", inner, dependsOn=["before"]),
        resource("after", dependsOn=["dep"]),
    )
    found = by_address(deployed(main))
    assert found["virtualNetworks/after"].after == ("deployments/dep",)
    assert set(found["deployments/dep"].after) == {
        "virtualNetworks/before",
        "deployments/dep > virtualNetworks/a",
        "deployments/dep > virtualNetworks/b",
    }
    assert found["deployments/dep > virtualNetworks/a"].after == ("virtualNetworks/before",)


def test_a_condition_of_a_deployment_holds_for_all_in_it() -> None:
    inner = template(resource("a", condition="[parameters('x')]"), parameters={"x": {"type": "bool"}})
    main = template(
        nested("dep", inner, {"x": {"value": "[parameters('y')]"}}, condition="[parameters('z')]"),
        parameters={"y": {"type": "bool"}, "z": {"type": "bool"}},
    )
    assert deployed(main).resources[0].conditions == (Condition("parameters('z')"), Condition("parameters('y')"))
    absent = template(nested("dep", template(resource("a")), condition=False))
    assert deployed(absent).resources == ()


def test_a_loop_of_deployments_passes_its_index() -> None:
    deployment = nested(
        "[concat('dep', copyIndex())]",
        with_name(),
        {"name": {"value": "[concat('n', copyIndex())]"}},
        copy={"name": "deps", "count": 2},
    )
    user = resource("rt", TABLES, properties={"id": "[reference('dep1').outputs.id.value]"}, dependsOn=["deps"])
    found = by_address(deployed(template(deployment, user)))
    assert str(shown(found["routeTables/rt"].body.at("properties", "id"))).endswith("/n1")
    assert set(found["routeTables/rt"].after) == {"deployments/dep0", "deployments/dep1"}
    outer = nested(
        "[concat('d', copyIndex())]",
        template(resource("[concat('o', copyIndex())]")),
        names="",
        copy={"name": "l", "count": 2},
    )
    assert "deployments/d1 > virtualNetworks/o1" in by_address(deployed(template(outer)))


SUB = "11111111-1111-1111-1111-111111111111"


@pytest.mark.parametrize(
    ("sections", "id_"),
    [
        ({}, "/subscriptions/<subscription>/resourceGroups/<resource group>/providers"),
        ({"resourceGroup": "other"}, "/subscriptions/<subscription>/resourceGroups/other/providers"),
        ({"resourceGroup": "other", "subscriptionId": SUB}, f"/subscriptions/{SUB}/resourceGroups/other/providers"),
        ({"subscriptionId": SUB, "location": "koreacentral"}, f"/subscriptions/{SUB}/providers"),
        ({"scope": "/", "location": "koreacentral"}, "/providers"),
        (
            {"scope": "[tenantResourceId('Microsoft.Management/managementGroups', 'm')]", "location": "koreacentral"},
            "/providers/Microsoft.Management/managementGroups/m/providers",
        ),
        (
            {"scope": "Microsoft.Management/managementGroups/m"},
            "/providers/Microsoft.Management/managementGroups/m/providers",
        ),
        ({"scope": f"/subscriptions/{SUB}/resourceGroups/g"}, f"/subscriptions/{SUB}/resourceGroups/g/providers"),
    ],
)
def test_a_deployment_goes_where_it_says(sections: Json, id_: str) -> None:
    (first, _) = ids(deployed(template(nested("dep", template(resource("vnet")), **sections))))
    assert first == f"{id_}/Microsoft.Network/virtualNetworks/vnet"


def test_inside_the_group_is_the_one_it_goes_to_and_outside_it_is_not() -> None:
    inner = template(resource("vnet", properties={"g": "[resourceGroup().name]", "l": "[resourceGroup().location]"}))
    main = template(nested("dep", inner, resourceGroup="other"))
    assert shown(deployed(main).resources[0].body.get("properties")) == {
        "g": "other",
        "l": "<location of resource group other>",
    }
    main = template(nested("dep", inner, names="outer", resourceGroup="other"))
    assert shown(
        deployed(main, Options(resource_group="mine", location="koreacentral")).resources[0].body.get("properties")
    ) == {
        "g": "mine",
        "l": "koreacentral",
    }


def test_a_group_made_by_a_subscription_level_template_holds_what_is_deployed_to_it() -> None:
    group = resource("net", "Microsoft.Resources/resourceGroups", location="koreacentral")
    inner = nested("dep", template(resource("vnet")), resourceGroup="net", dependsOn=["net"])
    main = {**template(group, inner), "$schema": SUBSCRIPTION_SCHEMA}
    found = deployed(main)
    assert (
        ids(found)[1]
        == "/subscriptions/<subscription>/resourceGroups/net/providers/Microsoft.Network/virtualNetworks/vnet"
    )
    assert found.resources[1].after == (found.resources[0].address,)


def linked(**link: Any) -> Json:
    return resource("dep", DEPLOYMENTS, properties={"mode": "Incremental", "templateLink": link})


def test_a_relative_path_is_read_beside_the_template() -> None:
    main = template(
        linked(relativePath="net.json"), resource("rt", TABLES, properties={"i": "[reference('dep').outputs.id.value]"})
    )
    found = deployed(main, net_json=with_name())
    assert found.resources[0].origin.file == "net.json"
    assert str(shown(found.resources[-1].body.at("properties", "i"))).endswith("/inner")


def test_the_templates_that_are_deployed_too_are_named() -> None:
    main = template(linked(relativePath="net.json"), linked(relativePath="nowhere.json"))
    inner = template(linked(relativePath="./deeper/x.json"))
    files = GivenFiles(text_of({NAME: main, "net.json": inner, "deeper/x.json": template(), "y.json": template()}))
    assert templates_linked_by(files, NAME) == ("deeper/x.json", "net.json")
    assert templates_linked_by(files, "nowhere.json") == ()


def test_a_relative_path_that_leads_nowhere_or_out_is_refused() -> None:
    assert faults(template(linked(relativePath="nowhere.json"))) == [("arm.file-missing", "nowhere.json")]
    assert faults(template(linked(relativePath="../x.json"))) == [("arm.file-outside", '"../x.json"')]
    assert faults(template(linked(relativePath="/etc/passwd"))) == [("arm.file-outside", '"/etc/passwd"')]


@pytest.mark.parametrize(
    "link",
    [
        {"uri": "https://example.org/net.json"},
        {"id": "[resourceId('Microsoft.Resources/templateSpecs/versions', 's', '1')]"},
        {"uri": "[parameters('base')]"},
    ],
)
def test_a_template_elsewhere_is_a_gap_and_its_outputs_are_unknown(link: Json) -> None:
    main = template(
        linked(**link),
        resource("rt", TABLES, properties={"i": "[reference('dep').outputs.id.value]"}),
        parameters={"base": {"type": "string", "defaultValue": "https://x/y.json"}},
    )
    found = deployed(main)
    assert [(gap.what.key, gap.hides_resources) for gap in found.gaps] == [("arm.template-elsewhere", True)]
    assert shown(found.resources[-1].body.get("properties")) == {"i": "?outputs of reference('dep')"}


def test_a_link_may_be_given_as_a_file() -> None:
    main = template(linked(uri="https://example.org/net.json"))
    found = deployed(main, Options(links={"https://example.org/net.json": "net.json"}), net_json=with_name())
    assert (found.gaps, found.resources[0].origin.file) == ((), "net.json")


def test_an_address_made_of_the_templates_own_is_a_file_beside_it() -> None:
    main = template(
        linked(
            uri="[uri(parameters('_artifactsLocation'), concat('net.json', parameters('_artifactsLocationSasToken')))]"
        ),
        parameters={
            "_artifactsLocation": {"type": "string", "defaultValue": "[deployment().properties.templateLink.uri]"},
            "_artifactsLocationSasToken": {"type": "securestring", "defaultValue": ""},
        },
    )
    assert deployed(main, net_json=with_name()).resources[0].origin.file == "net.json"
    assert [gap.what.key for gap in deployed(main).gaps] == ["arm.template-elsewhere"]


def test_a_broken_template_does_not_hide_the_others() -> None:
    main = template(linked(relativePath="net.json"), resource("rt", TABLES))
    assert faults(main, net_json='{"$schema": "' + SCHEMA + '", "resources": [}') == [("arm.json", "}")]
    assert faults(main, net_json="{}") == [("arm.not-template", '"net.json"')]


def test_parameters_elsewhere_are_a_gap_or_given_as_a_file() -> None:
    main = template(nested("dep", with_name()))
    main["resources"][0]["properties"]["parametersLink"] = {"uri": "https://example.org/p.json"}
    assert [gap.what.key for gap in deployed(main).gaps] == ["arm.parameters-elsewhere"]
    options = Options(links={"https://example.org/p.json": "p.json"})
    found = deployed(main, options, p_json={"parameters": {"name": {"value": "linked"}}})
    assert found.resources[0].address.endswith("virtualNetworks/linked")


def test_a_name_that_nobody_gave_to_a_nested_template_is_one_segment_of_an_id() -> None:
    inner = template(resource("[parameters('n')]"), parameters={"n": {"type": "string"}})
    main = template(nested("one", inner), nested("two", inner))
    first, second = (each for each in deployed(main).resources if each.type.endswith("virtualNetworks"))
    assert first.id.count("/") == second.id.count("/") == f"{NETWORKS}/x".count("/")
    assert first.id != second.id


def test_a_linked_template_links_what_lies_beside_itself() -> None:
    deeper = template(linked(uri="[uri(deployment().properties.templateLink.uri, 'x.json')]"))
    found = deployments_of_template(
        GivenFiles(
            text_of({NAME: template(linked(relativePath="a/y.json")), "a/y.json": deeper, "a/x.json": with_name()})
        ),
        NAME,
    )
    assert found[0].resources[0].origin.file == "a/x.json"


def test_a_deployment_that_exists_is_not_looked_into() -> None:
    main = {**template(), "languageVersion": "2.0"}
    main["resources"] = {
        "old": {"type": DEPLOYMENTS, "apiVersion": "2024-01-01", "name": "old", "existing": True},
        "rt": resource("rt", TABLES, properties={"x": "[reference('old').outputs.x.value]"}),
    }
    found = by_address(deployed(main))
    assert str(shown(found["rt"].body.at("properties", "x"))).startswith("?reference(")


def test_mode_complete_is_noted() -> None:
    main = template(nested("dep", template()))
    main["resources"][0]["properties"]["mode"] = "Complete"
    assert [(gap.what.key, gap.hides_resources) for gap in deployed(main).gaps] == [("arm.mode-complete", False)]


def test_a_deployment_without_a_template_says_so() -> None:
    assert [key for key, _ in faults(template(resource("dep", DEPLOYMENTS, properties={"mode": "Incremental"})))] == [
        "arm.no-template"
    ]


def test_a_value_keeps_its_place_through_every_template() -> None:
    inner = template(resource("vnet", properties={"p": "[parameters('p')]"}), parameters={"p": {"type": "string"}})
    middle = template(nested("in", inner, {"p": {"value": "[parameters('p')]"}}), parameters={"p": {"type": "string"}})
    main = template(
        nested("mid", middle, {"p": {"value": "[parameters('p')]"}}),
        parameters={"p": {"type": "string", "defaultValue": "192.168.0.0/16"}},
    )
    found = deployed(main).resources[0]
    origin = found.body.at("properties", "p").origin  # type: ignore[union-attr]
    assert origin
    assert origin.path == ("parameters", "p", "defaultValue")
    assert origin.used
    assert origin.used.path[-2:] == ("properties", "p")


def test_user_functions_see_their_parameters_and_each_other() -> None:
    functions = [
        {
            "namespace": "net",
            "members": {
                "prefix": {
                    "parameters": [{"name": "n", "type": "int"}],
                    "output": {"type": "string", "value": "[cidrSubnet('192.168.0.0/16', 24, parameters('n'))]"},
                },
                "twice": {
                    "parameters": [{"name": "n", "type": "int"}],
                    "output": {"type": "string", "value": "[concat(net.prefix(parameters('n')), ',', NET.PREFIX(9))]"},
                },
                "wrong": {"parameters": [], "output": {"type": "string", "value": "[variables('v')]"}},
            },
        }
    ]
    main = template(resource("v", properties={"p": "[net.twice(1)]"}), functions=functions)
    assert properties(main) == {"p": "192.168.1.0/24,192.168.9.0/24"}
    main = template(resource("v", properties={"p": "[net.wrong()]"}), functions=functions, variables={"v": 1})
    assert faults(main) == [("arm.function-sees", "variables")]
    main = template(resource("v", properties={"p": "[net.twice()]"}), functions=functions)
    assert faults(main) == [("arm.count", "net.twice")]
