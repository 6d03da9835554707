"""Every fact can be shown where it stands: ARM's paths lead back to what az wrote."""

import json
from typing import Any

import pytest
from doctor import az_shapes as az
from hypothesis import given
from hypothesis import strategies as st

from akslab.importers.exports.arm_shape import arm_document, written_path
from akslab.importers.exports.items import shown
from akslab.rules.unknown import Unknown


def value_at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@pytest.mark.parametrize(
    ("written", "path", "place"),
    [
        (az.subnet_show(az.OWN_TABLE), ("properties", "routeTable", "id"), "$.routeTable.id"),
        (
            az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE)),
            ("properties", "routes", 1, "properties", "nextHopIpAddress"),
            "$.routes[1].nextHopIpAddress",
        ),
        (az.aks_show(), ("properties", "networkProfile", "dnsServiceIP"), "$.networkProfile.dnsServiceIp"),
        (
            az.aks_show(),
            ("identity", "userAssignedIdentities", az.IDENTITY, "principalId"),
            f"$.identity.userAssignedIdentities['{az.IDENTITY.lower()}'].principalId",
        ),
        (
            az.vnet_show(az.subnet_show()),
            ("properties", "subnets", "snet-aks", "properties", "routeTable"),
            "$.subnets[0]",
        ),
    ],
)
def test_a_path_in_arms_shape_leads_to_where_it_is_written(written: Any, path: Any, place: str) -> None:
    assert shown("f.json", written_path(written, path)) == f"f.json:{place}"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab/", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("a", "b", "id", "name", "properties", "location", "Type")), inner, max_size=4
        )
    ),
    max_leaves=12,
)


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Any:
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from paths(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from paths(each, (*path, index))


@given(st.dictionaries(st.sampled_from(("routes", "subnets", "x")), json_values, max_size=4))
def test_whatever_a_resource_holds_every_value_of_it_leads_back(more: dict[str, Any]) -> None:
    """The value at a path in ARM's shape is, scalars compared, the value at the path in the file, unless it is unknown."""
    written = az.table_show(az.OWN_TABLE) | more
    document = arm_document(written)

    for path in paths(document):
        found = value_at(document, path)
        back = written_path(written, path)
        if (
            not isinstance(found, (dict, list, Unknown))
            and json.dumps(path).count("properties") == 1
            and len(back) == len(path) - 1
        ):
            assert value_at(written, back) == found
