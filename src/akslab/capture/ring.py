"""Blocks of Linux' packet ring (TPACKET_V3), read: the layout is linux/if_packet.h's, in the machine's byte order."""

import struct

from .values import OUTGOING, Packet

ETHERNET, LOOPBACK = 1, 772
"""ARPHRD types of interfaces whose packets begin with an Ethernet header."""
STATUS_OFFSET, HEAD_BYTES = 8, 24
HEADER_BYTES = 48
VLAN_VALID, VLAN_PROTOCOL_VALID = 1 << 4, 1 << 6
VLAN = 0x8100

_BLOCK = struct.Struct("=IIIIII")
_PACKET = struct.Struct("=IIIIIIHHIIHH")
_ADDRESS = struct.Struct("=HHiHB")
_TAG = struct.Struct("!HH")


def handed_over(head: bytes) -> int:
    """Return how many bytes of a block are filled, from its first `HEAD_BYTES`; 0 while it is the kernel's."""
    _, _, status, _, _, used = _BLOCK.unpack(head)
    return int(used) if status & 1 else 0


def packets_of(block: bytes) -> tuple[list[Packet], int]:
    """Take a block apart; returns its packets and the number of those that have no Ethernet header.

    What goes out on `lo` is left out: it comes in again at once.
    """
    _, _, _, count, offset, _ = _BLOCK.unpack_from(block)
    found, foreign = [], 0
    for _ in range(count):
        step, seconds, nanoseconds, captured, length, status, start, _, _, tag, protocol, _ = _PACKET.unpack_from(
            block, offset
        )
        _, _, index, hardware, kind = _ADDRESS.unpack_from(block, offset + HEADER_BYTES)
        data = block[offset + start : offset + start + captured]
        offset += step
        if hardware == ETHERNET:
            if status & VLAN_VALID:
                data = _tagged(data, tag, protocol if status & VLAN_PROTOCOL_VALID else VLAN)
                length += 4
        elif hardware != LOOPBACK:
            foreign += 1
            continue
        elif kind == OUTGOING:
            continue
        found.append(Packet(seconds * 1_000_000_000 + nanoseconds, index, kind, length, data))
    return found, foreign


def _tagged(data: bytes, tag: int, protocol: int) -> bytes:
    """Put the VLAN tag back that Linux took out and noted beside the packet."""
    return data[:12] + _TAG.pack(protocol, tag) + data[12:]
