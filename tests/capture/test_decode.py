"""What packets say, beside what scapy says of them; and bytes that are no packets."""

from hypothesis import given
from hypothesis import strategies as st
from scapy.layers.inet import ICMP, IP, TCP, UDP, IPOption_Router_Alert
from scapy.layers.l2 import ARP, Ether

from akslab.capture import decode
from akslab.capture.decode import Arp, Cut, Fragment, Frame, Icmp, Ipv4, Other, Tcp, Udp
from akslab.capture.lines import frame_text, line_object, line_text
from akslab.capture.recognition import Recognition
from akslab.capture.values import Packet, Sighting

from .frames import INSIDE, MACHINE, NODE, POD, arp, echo, raw, tcp, udp

octets = st.integers(0, 255)
addresses = st.tuples(octets, octets, octets, octets).map(lambda four: ".".join(map(str, four)))
ports = st.integers(0, 65535)


def ipv4(data: bytes) -> Ipv4:
    frame = decode.decode(data, len(data))
    assert isinstance(frame, Frame)
    assert isinstance(frame.payload, Ipv4)
    return frame.payload


@given(st.tuples(addresses, addresses), st.tuples(ports, ports, st.integers(0, 2**32 - 1), st.integers(0, 511)),
       st.binary(max_size=40))  # fmt: skip
def test_a_segment_is_read_as_scapy_reads_it(
    ends: tuple[str, str], fields: tuple[int, int, int, int], payload: bytes
) -> None:
    (source, destination), (sport, dport, sequence, flags) = ends, fields
    options = [("MSS", 1460), ("NOP", None)]
    segment = TCP(sport=sport, dport=dport, seq=sequence, flags=flags, window=512, options=options)
    data = raw(IP(src=source, dst=destination, options=[IPOption_Router_Alert()]), segment, payload)
    theirs, ours = Ether(data), ipv4(data)
    assert (ours.source, ours.destination, ours.ttl) == (theirs[IP].src, theirs[IP].dst, theirs[IP].ttl)
    assert ours.payload == Tcp(
        theirs[TCP].sport,
        theirs[TCP].dport,
        theirs[TCP].seq,
        theirs[TCP].ack,
        int(theirs[TCP].flags),
        512,
        len(payload),
    )


@given(addresses, ports, ports, st.binary(max_size=40))
def test_a_datagram_is_read_as_scapy_reads_it(source: str, sport: int, dport: int, payload: bytes) -> None:
    data = raw(IP(src=source, dst=MACHINE, id=99), UDP(sport=sport, dport=dport), payload)
    read = ipv4(data)
    assert read.identification == 99
    assert read.payload == Udp(Ether(data)[UDP].sport, Ether(data)[UDP].dport, len(payload))


def test_ethernets_padding_is_not_counted_as_content() -> None:
    data = udp(payload=b"abc")
    assert ipv4(data + bytes(17)).payload == Udp(5000, 53, 3)
    assert ipv4(tcp() + bytes(17)).payload == Tcp(40000, 80, 1000, 0, 2, 8192, 0)


def test_arp_asks_and_answers() -> None:
    asked = decode.decode(arp(), 42)
    assert isinstance(asked, Frame)
    assert asked.payload == Arp(1, "0a:58:0a:f4:00:02", POD, "10.244.0.1")
    assert frame_text(asked) == "arp who has 10.244.0.1? tell 10.244.0.2"
    assert frame_text(decode.decode(arp(2), 42)) == "arp 10.244.0.2 is at 0a:58:0a:f4:00:02"
    assert frame_text(decode.decode(raw(ARP(op=3, psrc=POD)), 42)) == "arp operation 3 of 10.244.0.2"


