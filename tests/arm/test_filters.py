"""What `$filter` and `$top` leave of a list, and what they refuse."""

from contextlib import suppress

import pytest
from clouds import Cloud, vnet
from hypothesis import given
from hypothesis import strategies as st

from akslab.arm.errors import ArmError
from akslab.arm.filters import RESOURCE_CLAUSES, clauses


@pytest.fixture
def tagged(cloud: Cloud) -> Cloud:
    """Return a cloud with three resources and two groups, differently tagged."""
    cloud.put(f"{cloud.subscription}/resourceGroups/Prod", {"location": "westus", "tags": {"Env": "prod", "a": "x"}})
    cloud.put(f"{cloud.subscription}/resourceGroups/test", {"location": "eastus", "tags": {"env": "test", "b": "prod"}})
    cloud.put(cloud.network("virtualNetworks", "net-a"), vnet(tags={"env": "prod"}))
    cloud.put(cloud.network("virtualNetworks", "net-b", "Prod"), vnet(tags={"owner": "it's me"}))
    cloud.put(cloud.network("routeTables", "table"), {"location": "westus"})
    return cloud


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("tagName eq 'env' and tagValue eq 'prod'", ["Prod"]),
        ("tagname eq 'ENV'", ["Prod", "test"]),
        ("tagvalue eq 'prod'", ["Prod", "test"]),
        ("tagName eq 'env' and tagValue eq 'PROD'", []),
        ("startswith(tagname, 'en')", ["Prod", "test"]),
        ("name eq 'prod'", ["Prod"]),
        ("  location   EQ 'westus'  ", ["Prod"]),
        ("", ["Prod", "rg", "test"]),
    ],
)
def test_groups_are_found_by_tag_name_and_location(tagged: Cloud, expression: str, names: list[str]) -> None:
    assert sorted(tagged.get(f"{tagged.subscription}/resourcegroups", filter_=expression).names) == names


@pytest.mark.parametrize(
    ("expression", "names"),
    [
        ("resourceGroup eq 'prod'", ["net-b"]),
        ("resourceGroup eq 'pro'", []),
        ("resourceType eq 'Microsoft.Network/routetables'", ["table"]),
        ("location eq 'westus'", ["table"]),
        ("substringof('NET', name)", ["net-a", "net-b"]),
        ("substringof('net', name) and resourceGroup eq 'rg'", ["net-a"]),
        ("tagName eq 'owner' and tagValue eq 'it''s me'", ["net-b"]),
        ("name eq 'a and b'", []),
    ],
)
def test_resources_are_found_by_all_that_az_filters_for(tagged: Cloud, expression: str, names: list[str]) -> None:
    assert sorted(tagged.get(f"{tagged.subscription}/resources", filter_=expression).names) == names


UNKNOWN = ["name ne 'a'", "name eq 'a' or name eq 'b'", "name eq a", "nonsense", "name eq 'a' and", "name eq 'a",
           "plan eq 'x'", "endswith(name, 'a')", "name eq 'a'name eq 'b'", "asTarget()"]  # fmt: skip
LISTS = ["resources", "resourcegroups", "providers/Microsoft.Network/virtualNetworks",
         "providers/Microsoft.Authorization/roleAssignments",
         "providers/Microsoft.Authorization/roleDefinitions"]  # fmt: skip


@pytest.mark.parametrize("expression", UNKNOWN)
@pytest.mark.parametrize("below", LISTS)
def test_an_unknown_filter_is_refused_on_every_list(cloud: Cloud, below: str, expression: str) -> None:
    answer = cloud.get(f"{cloud.subscription}/{below}", filter_=expression)
    assert (answer.status, answer.code) == (400, "InvalidFilter")
    assert expression in answer.message
    assert "akslab's words" in answer.message


def test_top_is_how_many_are_shown(tagged: Cloud) -> None:
    query = {"api-version": "2025-07-01", "$top": "2"}
    for below in LISTS[:2]:
        assert len(tagged.call("GET", f"{tagged.subscription}/{below}", query=query).names) == 2
    assert len(tagged.call("GET", f"{tagged.subscription}/{LISTS[-1]}", query=query).names) == 2
    narrowed = query | {"$filter": "substringof('net', name)", "$top": "1"}
    assert len(tagged.call("GET", f"{tagged.subscription}/resources", query=narrowed).names) == 1


@pytest.mark.parametrize("top", ["0", "-1", "many", "", "1.5", "٣", "9" * 5000])
def test_a_top_that_is_no_number_is_refused(cloud: Cloud, top: str) -> None:
    query = {"api-version": "2025-07-01", "$top": top}
    answer = cloud.call("GET", f"{cloud.subscription}/resources", query=query)
    assert (answer.status, answer.code) == (400, "InvalidTop")


@given(st.lists(st.tuples(st.sampled_from(["name eq", "tagvalue eq"]), st.text()), min_size=1))
def test_what_is_quoted_is_read_back_as_it_was(wanted: list[tuple[str, str]]) -> None:
    expression = " and ".join("{} '{}'".format(what, value.replace("'", "''")) for what, value in wanted)
    assert clauses({"$filter": expression}, RESOURCE_CLAUSES) == wanted


@given(st.text(alphabet="name eq'ad()x,"))
def test_any_text_is_read_or_refused(expression: str) -> None:
    with suppress(ArmError):
        assert not clauses({"$filter": expression}, RESOURCE_CLAUSES) or expression.count("'") > 1
