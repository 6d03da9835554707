"""What a packet's bytes say, as values: Ethernet, ARP, IPv4, ICMP, TCP, UDP; everything else by number and length.

Made for lines on a terminal. It believes nothing: any bytes give a value, and a header that isn't all there is `Cut`.
"""

from msgspec import Struct

ARP, IPV4 = 0x0806, 0x0800
ICMP, TCP, UDP = 1, 6, 17
ETHERNET_BYTES = 14
ICMP_ERRORS = (3, 4, 5, 11, 12)
"""They quote the packet they are about."""


class Cut(Struct, frozen=True):
    """A header that ends too early; `what` is whose."""

    what: str


class Arp(Struct, frozen=True):
    """Who has an address (1), or where it is (2)."""

    operation: int
    sender_mac: str
    sender: str
    target: str


class Tcp(Struct, frozen=True):
    """A segment; `flags` as on the wire, `length` of what it carries."""

    source_port: int
    destination_port: int
    sequence: int
    acknowledgement: int
    flags: int
    window: int
    length: int


class Udp(Struct, frozen=True):
    """A datagram, `length` of what it carries."""

    source_port: int
    destination_port: int
    length: int


class Icmp(Struct, frozen=True):
    """A message: of an error `about` is the packet it quotes, of an echo the rest counts."""

    type: int
    code: int
    identifier: int
    sequence: int
    length: int
    about: "Ipv4 | Cut | None" = None


class Other(Struct, frozen=True):
    """A protocol that is not taken apart."""

    length: int


class Fragment(Struct, frozen=True):
    """A later part of a packet; where it stands in it, in bytes, and how much it is."""

    offset: int
    length: int


class Ipv4(Struct, frozen=True):
    """An IPv4 packet."""

    source: str
    destination: str
    ttl: int
    protocol: int
    identification: int
    payload: Tcp | Udp | Icmp | Other | Fragment | Cut


class Frame(Struct, frozen=True):
    """An Ethernet frame; `length` of what it carries. Payload None: not taken apart."""

    source: str
    destination: str
    ethertype: int
    length: int
    payload: Arp | Ipv4 | Cut | None = None


def decode(data: bytes, wire_length: int) -> Frame | Cut:
    """Read a packet from its Ethernet header on; `wire_length` is what it had before it was cut to `data`."""
    if len(data) < ETHERNET_BYTES:
        return Cut("Ethernet")
    ethertype = _number(data, 12, 2)
    payload: Arp | Ipv4 | Cut | None = None
    if ethertype == IPV4:
        payload = _ipv4(data[ETHERNET_BYTES:], wire_length - ETHERNET_BYTES)
    elif ethertype == ARP:
        payload = _arp(data[ETHERNET_BYTES:])
    return Frame(data[6:12].hex(":"), data[:6].hex(":"), ethertype, max(wire_length - ETHERNET_BYTES, 0), payload)


def _arp(data: bytes) -> Arp | Cut:
    if len(data) < 28:
        return Cut("ARP")
    return Arp(_number(data, 6, 2), data[8:14].hex(":"), dotted(data[14:18]), dotted(data[24:28]))


def _ipv4(data: bytes, wire_length: int, *, quoted: bool = False) -> Ipv4 | Cut:
    header = (data[0] & 15) * 4 if data else 0
    if len(data) < 20 or data[0] >> 4 != 4 or header < 20 or len(data) < header:
        return Cut("IPv4")
    # A total length of 0 stands for more than 16 bits can say.
    total = _number(data, 2, 2) or wire_length
    offset = (_number(data, 6, 2) & 0x1FFF) * 8
    left, body = max(total - header, 0), data[header:total]
    payload: Tcp | Udp | Icmp | Other | Fragment | Cut
    if offset:
        payload = Fragment(offset, left)
    elif data[9] == TCP:
        payload = _ports(body) if quoted else _tcp(body, left)
    elif data[9] == UDP:
        payload = _udp(body)
    elif data[9] == ICMP:
        payload = Other(left) if quoted else _icmp(body, left)
    else:
        payload = Other(left)
    return Ipv4(dotted(data[12:16]), dotted(data[16:20]), data[8], data[9], _number(data, 4, 2), payload)


def _tcp(data: bytes, length: int) -> Tcp | Cut:
    if len(data) < 20:
        return Cut("TCP")
    carried = max(length - (data[12] >> 4) * 4, 0)
    flags = _number(data, 12, 2) & 0x1FF
    return Tcp(
        _number(data, 0, 2), _number(data, 2, 2), _number(data, 4, 4), _number(data, 8, 4), flags,
        _number(data, 14, 2), carried,
    )  # fmt: skip


def _ports(data: bytes) -> Tcp | Cut:
    """Read the eight bytes of a segment that an ICMP error quotes at least."""
    if len(data) < 8:
        return Cut("TCP")
    return Tcp(_number(data, 0, 2), _number(data, 2, 2), _number(data, 4, 4), 0, 0, 0, 0)


def _udp(data: bytes) -> Udp | Cut:
    if len(data) < 8:
        return Cut("UDP")
    return Udp(_number(data, 0, 2), _number(data, 2, 2), max(_number(data, 4, 2) - 8, 0))


def _icmp(data: bytes, length: int) -> Icmp | Cut:
    if len(data) < 8:
        return Cut("ICMP")
    about = _ipv4(data[8:], length - 8, quoted=True) if data[0] in ICMP_ERRORS else None
    return Icmp(data[0], data[1], _number(data, 4, 2), _number(data, 6, 2), max(length - 8, 0), about)


def dotted(address: bytes) -> str:
    """Write four bytes of address."""
    return ".".join(map(str, address[:4]))


def _number(data: bytes, offset: int, size: int) -> int:
    return int.from_bytes(data[offset : offset + size], "big")
