"""What `az network nic show-effective-route-table` answers, and what the kernel's tables are made from (D1-D5)."""

from collections.abc import Sequence
from ipaddress import IPv4Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.compile.effective_routes import PLATFORM_PREFIXES, PRIVATE_PREFIXES, EffectiveRoute, effective_routes
from akslab.compile.errors import CompileError

from .lab import NETWORK, SUBNET, TABLE, Document, Lab, network, peering, route, subnet, table

OTHER = NETWORK.replace("myAKSVnet", "otherVnet")


def rows_of(
    prefixes: list[str], *routes: Document, others: Sequence[Document] = (), peerings: Sequence[Document] = ()
) -> tuple[EffectiveRoute, ...]:
    local = network(prefixes=prefixes, subnets=[subnet(prefixes[0], table=TABLE)], peerings=peerings)
    inputs = Lab(arm=(local, table(*routes), *others)).inputs()
    return effective_routes(SUBNET, inputs.networks, inputs.tables)


def hops(rows: tuple[EffectiveRoute, ...]) -> dict[str, str]:
    """Active rows only."""
    return {row.prefixes[0]: row.next_hop_type for row in rows if row.state == "Active"}


def test_a_network_has_itself_the_internet_and_none_for_every_private_range() -> None:
    found = hops(rows_of(["11.0.0.0/16"]))
    assert found["11.0.0.0/16"] == "VnetLocal"
    assert found["0.0.0.0/0"] == "Internet"
    assert {found[prefix] for prefix in (*PRIVATE_PREFIXES, *PLATFORM_PREFIXES)} == {"None"}
    assert len(found) == 2 + len(PRIVATE_PREFIXES) + len(PLATFORM_PREFIXES)


def test_a_none_route_stays_when_the_network_lies_inside_it() -> None:
    assert hops(rows_of(["10.1.0.0/16"]))["10.0.0.0/8"] == "None"


def test_a_none_route_gives_way_to_a_network_that_equals_it() -> None:
    rows = rows_of(["192.168.0.0/16"])
    assert [row.next_hop_type for row in rows if row.prefixes == ("192.168.0.0/16",)] == ["VnetLocal"]


def test_a_none_route_goes_when_the_network_includes_it() -> None:
    found = hops(rows_of(["172.0.0.0/8"]))
    assert "172.16.0.0/12" not in found
    assert found["172.0.0.0/8"] == "VnetLocal"


def test_a_users_route_beats_the_system_route_of_the_same_prefix_which_is_listed_as_invalid() -> None:
    rows = rows_of(["10.0.0.0/16"], route("10.0.0.0/16", hop="10.0.100.4"), route("10.0.0.0/24", "VnetLocal"))
    assert [(row.source, row.state, row.next_hop_type) for row in rows if row.prefixes == ("10.0.0.0/16",)] == [
        ("Default", "Invalid", "VnetLocal"),
        ("User", "Active", "VirtualAppliance"),
    ]
    assert hops(rows)["10.0.0.0/24"] == "VnetLocal"


@pytest.mark.parametrize("hop", ["VirtualAppliance", "Internet", "None"])
def test_a_users_default_route_takes_the_rows_away_that_drop_private_ranges(hop: str) -> None:
    own = route("0.0.0.0/0", hop="10.1.0.4") if hop == "VirtualAppliance" else route("0.0.0.0/0", hop)
    rows = rows_of(["10.1.0.0/16"], own)
    assert [(row.source, row.state, row.prefixes[0], row.next_hop_type) for row in rows] == [
        ("Default", "Active", "10.1.0.0/16", "VnetLocal"),
        ("Default", "Invalid", "0.0.0.0/0", "Internet"),
        ("User", "Active", "0.0.0.0/0", hop),
    ]


def test_a_users_longer_route_leaves_them() -> None:
    assert hops(rows_of(["10.1.0.0/16"], route("128.0.0.0/1", "Internet")))["192.168.0.0/16"] == "None"


def test_a_users_route_carries_its_name_and_next_hop() -> None:
    rows = rows_of(["10.0.0.0/16"], route("10.244.0.0/24", hop="10.0.0.4", name="node____102440024"))
    assert rows[-1] == EffectiveRoute(
        source="User",
        prefixes=("10.244.0.0/24",),
        next_hop_type="VirtualAppliance",
        next_hop_ips=("10.0.0.4",),
        name="node____102440024",
    )


@pytest.mark.parametrize(
    ("here", "there", "listed"),
    [
        (peering(OTHER), peering(NETWORK), True),
        (peering(OTHER, state="Initiated"), peering(NETWORK), False),
        (peering(OTHER), peering(NETWORK, state="Disconnected"), False),
        (peering(OTHER, access=False), peering(NETWORK), False),
    ],
)
def test_a_peered_network_is_listed_when_both_sides_are_connected(
    here: Document, there: Document, listed: bool
) -> None:
    remote = network(prefixes=["10.9.0.0/16"], id_=OTHER, peerings=[there])
    found = hops(rows_of(["10.1.0.0/16"], others=(remote,), peerings=[here]))
    assert found.get("10.9.0.0/16") == ("VNetPeering" if listed else None)


def test_a_subnet_without_a_table_has_system_routes_only() -> None:
    inputs = Lab(arm=(network(subnets=[subnet()]), table(route("10.244.0.0/24", hop="192.168.1.4")))).inputs()
    assert {row.source for row in effective_routes(SUBNET.upper(), inputs.networks, inputs.tables)} == {"Default"}


def test_a_missing_subnet_or_table_is_named() -> None:
    inputs = Lab(arm=(network(subnets=[subnet(table=TABLE)]),)).inputs()
    with pytest.raises(CompileError, match=r"routetables/myroutetable does not exist"):
        effective_routes(SUBNET, inputs.networks, inputs.tables)
    with pytest.raises(CompileError, match=r"subnets/gone: the subnet does not exist"):
        effective_routes(f"{NETWORK}/subnets/gone", inputs.networks, inputs.tables)


PREFIXES = st.builds(
    lambda number, length: str(IPv4Network((number, length), strict=False)),
    st.integers(0, 2**32 - 1),
    st.integers(4, 29),
)


@given(st.lists(PREFIXES, min_size=1, max_size=3, unique=True), st.lists(PREFIXES, max_size=5, unique=True))
def test_every_prefix_has_one_active_row_and_no_none_row_lies_in_the_network(local: list[str], own: list[str]) -> None:
    rows = rows_of(local, *(route(prefix, "None") for prefix in own))
    for prefix in {row.prefixes[0] for row in rows}:
        assert [row.state for row in rows if row.prefixes[0] == prefix].count("Active") == 1
    for row in rows:
        if row.source == "Default" and row.next_hop_type == "None":
            assert not any(IPv4Network(row.prefixes[0]).subnet_of(IPv4Network(prefix)) for prefix in local)
