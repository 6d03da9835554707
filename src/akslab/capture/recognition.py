"""Which sightings are of one packet: found by what no router and no translation changes on the way.

That is the IP identification and length; of TCP the sequence numbers, flags and window; of the others their content.
Addresses, ports, checksums and TTL may change. Two packets that are the same in all of it, within two seconds, are
taken for one, unless an interface sees both with one TTL: then the second was sent again.
"""

from zlib import crc32

from msgspec import Struct

from .values import OUTGOING, Flow, Interface, Packet, Sighting

LONGEST_WAY_NS = 2_000_000_000
GENERATION = 8192
"""Packets are forgotten by the thousand: the last so many at least are known."""
IPV4, TCP, UDP, ICMP = b"\x08\x00", b"\x06", b"\x11", b"\x01"

Key = tuple[bytes, int]


class _Known(Struct, gc=False):
    """A packet that was seen; `places` are numbers of interface, direction and TTL."""

    number: int
    first_ns: int
    flow: Flow | None
    places: tuple[int, ...]


class Recognition:
    """Numbers packets from 1 in the order they are seen first."""

    def __init__(self) -> None:
        self._young: dict[Key, _Known] = {}
        self._old: dict[Key, _Known] = {}
        self._last = 0

    def see(self, interface: Interface, packet: Packet) -> Sighting:
        """Say which packet this is, and how its addresses were before. Packets come in the order of time."""
        data = packet.data
        key, flow = identity(data)
        place = interface.number << 9 | (packet.kind == OUTGOING) << 8 | (data[22] if len(data) > 22 else 0)
        known = self._young.get(key) or self._old.get(key)
        if known is None or place in known.places or packet.time_ns - known.first_ns > LONGEST_WAY_NS:
            return Sighting(interface, packet, self._new(key, packet.time_ns, flow, place))
        known.places += (place,)
        before, known.flow = known.flow, flow
        was = (before, flow) if before != flow and before is not None and flow is not None else None
        return Sighting(interface, packet, known.number, was)

    def _new(self, key: Key, time_ns: int, flow: Flow | None, place: int) -> int:
        self._last += 1
        if len(self._young) == GENERATION:
            self._old, self._young = self._young, {}
        self._young[key] = _Known(self._last, time_ns, flow, (place,))
        return self._last


def identity(data: bytes) -> tuple[Key, Flow | None]:
    """Return what stays the same on a packet's way, and how it is addressed; None where there is no IPv4 header."""
    if data[12:14] != IPV4 or len(data) < 34:
        return (data[12:14], crc32(data[14:])), None
    start = 14 + (data[14] & 15) * 4
    protocol = data[23:24]
    # Total length, identification, fragment; then what the protocol keeps.
    fixed = data[16:22] + protocol
    source, destination = data[26:30], data[30:34]
    if data[20] & 0x1F or data[21]:
        return (fixed, crc32(data[start:])), (source, destination)
    if protocol in (TCP, UDP):
        ports = data[start : start + 4]
        flow = (source + ports[:2], destination + ports[2:]) if len(ports) == 4 else (source, destination)
        if protocol == TCP:
            return (fixed + data[start + 4 : start + 16], 0), flow
        return (fixed, crc32(data[start + 8 :])), flow
    if protocol == ICMP:
        # The identifier of an echo is a port for a translation; type, code and sequence are not.
        return (fixed + data[start : start + 2] + data[start + 6 : start + 8], crc32(data[start + 8 :])), (
            source,
            destination,
        )
    return (fixed, crc32(data[start:])), (source, destination)
