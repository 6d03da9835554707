"""Networks, tables, groups, interfaces and deletions, and the first thing the network provider says."""

import pytest

from akslab.rules.catalogue import (
    address_refusal,
    deletion_refusal,
    interface_refusals,
    network_refusals,
    route_table_refusals,
    security_group_refusals,
)
from akslab.rules.examples import (
    NETWORK,
    SECURITY_GROUP,
    SUBNET,
    TABLE,
    Document,
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
from akslab.rules.from_documents import view_of


def of_network(*subnets: Document, prefixes: tuple[str, ...] = ("192.168.0.0/16",)) -> list[str]:
    return [finding.code for finding in network_refusals(world(network(*subnets, prefixes=prefixes)), NETWORK)]


def of_route(found: Document) -> list[str]:
    return [finding.code for finding in route_table_refusals(world(table(found)), TABLE)]


def test_a_subnet_outside_its_network_is_refused_by_name() -> None:
    view = world(network(subnet(prefix="10.0.0.0/24")))
    finding = next(network_refusals(view, NETWORK.upper()))

    assert finding.message == "Subnet 'myAKSSubnet' is not valid in virtual network 'myAKSVnet'."
    assert (finding.code, finding.status) == ("NetcfgInvalidSubnet", 400)


def test_the_later_of_two_overlapping_subnets_is_named() -> None:
    view = world(network(subnet("b", "192.168.1.0/24"), subnet("a", "192.168.0.0/23")))

    assert "Subnet 'a' is not valid because" in next(network_refusals(view, NETWORK)).message


def test_host_bits_are_answered_with_the_right_prefix() -> None:
    view = world(network(subnet(prefix="192.168.52.0/21")))

    assert next(network_refusals(view, NETWORK)).message == (
        f"The address prefix 192.168.52.0/21 in resource {SUBNET} has an invalid CIDR notation. "
        "For the given prefix length, the address prefix should be 192.168.48.0/21."
    )


@pytest.mark.parametrize("wrong", ["", "192.168.1.0", "192.168.1.0/33", "192.168.1.0/255.255.255.0", "x/24", "/24"])
def test_what_is_no_prefix_is_refused(wrong: str) -> None:
    assert of_network(subnet(addressPrefixes=[wrong])) == ["InvalidAddressPrefixFormat"]


def test_a_dual_stack_network_is_accepted() -> None:
    both = subnet(addressPrefixes=["192.168.1.0/24", "fd00:db8:1::/64"])

    assert of_network(both, prefixes=("192.168.0.0/16", "fd00:db8::/32")) == []


def test_peered_networks_that_overlap_are_refused_with_their_prefixes() -> None:
    hub = network(name="hub", prefixes=("192.168.128.0/17",))
    finding = next(network_refusals(world(network(virtualNetworkPeerings=[peering()]), hub), NETWORK))

    assert finding.code == "VnetAddressSpacesOverlap"
    assert finding.message.endswith("Overlapping address prefixes: 192.168.0.0/16, 192.168.128.0/17")


def test_a_peer_that_is_not_to_be_seen_is_not_refused() -> None:
    assert not list(network_refusals(view_of([network(virtualNetworkPeerings=[peering()])]), NETWORK))


@pytest.mark.parametrize(
    ("found", "refused"),
    [
        (route(ip=""), ["MissingNextHopIpAddress"]),
        (route(hop="VirtualNetworkGateway"), ["AkslabNextHopIpAddressNotAllowed"]),
        (route(hop="None", ip=""), []),
        (route("AzureCloud.koreacentral", "Internet", ""), []),
        (route("10.0.0.1/8"), ["InvalidCIDRNotation"]),
        (route("fd00::/8", ip="fd01::4"), []),
    ],
)
def test_routes(found: Document, refused: list[str]) -> None:
    assert of_route(found) == refused


def test_two_routes_for_one_prefix_are_refused_in_azures_words() -> None:
    view = world(table(route("10.244.1.0/24", name="new"), route("10.244.1.0/24", name="old")))

    assert next(route_table_refusals(view, TABLE)).message == (
        "Route: old conflicts with Route: new. Routes cannot have the same AddressPrefix."
    )


@pytest.mark.parametrize("ports", ["*", "0", "65535", "80-443", "22-22"])
@pytest.mark.parametrize("addresses", ["*", "Internet", "10.1.2.3", "10.0.0.0/8", "10.0.0.1-10.0.0.9"])
def test_a_security_rule_takes_azures_notations(ports: str, addresses: str) -> None:
    found = security_rule(destinationPortRange=ports, sourceAddressPrefix=addresses)

    assert not list(security_group_refusals(world(security_group(found)), SECURITY_GROUP))


@pytest.mark.parametrize("ports", ["65536", "443-80", "any", "80,443", "-1"])
def test_a_port_range_that_is_none_is_quoted(ports: str) -> None:
    view = world(security_group(security_rule(destinationPortRange=ports)))

    assert f"Value provided: {ports}. Value should" in next(security_group_refusals(view, SECURITY_GROUP)).message


def test_the_plural_of_a_property_wins_over_an_empty_singular() -> None:
    found = security_rule(destinationPortRange="", destinationPortRanges=["22", "70000"])

    finding = next(security_group_refusals(world(security_group(found)), SECURITY_GROUP))
    assert dict(finding.values)["value"] == "70000"


@pytest.mark.parametrize(
    ("address", "refused"),
    [
        ("192.168.1.3", ["PrivateIPAddressInReservedRange"]),
        ("192.168.1.4", []),
        ("192.168.1.254", []),
        ("192.168.1.255", ["PrivateIPAddressInReservedRange"]),
        ("192.168.2.4", ["PrivateIPAddressNotInSubnet"]),
    ],
)
def test_addresses_of_an_interface(address: str, refused: list[str]) -> None:
    nic = interface(address)

    assert [found.code for found in interface_refusals(world(network(subnet()), nic), nic["id"])] == refused


def test_an_update_of_an_interface_is_not_in_its_own_way() -> None:
    nic = interface("192.168.1.4")
    view = world(network(subnet()), nic, before=(nic,))

    assert not list(interface_refusals(view, nic["id"].upper()))


def test_a_scale_set_is_told_how_much_it_wanted() -> None:
    full = world(network(subnet(prefix="192.168.1.0/28")), interface("192.168.1.4"))

    assert address_refusal(full, SUBNET, 10) is None
    finding = address_refusal(full, SUBNET, 11)
    assert finding is not None
    assert finding.message == (
        "Subnet myAKSSubnet with address prefix 192.168.1.0/28 does not have enough capacity for 11 IP addresses."
    )


def test_a_deletion_names_who_is_in_the_way() -> None:
    finding = deletion_refusal("Microsoft.Network/virtualnetworks/SUBNETS", SUBNET, ["/nic/a", "/nic/b"])

    assert finding is not None
    assert finding.message.startswith("Subnet myAKSSubnet is in use by /nic/a and cannot be deleted.")
    assert deletion_refusal("Microsoft.Network/virtualNetworks/subnets", SUBNET, []) is None
    assert deletion_refusal("Microsoft.Network/dnsZones", "/zone", ["/a"]) is None
