"""Whatever a text looks like, its changes are lines that stand in it, and what they leave can be read."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.checking.report import Reported

from .applying import FILES, applied, broken, checked
from .broken import BREAKINGS
from .broken.forms import LANGUAGES

_LINE = re.compile(r":\d+")
CASES = [(breaking, language) for breaking in BREAKINGS for language in breaking.swaps]
BITS = (
    "{",
    "}",
    "[",
    "]",
    ",",
    "'",
    '"',
    "\n",
    "\\",
    " ",
    "\t",
    "#",
    "//",
    "/*",
    "${",
    "(",
    ")",
    "\r\n",
    "=",
    ":",
    "$",
)


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[str, str]:
    """Return a language and one of its broken texts, with a few of its lines or signs gone, joined or put in."""
    breaking, language = draw(st.sampled_from(CASES))
    text = broken(breaking, language)[FILES[language]]
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(("drop", "sign", "join", "ending"))):
            case "drop":
                del lines[at]
            case "sign":
                column = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:column] + draw(st.sampled_from(BITS)) + lines[at][column:]
            case "join":
                lines[at : at + 2] = [" ".join(each.strip() for each in lines[at : at + 2])]
            case _:
                lines[-1:] = [] if lines[-1] == "" else ["", ""]
        text = "\n".join(lines)
    return language, text


@given(spoilt())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_changes_stand_in_the_text_and_leave_one_that_can_be_read(example: tuple[str, str]) -> None:
    language, text = example
    files = {FILES[language]: text}
    before = checked(files)
    for found in before.findings:
        if found.changes:
            after = checked(applied(files, found.changes))
            assert unreadable(after) <= unreadable(before), (found.rule, found.changes)
            assert known(found) not in {known(each) for each in after.findings}, found.changes


def known(found: Reported) -> tuple[str, str, str]:
    """Return what a finding is known by when lines have moved."""
    return found.rule, _LINE.sub("", found.resource_id), found.message


def unreadable(report: object) -> set[str]:
    """Return what could not be read, without its place."""
    troubles = getattr(report, "troubles", ())
    return {trouble.message for trouble in troubles if trouble.kind == "unreadable"}


def test_every_language_is_spoilt() -> None:
    assert {language for _, language in CASES} == set(LANGUAGES)
