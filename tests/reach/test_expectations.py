"""Expectations: what a file may say, what is refused with its line, and what is found where one does not hold."""

from collections.abc import Hashable

import pytest
from compile.lab import Document

from akslab.reach.doubts import Doubt
from akslab.reach.engine import Reach
from akslab.reach.expectations import Ports, read_expectations
from akslab.reach.judging import Judgement, judge
from akslab.reach.ports import Flows
from akslab.reach.sentences import ReachError
from akslab.reach.text import judgements_text
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .named import a_network, endpoints_of

FILE = """\
# the shop
must:
  - from: label:app=web
    to: [label:app=db, kind:node]
    ports: [tcp/5432, udp/53-60, icmp]
must-not:
  - from: group:s0
    to: 10.99.0.0/16
    why: nothing is there
"""
DENIAL: Document = {
    "access": "Deny",
    "protocol": "Tcp",
    "destinationPortRange": "8000-9000",
    "sourceAddressPrefix": "10.244.0.0/16",
}


def judged(text: str, *denials: Document) -> tuple[Judgement, ...]:
    state = a_network(*denials)
    return judge(Reach(state), endpoints_of(state), read_expectations(text))


def test_a_file_is_read_with_the_line_of_each_expectation() -> None:
    first, second = read_expectations(FILE)
    assert (first.sense, first.senders, first.receivers, first.line) == (
        "must", ("label:app=web",), ("label:app=db", "kind:node"), 3,
    )  # fmt: skip
    assert first.ports == (Ports("tcp", 5432, 5432), Ports("udp", 53, 60), Ports("icmp"))
    assert (second.sense, second.why, second.line) == ("must-not", "nothing is there", 7)
    assert second.ports == (Ports("icmp"), Ports("tcp"), Ports("udp"))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "must"),
        ("must: 3\n", 1, "list"),
        ("must:\n  - to: a\n", 2, "from"),
        ("must:\n  - from: a\n    to: b\n    port: tcp/80\n", 4, "'port'"),
        ("must:\n  - from: a\n    to: b\n    ports: [tcp/99999]\n", 4, "tcp/99999"),
        ("must:\n  - from: a\n    to: b\n    ports: tcp/9-2\n", 4, "tcp/9-2"),
        ("must:\n  - from: a\n    to: b\n    ports: icmp/8\n", 4, "icmp/8"),
        ("must:\n  - from: 10.0.0.0/40\n    to: b\n", 2, "10.0.0.0/40"),
        ("must:\n  - from: a\n    to: [b, {c: d}]\n", 3, ""),
        ("must:\n  - from: a\n    to: b\nmust:\n  - from: c\n    to: d\n", 4, "second time"),
        ("must:\n  - from: a\n    to: b\n    from: c\n", 4, "'from' stands here a second time"),
        ("must:\n  - {from: a, to: b,\n     from: c}\n", 3, "'from' stands here a second time"),
        ("must:\n  - {from: a, to: b\n  - {from: c, to: d}\n", 3, "comma"),
        ("must:\n  - {from: a, to: b, ports: tcp/0-99999}\n  - {from: c, to: d, ports: udp}\n", 2, "tcp/0-99999"),
        ("may:\n  - from: a\n    to: b\n", 1, "'may'"),
        ("must:\n  - web\n", 2, "from"),
        ("must:\n\t- from: a\n", 2, "tab"),
        ("must: []\n", 1, "nothing"),
        ("- from: a\n", 1, "must"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(ReachError) as caught:
        read_expectations(text)
    assert caught.value.line == line
    assert said in caught.value.said("en", "expect.yaml")
    assert caught.value.said("ko", "expect.yaml").startswith(f"expect.yaml:{line}: ")


def test_an_expectation_may_be_written_in_brackets() -> None:
    text = """\
must: [{from: web, to: [db, "kind:node"], ports: tcp/80}]
must-not:
  - {from: kind:pod, to: 10.0.0.0/8,  # a comment
     ports: [tcp/22, udp/53-60], why: 'so it''s
     written'}
  - from: a
    to: b
"""
    first, second, third = read_expectations(text)
    assert (first.senders, first.receivers, first.ports) == (("web",), ("db", "kind:node"), (Ports("tcp", 80, 80),))
    assert (second.senders, second.receivers, second.line) == (("kind:pod",), ("10.0.0.0/8",), 3)
    assert (second.ports, second.why) == ((Ports("tcp", 22, 22), Ports("udp", 53, 60)), "so it's written")
    assert (third.senders, third.line) == (("a",), 6)


def test_a_file_too_large_is_refused() -> None:
    with pytest.raises(ReachError, match="characters"):
        read_expectations("#" * 1_000_001)


def test_expectations_that_hold_hold() -> None:
    assert [each.counterexample for each in judged(FILE)] == [None, None]


def test_a_denied_port_is_found_with_its_packet_and_the_rule_that_denies_it() -> None:
    text = "must:\n  - from: kind:pod\n    to: group:s1\n    ports: [tcp/80, tcp/8500-8600]\n"
    (judgement,) = judged(text, DENIAL)
    found = judgement.counterexample
    assert found is not None
    assert (found.packet.protocol, found.packet.destination_port) == ("tcp", 8500)
    assert found.trace is not None
    assert found.trace.disposition == "filtered"
    said = "\n".join(judgements_text([judgement], "expect.yaml", "en"))
    assert "expect.yaml:2: pod/" in said
    assert "NSG nsg1: rule100 (100)" in said
    assert "0 of 1 expectations hold." in said


def test_one_open_port_of_thousands_is_found() -> None:
    text = "must-not:\n  - from: kind:pod\n    to: kind:node\n    ports: tcp\n"
    closed = [{**DENIAL, "destinationPortRange": ports} for ports in ("0-4999", "5001-65535")]
    state = a_network(*closed)
    endpoints = [each for each in endpoints_of(state) if each.groups == ("s1",)]
    (judgement,) = judge(Reach(state), endpoints, read_expectations(text))
    found = judgement.counterexample
    assert found is not None
    packet = found.packet
    by_name = {each.name: each for each in endpoints}
    sender = by_name[found.sender].netns
    assert sender
    assert send(prepare(state), sender, packet).disposition == "delivered"
    # Pods reach the node they are on in any case, and another node with that one port.
    assert packet.destination_port in (0, 5000)


def test_the_counterexample_is_a_packet_that_the_trace_agrees_about() -> None:
    (judgement,) = judged("must-not:\n  - from: kind:pod\n    to: kind:pod\n    ports: udp/53\n")
    found = judgement.counterexample
    assert found is not None
    assert found.packet == Packet(
        destination=found.packet.destination, protocol="udp", source_port=40000, destination_port=53
    )
    assert found.trace is not None
    assert found.trace.disposition == "delivered"


def test_addresses_that_nobody_has_are_part_of_a_range() -> None:
    """The Internet's hosts are no endpoints here, and still must-not sees that they are reached."""
    (judgement,) = judged("must-not:\n  - from: kind:vm\n    to: 198.51.100.0/24\n")
    assert judgement.counterexample is not None
    assert judgement.counterexample.packet.destination.startswith("198.51.100.")


def test_a_selector_that_means_nobody_is_refused_with_what_is_near() -> None:
    with pytest.raises(ReachError) as caught:
        judged("must:\n  - from: label:app=wev\n    to: kind:node\n")
    assert caught.value.line == 2
    assert "app=web" in str(caught.value)
    with pytest.raises(ReachError, match=r"There are: .*node"):
        judged("must:\n  - from: kind:zzzzzz\n    to: kind:node\n")


def test_a_range_in_which_nobody_lives_is_nothing_that_must_be_reached() -> None:
    with pytest.raises(ReachError, match=r"'10\.99\.0\.0/16' means nobody") as caught:
        judged("must:\n  - from: kind:vm\n    to: 10.99.0.0/16\n")
    assert caught.value.line == 2
    (judgement,) = judged("must-not:\n  - from: kind:vm\n    to: 10.99.0.0/16\n")
    assert judgement.counterexample is None
    assert judgement.pairs


def test_an_expectation_of_one_endpoint_and_itself_is_refused() -> None:
    name = next(each.name for each in endpoints_of(a_network()) if each.kind == "node")
    with pytest.raises(ReachError, match="the sender itself"):
        judged(f"must:\n  - from: {name}\n    to: {name}\n")


def test_a_sender_that_is_only_an_address_is_refused() -> None:
    with pytest.raises(ReachError, match="means nobody"):
        judged("must:\n  - from: 8.8.8.8\n    to: kind:node\n")


class Unknowns:
    """Doubts about what comes from some namespaces, or goes to one address."""

    is_all_known = False

    def __init__(self, *netns: str, to: str = "") -> None:
        self.netns, self.to = netns, to
        self.destinations: list[str] = []

    @property
    def asked(self) -> int:
        return len(self.destinations)

    def place(self, netns: str) -> Hashable:
        return netns in self.netns

    def about(self, netns: str, packet: Packet, flows: Flows | None = None) -> tuple[Doubt, ...]:
        self.destinations.append(packet.destination)
        is_open = any(netns.startswith(each) for each in self.netns) or packet.destination == self.to
        return (
            (Doubt("a table that nobody shows has a route for it", "az network route-table show"),) if is_open else ()
        )


def judged_with(text: str, doubts: Unknowns, *denials: Document) -> Judgement:
    state = a_network(*denials)
    (judgement,) = judge(Reach(state), endpoints_of(state), read_expectations(text), doubts)
    return judgement


MUST = "must:\n  - from: kind:pod\n    to: group:s1\n    ports: tcp/80\n    why: so it is\n"


@pytest.mark.parametrize(
    ("text", "arrives"),
    [
        (MUST, True),
        ("must-not:\n  - from: kind:vm\n    to: 10.99.0.0/16\n    ports: tcp/80\n    why: so it is\n", False),
    ],
)
def test_what_something_unknown_could_change_holds_neither_way(text: str, arrives: bool) -> None:
    judgement = judged_with(text, Unknowns("pod/", "vm/"))
    assert not judgement.holds
    assert judgement.counterexample is None
    assert judgement.undecided is not None
    assert judgement.undecided.first is not None
    assert judgement.undecided.first.arrives is arrives
    said = judgements_text([judgement], "expect.yaml", "en")
    assert said[0].startswith("expect.yaml:2: whether ")
    assert said[0].endswith("it does, unless" if arrives else "it does not, unless")
    assert "  a table that nobody shows has a route for it" in said
    assert "    would settle it: az network route-table show" in said
    assert "  because: so it is" in said
    assert said[-1] == "0 of 1 expectations hold, 1 not settled."
    assert judgements_text([judgement], "expect.yaml", "ko")[-1] == "기대 1개 중 0개가 맞고 1개는 정해지지 않았습니다."


def test_what_is_doubtful_elsewhere_is_no_matter() -> None:
    assert judged_with(MUST, Unknowns("vm/", to="10.99.0.1")).holds


def test_a_packet_that_fails_for_sure_is_shown_before_one_that_is_open() -> None:
    denial: Document = {"access": "Deny", "protocol": "Tcp", "destinationPortRange": "80"}
    state = a_network(denial)
    node = next(each.netns for each in endpoints_of(state) if each.kind == "node" and each.netns)
    judgement = judged_with(MUST.replace("kind:pod", "[kind:pod, kind:node]"), Unknowns(node), denial)
    assert judgement.counterexample is not None
    assert judgement.undecided is None
    text = "must-not:\n  - from: kind:pod\n    to: kind:node\n    ports: tcp/22\n"
    assert judged_with(text, Unknowns("pod/")).undecided is not None


def test_one_of_many_that_are_alike_is_looked_at_where_only_of_it_something_is_unknown() -> None:
    nodes = [each for each in endpoints_of(a_network()) if each.kind == "node"]
    for each in nodes:
        assert each.netns
        text = "must:\n  - from: kind:node\n    to: kind:node\n    ports: tcp/80\n"
        judgement = judged_with(text, Unknowns(each.netns))
        assert judgement.undecided is not None
        assert judgement.undecided.first is not None
        assert judgement.undecided.first.sender == each.name


def test_packets_are_looked_at_by_their_kind_and_no_more_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "must:\n  - from: kind:pod\n    to: kind:pod\n"
    doubts = Unknowns()
    assert judged_with(text, doubts).holds
    assert 0 < doubts.asked < 30
    monkeypatch.setattr("akslab.reach.doubts.MOST_LOOKS", 2)
    judgement = judged_with(text, Unknowns())
    assert judgement.undecided is not None
    assert judgement.undecided.first is None
    assert judgement.undecided.unlooked == doubts.asked - 2
    assert f"{doubts.asked - 2} packets were not looked at" in judgements_text([judgement], "e.yaml", "en")[0]


def test_of_a_range_across_private_and_public_addresses_both_are_looked_at() -> None:
    doubts = Unknowns("vm/")
    judgement = judged_with("must-not:\n  - from: kind:vm\n    to: 8.0.0.0/6\n    ports: tcp/80\n", doubts)
    assert judgement.undecided is not None
    assert {each.partition(".")[0] == "10" for each in doubts.destinations} == {True, False}
