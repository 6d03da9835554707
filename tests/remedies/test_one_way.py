"""One answer of several: the report says which it is, and what is a person's decision is never written by `--fix`."""

import re

import pytest

from akslab.checking.locations import Locator
from akslab.checking.report import Report
from akslab.checking.sarif import report_sarif
from akslab.checking.structured import report_json
from akslab.checking.text import report_text
from akslab.checking.ways import OneWay, said_way
from akslab.remedies.choices import REMEDIES
from akslab.rules.catalogue import judgements, rule
from akslab.rules.rule import Finding

from .applying import checked, of_rule, sound
from .test_fixing import fixed

WAYS = {id_: remedy.one_way for id_, remedy in REMEDIES.items() if remedy.one_way is not None}
DECISION = "kubenet-retirement"
"""A rule whose lines move a cluster to another plugin."""
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def findings_of(id_: str) -> list[Finding]:
    """Return the findings of a rule in its own example."""
    found = rule(id_)
    assert found is not None
    return [each for each in judgements(found.failing(), [found]) if isinstance(each, Finding)]


def report(language: str = "bicep") -> Report:
    return checked({f"main.{language}": sound(language)})


def test_the_text_says_that_lines_are_one_way_and_whose_decision_they_are() -> None:
    said = "\n".join(report_text(report(), Locator({"main.bicep": sound("bicep")}), with_notes=True))
    at = said.index("= one way, for you to decide (--fix leaves it): Azure CNI Overlay")
    assert said.index("+       networkPlugin: 'azure'") > at


def test_lines_for_a_day_to_come_are_shown_with_the_notes_only() -> None:
    said = "\n".join(report_text(report(), Locator({"main.bicep": sound("bicep")})))
    assert "fix: Write networkPlugin azure" in said
    assert "one way" not in said
    assert "+ " not in said


def test_the_lines_of_an_earlier_finding_are_named_and_not_shown_again() -> None:
    text = sound("bicep").replace("192.168.0.0/16", "172.30.0.0/15").replace("192.168.1.0/24", "172.30.1.0/24")
    found = of_rule(checked({"main.bicep": text}), "reserved-range")
    assert len(found) == 2
    assert found[0].changes == found[1].changes
    said = "\n".join(report_text(checked({"main.bicep": text}), Locator({"main.bicep": text})))
    assert said.count("= the lines are those of reserved-range above") == 1
    assert said.count("-         '172.30.0.0/15'") == 1


def test_json_and_sarif_have_the_words() -> None:
    (found,) = [each for each in report_json(report(), "breaks", 0)["findings"] if each["rule"] == DECISION]
    assert found["oneWay"]["isDecision"] is True
    assert found["oneWay"]["words"].startswith("Azure CNI Overlay")
    results = report_sarif(report(), "1")["runs"][0]["results"]
    (result,) = [each for each in results if each["ruleId"] == DECISION]
    assert found["oneWay"]["words"] in result["fixes"][0]["description"]["text"]


def test_what_is_a_decision_is_left_to_a_person() -> None:
    done = fixed({"main.bicep": sound("bicep")})
    assert DECISION in {found.rule for found in done.report.findings if found.changes}
    assert done.changed == {}


def test_the_words_name_properties_as_the_input_does() -> None:
    way = OneWay("Write networkPlugin azure.", "networkPlugin azure로 쓰세요.")
    (found,) = findings_of(DECISION)
    assert said_way(way, found, ("en", "az")) == "Write --network-plugin azure."
    assert said_way(way, found, ("ko", "terraform")) == "network_plugin azure로 쓰세요."


@pytest.mark.parametrize("id_", sorted(WAYS))
def test_the_words_of_a_way_are_complete_in_both_languages(id_: str) -> None:
    way = WAYS[id_]
    assert set(PLACEHOLDER.findall(way.english)) == set(PLACEHOLDER.findall(way.korean))
    found = findings_of(id_)
    assert found
    for each in found:
        for language in ("en", "ko"):
            said = said_way(way, each, (language, "bicep"))
            assert said.rstrip()[-1:] == "."
            assert "{" not in said
            assert "}" not in said
