"""The verdict: which nodes are cut off, why, where it stands, what to do; and silence about what is sound."""

import pytest

from .az_shapes import node_name
from .diagnosing import cut_off, diagnosed, patient_of, rules_of
from .scenarios import BROKEN, SOUND

EVERY_SCENARIO = pytest.mark.parametrize("name", BROKEN)
EVERY_SOUND_ONE = pytest.mark.parametrize("name", SOUND)
DROPPED = [(name, file) for name, make in BROKEN.items() for file in make().files]
DROPPED_SOUND = [(name, file) for name, make in SOUND.items() for file in make()]


ASSOCIATION = {
    "route-table-swapped",
    "route-table-detached",
    "route-table-without-pod-routes",
    "pool-subnet-without-cluster-table",
}
"""One fault, told as precisely as the files allow."""


def families(rules: set[str]) -> set[str]:
    return {"association" if rule in ASSOCIATION else rule for rule in rules}


@EVERY_SCENARIO
def test_a_broken_cluster_is_told_with_its_nodes_and_its_cause(name: str) -> None:
    scenario = BROKEN[name]()

    patient = patient_of(diagnosed(scenario.files))

    assert patient.diagnosis.state == "broken"
    assert patient.diagnosis.confidence == "high"
    assert cut_off(patient) == {node_name(number) for number in scenario.nodes}
    assert patient.causes[0].rule == scenario.cause


@EVERY_SCENARIO
def test_the_facts_of_a_cause_are_shown_where_they_stand(name: str) -> None:
    scenario = BROKEN[name]()

    proofs = patient_of(diagnosed(scenario.files)).causes[0].proofs

    assert set(scenario.proofs) <= set(proofs)
    assert {proof.partition(":")[0] for proof in proofs} <= set(scenario.files)


@EVERY_SCENARIO
def test_the_fixes_have_the_real_names(name: str) -> None:
    scenario = BROKEN[name]()

    causes = patient_of(diagnosed(scenario.files)).causes
    commands = [command for cause in causes for fix in cause.fixes for command in fix.commands]

    for wanted in scenario.commands:
        assert any(wanted in command for command in commands), (wanted, commands)
    assert all(command.startswith("az ") for command in commands)


@EVERY_SOUND_ONE
def test_a_sound_cluster_is_given_no_finding_that_breaks(name: str) -> None:
    report = diagnosed(SOUND[name]())

    assert rules_of(report, "rejected", "breaks") == set()
    assert [each.diagnosis.state for each in report.patients] == ["stopped" if name == "sound_stopped" else "works"]


@pytest.mark.parametrize(("name", "file"), DROPPED)
def test_a_file_less_makes_no_other_verdict(name: str, file: str) -> None:
    """What is not there may leave the verdict open; it may never turn it, nor add nodes, nor invent a cause."""
    scenario = BROKEN[name]()
    whole = diagnosed(scenario.files)
    rest = {each: value for each, value in scenario.files.items() if each != file}

    report = diagnosed(rest)

    for patient in report.patients:
        assert patient.diagnosis.state in ("broken", "unknown") or (
            patient.diagnosis.state == "works" and patient.diagnosis.confidence == "medium"
        )
        assert cut_off(patient) <= cut_off(patient_of(whole))
    assert families(rules_of(report, "breaks")) <= families(rules_of(whole, "breaks"))


@pytest.mark.parametrize(("name", "file"), DROPPED_SOUND)
def test_a_file_less_makes_a_sound_cluster_at_most_uncertain(name: str, file: str) -> None:
    rest = {each: value for each, value in SOUND[name]().items() if each != file}

    report = diagnosed(rest)

    assert rules_of(report, "rejected", "breaks") == set()
    assert all(each.diagnosis.state in ("works", "unknown", "stopped") for each in report.patients)
    assert all(
        each.diagnosis.confidence != "high" or each.diagnosis.state == "stopped" or not each.diagnosis.needs
        for each in report.patients
    )


@pytest.mark.parametrize(
    ("file", "needed"),
    [
        ("nodes.json", "kubectl get nodes -o json"),
        ("nics.json", "az vmss nic list"),
        ("rt.json", "az network route-table show --ids"),
        ("vnet.json", "az network vnet subnet show --ids"),
        ("nsg-mc.json", "az network nsg show --ids"),
    ],
)
def test_what_would_raise_the_confidence_is_named_as_a_command(file: str, needed: str) -> None:
    files = SOUND["sound"]()
    del files[file]

    diagnosis = patient_of(diagnosed(files)).diagnosis

    assert diagnosis.confidence != "high"
    assert any(each.startswith(needed) for each in diagnosis.needs), diagnosis.needs


def test_that_it_works_is_sure_only_with_everything_that_could_break_it() -> None:
    whole = patient_of(diagnosed(SOUND["sound"]())).diagnosis

    assert (whole.state, whole.confidence, whole.needs) == ("works", "high", ())
    assert [each.kind for each in whole.inputs if each.is_there] == [each.kind for each in whole.inputs]


def test_a_lost_table_is_broken_for_all_nodes_even_if_nobody_exported_them() -> None:
    files = BROKEN["detached"]().files
    del files["nodes.json"]

    diagnosis = patient_of(diagnosed(files)).diagnosis

    assert (diagnosis.state, diagnosis.confidence) == ("broken", "medium")
    assert (diagnosis.paths.cut_off, diagnosis.paths.total) == (3, 3)


def test_who_exchanged_the_table_is_told_with_the_time() -> None:
    changes = patient_of(diagnosed(BROKEN["swapped"]().files)).diagnosis.changes

    assert [(each.caller, each.time[:10], each.place) for each in changes] == [
        ("ops@contoso.com", "2026-10-03", "activity.json:$[0]")
    ]
