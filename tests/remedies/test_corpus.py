"""Every remedy on the corpus: the failing example of its rule, as another hand writes it in each language."""

import pytest
from corpus.languages import Unsaid, setting, written
from corpus.reading import OPTIONS

from akslab.checking.assembly import Wishes
from akslab.checking.check import check
from akslab.checking.report import Report
from akslab.importers.files import GivenFiles
from akslab.remedies.choices import REMEDIES
from akslab.remedies.fixing import applied
from akslab.remedies.repairing import Repairer
from akslab.rules.view import TakenRange

from .applying import grave, of_rule

CASES = [(rule, language) for rule, remedy in REMEDIES.items() for language in remedy.languages]
CANNOT_BE_SAID = 15
"""Examples that the corpus has no words for in a language of the remedy, twelve of them of clusters that run."""


def checked(files: dict[str, str], taken: tuple[TakenRange, ...]) -> tuple[Report, dict[str, str]]:
    """Return the report on files, with changes, and the texts."""
    return check(GivenFiles(files), ("",), OPTIONS, Wishes(repair=Repairer(), taken=taken))


@pytest.mark.parametrize(("rule", "language"), CASES)
def test_the_lines_put_the_example_right_and_break_nothing_else(rule: str, language: str) -> None:
    files = written(rule, True, language)
    if isinstance(files, Unsaid):
        return
    taken = setting(rule, True).taken
    before, texts = checked(files, taken)
    found = of_rule(before, rule)
    assert found
    for each in found:
        assert each.changes
        after, _ = checked({**files, **applied(each.changes, texts)}, taken)
        assert (each.rule, each.message) not in {(other.rule, other.message) for other in after.findings}
        assert grave(after) <= grave(before)


def test_few_examples_cannot_be_said() -> None:
    unsaid = [case for case in CASES if isinstance(written(case[0], True, case[1]), Unsaid)]
    assert len(unsaid) == CANNOT_BE_SAID
