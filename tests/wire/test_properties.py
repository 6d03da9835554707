"""Properties: names in any case, defaults, read-only ones ignored, unknown ones kept, every mistake at its path."""

from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, field

from akslab.wire.properties import Json, Properties, ReadOnly, read_properties, with_read_only


class Inner(Properties, frozen=True, kw_only=True):
    """What is inside."""

    name: str
    hop: Literal["None", "VirtualAppliance"] = "None"


class Outer(Properties, frozen=True, kw_only=True):
    """One of everything a declaration may hold."""

    prefix: str | None = None
    routes: list[Inner] = field(default_factory=list)
    by_name: dict[str, Inner] | None = None
    count: Annotated[int, Meta(ge=0, le=10)] = 1
    any_number: int | None = None
    flag: bool = False
    anything: Any = None
    dns_service_ip: str | None = field(default=None, name="dnsServiceIP")
    state: ReadOnly[str] = "Succeeded"
    guid: ReadOnly[str | None] = None


class Holds(Properties, frozen=True, kw_only=True):
    """What has a default that has defaults of its own."""

    outer: Outer = field(default_factory=Outer)


class Needs(Properties, frozen=True, kw_only=True):
    """What cannot be left out."""

    inner: Inner


def read(value: object) -> tuple[Json, list[str]]:
    """Return the canonical form and the paths of the mistakes."""
    canonical, errors = read_properties(Outer, value, "properties")
    return canonical, [error.path for error in errors]


def test_names_are_taken_in_any_case_and_given_back_in_azures() -> None:
    found, _ = read({"PREFIX": "a", "ROUTES": [{"NaMe": "n", "HOP": "virtualappliance"}], "dnsserviceip": "10.0.0.10"})
    assert (found["prefix"], found["dnsServiceIP"]) == ("a", "10.0.0.10")
    assert found["routes"] == [{"name": "n", "hop": "VirtualAppliance"}]


def test_what_is_left_out_or_null_is_filled_with_its_default() -> None:
    for empty in ({}, {"count": None, "flag": None, "routes": None, "prefix": None}):
        assert read(empty) == ({"routes": [], "count": 1, "flag": False}, [])


def test_a_default_has_its_own_defaults_and_no_nulls() -> None:
    assert read_properties(Holds, {}, "p") == ({"outer": {"routes": [], "count": 1, "flag": False}}, [])
    assert read_properties(Holds, {}, "p") == read_properties(Holds, {"outer": {}}, "p")


def test_unknown_properties_are_kept_as_they_came_at_every_depth() -> None:
    found, wrong = read({"Later": {"A": [1]}, "routes": [{"name": "n", "hop": "None", "Later": None}]})
    assert not wrong
    assert found["Later"] == {"A": [1]}
    assert found["routes"][0]["Later"] is None


def test_read_only_properties_of_a_request_are_dropped_whatever_they_hold() -> None:
    found, wrong = read({"state": {"not": "even a string"}, "GUID": 5})
    assert not wrong
    assert "state" not in found
    assert "guid" not in found
    assert "GUID" not in found


def test_read_only_properties_come_from_the_document_before_or_their_default() -> None:
    assert with_read_only(Outer, {}, {"count": 2}) == {"count": 2, "state": "Succeeded"}
    assert with_read_only(Outer, {"state": "Failed", "guid": "g", "count": 1}, {"count": 2}) == {
        "count": 2,
        "state": "Failed",
        "guid": "g",
    }


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"prefix": 5}, "properties.prefix"),
        ({"routes": {}}, "properties.routes"),
        ({"routes": [{"name": "n"}, 7]}, "properties.routes[1]"),
        ({"routes": [{"hop": "None"}]}, "properties.routes[0].name"),
        ({"routes": [{"name": "n", "hop": "Elsewhere"}]}, "properties.routes[0].hop"),
        ({"routes": [{"name": "n", "hop": 3}]}, "properties.routes[0].hop"),
        ({"byName": {"k": {"name": None}}}, "properties.byName.k.name"),
        ({"byName": []}, "properties.byName"),
        ({"count": 11}, "properties.count"),
        ({"count": True}, "properties.count"),
        ({"count": 1.0}, "properties.count"),
        ({"anyNumber": "5"}, "properties.anyNumber"),
        ({"flag": "true"}, "properties.flag"),
        ([], "properties"),
        (None, "properties"),
    ],
)
def test_a_value_of_another_type_is_a_mistake_at_its_path(value: object, path: str) -> None:
    assert read(value)[1] == [path]


def test_all_mistakes_are_found_at_once() -> None:
    assert read({"prefix": 1, "flag": 2, "count": -1})[1] == [
        "properties.prefix",
        "properties.flag",
        "properties.count",
    ]


def test_what_is_required_is_missed_inside_and_outside() -> None:
    assert [error.path for error in read_properties(Needs, {}, "p")[1]] == ["p.inner"]
    assert [error.path for error in read_properties(Needs, {"inner": {}}, "p")[1]] == ["p.inner.name"]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*Outer.__struct_fields__, "name", "x"]), inner)
    ),
    max_leaves=10,
)


@given(_json)
def test_any_json_is_read_without_a_crash_and_reading_what_was_read_changes_nothing(value: object) -> None:
    canonical, errors = read_properties(Outer, value, "p")
    if not errors:
        assert read_properties(Outer, canonical, "p") == (canonical, [])
