"""The entries are whole: both languages, the same values, codes once, sources and rules that exist, fixes."""

import re
import string
from collections import Counter
from pathlib import Path

import pytest

from akslab.explaining.catalogue import ENTRIES, by_code, templates_of, text_is_public
from akslab.explaining.entry import Entry
from akslab.explaining.sentences import EMPTY, LABELS, MORE, NEAR, NO_OPTION, NOT_EXPLAINED, NOTHING, OWN_CODE
from akslab.explaining.sentences import TEXT_NOT_PUBLIC as NOT_PUBLIC
from akslab.explaining.values import NOUNS, filled
from akslab.explaining.words import Words
from akslab.rules.catalogue import RULES, rule

ROOT = Path(__file__).parents[2]
ANCHORS = {anchor.upper() for anchor in re.findall(r'<a id="([^"]+)">', (ROOT / "docs/sources.md").read_text())}
HANGUL = re.compile(r"[가-힣]")
LATIN_SENTENCE = re.compile(r"[A-Za-z]{2,}(?: [a-z]{2,}){4,}")
SOURCE = re.compile(r"[A-Z]\d{1,2}[a-f]?|[\w.-]+/[\w.-]+#\d+|https://learn\.microsoft\.com/\S+")
PARTICLES = ("", "은", "이", "을", "과")
by_id = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)


def words_of(entry: Entry) -> list[Words]:
    """Return every text of an entry."""
    causes = [words for cause in entry.causes for words in (cause.what, cause.tells)]
    return [entry.means, *causes, *(fix.what for fix in entry.fixes)]


def placeholders(text: str) -> list[tuple[str, str]]:
    """Return the names and formats of a text's placeholders."""
    return [(name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name is not None]


OTHERS = [*LABELS.values(), EMPTY, MORE, NEAR, NO_OPTION, NOT_EXPLAINED, NOTHING, OWN_CODE, NOT_PUBLIC]
OTHERS += [words for noun in NOUNS.values() for words in (noun.label, noun.alone) if words]


def test_ids_are_unique_and_are_no_codes() -> None:
    assert [id_ for id_, count in Counter(entry.id for entry in ENTRIES).items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.id) for entry in ENTRIES)


def test_a_code_has_one_entry_that_needs_no_other_words() -> None:
    plain = Counter(code.lower() for entry in ENTRIES if not entry.needs for code in entry.all_codes)
    assert {code for code, count in plain.items() if count != 1} == set()
    assert {code.lower() for entry in ENTRIES for code in entry.all_codes} == set(plain)


@by_id
def test_both_languages_have_the_same_values(entry: Entry) -> None:
    for words in words_of(entry):
        english, korean = placeholders(words.en), placeholders(words.ko)
        assert Counter(name for name, _ in english) == Counter(name for name, _ in korean), words.en
        assert {name for name, _ in english} <= set(NOUNS)
        assert {form for _, form in english} <= {""}
        assert {form for _, form in korean} <= set(PARTICLES)


@by_id
def test_korean_is_korean(entry: Entry) -> None:
    for words in words_of(entry):
        if not HANGUL.search(words.ko):
            assert re.fullmatch(r"[\w<>=.,… -]+", words.ko), words.ko
            assert set(re.findall(r"\w+", words.ko)) <= set(re.findall(r"\w+", words.en))
        assert not HANGUL.search(words.en)
        assert not LATIN_SENTENCE.search(re.sub(r"`[^`]*`", "", words.ko)), words.ko


def test_the_words_around_are_in_both_languages_too() -> None:
    assert [words.en for words in OTHERS if not HANGUL.search(words.ko)] == ["pod CIDR"]
    assert [words.en for words in OTHERS if placeholders(words.en) and HANGUL.search(words.en)] == []
    for words in OTHERS:
        assert {name for name, _ in placeholders(words.en)} == {name for name, _ in placeholders(words.ko)}


@by_id
def test_an_entry_says_what_to_look_at_and_what_stands_there(entry: Entry) -> None:
    assert entry.causes
    for cause in entry.causes:
        assert re.match(r"(az|kubectl|terraform|echo|grep) ", cause.look), cause.look
        assert cause.field
        assert cause.tells.en
        assert not cause.tells.en.endswith(".")


@by_id
def test_an_entry_has_a_fix_in_every_language_people_deploy_with(entry: Entry) -> None:
    if entry.rank == "wrapper" or entry.id == "name-not-public":
        assert entry.fixes == ()
        return
    assert any(fix.az or fix.kubectl for fix in entry.fixes)
    assert all(any(getattr(fix, language) for fix in entry.fixes) for language in ("bicep", "terraform"))


@by_id
def test_what_is_put_into_a_command_is_a_value_that_is_found_or_a_name_people_know(entry: Entry) -> None:
    commands = [cause.look for cause in entry.causes]
    commands += [snippet for fix in entry.fixes for snippet in fix.snippets]
    holes = {hole for command in commands for hole in re.findall(r"<([a-z]+(?:-[a-z]+)*)>", command)}
    assert holes <= KNOWN_HOLES, holes - KNOWN_HOLES
    assert all(filled(command, {}) == command for command in commands)


KNOWN_HOLES = {
    *(name.replace("_", "-") for name in NOUNS),
    *(
        f"{name}-{part}"
        for name in ("table", "subnet", "network", "security-group", "scope", "linked-scope")
        for part in ("id", "group")
    ),
    *(
        "subscription",
        "scale-set",
        "instance",
        "location",
        "deployment",
        "tag",
        "value",
        "service",
        "node-ip",
        "identity",
    ),
    *("identity-id", "policy-id", "nic-id", "nat-gateway-id", "gateway-subnet-id", "hub-network-id", "node-group-id"),
    *("firewall", "firewall-ip", "firewall-public-ip", "firewall-group", "cluster-fqdn", "private-zone"),
}
"""What an error may name, and what only the reader knows."""


@by_id
def test_sources_and_rules_exist(entry: Entry) -> None:
    assert entry.sources
    for source in entry.sources:
        assert SOURCE.fullmatch(source), source
        if "#" not in source and "/" not in source:
            assert source.upper() in ANCHORS, source
    assert set(entry.rules) <= {each.id for each in RULES}


@by_id
def test_what_an_entry_is_found_by_can_be_found(entry: Entry) -> None:
    assert entry.codes or entry.unpublished or entry.texts or entry.phrases or entry.patterns or entry.rules
    assert all(phrase == phrase.lower() == " ".join(phrase.split()) for phrase in (*entry.phrases, *entry.needs))
    assert all(re.compile(pattern) for pattern in entry.patterns)
    assert all(re.search(r"(?<!\\)[*+]", pattern) is None for pattern in entry.patterns), "bounded, so that it is quick"
    assert all(len(phrase) >= 10 for phrase in entry.phrases)
    assert {name for template in templates_of(entry.id) for name in template.names} <= {*NOUNS, ""}
    assert set(entry.instead_of) <= {other.id for other in ENTRIES}


def test_a_code_is_called_unpublished_when_the_catalogue_calls_it_so() -> None:
    rejected = [each for each in RULES if each.class_ == "rejected" and each.answer.code_known]
    known = {each.answer.code for each in rejected if each.answer.text_known}
    for code in {each.answer.code for each in rejected}:
        assert {text_is_public(entry, code) for entry in by_code()[code.lower()]} == {code in known}, code


def test_an_entry_that_is_called_as_a_rule_is_about_it() -> None:
    assert [entry.id for entry in ENTRIES if rule(entry.id) and entry.id not in entry.rules] == []
