"""Every rule has lines, or a reason why it has none."""

from akslab.remedies.choices import REMEDIES
from akslab.remedies.reasons import REASONS
from akslab.rules.catalogue import OF_AZURE

RULES = {rule.id for rule in OF_AZURE}


def test_every_rule_has_lines_or_a_reason() -> None:
    assert RULES - REMEDIES.keys() - REASONS.keys() == set()


def test_no_rule_has_lines_and_a_reason() -> None:
    assert REMEDIES.keys() & REASONS.keys() == set()


def test_reasons_and_lines_are_of_rules_there_are() -> None:
    assert (REMEDIES.keys() | REASONS.keys()) - RULES == set()


def test_a_reason_is_a_sentence_for_a_table() -> None:
    for rule, reason in REASONS.items():
        assert len(reason.split()) >= 6, rule
        assert "|" not in reason, rule
        assert "\n" not in reason, rule
        assert not reason.endswith("."), rule
