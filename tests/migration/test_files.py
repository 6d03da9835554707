"""Files that declare a cluster: the lines to change, what the tool would do, what no file can say."""

import json
import re
from typing import Any

import pytest

from akslab.importers.options import Options
from akslab.migration.aims import Aim
from akslab.migration.steps import Change

from .declared import WITH_A_VARIABLE, arm, assessed_files, bicep, found_in, one, script, terraform
from .exports import commands, keys, step_keys

IN_PLACE = ">= 4.66.0"


def changes(found: Any) -> list[tuple[str, int, tuple[str, ...], tuple[str, ...]]]:
    lines: list[Change] = [change for step in found.steps for change in step.changes]
    return [(each.file, each.line, each.before, each.after) for each in lines]


def test_terraform_changes_the_plugin_and_adds_the_mode() -> None:
    assert changes(one(terraform(IN_PLACE))) == [
        (
            "main.tf",
            30,
            ('    network_plugin = "kubenet"',),
            ('    network_plugin = "azure"', '    network_plugin_mode = "overlay"'),
        )
    ]


def test_bicep_changes_the_plugin_and_adds_the_mode() -> None:
    assert changes(one(bicep())) == [
        (
            "main.bicep",
            21,
            ("      networkPlugin: 'kubenet'",),
            ("      networkPlugin: 'azure'", "      networkPluginMode: 'overlay'"),
        )
    ]


def test_arm_adds_the_mode_before_the_plugin_so_that_the_commas_are_right() -> None:
    found = one(arm())

    ((file, line, before, after),) = changes(found)
    assert (file, line, before) == ("azuredeploy.json", 16, ('          "networkPlugin": "kubenet",',))
    texts = arm()["azuredeploy.json"].splitlines()
    texts[line - 1 : line] = after
    profile = json.loads("\n".join(texts))["resources"][0]["properties"]["networkProfile"]
    assert profile == {"networkPluginMode": "overlay", "networkPlugin": "azure", "podCidr": "10.244.0.0/16"}


def test_a_script_gets_the_modes_flag_behind_the_plugins() -> None:
    assert changes(one(script())) == [
        (
            "deploy.sh",
            7,
            ("  --network-plugin kubenet --pod-cidr 10.244.0.0/16 \\",),
            ("  --network-plugin azure --network-plugin-mode overlay --pod-cidr 10.244.0.0/16 \\",),
        )
    ]
    assert [change[1] for change in changes(one(script(WITH_A_VARIABLE)))] == [1, 7]


ONE_LINE = "networkProfile: { networkPlugin: 'kubenet', podCidr: '10.244.0.0/16' }"
IN_ONE_LINE = {"main.bicep": re.sub(r"networkProfile: \{.*?\}", ONE_LINE, bicep()["main.bicep"], flags=re.DOTALL)}


@pytest.mark.parametrize(
    ("texts", "after"),
    [
        (
            IN_ONE_LINE,
            "    networkProfile: { networkPlugin: 'azure', networkPluginMode: 'overlay', podCidr: '10.244.0.0/16' }",
        ),
        (
            arm('          "podCidr": "10.244.0.0/16", "networkPlugin": "kubenet"\n'),
            '          "podCidr": "10.244.0.0/16", "networkPlugin": "azure", "networkPluginMode": "overlay"',
        ),
    ],
    ids=["bicep", "arm"],
)
def test_a_profile_on_one_line_is_changed_in_that_line(texts: dict[str, str], after: str) -> None:
    ((_, _, _, told),) = changes(one(texts))

    assert told == (after,)


def test_a_value_from_a_parameter_changes_where_it_is_written_and_the_mode_goes_where_it_is_used() -> None:
    texts = bicep(
        "      networkPlugin: plugin\n      podCidr: '10.244.0.0/16'\n", "param plugin string = 'kubenet'\n\n"
    )

    assert changes(one(texts)) == [
        ("main.bicep", 1, ("param plugin string = 'kubenet'",), ("param plugin string = 'azure'",)),
        (
            "main.bicep",
            23,
            ("      networkPlugin: plugin",),
            ("      networkPlugin: plugin", "      networkPluginMode: 'overlay'"),
        ),
    ]


