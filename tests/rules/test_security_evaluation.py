"""A security group evaluated over whole sets of traffic says of every packet what going through the rules says."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akslab.rules.examples import SECURITY_GROUP, security_group, security_rule
from akslab.rules.from_documents import view_of
from akslab.rules.resources import NetworkSecurityGroup
from akslab.rules.security_evaluation import (
    ANYWHERE,
    EVERY_PORT,
    Box,
    Decision,
    Direction,
    Place,
    Protocol,
    Spans,
    Tags,
    common_spans,
    complement,
    decisions,
    merged_spans,
    point,
)
from akslab.rules.unknown import CannotJudge

PODS = (int(ip_address("10.244.0.0")), int(ip_address("10.244.1.255")))
NODES = (int(ip_address("192.168.1.0")), int(ip_address("192.168.1.255")))
TAGS = Tags(merged_spans((PODS, NODES)))
ALL = [Box(one, other, EVERY_PORT) for one in (PODS, NODES) for other in (PODS, NODES)]
PREFIXES = ("10.244.0.0/16", "10.244.0.0/24", "10.244.1.128/25", "192.168.1.0/24", "192.168.1.4", "*", "VirtualNetwork")
PORTS = ("*", "53", "80-443", "1024-65535", "0-79")


def group_of(*rules: dict[str, Any]) -> NetworkSecurityGroup:
    return view_of([security_group(*rules)]).network_security_groups[SECURITY_GROUP.lower()]


def rule(priority: int, access: str = "Deny", **properties: Any) -> dict[str, Any]:
    told = {
        "priority": priority,
        "access": access,
        "protocol": "*",
        "sourceAddressPrefix": "*",
        "destinationAddressPrefix": "*",
        "destinationPortRange": "*",
    }
    return security_rule(f"r{priority}", **{**told, **properties})


@st.composite
def rules(draw: st.DrawFn) -> list[dict[str, Any]]:
    count = draw(st.integers(0, 6))
    return [
        rule(
            100 + number,
            draw(st.sampled_from(("Allow", "Deny"))),
            protocol=draw(st.sampled_from(("*", "Tcp", "Udp", "TCP"))),
            direction=draw(st.sampled_from(("Inbound", "Outbound", "inbound"))),
            sourceAddressPrefixes=draw(st.lists(st.sampled_from(PREFIXES), min_size=1, max_size=2)),
            destinationAddressPrefix=draw(st.sampled_from(PREFIXES)),
            destinationPortRanges=draw(st.lists(st.sampled_from(PORTS), min_size=1, max_size=2)),
        )
        for number in range(count)
    ]


def by_hand(listed: Iterable[dict[str, Any]], packet: tuple[int, int, int], direction: str, protocol: str) -> str:
    """Return the name of the first rule that a packet matches, as Azure goes through them."""
    source, destination, port = packet
    for each in listed:
        told = each["properties"]
        if (
            told["direction"].lower() == direction.lower()
            and told["protocol"].lower() in ("*", protocol.lower())
            and any(_holds(text, source) for text in told["sourceAddressPrefixes"])
            and _holds(told["destinationAddressPrefix"], destination)
            and any(_within(text, port) for text in told["destinationPortRanges"])
        ):
            return str(each["name"])
    return "AllowVnetInBound" if direction == "Inbound" else "AllowVnetOutBound"


def _holds(text: str, address: int) -> bool:
    return text in ("*", "VirtualNetwork") or ip_address(address) in ip_network(text)


def _within(text: str, port: int) -> bool:
    low, dash, high = text.partition("-")
    return text == "*" or int(low) <= port <= int(high if dash else low)


def deciding(found: tuple[Decision, ...], packet: tuple[int, int, int]) -> list[str]:
    return [each.rule for each in found if _is_in(each.box, packet)]


def _is_in(box: Box, packet: tuple[int, int, int]) -> bool:
    spans = (box.source, box.destination, box.ports)
    return all(low <= value <= high for (low, high), value in zip(spans, packet, strict=True))


addresses = st.integers(*PODS) | st.integers(*NODES)
ports = st.sampled_from((0, 53, 79, 80, 443, 444, 1023, 1024, 65535)) | st.integers(0, 65535)
packets = st.tuples(addresses, addresses, ports)


@given(rules(), packets, st.sampled_from(("Inbound", "Outbound")), st.sampled_from(("Tcp", "Udp")))
@settings(max_examples=500)
def test_every_packet_is_decided_once_and_by_the_rule_it_meets_first(
    listed: list[dict[str, Any]], packet: tuple[int, int, int], direction: Direction, protocol: Protocol
) -> None:
    found = decisions(group_of(*listed), direction, protocol, ALL, TAGS)

    assert deciding(found, packet) == [by_hand(listed, packet, direction, protocol)]


def size(found: Iterable[Decision]) -> int:
    total = 0
    for each in found:
        spans = (each.box.source, each.box.destination, each.box.ports)
        volume = 1
        for low, high in spans:
            volume *= high - low + 1
        total += volume
    return total


@given(rules())
def test_the_parts_are_all_of_the_traffic(listed: list[dict[str, Any]]) -> None:
    found = decisions(group_of(*listed), "Inbound", "Tcp", ALL, TAGS)

    assert size(found) == ((512 + 256) ** 2) * 65536


def test_without_rules_the_network_talks_and_others_are_denied() -> None:
    elsewhere = Box((1 << 31, (1 << 31) + 9), NODES, EVERY_PORT)

    found = decisions(group_of(), "Inbound", "Tcp", [*ALL, elsewhere], TAGS)

    assert {each.rule for each in found if each.box.source == elsewhere.source} == {"DenyAllInBound"}
    assert {each.rule for each in found if each.box.source != elsewhere.source} == {"AllowVnetInBound"}


@pytest.mark.parametrize("where", ["source", "destination"])
def test_a_group_of_applications_leaves_open_what_it_would_deny(where: str) -> None:
    ends: dict[str, Any] = {f"{where}ApplicationSecurityGroups": [{"id": "/asg"}], f"{where}AddressPrefix": None}
    named = rule(100, **ends)

    with pytest.raises(CannotJudge):
        decisions(group_of(named), "Inbound", "Tcp", ALL, TAGS)


def test_a_group_of_applications_that_would_change_nothing_is_no_doubt() -> None:
    named = rule(100, "Allow", sourceApplicationSecurityGroups=[{"id": "/asg"}], sourceAddressPrefix=None)

    assert all(each.is_allowed for each in decisions(group_of(named), "Inbound", "Tcp", ALL, TAGS))


def test_a_tag_of_a_service_has_no_private_address() -> None:
    found = decisions(group_of(rule(100, sourceAddressPrefix="Storage")), "Inbound", "Tcp", ALL, TAGS)

    assert all(each.is_allowed for each in found)


def test_a_rule_for_some_source_ports_denies_nobody_for_sure() -> None:
    with pytest.raises(CannotJudge):
        decisions(group_of(rule(100, sourcePortRange="1024-65535")), "Inbound", "Tcp", ALL, TAGS)


API = Place(frozenset({"internet", "azurecloud"}), frozenset({"virtualnetwork", "storage"}))
TO_API = [Box(NODES, point(0), (443, 443))]


def reached(*listed: dict[str, Any], place: Place = API, boxes: list[Box] = TO_API) -> list[tuple[str, bool]]:
    """Return the rules that decide of traffic from nodes to a place, and whether they let it pass."""
    found = decisions(group_of(*listed), "Outbound", "Tcp", boxes, Tags(merged_spans((PODS, NODES)), places=(place,)))
    return [(each.rule, each.is_allowed) for each in found]


def out(priority: int, to: str, access: str = "Deny") -> dict[str, Any]:
    return rule(priority, access, direction="Outbound", destinationAddressPrefix=to)


def test_a_place_is_reached_by_the_rules_of_azure_if_it_is_public() -> None:
    assert reached() == [("AllowInternetOutBound", True)]


@pytest.mark.parametrize("tag", ["*", "Internet", "AZURECLOUD", "0.0.0.0/0"])
def test_a_rule_decides_of_the_places_its_tag_holds(tag: str) -> None:
    assert reached(out(100, tag)) == [("r100", False)]


@pytest.mark.parametrize(
    "tag", ["VirtualNetwork", "Storage", "Storage.EastUS", "10.0.0.0/8", "2001:db8::/32", "192.168.1.4"]
)
def test_a_rule_passes_by_the_places_its_tag_does_not_hold(tag: str) -> None:
    assert reached(out(100, tag)) == [("AllowInternetOutBound", True)]


@pytest.mark.parametrize("tag", ["AzureKubernetes", "20.0.0.0/8", "20.1.2.3", "AzureCloud.eastus", "0.0.0.0/1"])
def test_a_rule_of_which_nobody_knows_leaves_the_place_open(tag: str) -> None:
    with pytest.raises(CannotJudge):
        reached(out(100, tag))


def test_a_group_of_applications_leaves_a_place_open() -> None:
    with pytest.raises(CannotJudge):
        reached(rule(100, direction="Outbound", destinationApplicationSecurityGroups=[{"id": "/asg"}],
                     destinationAddressPrefix=None))  # fmt: skip


def test_what_is_of_the_platform_is_seen_by_its_own_tag_only() -> None:
    dns = Place(frozenset({"azureplatformdns"}), is_platform=True)

    assert reached(out(100, "*"), place=dns) == []
    assert reached(out(100, "AzurePlatformDNS"), place=dns) == [("r100", False)]


def test_two_places_are_told_apart() -> None:
    tags = Tags((NODES,), places=(API, Place(frozenset({"storage"}), frozenset({"internet"}))))
    boxes = [Box(NODES, point(number), (443, 443)) for number in (0, 1)]

    found = decisions(group_of(out(100, "Storage", "Allow"), out(200, "*")), "Outbound", "Tcp", boxes, tags)

    assert {each.box.destination: each.is_allowed for each in found} == {point(0): False, point(1): True}


def test_what_may_be_in_the_network_is_neither_denied_nor_let_pass_for_sure() -> None:
    server = int(ip_address("8.8.8.8"))
    boxes = [Box(NODES, (server, server), (53, 53))]
    group = group_of(out(100, "VirtualNetwork", "Allow"), out(200, "Internet"))

    sure = decisions(group, "Outbound", "Tcp", boxes, Tags((NODES,)))

    assert [each.rule for each in sure] == ["r200"]
    with pytest.raises(CannotJudge):
        decisions(group, "Outbound", "Tcp", boxes, Tags((NODES,), perhaps=ANYWHERE))


spans = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)).map(lambda each: (each[0], sum(each))), max_size=6)


@given(spans, spans)
def test_spans_are_sets(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    def members(found: Spans) -> set[int]:
        return {value for low, high in found for value in range(low, min(high, 400) + 1)}

    left, right = merged_spans(one), merged_spans(other)

    assert members(left) == members(tuple(one))
    assert members(common_spans(left, right)) == members(left) & members(right)
    assert members(complement(left)) == set(range(401)) - members(left)
    assert complement(ANYWHERE) == ()
