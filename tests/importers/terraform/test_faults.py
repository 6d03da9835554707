"""A fault in a file is a problem at its place, and costs no more than the block it stands in."""

import pytest

from akslab.deployments.declared import Problem

from .reading import ARTICLE, HEAD, NETWORK, addresses, deployment, text_at, without

BROKEN = """
resource "azurerm_route_table" "broken" {
  name = = "x"
}
"""


def problems(text: str) -> list[Problem]:
    return list(deployment(text).problems)


@pytest.mark.parametrize(
    ("line", "key", "text"),
    [
        ("  name = = 1", "hcl.unexpected", "="),
        ('  name = "open', "hcl.open-text", '"open'),
        ("  name = @", "hcl.character", "@"),
        ("  name = [1, 2", "hcl.unexpected", "}"),
        ("  name = 1 2", "hcl.unexpected", "2"),
        ('  name = "\\q"', "hcl.escape", "\\q"),
        ('  name = "%{ endif }"', "hcl.directive", "%{"),
        ("  name = <<EOT", "hcl.open-heredoc", "<<EOT\n"),
    ],
)
def test_a_fault_is_told_where_it_is(line: str, key: str, text: str) -> None:
    source = f'resource "azurerm_route_table" "x" {{\n{line}\n}}\n'
    (found,) = problems(source)
    assert found.what.key == key
    assert text_at(source, found.origin) == text


def test_the_blocks_around_a_broken_one_are_read() -> None:
    found = deployment(HEAD + BROKEN + NETWORK)
    assert [each.what.key for each in found.problems] == ["hcl.unexpected"]
    assert {"azurerm_virtual_network.main", "azurerm_subnet.nodes"} <= set(addresses(found))


def test_what_a_broken_block_says_before_the_fault_is_kept_and_the_rest_is_open() -> None:
    source = 'resource "azurerm_route_table" "x" {\n  name = "known"\n  location = = 1\n}\n'
    (table,) = deployment(source).resources
    name, location = table.body.get("name"), table.body.get("location")
    assert name is not None
    assert name.value == "known"
    assert location is None
    assert table.body.get("*") is not None


def test_a_missing_brace_is_told_where_the_next_block_starts() -> None:
    source = 'resource "azurerm_route_table" "a" {\n  name = "a"\n\nresource "azurerm_route_table" "b" {\n}\n'
    found = deployment(source)
    assert [each.what.key for each in found.problems] == ["hcl.open-block"]
    assert addresses(found) == ["azurerm_route_table.a", "azurerm_route_table.b"]


def test_a_broken_file_hides_what_may_be_in_it() -> None:
    found = deployment({"main.tf": ARTICLE, "roles.tf": BROKEN})
    assert any(gap.hides_resources for gap in found.gaps)


def test_one_bad_file_does_not_hide_the_others() -> None:
    found = deployment({"a.tf": "}}}} \x00", "b.tf": HEAD, "c.tf": NETWORK})
    assert "azurerm_subnet.nodes" in addresses(found)
    assert {each.origin.file for each in found.problems if each.origin} == {"a.tf"}


def test_an_argument_that_stands_twice_is_told() -> None:
    source = 'resource "azurerm_route_table" "x" {\n  name = "a"\n  name = "b"\n}\n'
    (found,) = problems(source)
    assert found.what.key == "hcl.twice"
    assert text_at(source, found.origin) == "name"


def test_after_a_hundred_faults_a_file_is_left() -> None:
    found = problems(BROKEN * 500)
    assert sum(each.what.key == "hcl.unexpected" for each in found) == 100


def test_a_name_that_is_not_declared_is_told_and_the_rest_is_read() -> None:
    source = ARTICLE.replace("azurerm_subnet.nodes.id\n  }", "azurerm_subnet.nodse.id\n  }")
    (found,) = problems(source)
    assert (found.what.key, found.what.values["name"]) == ("tf.undeclared", "azurerm_subnet.nodse")
    assert text_at(source, found.origin) == "azurerm_subnet.nodse.id"


def test_a_function_that_terraform_does_not_have_is_told() -> None:
    source = 'locals {\n  a = base64_encode("x")\n}\n'
    (found,) = problems(source)
    assert (found.what.key, text_at(source, found.origin)) == ("tf.no-function", 'base64_encode("x")')


def test_an_error_in_one_argument_leaves_the_others_known() -> None:
    source = NETWORK.replace('["192.168.1.0/24"]', '[cidrsubnet("192.168.0.0/16", 20, 1)]') + HEAD
    found = deployment(source)
    assert [each.what.key for each in found.problems] == ["tf.function"]
    assert found.resources[-1].address.startswith("azurerm_")
    subnet = next(each for each in found.resources if each.address == "azurerm_subnet.nodes")
    assert subnet.id.endswith("/subnets/myAKSSubnet")
    prefixes = subnet.body.at("properties", "addressPrefixes")
    assert prefixes is not None
    assert prefixes.is_unknown


def test_a_circle_is_named_and_ends() -> None:
    (found,) = problems("locals {\n  a = local.b\n  b = local.a\n}\n")
    assert found.what.key == "tf.cycle"


def test_a_resource_that_is_declared_twice_is_told() -> None:
    assert [each.what.key for each in problems(NETWORK + HEAD + NETWORK)] == ["tf.declared-twice"] * 2


def test_an_unknown_block_is_told() -> None:
    assert [each.what.key for each in problems('resorce "a" "b" {}\n')] == ["tf.unknown-block"]


def test_a_sound_file_has_no_problem() -> None:
    assert problems(without(ARTICLE)) == []


@pytest.mark.parametrize(
    ("value", "key", "is_unreadable"),
    [
        ('upper(["a"])', "tf.no-text", True),
        ("local.nowhere", "tf.undeclared", True),
        ('cidrsubnet("192.168.0.0/16", 20, 1)', "tf.function", True),
        ('file("key.pub")', "tf.file-missing", False),
        ('file("../../key.pub")', "tf.file-outside", False),
        ('brand_new("a")', "tf.no-function", False),
        ('yamldecode("a: &b c")', "tf.function", False),
        ('join("", range(100000))', "tf.function", False),
    ],
)
def test_what_terraform_may_well_read_does_not_make_the_input_unreadable(
    value: str, key: str, is_unreadable: bool
) -> None:
    (found,) = problems(f"locals {{\n  it = {value}\n}}\n")
    assert (found.what.key, found.is_unreadable) == (key, is_unreadable)


@pytest.mark.parametrize("text", ["x {", 'resource "a" "b" {', "locals {\n  x = [1", 'a = "${', "a ="])
def test_a_text_that_ends_too_soon_is_at_fault_inside_of_itself(text: str) -> None:
    for name in ("main.tf", "main.tf.json"):
        (problem, *_) = deployment({name: text}).problems
        assert problem.origin is not None
        assert problem.origin.end <= len(text)


def test_a_function_of_a_provider_is_told_once_where_it_is_called() -> None:
    source = 'locals {\n  a = provider::foo::bar("x")\n  b = provider::foo::bar("y")\n}\n'
    found = deployment({"main.tf": source})
    assert found.problems == ()
    (gap,) = found.gaps
    assert (gap.what.key, gap.hides_resources) == ("tf.provider-function", False)
    assert gap.origin is not None
    assert source[gap.origin.start : gap.origin.end] == 'provider::foo::bar("x")'
