"""The pcapng file format, written: blocks of bytes for sections, interfaces, names, packets and statistics.

Little-endian, nanoseconds. The format is draft-ietf-opsawg-pcapng: 32-bit aligned blocks with their length at both
ends, each with options. What a packet is beside its bytes stands where Wireshark looks for it: the direction in
`epb_flags`, the number it shares with its other sightings in `epb_packetid`, a sentence in `opt_comment`.
"""

import struct
from collections.abc import Iterable, Mapping

from msgspec import Struct

from .values import BROADCAST, HOST, MULTICAST, OTHER_HOST, OUTGOING, Interface, Sighting

SECTION, INTERFACE, NAMES, STATISTICS, PACKET = 0x0A0D0D0A, 1, 4, 5, 6
ETHERNET = 1
BYTE_ORDER = 0x1A2B3C4D
NANOSECONDS = b"\x09"
END = 0
COMMENT = 1
HARDWARE, SYSTEM, APPLICATION = 2, 3, 4
IF_NAME, IF_DESCRIPTION, IF_ADDRESS, IF_MAC, IF_RESOLUTION, IF_FILTER = 2, 3, 4, 6, 9, 11
EPB_FLAGS, EPB_PACKET_ID = 2, 5
ISB_START, ISB_END, ISB_SYSTEM_DROPPED, ISB_DELIVERED = 2, 3, 7, 8
IPV4_NAME = 1
DIRECTIONS = {HOST: 0b00101, MULTICAST: 0b01001, BROADCAST: 0b01101, OTHER_HOST: 0b10001, OUTGOING: 0b00010}
"""Bits 0-1: inbound 1, outbound 2. Bits 2-4: unicast 1, multicast 2, broadcast 3, promiscuous 4."""
LONGEST_TEXT = 4000
"""Bytes of one option or name; the format has room for 65,535, people have not."""

_HEAD = struct.Struct("<II")
_LENGTH = struct.Struct("<I")
_OPTION = struct.Struct("<HH")
_PACKET_HEAD = struct.Struct("<IIIIIII")
_KNOWN_OPTIONS = struct.Struct("<HHIHHQ")
_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")
_END_OF_OPTIONS = bytes(4)


class Statistics(Struct, frozen=True):
    """What became of the packets of one interface."""

    interface: int
    started_ns: int
    ended_ns: int
    delivered: int
    dropped: int | None
    """By the kernel, for want of room; None where that is not known of this interface alone."""
    comment: str = ""


def section_block(hardware: str, system: str, application: str) -> bytes:
    """Begin a file."""
    fixed = struct.pack("<IHHq", BYTE_ORDER, 1, 0, -1)
    named = ((HARDWARE, hardware), (SYSTEM, system), (APPLICATION, application))
    return _block(SECTION, fixed, [(code, _text(text)) for code, text in named])


def interface_block(interface: Interface, snap_length: int, expression: str = "") -> bytes:
    """Introduce an interface; the blocks' order numbers them from 0. `expression` is the filter in BPF's syntax."""
    options = [(IF_NAME, _text(interface.title)), (IF_DESCRIPTION, _text(interface.what))]
    options += [(IF_ADDRESS, interface.address), (IF_MAC, interface.mac), (IF_RESOLUTION, NANOSECONDS)]
    options += [(IF_FILTER, b"\0" + _text(expression))] if expression else []
    return _block(INTERFACE, struct.pack("<HHI", ETHERNET, 0, snap_length), options)


def names_block(names: Mapping[str, str]) -> bytes:
    """Tell the names of IPv4 addresses."""
    records = b"".join(
        _option(IPV4_NAME, bytes(map(int, address.split("."))) + _text(name).replace(b"\0", b"") + b"\0")
        for address, name in names.items()
    )
    return _block(NAMES, records + _END_OF_OPTIONS, ())


def packet_block(sighting: Sighting, comment: str = "") -> bytes:
    """Write one packet."""
    packet = sighting.packet
    data, time = packet.data, packet.time_ns
    captured = len(data)
    padding = _PADDING[captured & 3]
    options = _KNOWN_OPTIONS.pack(
        EPB_FLAGS, 4, DIRECTIONS.get(packet.kind, 0), EPB_PACKET_ID, 8, sighting.number
    )  # fmt: skip
    if comment:
        options += _option(COMMENT, _text(comment))
    total = 32 + captured + len(padding) + len(options) + 4
    head = _PACKET_HEAD.pack(
        PACKET, total, sighting.interface.number, time >> 32, time & 0xFFFFFFFF, captured, packet.length
    )
    return b"".join((head, data, padding, options, _END_OF_OPTIONS, _LENGTH.pack(total)))


def packet_bytes(captured: int) -> int:
    """Return what a packet without a comment takes in a file."""
    return 28 + (captured + 3 & ~3) + _KNOWN_OPTIONS.size + len(_END_OF_OPTIONS) + 4


def statistics_block(statistics: Statistics) -> bytes:
    """Sum up an interface, at the end of a file."""
    options = [(ISB_START, _time(statistics.started_ns)), (ISB_END, _time(statistics.ended_ns))]
    if statistics.dropped is not None:
        options.append((ISB_SYSTEM_DROPPED, statistics.dropped.to_bytes(8, "little")))
    options += [(ISB_DELIVERED, statistics.delivered.to_bytes(8, "little")), (COMMENT, _text(statistics.comment))]
    fixed = _LENGTH.pack(statistics.interface) + _time(statistics.ended_ns)
    return _block(STATISTICS, fixed, options)


def _block(kind: int, fixed: bytes, options: Iterable[tuple[int, bytes]]) -> bytes:
    """Put a block together; options without a value are left out."""
    written = b"".join(_option(code, value) for code, value in options if value)
    body = fixed + (written + _END_OF_OPTIONS if written else b"")
    total = len(body) + 12
    return _HEAD.pack(kind, total) + body + _LENGTH.pack(total)


def _option(code: int, value: bytes) -> bytes:
    return _OPTION.pack(code, len(value)) + value + _PADDING[len(value) & 3]


def _text(text: str) -> bytes:
    """Encode a text, cut between characters where it is too long."""
    return text.encode(errors="backslashreplace")[:LONGEST_TEXT].decode(errors="ignore").encode()


def _time(time_ns: int) -> bytes:
    return _HEAD.pack(time_ns >> 32, time_ns & 0xFFFFFFFF)
