"""The comments in a fix's code are in the reader's language; the code is the same in both."""

import re

import pytest

from akslab.explaining.catalogue import ENTRIES
from akslab.explaining.comments import KOREAN, comments_of, with_comments_in

CODES = sorted({code for entry in ENTRIES for fix in entry.fixes for code in fix.snippets})
NAME = re.compile(r"[A-Za-z]+(?:_[a-z]+)+|[A-Z]?[a-z]+(?:[A-Z][a-z]+)+|--[a-z-]+|\d+")
"""Names of properties and options, and numbers."""


def test_every_comment_is_there_in_korean_and_none_for_nobody() -> None:
    assert {words for code in CODES for words in comments_of(code)} == set(KOREAN)


@pytest.mark.parametrize("english", KOREAN)
def test_a_comment_in_korean_has_the_same_names(english: str) -> None:
    assert sorted(NAME.findall(KOREAN[english])) == sorted(NAME.findall(english))
    assert re.search(r"[가-힣]", KOREAN[english])


@pytest.mark.parametrize("code", CODES, ids=lambda code: code[:40])
def test_only_comments_differ(code: str) -> None:
    assert with_comments_in(code, "en") == code
    korean = with_comments_in(code, "ko")
    assert [line for line in korean.splitlines() if not re.search(r"[가-힣]", line)] == [
        line for line in code.splitlines() if not comments_of(line)
    ]
