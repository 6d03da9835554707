"""Traces are values: equal when the same, JSON both ways; and a packet nobody can send is refused in words."""

import msgspec
import pytest

from akslab.trace.errors import Undecided
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send
from akslab.trace.traces import Trace

from .places import DROP, FORWARD, RIGHT, ask, chain, routed, switched


def test_a_trace_goes_to_json_and_comes_back_the_same() -> None:
    for trace in (ask(routed(), "left", RIGHT), ask(routed(chain(FORWARD, DROP)), "left", RIGHT)):
        text = msgspec.json.encode(trace)
        assert msgspec.json.decode(text, type=Trace) == trace


def test_the_same_question_has_the_same_answer() -> None:
    network = prepare(switched())
    packet = Packet(destination="10.3.0.3")
    assert send(network, "a", packet) == send(network, "a", packet) == send(prepare(switched()), "a", packet)


def test_a_second_state_takes_over_what_it_shares_with_the_first() -> None:
    before = prepare(routed())
    send(before, "left", Packet(destination=RIGHT))
    after = prepare(routed(chain(FORWARD, DROP)), like=before)
    assert after.netns("left") is before.netns("left")
    assert after.netns("router") is not before.netns("router")
    assert send(after, "left", Packet(destination=RIGHT)).disposition == "filtered"
    assert send(before, "left", Packet(destination=RIGHT)).disposition == "delivered"


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"destination": "10.2.0.256"}, "destination '10.2.0.256' is not the IPv4 address of a machine"),
        ({"destination": "224.0.0.1"}, "destination '224.0.0.1' is not"),
        ({"destination": "0.0.0.0"}, "destination '0.0.0.0' is not"),
        ({"source": "::1"}, "source '::1' is not"),
        ({"destination_port": 65536}, "destination port 65536 is not between 0 and 65535"),
        ({"source_port": -1}, "source port -1"),
        ({"ttl": 0}, "TTL 0 is not between 1 and 255"),
        ({"size": 70000}, "a size of 70000 bytes"),
        ({"protocol": "sctp"}, "protocol 'sctp' is none of icmp, tcp, udp"),
        ({"protocol": "udp", "refused": True}, "only TCP is refused by a reset, not udp"),
    ],
)
def test_a_packet_nobody_can_send_is_refused_in_words(changes: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        send(prepare(routed()), "left", Packet(**{"destination": RIGHT} | changes))  # type: ignore[arg-type]


def test_a_sender_that_is_not_there_is_refused_in_words() -> None:
    with pytest.raises(Undecided, match="namespace nowhere: it is not in the state"):
        ask(routed(), "nowhere", RIGHT)


def test_the_empty_network_has_nobody_in_it() -> None:
    with pytest.raises(Undecided):
        ask({}, "left", RIGHT)
