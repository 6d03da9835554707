"""Every rule of the catalogue, by its own two examples, and the catalogue as a whole."""

import importlib
import pkgutil
from typing import Any

import pytest

import akslab.rules
from akslab.rules.catalogue import RULES, judgements, refusals, rule
from akslab.rules.examples import cluster, network, subnet
from akslab.rules.from_documents import view_of
from akslab.rules.rule import LAB_LIMIT, OWN_WORDS, Finding, NotJudged, Rule
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import View

EVERY_RULE = pytest.mark.parametrize("checked", RULES, ids=lambda found: found.id)


@EVERY_RULE
def test_the_failing_example_breaks_the_rule(checked: Rule[Any]) -> None:
    view = checked.failing()

    findings = list(judgements(view, [checked]))

    assert findings
    assert all(isinstance(finding, Finding) and finding.rule == checked.id for finding in findings)


@EVERY_RULE
def test_the_sound_example_breaks_no_rule_that_azure_enforces(checked: Rule[Any]) -> None:
    view = checked.sound()
    subjects = [subject for kind in {found.subject for found in RULES} for subject in view.subjects(kind)]

    assert subjects
    assert not list(judgements(view, [checked]))
    assert not [finding for subject in subjects for finding in refusals(view, subject)]


@EVERY_RULE
def test_the_sound_example_is_sound_by_all_rules(checked: Rule[Any]) -> None:
    found = [each for each in judgements(checked.sound()) if isinstance(each, Finding)]

    assert not [each for each in found if each.class_ in ("rejected", "breaks")]


@EVERY_RULE
def test_own_words_say_that_they_are(checked: Rule[Any]) -> None:
    finding = next(found for found in judgements(checked.failing(), [checked]) if isinstance(found, Finding))

    if checked.class_ != "rejected":
        assert not finding.code
    elif not checked.answer.of_azure:
        assert finding.message.endswith(LAB_LIMIT)
    else:
        assert finding.message.endswith(OWN_WORDS) is not checked.answer.text_known


@EVERY_RULE
def test_a_code_of_akslab_is_marked_by_its_first_word(checked: Rule[Any]) -> None:
    if checked.class_ == "rejected":
        assert checked.answer.code.startswith("Akslab") is not checked.answer.code_known


def test_every_rule_that_is_defined_is_listed() -> None:
    defined = {
        id(value): value.id
        for module in pkgutil.iter_modules(akslab.rules.__path__)
        for value in vars(importlib.import_module(f"akslab.rules.{module.name}")).values()
        if isinstance(value, Rule)
    }

    assert sorted(defined.values()) == sorted(found.id for found in RULES)


def test_ids_are_unique_and_found() -> None:
    assert len({found.id for found in RULES}) == len(RULES)
    assert all(rule(found.id) is found for found in RULES)
    assert rule("no-such-rule") is None


def test_a_limit_of_the_lab_is_nothing_wrong_in_azure() -> None:
    limit = rule("overlay-migration")
    assert limit is not None
    view = limit.failing()

    assert not [found for found in judgements(view) if isinstance(found, Finding) and found.class_ == "rejected"]
    assert [found.rule for subject in view.subjects(limit.subject) for found in refusals(view, subject)] == [limit.id]


def test_an_empty_view_is_sound() -> None:
    assert not list(judgements(View()))


def test_what_could_not_be_judged_names_what_is_missing() -> None:
    view = view_of([network(subnet()), cluster(podCidr=UNKNOWN)])
    unjudged = {found.rule: found.missing for found in judgements(view) if isinstance(found, NotJudged)}

    assert unjudged["pod-cidr-overlaps-service-cidr"] == "networkProfile.podCidr"
    assert "service-cidr-overlaps-subnet" not in unjudged
    assert unjudged["subnet-role-missing"] == "the role assignments of the cluster's identity"
