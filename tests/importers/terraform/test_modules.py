"""Modules: inputs and outputs, addresses, local and installed ones, and those that are not here."""

import json

import pytest

from akslab.deployments.declared import Condition
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.importers.terraform.directory import deployments_of_terraform

from .reading import addresses, at, deployment, id_of, resource, said, text_at

CHILD = """
variable "name" { type = string }
variable "group" {
  type    = string
  default = "g"
}
resource "azurerm_route_table" "t" {
  name                = var.name
  resource_group_name = var.group
  location            = "eastus"
}
output "id" { value = azurerm_route_table.t.id }
output "all" { value = azurerm_route_table.t }
"""
ASSOCIATION = """
resource "azurerm_subnet_route_table_association" "a" {
  subnet_id      = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/s"
  route_table_id = %s
}
"""


def tree(call: str, link: str = "", child: str = CHILD, folder: str = "modules/table") -> dict[str, str]:
    main = call + (ASSOCIATION % link if link else "")
    return {"main.tf": main, f"{folder}/main.tf": child}


LOCAL = 'module "table" {\n  source = "./modules/table"\n  name   = "rt"\n}\n'


def test_a_module_beside_its_caller_is_read() -> None:
    found = deployment(tree(LOCAL))
    assert addresses(found) == ["module.table.azurerm_route_table.t"]
    assert id_of(found, "module.table.azurerm_route_table.t").endswith("/routeTables/rt")


@pytest.mark.parametrize("link", ["module.table.id", "module.table.all.id", 'module.table["id"]'])
def test_an_output_is_what_it_is_in_the_module(link: str) -> None:
    found = deployment(tree(LOCAL, link))
    table = resource(found, "module.table.azurerm_route_table.t")
    assert at(found, "azurerm_subnet_route_table_association.a", "properties", "routeTable", "id") == table.id


def test_a_value_that_came_through_an_input_is_shown_where_it_was_written_and_where_it_is_used() -> None:
    files = tree(LOCAL)
    name = resource(deployment(files), "module.table.azurerm_route_table.t").body.get("name")
    assert name is not None
    assert name.origin is not None
    assert (name.origin.file, text_at(files, name.origin)) == ("main.tf", '"rt"')
    assert name.origin.used is not None
    assert (name.origin.used.file, text_at(files, name.origin.used)) == ("modules/table/main.tf", "var.name")


def test_modules_multiply_and_mix_with_counted_resources() -> None:
    child = CHILD.replace("  name  ", "  count = 2\n  name  ").replace(".t.id", ".t[0].id")
    call = (
        'module "table" {\n  source   = "./modules/table"\n  for_each = toset(["a", "b"])\n  name     = each.key\n}\n'
    )
    assert addresses(deployment(tree(call, child=child))) == [
        'module.table["a"].azurerm_route_table.t[0]',
        'module.table["a"].azurerm_route_table.t[1]',
        'module.table["b"].azurerm_route_table.t[0]',
        'module.table["b"].azurerm_route_table.t[1]',
    ]


def test_one_of_several_modules_is_meant_by_its_key() -> None:
    call = (
        'module "table" {\n  source   = "./modules/table"\n  for_each = toset(["a", "b"])\n  name     = each.key\n}\n'
    )
    found = deployment(tree(call, 'module.table["b"].id'))
    table = resource(found, 'module.table["b"].azurerm_route_table.t')
    assert at(found, "azurerm_subnet_route_table_association.a", "properties", "routeTable", "id") == table.id


def test_a_module_under_an_open_test_passes_its_condition_on() -> None:
    call = 'variable "c" { type = bool }\n' + LOCAL.replace("  name", "  count  = var.c ? 1 : 0\n  name")
    (found,) = deployment(tree(call)).resources
    assert found.address == "module.table[0].azurerm_route_table.t"
    assert found.conditions == (Condition("var.c", True),)


def test_a_module_in_a_module_is_found_from_where_it_is_called() -> None:
    files = {
        "main.tf": 'module "outer" {\n  source = "./outer"\n}\n',
        "outer/main.tf": 'module "table" {\n  source = "../modules/table"\n  name = "rt"\n}\n',
        "modules/table/main.tf": CHILD,
    }
    assert addresses(deployment(files)) == ["module.outer.module.table.azurerm_route_table.t"]


def test_a_root_module_below_the_top_finds_modules_above_itself() -> None:
    files = {"live/prod/main.tf": LOCAL.replace("./modules", "../../modules"), "modules/table/main.tf": CHILD}
    assert addresses(deployment(files, "live/prod")) == ["module.table.azurerm_route_table.t"]


def test_a_module_that_init_installed_is_read() -> None:
    listed = {"Modules": [{"Key": "", "Dir": "."}, {"Key": "table", "Dir": ".terraform/modules/table/sub"}]}
    files = {
        "main.tf": LOCAL.replace("./modules/table", "Azure/table/azurerm"),
        ".terraform/modules/modules.json": json.dumps(listed),
        ".terraform/modules/table/sub/main.tf": CHILD,
    }
    found = deployment(files)
    assert addresses(found) == ["module.table.azurerm_route_table.t"]
    assert found.gaps == ()


def test_a_module_somebody_points_to_is_read() -> None:
    files = tree(LOCAL.replace("./modules/table", "git::https://example.com/table.git"), folder="vendored")
    options = Options(links={"git::https://example.com/table.git": "vendored"})
    assert addresses(deployment(files, options=options)) == ["module.table.azurerm_route_table.t"]


