"""Blocks as Linux fills them, taken apart; made here from the layout in linux/if_packet.h."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from akslab.capture import ring
from akslab.capture.values import HOST, OUTGOING

from .frames import tcp

START = 82
ETHERNET, LOOPBACK, NONE = 1, 772, 0xFFFE


def slot(
    data: bytes, *, seconds: int = 1, kind: int = HOST, hardware: int = ETHERNET, status: int = 1, tag: int = 0
) -> bytes:
    """Lay out one packet: header, address, and the bytes from START on."""
    step = START + len(data) + 15 & ~15
    header = struct.pack(
        "=IIIIIIHHIIHH8x", step, seconds, 7, len(data), len(data) + 1, status, START, 0, 0, tag, 0x88A8, 0
    )
    address = struct.pack("=HHiHBB8s", 17, 8, 3, hardware, kind, 6, b"")
    return ((header + address).ljust(START, b"\0") + data).ljust(step, b"\0")


def block(*slots: bytes) -> bytes:
    """Lay out a block: its description, private room, and the packets."""
    body = b"".join(slots)
    return struct.pack("=IIIIII", 3, 48, 1, len(slots), 56, 56 + len(body)).ljust(56, b"\0") + body


@given(st.lists(st.binary(max_size=200), max_size=8))
def test_every_packet_of_a_block_is_found(packets: list[bytes]) -> None:
    made = block(*(slot(data, seconds=number) for number, data in enumerate(packets)))
    assert ring.handed_over(made[: ring.HEAD_BYTES]) == len(made)
    found, foreign = ring.packets_of(made)
    assert [(each.data, each.time_ns, each.index, each.length) for each in found] == [
        (data, number * 10**9 + 7, 3, len(data) + 1) for number, data in enumerate(packets)
    ]
    assert foreign == 0


def test_a_block_that_is_the_kernels_is_not_touched() -> None:
    made = bytearray(block(slot(tcp())))
    made[ring.STATUS_OFFSET] = 0
    assert ring.handed_over(bytes(made[: ring.HEAD_BYTES])) == 0


def test_what_lo_sends_is_seen_once() -> None:
    slots = [slot(tcp(), kind=OUTGOING, hardware=LOOPBACK), slot(tcp(), hardware=LOOPBACK), slot(tcp(), kind=OUTGOING)]
    assert [each.kind for each in ring.packets_of(block(*slots))[0]] == [HOST, OUTGOING]


def test_packets_without_an_ethernet_header_are_counted_and_left_out() -> None:
    assert ring.packets_of(block(slot(b"E", hardware=NONE)))[1] == 1


def test_a_vlan_tag_that_linux_took_out_is_put_back() -> None:
    data = tcp()
    (own,), _ = ring.packets_of(block(slot(data, status=1 | 1 << 4 | 1 << 6, tag=5)))
    assert own.data == data[:12] + bytes.fromhex("88a80005") + data[12:]
    assert own.length == len(data) + 5
    (usual,), _ = ring.packets_of(block(slot(data, status=1 | 1 << 4, tag=5)))
    assert usual.data[12:16] == bytes.fromhex("81000005")
