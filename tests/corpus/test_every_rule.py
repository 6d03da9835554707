"""Every rule, broken and sound, in every language that can say it: the same findings for the same network."""

from collections.abc import Iterator

import pytest

from akslab.rules.catalogue import rule

from .differences import DIFFERENCES, NOT_AS_SAID, Difference
from .languages import RULES, WRITERS, Unsaid, found_in, why_not
from .reading import Found, Read

LANGUAGES = tuple(WRITERS)


def readings(rule_id: str, is_broken: bool) -> Iterator[tuple[str, Read]]:
    """Yield what each language says that can say it."""
    for language in LANGUAGES:
        found = found_in(rule_id, is_broken, language)
        if not isinstance(found, Unsaid) and (language, rule_id) not in NOT_AS_SAID:
            yield language, found


def comparable(found: Read, language: str) -> set[Found]:
    """Return what two languages must agree on; what Azure refuses does not run, so an export is not asked for it."""
    return {each for each in found.found if language != "export" or each.class_ != "rejected"}


def unlike(rule_id: str, is_broken: bool) -> Iterator[Difference]:
    """Yield where a language differs from ARM, without a reason."""
    told = dict(readings(rule_id, is_broken))
    if "arm" not in told:
        return
    for language, found in told.items():
        ours, theirs = comparable(found, language), comparable(told["arm"], language)
        yield from (Difference(language, each.rule, each in ours, "") for each in ours ^ theirs)


def allowed(rule_id: str, language: str) -> bool:
    return any(each.language == language and each.rule == rule_id and not each.is_more for each in DIFFERENCES)


@pytest.mark.parametrize("rule_id", RULES)
def test_a_broken_rule_is_found_in_every_language_that_can_break_it(rule_id: str) -> None:
    about = set()
    for language, found in readings(rule_id, True):
        if why_not(rule_id, language) or allowed(rule_id, language):
            continue
        resources = {each.resource for each in found.found if each.rule == rule_id}
        assert resources, language
        if not rule_id.startswith("az-"):
            about.add(frozenset(resources))
    assert len(about) <= 1


@pytest.mark.parametrize("rule_id", RULES)
def test_a_sound_network_is_neither_refused_nor_broken_in_any_language(rule_id: str) -> None:
    for language, found in readings(rule_id, False):
        hard = {each.rule for each in found.found | found.conditional if each.class_ in ("rejected", "breaks")}
        assert not hard, language
        assert rule_id not in {each.rule for each in found.found}, language


@pytest.mark.parametrize("rule_id", RULES)
def test_one_network_has_the_same_findings_in_every_language(rule_id: str) -> None:
    reasons = {(each.language, each.rule, each.is_more) for each in DIFFERENCES}
    for is_broken in (True, False):
        for each in unlike(rule_id, is_broken):
            assert (each.language, each.rule, each.is_more) in reasons


def test_every_difference_that_has_a_reason_is_there() -> None:
    seen = {
        (each.language, each.rule, each.is_more)
        for rule_id in RULES
        for is_broken in (True, False)
        for each in unlike(rule_id, is_broken)
    }
    assert {(each.language, each.rule, each.is_more) for each in DIFFERENCES} <= seen


def test_texts_are_read_without_trouble() -> None:
    troubles = {
        (rule_id, language): found.troubles
        for rule_id in RULES
        for is_broken in (True, False)
        for language, found in readings(rule_id, is_broken)
        if found.troubles
    }
    # A node without pods is told by an empty list, which says nothing of anything.
    assert set(troubles) <= {("node-block-exhausted", "export")}


def test_every_rule_is_shown_in_some_language_or_is_no_matter_of_files() -> None:
    unsaid = {rule_id: {why_not(rule_id, language) for language in LANGUAGES} for rule_id in RULES}
    nowhere = {rule_id for rule_id, reasons in unsaid.items() if "" not in reasons}
    for rule_id in nowhere:
        found = rule(rule_id)
        assert found is not None
        assert unsaid[rule_id] & {
            "it is about a request to Azure, not about a file",
            "it is about azapi, which sends what has changed",
            "Azure writes it: no request may",
        }, rule_id
