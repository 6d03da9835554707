"""A sighting as a line for people, and as an object for programs. Pure: the time zone is the caller's."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from . import decode
from .decode import Arp, Cut, Fragment, Frame, Icmp, Ipv4, Tcp, Udp
from .values import OUTGOING, Sighting

FLAGS = ("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "AE")
PROTOCOLS = {decode.ICMP: "icmp", decode.TCP: "tcp", decode.UDP: "udp"}
ICMP_TYPES = {
    0: "echo reply",
    3: "destination unreachable",
    4: "source quench",
    5: "redirect",
    8: "echo request",
    11: "time exceeded",
    12: "parameter problem",
}
UNREACHABLE = {
    0: "network",
    1: "host",
    2: "protocol",
    3: "port",
    4: "fragmentation needed",
    9: "network forbidden",
    10: "host forbidden",
    13: "forbidden",
}
NUMBER_WIDTH = 4


class Line(Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """One sighting for programs; what a packet has not is left out."""

    time: str
    point: str
    interface: str
    direction: str
    packet: int
    length: int
    captured: int
    ethertype: str = ""
    source: str = ""
    source_port: int | None = None
    destination: str = ""
    destination_port: int | None = None
    protocol: str = ""
    ttl: int | None = None
    identification: int | None = None
    flags: tuple[str, ...] = ()
    sequence: int | None = None
    acknowledgement: int | None = None
    source_was: str = ""
    destination_was: str = ""
    text: str


def direction(sighting: Sighting) -> str:
    """Return `in` or `out`, as seen from the interface's own namespace."""
    return "out" if sighting.packet.kind == OUTGOING else "in"


def line_text(sighting: Sighting, width: int, offset_s: int) -> str:
    """Write a line: time (`offset_s` east of UTC), place padded to `width`, direction, number, what it is."""
    time = f"{datetime.fromtimestamp(sighting.packet.time_ns // 1_000_000_000, UTC) + timedelta(seconds=offset_s):%T}"
    micro = sighting.packet.time_ns // 1000 % 1_000_000
    head = f"{time}.{micro:06} {sighting.interface.title:<{width}} {direction(sighting):<3}"
    return f"{head} {f'#{sighting.number}':<{NUMBER_WIDTH}} {words(sighting)}"


def line_object(sighting: Sighting) -> Line:
    """Return the same for programs; the time is UTC with nanoseconds."""
    packet, frame = sighting.packet, decode.decode(sighting.packet.data, sighting.packet.length)
    second, rest = divmod(packet.time_ns, 1_000_000_000)
    was_source, was_destination = _was(sighting)
    known: dict[str, object] = {"ethertype": f"0x{frame.ethertype:04x}"} if isinstance(frame, Frame) else {}
    payload = frame.payload if isinstance(frame, Frame) else None
    if isinstance(payload, Ipv4):
        known |= _known_of(payload)
    elif isinstance(payload, Arp):
        known |= {"protocol": "arp", "source": payload.sender, "destination": payload.target}
    return Line(
        time=f"{datetime.fromtimestamp(second, UTC):%FT%T}.{rest:09}Z",
        point=sighting.interface.point,
        interface=sighting.interface.name,
        direction=direction(sighting),
        packet=sighting.number,
        length=packet.length,
        captured=len(packet.data),
        source_was=was_source,
        destination_was=was_destination,
        text=words(sighting),
        **known,  # type: ignore[arg-type]  # fields of Line by name
    )


def _known_of(packet: Ipv4) -> dict[str, object]:
    known: dict[str, object] = {
        "source": packet.source,
        "destination": packet.destination,
        "ttl": packet.ttl,
        "identification": packet.identification,
        "protocol": PROTOCOLS.get(packet.protocol, str(packet.protocol)),
    }
    match packet.payload:
        case Tcp() as tcp:
            known |= {"source_port": tcp.source_port, "destination_port": tcp.destination_port}
            known |= {"sequence": tcp.sequence, "acknowledgement": tcp.acknowledgement, "flags": flags(tcp.flags)}
        case Udp() as udp:
            known |= {"source_port": udp.source_port, "destination_port": udp.destination_port}
        case Icmp(sequence=sequence, type=0 | 8):
            known |= {"sequence": sequence}
    return known


