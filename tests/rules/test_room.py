"""What findings propose for networks: room that meets nothing known, and nothing where something is named by its address."""

from ipaddress import IPv4Network, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.prefixes import contains, overlap, parse_prefix
from akslab.rules.example import Example
from akslab.rules.examples import (
    cluster,
    interface,
    network,
    peering,
    route,
    security_group,
    security_rule,
    subnet,
    table,
    world,
)
from akslab.rules.free_ranges import NOTHING
from akslab.rules.proposals import later_priority, meant_prefix, nearest_priority, spare_prefixes
from akslab.rules.resources import SecurityRule, Subnet, VirtualNetwork
from akslab.rules.room import (
    MOST_INTERFACES,
    MOST_MOVED,
    apart,
    free_beside,
    moved,
    moved_subnet,
    renumbered,
    widened,
    wider,
)
from akslab.rules.view import TakenRange


def only(view: Example) -> VirtualNetwork:
    """Return the first network of a view."""
    return next(iter(view.virtual_networks.values()))


def first_of(view: Example) -> Subnet:
    """Return the first subnet of the first network."""
    return only(view).subnets[0]


SUBNETS = st.lists(
    st.builds(
        lambda at, length: IPv4Network((0xC0A80000 + (at >> (32 - length) << (32 - length)), length)),
        st.integers(0, 0xFFFF),
        st.integers(18, 29),
    ),
    min_size=1,
    max_size=12,
)


@given(SUBNETS, st.integers(17, 29))
def test_a_subnet_moves_to_where_no_other_is_inside_its_network(prefixes: list[IPv4Network], length: int) -> None:
    view = world(network(*(subnet(f"s{n}", str(each)) for n, each in enumerate(prefixes))))
    found = moved(view, only(view), prefixes[0], length)
    if found == NOTHING:
        assert len(prefixes) > 1 or length <= 17
        return
    assert ip_network(found).prefixlen == length
    assert contains(parse_prefix("192.168.0.0/16"), parse_prefix(found))
    assert not [each for each in prefixes if overlap(each, parse_prefix(found))]


@given(SUBNETS, st.integers(1, 12))
def test_a_wider_subnet_has_the_room_and_meets_no_other(prefixes: list[IPv4Network], more: int) -> None:
    view = world(network(*(subnet(f"s{n}", str(each)) for n, each in enumerate(prefixes))))
    own, length = prefixes[0], max(17, prefixes[0].prefixlen - more)
    found = widened(view, only(view), first_of(view), own, length)
    if found != NOTHING:
        assert ip_network(found).prefixlen == length
        assert not [each for each in prefixes[1:] if overlap(each, parse_prefix(found))]


def test_a_subnet_grows_around_itself_where_that_is_free() -> None:
    view = world(network(subnet(prefix="192.168.1.0/29"), subnet("second", "192.168.1.64/26")))
    assert widened(view, only(view), first_of(view), parse_prefix("192.168.1.0/29"), 27) == "192.168.1.0/27"
    assert widened(view, only(view), first_of(view), parse_prefix("192.168.1.0/29"), 24) == "192.168.0.0/24"
    assert widened(view, only(view), first_of(view), parse_prefix("192.168.1.0/29"), 15) == NOTHING


def test_what_others_have_taken_of_a_subnet_counts() -> None:
    view = world(network(subnet(prefix="192.168.1.0/29")), cluster())
    assert wider(view, first_of(view), 4, 3) == "192.168.1.0/28"
    assert wider(view, first_of(view), 11, 3) == "192.168.1.0/28"
    assert wider(view, first_of(view), 11, 2) == "192.168.1.0/27"


def test_ranges_of_clusters_are_kept_off() -> None:
    view = world(network(subnet(prefix="10.1.0.0/24"), prefixes=("192.168.0.0/23",)), cluster(podCidr="192.168.0.0/24"))
    assert moved(view, only(view), parse_prefix("10.1.0.0/24")) == "192.168.1.0/24"


@pytest.mark.parametrize(
    "naming",
    [
        (table(route(ip="192.168.1.200")),),
        (table(route("192.168.1.0/26")),),
        (interface("192.168.1.9"),),
        (security_group(security_rule(sourceAddressPrefix="192.168.1.0/25")),),
        (security_group(security_rule(sourceAddressPrefix="192.168.1.7")),),
    ],
)
def test_nothing_moves_that_is_named_by_its_addresses(naming: tuple[dict[str, object], ...]) -> None:
    view = world(network(subnet()), *naming)
    assert moved(view, only(view), parse_prefix("192.168.1.0/24")) == NOTHING
    assert renumbered(view, only(view), parse_prefix("192.168.0.0/16")) == ()
    assert moved(view, only(view), parse_prefix("192.168.3.0/24")) != NOTHING


