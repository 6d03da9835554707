"""rtnetlink dumps as the objects of a NetnsState: the way back of `encode`.

Each reader takes what the kernel lists and keeps what `wanted` says is ours. Something of ours in a form we never
write raises ValueError: a reader must fail rather than guess.
"""

import sys
from collections.abc import Collection
from typing import NamedTuple

from ..net.state import InterfaceAddress, Neighbour, RouteEntry, RuleEntry
from .encode import (
    BLACKHOLE,
    FRA_FWMARK,
    FRA_PRIORITY,
    FRA_TABLE,
    GETADDR,
    GETLINK,
    GETNEIGH,
    GETROUTE,
    GETRULE,
    IFA_LOCAL,
    IFADDR,
    IFINFO,
    IFLA_ADDRESS,
    IFLA_IFNAME,
    IFLA_LINK,
    IFLA_LINKINFO,
    IFLA_MASTER,
    INET,
    INFO_KIND,
    NDA_DST,
    NDA_LLADDR,
    NDM,
    ONLINK,
    PERMANENT,
    RTA_DST,
    RTA_GATEWAY,
    RTA_OIF,
    RTA_TABLE,
    RTM,
    UNICAST,
    dotted,
)
from .netlink import Attributes, RouteSocket, attributes

CLONED = 0x200
MULTIPATH, METRICS, PRIORITY, PREFSRC = 9, 8, 6, 7


class SeenLink(NamedTuple):
    """A link as the kernel lists it; masters and other ends by index."""

    name: str
    kind: str
    mac: str
    master: int | None
    peer: int | None


def _number(found: Attributes, kind: int) -> int | None:
    return int.from_bytes(found[kind], sys.byteorder) if kind in found else None


def links(socket: RouteSocket) -> dict[int, SeenLink]:
    """All links of the namespace by index."""
    seen: dict[int, SeenLink] = {}
    for body in socket.dump(GETLINK, IFINFO.pack(0, 0, 0, 0, 0)):
        found = attributes(body, IFINFO.size)
        kind = attributes(found.get(IFLA_LINKINFO, b""), 0).get(INFO_KIND, b"")
        seen[IFINFO.unpack_from(body)[2]] = SeenLink(
            name=_text(found[IFLA_IFNAME]),
            kind=_text(kind),
            mac=found.get(IFLA_ADDRESS, b"").hex(":"),
            master=_number(found, IFLA_MASTER),
            peer=_number(found, IFLA_LINK),
        )
    return seen


def _text(value: bytes) -> str:
    return value.rstrip(b"\0").decode()


def addresses(
    socket: RouteSocket, names: dict[int, str], wanted: Collection[tuple[str, str]]
) -> tuple[InterfaceAddress, ...]:
    """Addresses of ours, sorted."""
    seen: list[tuple[str, str]] = []
    for body in socket.dump(GETADDR, IFADDR.pack(INET, 0, 0, 0, 0)):
        _, length, _, _, index = IFADDR.unpack_from(body)
        key = names.get(index, ""), f"{dotted(attributes(body, IFADDR.size)[IFA_LOCAL])}/{length}"
        if key in wanted:
            seen.append(key)
    return tuple(InterfaceAddress(*key) for key in sorted(seen))


def routes(socket: RouteSocket, names: dict[int, str], wanted: Collection[tuple[int, str]]) -> tuple[RouteEntry, ...]:
    """Routes of ours in all tables, sorted by key."""
    seen: dict[tuple[int, str], RouteEntry] = {}
    for body in socket.dump(GETROUTE, RTM.pack(INET, 0, 0, 0, 0, 0, 0, 0, 0)):
        _, length, _, _, _, _, _, kind, flags = RTM.unpack_from(body)
        found = attributes(body, RTM.size)
        key = _number(found, RTA_TABLE) or 0, f"{dotted(found.get(RTA_DST))}/{length}"
        if key in wanted and not flags & CLONED:
            if key in seen or kind not in (UNICAST, BLACKHOLE) or {MULTIPATH, METRICS, PRIORITY, PREFSRC} & set(found):
                raise ValueError(f"the route to {key[1]} in table {key[0]} has a form we never write")
            seen[key] = RouteEntry(
                table=key[0],
                dst=key[1],
                kind="unicast" if kind == UNICAST else "blackhole",
                via=dotted(found[RTA_GATEWAY]) if RTA_GATEWAY in found else None,
                dev=names[_number(found, RTA_OIF) or 0] if RTA_OIF in found else None,
                onlink=bool(flags & ONLINK),
            )
    return tuple(seen[key] for key in sorted(seen))


def rules(socket: RouteSocket, wanted: Collection[tuple[int, int]]) -> tuple[RuleEntry, ...]:
    """Policy-routing rules of ours, sorted by key."""
    seen: dict[tuple[int, int], RuleEntry] = {}
    for body in socket.dump(GETRULE, RTM.pack(INET, 0, 0, 0, 0, 0, 0, 0, 0)):
        found = attributes(body, RTM.size)
        key = _number(found, FRA_PRIORITY) or 0, _number(found, FRA_FWMARK) or 0
        if key in wanted:
            if key in seen:
                raise ValueError(f"two rules of priority {key[0]} and mark {key[1]}")
            seen[key] = RuleEntry(priority=key[0], fwmark=key[1], table=_number(found, FRA_TABLE) or 0)
    return tuple(seen[key] for key in sorted(seen))


def neighbours(
    socket: RouteSocket, names: dict[int, str], wanted: Collection[tuple[str, str]]
) -> tuple[Neighbour, ...]:
    """Permanent neighbours of ours, sorted by key."""
    seen: dict[tuple[str, str], Neighbour] = {}
    for body in socket.dump(GETNEIGH, NDM.pack(INET, 0, 0, 0, 0)):
        _, index, state, _, _ = NDM.unpack_from(body)
        found = attributes(body, NDM.size)
        key = names.get(index, ""), dotted(found.get(NDA_DST))
        if key in wanted and state & PERMANENT:
            seen[key] = Neighbour(key[0], key[1], found[NDA_LLADDR].hex(":"))
    return tuple(seen[key] for key in sorted(seen))
