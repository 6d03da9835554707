"""A place leads to what it names, in documents as people and tools spell them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.rules.examples import NETWORK, SUBNET, TABLE, network, peering, route, subnet, table
from akslab.rules.places import document_of, nearest, resolve, subnet_place

PLACE = network(subnet(), subnet("second", "192.168.2.0/24"), virtualNetworkPeerings=[peering()])


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("properties.addressSpace.addressPrefixes", ("properties", "addressSpace", "addressPrefixes")),
        (
            "properties.addressSpace.addressPrefixes[192.168.0.0/16]",
            ("properties", "addressSpace", "addressPrefixes", 0),
        ),
        ("PROPERTIES.Subnets[SECOND].name", ("properties", "subnets", 1, "name")),
        ("properties.subnets[]", ("properties", "subnets")),
        ("properties.subnets", ("properties", "subnets")),
        ("", ()),
    ],
)
def test_a_place_is_found_without_case(place: str, path: tuple[Any, ...]) -> None:
    assert resolve(PLACE, place) == path


def test_a_name_may_hold_what_divides_steps() -> None:
    found = table(route(name="to[0].0.0.0/0"), route(name="x"))

    assert resolve(found, "properties.routes[to[0].0.0.0/0].properties") == ("properties", "routes", 0, "properties")


@pytest.mark.parametrize("spelled", ["podCidr", "podCidrs", "PODCIDR"])
def test_the_plural_of_an_absent_property_is_meant_too(spelled: str) -> None:
    value = ["10.244.0.0/16"] if spelled.endswith("s") else "10.244.0.0/16"

    assert resolve({spelled: value}, "podCidr") == (spelled,)


def test_the_spelling_with_a_value_wins_over_one_that_is_null() -> None:
    assert resolve({"podCidr": None, "podCidrs": ["10.244.0.0/16"]}, "podCidr[10.244.0.0/16]") == ("podCidrs", 0)
    assert resolve({"podCidr": None}, "podCidr") == ("podCidr",)


def test_a_selection_in_a_single_text_is_the_text() -> None:
    assert resolve({"addressPrefix": "10.0.0.0/24"}, "addressPrefix[10.0.0.0/24]") == ("addressPrefix",)


def test_what_is_not_there_is_none_and_its_parent_is_the_nearest() -> None:
    place = "properties.subnets[second].properties.routeTable.id"

    assert resolve(PLACE, place) is None
    assert nearest(PLACE, place) == ("properties", "subnets", 1, "properties")
    assert nearest(PLACE, "properties.subnets[third].name") == ("properties", "subnets")
    assert nearest({}, place) == ()


def test_a_place_may_be_in_another_document() -> None:
    assert document_of(f"{TABLE}#properties.routes", NETWORK) == (TABLE, "properties.routes")
    assert document_of("properties.routes[a#b]", TABLE) == (TABLE, "properties.routes[a#b]")
    assert document_of(subnet_place(SUBNET), TABLE) == (NETWORK, "properties.subnets[myAKSSubnet]")


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "name", "b"]), inner, max_size=3),
    max_leaves=12,
)


@given(ANY, st.text(alphabet="abname.[]#/", max_size=20))
def test_any_place_in_any_document_is_answered(document: Any, place: str) -> None:
    path = nearest(document, place)

    found = document
    for step in path:
        found = found[step]
    assert resolve(document, place) in (path, None)
