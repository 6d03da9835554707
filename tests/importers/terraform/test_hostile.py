"""Hostile input: bounded work and memory, a problem with a place, never an exception."""

import json
import time
import tracemalloc
from collections.abc import Callable

import pytest

from akslab.deployments.declared import Deployment

from .plans import block, change, plan, read
from .reading import HEAD, deployment, said

MOST_CPU_S = 20.0
"""Five million steps of the slowest kind take about half of this on a slow machine."""


def spent(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def locals_(*lines: str) -> str:
    return "locals {\n" + "\n".join(f"  {line}" for line in lines) + "\n}\n"


LAUGHS = locals_('a0 = "ha"', *(f'a{n + 1} = "${{local.a{n}}}${{local.a{n}}}"' for n in range(40)))
LISTS = locals_('a0 = ["ha"]', *(f"a{n + 1} = concat(local.a{n}, local.a{n})" for n in range(40)))
OBJECTS = locals_(
    "a0 = { x = 1 }",
    *(f"a{n + 1} = {{ l = local.a{n}, r = local.a{n} }}" for n in range(40)),
    "b = jsonencode(local.a40)",
)
LOOPS = locals_("a = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a * b * c]]]")
PRODUCT = locals_("a = setproduct(range(1000), range(1000), range(1000))")


@pytest.mark.parametrize(
    ("source", "key"),
    [
        (LAUGHS, "tf.limit-text"),
        (LISTS, "tf.limit-steps"),
        (OBJECTS, "tf.limit-steps"),
        (LOOPS, "tf.limit-steps"),
        (PRODUCT, "tf.function"),
        (locals_("a = range(1000000000)"), "tf.function"),
        (locals_('a = format("%1000000000d", 1)'), "tf.function"),
        (
            locals_('a = join("", [for i in range(1000) : join("", [for j in range(1000) : "xxxxxxxxxx"])])'),
            "tf.limit-text",
        ),
        (locals_('a = indent(1000000000, "x\\n")'), "tf.function"),
        (locals_("a = pow(10, 1000000000)"), "tf.no-number"),
        (locals_("a = 1e1000000000"), "hcl.number"),
        (locals_("a = " + "9" * 5000), "hcl.number"),
        (locals_('a = replace("' + "a" * 2000 + '", "/a/", "' + "b" * 2000 + '")'), "tf.function"),
        (locals_('a = replace("' + "a" * 2000 + '", "a", "' + "b" * 2000 + '")'), "tf.function"),
    ],
)
def test_growth_is_stopped(source: str, key: str) -> None:
    found: list[str] = []
    assert spent(lambda: found.extend(said(source))) < MOST_CPU_S
    assert key in found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("(a+)+$", "a" * 5000 + "b"),
        ("(a|a)*$", "a" * 5000 + "b"),
        ("(a*)*(b*)*c", "ab" * 2000),
        ("(.*)(.*)(.*)(.*)(.*)(.*)(.*)x", "a" * 2000),
        ("^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 3000),
    ],
)
def test_patterns_that_explode_elsewhere_run_in_linear_time(pattern: str, text: str) -> None:
    escaped = pattern.replace("\\", "\\\\")
    source = locals_(f'a = can(regex("{escaped}", "{text}"))', f'b = replace("{text}", "/{escaped}/", "x")')
    assert spent(lambda: said(source)) < MOST_CPU_S
    assert said(source) == []


