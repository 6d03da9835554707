"""Lists and objects in brackets: JSON over any lines is read as JSON, words as words, and what is broken is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.importers.exports.yaml_text import YamlError, parse_yaml

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(st.characters(max_codepoint=0x2FF), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc #:,[]{}'\"", max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 1, 3]))
def test_json_in_brackets_is_read_as_json(value: Any, indent: int | None) -> None:
    text = json.dumps([value], indent=indent)
    lines = [line if not number else f"  {line}" for number, line in enumerate(text.splitlines())]
    assert parse_yaml("key: " + "\n".join(lines) + " # the end\nnext: 1\n") == [{"key": [value], "next": 1}]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: b, c: [d e, 'f']}", {"a": "b", "c": ["d e", "f"]}),
        ("{a: kind:pod, b: 10.0.0.0/8, c: x#y}", {"a": "kind:pod", "b": "10.0.0.0/8", "c": "x#y"}),
        ("{a: , b, 'c':1,}", {"a": None, "b": None, "c": 1}),
        ("[a\n  b, # no\n  c]", ["a b", "c"]),
        ('["a\n  b"]', ["a b"]),
        ("[true, 3, ~, 1.5]", [True, 3, None, 1.5]),
    ],
)
def test_words_in_brackets_need_no_quotation_marks(text: str, value: Any) -> None:
    assert parse_yaml(f"key: {text}\n") == [{"key": value}]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: [b\nc: d\n", 2),
        ("a: {b: c} d\n", 1),
        ("a: {b: 1,\n  b: 2}\n", 2),
        ('a: {"b": 1, "b": 2}\n', 1),
        ("a: 1\nb: 2\na: 3\n", 3),
        ("a: [*b]\n", 1),
        ("a: [b: c]\n", 1),
        ("a: {{b: c}: d}\n", 1),
        ("a: " + "[" * 5000 + "\n", 1),
        ("a: [,]\n", 1),
        ("a: ['b\n", 2),
    ],
)
def test_what_is_broken_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlError) as caught:
        parse_yaml(text)
    assert caught.value.line in (line, line + 1)
