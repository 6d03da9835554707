"""A diagnosis for builds: the same findings as SARIF, JUnit and annotations, at the lines of the exports."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.checking.report import Report as CiReport
from akslab.cli.ci_outputs import ci_lines
from akslab.doctor.for_ci import ci_report
from akslab.doctor.proofs import written_at
from akslab.doctor.report import report_of
from akslab.importers.files import GivenFiles

from . import az_shapes as az
from .diagnosing import diagnosed, known_of
from .scenarios import BROKEN
from .test_command import Run, doctor, exported
from .test_hostile import EVERYTHING, spoiled
from .test_pains import PAIRS

__all__ = ["doctor"]
OUTPUTS = ("sarif", "junit", "github")


def handed(files: az.Files, language: Any = "en", texts: Mapping[str, str] | None = None) -> CiReport:
    read = GivenFiles(az.written(files) if texts is None else texts).read
    return ci_report(diagnosed(files), language, read)


def result_of(files: az.Files, rule: str) -> dict[str, Any]:
    """Return the result of a rule in the SARIF log."""
    log = json.loads("\n".join(ci_lines(handed(files), "sarif", "akslab doctor", "breaks", with_notes=False)))
    [found] = [each for each in log["runs"][0]["results"] if each["ruleId"] == rule]
    return dict(found)


def test_a_verdict_is_one_result_at_the_line_of_its_proof() -> None:
    files = BROKEN["swapped"]().files
    found = result_of(files, "route-table-swapped")
    [location] = found["locations"]
    region = location["physicalLocation"]["region"]
    line = az.written(files)["subnet.json"].splitlines()[region["startLine"] - 1]

    assert found["level"] == "error"
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "subnet.json"
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == f'"{az.FIREWALL_TABLE}"'
    assert found["message"]["text"].startswith("aks-prod: pod traffic between nodes is broken for 3 of 3 nodes: subnet")
    assert (
        f"az network vnet subnet update --ids {az.SUBNET} --route-table {az.MANAGED_TABLE}" in found["message"]["text"]
    )
    assert "rt-mc.json" in json.dumps(found["relatedLocations"])


def test_a_refusal_is_a_warning_with_azures_code() -> None:
    later = az.subnet_show(prefix="10.0.3.0/24", id_=f"{az.VNET}/subnets/later")
    space = {"addressPrefixes": ["10.0.0.0/8", "192.168.0.0/16"]}
    files = az.sound(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE), later, addressSpace=space))

    found = result_of(files, "service-cidr-overlaps-subnet")
    assert found["level"] == "warning"
    assert "(Azure: ServiceCidrOverlapExistingSubnetsCidr)" in found["message"]["text"]


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_line_that_is_named_is_there(name: str, language: Any) -> None:
    files = BROKEN[name]().files
    report, texts = handed(files, language), az.written(files)

    assert report.counted[0].class_ == "breaks"
    assert report.counted[0].location
    for found in report.findings:
        for each in (found.location, *(related.location for related in found.related)):
            assert each is None or 1 <= each.line <= each.end_line <= texts[each.file].count("\n") + 1


@pytest.mark.parametrize("rule", PAIRS)
def test_a_finding_that_has_a_proof_has_a_line_with_that_value(rule: str) -> None:
    files = PAIRS[rule][0]()
    texts, report = az.written(files), diagnosed(files)
    lines = {found.fingerprint: found for found in handed(files).findings}

    for each in (found for patient in report.patients for found in patient.others):
        proof = written_at(report.known, each.finding.place, each.finding.resource_id)
        [made] = [
            found
            for found in lines.values()
            if (found.rule, found.resource_id) == (each.finding.rule, each.finding.resource_id)
            and found.message.endswith(each.finding.message)
        ]
        assert (made.location is None) == (proof is None)
        if proof and made.location:
            file, path = proof
            value = json.loads(texts[file])
            for step in path:
                value = value[step]
            rows = texts[file].splitlines(keepends=True)[made.location.line - 1 : made.location.end_line]
            rest = "".join(rows)[made.location.column - 1 :]
            assert json.JSONDecoder().raw_decode(rest)[0] == value


def test_junit_fails_what_the_exit_code_fails() -> None:
    files = BROKEN["swapped"]().files
    for fail_on, failures in (("never", 0), ("rejected", 0), ("breaks", 1), ("risk", 3)):
        text = "\n".join(ci_lines(handed(files), "junit", "akslab doctor", fail_on, with_notes=False))
        suite = ElementTree.fromstring(text)[0]
        assert (suite.get("name"), suite.get("failures")) == ("akslab doctor", str(failures))


def test_junit_passes_only_rules_that_were_judged() -> None:
    [suite] = ElementTree.fromstring(
        "\n".join(ci_lines(handed(az.sound(nodes=None)), "junit", "x", "breaks", with_notes=False))
    )
    names = {case.get("name") for case in suite}

    assert "pod-cidr-overlaps-subnet" in names
    assert "route-missing-for-node" not in names


def test_two_reports_of_the_same_have_the_same_fingerprints_wherever_it_stands() -> None:
    files = BROKEN["missing_route"]().files
    moved = {f"later/{name}": value for name, value in files.items()}

    assert {each.fingerprint for each in handed(files).findings} == {
        each.fingerprint for each in handed(moved).findings
    }


def test_a_file_that_is_gone_since_has_no_lines() -> None:
    report = handed(BROKEN["swapped"]().files, texts={})

    assert report.counted
    assert not [each for each in report.counted if each.location]


def test_problems_and_contradictions_are_told() -> None:
    files = az.sound(vnet=az.vnet_show(az.subnet_show()), subnet=az.subnet_show(az.OWN_TABLE)) | {
        "cut.json": '{\n"id": '
    }
    by_kind = {each.kind: each for each in handed(files).troubles}

    assert by_kind["unreadable"].location
    assert (by_kind["unreadable"].location.file, by_kind["unreadable"].location.line) == ("cut.json", 2)
    assert "neither is believed" in by_kind["not-understood"].message


@pytest.mark.parametrize("output", OUTPUTS)
def test_each_output_exits_as_the_text_does(doctor: Run, tmp_path: Path, output: str) -> None:
    broken, sound = exported(tmp_path / "a", BROKEN["detached"]().files), exported(tmp_path / "b", az.sound())
    code, out, err = doctor(broken, "-o", output)

    assert (code, err) == (1, "")
    assert "route-table-detached" in out
    assert doctor(broken, "-o", output, "--fail-on", "never")[0] == 0
    assert doctor(sound, "-o", output)[0] == 0


@pytest.mark.parametrize("output", OUTPUTS)
def test_korean_is_said_in_each_output(doctor: Run, tmp_path: Path, output: str) -> None:
    assert (
        "노드 간 Pod 통신이" in doctor(exported(tmp_path, BROKEN["detached"]().files), "-o", output, "--lang", "ko")[1]
    )


def test_a_fleet_is_no_list_of_findings(doctor: Run, tmp_path: Path) -> None:
    code, out, err = doctor(exported(tmp_path, az.sound()), "--fleet", "-o", "sarif")

    assert (code, out) == (2, "")
    assert "--fleet" in err


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_junk_anywhere_is_handed_on(data: st.DataObject) -> None:
    files = dict(az.sound())
    for name in data.draw(st.sets(st.sampled_from(sorted(EVERYTHING)), min_size=1, max_size=3)):
        files[name] = spoiled(EVERYTHING[name], data)
    report = ci_report(report_of(known_of(files)), "en", GivenFiles(az.written(files)).read)

    for output in OUTPUTS:
        text = "\n".join(ci_lines(report, output, "akslab doctor", "risk", with_notes=True))
        assert output != "junit" or ElementTree.fromstring(text) is not None
        assert output != "sarif" or json.loads(text)