def test_servers_for_dns_name_their_network() -> None:
    view = world(network(subnet(), dhcpOptions={"dnsServers": ["192.168.1.5"]}))
    assert renumbered(view, only(view), parse_prefix("192.168.0.0/16")) == ()


def test_subnets_of_several_prefixes_and_of_large_networks_stay() -> None:
    view = world(network(subnet(addressPrefixes=["192.168.1.0/24", "192.168.2.0/24"])))
    assert moved_subnet(view, only(view), first_of(view))["free"] == NOTHING
    many = world(network(*(subnet(f"s{n}", f"192.168.{n}.0/24") for n in range(MOST_MOVED + 1))))
    assert moved(many, only(many), parse_prefix("192.168.1.0/24")) == NOTHING


def test_where_there_are_very_many_nothing_is_reckoned() -> None:
    many = world(network(*(subnet(f"s{n}", f"192.168.{n}.0/29") for n in range(MOST_MOVED + 1))))
    assert widened(many, only(many), first_of(many), parse_prefix("192.168.0.0/29"), 28) == NOTHING
    nics = [interface("192.168.1.4", f"n{n}") for n in range(MOST_INTERFACES + 1)]
    crowd = world(network(subnet()), *nics)
    assert free_beside(crowd, next(iter(crowd.network_interfaces.values())).ip_configurations[0]) == NOTHING


def test_subnets_keep_their_place_in_a_network_that_is_renumbered() -> None:
    view = world(network(subnet(), subnet("second", "192.168.200.0/22")), taken=(TakenRange("o", "172.20.0.0/16"),))
    moves = renumbered(view, only(view), parse_prefix("192.168.0.0/16"))
    assert [prefix for _, prefix in moves] == ["172.21.0.0/16", "172.21.1.0/24", "172.21.200.0/22"]
    assert moves[1][0].endswith("#properties.subnets[myAKSSubnet].properties.addressPrefix[192.168.1.0/24]")


def test_the_other_network_moves_where_this_one_is_named() -> None:
    hub = network(name="hub", prefixes=("192.168.128.0/17",))
    view = world(network(subnet(), virtualNetworkPeerings=[peering()]), hub, table(route(ip="192.168.1.9")))
    place, other = view.virtual_networks.values()
    theirs = (parse_prefix("192.168.128.0/17"),)
    assert apart(view, place, other.id, theirs).splitlines()[1] == "172.20.0.0/17"


def test_an_address_that_routes_lead_to_is_not_changed() -> None:
    view = world(network(subnet()), interface("192.168.1.4"), interface("192.168.1.4", "second"))
    nic = next(iter(view.network_interfaces.values()))
    assert free_beside(view, nic.ip_configurations[0]) == "192.168.1.5"
    routed = world(network(subnet()), interface("192.168.1.4"), table(route(ip="192.168.1.4")))
    nic = next(iter(routed.network_interfaces.values()))
    assert free_beside(routed, nic.ip_configurations[0]) == NOTHING


def rule(name: str, priority: int, access: str = "Allow", direction: str = "Inbound") -> SecurityRule:
    return SecurityRule(id=name, name=name, priority=priority, direction=direction, access=access)


def test_a_priority_passes_rules_that_say_the_same_and_no_others() -> None:
    low = rule("low", 4)
    assert nearest_priority([low, rule("a", 100), rule("b", 101)], low, 4) == "102"
    assert nearest_priority([low, rule("a", 100, "Deny")], low, 4) == NOTHING
    assert nearest_priority([low, rule("a", 100, "Deny", "Outbound")], low, 4) == "100"
    high = rule("high", 9000)
    assert nearest_priority([high, rule("a", 4096)], high, 9000) == "4095"
    assert later_priority([rule("a", 4096), rule("b", 4096)], rule("b", 4096), 4096) == NOTHING


def test_the_end_that_a_prefix_stands_at_is_named() -> None:
    found = SecurityRule(
        id="r", name="r", priority=1, direction="Inbound", sources=("*",), destinations=("10.0.0.1/8",)
    )
    assert {key: str(value) for key, value in meant_prefix(found, "10.0.0.1/8").items()} == {
        "end": "destinationAddressPrefix",
        "canonical": "10.0.0.0/8",
    }
    assert meant_prefix(found, "ten") == {"end": "destinationAddressPrefix", "canonical": NOTHING}


def test_prefixes_of_ipv6_are_not_too_many() -> None:
    found = Subnet(id="s", name="s", prefixes=("fd00::/64", "10.0.0.0/24", "10.0.1.0/24"))
    assert spare_prefixes(found) == {"first": "10.0.0.0/24", "others": "10.0.1.0/24"}
