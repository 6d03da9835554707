"""Whatever is pasted: an answer, soon, and never a traceback."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.explaining.catalogue import ENTRIES
from akslab.explaining.explanation import explained
from akslab.explaining.near import near
from akslab.explaining.recognise import recognition
from akslab.explaining.text import explanations_text

from . import pastes

SIZE = 10_000_000
CPU_S = 2.0


def filled_with(text: str) -> str:
    """Return ten million characters of one text."""
    return (text * (SIZE // len(text) + 1))[:SIZE]


HOSTILE = {
    "deep objects": filled_with('{"code":"X","details":'),
    "deep lists": "[" * SIZE,
    "escaped openings": filled_with('{\\"code\\":\\"'),
    "backslashes": "\\" * SIZE,
    "escaped line ends": "{" + "\\n" * (SIZE // 2),
    "quotes": filled_with('\\"'),
    "half of an anchor": filled_with("The client ' with object id "),
    "anchors": filled_with(" does not have enough capacity for "),
    "codes": filled_with("SubnetIsFull AuthorizationFailed "),
    "ids": filled_with("/subscriptions/a/resourceGroups/b/providers/Microsoft.Network/routeTables/c "),
    "one long id": "/subscriptions/" + "a" * SIZE,
    "nearly an exit": filled_with("exit status=5"),
    "nearly a plan": filled_with('route_table_id = "'),
    "colours": filled_with("\x1b[0"),
    "Hangul and boxes": filled_with("│가나다 İ "),
    "zeros": "\0" * SIZE,
    "words": filled_with("abcdefgh "),
    "a million errors": json.dumps([{"code": "Oops", "message": "x"}] * 300_000),
    "a string of JSON": json.dumps({"code": "BadRequest", "message": json.dumps({"code": "Oops", "m": "y" * SIZE})}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_ten_megabytes_are_answered_in_two_seconds(name: str) -> None:
    began = time.process_time()
    found = recognition(HOSTILE[name])
    near(HOSTILE[name])
    assert time.process_time() - began < CPU_S
    assert len(found.found) <= 20


def test_an_error_at_the_end_of_a_long_log_is_found() -> None:
    log = filled_with("2026-01-01T00:00:00Z info: nothing happened {}\n")
    assert [each.name for each in recognition(log + pastes.AZ).found] == ["CustomRouteTableMissingPermission"]


def test_nesting_a_thousand_times_is_no_recursion() -> None:
    text = json.dumps({"code": "SubnetIsFull"})
    for _ in range(15):
        text = json.dumps({"code": "BadRequest", "message": text})
    assert recognition(text).found[0].name == "SubnetIsFull"
    assert recognition('{"details":[' * 5000 + '{"code":"SubnetIsFull"}' + "]}" * 5000).found[0].name == "SubnetIsFull"


PIECES = st.sampled_from(
    [
        *(code for entry in ENTRIES for code in entry.all_codes),
        *(phrase for entry in ENTRIES for phrase in entry.phrases),
        *(text for entry in ENTRIES for text in entry.texts),
        *(
            '{"code":"',
            '","message":"',
            '"}',
            '\\"',
            "\\\\",
            "{",
            "}",
            "[",
            "]",
            "'",
            "\n",
            "│ ",
            "/subscriptions/a/b/c",
        ),
        *(
            pastes.SUBNET,
            pastes.TABLE,
            "exit status=50",
            "aks-a-12345678-vmss000000",
            "{0}",
            "{x:은}",
            "%s",
            "\0",
            "한글",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=25).map("".join))
def test_anything_is_answered_in_both_languages(text: str) -> None:
    found = recognition(text)
    near(text)
    for language in ("en", "ko"):
        said = [explained(each, language) for each in found.found]
        assert all(line.rstrip() == line for line in explanations_text(said, found.unknown, language))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=30), PIECES),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.dictionaries(
                st.sampled_from(["code", "message", "details", "innererror", "error", "x"]), inner, max_size=4
            ),
        ),
        max_leaves=20,
    )
)
def test_any_document_is_answered(document: object) -> None:
    text = json.dumps(document)
    assert recognition(json.dumps(text)).found == recognition(json.dumps(text)).found
    assert all(each.depth >= 0 for each in recognition(text).found)
