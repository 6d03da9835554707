"""Any text at all is read: no text raises, none hides where it broke, none takes longer than its length says."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.importers.bicep.declarations import Broken
from akslab.importers.bicep.statements import statements_of
from akslab.importers.bicep.tokens import tokens_of

PIECES = st.sampled_from(
    [
        *"{}[]()<>@=:?!.,|&+-*/%^$'\n\r\t #;",
        "'''", "${", "$'''", "$$'''", "/*", "*/", "//", "::", "??", "=>", "...", "[?", "[^", "\\", "\\u{",
        "param ", "var ", "resource ", "module ", "output ", "for ", "in ", "if ", "existing ", "type ", "func ",
        "import ", "from ", "as ", "using ", "string", "x", "1", "'a'", " = ", "\n  ", "true", "null",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=80).map("".join))


@given(TEXTS)
def test_tokens_stand_in_their_order_and_within_the_text(text: str) -> None:
    tokens = tokens_of(text)
    places = [place for token in tokens for place in (token.start, token.end)]
    assert places == sorted(places)
    assert places[-1] == len(text)
    assert tokens[-1].kind == "end"


@given(TEXTS, st.booleans())
def test_any_text_is_read(text: str, is_parameter_file: bool) -> None:
    for statement in statements_of(text, is_parameter_file=is_parameter_file):
        assert 0 <= statement.start <= statement.end <= len(text)
        if isinstance(statement, Broken):
            assert 0 <= statement.fault.start <= statement.fault.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "'", "'''", "'${", "$'''${", "$", "/*", "/", "[", "{", "(", "a.", "a[", "!", "-", "a ? ", "a ? b : ", "a + ",
        "'a", "\\", "@x\n", "param ", "var x = [\n", "resource a 'b' = {\n", "type t = ", "type t = {\n", "|", "\r\n",
        "a => ", "func f(", "import {", "var x = 'a${'b${", "[for a in b: ", "...",
    ],
)  # fmt: skip
@pytest.mark.parametrize("start", ["", "var x = ", "type t = "])
def test_no_piece_takes_long_however_often_it_is_repeated(start: str, piece: str) -> None:
    before = time.process_time()
    statements_of(start + piece * 20_000)
    assert time.process_time() - before < 3
