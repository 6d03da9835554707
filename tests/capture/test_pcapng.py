"""The file as others read it: scapy for the packets, and a walk over the blocks as the format's draft describes them."""

import io
import struct
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from scapy.utils import RawPcapNgReader

from akslab.capture import pcapng
from akslab.capture.pcapng import Statistics
from akslab.capture.values import BROADCAST, HOST, MULTICAST, OTHER_HOST, OUTGOING, Interface, Packet, Sighting

from .frames import INSIDE, OUTSIDE, packet, tcp

Options = dict[int, bytes]


def head(*interfaces: Interface) -> bytes:
    return pcapng.section_block("x86_64", "Linux 6.1", "akslab 1") + b"".join(
        pcapng.interface_block(interface, 262_144) for interface in interfaces
    )


def options_of(data: bytes) -> Options:
    """Read options up to their end, which must be there where there are any."""
    found: Options = {}
    while data:
        code, length = struct.unpack_from("<HH", data)
        if code == 0:
            assert data == bytes(4)
            break
        found[code] = data[4 : 4 + length]
        padded = length + 3 & ~3
        assert data[4 + length : 4 + padded] == bytes(padded - length)
        data = data[4 + padded :]
        assert data, "options without an end"
    return found


def blocks(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Take a file apart into kinds and bodies; each block says its length at both ends."""
    while data:
        kind, total = struct.unpack_from("<II", data)
        assert total % 4 == 0
        assert data[total - 4 : total] == data[4:8]
        yield kind, data[8 : total - 4]
        data = data[total:]


@given(
    st.lists(
        st.tuples(
            st.binary(max_size=300),
            st.integers(0, 2**63 - 1),
            st.sampled_from([HOST, BROADCAST, MULTICAST, OTHER_HOST, OUTGOING]),
            st.integers(0, 1),
            st.text(max_size=80),
        ),
        max_size=6,
    )
)
def test_what_is_written_is_what_scapy_reads(packets: list[tuple[bytes, int, int, int, str]]) -> None:
    interfaces = (INSIDE, OUTSIDE)
    written = head(*interfaces)
    for number, (data, time_ns, kind, place, comment) in enumerate(packets, 1):
        seen = Sighting(interfaces[place], Packet(time_ns, 2, kind, len(data) + 7, data), number)
        written += pcapng.packet_block(seen, comment)
    with RawPcapNgReader(io.BytesIO(written)) as reader:
        read = list(reader)
    assert len(read) == len(packets)
    for (data, about), (wanted, time_ns, kind, place, comment) in zip(read, packets, strict=True):
        assert data == wanted
        assert about.wirelen == len(wanted) + 7
        assert (about.tshigh << 32 | about.tslow) == time_ns
        assert about.tsresol == 1_000_000_000
        assert about.linktype == 1
        assert about.ifname == interfaces[place].title.encode()
        assert about.direction == (2 if kind == OUTGOING else 1)
        assert about.comments == ([comment.encode(errors="backslashreplace")] if comment else None)


def test_a_section_says_who_wrote_it_where() -> None:
    ((kind, body),) = blocks(pcapng.section_block("x86_64", "Linux 6.1", "akslab 1"))
    assert kind == 0x0A0D0D0A
    assert struct.unpack_from("<IHHq", body) == (0x1A2B3C4D, 1, 0, -1)
    assert options_of(body[16:]) == {2: b"x86_64", 3: b"Linux 6.1", 4: b"akslab 1"}


def test_an_interface_has_the_name_of_its_place_and_says_what_it_is() -> None:
    ((kind, body),) = blocks(pcapng.interface_block(INSIDE, 96, "tcp port 80"))
    assert (kind, *struct.unpack_from("<HHI", body)) == (1, 1, 0, 96)
    assert options_of(body[8:]) == {
        2: b"pod/web:eth0",
        3: b"pod web",
        4: bytes([10, 244, 0, 2, 255, 255, 255, 0]),
        6: bytes.fromhex("0a580af40002"),
        9: b"\x09",
        11: b"\0tcp port 80",
    }
    ((_, bare),) = blocks(pcapng.interface_block(OUTSIDE, 96))
    assert set(options_of(bare[8:])) == {2, 9}


def test_a_packet_carries_its_direction_its_number_and_what_is_known_of_it() -> None:
    block = pcapng.packet_block(Sighting(OUTSIDE, packet(tcp(), out=True), 77), "source was 10.244.0.2:40000")
    ((kind, body),) = blocks(block)
    assert kind == 6
    captured = len(tcp())
    assert options_of(body[20 + (captured + 3 & ~3) :]) == {
        1: b"source was 10.244.0.2:40000",
        2: struct.pack("<I", 0b00010),
        5: struct.pack("<Q", 77),
    }


def test_a_packet_takes_as_many_bytes_as_is_counted_for_bounds() -> None:
    for size in range(20):
        data = bytes(size)
        assert len(pcapng.packet_block(Sighting(INSIDE, packet(data), 1))) == pcapng.packet_bytes(size)


def test_names_stand_with_their_addresses() -> None:
    ((kind, body),) = blocks(pcapng.names_block({"10.244.0.2": "web", "192.168.1.4": "aks-nodepool1-1"}))
    assert kind == 4
    records = []
    while body[:2] != b"\0\0":
        kind, length = struct.unpack_from("<HH", body)
        records.append((kind, body[4 : 4 + length]))
        body = body[4 + (length + 3 & ~3) :]
    assert records == [(1, bytes([10, 244, 0, 2]) + b"web\0"), (1, bytes([192, 168, 1, 4]) + b"aks-nodepool1-1\0")]
    assert body == bytes(4)


def test_the_sums_tell_losses_only_where_they_are_known() -> None:
    ((kind, body),) = blocks(pcapng.statistics_block(Statistics(3, 1, 2 << 32 | 5, 10, 4)))
    assert (kind, *struct.unpack_from("<III", body)) == (5, 3, 2, 5)
    assert options_of(body[12:]) == {
        2: struct.pack("<II", 0, 1),
        3: struct.pack("<II", 2, 5),
        7: struct.pack("<Q", 4),
        8: struct.pack("<Q", 10),
    }
    ((_, unknown),) = blocks(pcapng.statistics_block(Statistics(3, 1, 2, 10, None, "4 of them all")))
    assert options_of(unknown[12:])[1] == b"4 of them all"
    assert 7 not in options_of(unknown[12:])


def test_a_text_that_is_too_long_is_cut_between_characters() -> None:
    ((_, body),) = blocks(pcapng.packet_block(Sighting(INSIDE, packet(b""), 1), "a" + "é" * 40_000))
    comment = options_of(body[20:])[1]
    assert len(comment) == 3999
    assert comment.decode() == "a" + "é" * 1999
