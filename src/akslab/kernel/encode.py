"""Steps as rtnetlink messages: what `ip` would send, with interfaces by index.

Cables have one queue a side and their MAC addresses; an interface makes itself no IPv6 address (addr_gen_mode none),
whose chatter would flood every bridge. Traps measured on the way: the end that stays in the socket's namespace must
not be up in the message that makes it (ENOTCONN: opened before it is paired).
"""

import socket
import struct
from ipaddress import IPv4Address

from ..net.changes import AddBridge, AddressChange, AddVeth, NeighbourChange, RouteChange, RuleChange
from .netlink import CREATE, EXCL, NESTED, REPLACE, Message, attribute, number, text

NEWLINK, DELLINK, GETLINK, SETLINK = 16, 17, 18, 19
NEWADDR, DELADDR, GETADDR = 20, 21, 22
NEWROUTE, DELROUTE, GETROUTE = 24, 25, 26
NEWNEIGH, DELNEIGH, GETNEIGH = 28, 29, 30
NEWRULE, DELRULE, GETRULE = 32, 33, 34

INET, INET6, BRIDGE_FAMILY = socket.AF_INET, socket.AF_INET6, 7
UP = 1
LO = 1
IFLA_ADDRESS, IFLA_IFNAME, IFLA_LINK, IFLA_MASTER, IFLA_LINKINFO = 1, 3, 5, 10, 18
IFLA_AF_SPEC, IFLA_GROUP, IFLA_NET_NS_FD, IFLA_TX_QUEUES, IFLA_RX_QUEUES = 26, 27, 28, 31, 32
INFO_KIND, INFO_DATA, VETH_PEER, BRIDGE_MCAST_SNOOPING, ADDR_GEN_MODE = 1, 2, 1, 23, 8
IFA_ADDRESS, IFA_LOCAL, IFA_FLAGS, NOPREFIXROUTE = 1, 2, 8, 0x200
RTA_DST, RTA_OIF, RTA_GATEWAY, RTA_TABLE = 1, 4, 5, 15
UNICAST, BLACKHOLE, PROTO_STATIC, ONLINK = 1, 6, 4, 4
SCOPE_UNIVERSE, SCOPE_LINK, SCOPE_NOWHERE = 0, 253, 255
FRA_PRIORITY, FRA_FWMARK, FRA_TABLE, TO_TABLE = 6, 10, 15, 1
NDA_DST, NDA_LLADDR, PERMANENT = 1, 2, 0x80
REMOVAL_GROUP = 0x616B73
"""Links put into this group are about to be removed together: one by one the kernel takes 20 ms each."""

IFINFO = struct.Struct("=BxHiII")
IFADDR = struct.Struct("=BBBBI")
RTM = struct.Struct("=BBBBBBBBI")
NDM = struct.Struct("=B3xiHBB")

_ADDR_GEN_NONE = attribute(IFLA_AF_SPEC | NESTED, attribute(INET6 | NESTED, attribute(ADDR_GEN_MODE, b"\1")))
_ONE_QUEUE = number(IFLA_TX_QUEUES, 1) + number(IFLA_RX_QUEUES, 1)


def _mac(mac: str) -> bytes:
    return bytes.fromhex(mac.replace(":", ""))


def _packed(address: str) -> bytes:
    return socket.inet_aton(address)


def link_up(index: int) -> Message:
    """Take an interface up."""
    return SETLINK, 0, IFINFO.pack(0, 0, index, UP, UP)


def add_bridge(change: AddBridge, index: int) -> list[Message]:
    """Make a bridge with a given index, then take it up."""
    data = attribute(BRIDGE_MCAST_SNOOPING, b"\0")
    info = text(INFO_KIND, "bridge") + attribute(INFO_DATA, data)
    body = text(IFLA_IFNAME, change.bridge.name) + attribute(IFLA_ADDRESS, _mac(change.bridge.mac))
    return [
        (NEWLINK, CREATE | EXCL, IFINFO.pack(0, 0, index, 0, 0) + body + attribute(IFLA_LINKINFO, info)),
        (SETLINK, 0, IFINFO.pack(0, 0, index, 0, 0) + _ADDR_GEN_NONE),
        link_up(index),
    ]


