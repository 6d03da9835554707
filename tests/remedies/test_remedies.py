"""Every remedy, in every language it is written in: the finding goes, and nothing worse comes."""

import pytest

from akslab.remedies.choices import REMEDIES

from .applying import applied, broken, checked, grave, of_rule
from .broken import BREAKINGS
from .broken.forms import Breaking

CASES = [(breaking, language) for breaking in BREAKINGS for language in breaking.swaps]


def called(value: object) -> str:
    return value.rule if isinstance(value, Breaking) else str(value)


@pytest.mark.parametrize(("breaking", "language"), CASES, ids=called)
def test_the_changed_lines_put_the_finding_right_and_break_nothing_else(breaking: Breaking, language: str) -> None:
    files = broken(breaking, language)
    before = checked(files, breaking.taken)
    found = of_rule(before, breaking.rule)
    assert found, sorted(grave(before))
    for each in found:
        assert each.changes
        after = checked(applied(files, each.changes), breaking.taken)
        assert after.troubles == before.troubles
        assert (each.rule, each.message) not in {(other.rule, other.message) for other in after.findings}
        assert grave(after) <= grave(before)


@pytest.mark.parametrize("rule", sorted(REMEDIES))
def test_a_remedy_is_tried_in_every_language_it_is_written_in(rule: str) -> None:
    tried = {language for breaking in BREAKINGS if breaking.rule == rule for language in breaking.swaps}
    assert tried == set(REMEDIES[rule].languages)
