"""What nftables says about single packets: tracing switched on in a namespace, and its netlink messages read.

Tracing is a rule, so it has a table of its own, which nobody observes and which goes with the witness. Rules are
named by handles in the messages; the listing tells which rule of its chain has which handle.
"""

import errno
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from . import nft
from .namespaces import raised
from .netlink import SOL_NETLINK, Attributes, attributes, split
from .probing import ECHO_REPLY, ECHO_REQUEST
from .seam import TraceLine

TABLE = "akslab-witness"
NETLINK_NETFILTER = 12
TRACE_GROUP, ADD_MEMBERSHIP, TRACE_MESSAGE = 9, 1, 0x0A11
ATTR_TABLE, ATTR_CHAIN, ATTR_HANDLE, ATTR_TYPE, ATTR_VERDICT, ATTR_ID = 1, 2, 3, 4, 5, 6
ATTR_NETWORK, ATTR_TRANSPORT, ATTR_MARK, ATTR_POLICY = 8, 9, 14, 16
VERDICT_CODE, VERDICT_CHAIN = 1, 2
TYPE_POLICY, TYPE_RETURN, TYPE_RULE = 1, 2, 3
VERDICTS = {0: "drop", 1: "accept", -1: "continue", -3: "jump", -4: "goto", -5: "return"}
FIRST = -390
"""Directly behind defragmentation, the first thing that happens to a packet."""
SWITCH = f"""table ip {TABLE} {{
  chain in {{
    type filter hook prerouting priority {FIRST}; policy accept;
    tcp flags & fin == 0 meta nftrace set 1
    meta l4proto {{ icmp, udp }} meta nftrace set 1
  }}
  chain out {{
    type filter hook output priority {FIRST}; policy accept;
    tcp flags & fin == 0 meta nftrace set 1
    meta l4proto {{ icmp, udp }} meta nftrace set 1
  }}
}}
"""
SWITCH_OFF = f"table ip {TABLE}\ndelete table ip {TABLE}\n"
RECEIVE_BYTES = 1 << 21
LONGEST = 1 << 16
FIN, SYN, RST, PSH, ACK = 1, 2, 4, 8, 16


@dataclass(frozen=True)
class _Packet:
    """The headers of a packet as last told."""

    protocol: str = ""
    source: str = ""
    source_port: int = 0
    destination: str = ""
    destination_port: int = 0
    ttl: int = 0
    segment: str = ""


def switch_off() -> None:
    """Switch tracing off in the current thread's namespace. Raises OSError."""
    nft.run(SWITCH_OFF)


class Listener:
    """Listens in one namespace; whoever makes it must be in it."""

    def __init__(self, netns: str) -> None:
        """Switch tracing on. Raises OSError."""
        self.netns = netns
        self.lost = False
        self._rules = _rules(nft.run("list ruleset ip", json=True))
        self._packets: dict[bytes, _Packet] = {}
        opened = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, NETLINK_NETFILTER)
        self._socket = socket.socket(fileno=raised(opened.detach()))
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BYTES)
            self._socket.bind((0, 0))
            self._socket.setsockopt(SOL_NETLINK, ADD_MEMBERSHIP, TRACE_GROUP)
            nft.run(SWITCH)
        except OSError:
            self._socket.close()
            raise

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()

    def lines(self) -> Iterator[TraceLine]:
        """Yield what has been said since, without waiting."""
        while True:
            try:
                data = self._socket.recv(LONGEST)
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno != errno.ENOBUFS:
                    raise
                self.lost = True
                continue
            for kind, _, _, body in split(data):
                line = self._line(attributes(body, 4)) if kind == TRACE_MESSAGE else None
                if line is not None:
                    yield line

    def _line(self, told: Attributes) -> TraceLine | None:
        identity = told[ATTR_ID]
        if ATTR_NETWORK in told:
            self._packets[identity] = _packet(told[ATTR_NETWORK], told.get(ATTR_TRANSPORT, b""))
        table, chain = _text(told[ATTR_TABLE]), _text(told[ATTR_CHAIN])
        kind = _number(told[ATTR_TYPE])
        # The end of a chain is told as a rule without a handle.
        if table == TABLE or kind == TYPE_RETURN or (kind == TYPE_RULE and ATTR_HANDLE not in told):
            return None
        packet = self._packets.get(identity, _Packet())
        rule, comment, target = None, None, None
        if kind == TYPE_RULE:
            rule, comment = self._rules.get((table, chain, _number(told[ATTR_HANDLE])), (None, None))
            inner = attributes(told[ATTR_VERDICT], 0)
            code = struct.unpack("!i", inner[VERDICT_CODE])[0]
            target = _text(inner[VERDICT_CHAIN]) if VERDICT_CHAIN in inner else None
        else:
            code = _number(told[ATTR_POLICY])
        return TraceLine(
            netns=self.netns,
            table=table,
            chain=chain,
            rule=rule,
            comment=comment,
            verdict=VERDICTS.get(code, str(code)),
            target=target,
            protocol=packet.protocol,
            source=packet.source,
            source_port=packet.source_port,
            destination=packet.destination,
            destination_port=packet.destination_port,
            ttl=packet.ttl,
            mark=_number(told[ATTR_MARK]) if ATTR_MARK in told else 0,
            segment=packet.segment,
            packet=_number(identity),
        )


def _rules(listing: bytes) -> dict[tuple[str, str, int], tuple[int, str | None]]:
    """Place and comment of every rule, by table, chain and handle."""
    places: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str, int], tuple[int, str | None]] = {}
    for entry in msgspec.json.decode(listing)["nftables"]:
        rule = entry.get("rule")
        if rule is not None:
            chain = rule["table"], rule["chain"]
            place = places[chain] = places.get(chain, -1) + 1
            found[*chain, rule["handle"]] = place, rule.get("comment")
    return found


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _text(data: bytes) -> str:
    return data.rstrip(b"\0").decode()


def _packet(network: bytes, transport: bytes) -> _Packet:
    """Read headers: of IPv4, and what fits of TCP, UDP or ICMP."""
    ttl, protocol = network[8], network[9]
    source, destination = (socket.inet_ntoa(network[start : start + 4]) for start in (12, 16))
    first, second = struct.unpack_from("!HH", transport) if len(transport) >= 4 else (0, 0)
    if protocol == socket.IPPROTO_TCP and len(transport) >= 14:
        return _Packet("tcp", source, first, destination, second, ttl, _segment(transport[13]))
    if protocol == socket.IPPROTO_UDP:
        return _Packet("udp", source, first, destination, second, ttl, "datagram")
    if protocol == socket.IPPROTO_ICMP and len(transport) >= 8:
        identifier = struct.unpack_from("!H", transport, 4)[0]
        if transport[0] == ECHO_REQUEST:
            return _Packet("icmp", source, identifier, destination, 0, ttl, "echo-request")
        if transport[0] == ECHO_REPLY:
            return _Packet("icmp", source, 0, destination, identifier, ttl, "echo-reply")
        return _Packet("icmp", source, 0, destination, 0, ttl, "error")
    return _Packet(str(protocol), source, 0, destination, 0, ttl, "")


def _segment(flags: int) -> str:
    if flags & RST:
        return "rst"
    if flags & FIN:
        return "fin"
    if flags & SYN:
        return "syn-ack" if flags & ACK else "syn"
    return "data" if flags & PSH else "ack"