def test_an_error_says_which_packet_it_is_about() -> None:
    about = IP(src=POD, dst=MACHINE, id=5) / TCP(sport=40000, dport=80)
    quoted = bytes(about)[:28]
    data = raw(IP(src=NODE, dst=POD), ICMP(type=3, code=1), quoted)
    read = ipv4(data).payload
    assert isinstance(read, Icmp)
    assert isinstance(read.about, Ipv4)
    assert read.about.payload == Tcp(40000, 80, 0, 0, 0, 0, 0)
    said = frame_text(decode.decode(data, len(data)))
    told = "icmp destination unreachable: host, about 10.244.0.2:40000 > 192.168.1.6:80 tcp"
    assert said == f"192.168.1.4 > 10.244.0.2 {told} ttl 64"


def test_an_error_about_an_error_goes_no_deeper() -> None:
    inner = bytes(IP(src=POD, dst=MACHINE) / ICMP(type=3) / IP(src=POD, dst=MACHINE))
    read = ipv4(raw(IP(src=NODE, dst=POD), ICMP(type=11), inner)).payload
    assert isinstance(read, Icmp)
    assert isinstance(read.about, Ipv4)
    assert isinstance(read.about.payload, Other)


def test_what_is_not_taken_apart_is_told_by_number_and_length() -> None:
    other = raw(IP(src=POD, dst=MACHINE, proto=89), b"x" * 44)
    assert frame_text(decode.decode(other, len(other))) == "10.244.0.2 > 192.168.1.6 ip protocol 89 length 44 ttl 64"
    later = raw(IP(src=POD, dst=MACHINE, proto=17, frag=185), b"x" * 16)
    assert ipv4(later).payload == Fragment(1480, 16)
    assert (
        frame_text(decode.decode(later, len(later))) == "10.244.0.2 > 192.168.1.6 udp fragment at 1480 length 16 ttl 64"
    )
    six = bytes.fromhex("3333000000010a580af4000286dd") + bytes(40)
    told = "0a:58:0a:f4:00:02 > 33:33:00:00:00:01 ethertype 0x86dd length 40"
    assert frame_text(decode.decode(six, len(six))) == told


def test_lengths_are_those_of_the_wire_also_of_a_packet_that_was_cut() -> None:
    whole = raw(IP(src=POD, dst=MACHINE), TCP(sport=1, dport=2), b"x" * 900)
    cut = ipv4(whole[:60])
    assert isinstance(cut.payload, Tcp)
    assert cut.payload.length == 900
    assert ipv4(whole[:50]).payload == Cut("TCP")
    assert frame_text(decode.decode(whole[:20], len(whole))).endswith("cut inside its IPv4 header")
    assert frame_text(decode.decode(whole[:13], len(whole))) == "cut inside its Ethernet header"


frames = st.sampled_from([tcp(), udp(), echo(), arp(), raw(IP(src=NODE, dst=POD), ICMP(type=3), IP(src=POD, dst=NODE))])


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Draw a good frame with a few wrong bytes, cut somewhere; or any bytes."""
    data = bytearray(draw(frames))
    for place, value in draw(st.lists(st.tuples(st.integers(0, len(data) - 1), octets), max_size=6)):
        data[place] = value
    return bytes(data[: draw(st.integers(0, len(data)))])


@given(st.one_of(damaged(), st.binary(max_size=120)), st.integers(0, 70_000), octets)
def test_any_bytes_make_one_printable_line(data: bytes, length: int, kind: int) -> None:
    sighting = Recognition().see(INSIDE, Packet(0, 2, kind, length, data))
    line = line_text(sighting, 20, 0)
    assert line.isprintable()
    assert line.startswith("00:00:00.000000 pod/web:eth0")
    assert line_object(sighting).text.isprintable()


@given(st.lists(damaged(), max_size=8))
def test_any_bytes_are_recognised_again_when_they_come_by_elsewhere(packets: list[bytes]) -> None:
    recognition = Recognition()
    for data in packets:
        first = recognition.see(INSIDE, Packet(1, 2, 0, len(data), data))
        again = recognition.see(INSIDE, Packet(2, 2, 4, len(data), data))
        assert isinstance(again, Sighting)
        assert again.number == first.number
        assert again.was is None
