"""What is wrong with a JSON text is said in the reader's language, whatever the parser calls it."""

import pytest

from akslab.importers.json_text import JsonError, parse_json
from akslab.importers.said import say
from akslab.wire.json_reasons import reason_in
from akslab.wire.sentences import sentence

WRONG = (
    "",
    "{",
    '{"a" 1}',
    '{"a": 1 "b": 2}',
    '{"a": "b',
    "{} {}",
    '"\\q"',
    '"\\u12"',
    "[" * 201 + "]" * 201,
    "NaN",
    "1e999",
    "1" * 5000,
    '{"a": }',
)


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:20])
def test_a_reason_of_the_parser_is_known_in_both_languages(text: str) -> None:
    with pytest.raises(JsonError) as refused:
        parse_json(text)

    assert reason_in(refused.value.reason, "en") != reason_in(refused.value.reason, "ko")
    assert any("가" <= sign <= "힣" for sign in reason_in(refused.value.reason, "ko"))


def test_a_sentence_about_json_has_no_english_in_korean() -> None:
    what = sentence("file.no-json", name="main.json", reason="Expecting ',' delimiter")

    assert say(what, "en") == "main.json is no JSON: a comma is missing, or a closing bracket"
    assert say(what, "ko") == "main.json은 JSON이 아닙니다: 쉼표나 닫는 괄호가 빠져 있음"
