"""Resource ids: taken apart, put together again, compared without case, and the scopes that enclose them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.wire.resource_id import InvalidResourceId, ResourceId, parse_resource_id, same_id, scopes_of

SUBNET = "/subscriptions/S/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V/subnets/N"
_words = st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=8)


@st.composite
def ids(draw: st.DrawFn) -> ResourceId:
    """Return any id of a subscription, a group or a resource."""
    pairs = draw(st.lists(st.tuples(_words, _words), max_size=3))
    types, names = tuple(t for t, _ in pairs), tuple(n for _, n in pairs)
    group = draw(st.just("") | _words)
    namespace = draw(_words) if pairs else ""
    return ResourceId(subscription_id=draw(_words), resource_group=group, namespace=namespace, types=types, names=names)


@given(ids())
def test_an_id_written_and_read_again_is_the_same(resource: ResourceId) -> None:
    assert parse_resource_id(str(resource)) == resource


_paths = st.lists(st.sampled_from(["", "subscriptions", "s", "resourceGroups", "providers"])).map("/".join)


@given(st.text(max_size=40) | _paths)
def test_any_text_is_read_or_refused_but_never_half_understood(text: str) -> None:
    refused, resource = "", None
    try:
        resource = parse_resource_id(text)
    except InvalidResourceId as error:
        refused = str(error)
    assert same_id(str(resource), text) if resource else text in refused


def test_a_subnet_knows_its_parent_its_top_and_its_group() -> None:
    subnet = parse_resource_id(SUBNET)
    assert subnet.type == "Microsoft.Network/virtualNetworks/subnets"
    assert subnet.name == "N"
    assert str(subnet.parent) == str(subnet.top) == SUBNET.rsplit("/", 2)[0]
    assert str(subnet.top.parent) == subnet.group_id == "/subscriptions/S/resourceGroups/G"
    assert subnet.top.child("subnets", "N") == subnet


def test_groups_and_subscriptions_have_types_and_names_too() -> None:
    group = parse_resource_id("/SUBSCRIPTIONS/S/resourcegroups/G")
    assert (group.type, group.name) == ("Microsoft.Resources/resourceGroups", "G")
    assert (group.parent.type, group.parent.name) == ("Microsoft.Resources/subscriptions", "S")


@pytest.mark.parametrize(
    "text",
    [
        "", "/", "S", "/subscriptions", "/subscriptions/", "subscriptions/S", "/subscriptions/S/resourceGroups",
        "/subscriptions/S/resourceGroups/", "/subscriptions/S/resourceGroups/G/", "/subscriptions/S/resourceGroups/G/x/y",
        "/subscriptions/S/resourceGroups/G/providers/N", "/subscriptions/S/resourceGroups/G/providers/N/t",
        "/subscriptions/S/resourceGroups/G/providers/N/t/", "/subscriptions/S/resourceGroups/G/providers/N/t/n/",
        "/subscriptions/S/resourceGroups/G/providers//t/n",
    ],
)  # fmt: skip
def test_what_lacks_a_part_is_no_id(text: str) -> None:
    with pytest.raises(InvalidResourceId):
        parse_resource_id(text)


def test_the_scopes_of_a_subnet_go_up_to_the_root() -> None:
    assert list(scopes_of(SUBNET + "/")) == [
        "/subscriptions/s/resourcegroups/g/providers/microsoft.network/virtualnetworks/v/subnets/n",
        "/subscriptions/s/resourcegroups/g/providers/microsoft.network/virtualnetworks/v",
        "/subscriptions/s/resourcegroups/g",
        "/subscriptions/s",
        "/",
    ]


def test_what_hangs_on_a_resource_is_inside_it() -> None:
    assignment = f"{SUBNET}/providers/Microsoft.Authorization/roleAssignments/A"
    assert scopes_of(assignment)[1:] == scopes_of(SUBNET)
    assert scopes_of("/subscriptions/S/providers/Microsoft.Authorization/roleAssignments/A")[1:] == (
        "/subscriptions/s",
        "/",
    )
    assert scopes_of("/providers/Microsoft.Authorization/roleAssignments/A")[-1] == "/"
    assert scopes_of("/") == scopes_of("") == ("/",)


@given(ids())
def test_every_scope_but_the_root_is_a_beginning_of_the_one_inside_it(resource: ResourceId) -> None:
    scopes = scopes_of(str(resource))
    assert scopes[0] == str(resource).lower()
    assert scopes[-1] == "/"
    assert all(inner.startswith(f"{outer}/") for inner, outer in pairwise(scopes[:-1]))


def test_what_is_no_scope_has_none() -> None:
    with pytest.raises(InvalidResourceId):
        scopes_of("/resourceGroups/G")
