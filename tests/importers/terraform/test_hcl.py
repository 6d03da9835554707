"""The syntax of HCL: comments, heredocs, templates, splats, numbers, and where everything stands."""

import pytest

from akslab.importers.terraform.hcl.bodies import parse_expression, parse_file
from akslab.importers.terraform.hcl.syntax import (
    Access,
    Attribute,
    Binary,
    Branch,
    Call,
    For,
    Index,
    Literal,
    Loop,
    Mapping,
    Sequence,
    Splat,
    Template,
)


def text_of(source: str) -> object:
    """Return the value of the only argument of a file, when it is a literal."""
    parsed = parse_file(source)
    assert parsed.faults == ()
    (argument,) = parsed.body.arguments.values()
    assert isinstance(argument.value, Literal)
    return argument.value.value


@pytest.mark.parametrize(
    "source",
    [
        "a = 1 # why\n",
        "a = 1 // why\n",
        "a = /* why */ 1\n",
        "/* many\nlines */\na = 1",
        "\n\n  a   =   1\r\n",
        "\ufeffa = 1",
        "# first\n# second\na = 1\n# last",
    ],
)
def test_comments_and_blanks_mean_nothing(source: str) -> None:
    assert text_of(source) == 1


def test_a_block_has_labels_in_quotes_or_without() -> None:
    parsed = parse_file('resource "azurerm_subnet" nodes {\n  name = "a"\n}\nlocals { x = 1 }\n')
    assert [(block.type, block.labels) for block in parsed.body.blocks] == [
        ("resource", ("azurerm_subnet", "nodes")),
        ("locals", ()),
    ]


def test_every_argument_and_head_knows_its_place() -> None:
    source = 'resource "a" "b" {\n  name = upper("x")\n\n  inner {\n    deep = [1,\n      2]\n  }\n}\n'
    block = parse_file(source).body.blocks[0]
    argument, inner = block.body.arguments["name"], block.body.blocks[0]
    deep = inner.body.arguments["deep"]

    assert source[block.start : block.end] == 'resource "a" "b"'
    assert source[argument.start : argument.value.end] == 'name = upper("x")'
    assert source[inner.start : inner.end] == "inner"
    assert source[deep.value.start : deep.value.end] == "[1,\n      2]"


def test_a_heredoc_keeps_its_lines_and_a_dashed_one_loses_what_all_are_indented_by() -> None:
    assert text_of("a = <<EOT\n  one\n    two\nEOT\n") == "  one\n    two\n"
    assert text_of("a = <<-EOT\n  one\n\n    two\n  EOT\n") == "one\n\n  two\n"


def test_a_heredoc_has_templates_but_no_escapes() -> None:
    (argument,) = parse_file("a = <<-EOT\n  x\\n ${b}\n  $${no}\n  EOT\n").body.arguments.values()
    assert isinstance(argument.value, Template)
    assert argument.value.parts[0] == "x\\n "
    assert argument.value.parts[2] == "\n${no}\n"


def test_escapes_in_quotes_are_resolved() -> None:
    assert text_of('a = "\\u00e9\\t\\"\\\\ $${x} %%{y} $ %"') == 'é\t"\\ ${x} %{y} $ %'


def test_a_directive_holds_its_parts() -> None:
    found = parse_expression('"a%{ if b }c%{ else }d%{ endif }%{ for k, v in e }${v}%{ endfor }"')
    assert isinstance(found, Template)
    branch, loop = found.parts[1:]
    assert isinstance(branch, Branch)
    assert (branch.yes, branch.no) == (("c",), ("d",))
    assert isinstance(loop, Loop)
    assert (loop.key_name, loop.value_name) == ("k", "v")


def test_strip_markers_take_blanks_away() -> None:
    found = parse_expression('"a  ${~ b ~}  c"')
    assert isinstance(found, Template)
    assert (found.parts[0], found.parts[2]) == ("a", "c")


def test_operators_bind_as_in_terraform() -> None:
    found = parse_expression("a || b && c == d + e * -f")
    assert isinstance(found, Binary)
    assert found.operator == "||"
    assert isinstance(found.right, Binary)
    assert found.right.operator == "&&"


def test_steps_are_names_indices_and_splats() -> None:
    found = parse_expression('a.b["c"].d[*].e[0].*.f')
    assert isinstance(found, Access)
    assert found.steps[0] == Attribute("b")
    assert isinstance(found.steps[1], Index)
    splat = found.steps[3]
    assert isinstance(splat, Splat)
    assert splat.steps[0] == Attribute("e")


def test_an_old_index_is_a_name_of_digits() -> None:
    found = parse_expression("a.0.b.1.2")
    assert isinstance(found, Access)
    assert found.steps == tuple(Attribute(name) for name in ("0", "b", "1", "2"))


def test_for_expressions_have_tests_and_groups() -> None:
    found = parse_expression('{ for k, v in a : v => k... if v != "x" }')
    assert isinstance(found, For)
    assert (found.key_name, found.value_name, found.groups) == ("k", "v", True)
    assert found.key is not None
    assert found.test is not None


def test_objects_take_either_sign_and_words_as_keys() -> None:
    found = parse_expression('{ a = 1, "b" : 2\n (c) = 3\n for = 4, if = 5 }')
    assert isinstance(found, Mapping)
    keys = [key.value if isinstance(key, Literal) else "computed" for key, _ in found.entries]
    assert keys == ["a", "b", "computed", "for", "if"]


def test_functions_of_providers_and_expanded_arguments() -> None:
    found = parse_expression("provider::azurerm::parse_resource_id(a, b...)")
    assert isinstance(found, Call)
    assert (found.name, found.expands) == ("provider::azurerm::parse_resource_id", True)


@pytest.mark.parametrize(("source", "value"), [("1e3", 1000), ("1.5e1", 15), ("0", 0), ("007", 7)])
def test_numbers_are_exact(source: str, value: int) -> None:
    assert text_of(f"a = {source}") == value


def test_references_are_known_without_evaluating() -> None:
    source = 'a = [var.x, azurerm_subnet.n["k"].id, module.m[0].out, for_each.no, [for v in local.l : v.id]]'
    references = parse_file(source).body.arguments["a"].references
    assert references[:3] == (("var", "x"), ("azurerm_subnet", "n", "id"), ("module", "m", "out"))
    assert ("local", "l") in references
    assert not any(reference[0] == "v" for reference in references)


def test_line_breaks_inside_brackets_are_blanks() -> None:
    found = parse_expression("[\n 1,\n\n 2,\n]")
    assert isinstance(found, Sequence)
    assert len(found.items) == 2