def test_a_remote_module_is_a_gap_that_may_hold_resources_and_its_outputs_are_elsewhere() -> None:
    found = deployment(tree(LOCAL.replace("./modules/table", "Azure/table/azurerm"), "module.table.id"))
    (gap,) = found.gaps
    link = resource(found, "azurerm_subnet_route_table_association.a").body.at("properties", "routeTable", "id")
    assert gap.hides_resources
    assert "terraform init" in gap.needs
    assert found.problems == ()
    assert link is not None
    assert "module.table.id" in link.text


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("./nowhere", "tf.module-missing"),
        ("../../outside", "tf.module-outside"),
        ("/etc", "tf.module-outside"),
        ("..\\..\\windows", "tf.module-outside"),
        ("C:\\modules", "tf.module-outside"),
    ],
)
def test_a_path_that_leads_nowhere_or_out_is_told(source: str, key: str) -> None:
    found = deployment(tree(LOCAL.replace("./modules/table", source.replace("\\", "\\\\"))))
    assert [each.what.key for each in found.problems] == [key]
    assert any(gap.hides_resources for gap in found.gaps)


def test_a_module_that_calls_itself_ends() -> None:
    files = {"main.tf": 'module "a" {\n  source = "./"\n}\n'}
    assert said(files) == ["tf.limit-modules"]


def test_modules_that_call_each_other_end() -> None:
    files = {
        "main.tf": 'module "a" {\n  source = "./a"\n}\n',
        "a/main.tf": 'module "b" {\n  source = "../b"\n}\n',
        "b/main.tf": 'module "a" {\n  source = "../a"\n}\n',
    }
    assert said(files) == ["tf.limit-modules"]


def test_inputs_are_checked_against_the_module() -> None:
    missing = LOCAL.replace('  name   = "rt"\n', "")
    misspelled = LOCAL.replace("  name ", "  nmae = 1\n  name ")
    assert said(tree(missing)) == ["tf.input-missing"]
    assert said(tree(misspelled)) == ["tf.no-such-input"]


def test_a_modules_faults_are_told_once_for_all_its_instances() -> None:
    call = 'module "table" {\n  source   = "./modules/table"\n  count = 3\n  name     = "x"\n}\n'
    assert said(tree(call, child=CHILD + "locals { x = = 1 }\n")) == ["hcl.unexpected"]


def test_files_are_named_from_the_module() -> None:
    child = CHILD + 'locals { text = file("${path.module}/name.txt") }\noutput "text" { value = local.text }\n'
    files = tree(LOCAL + 'output "o" { value = module.table.text }\n', child=child) | {"modules/table/name.txt": "hi"}
    assert said(files) == []


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("missing.txt", "tf.file-missing"),
        ("../../../etc/passwd", "tf.file-outside"),
        ("/etc/passwd", "tf.file-outside"),
    ],
)
def test_files_outside_the_tree_are_not_read(path: str, key: str) -> None:
    assert said(f'locals {{ x = file("{path}") }}\n') == [key]


def test_providers_are_passed_to_modules() -> None:
    call = """
provider "azurerm" {
  features {}
}
provider "azurerm" {
  alias           = "hub"
  subscription_id = "hub-subscription"
  features {}
}
module "table" {
  source    = "./modules/table"
  name      = "rt"
  providers = { azurerm = azurerm.hub }
}
"""
    assert "/subscriptions/hub-subscription/" in id_of(deployment(tree(call)), "module.table.azurerm_route_table.t")


def test_files_of_a_folder_are_found_by_pattern_and_read() -> None:
    main = """
locals {
  sets = { for f in fileset(path.module, "conf/*.yaml") : trimsuffix(basename(f), ".yaml") => yamldecode(file(f)) }
}
resource "azurerm_route_table" "t" {
  for_each            = local.sets
  name                = each.value.name
  resource_group_name = "g"
  location            = each.key
}
"""
    files = {"main.tf": main, "conf/eastus.yaml": "name: rt-east\n", "conf/westeurope.yaml": "name: rt-west\n"}
    found = deployment(files)
    assert found.problems == ()
    assert addresses(found) == ['azurerm_route_table.t["eastus"]', 'azurerm_route_table.t["westeurope"]']
    assert id_of(found, 'azurerm_route_table.t["westeurope"]').endswith("/rt-west")


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("**/*.yaml", ["a.yaml", "conf/b.yaml", "conf/deep/c.yaml"]),
        ("conf/**", ["conf/b.yaml", "conf/d.json", "conf/deep/c.yaml"]),
        ("conf/**/c.yaml", ["conf/deep/c.yaml"]),
        ("*/*.{yaml,json}", ["conf/b.yaml", "conf/d.json"]),
        ("c*/d?.json", []),
        ("conf/d.json", ["conf/d.json"]),
        ("**.yaml", ["a.yaml"]),
        ("../*.yaml", ["../z.yaml"]),
    ],
)
def test_a_pattern_may_lead_over_several_folders(pattern: str, found: list[str]) -> None:
    source = f'''
resource "azurerm_route_table" "t" {{
  for_each            = fileset(path.module, "{pattern}")
  name                = each.key
  resource_group_name = "g"
  location            = "eastus"
}}
'''
    names = ("z.yaml", "root/a.yaml", "root/conf/b.yaml", "root/conf/d.json", "root/conf/deep/c.yaml")
    texts = {"root/main.tf": source} | dict.fromkeys(names, "")
    (read,) = deployments_of_terraform(GivenFiles(texts), "root")
    assert read.problems == ()
    assert addresses(read) == [f'azurerm_route_table.t["{each}"]' for each in found]
