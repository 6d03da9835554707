"""Which files of a directory are checked, and what is said of those that cannot be."""

import json

import pytest

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.inputs import Input, inputs_in
from akslab.checking.report import Report
from akslab.checking.text import summary
from akslab.importers.files import GivenFiles, UnreadableError
from akslab.importers.options import NO_OPTIONS

SCHEMA = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
TEMPLATE = json.dumps({"$schema": SCHEMA, "contentVersion": "1.0.0.0", "resources": []})
PLAN = json.dumps(
    {"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [], "provider": "azurerm"}
)
SCRIPT = "az group create -n rg-aks -l koreacentral\n"


class _WithLarge(GivenFiles):
    """Files of which one is too large to be read."""

    def read(self, name: str) -> str:
        if name.endswith("large.json"):
            raise UnreadableError(name, "file.too-large")
        return super().read(name)


def report(texts: dict[str, str], name: str = "") -> Report:
    return check(_WithLarge({**texts}), (name,), NO_OPTIONS, Wishes())[0]


def found(texts: dict[str, str]) -> list[Input]:
    return list(inputs_in(GivenFiles(texts), "").inputs)


def test_each_language_is_found_by_what_its_files_say() -> None:
    texts = {
        "a/main.json": TEMPLATE,
        "b/x.bicep": "",
        "c/main.tf": "",
        "d/up.sh": SCRIPT,
        "notes.txt": "az ",
        "plan.json": PLAN,
        "n.json": "{}",
    }
    assert found(texts) == [
        Input("arm", "a/main.json"),
        Input("bicep", "b/x.bicep"),
        Input("terraform", "c"),
        Input("script", "d/up.sh"),
        Input("plan", "plan.json"),
    ]


def test_a_module_and_the_compiled_output_are_no_inputs_of_their_own() -> None:
    compiled = TEMPLATE.replace('"resources"', '"metadata": {"_generator": {"name": "bicep"}}, "resources"')
    texts = {"main.bicep": "module net 'net.bicep' = {\n  name: 'net'\n}\n", "net.bicep": "", "main.json": compiled}
    assert found(texts) == [Input("bicep", "main.bicep")]


def test_a_truncated_template_in_a_directory_is_no_silence() -> None:
    made = report({"main.json": TEMPLATE[:-5], "up.sh": SCRIPT})
    assert [(each.kind, each.file) for each in made.troubles] == [("unreadable", "main.json")]
    assert made.troubles[0].location is not None
    assert made.exit_code() == 2
    assert made.inputs == ("up.sh",)


def test_a_file_nobody_named_that_cannot_be_read_is_told_and_fails_nothing() -> None:
    made = report({"data/large.json": "", "main.json": TEMPLATE})
    assert [(each.kind, each.message) for each in made.troubles] == [
        ("not-understood", "data/large.json is larger than 50 MB")
    ]
    assert made.exit_code() == 0


def test_a_broken_file_that_says_nothing_of_azure_is_somebody_elses() -> None:
    assert report({"package.json": '{"name": ', "main.json": TEMPLATE}).troubles == ()


@pytest.mark.parametrize("name", ["large.json", "cut.json", "strange.json", "photo.png"])
def test_a_file_that_was_named_and_cannot_be_judged_is_two(name: str) -> None:
    made = report({"large.json": "", "cut.json": TEMPLATE[:-5], "strange.json": "[]", "photo.png": "…"}, name)
    assert made.exit_code() == 2
    assert name in made.troubles[0].message
    assert summary(made) == "nothing here could be judged"


class _Junk(GivenFiles):
    """Files of which those named `junk` are no text; this is how they begin."""

    def __init__(self, texts: dict[str, str], beginning: str) -> None:
        super().__init__(texts)
        self._beginning = beginning

    def read(self, name: str) -> str:
        if "junk" in name:
            raise UnreadableError(name, "file.not-text", self._beginning)
        return super().read(name)


@pytest.mark.parametrize(
    ("name", "beginning", "code"),
    [
        ("junk.sh", "#!/bin/sh\naz aks create -n x -g y\n\0", 2),
        ("junk.ps1", "New-AzAksCluster -Name x\n\0", 2),
        ("junk.json", '{"$schema": "https://x/deploymentTemplate.json#", "a": "\0', 2),
        ("junk.json", "\0\1\2", 0),
        ("junk.sh", "#!/bin/sh\necho\n\0", 0),
    ],
)
def test_a_file_that_is_no_text_is_ours_by_what_it_begins_with(name: str, beginning: str, code: int) -> None:
    made = check(_Junk({name: "", "main.json": TEMPLATE}, beginning), ("",), NO_OPTIONS, Wishes())[0]
    assert [each.message for each in made.troubles] == [f"{name} is no text"]
    assert made.exit_code() == code
    assert made.inputs == ("main.json",)


@pytest.mark.parametrize("name", ["junk.json", "junk.sh"])
def test_junk_and_nothing_else_is_no_clean_bill(name: str) -> None:
    made = check(_Junk({name: ""}, "\0\1\2"), ("",), NO_OPTIONS, Wishes())[0]
    assert made.exit_code() == 2
    assert summary(made) == "nothing here could be judged"


def template_of(profile: object, **parameters: object) -> str:
    cluster = {
        "type": "Microsoft.ContainerService/managedClusters",
        "apiVersion": "2024-02-01",
        "name": "aks",
        "location": "westeurope",
        "identity": {"type": "SystemAssigned"},
        "properties": {
            "agentPoolProfiles": [{"name": "np", "mode": "System", "count": 3}],
            "networkProfile": profile,
        },
    }
    return json.dumps({**json.loads(TEMPLATE), "parameters": parameters, "resources": [cluster]})


def test_nothing_found_in_what_could_not_be_judged_says_so() -> None:
    made = report({"main.json": template_of("[parameters('net')]", net={"type": "object"})})
    assert made.counted == ()
    assert summary(made) == f"nothing found in main.json, but {len(made.unjudged)} things could not be judged"
    assert made.exit_code() == 0


def test_nothing_found_in_what_was_judged_says_no_more() -> None:
    made = report({"main.json": template_of({"networkPlugin": "azure", "networkPluginMode": "overlay"})})
    assert made.unjudged == ()
    assert summary(made) == "nothing found in main.json"


COPIES = """resource "azurerm_kubernetes_cluster" "k" {
  count               = 2
  name                = "k${count.index}"
  location            = "westeurope"
  resource_group_name = "g"
  dns_prefix          = "k"
  default_node_pool {
    name       = "p"
    vm_size    = "Standard_D4s_v5"
    node_count = 3
  }
  identity {
    type = "SystemAssigned"
  }
  network_profile {
    network_plugin = "kubenet"
  }
}
"""


def test_findings_of_copies_that_say_the_same_say_of_which_one() -> None:
    found = [each.message for each in report({"main.tf": COPIES}).counted if each.rule == "kubenet-retirement"]
    assert [each.partition(": ")[0] for each in found] == [
        "azurerm_kubernetes_cluster.k[0]",
        "azurerm_kubernetes_cluster.k[1]",
    ]
    (alone,) = report({"main.tf": COPIES.replace("= 2", "= 1", 1)}).counted
    assert alone.message.startswith("The cluster is on kubenet")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("main.json", template_of("[frobnicate('x')]")),
        ("main.bicep", "var x = frobnicate('x')\noutput y string = x\n"),
        ("main.tf", 'locals {\n  x = frobnicate("x")\n}\n'),
    ],
)
def test_a_function_nobody_knows_is_told_alike_in_every_language(name: str, text: str) -> None:
    made = report({name: text})
    assert [each.kind for each in made.troubles] == ["not-understood"]
    assert "frobnicate" in made.troubles[0].message
    assert made.troubles[0].location is not None
    assert made.exit_code() == 0
