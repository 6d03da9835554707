"""Network security groups as nftables rules (D19-D23)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.compile.errors import CompileError
from akslab.compile.ranges import complement, merged
from akslab.compile.security_rules import supported_address
from akslab.net.nft_text import rule_text
from akslab.net.nftables import Jump, NftTable

from .lab import (
    NODES,
    NSG,
    TABLE,
    Document,
    article,
    network,
    node_interface,
    route,
    rule,
    security_group,
    subnet,
    table,
)
from .reading_states import chain, elements, fabric_table_of, tag_holds

SUBNET_NSG = NSG.replace("myNsg", "subnetNsg")


def compiled(*rules: Document) -> NftTable:
    return fabric_table_of(article().with_arm(security_group(*rules)).compiled())


def texts(fabric: NftTable, start: str = "nsg_in_myNsg") -> list[str]:
    return [rule_text(each) for each in chain(fabric, start).rules]


def jumps(fabric: NftTable, name: str) -> list[str]:
    return [each.chain.rpartition("_")[0] for one in chain(fabric, name).rules for each in one.statements
            if isinstance(each, Jump)]  # fmt: skip


def test_every_group_ends_with_azures_default_rules() -> None:
    fabric = compiled()
    assert texts(fabric) == [
        'ip saddr @VirtualNetwork ip daddr @VirtualNetwork return comment "NSG myNsg: AllowVnetInBound (65000)"',
        'ip saddr @AzureLoadBalancer return comment "NSG myNsg: AllowAzureLoadBalancerInBound (65001)"',
        'drop comment "NSG myNsg: DenyAllInBound (65500)"',
    ]
    assert texts(fabric, "nsg_out_myNsg")[1] == (
        'ip daddr @Internet return comment "NSG myNsg: AllowInternetOutBound (65001)"'
    )


def test_rules_are_tried_by_priority_whatever_their_order_in_the_document() -> None:
    fabric = compiled(rule(300), rule(100, access="Allow", protocol="Tcp", destinationPortRange="443"), rule(200))
    assert [text.rpartition("(")[2] for text in texts(fabric)] == [
        '100)"',
        '200)"',
        '300)"',
        '65000)"',
        '65001)"',
        '65500)"',
    ]
    assert texts(fabric)[0].startswith("meta l4proto tcp th dport 443 return")


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({"protocol": "Tcp"}, "meta l4proto tcp drop"),
        ({"protocol": "UDP", "sourcePortRange": "53"}, "meta l4proto udp th sport 53 drop"),
        ({"protocol": "Icmp"}, "meta l4proto icmp drop"),
        ({"destinationPortRange": "80"}, "meta l4proto { tcp, udp } th dport 80 drop"),
        (
            {"protocol": "Tcp", "destinationPortRange": None, "destinationPortRanges": ["8080", "443", "80-90", "91"]},
            "meta l4proto tcp th dport { 80-91, 443, 8080 } drop",
        ),
        ({"destinationPortRange": "0-65535"}, "drop"),
        ({"sourceAddressPrefix": "10.1.2.3"}, "ip saddr 10.1.2.3 drop"),
        ({"sourceAddressPrefix": "Internet"}, "ip saddr @Internet drop"),
        (
            {"destinationAddressPrefix": "", "destinationAddressPrefixes": ["10.0.1.0/24", "10.0.0.0/24", "10.9.0.1"]},
            "ip daddr { 10.0.0.0-10.0.1.255, 10.9.0.1 } drop",
        ),
        ({"sourceAddressPrefix": "0.0.0.0/0"}, "drop"),
    ],
)
def test_a_rule_matches_what_azure_says(properties: Document, text: str) -> None:
    assert texts(compiled(rule(100, **properties)))[0] == f'{text} comment "NSG myNsg: rule100 (100)"'


def test_both_groups_are_asked_the_subnets_first_on_the_way_in_and_last_on_the_way_out() -> None:
    lab = article().with_arm(network(subnets=[subnet(table=TABLE, nsg=SUBNET_NSG)]), security_group(id_=SUBNET_NSG))
    fabric = fabric_table_of(lab.compiled())
    assert jumps(fabric, "in_nicc0a80104") == ["nsg_in_subnetNsg", "nsg_in_myNsg"]
    assert jumps(fabric, "out_nicc0a80104") == ["nsg_out_myNsg", "nsg_out_subnetNsg"]
    assert jumps(fabric, "in_nicc0a80106") == ["nsg_in_subnetNsg"]


def test_an_interface_without_any_group_has_no_chain_and_lets_everything_pass() -> None:
    fabric = compiled()
    assert "nicc0a80106" not in elements(fabric, "nsg_in") | elements(fabric, "nsg_out")
    assert elements(fabric, "nsg_in")["nicc0a80104"] == "in_nicc0a80104"


def test_a_group_is_compiled_once_for_all_its_interfaces() -> None:
    names = [each.name.rpartition("_")[0] for each in compiled().chains if each.name.startswith("nsg_")]
    assert names == ["nsg_in_myNsg", "nsg_out_myNsg"]


def test_a_default_route_does_not_widen_the_virtualnetwork_tag_but_any_other_does() -> None:
    lab = article().with_arm(table(route("0.0.0.0/0", hop="192.168.1.6"), route("10.77.0.0/16", "None")))
    fabric = fabric_table_of(lab.compiled())
    assert tag_holds(fabric, "Internet", "8.8.8.8")
    assert tag_holds(fabric, "VirtualNetwork", "10.77.1.1")
    assert tag_holds(fabric, "VirtualNetwork", "168.63.129.16")


def test_a_rule_that_no_packet_can_match_is_left_out() -> None:
    everything = table(route("0.0.0.0/1", "None"), route("128.0.0.0/1", "None"))
    group = security_group(rule(100, sourceAddressPrefix="Internet", sourceAddressPrefixes=["INTERNET"]))
    lab = article().with_arm(group)
    assert len(texts(fabric_table_of(lab.compiled()))) == 4
    assert len(texts(fabric_table_of(lab.with_arm(everything).compiled()))) == 3


def test_comments_fit_the_kernel_and_names_nft() -> None:
    name = "n." + "x" * 78
    group_id = NSG.replace("myNsg", name)
    group = security_group({"name": "r" * 80, "properties": rule(4096)["properties"]}, id_=group_id)
    lab = article().with_arm(group, node_interface(NODES[0], "192.168.1.4", nsg=group_id))
    comment = chain(fabric_table_of(lab.compiled()), "nsg_in_n_").rules[0].comment
    assert comment is not None
    assert len(comment.encode()) == 128
    assert comment.endswith(" (4096)")


@pytest.mark.parametrize(
    "value", ["*", "0.0.0.0/0", "virtualnetwork", "Internet", "AzureLoadBalancer", "10.0.0.4", "10.0.0.0/8"]
)
def test_addresses_that_can_be_compiled(value: str) -> None:
    assert supported_address(value)


@pytest.mark.parametrize("value", ["AzureCloud", "Storage.EastUS", "fd00::/8", "10.0.0.0/33", ""])
def test_addresses_that_can_not_be_compiled(value: str) -> None:
    assert not supported_address(value)


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ({"destinationAddressPrefix": "AzureCloud"}, "'AzureCloud' is no IPv4 address or prefix"),
        ({"sourceApplicationSecurityGroups": [{"id": "/x"}]}, "application security groups"),
        ({"protocol": "Esp"}, "protocol 'Esp'"),
    ],
)
def test_what_can_not_be_done_is_said_and_never_ignored(properties: Document, words: str) -> None:
    with pytest.raises(CompileError, match=r"myNsg/securityRules/rule100: ") as refused:
        compiled(rule(100, **properties))
    assert words in str(refused.value)


RANGES = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + pair[1])))


@given(RANGES, st.integers(0, 400))
def test_an_address_is_in_the_union_or_in_its_complement_never_in_both(ranges: list[tuple[int, int]], at: int) -> None:
    held = any(first <= at <= last for first, last in ranges)
    assert held == any(first <= at <= last for first, last in merged(ranges))
    assert held != any(first <= at <= last for first, last in complement(ranges))
