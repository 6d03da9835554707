"""Values of variables: defaults, files in Terraform's order, files that are given, the command line, and types."""

import pytest

from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.importers.terraform.directory import deployments_of_terraform

from .reading import at, deployment, id_of, resource, said, text_at

MAIN = """
variable "name" {
  type    = string
  default = "default"
}
resource "azurerm_route_table" "t" {
  name                = var.name
  resource_group_name = "g"
  location            = "eastus"
}
"""


def name(files: dict[str, str], options: Options | None = None) -> str:
    found = deployment({"main.tf": MAIN} | files, options=options or Options())
    return id_of(found, "azurerm_route_table.t").rsplit("/", 1)[-1]


ORDER = [
    ("terraform.tfvars", 'name = "1"'),
    ("terraform.tfvars.json", '{"name": "2"}'),
    ("a.auto.tfvars", 'name = "3"'),
    ("b.auto.tfvars.json", '{"name": "4"}'),
    ("c.auto.tfvars", 'name = "5"'),
]


@pytest.mark.parametrize("number", range(len(ORDER) + 1))
def test_the_later_file_wins(number: int) -> None:
    assert name(dict(ORDER[:number])) == (str(number) if number else "default")


def test_files_that_are_given_win_over_those_that_are_found_and_the_command_line_over_all() -> None:
    files = dict(ORDER) | {"prod.tfvars": 'name = "prod"', "eu.tfvars": 'name = "eu"'}
    assert name(files, Options(parameter_files=("prod.tfvars",))) == "prod"
    assert name(files, Options(parameter_files=("prod.tfvars", "eu.tfvars"))) == "eu"
    assert name(files, Options(parameter_files=("prod.tfvars",), parameters={"name": "cli"})) == "cli"


def test_each_other_file_of_values_is_a_deployment_of_its_own() -> None:
    files = {"main.tf": MAIN, "dev.tfvars": 'name = "dev"\n', "prod.tfvars": 'name = "prod"\n'}
    found = deployments_of_terraform(GivenFiles(files))
    assert [each.name for each in found] == [". with dev.tfvars", ". with prod.tfvars"]
    assert [each.resources[0].id.rsplit("/", 1)[-1] for each in found] == ["dev", "prod"]


def test_too_many_files_of_values_are_told() -> None:
    files = {"main.tf": MAIN} | {f"{number:02}.tfvars": 'name = "x"\n' for number in range(25)}
    found = deployments_of_terraform(GivenFiles(files))
    assert len(found) == 20
    assert [gap.what.key for gap in found[0].gaps] == ["tf.too-many-values"]


def test_a_value_is_shown_in_the_file_it_comes_from() -> None:
    files = {"main.tf": MAIN, "terraform.tfvars": '# prod\nname = "rt-prod"\n'}
    node = resource(deployment(files), "azurerm_route_table.t").body.get("name")
    assert node is not None
    assert text_at(files, node.origin) == '"rt-prod"'


def test_a_default_is_shown_where_it_stands() -> None:
    node = resource(deployment(MAIN), "azurerm_route_table.t").body.get("name")
    assert node is not None
    assert text_at(MAIN, node.origin) == '"default"'


def typed(type_: str, value: str, use: str) -> str:
    return (
        f"""
variable "v" {{
  type = {type_}
}}
resource "azurerm_user_assigned_identity" "i" {{
  name                = "i"
  resource_group_name = "g"
  location            = "eastus"
  tags                = {{ x = {use} }}
}}
"""
        + f"\n#{value}"
    )


@pytest.mark.parametrize(
    ("type_", "given", "use", "worth"),
    [
        ("string", 5, "var.v", "5"),
        ("number", "5", "var.v + 1", "6"),
        ("bool", "true", 'var.v ? "a" : "b"', "a"),
        ("list(string)", "[1, 2]", 'join(",", var.v)', "1,2"),
        ("list(string)", [1, 2], 'join(",", var.v)', "1,2"),
        ("set(string)", '["b", "a", "b"]', 'join(",", var.v)', "a,b"),
        ("map(number)", '{ a = "1" }', "var.v.a + 1", "2"),
        ('object({ a = string, b = optional(string, "z") })', '{ a = "x" }', '"${var.v.a}${var.v.b}"', "xz"),
        ("object({ a = optional(object({ b = optional(number, 3) }), {}) })", "{}", "var.v.a.b", "3"),
        ("object({ a = string })", '{ a = "x", extra = 1 }', 'join(",", keys(var.v))', "a"),
        ("tuple([string, number])", '["a", "1"]', '"${var.v[0]}${var.v[1] + 1}"', "a2"),
        ("any", '{"a": 1}', "var.v", '{"a": 1}'),
    ],
)
def test_a_value_becomes_what_its_type_says(type_: str, given: object, use: str, worth: str) -> None:
    found = deployment(typed(type_, "", use), options=Options(parameters={"v": given}))
    assert found.problems == ()
    assert str(at(found, "azurerm_user_assigned_identity.i", "tags", "x")) == worth


@pytest.mark.parametrize(
    ("type_", "given", "key"),
    [
        ("number", "x", "tf.no-number"),
        ("bool", "yes", "tf.no-bool"),
        ("list(string)", "{}", "tf.no-type"),
        ("object({ a = string })", "{}", "tf.no-attribute-given"),
        ("list(string)", "[", "hcl.unexpected"),
    ],
)
def test_a_value_of_another_type_is_told(type_: str, given: str, key: str) -> None:
    assert said(typed(type_, "", "1"), Options(parameters={"v": given})) == [key]


def test_null_is_the_default_where_a_variable_may_not_be_null() -> None:
    source = MAIN.replace('default = "default"', 'default  = "default"\n  nullable = false')
    found = deployment({"main.tf": source, "terraform.tfvars": "name = null\n"})
    assert id_of(found, "azurerm_route_table.t").endswith("/default")


def test_a_file_of_values_holds_no_names() -> None:
    assert said({"main.tf": MAIN, "terraform.tfvars": "name = local.x\n"}) == ["tf.no-names-here"]


def test_a_given_file_that_is_not_there_is_told() -> None:
    assert said(MAIN, Options(parameter_files=("prod.tfvars",))) == ["tf.file-not-there"]
