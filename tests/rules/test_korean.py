"""The catalogue in Korean: complete, with the same values, and Korean."""

import re
import string
from typing import Any

import pytest

from akslab.rules.catalogue import RULES, judgements
from akslab.rules.korean import KOREAN
from akslab.rules.rule import Finding, Rule
from akslab.rules.words import said_of, words_of
from akslab.wire.korean_particles import with_particles

EVERY_RULE = pytest.mark.parametrize("checked", RULES, ids=lambda found: found.id)
HANGUL = re.compile(r"[가-힣]")
FOREIGN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_rule_has_words_and_no_words_are_without_a_rule() -> None:
    assert set(KOREAN) == {found.id for found in RULES}


@EVERY_RULE
def test_the_values_are_those_of_the_english_words(checked: Rule[Any]) -> None:
    english, korean = words_of(checked, "en"), words_of(checked, "ko")

    assert placeholders(korean.says) == placeholders(english.says)
    assert placeholders(korean.fix) == placeholders(english.fix)
    assert not placeholders(korean.title)


@EVERY_RULE
def test_korean_is_korean(checked: Rule[Any]) -> None:
    words = words_of(checked, "ko")

    for text in (words.title, words.says, words.fix):
        assert len(HANGUL.findall(text)) >= 4
        assert not FOREIGN.search(text)
    assert words.says.endswith((".", "{id}"))
    assert words.fix.endswith(".")
    assert not words.title.endswith(".")


@EVERY_RULE
def test_a_finding_is_said_with_its_values_and_one_particle_each(checked: Rule[Any]) -> None:
    finding = next(found for found in judgements(checked.failing(), [checked]) if isinstance(found, Finding))

    said = said_of(finding, checked, "ko")

    assert not {"{", "}"} & set(said.says + said.fix)
    assert not re.search(r"[은이을과]\([는가를와]\)|\(으\)로", said.says + said.fix)


@pytest.mark.parametrize(
    ("both", "one"),
    [
        ("서브넷을(를)", "서브넷을"),
        ("클러스터을(를)", "클러스터를"),
        ("10.0.0.10이(가)", "10.0.0.10이"),
        ("10.244.0.0/22은(는)", "10.244.0.0/22는"),
        ("'nodepool1'과(와)", "'nodepool1'과"),
        ("main.bicep(으)로", "main.bicep으로"),
        ("10.0.0.4(으)로", "10.0.0.4로"),
        ("10.0.0.1(으)로", "10.0.0.1로"),
        ("테이블(으)로", "테이블로"),
        ("myRouteTable이(가)", "myRouteTable이"),
        ("<subscription>을(를)", "<subscription>을"),
    ],
)
def test_the_particle_goes_by_the_last_sound(both: str, one: str) -> None:
    assert with_particles(both) == one
