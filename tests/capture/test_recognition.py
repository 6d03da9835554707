"""The same packet at several points: one number; what only looks like it: another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scapy.layers.inet import IP

from akslab.capture.recognition import GENERATION, LONGEST_WAY_NS, Recognition

from .frames import INSIDE, MACHINE, NODE, OUTSIDE, POD, arp, echo, packet, raw, tcp, udp


def ends(address: str, port: int) -> bytes:
    return bytes(map(int, address.split("."))) + port.to_bytes(2, "big")


def test_a_segment_keeps_its_number_through_routers_and_translations() -> None:
    recognition = Recognition()
    first = recognition.see(INSIDE, packet(tcp(), out=True))
    routed = recognition.see(OUTSIDE, packet(tcp(ttl=63)))
    translated = recognition.see(OUTSIDE, packet(tcp(NODE, ttl=63, sport=50000), out=True))
    last = recognition.see(INSIDE, packet(tcp(NODE, ttl=62, sport=50000)))
    assert {each.number for each in (first, routed, translated, last)} == {1}
    assert translated.was == (
        (ends(POD, 40000), ends(MACHINE, 80)),
        (ends(NODE, 50000), ends(MACHINE, 80)),
    )
    assert (first.was, routed.was, last.was) == (None, None, None)


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (udp(), udp(NODE)),
        (echo(), echo(NODE, identifier=1234)),
        (raw(IP(src=POD, dst=MACHINE, proto=89), b"hello"), raw(IP(src=NODE, dst=MACHINE, proto=89), b"hello")),
        (
            raw(IP(src=POD, dst=MACHINE, proto=17, frag=9), b"x" * 16),
            raw(IP(src=NODE, dst=MACHINE, proto=17, frag=9), b"x" * 16),
        ),
    ],
    ids=["udp", "echo", "other", "fragment"],
)
def test_every_protocol_is_recognised_behind_a_translation(inside: bytes, outside: bytes) -> None:
    recognition = Recognition()
    recognition.see(INSIDE, packet(inside))
    translated = recognition.see(OUTSIDE, packet(outside))
    assert translated.number == 1
    assert translated.was is not None


def test_arp_that_crosses_a_bridge_is_one_packet() -> None:
    recognition = Recognition()
    assert [recognition.see(where, packet(arp())).number for where in (INSIDE, OUTSIDE)] == [1, 1]


@pytest.mark.parametrize(
    "other",
    [
        tcp(seq=1001),
        tcp(flags="A"),
        tcp(identification=8),
        tcp(ack=1),
        udp(),
        echo(),
        arp(),
    ],
)
def test_another_packet_has_another_number(other: bytes) -> None:
    recognition = Recognition()
    recognition.see(INSIDE, packet(tcp()))
    assert recognition.see(OUTSIDE, packet(other)).number == 2


def test_other_content_is_another_packet() -> None:
    recognition = Recognition()
    recognition.see(INSIDE, packet(udp(payload=b"hello")))
    assert recognition.see(OUTSIDE, packet(udp(payload=b"hallo"))).number == 2


def test_what_is_sent_again_is_another_packet_and_its_way_is_followed_too() -> None:
    recognition = Recognition()
    numbers = [recognition.see(where, packet(tcp())).number for where in (INSIDE, OUTSIDE, INSIDE, OUTSIDE)]
    assert numbers == [1, 1, 2, 2]


@pytest.mark.parametrize("captured", range(34, 38))
def test_ports_that_were_cut_off_are_not_guessed(captured: int) -> None:
    recognition = Recognition()
    recognition.see(INSIDE, packet(tcp()[:captured]))
    translated = recognition.see(OUTSIDE, packet(tcp(NODE, sport=50000)[:captured]))
    assert translated.was == ((ends(POD, 0)[:4], ends(MACHINE, 0)[:4]), (ends(NODE, 0)[:4], ends(MACHINE, 0)[:4]))


def test_a_packet_in_a_loop_stays_one_packet() -> None:
    recognition = Recognition()
    assert {recognition.see(OUTSIDE, packet(tcp(ttl=ttl))).number for ttl in range(64, 0, -1)} == {1}


def test_after_two_seconds_nothing_is_the_same_any_more() -> None:
    recognition = Recognition()
    recognition.see(INSIDE, packet(tcp(), time_ns=5))
    assert recognition.see(OUTSIDE, packet(tcp(), time_ns=5 + LONGEST_WAY_NS)).number == 1
    assert recognition.see(OUTSIDE, packet(tcp(ttl=9), time_ns=6 + LONGEST_WAY_NS)).number == 2


def test_memory_is_bounded_and_the_last_thousands_are_known() -> None:
    recognition = Recognition()
    for number in range(3 * GENERATION):
        recognition.see(INSIDE, packet(number.to_bytes(40, "big")))
    assert len(recognition._young) + len(recognition._old) <= 2 * GENERATION
    oldest_known = 2 * GENERATION
    assert recognition.see(OUTSIDE, packet(oldest_known.to_bytes(40, "big"))).number == oldest_known + 1
    assert recognition.see(OUTSIDE, packet((0).to_bytes(40, "big"))).number == 3 * GENERATION + 1


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 1)), max_size=30))
def test_numbers_are_given_in_order_without_gaps(shown: list[tuple[int, bool, int]]) -> None:
    recognition, highest = Recognition(), 0
    for sequence, out, place in shown:
        number = recognition.see((INSIDE, OUTSIDE)[place], packet(tcp(seq=sequence), out=out)).number
        assert 1 <= number <= highest + 1
        highest = max(highest, number)
