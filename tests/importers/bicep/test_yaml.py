"""YAML of configuration files is read, the rest of YAML is not: wrongly read would be worse than not known."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.deployments.nodes import Node, plain
from akslab.importers.bicep.yaml_text import NotReadError, parse_yaml

from .reading import written


def read(text: str) -> Node:
    return parse_yaml(text, "net.yaml")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a comment\n", None),
        ("a: 1\nb: two words # said\nc:\n", {"a": 1, "b": "two words", "c": None}),
        ("---\nname: 'it''s'\npath: \"a\\tb\"\n", {"name": "it's", "path": "a\tb"}),
        ("range: 10.0.0.0/16\nip: 10.0.0.1\nid: /subscriptions/x\nurl: https://a.b/c#d\n",
         {"range": "10.0.0.0/16", "ip": "10.0.0.1", "id": "/subscriptions/x", "url": "https://a.b/c#d"}),
        ("on: true\noff: False\nnone: ~\nnull: null\n", {"on": True, "off": False, "none": None, "null": None}),
        ("pools:\n  - name: a\n    count: 3\n  - name: b\n", {"pools": [{"name": "a", "count": 3}, {"name": "b"}]}),
        ("pools:\n- a\n- b\nafter: x\n", {"pools": ["a", "b"], "after": "x"}),
        ("- - a\n  - b\n-\n  - c\n", [["a", "b"], ["c"]]),
        ("a: [1, 'x', y z, {k: v}]\n", {"a": [1, "x", "y z", {"k": "v"}]}),
        ("b: {}\nc: { a: [ ] } # said\n", {"b": {}, "c": {"a": []}}),
        ("'quoted key': 1\n\"other\": 2\nwith/slash.and-dash: 3\n", {"quoted key": 1, "other": 2, "with/slash.and-dash": 3}),
        ("a:\r\n  b: 1\r\n\r\n  c: 2\r\n", {"a": {"b": 1, "c": 2}}),
        ("{\"a\": [1, null, true]}", {"a": [1, None, True]}),
    ],
)  # fmt: skip
def test_configuration_is_read(text: str, value: Any) -> None:
    assert plain(read(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: !tag 1\n",
        "a: |\n  text\n",
        "a: >-\n  text\n",
        "a: 1\n---\nb: 2\n",
        "a: 1.5\n",
        "a: 0x1f\n",
        "a: 012\n",
        "? a\n: b\n",
        "a: text\n  that goes on\n",
        "\ta: 1\n",
        "a: [1,\n  2]\n",
        "a: 'open\n",
        "a: 1\n  b: 2\n",
        "a: [1 2: 3]\n",
        "- a\nb: 1\n",
        "a: " + "[" * 100 + "]" * 100,
        "%YAML 1.2\n",
    ],
)
def test_the_rest_is_not_read(text: str) -> None:
    with pytest.raises(NotReadError) as raised:
        read(text)
    assert 0 <= raised.value.offset <= len(text)


def test_a_value_is_where_it_was_written() -> None:
    text = "vnet:\n  prefixes:\n    - 10.0.0.0/16 # said\n    - '10.1.0.0/16'\n  tags: { a: b }\n"
    found = read(text)
    for path, where in (
        (("vnet", "prefixes", 0), "10.0.0.0/16"),
        (("vnet", "prefixes", 1), "'10.1.0.0/16'"),
        (("vnet", "tags", "a"), "b"),
        (("vnet", "tags"), "{ a: b }"),
    ):
        node = found.at(*path)
        assert node is not None
        assert written(text, node.origin) == where


LINES = st.lists(
    st.sampled_from(["a: 1", "- b", "  c: [x]", "    - {k: v}", "", "# x", "'q': ''", "-", "  - - z", "k:"])
)


@given(
    st.one_of(st.text(max_size=200), LINES.map("\n".join), st.lists(st.sampled_from("[]{},: -'\"a#\n")).map("".join))
)
def test_any_text_is_read_or_refused(text: str) -> None:
    assert 0 <= refused_at(text) <= len(text)


def refused_at(text: str) -> int:
    """Return where a text is refused, its length for one that is not."""
    try:
        plain(read(text))
    except NotReadError as error:
        return error.offset
    return len(text)
