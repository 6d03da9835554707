"""YAML as kubectl writes it is read as the JSON of the same objects; what multiplies itself is refused."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from doctor import az_shapes as az
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.importers.exports.yaml_text import YamlError, parse_yaml


def emitted(value: Any, indent: int = 0) -> Iterator[str]:
    """Write a value as kubectl does: block style, lists no deeper than their key, doubtful texts in quotes."""
    pad = "  " * indent
    if isinstance(value, dict) and value:
        for key, each in value.items():
            if isinstance(each, (dict, list)) and each:
                yield f"{pad}{key}:"
                yield from emitted(each, indent + (1 if isinstance(each, dict) else 0))
            else:
                yield from _member(f"{pad}{key}: ", each, indent + 1)
    elif isinstance(value, list) and value:
        for each in value:
            lines = list(emitted(each, indent + 1))
            first = lines[0].lstrip(" ") if lines else "{}"
            yield f"{pad}- {first}"
            yield from lines[1:]
    else:
        yield pad + json.dumps(value)


def _member(start: str, value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, str) and value.endswith("\n") and value.strip() and not value.startswith((" ", "\n")):
        yield f"{start}|"
        yield from ("  " * indent + line if line else "" for line in value[:-1].split("\n"))
    else:
        yield start + json.dumps(value, ensure_ascii=False)


keys = st.text("abcdef./-", min_size=1, max_size=8).filter(lambda key: key[0].isalpha() and not key.endswith("-"))
texts = st.text("ab:#{}[]&*'\" \\|>-\t가", max_size=12) | st.sampled_from(
    ["null", "true", "10", "a: b", "- x", "x\ny\n"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(keys, values, min_size=1, max_size=5))
@settings(max_examples=400)
def test_what_is_written_in_yaml_is_read_back(value: dict[str, Any]) -> None:
    assert parse_yaml("\n".join(emitted(value)) + "\n") == [value]


def test_nodes_in_yaml_are_the_nodes_in_json() -> None:
    nodes = az.nodes(2)

    assert parse_yaml("\n".join(emitted(nodes))) == [nodes]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: b # comment\n", {"a": "b"}),
        ("a: b#c\n", {"a": "b#c"}),
        ("a:\n- 1\n- two\n", {"a": [1, "two"]}),
        ("a:\n  - 1\n", {"a": [1]}),
        ("a: |-\n  x\n   y\nb: 1\n", {"a": "x\n y", "b": 1}),
        ("a: >\n  x\n  y\n", {"a": "x y\n"}),
        ('a: "x\\ty\\u00e9"\n', {"a": "x\tyé"}),
        ('a: "one\n  two"\n', {"a": "one two"}),
        ("a: 'it''s'\n", {"a": "it's"}),
        ("a: one\n  two\n", {"a": "one two"}),
        ("- - 1\n  - 2\n", [[1, 2]]),
        ("a: {}\nb: []\nc: [x, y]\n", {"a": {}, "b": [], "c": ["x", "y"]}),
        ("a: ~\nb:\nc: null\n", {"a": None, "b": None, "c": None}),
        ("a: http://x:1/y\n", {"a": "http://x:1/y"}),
        ("a: 1.5e3\nb: 010\n", {"a": 1500.0, "b": "010"}),
    ],
)
def test_the_ways_of_writing_it(text: str, value: Any) -> None:
    assert parse_yaml(text) == [value]


def test_several_documents_are_read() -> None:
    assert parse_yaml("---\na: 1\n---\nb: 2\n...\n") == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x [1]\nb: *x\n", 1),
        ("a: 1\nb: *x\n", 2),
        ("a: !!python/object x\n", 1),
        ("a:\n\t- 1\n", 2),
        ("a: 1\n  b: 2\n c\n", 2),
        ('a: "open\nb: 1\n', 4),
        ("a: [1, {b: 2\n", 1),
    ],
)
def test_what_is_not_read_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(YamlError) as refused:
        parse_yaml(text)

    assert abs(refused.value.line - line) <= 1


@given(st.text("ab:- \n'\"|>#[]{}&*\t", max_size=200))
@settings(max_examples=500)
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(YamlError):
        assert isinstance(parse_yaml(text), list)