def test_the_changed_lines_declare_a_cluster_on_overlay() -> None:
    for texts in (terraform(IN_PLACE), bicep(), arm(), script(), script(WITH_A_VARIABLE)):
        found = found_in(texts)[0]
        (name,) = texts
        lines = texts[name].splitlines()
        for change in sorted(found.changes, key=lambda each: -each.line):
            lines[change.line - 1 : change.line - 1 + len(change.before)] = change.after

        assert found_in({name: "\n".join(lines) + "\n"}) == []


@pytest.mark.parametrize(
    ("version", "state", "blocks"),
    [("~> 3.90", "blocked", True), ("= 4.65.0", "blocked", True), (">= 4.66.0", "open", False), ("~> 5.0", "open", False),
     (">= 4.0", "open", False)],
)  # fmt: skip
def test_a_provider_that_destroys_the_cluster_blocks(version: str, state: str, blocks: bool) -> None:
    found = one(terraform(version))

    assert (found.state, "provider" in keys(found, "blocker")) == (state, blocks)
    is_open = any("--provider-version" in each.missing for each in found.missing)
    assert is_open is (version == ">= 4.0")


def test_the_lock_file_says_which_release_it_is() -> None:
    lock = 'provider "registry.terraform.io/hashicorp/azurerm" {\n  version = "4.20.0"\n}\n'

    found = one(terraform(">= 4.0") | {".terraform.lock.hcl": lock})

    assert "azurerm 4.20" in str([each.what.values for each in found.remarks]) or "provider" in keys(found, "blocker")


def test_the_person_may_say_which_release_it_is() -> None:
    unsaid = {"main.tf": terraform()["main.tf"].partition("\n\n")[2]}

    assert "provider" in keys(one(unsaid, options=Options(provider_version="4.20")), "blocker")
    assert "provider" not in keys(one(unsaid, options=Options(provider_version="4.70")), "blocker")


def test_with_a_provider_that_can_the_plan_is_looked_at_before_it_is_the_move() -> None:
    found = one(terraform(IN_PLACE))

    move = found.steps[found.final_step - 1]
    before = found.steps[found.final_step - 2]
    assert (before.key, bool(before.changes)) == ("lines", True)
    assert before.commands[0] == "terraform plan -out overlay.tfplan"
    assert [look.command for look in before.after] == ["akslab migrate overlay.json"]
    assert move.commands == ("terraform apply overlay.tfplan",)
    assert "files" not in step_keys(found)


def test_what_az_changes_first_is_changed_in_the_files_before_they_are_planned() -> None:
    found = one(terraform(IN_PLACE, profile='    network_policy = "calico"\n'))

    keys_in_order = step_keys(found)
    assert keys_in_order.index("policy") < keys_in_order.index("lines")
    lines = next(step for step in found.steps if step.key == "lines")
    assert [note.key for note in lines.notes] == ["note.files-policy"]


def test_roles_that_files_do_not_give_are_nothing_to_warn_of() -> None:
    assert "rights" not in keys(one(terraform(IN_PLACE)), "warn")


def test_with_an_older_one_the_move_is_by_az_and_the_files_follow() -> None:
    found = one(terraform("~> 3.90"))

    move = found.steps[found.final_step - 1]
    assert move.commands[0].startswith("az aks update")
    files = next(step for step in found.steps if step.key == "files")
    assert (files.what.key, bool(files.changes)) == ("step.files-terraform", True)
    assert found.step_for("provider") > found.final_step


def test_azurerm_destroys_the_cluster_for_another_pod_range() -> None:
    found = one(terraform(IN_PLACE), Aim(pod_cidr="10.64.0.0/16"))

    assert "terraform-pod-cidr" in keys(found, "blocker")
    assert found.steps[found.final_step - 1].commands[0].endswith("--pod-cidr 10.64.0.0/16")


@pytest.mark.parametrize("texts", [terraform(IN_PLACE), bicep(), arm()], ids=["terraform", "bicep", "arm"])
def test_what_runs_is_in_no_file_so_a_declared_cluster_is_never_ready(texts: dict[str, str]) -> None:
    found = one(texts)

    assert found.state != "ready"
    assert any(each.missing.startswith("kubectl get configmap") for each in found.missing)
    assert any(each.missing.startswith("az network route-table") for each in found.missing)


def test_blockers_of_declared_clusters_are_found_like_those_of_exported_ones() -> None:
    calico = one(terraform(IN_PLACE, profile='    network_policy = "calico"\n'))
    system = one(bicep())

    assert "policy" in keys(calico, "blocker")
    assert "identity" in keys(system, "blocker")


