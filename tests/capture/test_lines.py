"""A packet as a line for people and as an object for programs."""

import msgspec
import pytest

from akslab.capture.lines import line_object, line_text
from akslab.capture.recognition import Recognition
from akslab.capture.values import Sighting

from .frames import INSIDE, MACHINE, NODE, OUTSIDE, POD, arp, echo, packet, tcp, udp

NOON = 1_700_000_000 // 86_400 * 86_400 * 10**9 + 12 * 3600 * 10**9


def seen(data: bytes, *, out: bool = False) -> Sighting:
    return Sighting(INSIDE, packet(data, time_ns=NOON + 1_234_567, out=out), 5)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (tcp(), "10.244.0.2:40000 > 192.168.1.6:80 tcp SYN length 0 ttl 64"),
        (tcp(flags="SA"), "10.244.0.2:40000 > 192.168.1.6:80 tcp SYN ACK length 0 ttl 64"),
        (tcp(flags=0), "10.244.0.2:40000 > 192.168.1.6:80 tcp - length 0 ttl 64"),
        (udp(), "10.244.0.2:5000 > 192.168.1.6:53 udp length 5 ttl 64"),
        (echo(), "10.244.0.2 > 192.168.1.6 icmp echo request id 9 sequence 3 length 8 ttl 64"),
        (echo(type_=0), "10.244.0.2 > 192.168.1.6 icmp echo reply id 9 sequence 3 length 8 ttl 64"),
        (echo(type_=42), "10.244.0.2 > 192.168.1.6 icmp type 42 code 0 ttl 64"),
        (arp(), "arp who has 10.244.0.1? tell 10.244.0.2"),
    ],
)
def test_a_line_says_when_where_which_way_and_what(data: bytes, said: str) -> None:
    assert line_text(seen(data, out=True), 14, 0) == f"12:00:00.001234 pod/web:eth0   out #5   {said}"


def test_the_time_is_that_of_the_callers_place() -> None:
    assert line_text(seen(tcp()), 1, 9 * 3600).startswith("21:00:00.001234 pod/web:eth0 in  #5")
    assert line_text(seen(tcp()), 1, -13 * 3600).startswith("23:00:00.001234")


def test_a_translation_is_told_where_it_is_first_seen() -> None:
    recognition = Recognition()
    recognition.see(INSIDE, packet(tcp()))
    translated = recognition.see(OUTSIDE, packet(tcp(NODE, ttl=63, sport=50000), out=True))
    assert line_text(translated, 0, 0).endswith(
        "#1   192.168.1.4:50000 > 192.168.1.6:80 tcp SYN length 0 ttl 63 (source was 10.244.0.2:40000)"
    )
    read = line_object(translated)
    assert (read.source, read.source_port, read.source_was) == (NODE, 50000, f"{POD}:40000")
    assert read.destination_was == ""


def test_an_object_has_every_field_and_leaves_out_what_is_not_there() -> None:
    assert msgspec.to_builtins(line_object(seen(tcp()))) == {
        "time": "2023-11-14T12:00:00.001234567Z",
        "point": "pod/web",
        "interface": "eth0",
        "direction": "in",
        "packet": 5,
        "length": 54,
        "captured": 54,
        "ethertype": "0x0800",
        "source": POD,
        "sourcePort": 40000,
        "destination": MACHINE,
        "destinationPort": 80,
        "protocol": "tcp",
        "ttl": 64,
        "identification": 7,
        "flags": ("SYN",),
        "sequence": 1000,
        "acknowledgement": 0,
        "text": "10.244.0.2:40000 > 192.168.1.6:80 tcp SYN length 0 ttl 64",
    }
    assert line_object(seen(arp())).protocol == "arp"
    assert line_object(seen(udp())).destination_port == 53
    assert set(msgspec.to_builtins(line_object(seen(b"")))) == {
        *("time", "point", "interface", "direction", "packet", "length", "captured", "text")
    }
