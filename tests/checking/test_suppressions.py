"""A comment that silences nothing is told: without a reason, of no rule, or where the rule finds nothing any more."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.github import report_github
from akslab.checking.junit import report_junit
from akslab.checking.locations import Locator
from akslab.checking.report import Report, Reported
from akslab.checking.sarif import report_sarif
from akslab.checking.structured import report_json
from akslab.checking.suppressions import Suppressions
from akslab.checking.text import report_text
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.rules.second_apply import SECOND_APPLY
from akslab.rules.taken_ranges import TAKEN_RANGES
from akslab.rules.view import TakenRange

from .shop import BICEP, OPEN, TERRAFORM

RULE = "kubenet-retirement"
AT = "      networkPlugin: 'kubenet'"
LINE = BICEP[: BICEP.index(AT)].count("\n") + 1
OTHER = "subnet-is-delegated"
"""A rule that finds nothing in the shop."""


def checked(text: str, name: str = "main.bicep", **wishes: Any) -> Report:
    report, _ = check(GivenFiles({name: text}), ("",), Options(), Wishes(**wishes))
    return report


def with_comment(comment: str, **wishes: Any) -> Report:
    """Return the report on the shop with a comment above its kubenet."""
    return checked(BICEP.replace(AT, f"      {comment}\n{AT}"), **wishes)


def found(report: Report) -> Reported:
    return next(each for each in report.findings if each.rule == RULE)


def told(report: Report) -> list[tuple[str, int]]:
    """Return what is told of comments, each with its line."""
    return [
        (each.message, each.location.line) for each in report.troubles if each.kind == "suppression" and each.location
    ]


def test_a_suppression_without_a_reason_is_told_beside_the_finding_it_does_not_silence() -> None:
    report = with_comment(f"// akslab:ignore {RULE}")

    assert found(report).silence is None
    assert found(report).remark == (
        f"the suppression at main.bicep:{LINE} has no reason, so it counts for nothing: write why behind {RULE}"
    )
    assert told(report) == []


def test_one_with_a_reason_is_told_of_nothing() -> None:
    report = with_comment(f"// akslab:ignore {RULE} we move in May")

    assert found(report).silence is not None
    assert (found(report).remark, told(report)) == ("", [])


@pytest.mark.parametrize(
    ("comment", "message"),
    [
        (f"// akslab:ignore {OTHER}",
         f"{OTHER} is ignored here without a reason, which counts for nothing: write why behind it"),
        ("// akslab:ignore kubenet-retirment because",
         "there is no rule kubenet-retirment; did you mean kubenet-retirement?"),
        ("// akslab:ignore xyzzy because", "there is no rule xyzzy"),
        ("// akslab:ignore", "the comment names no rule: akslab:ignore RULE reason"),
        (f"// akslab:ignore {OTHER} we know", f"{OTHER} finds nothing here: the comment can go"),
        (f"/* akslab:ignore-file {OTHER} we know */", f"{OTHER} finds nothing here: the comment can go"),
    ],
)  # fmt: skip
def test_one_that_silences_nothing_is_told_at_its_place(comment: str, message: str) -> None:
    report = with_comment(comment)

    assert told(report) == [(message, LINE)]
    assert len(report.findings) == len(checked(BICEP).findings)


@pytest.mark.parametrize(
    "comment", ["", f"// akslab:ignore {RULE}", "// akslab:ignore xyzzy x", f"// akslab:ignore {OTHER} x"]
)
@pytest.mark.parametrize("fail_on", ["rejected", "breaks", "risk", "note", "never"])
def test_what_is_told_of_comments_changes_no_exit_code(comment: str, fail_on: Any) -> None:
    assert with_comment(comment).exit_code(fail_on) == checked(BICEP).exit_code(fail_on)


def test_of_several_rules_of_a_comment_those_that_find_something_are_not_told() -> None:
    report = with_comment(f"// akslab:ignore {RULE},{OTHER},xyzzy we know")

    assert found(report).silence is not None
    assert [message for message, _ in told(report)] == [
        f"{OTHER} finds nothing here: the comment can go",
        "there is no rule xyzzy",
    ]


@pytest.mark.parametrize("what", ["ignore", "ignore-file"])
def test_a_rule_that_was_not_asked_may_find_something_another_time(what: str) -> None:
    second, ranges = (f"// akslab:{what} {rule.id} we know" for rule in (SECOND_APPLY[-1], TAKEN_RANGES[0]))
    others = (TakenRange("office", "172.16.0.0/24"),)

    assert (len(told(with_comment(second, is_applied_twice=False))), len(told(with_comment(second)))) == (0, 1)
    assert (len(told(with_comment(ranges))), len(told(with_comment(ranges, taken=others)))) == (0, 1)


def test_a_rule_that_lacked_something_is_not_said_to_find_nothing() -> None:
    comment = f"// akslab:ignore-file {OTHER} we know\n"
    assert any(OTHER in each.rules for each in checked(OPEN).unjudged)
    assert told(checked(comment + OPEN)) == []


def test_a_resource_that_is_left_out_keeps_its_comments() -> None:
    left_out = (
        f"\n// akslab:ignore {RULE} only in production\n"
        "resource more 'Microsoft.ContainerService/managedClusters@2024-09-01' = if (false) {\n  name: 'more'\n"
        "  location: location\n  properties: { networkProfile: { networkPlugin: 'kubenet' } }\n}\n"
    )
    assert told(checked(BICEP + left_out)) == []


def test_a_page_that_shows_a_comment_is_not_told_of_it() -> None:
    page = "```bash\naz group create -n g -l eastus\n# akslab:ignore xyzzy like this\n```\n"
    assert told(checked(page, "README.md")) == []
    assert told(checked("az group create -n g -l eastus\n# akslab:ignore xyzzy like this\n", "up.sh")) != []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("main.tf", TERRAFORM.replace("    network_plugin", f"    # akslab:ignore {OTHER} x\n    network_plugin", 1)),
        ("up.sh", f"az group create -n g -l eastus # akslab:ignore {OTHER} x\n"),
    ],
)
def test_it_is_told_in_every_language_that_has_comments(name: str, text: str) -> None:
    assert [message for message, _ in told(checked(text, name))] == [f"{OTHER} finds nothing here: the comment can go"]


def test_the_text_shows_the_comment_and_says_it_beside_the_finding() -> None:
    text = BICEP.replace(AT, f"      // akslab:ignore {RULE}\n      // akslab:ignore xyzzy x\n{AT}")
    report = checked(text)
    lines = list(report_text(report, Locator({"main.bicep": text})))

    at = lines.index("silences nothing: there is no rule xyzzy")
    assert lines[at + 1 : at + 5] == [
        f"  --> main.bicep:{LINE + 1}:10",
        "   |",
        f"{LINE + 1} |       // akslab:ignore xyzzy x",
        "   |          ^^^^^^^^^^^^^^^^^^^",
    ]
    remark = next(index for index, line in enumerate(lines) if line.startswith("   = the suppression at main.bicep:"))
    heads = [index for index, line in enumerate(lines) if line.startswith(("rejected[", "breaks[", "risk["))]
    assert lines[max(index for index in heads if index < remark)].startswith(f"risk[{RULE}]")


def test_programs_are_told_of_both() -> None:
    text = BICEP.replace(AT, f"      // akslab:ignore {RULE}\n      // akslab:ignore xyzzy x\n{AT}")
    report = checked(text)
    remark = found(report).remark

    whole = report_json(report, "breaks", 1)
    assert [each.get("remark") for each in whole["findings"] if each["rule"] == RULE] == [remark]
    assert [each["location"]["line"] for each in whole["troubles"] if each["kind"] == "suppression"] == [LINE + 1]

    (run,) = report_sarif(report, "1")["runs"]
    assert [each["level"] for each in run["invocations"][0]["toolExecutionNotifications"]] == ["warning"]
    assert run["invocations"][0]["executionSuccessful"] is True
    assert [remark in each["message"]["text"] for each in run["results"] if each["ruleId"] == RULE] == [True]
    assert json.dumps(run).count("suppressions") == 0

    junit = report_junit(report, "breaks")
    assert remark in junit
    suite = ElementTree.fromstring(junit).find("testsuite")
    assert suite is not None
    assert suite.findtext("system-err") == f"main.bicep:{LINE + 1}: there is no rule xyzzy"
    assert report_junit(checked(BICEP), "breaks").count("system-err") == 0

    annotations = list(report_github(report))
    assert f"::warning file=main.bicep,line={LINE + 1}::there is no rule xyzzy" in annotations
    assert any(remark in line and RULE in line for line in annotations)


def test_it_is_told_in_korean_too() -> None:
    report = with_comment(f"// akslab:ignore {RULE}", language="ko")
    assert f"main.bicep:{LINE}의 숨김 주석" in found(report).remark
    assert told(with_comment(f"// akslab:ignore {OTHER} x", language="ko")) == [
        (f"{OTHER}는 여기서 발견하는 것이 없습니다. 주석을 지워도 됩니다", LINE)
    ]


PARTS = ("# akslab:ignore", " a", ",b", " ", "-file", "x", "\n", "\r\n", "\u2028", "// ", "/* ", "*/", "-->", ":", "가")


@given(st.lists(st.sampled_from(PARTS)))
def test_whatever_stands_in_a_comment_is_read(parts: list[str]) -> None:
    texts = {"f.tf": "".join(parts)}
    locator = Locator(texts)
    for each in Suppressions(texts).idle():
        assert locator.text(each.location).startswith("akslab:ignore")
        assert locator.line("f.tf", each.location.line).count("akslab:ignore")
        assert each.covers == 0 or locator.line("f.tf", each.covers)
