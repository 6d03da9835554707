"""Where the fabric sends a packet: the routes of its subnet, and the interfaces there are (D5-D8, V1-V3)."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.state import RouteEntry

from .lab import (
    NETWORK,
    NODES,
    TABLE,
    Lab,
    article,
    interface,
    network,
    node_interface,
    node_routes,
    route,
    subnet,
    table,
)  # fmt: skip
from .reading_states import chain, fabric_of, fabric_table_of, members, route_to, sets_named_in, table_from, tag_holds

SECOND = f"{NETWORK}/subnets/second"


def test_pod_traffic_goes_to_the_node_that_has_the_block() -> None:
    assert route_to(article().compiled(), "10.244.1.2") == RouteEntry(
        dst="10.244.1.0/24", via="192.168.1.5", dev="nicc0a80105", onlink=True, table=table_from("192.168.1.0/24")
    )


def test_without_the_route_pod_traffic_falls_into_the_private_none_route() -> None:
    """V1: dropped, not sent to the Internet."""
    found = route_to(article().with_arm(node_routes(without=1)).compiled(), "10.244.1.2")
    assert (found.dst, found.kind) == ("10.0.0.0/8", "blackhole")


def test_with_ip_forwarding_off_the_interface_is_checked_for_source_and_destination() -> None:
    """V2: the route is there, the interface drops."""
    state = article().with_arm(node_interface(NODES[1], "192.168.1.5", forwarding=False)).compiled()
    fabric = fabric_table_of(state)
    assert route_to(state, "10.244.1.2").via == "192.168.1.5"
    assert members(fabric, "ipfwd") == {("nicc0a80104",)}
    assert ("nicc0a80105", "192.168.1.5") in members(fabric, "bind")
    assert sets_named_in(chain(fabric, "prerouting").rules[0]) == ["nics", "bind", "ipfwd"]
    assert sets_named_in(chain(fabric, "forward").rules[0]) == ["nics", "bind", "ipfwd"]


def test_removing_the_route_changes_the_nsg_verdict_as_well_as_the_route() -> None:
    """V3: un-translated pod traffic is admitted by 65000 because the route puts it into VirtualNetwork (D22)."""
    with_route = fabric_table_of(article().compiled())
    without = fabric_table_of(article().with_arm(node_routes(without=1)).compiled())
    assert tag_holds(with_route, "VirtualNetwork", "10.244.1.2")
    assert not tag_holds(with_route, "Internet", "10.244.1.2")
    assert not tag_holds(without, "VirtualNetwork", "10.244.1.2")
    assert tag_holds(without, "VirtualNetwork", "10.244.0.2")


def test_a_machine_is_reached_by_its_own_address_and_an_unassigned_one_is_silence() -> None:
    state = article().compiled()
    assert route_to(state, "192.168.1.6").dev == "nicc0a80106"
    assert route_to(state, "192.168.1.77").kind == "blackhole"


def test_an_interface_without_a_machine_behind_it_is_silence() -> None:
    state = article().with_arm(interface("lonely", "192.168.1.9")).compiled()
    assert route_to(state, "192.168.1.9").kind == "blackhole"
    assert "nicc0a80109" not in {link.name for link in fabric_of(state).links}


@pytest.mark.parametrize("prefix", ["192.168.1.0/24", "192.168.1.6/32", "192.168.1.4/30"])
def test_a_users_route_inside_the_network_beats_the_network_for_machines_it_covers(prefix: str) -> None:
    lab = article().with_machine("nva", "192.168.2.4", in_subnet=SECOND, forwarding=True)
    lab = lab.with_arm(
        network(subnets=[subnet(table=TABLE), subnet("192.168.2.0/24", id_=SECOND)]),
        table(route(prefix, hop="192.168.2.4")),
    )
    state = lab.compiled()
    assert route_to(state, "192.168.1.6").dev == "nicc0a80204"
    assert route_to(state, "192.168.1.6", subnet="192.168.2.0/24").dev == "nicc0a80106"


def test_a_longer_vnetlocal_route_takes_its_machines_back() -> None:
    lab = article().with_machine("nva", "192.168.1.20", forwarding=True)
    state = lab.with_arm(
        table(route("192.168.0.0/16", hop="192.168.1.20"), route("192.168.1.4/31", "VnetLocal"))
    ).compiled()
    assert route_to(state, "192.168.1.5").dev == "nicc0a80105"
    assert route_to(state, "192.168.1.6").dev == "nicc0a80114"


@pytest.mark.parametrize(
    ("hop_type", "hop"),
    [
        ("None", None),
        ("VirtualNetworkGateway", None),
        ("VirtualAppliance", "192.168.1.99"),
        ("VirtualAppliance", "10.9.9.9"),
    ],
)
def test_a_hop_that_is_not_there_is_a_black_hole(hop_type: str, hop: str | None) -> None:
    found = route_to(article().with_arm(table(route("0.0.0.0/0", hop_type, hop))).compiled(), "8.8.8.8")
    assert (found.dst, found.kind) == ("0.0.0.0/0", "blackhole")


def test_the_internet_is_the_uplink_and_so_is_a_users_internet_route() -> None:
    state = article().with_arm(table(route("10.244.9.0/24", "Internet"))).compiled()
    assert route_to(state, "8.8.8.8").dev == route_to(state, "10.244.9.1").dev == "inet0"


def test_a_table_binds_only_what_leaves_its_own_subnet() -> None:
    """D7: a machine in a subnet without the table has no way to a pod."""
    lab = article().with_machine("far", "192.168.2.4", in_subnet=SECOND)
    state = lab.with_arm(network(subnets=[subnet(table=TABLE), subnet("192.168.2.0/24", id_=SECOND)])).compiled()
    assert route_to(state, "10.244.0.2").kind == "unicast"
    assert route_to(state, "10.244.0.2", subnet="192.168.2.0/24").kind == "blackhole"


def test_what_needs_a_peering_is_a_black_hole_until_peerings_are_wired() -> None:
    other = NETWORK.replace("myAKSVnet", "otherVnet")
    here = network(subnets=[subnet(table=TABLE)], peerings=[{"properties": _peer(other)}])
    there = network(prefixes=["10.50.0.0/16"], id_=other, peerings=[{"properties": _peer(NETWORK)}])
    state = article().with_arm(here, there).compiled()
    assert (route_to(state, "10.50.0.4").dst, route_to(state, "10.50.0.4").kind) == ("10.50.0.0/16", "blackhole")
    assert tag_holds(fabric_table_of(state), "VirtualNetwork", "10.50.0.4")


def _peer(remote: str) -> dict[str, object]:
    return {"remoteVirtualNetwork": {"id": remote}, "peeringState": "Connected"}


def test_the_fabric_has_no_address_and_nothing_in_its_main_table() -> None:
    fabric = fabric_of(article().compiled())
    assert fabric.addresses == ()
    assert {route.table for route in fabric.routes} == {1, table_from("192.168.1.0/24")}
    assert {(rule.fwmark, rule.table) for rule in fabric.rules} == {(1, 1), (table_from("192.168.1.0/24"),) * 2}


def test_a_network_with_nothing_in_it_costs_nothing() -> None:
    assert list(Lab(arm=(network(subnets=[subnet()]),)).compiled()) == ["internet"]


HOPS = st.sampled_from([("VirtualAppliance", "192.168.1.4"), ("VnetLocal", None), ("None", None), ("Internet", None)])
PREFIXES = st.sampled_from(
    [
        "0.0.0.0/0",
        "192.168.0.0/16",
        "192.168.0.0/17",
        "192.168.1.0/24",
        "192.168.1.4/30",
        "192.168.1.5/32",
        "10.0.0.0/8",
    ]
)


@given(st.dictionaries(PREFIXES, HOPS))
def test_the_longest_prefix_decides_and_the_user_wins_ties(routes: dict[str, tuple[str, str | None]]) -> None:
    lab = article().with_arm(table(*(route(prefix, *hop) for prefix, hop in routes.items())))
    state = lab.compiled()
    system: dict[str, tuple[str, str | None]] = {"0.0.0.0/0": ("Internet", None), "192.168.0.0/16": ("VnetLocal", None)}
    if "0.0.0.0/0" not in routes:
        system["10.0.0.0/8"] = ("None", None)
    for address in ("192.168.1.5", "192.168.1.6", "192.168.200.1", "10.1.1.1", "8.8.8.8"):
        chosen = _longest(system | routes, address)
        found = route_to(state, address)
        assert (found.kind, found.dev) == _expected(chosen, address), (address, chosen)


def _longest(routes: dict[str, tuple[str, str | None]], address: str) -> tuple[str, str | None]:
    matching = [prefix for prefix in routes if ip_address(address) in ip_network(prefix)]
    return routes[max(matching, key=lambda prefix: ip_network(prefix).prefixlen)]


def _expected(hop: tuple[str, str | None], address: str) -> tuple[str, str | None]:
    links = {"192.168.1.5": "nicc0a80105", "192.168.1.6": "nicc0a80106"}
    if hop[0] == "VnetLocal":
        return ("unicast", links[address]) if address in links else ("blackhole", None)
    return {
        "VirtualAppliance": ("unicast", "nicc0a80104"),
        "Internet": ("unicast", "inet0"),
        "None": ("blackhole", None),
    }[hop[0]]