@pytest.mark.parametrize(
    "pattern", ["a{1000}{1000}", "(a{1000}){1000}", "(" * 1000, "a" * 5000, "(?=a)", "\\\\1", "[z-a]", "(?P<>a)"]
)
def test_patterns_that_are_none_or_too_large_are_told(pattern: str) -> None:
    assert said(locals_(f'a = regex("{pattern}", "a")')) == ["tf.function"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "a = " + "(" * 100_000,
        "a = " + '"${' * 50_000,
        "a {" * 50_000,
        "a = " + "!" * 100_000 + "true",
        "a = " + "f(" * 100_000,
        "a = x" + "[*]" * 100_000,
        "a = x" + ".a" * 100_000,
        "a = 1" + " + 1" * 100_000,
        "a = " + "x ? " * 50_000,
        "/*" * 100_000,
        "<<A\n" * 50_000,
        'a = "' + "$${" * 100_000,
        "\x00" * 100_000,
        "\ufeff" * 10_000,
        "resource" * 50_000,
        'resource "a" "b" {\n/*\n' * 5_000,
        "a = <<A\n" + "${" * 50_000,
        "%{if " * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_deep_and_broken_texts_end_quickly(text: str) -> None:
    assert spent(lambda: deployment({"main.tf": text, "more.tf": f"locals {{\n{text}\n}}\n"})) < MOST_CPU_S


@pytest.mark.parametrize("depth", [150, 190, 201, 5000])
def test_nesting_is_followed_to_two_hundred_and_refused_beyond(depth: int) -> None:
    for opened, closed in (("[", "]"), ("{ a = ", "}"), ("(", ")"), ("upper(", ")"), ("[for a in [1] : ", "]")):
        found = said(locals_("a = " + opened * depth + '"x"' + closed * depth))
        assert ("hcl.too-deep" in found) is (depth >= 200)


def test_a_chain_of_values_that_nest_ends() -> None:
    chain = locals_("a0 = []", *(f"a{n + 1} = [local.a{n}]" for n in range(5000)), "b = jsonencode(local.a5000)")
    use = 'resource "azurerm_user_assigned_identity" "i" {\n  name = "i"\n  tags = { x = local.a5000 }\n}\n'
    assert set(said(chain + use)) <= {"tf.limit-depth"}


def test_a_circle_of_everything_ends() -> None:
    circle = """
variable "x" {}
locals {
  a = module.m.out
}
module "m" {
  source = "./m"
  x      = local.a
}
"""
    files = {"main.tf": circle, "m/main.tf": 'variable "x" {}\noutput "out" { value = var.x }\n'}
    assert said(files) == ["tf.cycle"]


def test_modules_that_multiply_end() -> None:
    calls = 'module "a" {\n  source = "./"\n}\nmodule "b" {\n  source = "./"\n}\n'
    found: list[str] = []
    assert spent(lambda: found.extend(said(calls))) < MOST_CPU_S
    assert found == ["tf.limit-modules"]


def test_instances_and_resources_are_counted_before_they_are_made() -> None:
    table = 'resource "azurerm_route_table" "t" {\n  count = 800\n  name = "t"\n}\n'
    files = {"main.tf": 'module "m" {\n  source = "./m"\n  count = 800\n}\n', "m/main.tf": table}
    found: list[Deployment] = []
    assert spent(lambda: found.append(deployment(files))) < MOST_CPU_S
    assert [each.what.key for each in found[0].problems] == ["tf.limit-resources"]
    assert len(found[0].resources) <= 20_000


def test_a_template_that_reads_itself_ends() -> None:
    files = {"main.tf": locals_('a = templatefile("t.tpl", {})'), "t.tpl": '${templatefile("t.tpl", {})}'}
    assert spent(lambda: said(files)) < MOST_CPU_S
    assert said(files) != []


def test_memory_stays_bounded() -> None:
    tracemalloc.start()
    said(LISTS)
    said(LAUGHS)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 400 << 20


def test_a_limit_leaves_what_was_read_before_it() -> None:
    found = deployment(HEAD + PRODUCT + LOOPS)
    assert [each.address for each in found.resources] == ["azurerm_resource_group.main"]


@pytest.mark.parametrize(
    "document",
    [
        {"format_version": "1.2", "resource_changes": [None, 1, {}, {"change": {}}, {"address": "a", "change": None}]},
        {
            "format_version": "1.2",
            "resource_changes": [{"address": "a.b", "change": {"after": [], "after_unknown": 3}}],
        },
        {"format_version": "1.2", "resource_changes": [], "configuration": []},
        {
            "format_version": "1.2",
            "resource_changes": [],
            "configuration": {"root_module": {"resources": [1, {}], "module_calls": {"m": 1}}},
        },
        {
            "format_version": "1.2",
            "resource_changes": [],
            "prior_state": {"values": {"root_module": {"child_modules": [[], {}]}}},
        },
        {"version": 4, "terraform_version": "1", "resources": [None, {"instances": [None, {"attributes": []}]}]},
        {"format_version": "1.0", "terraform_version": "1", "values": {"root_module": {"resources": [{"values": {}}]}}},
    ],
)
def test_odd_plans_and_states_are_read_as_far_as_they_go(document: object) -> None:
    assert read(document).language == "terraform-plan"


def test_references_in_a_circle_end() -> None:
    blocks = [
        block(
            f"azurerm_route_table.t{n}",
            {"resource_group_name": {"references": [f"azurerm_route_table.t{(n + 1) % 50}.resource_group_name"]}},
        )
        for n in range(50)
    ]
    changes = [
        change(f"azurerm_route_table.t{n}", {"name": "t"}, unknown={"resource_group_name": True}) for n in range(50)
    ]
    assert len(read(plan(changes, blocks)).resources) == 50


def test_a_long_chain_of_references_ends() -> None:
    blocks = [
        block(
            f"azurerm_route_table.t{n}",
            {"resource_group_name": {"references": [f"azurerm_route_table.t{n + 1}.resource_group_name"]}},
        )
        for n in range(2000)
    ]
    changes = [
        change(f"azurerm_route_table.t{n}", {"name": "t"}, unknown={"resource_group_name": True}) for n in range(2000)
    ]
    found: list[Deployment] = []
    assert spent(lambda: found.append(read(plan(changes, blocks)))) < MOST_CPU_S
    assert found[0].problems == ()


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, json.dumps({"format_version": "1.2"}) + "x", "\x00", "9" * 5000]
)
def test_json_that_breaks_parsers_is_told(text: str) -> None:
    assert len(read(text).problems) == 1
