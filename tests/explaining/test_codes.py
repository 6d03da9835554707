"""Every code and text of the lists is explained, alone and in a paste, and every rule of the catalogue by its id."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from akslab.explaining.by_rule import entry_of
from akslab.explaining.catalogue import ENTRIES, named
from akslab.explaining.explanation import explained
from akslab.explaining.recognise import Recognised, recognise
from akslab.rules.catalogue import RULES
from akslab.rules.rule import Rule, in_own_words

from .names import AKS, AZURE_CLI, KUBERNETES, NETWORK_AND_ARM, SOURCE_IDS, TEXTS

CODES = (*AKS, *NETWORK_AND_ARM, *KUBERNETES)
EXPLAINED_BY = {id_: entry.id for entry in reversed(ENTRIES) for id_ in entry.rules}
"""Rule -> the first entry about it."""
SAME_TEXT = {"overlay-pod-cidr-too-small": ("subnet-too-small",)}
"""Azure says of a pod CIDR what it says of a subnet; only the subnet's name differs."""


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_explained_however_it_is_typed(code: str) -> None:
    [found] = recognise(code)
    assert found.name == code
    assert code in found.entry.all_codes
    assert recognise(f" ({code.lower()}): ")[0].entry is found.entry


@pytest.mark.parametrize("code", [code for code in CODES if code != "429"])
def test_a_code_is_explained_inside_a_deployment(code: str) -> None:
    inner = json.dumps({"code": code, "message": "", "target": None})
    outer = json.dumps({"error": {"code": "DeploymentFailed", "details": [{"code": "BadRequest", "message": inner}]}})
    names = [found.name for found in recognise(outer)]
    assert code in names
    assert code in ("DeploymentFailed", *names[:1])


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_without_a_code_is_explained(text: str) -> None:
    assert recognise(f"08:12:03 error: {text}\n")[0].entry.id == TEXTS[text]


@pytest.mark.parametrize("source", AZURE_CLI)
def test_what_az_itself_refuses_is_explained(source: str) -> None:
    [found] = recognise(f"ERROR: {AZURE_CLI[source]}")
    assert source in found.entry.sources


@pytest.mark.parametrize("source", SOURCE_IDS)
def test_the_id_of_a_source_leads_to_what_it_is_about(source: str) -> None:
    found = recognise(source)
    assert found
    assert all(source in each.entry.sources for each in found)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_explained_by_its_id_and_its_code(rule: Rule[Any]) -> None:
    [entry] = named(rule.id)
    code = rule.answer.subcode or rule.answer.code
    assert rule.id in entry.rules or code in entry.all_codes
    if code:
        assert any(rule.id in each.rules or code in each.all_codes for each in named(code))
    for language in ("en", "ko"):
        assert explained(recognise(rule.id)[0], language).means


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.class_ == "rejected" and rule.id in EXPLAINED_BY])
def test_what_a_rule_says_is_recognised_by_its_text_alone(rule: Rule[Any]) -> None:
    text = rule.answer.text.format_map(Filled({name: f"<{name}>" for name in ("pod", "cidr", "subnet")}))
    found = recognise(f"(Unknown) {text}")[0]
    assert found.entry.id in (EXPLAINED_BY[rule.id], *SAME_TEXT.get(rule.id, ()))


def test_a_rule_and_a_code_without_an_entry_are_explained_by_the_catalogues_words() -> None:
    unknown = replace(RULES[0], id="new-rule", title="Something new", source=("R1",), fix="Do {this} instead.")
    entry = entry_of(replace(unknown, answer=in_own_words("NewCode", "The {thing} is wrong.")))
    assert (entry.id, entry.unpublished, entry.rules, entry.sources) == (
        "new-rule",
        ("NewCode",),
        ("new-rule",),
        ("R1",),
    )
    said = explained(Recognised(entry=entry, name="NewCode", values={}), "ko")
    assert said.means == "Something new. The {thing} is wrong."
    assert said.fixes[0].fix == "Do {this} instead."


class Filled(dict[str, str]):
    """Values for a text's placeholders, each a word of its own."""

    def __missing__(self, name: str) -> str:
        return f"10.1.2.3-{name}"
