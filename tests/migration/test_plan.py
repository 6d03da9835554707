"""The plan: steps in the order of typing, each with its looks, one of them the point of no return."""

from datetime import date

import pytest
from doctor import az_shapes as az

from akslab.migration.commands import attach, detach
from akslab.migration.sentences import Speaker
from akslab.migration.text import assessment_text

from . import exports
from .blocking import BLOCKINGS, Blocking, with_all
from .exports import assessed, commands, step_keys

EACH = pytest.mark.parametrize("blocking", BLOCKINGS, ids=[each.key for each in BLOCKINGS])
QUIET = ("ranges", "build", "workloads", "traffic", "files", "rules")
"""Steps that are words, not commands."""


@EACH
def test_every_plan_has_one_point_of_no_return_and_it_needs_a_window_or_a_new_cluster(blocking: Blocking) -> None:
    found = assessed(with_all(blocking))

    final = [step for step in found.steps if step.is_final]
    assert len(final) == 1
    assert final[0].needs_window or final[0].key == "delete"


@EACH
def test_a_step_types_something_and_no_command_has_a_hole_but_a_marked_one(blocking: Blocking) -> None:
    found = assessed(with_all(blocking))

    for step in found.steps:
        assert step.commands or step.key in QUIET, step.key
    for command in commands(found):
        assert command.startswith(("az ", "kubectl ", "akslab ", "PRINCIPAL=$(az "))
        assert "''" not in command
        assert "None" not in command
        assert "UNKNOWN" not in command


def test_the_move_is_looked_at_before_and_after() -> None:
    found = assessed(exports.ready())

    move = found.steps[found.final_step - 1]
    assert move.commands == (
        "az aks update -g rg-aks -n aks-prod --network-plugin azure --network-plugin-mode overlay",
    )
    assert [look.command.split(" -")[0] for look in move.before] == [
        "az aks show",
        "kubectl get nodes",
        "kubectl get pdb",
    ]
    after = " ".join(look.command for look in move.after)
    for wanted in ("networkPluginMode", "kubectl get nodes", "kubectl get pods", "FailedCreatePodSandBox", "services"):
        assert wanted in after
    assert "az network route-table show -g rg-aks -n rt-aks" in after


def test_commands_are_for_the_clusters_subscription_and_name_another_one() -> None:
    elsewhere = az.SUBNET.replace(az.SUBSCRIPTION, "33333333-0000-0000-0000-000000000000")

    assert commands(assessed(exports.ready()))[0] == f"az account set --subscription {az.SUBSCRIPTION}"
    assert detach(az.SUBNET, az.CLUSTER) == (
        "az network vnet subnet update -g rg-aks --vnet-name myAKSVnet -n snet-aks --remove routeTable"
    )
    assert detach(elsewhere, az.CLUSTER) == (
        "az network vnet subnet update -g rg-aks --subscription 33333333-0000-0000-0000-000000000000 "
        "--vnet-name myAKSVnet -n snet-aks --remove routeTable"
    )
    assert attach(elsewhere, az.CLUSTER, az.OWN_TABLE).endswith(f"--route-table {az.OWN_TABLE}")
    assert attach(az.SUBNET, az.CLUSTER, az.OWN_TABLE).endswith("--route-table rt-aks")


def test_what_is_cut_off_by_the_plan_itself_is_cut_off_last() -> None:
    files = with_all(*(each for each in BLOCKINGS if each.key in ("side-subnet", "policy", "masquerade")))

    found = assessed(files)

    assert step_keys(found)[: found.final_step] == ["stock", "masquerade", "policy", "detach", "move"]


def test_steps_that_drain_nodes_ask_for_a_window() -> None:
    files = with_all(*(each for each in BLOCKINGS if each.key in ("side-subnet", "policy")))

    windows = {step.key for step in assessed(files).steps if step.needs_window}

    assert windows == {"policy", "detach", "move", "policy-back"}


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 24), "kubenet ends in 493 days (2028-03-31)"),
        (date(2028, 3, 31), "kubenet ends in 0 days (2028-03-31)"),
        (date(2028, 4, 2), "kubenet ended 2 days ago (2028-03-31)"),
    ],
)
def test_the_days_left_are_reckoned_from_the_day_that_is_given(today: date, words: str) -> None:
    first = next(iter(assessment_text(assessed(exports.ready(), today=today), "en", lambda *_: "")))

    assert words in first


def test_the_text_names_the_step_of_a_blocker_and_of_the_rollback() -> None:
    found = assessed(with_all(next(each for each in BLOCKINGS if each.key == "policy")))

    lines = list(assessment_text(found, "en", lambda place, _: f"file:{place}"))

    assert lines[1].startswith("BLOCKER    the network policy engine calico is on: take it off first")
    assert lines[1].endswith("(step 2)")
    assert lines[2] == "             at file:properties.networkProfile.networkPolicy  [M2, E22, Azure/AKS#3845]"
    assert any(line.startswith("ROLLBACK   none after step 3") for line in lines)
    assert sum("POINT OF NO RETURN" in line for line in lines) == 1


@pytest.mark.parametrize("language", ["en", "ko"])
@EACH
def test_everything_is_said_in_both_languages(blocking: Blocking, language: str) -> None:
    found = assessed(with_all(blocking))

    text = "\n".join(assessment_text(found, language, lambda *_: "x"))

    assert Speaker(language)("label.plan") in text
    assert "{" not in text.replace('{"spec"', "").replace('{"', "")
