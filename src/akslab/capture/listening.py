"""The sockets of a capture, made ready: which point and interfaces each of them hears."""

import difflib
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from .entering import Opened, open_sockets
from .sockets import PacketSocket, blocks_each
from .values import Interface, Point

LOOPBACK = "lo"


class NoInterfaceError(Exception):
    """An interface that was asked for isn't there; says what is."""


class Listening(Struct):
    """One socket, and what is known of the interfaces it hears: index -> interface."""

    point: Point
    socket: PacketSocket
    names: dict[int, str]
    """The interfaces that are there at the beginning."""
    interfaces: dict[int, Interface] = field(default_factory=dict)
    whole: bool = True
    """Whether it hears all interfaces of the namespace, also those to come."""

    def introduce(self, index: int, number: int) -> Interface:
        """Make the interface of an index, with this number in the file."""
        name = self.socket.name_of(index) or self.names.get(index) or f"interface {index}"
        known = self.point.links.get(name, "")
        mac, address = self.socket.mac_of(name), self.socket.address_of(name)
        shown = "".join(letter if letter.isprintable() else "?" for letter in name)
        found = Interface(number, self.point.name, shown, known or self.point.what, mac, address)
        self.interfaces[index] = found
        return found

    def is_gone(self) -> bool:
        """Whether every interface that was there is gone: then the namespace is, or it will be when we let go."""
        links = [index for index, name in self.names.items() if name != LOOPBACK]
        return bool(links) and not any(map(self.socket.name_of, links))


def listen(points: Sequence[Point], wanted: Sequence[str], program: bytes) -> list[Listening]:
    """Open a socket at every point, or one for each wanted interface that is there.

    Raises `EntryError`, `SocketError`, `NoInterfaceError`.
    """
    opened = open_sockets(points, max(len(wanted), 1))
    found: list[Listening] = []
    try:
        pairs = list(zip(points, opened, strict=True))
        _check(pairs, wanted)
        blocks = blocks_each(sum(len(one.sockets) for one in opened))
        for point, one in pairs:
            if not wanted:
                made = PacketSocket(one.sockets.pop(), program, "", blocks)
                found.append(Listening(point, made, one.interfaces))
            for index, name in one.interfaces.items():
                if name in wanted:
                    made = PacketSocket(one.sockets.pop(), program, name, blocks)
                    found.append(Listening(point, made, {index: name}, whole=False))
    except BaseException:
        for listening in found:
            listening.socket.close()
        raise
    finally:
        for one in opened:
            for left in one.sockets:
                left.close()
    return found


def _check(pairs: Iterable[tuple[Point, Opened]], wanted: Sequence[str]) -> None:
    """Raise where a wanted interface is nowhere, or a point has none of them."""
    everywhere: set[str] = set()
    for point, one in pairs:
        there = list(one.interfaces.values())
        everywhere.update(there)
        if wanted and not set(wanted) & set(there):
            near = difflib.get_close_matches(wanted[0], there, 1)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise NoInterfaceError(f"{point.name} has no interface '{wanted[0]}', but {', '.join(there)}.{meant}")
    if missing := [name for name in wanted if name not in everywhere]:
        raise NoInterfaceError(f"No interface at these points is called '{missing[0]}'.")
