"""The packet a trace follows: what its sender asks for, and its headers as they are at one step."""

from typing import Literal

from msgspec import Struct

from .numbers import is_host, number_of

ProtocolName = Literal["icmp", "tcp", "udp"]
Segment = Literal["syn", "syn-ack", "ack", "rst", "datagram", "echo-request", "echo-reply"]
"""What a packet is to connection tracking. `ack` stands for everything behind a TCP handshake's first two segments."""

PROTOCOLS: tuple[ProtocolName, ...] = ("icmp", "tcp", "udp")
SMALLEST, LARGEST = 28, 65535


class Packet(Struct, frozen=True, kw_only=True):
    """The first packet of a connection: a TCP SYN, a UDP datagram or an ICMP echo request."""

    destination: str
    source: str | None = None
    """None: the address Linux chooses. One that the sender does not have makes it a forged packet."""
    protocol: ProtocolName = "tcp"
    source_port: int = 40000
    """For ICMP the echo's identifier."""
    destination_port: int = 80
    """Without meaning for ICMP."""
    ttl: int = 64
    size: int = 60
    """Bytes, IP header included."""
    dont_fragment: bool = True
    refused: bool = False
    """TCP only: nobody listens where it arrives, so that a reset comes back."""


class Headers(Struct, frozen=True):
    """A packet's headers, and its mark, at one step. An ICMP echo has its identifier where its sender's port would be."""

    protocol: ProtocolName
    source: str
    source_port: int
    destination: str
    destination_port: int
    ttl: int
    mark: int


def check_packet(packet: Packet) -> None:
    """Raise ValueError, in words, for a packet that nobody can send."""
    for name, address in (("destination", packet.destination), ("source", packet.source)):
        if address is not None and not _is_usable(address):
            raise ValueError(f"{name} {address!r} is not the IPv4 address of a machine")
    for name, port in (("source", packet.source_port), ("destination", packet.destination_port)):
        if not 0 <= port <= LARGEST:
            raise ValueError(f"{name} port {port} is not between 0 and 65535")
    if packet.protocol not in PROTOCOLS:
        raise ValueError(f"protocol {packet.protocol!r} is none of {', '.join(PROTOCOLS)}")
    if not 1 <= packet.ttl <= 255:
        raise ValueError(f"TTL {packet.ttl} is not between 1 and 255")
    if packet.refused and packet.protocol != "tcp":
        raise ValueError(f"only TCP is refused by a reset, not {packet.protocol}")
    if not SMALLEST <= packet.size <= LARGEST:
        raise ValueError(f"a size of {packet.size} bytes is not between {SMALLEST} and {LARGEST}")


def _is_usable(address: str) -> bool:
    try:
        return is_host(number_of(address))
    except ValueError:
        return False
