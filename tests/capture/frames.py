"""Frames to capture, made by scapy, which knows nothing of ours; and what tests say about sightings."""

from typing import Any

from scapy.layers.inet import ICMP, IP, TCP, UDP
from scapy.layers.l2 import ARP, Ether
from scapy.packet import Packet as Layer

from akslab.capture.values import HOST, OUTGOING, Interface, Packet

POD, NODE, MACHINE = "10.244.0.2", "192.168.1.4", "192.168.1.6"
MACS = {"src": "0a:58:0a:f4:00:02", "dst": "0a:58:0a:f4:00:01"}
INSIDE = Interface(
    0, "pod/web", "eth0", "pod web", bytes.fromhex("0a580af40002"), bytes([10, 244, 0, 2, 255, 255, 255, 0])
)
OUTSIDE = Interface(1, "node/one", "eth0")


def raw(*layers: Layer) -> bytes:
    """Put an Ethernet frame together."""
    frame: Layer = Ether(**MACS)
    for layer in layers:
        frame = frame / layer
    return bytes(frame)


def tcp(
    source: str = POD, destination: str = MACHINE, *, ttl: int = 64, identification: int = 7, **fields: Any
) -> bytes:
    """Make a segment, a SYN from port 40000 to 80 if nothing else is said."""
    given = {"sport": 40000, "dport": 80, "seq": 1000, "flags": "S"} | fields
    return raw(IP(src=source, dst=destination, ttl=ttl, id=identification), TCP(**given))


def udp(source: str = POD, destination: str = MACHINE, *, payload: bytes = b"hello", identification: int = 7) -> bytes:
    """Make a datagram."""
    return raw(IP(src=source, dst=destination, id=identification), UDP(sport=5000, dport=53), payload)


def echo(source: str = POD, destination: str = MACHINE, *, identifier: int = 9, type_: int = 8) -> bytes:
    """Make an echo request, or with type 0 a reply."""
    return raw(IP(src=source, dst=destination, id=7), ICMP(type=type_, id=identifier, seq=3), b"abcdefgh")


def arp(operation: int = 1) -> bytes:
    """Make an ARP question, or with 2 an answer."""
    return raw(ARP(op=operation, hwsrc=MACS["src"], psrc=POD, pdst="10.244.0.1"))


def packet(data: bytes, *, time_ns: int = 1_700_000_000_123_456_789, out: bool = False, index: int = 2) -> Packet:
    """Make of bytes what a socket gives."""
    return Packet(time_ns, index, OUTGOING if out else HOST, len(data), data)
