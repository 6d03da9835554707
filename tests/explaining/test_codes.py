"""Every code and text of the lists is explained, alone and in a paste, and every rule of the catalogue by its id."""

import json

import pytest

from akslab.explaining.catalogue import named
from akslab.explaining.recognise import recognise
from akslab.rules.catalogue import RULES

from .names import AKS, AZURE_CLI, KUBERNETES, NETWORK_AND_ARM, SOURCE_IDS, TEXTS

CODES = (*AKS, *NETWORK_AND_ARM, *KUBERNETES)


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
def test_a_rule_is_explained_by_its_id_its_code_and_its_text(rule: object) -> None:
    assert isinstance(rule, type(RULES[0]))
    [entry] = named(rule.id)
    assert rule.id in entry.rules
    if code := rule.answer.subcode or rule.answer.code:
        assert any(rule.id in each.rules or code in each.all_codes for each in named(code))
    if rule.class_ == "rejected":
        values = {name: f"<{name}>" for name in ("pod", "cidr", "subnet")}
        text = rule.answer.text.format_map(Filled(values))
        assert recognise(f"(Unknown) {text}")[0].entry.id in (entry.id, *SAME_TEXT.get(rule.id, ()))


class Filled(dict[str, str]):
    """Values for a text's placeholders, each a word of its own."""

    def __missing__(self, name: str) -> str:
        return f"10.1.2.3-{name}"


SAME_TEXT = {"overlay-pod-cidr-too-small": ("subnet-too-small",)}
"""Azure says of a pod CIDR what it says of a subnet; only the subnet's name differs."""
