"""Scripts that change a cluster they made: each command is judged as what it is, where it stands."""

import pytest

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.report import Report
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS
from akslab.rules.catalogue import rule

CREATE = "az aks create -g g -n k --network-plugin kubenet --pod-cidr 10.244.0.0/16"
UPDATE = "az aks update -g g -n k"
OVERLAY = f"{UPDATE} --network-plugin azure --network-plugin-mode overlay"


def report_of(*lines: str) -> Report:
    return check(GivenFiles({"up.sh": "\n".join(lines)}), ["up.sh"], NO_OPTIONS, Wishes())[0]


def found_in(*lines: str, classes: tuple[str, ...] = ("rejected", "breaks", "risk")) -> list[tuple[int, str]]:
    """Return the line and rule of each finding."""
    counted = [each for each in report_of(*lines).counted if each.class_ in classes and each.location]
    return sorted((each.location.line, each.rule) for each in counted if each.location)


KUBENET = (1, "kubenet-retirement")


@pytest.mark.parametrize(
    ("change", "target"),
    [
        ("--pod-cidr 10.0.0.0/8", "networkProfile.podCidr"),
        ("--pod-cidr 10.96.0.0/16", "networkProfile.podCidr"),
        ("--network-plugin azure", "networkProfile.networkPlugin"),
    ],
)
def test_what_may_not_change_is_refused_where_it_is_changed(change: str, target: str) -> None:
    assert found_in(CREATE, f"{UPDATE} {change}") == [KUBENET, (2, "fixed-property-changed")]
    (found,) = (each for each in report_of(CREATE, f"{UPDATE} {change}").counted if each.class_ == "rejected")
    assert found.answer is not None
    assert (found.answer.code, target in found.message) == ("PropertyChangeNotAllowed", True)
    assert found.changes == ()


@pytest.mark.parametrize(
    "same", ["--pod-cidr 10.244.0.0/16", "--network-plugin kubenet", "--auto-upgrade-channel stable", ""]
)
def test_what_is_written_as_it_is_changes_nothing(same: str) -> None:
    assert [name for _, name in found_in(CREATE, f"{UPDATE} {same}")] == ["kubenet-retirement"]


def test_a_pods_range_nobody_wrote_is_the_default_one() -> None:
    create = "az aks create -g g -n k --network-plugin kubenet"
    assert found_in(create, f"{UPDATE} --pod-cidr 10.244.0.0/16") == [KUBENET]
    assert (2, "fixed-property-changed") in found_in(create, f"{UPDATE} --pod-cidr 10.9.0.0/16")


def test_a_cluster_that_goes_to_overlay_is_on_it_for_what_comes_later() -> None:
    windows = "az aks nodepool add -g g --cluster-name k -n win --os-type Windows"
    assert found_in(CREATE, windows) == [KUBENET, (2, "windows-without-azure-cni")]
    assert found_in(CREATE, OVERLAY, windows) == []
    assert found_in(CREATE, windows, OVERLAY) == [(2, "windows-without-azure-cni")]


def test_a_move_to_overlay_may_bring_another_range() -> None:
    assert found_in(CREATE, f"{OVERLAY} --pod-cidr 10.100.0.0/16") == []


def test_a_refused_change_has_no_effect_on_what_comes_later() -> None:
    windows = "az aks nodepool add -g g --cluster-name k -n win --os-type Windows"
    refused = f"{UPDATE} --network-plugin azure"
    assert found_in(CREATE, refused, windows) == [
        KUBENET,
        (2, "fixed-property-changed"),
        (3, "windows-without-azure-cni"),
    ]


def test_what_was_wrong_at_creation_is_no_better_for_being_changed_later() -> None:
    wrong = f"{CREATE} --network-policy azure"
    assert found_in(wrong, f"{UPDATE} --network-policy calico") == [(1, "azure-policy-on-kubenet"), KUBENET]


def test_what_a_change_brings_is_found_at_the_change() -> None:
    assert (2, "azure-policy-on-kubenet") in found_in(CREATE, f"{UPDATE} --network-policy azure")
    assert (2, "kubenet-node-limit") in found_in(CREATE, "az aks scale -g g -n k -c 500")


def test_an_overlays_range_may_grow_and_a_basic_balancer_become_standard() -> None:
    create = "az aks create -g g -n k --network-plugin azure --network-plugin-mode overlay --pod-cidr 10.244.0.0/18"
    assert found_in(create, f"{UPDATE} --pod-cidr 10.244.0.0/16") == []
    basic = f"{create} --load-balancer-sku basic"
    rules = {each for _, each in found_in(basic, f"{UPDATE} --load-balancer-sku standard")}
    assert "fixed-property-changed" not in rules
    assert "fixed-property-changed" in {each for _, each in found_in(create, f"{UPDATE} --load-balancer-sku basic")}


def test_a_plugin_nobody_named_is_not_known_to_change() -> None:
    create = "az aks create -g g -n k"
    assert found_in(create, f"{UPDATE} --network-plugin azure") == []


def test_two_clusters_meet_as_they_are_when_the_second_is_made() -> None:
    lines = [
        "az network vnet create -g g -n v --address-prefix 192.168.0.0/16 --subnet-name s --subnet-prefix 192.168.1.0/24",
        "id=$(az network vnet subnet show -g g --vnet-name v -n s --query id -o tsv)",
        f"{CREATE} --vnet-subnet-id $id",
    ]
    second = lines[2].replace("-n k", "-n l").replace("10.244", "10.245")

    def shared(*after: str) -> list[str]:
        found = found_in(*lines, *after, classes=("rejected", "breaks"))
        return [name for _, name in found if name == "subnet-shared-by-clusters"]

    assert len(shared(second)) == len(shared(second, OVERLAY)) == 2
    assert shared(OVERLAY, second) == []


def test_the_rules_of_commands_are_judged_once() -> None:
    lines = (CREATE, f"{UPDATE} --frobnicate", f"{UPDATE} --network-policy calico")
    found = [
        each
        for each in report_of(*lines).counted
        if (known := rule(each.rule)) and known.subject.__name__ == "AzCommand"
    ]
    assert [each.location.line for each in found if each.location] == [2]