def add_veth(
    change: AddVeth, indexes: tuple[int, int], masters: tuple[int | None, int | None], peer_fd: int
) -> list[Message]:
    """Make a cable from the namespace of `end`; both pairs are (of `end`, of `peer`), `peer_fd` is peer's namespace."""
    index, peer_index = indexes
    master, peer_master = masters
    near = IFINFO.pack(0, 0, index, 0, 0) + text(IFLA_IFNAME, change.end.name)
    near += attribute(IFLA_ADDRESS, _mac(change.end.mac)) + _ONE_QUEUE
    info = text(INFO_KIND, "veth") + attribute(INFO_DATA, attribute(VETH_PEER, near))
    far = IFINFO.pack(0, 0, peer_index, UP, UP) + text(IFLA_IFNAME, change.peer.name)
    far += attribute(IFLA_ADDRESS, _mac(change.peer.mac)) + _ONE_QUEUE + number(IFLA_NET_NS_FD, peer_fd)
    if peer_master is not None:
        far += number(IFLA_MASTER, peer_master)
    plugged = number(IFLA_MASTER, master) if master is not None else b""
    return [
        (NEWLINK, CREATE | EXCL, far + attribute(IFLA_LINKINFO, info)),
        (SETLINK, 0, IFINFO.pack(0, 0, index, 0, 0) + plugged + _ADDR_GEN_NONE),
        link_up(index),
    ]


def remove_links(indexes: list[int]) -> list[Message]:
    """Remove links of one namespace together."""
    group = number(IFLA_GROUP, REMOVAL_GROUP)
    doomed: list[Message] = [(SETLINK, 0, IFINFO.pack(0, 0, index, 0, 0) + group) for index in indexes]
    return [*doomed, (DELLINK, 0, IFINFO.pack(0, 0, 0, 0, 0) + group)]


def address(change: AddressChange, index: int) -> Message:
    """Put an address on an interface or take it off."""
    ip, _, length = change.address.address.partition("/")
    body = IFADDR.pack(INET, int(length), 0, SCOPE_UNIVERSE, index)
    body += attribute(IFA_LOCAL, _packed(ip)) + attribute(IFA_ADDRESS, _packed(ip))
    if change.verb == "remove":
        return DELADDR, 0, body
    return NEWADDR, CREATE | EXCL, body + number(IFA_FLAGS, NOPREFIXROUTE)


def route(change: RouteChange, index: int | None) -> Message:
    """Add, replace or remove a route; `index` is that of its interface."""
    entry = change.route
    prefix, _, length = entry.dst.partition("/")
    scope = SCOPE_LINK if entry.kind == "unicast" and entry.via is None else SCOPE_UNIVERSE
    kind = UNICAST if entry.kind == "unicast" else BLACKHOLE
    if change.verb == "remove":
        head = RTM.pack(INET, int(length), 0, 0, 0, 0, SCOPE_NOWHERE, 0, 0)
    else:
        head = RTM.pack(INET, int(length), 0, 0, 0, PROTO_STATIC, scope, kind, ONLINK if entry.onlink else 0)
    body = head + (attribute(RTA_DST, _packed(prefix)) if length != "0" else b"") + number(RTA_TABLE, entry.table)
    if change.verb == "remove":
        return DELROUTE, 0, body
    if index is not None:
        body += number(RTA_OIF, index)
    if entry.via is not None:
        body += attribute(RTA_GATEWAY, _packed(entry.via))
    return NEWROUTE, CREATE | (REPLACE if change.verb == "replace" else EXCL), body


def rule(change: RuleChange) -> Message:
    """Add or remove a policy-routing rule."""
    entry = change.rule
    body = RTM.pack(INET, 0, 0, 0, 0, 0, 0, TO_TABLE, 0) + number(FRA_PRIORITY, entry.priority)
    body += number(FRA_FWMARK, entry.fwmark) + number(FRA_TABLE, entry.table)
    return (DELRULE, 0, body) if change.verb == "remove" else (NEWRULE, CREATE | EXCL, body)


def neighbour(change: NeighbourChange, index: int) -> Message:
    """Add, replace or remove a neighbour; one the kernel learned by itself is overwritten."""
    body = NDM.pack(INET, index, PERMANENT, 0, 0) + attribute(NDA_DST, _packed(change.neighbour.address))
    if change.verb == "remove":
        return DELNEIGH, 0, body
    return NEWNEIGH, CREATE | REPLACE, body + attribute(NDA_LLADDR, _mac(change.neighbour.mac))


def dotted(packed: bytes | None) -> str:
    """Write four bytes as an address; none are 0.0.0.0."""
    return str(IPv4Address(packed or b"\0\0\0\0"))
