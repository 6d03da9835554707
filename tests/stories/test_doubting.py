"""Doubts for reach are those of stories: the same packet, the same reasons, and places told apart where they differ."""

from doctor.az_shapes import OWN_TABLE, Files, peering, pod_routes, route, sound, subnet_show, table_show, vnet_show
from msgspec.structs import replace

from akslab.networks.values import Network
from akslab.reach.engine import Reach
from akslab.reach.expectations import read_expectations
from akslab.reach.judging import Judgement, judge
from akslab.stories.doubting import Doubting
from akslab.stories.ends import ends_of
from akslab.stories.sentences import Speaker
from akslab.trace.packets import Packet

from .questions import ONE, ZERO, ask, exported
from .three_machines import rule, three_machines

HUB = "/subscriptions/s/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub"
TARGETS = (ONE, "10.9.1.4", "10.7.1.4", "8.8.8.8", "172.16.9.9", "node/nodepool1/1")


def doubtful() -> Network:
    """Return a network with a peering, and a default route to nobody in it."""
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "all", "0.0.0.0/0", address="192.168.77.4")]
    subnet = subnet_show(OWN_TABLE)
    vnet = vnet_show(subnet, virtualNetworkPeerings=[peering("hub", HUB, "10.9.0.0/16")])
    files: Files = sound(vnet=vnet, rt=table_show(OWN_TABLE, routes, [subnet["id"]]))
    return exported(files)


def test_the_doubts_about_a_packet_are_those_of_its_story() -> None:
    network, open_ones = doubtful(), 0
    for target in TARGETS:
        story = ask(network, ZERO, target)
        packet, speaker = story.question.packet, Speaker("en")
        expected = [speaker.sentence(each.unless) for each in story.told.verdict.unless if each.unless]
        found = Doubting(story.network, "en").about(story.question.source.netns, packet)
        assert [each.words for each in found] == expected
        open_ones += bool(expected)
    assert 2 <= open_ones < len(TARGETS)


def test_a_network_of_which_everything_is_known_says_so() -> None:
    network = exported(sound())
    known = replace(network, assumptions=tuple(each for each in network.assumptions if each.unless is None))
    doubting = Doubting(known, "en")
    assert doubting.is_all_known
    assert not Doubting(doubtful(), "en").is_all_known
    sender = next(each for each in network.endpoints if each.kind == "pod")
    assert doubting.about(sender.netns, Packet(destination="10.9.9.9")) == ()


def test_a_place_with_a_doubt_of_its_own_is_told_from_others() -> None:
    files = sound()
    nics = [dict(nic) for nic in files["nics.json"]]
    nics[0]["networkSecurityGroup"] = {"id": HUB.replace("virtualNetworks/vnet-hub", "networkSecurityGroups/gone")}
    network = exported({**files, "nics.json": nics})
    doubting = Doubting(network, "en")
    places = {doubting.place(each.netns) for each in network.endpoints if each.kind == "node"}
    assert len(places) == 2


def judged(network: Network, sense: str, sender: str, receiver: str, port: str) -> Judgement:
    text = f"{sense}:\n  - from: vm/{sender}\n    to: vm/{receiver}\n    ports: {port}\n"
    expected = read_expectations(text)
    (judgement,) = judge(Reach(network.state), ends_of(network), expected, Doubting(network, "en"))
    return judgement


def test_reach_leaves_open_what_a_partly_known_rule_may_be_about_and_no_more() -> None:
    sql = rule("sql", 200, "Inbound", "Deny", port="1433", protocol="'Tcp'", sourceAddressPrefix="'Sql'")
    network = three_machines(sql, guarded="b")
    assert judged(network, "must", "a", "b", "tcp/80").holds
    assert judged(network, "must", "a", "b", "[tcp/80, udp/53, icmp]").holds
    for ports in ("tcp/1433", "tcp/1000-2000", "tcp"):
        assert judged(network, "must", "a", "b", ports).undecided, ports


def test_reach_leaves_open_what_an_answer_on_another_way_may_meet() -> None:
    back = (
        "{ name: 'back', properties: { addressPrefix: '10.9.1.0/24', "
        "nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.9.3.4' } }"
    )
    network = three_machines(rule("some", 100, "Inbound", "Deny", port="22"), routes=back)
    undecided = judged(network, "must", "a", "b", "tcp/80-90").undecided
    assert undecided
    assert undecided.first
    assert any("rule some" in each.words for each in undecided.first.reasons)