def test_another_subnet_on_the_table_is_found_in_files_too() -> None:
    more = """
resource "azurerm_subnet" "vms" {
  name                 = "vms"
  resource_group_name  = "rg-aks"
  virtual_network_name = azurerm_virtual_network.main.name
  address_prefixes     = ["192.168.7.0/24"]
}

resource "azurerm_subnet_route_table_association" "vms" {
  subnet_id      = azurerm_subnet.vms.id
  route_table_id = azurerm_route_table.aks.id
}
"""

    found = one(terraform(IN_PLACE, more=more))

    assert "side-subnet" in keys(found, "blocker")


def test_a_cluster_that_is_on_overlay_already_is_none_to_migrate() -> None:
    assert found_in(terraform(plugin='"azure"', profile='    network_plugin_mode = "overlay"\n')) == []


def test_a_condition_that_nobody_can_decide_is_told_with_what_depends_on_it() -> None:
    texts = bicep(head="param old bool\n")
    made = (
        texts["main.bicep"]
        .replace("resource aks 'Microsoft", "resource aks 'Microsoft", 1)
        .replace("managedClusters@2024-09-01' = {", "managedClusters@2024-09-01' = if (old) {")
    )

    (found,) = assessed_files({"main.bicep": made})

    assert "old" in found.condition


def plan_of(
    before: str, after: str, mode: str | None, replace_paths: list[list[str]], actions: list[str]
) -> dict[str, str]:
    """Return a plan as `terraform show -json` prints it: one cluster."""

    def values(plugin: str, plugin_mode: str | None) -> dict[str, Any]:
        return {
            "id": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-aks/providers/"
            "Microsoft.ContainerService/managedClusters/aks-prod",
            "name": "aks-prod",
            "location": "koreacentral",
            "resource_group_name": "rg-aks",
            "dns_prefix": "aks",
            "kubernetes_version": "1.31.2",
            "default_node_pool": [{"name": "system", "node_count": 3, "vm_size": "Standard_D4s_v5"}],
            "identity": [{"type": "UserAssigned", "identity_ids": []}],
            "network_profile": [
                {"network_plugin": plugin, "network_plugin_mode": plugin_mode, "pod_cidr": "10.244.0.0/16"}
            ],
        }

    address = "azurerm_kubernetes_cluster.main"
    block = {"address": address, "mode": "managed", "type": "azurerm_kubernetes_cluster", "name": "main"}
    provider = "registry.terraform.io/hashicorp/azurerm"
    change = {
        "actions": actions,
        "before": values(before, None),
        "after": values(after, mode),
        "after_unknown": {},
        "replace_paths": replace_paths,
    }
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "resource_changes": [{**block, "provider_name": provider, "change": change}],
        "prior_state": {
            "format_version": "1.0",
            "values": {
                "root_module": {"resources": [{**block, "provider_name": provider, "values": values(before, None)}]}
            },
        },
        "configuration": {
            "provider_config": {"azurerm": {"name": "azurerm", "full_name": provider, "version_constraint": "~> 4.70"}},
            "root_module": {"resources": [{**block, "provider_config_key": "azurerm", "expressions": {}}]},
        },
    }
    return {"overlay.json": json.dumps(document)}


def test_a_plan_that_destroys_the_cluster_blocks() -> None:
    paths = [["network_profile", "0", "network_plugin"]]
    found = one(plan_of("kubenet", "azure", "overlay", paths, ["delete", "create"]))

    assert "replaced" in keys(found, "blocker")


def test_a_plan_that_changes_it_in_place_does_not() -> None:
    found = one(plan_of("kubenet", "azure", "overlay", [], ["update"]))

    assert keys(found, "blocker") & {"replaced", "provider"} == set()
    assert found.steps[found.final_step - 1].commands[-1] == "terraform apply overlay.tfplan"


def test_a_location_that_no_file_tells_is_left_open_in_the_command() -> None:
    texts = {"main.bicep": "param where string\n" + bicep()["main.bicep"].replace("'koreacentral'", "where")}

    found = [command for command in commands(one(texts)) if command.startswith("az identity create")]
    assert found
    assert all(command.endswith("-l '<location>'") for command in found)
