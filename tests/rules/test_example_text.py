"""What two examples differ in, as short JSON."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.rules.example_text import WIDTH, differing, json_text, snippets
from akslab.rules.examples import cluster, network, pool, subnet, updated, world

ID = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/routeTables"

LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=60)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=20), inner, max_size=5),
    max_leaves=30,
)


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        ({"a": 1, "b": 2}, {"a": 1, "b": 3}, {"b": 2}, {"b": 3}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1, "c": 3}}, {"a": {"c": 2}}, {"a": {"c": 3}}),
        ([{"name": "x", "v": 1}], [{"name": "x", "v": 2}], [{"name": "x", "v": 1}], [{"name": "x", "v": 2}]),
        ([1, 2], [1, 3], [1, 2], [1, 3]),
        (f"{ID}/one", f"{ID}/two", "…/routeTables/one", "…/routeTables/two"),
        (
            list(range(20)),
            [],
            [0, 1, 2, "… 17 more"],
            [],
        ),
    ],
)
def test_only_what_differs_is_shown(one: Any, other: Any, left: Any, right: Any) -> None:
    assert differing(one, other) == (left, right)


def test_what_only_one_of_them_has_is_shown_there() -> None:
    left, right = differing({"a": 1, "b": 2}, {"a": 1})

    assert left == {"b": 2}
    assert not isinstance(right, dict)


def test_two_of_one_name_are_both_shown() -> None:
    left, _ = differing([{"name": "a", "v": 1}, {"name": "a", "v": 2}], [{"name": "b", "v": 1}])

    assert left == [{"name": "a", "v": 1}, {"name": "a", "v": 2}]


def test_a_change_shows_what_was_before() -> None:
    broken, _ = snippets(updated(cluster(podCidr="10.128.0.0/16")), updated(cluster()))

    assert json.loads(broken)["before"]["managedClusters/myAKSCluster"] == {
        "properties": {"networkProfile": {"podCidr": "10.244.0.0/16"}}
    }


def test_what_is_the_same_is_not_shown() -> None:
    same = world(network(subnet()), cluster(pool()))

    assert snippets(same, same) == ("", "")


@given(VALUES)
def test_json_text_is_json_in_lines_of_a_width(value: Any) -> None:
    text = json_text(value)

    assert json.loads(text) == value


@given(st.lists(st.integers(0, 99), max_size=200))
def test_json_text_keeps_to_its_width(value: list[int]) -> None:
    assert all(len(line) <= WIDTH for line in json_text(value).splitlines())


@given(VALUES, VALUES)
def test_any_two_values_can_be_compared(one: Any, other: Any) -> None:
    left, right = differing({"v": one}, {"v": other})

    if one == other and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True):
        assert not isinstance(left, dict)
        assert not isinstance(right, dict)
