"""One packet socket and its ring in shared memory: what the kernel filters, cuts, stamps and counts for us."""

import ctypes
import fcntl
import mmap
import socket
import struct

from . import ring
from .entering import EVERYTHING
from .values import Packet

SOL_PACKET, RX_RING, STATISTICS, VERSION = 263, 5, 6, 10
VERSION_3 = 2
ATTACH_FILTER = 26
SIOCGIFNAME, SIOCGIFADDR, SIOCGIFNETMASK, SIOCGIFHWADDR = 0x8910, 0x8915, 0x891B, 0x8927
BLOCK_BYTES = 1 << 18
FRAME_BYTES = 1 << 11
RETIRE_MS = 10
"""How long the kernel fills a block that does not get full."""
LATEST_NS = 60_000_000
"""A packet is in our hands this long after it came, at the latest, unless the ring is full."""
RING_BYTES = 1 << 26
"""For all sockets of a capture together."""
BLOCKS_LEAST, BLOCKS_MOST = 2, 64
_KERNEL = bytes(4)


class SocketError(Exception):
    """A socket can't be made ready; says why."""


def blocks_each(sockets: int) -> int:
    """Return how many blocks a ring has when there are so many sockets."""
    return max(BLOCKS_LEAST, min(BLOCKS_MOST, RING_BYTES // BLOCK_BYTES // sockets))


class PacketSocket:
    """Captures from the moment it is made until `close`."""

    def __init__(self, opened: socket.socket, program: bytes, interface: str, blocks: int) -> None:
        """Listen at `interface`, or at all where it is empty; raises `SocketError` and closes `opened`."""
        self._socket, self._blocks, self._next = opened, blocks, 0
        self.foreign = 0
        """Packets left out because they have no Ethernet header."""
        self._dropped = 0
        try:
            self._prepare(program, interface)
            self._ring = mmap.mmap(opened.fileno(), blocks * BLOCK_BYTES)
        except OSError as error:
            opened.close()
            raise SocketError(error.strerror or str(error)) from error

    def _prepare(self, program: bytes, interface: str) -> None:
        opened = self._socket
        kept = ctypes.create_string_buffer(program, len(program))
        opened.setsockopt(
            socket.SOL_SOCKET, ATTACH_FILTER, struct.pack("@HP", len(program) // 8, ctypes.addressof(kept))
        )
        if interface:
            opened.bind((interface, EVERYTHING))
        opened.setsockopt(SOL_PACKET, VERSION, VERSION_3)
        frames = self._blocks * BLOCK_BYTES // FRAME_BYTES
        # Linux forgets, when it gets a ring, what came before the filter was there.
        opened.setsockopt(
            SOL_PACKET, RX_RING, struct.pack("=7I", BLOCK_BYTES, self._blocks, FRAME_BYTES, frames, RETIRE_MS, 0, 0)
        )
        opened.getsockopt(SOL_PACKET, STATISTICS, 12)

    def fileno(self) -> int:
        """Return the descriptor that is readable when there are packets."""
        return self._socket.fileno()

    def read(self) -> list[Packet] | None:
        """Return the next packets, in order, a ring's block at most; None when there are none yet."""
        start = self._next * BLOCK_BYTES
        used = ring.handed_over(self._ring[start : start + ring.HEAD_BYTES])
        if not used:
            return None
        block = self._ring[start : start + used]
        status = start + ring.STATUS_OFFSET
        self._ring[status : status + 4] = _KERNEL
        self._next = (self._next + 1) % self._blocks
        packets, foreign = ring.packets_of(block)
        self.foreign += foreign
        return packets

    def forget_error(self) -> None:
        """Take note of an interface that went down: until then the socket seems ready for ever."""
        self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)

    def dropped(self) -> int:
        """Return how many packets the kernel had no room for, so far."""
        _, dropped, _ = struct.unpack("=3I", self._socket.getsockopt(SOL_PACKET, STATISTICS, 12))
        self._dropped += int(dropped)
        return self._dropped

    def name_of(self, index: int) -> str | None:
        """Return the name of an interface; None when there is no such one any more."""
        try:
            answer = fcntl.ioctl(self._socket, SIOCGIFNAME, struct.pack("=16si20x", b"", index))
        except OSError:
            return None
        return answer[:16].partition(b"\0")[0].decode(errors="backslashreplace")

    def mac_of(self, name: str) -> bytes:
        """Return the hardware address of an interface, empty where it has none."""
        return self._asked(SIOCGIFHWADDR, name)[2:8]

    def address_of(self, name: str) -> bytes:
        """Return the first IPv4 address and the netmask of an interface, empty where it has none."""
        return self._asked(SIOCGIFADDR, name)[4:8] + self._asked(SIOCGIFNETMASK, name)[4:8]

    def _asked(self, request: int, name: str) -> bytes:
        """Return the socket address that an interface request answers with, empty where it is refused."""
        try:
            return fcntl.ioctl(self._socket, request, struct.pack("=16s24x", name.encode()))[16:32]
        except OSError:
            return b""

    def close(self) -> None:
        """Let go of the ring and the namespace."""
        self._ring.close()
        self._socket.close()
