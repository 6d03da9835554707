"""Every kind of change has its place by what it opens, and words in both languages."""

import pytest

from akslab.compile.inputs import Route
from akslab.stories.edits import Associate, Edit, Forwarding, GroupRemove, RouteAdd, RuleAdd
from akslab.stories.prices import KINDS, kind_of, phrase_of, rank_of
from akslab.stories.reading_edits import read_edits
from akslab.stories.sentences import Speaker

from .gallery import INPUTS
from .questions import network_in

NETWORK = network_in((INPUTS / "pods-forbidden.bicep").read_text(), "pods-forbidden.bicep")
INPUTS_OF = NETWORK.inputs
(SUBNET,) = (each.id for network in INPUTS_OF.networks.values() for each in network.subnets)
(TABLE,) = INPUTS_OF.tables


def edit(text: str) -> Edit:
    return read_edits(NETWORK, text)[0]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("nsg rule add nsg-aks/x 150 in allow tcp 10.244.0.2 10.244.1.2/32 80", "exact-rule", "lets only this flow: tcp 80"),
        ("nsg rule add nsg-aks/x 150 in allow icmp 10.244.0.2 10.244.1.2 *", "exact-rule", "icmp from 10.244.0.2"),
        ("nsg rule add nsg-aks/x 150 in allow tcp 10.244.0.0/16 10.244.1.2 80", "wide-rule", "opens tcp 80 from 10.244.0"),
        ("nsg rule add nsg-aks/x 150 in allow tcp 10.244.0.2 10.244.1.2 80-90", "wide-rule", "opens tcp 80-90"),
        ("nsg rule add nsg-aks/x 150 in allow tcp 10.244.0.2 10.244.1.2 80,81", "wide-rule", "opens tcp 80, 81"),
        ("nsg rule add nsg-aks/x 150 in allow * 10.244.0.2 10.244.1.2 80", "wide-rule", "opens tcp/udp 80"),
        ("nsg rule add nsg-aks/x 150 in deny * * VirtualNetwork *", "wide-rule", "forbids everything from anywhere"),
        ("nsg rule delete nsg-aks/nobody-else", "wide-rule", "opens all that it forbids: everything"),
        ("nsg rule delete nsg-aks/nodes", "wide-rule", "no longer allows"),
        ("nsg remove snet-aks", "wide-rule", "opens everything at snet-aks"),
        ("association remove snet-aks", "association", "the system routes alone"),
        ("ip-forwarding off nodepool1/0", "forwarding", "no longer passes on"),
        ("ip-forwarding on nodepool1/0", "forwarding", "may pass on any packet of others"),
    ],
)  # fmt: skip
def test_a_change_is_of_a_kind_and_says_what_it_opens(text: str, kind: str, words: str) -> None:
    found = edit(text)
    assert kind_of(INPUTS_OF, found) == kind
    assert words in Speaker("en").sentence(phrase_of(INPUTS_OF, found))
    assert Speaker("ko").sentence(phrase_of(INPUTS_OF, found))


def test_the_route_of_a_node_is_known_by_its_block_and_its_address() -> None:
    node = INPUTS_OF.nodes[0]
    address = INPUTS_OF.interfaces[node.interface].configurations[0].address
    table = TABLE.rpartition("/")[2]
    name = next(each.name for each in INPUTS_OF.tables[TABLE].routes if each.prefix == node.pod_cidr)
    right = edit(f"route add {table}/{name} {node.pod_cidr} {address}")
    wrong = RouteAdd(TABLE, Route("x", str(node.pod_cidr), "VirtualAppliance", "192.168.1.99"))
    assert (kind_of(INPUTS_OF, right), kind_of(INPUTS_OF, wrong)) == ("node-route", "route")
    assert f"to node {node.name}" in Speaker("en").sentence(phrase_of(INPUTS_OF, right))
    assert "in place of route" in Speaker("en").sentence(phrase_of(INPUTS_OF, wrong))


def test_what_restores_comes_before_security_and_the_widest_last() -> None:
    exact, gone = edit("nsg rule add nsg-aks/x 150 in allow tcp 10.244.0.2 10.244.1.2 80"), edit("nsg remove snet-aks")
    assert isinstance(exact, RuleAdd)
    assert isinstance(gone, GroupRemove)
    back, on = Associate(SUBNET, TABLE), Forwarding("", "node", True)
    several: list[tuple[Edit, ...]] = [(gone,), (exact,), (exact, gone), (on,), (back,)]
    ordered = sorted(several, key=lambda edits: rank_of(INPUTS_OF, edits))
    assert ordered == [(back,), (on,), (exact,), (gone,), (exact, gone)]
    assert len(set(KINDS)) == len(KINDS)
