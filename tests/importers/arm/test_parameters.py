"""Parameters: given on the command line, in files, by default, or not at all; and where each value was written."""

import json
from typing import Any

import pytest

from akslab.deployments.nodes import Node
from akslab.importers.arm.deployments import deployments_of_template, parameter_files_beside
from akslab.importers.arm.document import is_parameter_file, is_template
from akslab.importers.arm.english import ENGLISH
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.wire.sentences import said

from .templates import (
    NAME,
    PARAMETERS_SCHEMA,
    SCHEMA,
    Json,
    deployed,
    deployments,
    faults,
    nested,
    placed,
    properties,
    resource,
    template,
    text_of,
    value,
)


def with_parameter(declaration: Json, **more: Json) -> Json:
    """Return a template of one resource whose only property is the parameter `p`."""
    return template(resource("x", properties={"p": "[parameters('p')]"}), parameters={"p": declaration, **more})


def given(**values: Any) -> Json:
    """Return a parameter file."""
    parameters = {name: {"value": each} for name, each in values.items()}
    return {"$schema": PARAMETERS_SCHEMA, "contentVersion": "1.0.0.0", "parameters": parameters}


def p_of(main: Json, options: Options = Options(), **files: Any) -> Node:  # noqa: B008 - a frozen value
    found = deployed(main, options, **files).resources[0].body.at("properties", "p")
    assert found is not None
    return found


def test_the_default_counts_where_nothing_is_given() -> None:
    assert properties(with_parameter({"type": "string", "defaultValue": "[concat('a', 'b')]"})) == {"p": "ab"}


def test_a_parameter_file_wins_over_the_default_and_the_command_line_over_both() -> None:
    main = with_parameter({"type": "string", "defaultValue": "default"})
    assert properties(main, main_parameters_json=given(P="file")) == {"p": "file"}
    assert properties(main, Options(parameters={"P": "person"}), main_parameters_json=given(p="file")) == {
        "p": "person"
    }


def test_a_value_is_where_it_was_written_and_used_where_it_is_needed() -> None:
    main, file = with_parameter({"type": "string", "defaultValue": "192.168.0.0/16"}), given(p="10.1.0.0/16")
    files = {NAME: main, "main.parameters.json": file}
    found = p_of(main, main_parameters_json=file).origin
    assert found
    assert (found.file, placed(found, files)) == ("main.parameters.json", '"10.1.0.0/16"')
    assert placed(found.used, files) == "\"[parameters('p')]\""

    default = p_of(main).origin
    assert default
    assert (placed(default, files), placed(default.used, files)) == ('"192.168.0.0/16"', "\"[parameters('p')]\"")


def test_a_part_of_a_parameter_is_where_that_part_was_written() -> None:
    main = template(
        resource("x", properties={"p": "[parameters('p').subnets[1].prefix]"}), parameters={"p": {"type": "object"}}
    )
    file = given(p={"subnets": [{"prefix": "192.168.1.0/24"}, {"Prefix": "192.168.2.0/24"}]})
    found = p_of(main, main_parameters_json=file)
    assert found.value == "192.168.2.0/24"
    assert placed(found.origin, {NAME: main, "main.parameters.json": file}) == '"192.168.2.0/24"'


def test_what_goes_through_variables_keeps_its_place() -> None:
    main = template(
        resource("x", properties={"p": "[variables('a')]", "q": "[variables('b')]"}),
        parameters={"p": {"type": "string", "defaultValue": "192.168.0.0/16"}},
        variables={"a": "[parameters('p')]", "b": "literal"},
    )
    body = deployed(main).resources[0].body
    first, second = body.at("properties", "p"), body.at("properties", "q")
    assert first
    assert second
    assert first.origin
    assert second.origin
    assert placed(first.origin, {NAME: main}) == '"192.168.0.0/16"'
    assert placed(first.origin.used, {NAME: main}) == "\"[variables('a')]\""
    assert placed(second.origin, {NAME: main}) == '"literal"'


