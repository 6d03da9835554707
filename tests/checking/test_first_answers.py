"""What az refuses and Azure would refuse too is one finding, which names both; a comment on az's leaves Azure's."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from akslab.checking.assembly import Wishes
from akslab.checking.baseline import Baseline, baseline_of, read_baseline
from akslab.checking.check import check
from akslab.checking.first_answers import first_answers
from akslab.checking.junit import report_junit
from akslab.checking.locations import Locator
from akslab.checking.report import Report, Silence
from akslab.checking.structured import report_json
from akslab.checking.text import report_text
from akslab.importers.files import GivenFiles
from akslab.importers.options import NO_OPTIONS
from akslab.rules.catalogue import rule
from akslab.rules.catalogue_text import explained, rule_json

AZ, AZURE = "az-not-a-resource-id", "subnet-id-malformed"
CREATE = "az aks create -g g -n c --network-plugin kubenet --vnet-subnet-id nodes"


def checked(script: str, **wishes: Any) -> Report:
    return check(GivenFiles({"up.sh": f"set -e\n{script}\n"}), ("",), NO_OPTIONS, Wishes(**wishes))[0]


def counted(report: Report) -> list[str]:
    return [each.rule for each in report.counted if each.rule in (AZ, AZURE)]


def test_one_finding_says_what_az_answers_and_that_azure_would_refuse_it_too() -> None:
    report = checked(CREATE)

    assert counted(report) == [AZ]
    lines = list(report_text(report, Locator({"up.sh": f"set -e\n{CREATE}\n"})))
    assert "  = az answers: InvalidArgumentValueError: …" in lines
    assert (
        "  = had az let it through, Azure would refuse it: LinkedInvalidPropertyId (akslab rules subnet-id-malformed)"
        in lines
    )
    assert any("Azure가 거부합니다" in line for line in report_text(checked(CREATE, language="ko"), Locator({})))


def test_programs_are_told_both() -> None:
    whole = report_json(checked(CREATE), "breaks", 1)
    (found,) = [each for each in whole["findings"] if each["rule"] == AZ]

    assert found["az"]["code"] == "InvalidArgumentValueError"
    assert [(each["rule"], each["azure"]["code"]) for each in found["behind"]] == [(AZURE, "LinkedInvalidPropertyId")]
    assert all("behind" not in each for each in whole["findings"] if each["rule"] != AZ)
    json.dumps(whole)


def test_a_rule_behind_another_did_not_pass() -> None:
    passed = f'name="{AZURE}"/>'
    assert passed not in report_junit(checked(CREATE), "breaks")
    assert passed in report_junit(checked("az group create -n g -l eastus"), "breaks")


def test_where_a_comment_says_that_az_takes_it_azures_refusal_is_told() -> None:
    report = checked(f"{CREATE} # akslab:ignore {AZ} our az looks it up")

    assert counted(report) == [AZURE]
    assert not any(each.behind for each in report.findings)


def test_a_comment_on_azures_refusal_is_kept_and_told_of_nothing() -> None:
    report = checked(f"{CREATE} # akslab:ignore {AZURE} we know")

    assert counted(report) == [AZ]
    assert [each.rule for each in report.findings if each.silence] == [AZURE]
    assert [each for each in report.troubles if each.kind == "suppression"] == []


def test_a_baseline_of_az_holds_azures_back_as_well() -> None:
    known = read_baseline(baseline_of(checked(CREATE), Baseline()))
    assert counted(checked(CREATE, baseline=known)) == []


@pytest.mark.parametrize("value", ["nodes", "$SUBNET"])
def test_two_commands_with_one_fault_each_are_two_findings(value: str) -> None:
    create = CREATE.replace("nodes", value)
    report = checked(f"SUBNET=nodes\n{create}\n{create.replace('-n c', '-n d')}")

    assert counted(report) == [AZ, AZ]
    assert [[other.rule for other in each.behind] for each in report.counted if each.rule == AZ] == [[AZURE], [AZURE]]


def pair(first: dict[str, Any], second: dict[str, Any]) -> list[str]:
    """Return which of a finding of az and one of Azure at the same place are told."""
    found = next(each for each in checked(CREATE).findings if each.rule == AZ)
    az, azure = replace(found, behind=(), **first), replace(found, behind=(), rule=AZURE, **second)
    orders = {tuple(sorted(each.rule for each in first_answers(several))) for several in ((az, azure), (azure, az))}
    assert len(orders) == 1
    return list(orders.pop())


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({}, {}, [AZ]),
        ({"condition": "x"}, {"condition": "x"}, [AZ]),
        ({}, {"condition": "x"}, [AZ]),
        ({"condition": "x"}, {}, [AZ, AZURE]),
        ({"condition": "x"}, {"condition": "y"}, [AZ, AZURE]),
        ({"inputs": ("a", "b")}, {"inputs": ("a",)}, [AZ]),
        ({"inputs": ("a",)}, {"inputs": ("a", "b")}, [AZ, AZURE]),
        ({"location": None}, {"location": None}, [AZ, AZURE]),
        ({"resource": "up.sh:3"}, {}, [AZ, AZURE]),
        ({"silence": Silence("comment", "we know")}, {}, [AZ, AZURE]),
        ({"silence": Silence("baseline", "known")}, {}, [AZ]),
        ({}, {"silence": Silence("comment", "we know")}, [AZ, AZURE]),
    ],
)
def test_only_what_is_refused_first_wherever_it_is_found_is_left_out(
    first: dict[str, Any], second: dict[str, Any], told: list[str]
) -> None:
    assert pair(first, second) == told


def test_the_catalogue_says_which_rule_stands_before_which() -> None:
    first = rule(AZ)
    assert first is not None
    assert f"had it passed, Azure would refuse it by: {AZURE}" in list(explained(first, "en"))
    assert f"통과하면 Azure가 거부하는 규칙: {AZURE}" in list(explained(first, "ko"))
    assert rule_json(first, "en", has_examples=False)["standsBefore"] == [AZURE]
