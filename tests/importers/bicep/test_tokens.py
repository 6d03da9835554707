"""Texts become tokens: what stands in quotes, what a line break is, what is left out."""

import pytest

from akslab.importers.bicep.tokens import tokens_of


def kinds(text: str) -> list[str]:
    return [token.kind for token in tokens_of(text)]


def texts(text: str) -> list[str]:
    return [token.text for token in tokens_of(text)[:-1]]


def test_a_token_knows_its_place() -> None:
    name, mark, number, end = tokens_of("a\t= 12")
    assert [(each.start, each.end) for each in (name, mark, number, end)] == [(0, 1), (2, 3), (4, 6), (6, 6)]


def test_several_line_breaks_are_one_token_and_those_at_the_beginning_are_none() -> None:
    assert kinds("\r\n\n a // said\n\n /* said\n too */\r\n b\n") == ["word", "newline", "word", "newline", "end"]


def test_a_byte_order_mark_is_no_token() -> None:
    assert kinds("\ufeffparam") == ["word", "end"]


@pytest.mark.parametrize("pragma", ["disable-next-line", "disable-diagnostics", "restore-diagnostics"])
def test_what_is_said_to_the_compiler_is_left_out(pragma: str) -> None:
    assert texts(f"#{pragma} BCP037 no-hardcoded-location\nvar") == ["var"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("''", ""),
        (r"'it\'s'", "it's"),
        (r"'a\\b\n\r\t'", "a\\b\n\r\t"),
        (r"'\${a}'", "${a}"),
        (r"'$5 \$'", "$5 $"),
        (r"'\u{1F600}\u{44}'", "\U0001f600D"),
        (r"'\u{D801}\u{DC37}'", "\U00010437"),
        ("'''a\\n${b}'''", "a\\n${b}"),
        ("'''\r\na\n'''", "a\n"),
        ("''''a''''", "'a'"),
        ("''''''", ""),
        ("$'''a$b {c}'''", "a$b {c}"),
        ("$$'''${a}'''", "${a}"),
    ],
)
def test_a_text_is_what_it_says(written: str, value: str) -> None:
    assert texts(written) == [value]
    assert kinds(written) == ["text", "end"]


@pytest.mark.parametrize(
    ("written", "pieces"),
    [
        ("'a${b}c'", [("left", "a"), ("word", "b"), ("right", "c")]),
        ("'${a}${b}'", [("left", ""), ("word", "a"), ("middle", ""), ("word", "b"), ("right", "")]),
        ("$'''\n'${a}'\n'''", [("left", "'"), ("word", "a"), ("right", "'\n")]),
        ("$$'''$${a}${b}$$${c}'''", [("left", ""), ("word", "a"), ("middle", "${b}$"), ("word", "c"), ("right", "")]),
    ],
)
def test_a_text_with_holes_comes_in_pieces(written: str, pieces: list[tuple[str, str]]) -> None:
    assert [(token.kind, token.text) for token in tokens_of(written)[:-1]] == pieces


def test_braces_and_texts_inside_a_hole_do_not_end_it() -> None:
    assert kinds("'a${union({ b: '${c}}' }, {})}d'")[-3:] == [")", "right", "end"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("'open", "bicep.unfinished-text"),
        ("'open\nvar", "bicep.unfinished-text"),
        ("'open\\", "bicep.unfinished-text"),
        ("'''open''", "bicep.unfinished-text"),
        ("'a${b\n", "bicep.unfinished-text"),
        ("'a${b}", "bicep.unfinished-text"),
        ("/* open *", "bicep.unfinished-comment"),
        ('"', "bicep.strange-character"),
        ("$$$", "bicep.strange-character"),
        ("é", "bicep.strange-character"),
        (r"'\q'", "bicep.strange-escape"),
        (r"'\u{110000}'", "bicep.strange-escape"),
        (r"'\u{D801}'", "bicep.strange-escape"),
    ],
)
def test_what_is_no_token_says_why(text: str, key: str) -> None:
    assert [token.text for token in tokens_of(text) if token.kind == "bad"] == [key]
