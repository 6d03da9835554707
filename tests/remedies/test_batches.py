"""Many findings put right at once come out as one after the other, at the price of few checks.

The texts here are of a language with one word a line, each line a resource of its own: `bad` can be put right, the other
words go wrong in the ways that real remedies do.
"""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.checking.locations import Location
from akslab.checking.report import Change, Related, Report, Reported, Trouble
from akslab.remedies.batches import blamed, faults_of, independent
from akslab.remedies.fixing import MOST_AT_ONCE, Fixed, fix
from akslab.rules.rule import Class

AFTER = {
    "bad": "good",
    "stays": "stays",
    "worse": "worst",
    "twin": "same",
    "far": "away",
    "broken": "unreadable",
    "mild": "good",
}
"""A word that is found -> what its remedy writes. All are grave but `mild`."""
FOUND = tuple(AFTER)


def at(line: int) -> Location:
    """Return a line of the file."""
    return Location(file="f", line=line, column=1, end_line=line, end_column=2)


def finding(
    rule: str, line: int, changes: tuple[Change, ...] = (), also: Sequence[int] = (), class_: Class = "breaks"
) -> Reported:
    """Return a finding at a line."""
    return Reported(
        rule=rule,
        class_=class_,
        title=rule,
        message=f"{rule} at {line} and {also[:1]}",
        fix="",
        resource=str(line),
        resource_id=f"line{line}",
        location=at(line),
        inputs=("f",),
        related=tuple(Related(at(each), "") for each in also),
        changes=changes,
    )


def judged(words: Sequence[str]) -> Report:
    """Return the report on a text: what is found, and what remedies have brought."""
    found: list[Reported] = []
    for line, word in enumerate(words, 1):
        if word in AFTER:
            after = (f"{AFTER[word]} again",) if word == "stays" else (AFTER[word],)
            change = Change(file="f", line=line, before=(word,), after=after)
            found.append(finding(word, line, (change,), class_="risk" if word == "mild" else "breaks"))
        elif word == "stays again":
            found.append(finding("stays", line))
        elif word == "worst":
            found.append(finding(word, line))
        elif word == "away":
            # What it brings shows at another resource, and nowhere near.
            found.append(finding(word, 0, (), (len(words) + 1,)))
    same = [line for line, word in enumerate(words, 1) if word == "same"]
    found += [finding("same", line, (), [each for each in same if each != line][:3]) for line in same if len(same) > 1]
    troubles = (Trouble(kind="unreadable", message="f"),) if "unreadable" in words else ()
    return Report(findings=tuple(sorted(found, key=lambda each: each.class_ == "risk")), troubles=troubles)


class Counted:
    """A check that counts how often it is asked."""

    def __init__(self, words: Sequence[str]) -> None:
        self.text, self.times = "\n".join(words), 0

    def __call__(self, changed: Mapping[str, str]) -> tuple[Report, dict[str, str]]:
        """Judge the text, or what it was changed to."""
        self.times += 1
        text = changed.get("f", self.text)
        return judged(text.split("\n")), {"f": text}


def done(words: Sequence[str], most_checks: int = 10_000, most_at_once: int = MOST_AT_ONCE) -> tuple[Fixed, Counted]:
    """Return what becomes of words, and the check that was asked."""
    check = Counted(words)
    return fix(check, most_checks=most_checks, most_at_once=most_at_once), check


@settings(max_examples=300)
@given(st.lists(st.sampled_from(("good", *FOUND)), min_size=1, max_size=40))
def test_together_is_as_one_after_the_other(words: list[str]) -> None:
    together, one_by_one = done(words)[0], done(words, most_at_once=1)[0]
    assert together.texts == one_by_one.texts
    assert {each.rule for each in together.fixed} <= {"bad", "twin", "mild"}
    assert together.left_out == one_by_one.left_out
    assert together.untried == 0


@pytest.mark.parametrize("word", ["bad", "stays", "worse"])
def test_a_thousand_findings_take_few_checks(word: str) -> None:
    fixed, check = done([word] * 1000)
    assert check.times < 30
    assert len(fixed.fixed) == (1000 if word == "bad" else 0)


@pytest.mark.parametrize("word", ["worse", "stays", "far", "broken"])
def test_one_that_goes_wrong_among_a_thousand_is_found_quickly(word: str) -> None:
    fixed, check = done([*["bad"] * 600, word, *["bad"] * 400])
    assert len(fixed.fixed) == 1000
    assert fixed.texts["f"].split("\n")[600] == word
    assert fixed.left_out == 1
    assert check.times < 40


def test_two_findings_of_one_resource_are_put_right_one_after_the_other() -> None:
    one, other = finding("a", 1), finding("b", 1)
    assert independent([one, other, finding("a", 2)], 9) == (one, finding("a", 2))


def test_lines_that_another_finding_points_at_wait_for_it() -> None:
    change = Change(file="f", line=7, before=("x",), after=("y",))
    pointing = finding("a", 1, (Change(file="f", line=1, before=("x",), after=("y",)),), also=(7,))
    changing = finding("b", 2, (change,))
    assert independent([pointing, changing], 9) == (pointing,)
    assert independent([changing, pointing], 9) == (changing,)


def test_a_finding_that_only_changes_its_words_was_not_put_right() -> None:
    before, after = finding("a", 1), finding("a", 1, also=(3,))
    assert before.message != after.message
    assert faults_of([before], Report(findings=(before,)), Report(findings=(after,))) == (before, after)


def test_who_is_to_blame_is_found_where_lines_have_moved() -> None:
    first = finding("a", 1, (Change(file="f", line=1, before=("x",), after=("y", "y", "y")),))
    second = finding("a", 4, (Change(file="f", line=4, before=("x",), after=("z",)),))
    fault = finding("new", 6)
    assert blamed([first, second], [fault]) == ((second,),)


def test_what_was_not_tried_is_counted() -> None:
    fixed, check = done(["bad"] * 9, most_checks=4, most_at_once=2)
    assert check.times == 5
    assert len(fixed.fixed) == 8
    assert fixed.untried == 1