def words(sighting: Sighting) -> str:
    """Say what the packet is, and what a translation changed since it was seen before."""
    packet = sighting.packet
    said = frame_text(decode.decode(packet.data, packet.length))
    changed = remark(sighting)
    return f"{said} ({changed})" if changed else said


def remark(sighting: Sighting) -> str:
    """Say how the packet was addressed where it was seen before; empty where that is how it is now."""
    source, destination = _was(sighting)
    said = [f"source was {source}"] if source else []
    said += [f"destination was {destination}"] if destination else []
    return ", ".join(said)


def _was(sighting: Sighting) -> tuple[str, str]:
    if sighting.was is None:
        return "", ""
    before, now = sighting.was
    return tuple(_end(before[end]) if before[end] != now[end] else "" for end in (0, 1))  # type: ignore[return-value]


def _end(end: bytes) -> str:
    port = end[4:]
    return decode.dotted(end) + (f":{int.from_bytes(port, 'big')}" if port else "")


def frame_text(frame: Frame | Cut) -> str:
    """Say what a frame is."""
    match frame:
        case Cut(what=what):
            return f"cut inside its {what} header"
        case Frame(payload=Ipv4() as packet):
            return f"{packet_text(packet)} ttl {packet.ttl}"
        case Frame(payload=Arp(operation=1) as arp):
            return f"arp who has {arp.target}? tell {arp.sender}"
        case Frame(payload=Arp(operation=2) as arp):
            return f"arp {arp.sender} is at {arp.sender_mac}"
        case Frame(payload=Arp() as arp):
            return f"arp operation {arp.operation} of {arp.sender}"
        case Frame(payload=Cut(what=what)):
            return f"{frame.source} > {frame.destination} cut inside its {what} header"
        case _:
            return f"{frame.source} > {frame.destination} ethertype 0x{frame.ethertype:04x} length {frame.length}"


def packet_text(packet: Ipv4) -> str:
    """Say what an IPv4 packet is."""
    ends = f"{packet.source} > {packet.destination}"
    protocol = PROTOCOLS.get(packet.protocol, f"ip protocol {packet.protocol}")
    match packet.payload:
        case Tcp() as tcp:
            return f"{_with_ports(packet, tcp)} tcp {' '.join(flags(tcp.flags)) or '-'} length {tcp.length}"
        case Udp() as udp:
            return f"{_with_ports(packet, udp)} udp length {udp.length}"
        case Icmp() as icmp:
            return f"{ends} {_icmp_text(icmp)}"
        case Fragment(offset=offset, length=length):
            return f"{ends} {protocol} fragment at {offset} length {length}"
        case Cut(what=what):
            return f"{ends} cut inside its {what} header"
        case other:
            return f"{ends} {protocol} length {other.length}"


def _with_ports(packet: Ipv4, payload: Tcp | Udp) -> str:
    return f"{packet.source}:{payload.source_port} > {packet.destination}:{payload.destination_port}"


def _icmp_text(icmp: Icmp) -> str:
    kind = ICMP_TYPES.get(icmp.type, f"type {icmp.type}")
    if icmp.type in (0, 8):
        return f"icmp {kind} id {icmp.identifier} sequence {icmp.sequence} length {icmp.length}"
    code = UNREACHABLE.get(icmp.code) if icmp.type == 3 else None
    said = f"icmp {kind}: {code}" if code else f"icmp {kind} code {icmp.code}"
    match icmp.about:
        case Ipv4(payload=Tcp() | Udp() as inner) as about:
            return f"{said}, about {_with_ports(about, inner)} {PROTOCOLS[about.protocol]}"
        case Ipv4() as about:
            return f"{said}, about {packet_text(about)}"
        case _:
            return said


def flags(bits: int) -> tuple[str, ...]:
    """Name the flags of a TCP segment."""
    return tuple(name for place, name in enumerate(FLAGS) if bits >> place & 1)
