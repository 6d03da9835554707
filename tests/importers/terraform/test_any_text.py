"""Whatever stands in a file, reading ends with a deployment: problems with places in the files, nothing raised."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.importers.files import GivenFiles
from akslab.importers.terraform.directory import deployments_of_terraform
from akslab.importers.terraform.english import ENGLISH
from akslab.importers.terraform.korean import KOREAN
from akslab.importers.terraform.roots import root_modules
from akslab.rules.catalogue import judgements
from akslab.wire.sentences import said

from .plans import block, change, cluster, inline, network, plan, read, refers
from .reading import ARTICLE

thorough = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

MODULES = """
variable "ranges" {
  type    = map(object({ cidr = string, routes = optional(list(string), []) }))
  default = { a = { cidr = "10.1.0.0/16" }, b = { cidr = "10.2.0.0/16", routes = ["x"] } }
}
locals {
  all = merge([for k, v in var.ranges : { for r in v.routes : "${k}-${r}" => v.cidr }]...)
  doc = <<-EOT
    %{ for k, v in local.all ~}
    ${k} = ${v}
    %{ endfor ~}
  EOT
}
resource "azurerm_route_table" "t" {
  for_each            = var.ranges
  name                = "rt-${each.key}"
  resource_group_name = "g"
  location            = "eastus"
  dynamic "route" {
    for_each = toset(each.value.routes)
    content {
      name           = route.value
      address_prefix = cidrsubnet(each.value.cidr, 8, index(["x"], route.value))
      next_hop_type  = route.key == "x" ? "None" : "VnetLocal"
    }
  }
}
output "ids" { value = { for k, t in azurerm_route_table.t : k => t.id } }
"""
PIECES = [
    *(
        '"',
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "=",
        "\n",
        "${",
        "%{",
        "~",
        ".",
        ",",
        "=>",
        "...",
        "?",
        ":",
        "#",
        "/*",
        "*/",
        "<<-A\n",
        "A\n",
    ),
    *(
        "for",
        "in",
        "if",
        "null",
        "true",
        "each.key",
        "count.index",
        "var.ranges",
        "local.all",
        "-1",
        "1e9",
        "[*]",
        "\\",
        "::",
        "try(",
        "regex(",
    ),
    *("dynamic", "count", "for_each", "depends_on", "lifecycle", "resource", "module", "source", "./", "../"),
]


@st.composite
def mutated(draw: st.DrawFn, *texts: str) -> str:
    """Return one of some texts with pieces cut out, doubled and put in."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from(PIECES) | st.text(max_size=6))
        text = text[:start] + piece + draw(st.sampled_from(["", text[start:end]])) + text[end:]
    return text


def check(found: Deployment, files: dict[str, str]) -> None:
    """Assert that a deployment can be judged and told, and that its places are in its files."""
    list(judgements(view_of_deployment(found)))
    told = [(each.what, each.origin) for each in found.problems] + [(each.what, each.origin) for each in found.gaps]
    for what, origin in told:
        assert said(what, ENGLISH)
        assert said(what, KOREAN)
        if origin is not None and origin.file and origin.is_span:
            assert 0 <= origin.start <= origin.end <= len(files[origin.file]) + 1


@thorough
@given(st.text(max_size=300), st.text(max_size=100))
def test_any_text_is_read(text: str, values: str) -> None:
    files = {"main.tf": text, "x.tf.json": values, "terraform.tfvars": values, ".terraform.lock.hcl": text}
    for found in deployments_of_terraform(GivenFiles(files)):
        check(found, files)
    root_modules(GivenFiles(files), files)


@thorough
@given(mutated(ARTICLE, MODULES), mutated(MODULES))
def test_any_configuration_that_went_wrong_is_read(text: str, child: str) -> None:
    files = {"main.tf": text + '\nmodule "m" {\n  source = "./m"\n}\n', "m/main.tf": child}
    for found in deployments_of_terraform(GivenFiles(files)):
        check(found, files)


OPERATORS = ('"a"', "1", "+", "-", "*", "/", "%", "!", "&&", "||", "==", "!=", "<", ">")
WORDS = ("upper", "format", "merge", "cidrsubnet", "a", "b", "x")
TOKENS = st.lists(st.sampled_from([*PIECES, *OPERATORS, *WORDS]), max_size=30)


@thorough
@given(TOKENS)
def test_any_row_of_tokens_is_read(tokens: list[str]) -> None:
    files = {"main.tf": f"locals {{\n  x = {' '.join(tokens)}\n}}\n"}
    for found in deployments_of_terraform(GivenFiles(files)):
        check(found, files)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PLAN = plan(
    [
        change(
            "azurerm_kubernetes_cluster.c", cluster(), cluster(id="/x"), unknown={"id": True}, secret={"tags": True}
        ),
        change("azurerm_virtual_network.v", network(inline()), network(inline("/t"))),
        change(
            'module.m["a"].azurerm_route_table.t[0]', {"name": "t", "route": []}, unknown={"route": [{"name": True}]}
        ),
    ],
    [
        block("azurerm_kubernetes_cluster.c", {"default_node_pool": [{"vnet_subnet_id": refers("var.x")}]}),
        block("azurerm_virtual_network.v", depends_on=["module.m"]),
    ],
    root={
        "module_calls": {
            "m": {"module": {"resources": [block("azurerm_route_table.t")]}, "for_each_expression": refers("local.x")}
        }
    },
    variables={"x": {"value": "/y"}},
    prior_state={"values": {"root_module": {"resources": []}}},
    resource_drift=[change("azurerm_route_table.d", {"name": "d"}, {"name": "d"})],
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every value inside a document."""
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in keys for found in ((*path, key), *places(inner, (*path, key)))]


@thorough
@given(st.sampled_from(places(PLAN)), VALUES)
def test_any_json_anywhere_in_a_plan_is_read(path: tuple[Any, ...], value: Any) -> None:
    document = json.loads(json.dumps(PLAN))
    at = document
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    check(read(document), {})


@thorough
@given(VALUES)
def test_any_json_is_read_as_a_plan(value: Any) -> None:
    check(read(json.dumps(value)), {})
    check(read({"format_version": "1.2", "resource_changes": value, "configuration": value}), {})


@thorough
@given(
    mutated(
        json.dumps(
            {
                "resource": {"azurerm_route_table": {"t": {"name": "${var.x}", "route": [{"name": "r"}]}}},
                "locals": {"a": "${[for x in [1] : x]}"},
            }
        )
    )
)
def test_any_json_configuration_that_went_wrong_is_read(text: str) -> None:
    files = {"main.tf.json": text}
    for found in deployments_of_terraform(GivenFiles(files)):
        check(found, files)
