"""Slips of real scripts: read as they were meant, and told with their place."""

import pytest

from akslab.importers.scripts.english import ENGLISH
from akslab.wire.sentences import said

from .reading import ENDS, NETWORK, body, findings, invocation, only, read, rules, written

CLUSTER = NETWORK + "az aks create -g myResourceGroup -n c --network-plugin kubenet{gap}--pod-cidr 10.244.0.0/16"
BROKEN = {
    "a blank behind the backslash": " \\ \n    ",
    "no backslash": "\n    ",
    "a comment in between": " \\\n    # the pods\n    ",
}


@pytest.mark.parametrize("gap", BROKEN.values(), ids=BROKEN)
def test_an_option_that_lost_its_command_is_read_with_it_and_told(gap: str) -> None:
    script = CLUSTER.format(gap=gap)
    deployment = read(script)
    assert body(only(deployment, "managedClusters"))["properties"]["networkProfile"]["podCidr"] == "10.244.0.0/16"
    (finding,) = [each for each in findings(deployment) if each.rule == "az-broken-command"]
    assert finding.class_ == "breaks"
    assert finding.place == "--pod-cidr"
    (option,) = invocation(deployment, "aks create").broken
    assert written(script, option) == "--pod-cidr"


def test_options_on_several_lost_lines_all_come_back() -> None:
    script = "az aks create\n--resource-group g \\ \n--name c \\\n# here\n--node-count 5"
    deployment = read(script)
    assert body(only(deployment, "managedClusters"))["properties"]["agentPoolProfiles"][0]["count"] == 5
    assert [each.text for each in invocation(deployment, "aks create").broken] == [
        "--resource-group",
        "--name",
        "--node-count",
    ]


@pytest.mark.parametrize(
    "page", ["az aks create -g g -n c\n\n--enable-blob-driver\n", "az aks create \\\n  ...\n  --no-wait\n"]
)
def test_options_that_a_page_lists_have_not_lost_their_command(page: str) -> None:
    assert invocation(read(page), "aks create").broken == ()


def test_what_a_page_leaves_empty_is_to_be_filled_in() -> None:
    subnet = "/subscriptions/$S/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n"
    script = f'S="" # yours\naz aks create -g g -n c --network-plugin kubenet --vnet-subnet-id {subnet}\n'
    assert "az-not-a-resource-id" in rules(read(script))
    assert rules(read(f"```bash\n{script}```\n", name="page.md"), "rejected", "breaks") == set()


def test_what_is_no_script_in_a_page_makes_it_no_worse() -> None:
    page = "```\nkind: (List\n```\n\n```bash\naz group create -n g -l e (\n```\n"
    (problem,) = read(page, name="page.md").problems
    assert not problem.is_unreadable


def test_a_lost_query_comes_back_inside_of_a_substitution() -> None:
    script = "ID=$(az network vnet create -g g -n v\n  --query newVNet.id -o tsv)\naz network nsg create -g g -n n\n"
    assert rules(read(script)) == {"az-broken-command"}


def test_a_sound_continuation_is_no_finding() -> None:
    assert rules(read(CLUSTER.format(gap=" \\\n    "))) == {"az-script-goes-on", *ENDS}


def test_a_missing_equals_sign_is_read_as_an_assignment_and_told() -> None:
    script = 'NAME"vnet"\naz network vnet create -g g -n $NAME'
    deployment = read(script)
    assert only(deployment, "virtualNetworks").id.endswith("/vnet")
    (problem,) = deployment.problems
    assert said(problem.what, ENGLISH) == "an equals sign is missing: write NAME=…, without blanks around it"
    assert problem.origin is not None
    assert script[problem.origin.start : problem.origin.end] == 'NAME"vnet"'


@pytest.mark.parametrize("placeholder", ["<appId>", "<your resource group>", '"<app-id>"'])
def test_a_placeholder_is_a_symbol_and_is_asked_for(placeholder: str) -> None:
    deployment = read(f"az network vnet create -g {placeholder} -n v")
    assert [gap.what.key for gap in deployment.gaps] == ["az.placeholder"]
    assert deployment.gaps[0].needs == placeholder.strip('"')
    assert deployment.problems == ()


@pytest.mark.parametrize("redirection", ["< in.txt > out.txt", "<in.txt >out.txt", "2>&1 > log", "<<<text"])
def test_a_redirection_is_no_placeholder(redirection: str) -> None:
    deployment = read(f"az network vnet create -g g -n v {redirection}")
    assert deployment.gaps == ()
    assert only(deployment, "virtualNetworks").id.endswith("/v")


def test_a_suffix_of_empty_quotes_is_nothing() -> None:
    assert "/resourceGroups/g/" in read("RG=g\naz network vnet create -g $RG'' -n v").resources[0].id


@pytest.mark.parametrize(
    ("option", "is_known"),
    [
        ("--enable-rbac", False),
        ("--subnet-id x", False),
        ("--docker-bridge-address 172.17.0.1/16", True),
        ("--vm-set-type AvailabilitySet", True),
        ("--node-vm x", True),
        ("--only-show-errors", True),
    ],
)
def test_an_option_that_az_does_not_have_is_told(option: str, is_known: bool) -> None:
    deployment = read(f"az aks create -g g -n c {option}")
    assert ("az-unknown-option" in rules(deployment, "risk")) is not is_known


def test_a_script_that_goes_on_after_a_failure_is_noted() -> None:
    assert "az-script-goes-on" in rules(read(CLUSTER.format(gap=" ")), "note")
    assert rules(read("set -euo pipefail\n" + CLUSTER.format(gap=" "))) == ENDS


def test_what_nothing_closes_is_told_and_what_came_before_is_read() -> None:
    script = "az network vnet create -g g -n v\nif [ -z x ]; then\n  az network nsg create -g g -n n\n"
    deployment = read(script)
    assert [each.what.key for each in deployment.problems] == ["az.syntax"]
    assert only(deployment, "virtualNetworks").id.endswith("/v")


def test_a_shebang_may_stop_the_script_at_errors() -> None:
    assert rules(read("#!/bin/bash -eu\n" + CLUSTER.format(gap=" "))) == ENDS


def test_a_variable_against_the_backslash_ends_where_the_line_does() -> None:
    script = (
        NETWORK + "az aks create -g myResourceGroup -n c --vnet-subnet-id $SUBNET_ID\\\n      --pod-cidr 10.244.0.0/16"
    )
    cluster = body(only(read(script), "managedClusters"))["properties"]
    assert cluster["agentPoolProfiles"][0]["vnetSubnetID"].endswith("/myAKSSubnet")
    assert cluster["networkProfile"]["podCidr"] == "10.244.0.0/16"
