"""From deployments to a report: what is certain, what is silenced and why, what the exit code says."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from akslab.checking.assembly import Wishes, assemble
from akslab.checking.baseline import Baseline, BaselineError, baseline_of, read_baseline
from akslab.checking.github import report_github
from akslab.checking.junit import report_junit
from akslab.checking.locations import Locator
from akslab.checking.report import Report, Reported
from akslab.checking.sarif import MOST_RESULTS, report_sarif
from akslab.checking.structured import report_json
from akslab.checking.text import report_text
from akslab.deployments.declared import Condition, Declared, Gap, Problem
from akslab.deployments.nodes import Node, Unknown, node_of
from akslab.importers.files import GivenFiles
from akslab.importers.scripts.reading import deployments_of_script
from akslab.rules.examples import SUBNET
from akslab.wire.sentences import sentence
from akslab.wire.symbols import symbol

from .written import FILE, TEXT, cluster, deployment, moved, network

RULE = "pod-cidr-overlaps-network"


def report_of(*resources: Declared, text: str = TEXT, wishes: Wishes | None = None, **more: Any) -> Report:
    return assemble([deployment(*resources, **more)], {FILE: text}, wishes or Wishes())


def found_by(report: Report, rule: str = RULE) -> Reported:
    [found] = [each for each in report.findings if each.rule == rule]
    return found


def test_a_finding_says_what_azure_answers_and_points_at_the_value() -> None:
    found = found_by(report_of())

    assert found.answer is not None
    assert found.answer.code == "NetworkProfileCIDROverlapVNET"
    assert found.location is not None
    assert (found.location.file, found.location.line) == (FILE, 1)
    assert not found.is_default


def test_rejections_come_first_and_fail_the_build() -> None:
    report = report_of()

    assert report.findings[0].class_ == "rejected"
    assert report.exit_code() == 1
    assert report.exit_code("rejected") == 1


def test_what_holds_only_under_a_condition_is_said_so_and_is_a_risk() -> None:
    report = report_of(network(conditions=(Condition("newNetwork"),)), cluster())
    found = found_by(report)

    assert found.condition == "newNetwork"
    assert found.counts_as == "risk"
    assert report.exit_code() == 0


def test_what_holds_in_both_branches_is_certain() -> None:
    branches = [network(conditions=(Condition("new", holds),)) for holds in (True, False)]

    assert found_by(report_of(*branches, cluster())).condition == ""


def test_one_fault_with_two_parameter_files_is_one_finding() -> None:
    report = assemble([deployment(name="dev"), deployment(name="prod")], {FILE: TEXT}, Wishes())

    assert found_by(report).inputs == ("dev", "prod")
    assert report.inputs == ("dev", "prod")


def test_unreadable_input_is_two_even_beside_findings() -> None:
    problem = Problem(what=sentence("file.no-json", name="x.json", reason="why"), file="x.json")
    report = report_of(problems=(problem,))

    assert report.findings
    assert report.exit_code() == 2
    assert report.troubles[0].message == "x.json is no JSON: why"


def test_what_is_not_given_is_told_and_fails_nothing() -> None:
    gap = Gap(what=sentence("file.missing", name="net.bicep"), needs="net.bicep", hides_resources=True)
    report = report_of(network(), gaps=(gap,))

    assert [(trouble.kind, trouble.needs) for trouble in report.troubles] == [("not-given", "net.bicep")]
    assert report.exit_code() == 0


def silenced(rules: str, reason: str) -> Report:
    comment = f"// akslab:ignore {rules} {reason}\n"
    return assemble([moved(deployment(), len(comment))], {FILE: comment + TEXT}, Wishes())


def test_a_comment_with_a_reason_silences_a_rule_on_the_next_line() -> None:
    report = silenced(RULE, "the range is moved next week")
    found = found_by(report)

    assert found.silence is not None
    assert (found.silence.by, found.silence.reason) == ("comment", "the range is moved next week")
    assert found not in report.counted


def test_a_comment_without_a_reason_or_for_another_rule_silences_nothing() -> None:
    assert found_by(silenced(RULE, "")).silence is None
    assert found_by(silenced("subnet-too-small", "because")).silence is None


def test_a_baseline_silences_what_it_knows_and_keeps_its_reasons() -> None:
    first = report_of()
    text = baseline_of(first, Baseline())
    known = read_baseline(text.replace('"reason": ""', '"reason": "known since May"'))

    again = report_of(wishes=Wishes(baseline=known))

    assert again.counted == ()
    assert again.exit_code() == 0
    assert found_by(again).silence is not None
    assert "known since May" in baseline_of(again, known)


def test_a_fingerprint_survives_lines_that_move() -> None:
    assert found_by(silenced("subnet-too-small", "x")).fingerprint == found_by(report_of()).fingerprint


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2}', '{"findings": 1}'])
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(BaselineError):
        read_baseline(text)


SCRIPT = "az group create -n g -l eastus\naz aks create -g g -n c --network-policy calico\n"


def report_of_script(script: str) -> Report:
    return assemble(
        deployments_of_script(GivenFiles({"deploy.sh": script}), "deploy.sh"), {"deploy.sh": script}, Wishes()
    )


def test_what_az_refuses_points_at_the_option_and_says_that_az_answers() -> None:
    report = report_of_script(SCRIPT)
    found = found_by(report, "az-policy-without-plugin")
    locator = Locator({"deploy.sh": SCRIPT})

    assert found.location is not None
    assert (found.location.line, locator.text(found.location)) == (2, "calico")
    said = "\n".join(report_text(report, locator))
    assert "az answers: RequiredArgumentMissingError" in said
    assert "Azure answers" not in said
    assert report_json(report, "breaks", 1)["findings"][0]["az"]["code"] == "RequiredArgumentMissingError"


def test_a_comment_silences_what_az_refuses() -> None:
    comment = "# akslab:ignore az-policy-without-plugin an older az takes it\n"
    silence = found_by(report_of_script(comment + SCRIPT.splitlines()[1]), "az-policy-without-plugin").silence

    assert silence is not None
    assert silence.reason == "an older az takes it"


def test_fingerprints_in_a_script_survive_lines_that_move() -> None:
    first, moved_down = (report_of_script(text).findings for text in (SCRIPT, "\n\n" + SCRIPT))

    assert len(first) > 1
    assert [each.fingerprint for each in moved_down] == [each.fingerprint for each in first]


def lines(report: Report, **how: Any) -> list[str]:
    return list(report_text(report, Locator({FILE: TEXT}), **how))


def test_the_text_shows_the_line_and_marks_the_value() -> None:
    said = lines(report_of())
    index = next(number for number, line in enumerate(said) if "192.168.0.0/20'" in line)

    assert said[index - 2].endswith(f"--> {FILE}:1:24")
    assert said[index + 1].index("^") == said[index].index("'192")
    assert said[index + 1].count("^") == len("'192.168.0.0/20'")


def test_the_text_in_korean_is_korean() -> None:
    said = "\n".join(lines(report_of(wishes=Wishes(language="ko")), with_notes=True))

    assert "거부됨" in said
    assert "rejected" not in said


def test_colours_only_where_they_are_asked_for() -> None:
    assert not any("\x1b" in line for line in lines(report_of()))
    assert any("\x1b" in line for line in lines(report_of(), is_coloured=True))


def test_the_json_has_every_finding_with_its_place() -> None:
    whole = json.loads(json.dumps(report_json(report_of(), "breaks", 1)))
    found = next(each for each in whole["findings"] if each["rule"] == RULE)

    assert found["location"]["line"] == 1
    assert found["azure"]["code"] == "NetworkProfileCIDROverlapVNET"
    assert whole["exitCode"] == 1


def test_sarif_names_each_rule_once_and_points_into_files() -> None:
    [run] = report_sarif(report_of(), "1.0")["runs"]
    rules = [each["id"] for each in run["tool"]["driver"]["rules"]]
    result = next(each for each in run["results"] if each["ruleId"] == RULE)

    assert len(set(rules)) == len(rules)
    assert rules[result["ruleIndex"]] == RULE
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == FILE
    assert place["region"]["startLine"] == 1
    assert result["level"] == "error"


def test_sarif_says_that_it_leaves_out_what_nobody_would_show() -> None:
    whole = report_of()
    many = replace(whole, findings=whole.findings * (MOST_RESULTS // len(whole.findings) + 1))
    [run] = report_sarif(many, "1.0")["runs"]
    [told] = [each["message"]["text"] for each in run["invocations"][0]["toolExecutionNotifications"]]

    assert len(run["results"]) == MOST_RESULTS
    assert str(len(many.findings) - MOST_RESULTS) in told


def test_junit_has_a_failure_and_an_empty_case_for_each_rule_that_passed() -> None:
    report = report_of()
    suite = ElementTree.fromstring(report_junit(report, "breaks")).find("testsuite")

    assert suite is not None
    cases = suite.findall("testcase")
    assert len(cases) == int(suite.attrib["tests"])
    failed = [case.attrib["name"] for case in cases if case.find("failure") is not None]
    assert any(name.startswith(RULE) for name in failed)
    assert len(failed) == int(suite.attrib["failures"])
    assert len(cases) > 50


def test_github_annotations_escape_what_ends_them() -> None:
    annotations = list(report_github(report_of()))
    line = next(each for each in annotations if RULE in each)

    assert line.startswith(f"::error file={FILE},line=1,")
    assert "\n" not in line
    assert all(each.startswith("::") for each in annotations[:-1])


def test_what_was_not_judged_names_what_would_settle_it() -> None:
    profile = Node({"networkPlugin": Node("kubenet"), "podCidr": Node(symbol("parameter podCidr"))})
    pools = node_of([{"name": "system", "vnetSubnetID": SUBNET}])
    cluster_ = replace(
        cluster(), body=Node({"properties": Node({"networkProfile": profile, "agentPoolProfiles": pools})})
    )
    read = replace(network(), existing=True, body=Node({"properties": Node({"*": Node(Unknown("elsewhere"))})}))
    report = assemble([deployment(cluster_, read)], {FILE: TEXT}, Wishes())
    needs = {each.missing: each.needs for each in report.unjudged}

    assert needs["networkProfile.podCidr"] == "parameter podCidr"
    assert "the files that declare net" in needs.values()