@pytest.mark.parametrize(
    ("declaration", "shown"),
    [
        ({"type": "string"}, "<parameter p>"),
        ({"type": "int"}, "?parameter p"),
        ({"type": "object"}, "?parameter p"),
        ({"type": "string", "allowedValues": ["kubenet"]}, "kubenet"),
        ({"type": "string", "allowedValues": ["kubenet", "azure"]}, "<parameter p>"),
        ({"type": "string", "nullable": True}, None),
        (
            {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": False},
            {"a": "<parameter p.a>"},
        ),
        ({"$ref": "#/definitions/name"}, "<parameter p>"),
    ],
)
def test_what_is_known_of_a_parameter_nobody_gave(declaration: Json, shown: Any) -> None:
    main = with_parameter(declaration)
    main["definitions"] = {"name": {"type": "string", "minLength": 3}}
    assert properties(main) == {"p": shown}


def test_a_missing_parameter_is_a_gap_at_its_declaration() -> None:
    main = with_parameter({"type": "string"}, q={"type": "int", "defaultValue": 1})
    (gap,) = deployed(main).gaps
    assert (gap.what.key, gap.needs, gap.hides_resources) == ("arm.parameter-missing", "parameter p", False)
    assert placed(gap.origin, {NAME: main}) == json.dumps({"type": "string"}, indent=2).replace("\n", "\n    ")


def test_a_secret_is_known_to_be_one() -> None:
    vault = {"reference": {"keyVault": {"id": "/x"}, "secretName": "s"}}
    file = {"$schema": PARAMETERS_SCHEMA, "parameters": {"p": vault}}
    main = with_parameter({"type": "string"})
    assert p_of(main, main_parameters_json=file).is_secret
    assert p_of(with_parameter({"type": "securestring", "defaultValue": "hush"})).is_secret
    assert p_of(with_parameter({"type": "securestring"})).is_secret


def test_a_text_from_the_command_line_is_read_as_the_type_wants() -> None:
    def read(type_: str, text: str) -> Any:
        return properties(with_parameter({"type": type_}), Options(parameters={"p": text}))["p"]

    assert read("int", "3") == 3
    assert read("bool", "True") is True
    assert read("array", "[1]") == [1]
    assert read("string", "3") == "3"


@pytest.mark.parametrize(
    ("declaration", "file", "fault"),
    [
        ({"type": "int"}, given(p="3"), ("arm.parameter-kind", '"3"')),
        ({"type": "bool"}, given(p=1), ("arm.parameter-kind", "1")),
        ({"type": "string"}, given(p=None), ("arm.parameter-kind", "null")),
        ({"type": "string", "allowedValues": ["a", "b"]}, given(p="c"), ("arm.parameter-allowed", '"c"')),
        ({"type": "int", "minValue": 3}, given(p=2), ("arm.parameter-low", "2")),
        ({"type": "int", "maxValue": 5}, given(p=9), ("arm.parameter-high", "9")),
        ({"type": "string", "minLength": 4}, given(p="abc"), ("arm.parameter-short", '"abc"')),
        ({"type": "string", "maxLength": 2}, given(p="abc"), ("arm.parameter-long", '"abc"')),
        ({"type": "string"}, given(p="a", q="b"), ("arm.parameter-unknown", '"b"')),
    ],
)
def test_what_azure_would_refuse_of_a_parameter_is_said_in_its_file(
    declaration: Json, file: Json, fault: tuple[str, str]
) -> None:
    assert faults(with_parameter(declaration), main_parameters_json=file) == [fault]


def test_a_parameter_that_nothing_uses_is_checked_too() -> None:
    main = template(parameters={"p": {"type": "int"}})
    assert faults(main, main_parameters_json=given(p="3")) == [("arm.parameter-kind", '"3"')]


def test_an_allowed_value_in_another_case_is_allowed() -> None:
    assert properties(
        with_parameter({"type": "string", "allowedValues": ["Kubenet"]}), main_parameters_json=given(p="kubenet")
    )


def test_null_stands_for_the_default() -> None:
    assert properties(with_parameter({"type": "string", "defaultValue": "d"}), main_parameters_json=given(p=None)) == {
        "p": "d"
    }


def test_a_default_may_use_other_parameters_but_not_itself() -> None:
    main = with_parameter(
        {"type": "string", "defaultValue": "[parameters('q')]"}, q={"type": "string", "defaultValue": "x"}
    )
    assert properties(main) == {"p": "x"}
    main["parameters"]["q"]["defaultValue"] = "[parameters('p')]"
    assert faults(main) == [("arm.cycle-parameter", "parameters")]


def test_each_parameter_file_is_a_deployment_of_its_own() -> None:
    main = with_parameter({"type": "string"})
    found = deployments(main, main_parameters_json=given(p="a"), main_parameters_prod_json=given(p="b"))
    assert [each.name for each in found] == [
        "main.json with main.parameters.json",
        "main.json with main.parameters.prod.json",
    ]


def test_given_parameter_files_are_the_only_ones() -> None:
    main = with_parameter({"type": "string"})
    options = Options(parameter_files=("other.json",))
    (found,) = deployments(main, options, main_parameters_json=given(p="a"), other_json=given(p="b"))
    assert found.name == "main.json with other.json"


def test_parameter_files_are_found_by_their_usual_names_if_they_fit() -> None:
    main = with_parameter({"type": "string"})
    fitting, foreign = given(p="a"), given(z="a")
    files = GivenFiles(
        text_of(
            {
                "net/main.json": main,
                "net/other.json": main,
                "net/main.parameters.json": foreign,
                "net/main.parameters.test.json": fitting,
                "net/other.parameters.json": fitting,
                "net/parameters.json": fitting,
                "net/parameters.prod.json": foreign,
                "net/azuredeploy.parameters.json": fitting,
                "net/dev.parameters.json": fitting,
                "net/parameters-of-nothing.json": {"a": 1},
                "net/main.bicepparam": "using 'main.bicep'",
                "parameters.json": fitting,
            }
        )
    )
    assert parameter_files_beside(files, "net/main.json", main) == (
        "net/azuredeploy.parameters.json",
        "net/dev.parameters.json",
        "net/main.parameters.json",
        "net/main.parameters.test.json",
        "net/parameters.json",
    )


@pytest.mark.parametrize(
    ("document", "is_one", "is_given"),
    [
        ({"$schema": SCHEMA, "resources": []}, True, False),
        ({"$schema": SCHEMA.upper(), "RESOURCES": {}}, True, False),
        ({"contentVersion": "1.0.0.0", "resources": []}, True, False),
        ({"$schema": PARAMETERS_SCHEMA, "parameters": {}}, False, True),
        ({"parameters": {"a": {"value": 1}}}, False, True),
        ({"parameters": {"a": {"type": "string"}}}, False, False),
        ({"resources": []}, False, False),
        ({"$schema": "https://json-schema.org/draft", "resources": []}, False, False),
        ([], False, False),
        (None, False, False),
        ("x", False, False),
    ],
)
def test_templates_and_parameter_files_are_known_by_what_they_hold(document: Any, is_one: bool, is_given: bool) -> None:
    assert (is_template(document), is_parameter_file(document)) == (is_one, is_given)


def test_what_is_no_template_or_no_json_says_so() -> None:
    assert faults({"a": 1}) == [("arm.not-template", NAME)]
    assert faults('{"$schema": }') == [("arm.json", "}")]
    (missing,) = deployments_of_template(GivenFiles({}), "nowhere.json")
    assert [(each.what.key, each.file) for each in missing.problems] == [("arm.file-missing", "nowhere.json")]
    assert faults(template(), Options(parameter_files=("p.json",)), p_json={"a": 1}) == [
        ("arm.not-parameters", json.dumps({"a": 1}, indent=2))
    ]


def test_a_key_that_stands_twice_is_said_once_and_the_last_one_counts() -> None:
    text = json.dumps(with_parameter({"type": "string", "defaultValue": "a"}))
    twice = text.replace('"type": "string"', '"type": "string", "defaultValue": "0"')
    assert faults(twice) == [("arm.repeated-key", '"a"')]


def test_what_is_said_of_a_nested_parameter_names_its_deployment() -> None:
    main = template(nested("net", with_parameter({"type": "string"})))
    (gap,) = deployed(main).gaps
    assert said(gap.what, ENGLISH) == "the parameter p of the deployment deployments/net has no value"
    assert gap.needs == "parameter p of deployments/net"


def test_a_variable_that_nobody_declared_is_named() -> None:
    assert faults(template(resource("x", properties={"a": "[variables('v')]"}))) == [("arm.no-variable", "variables")]
    assert value("variables('V')", variables={"v": 1}) == 1
