"""Raw rtnetlink: messages as bytes, sent in batches, answered by the kernel's own words.

Our own writer because it is the hot path: all of a pod is one `sendto`. The socket belongs to the network namespace
its thread was in when it was opened.
"""

import os
import socket
import struct
import sys
from collections.abc import Iterator, Sequence
from types import TracebackType

REQUEST, ACK, REPLACE, EXCL, CREATE, DUMP = 0x1, 0x4, 0x100, 0x200, 0x400, 0x300
ERROR, DONE = 2, 3
DUMP_INTERRUPTED, CAPPED, ACK_TLVS = 0x10, 0x100, 0x200
SOL_NETLINK, CAP_ACK, EXT_ACK = 270, 10, 11
NESTED = 0x8000
MESSAGE_TEXT = 1
"""NLMSGERR_ATTR_MSG: the extended acknowledgement's sentence."""
BATCH = 100
"""Messages in one `sendto`: their error answers must fit the socket's receive buffer."""

_HEADER = struct.Struct("=IHHII")
_ATTRIBUTE = struct.Struct("=HH")
_PADDING = (b"", b"\0\0\0", b"\0\0", b"\0")

Attributes = dict[int, bytes]
Message = tuple[int, int, bytes]
"""Type, flags without ACK, and body."""
Refusals = dict[int, tuple[int, str]]
"""Place of a refused message -> errno and the kernel's own words, often none."""


def attribute(kind: int, value: bytes) -> bytes:
    """Encode one attribute, padded to four bytes."""
    return _ATTRIBUTE.pack(len(value) + 4, kind) + value + _PADDING[len(value) & 3]


def number(kind: int, value: int) -> bytes:
    """Encode an attribute holding a 32-bit number in the machine's byte order."""
    return attribute(kind, value.to_bytes(4, sys.byteorder))


def text(kind: int, value: str) -> bytes:
    """Encode an attribute holding a C string."""
    return attribute(kind, value.encode() + b"\0")


def attributes(data: bytes, offset: int) -> Attributes:
    """Decode the attributes behind a fixed part of `offset` bytes; nested ones keep their plain kind."""
    found: Attributes = {}
    while offset + 4 <= len(data):
        length, kind = _ATTRIBUTE.unpack_from(data, offset)
        if length < 4:
            break
        found[kind & 0x3FFF] = data[offset + 4 : offset + length]
        offset += (length + 3) & ~3
    return found


class RouteSocket:
    """An rtnetlink socket in the current thread's network namespace."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, socket.NETLINK_ROUTE)
        self._socket.setsockopt(SOL_NETLINK, CAP_ACK, 1)
        self._socket.setsockopt(SOL_NETLINK, EXT_ACK, 1)

    def __enter__(self) -> "RouteSocket":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def send(self, messages: Sequence[Message]) -> tuple[Refusals, int]:
        """Have the kernel carry out messages in order; an answer is asked for the last one of a batch only.

        Returns what was refused, and how many messages were sent: Linux goes on behind a refused message of the same
        batch, but batches behind it are not sent.
        """
        for start in range(0, len(messages), BATCH):
            chunk = messages[start : start + BATCH]
            last = len(chunk) - 1
            self._socket.send(
                b"".join(
                    _HEADER.pack(len(body) + 16, kind, flags | REQUEST | (ACK if place == last else 0), place, 0) + body
                    for place, (kind, flags, body) in enumerate(chunk)
                )
            )
            refused = self._answers(last)
            if refused:
                return {start + place: refusal for place, refusal in refused.items()}, start + len(chunk)
        return {}, len(messages)

    def _answers(self, last: int) -> Refusals:
        refused: Refusals = {}
        while True:
            for _, flags, place, body in split(self._socket.recv(65536)):
                code = -int.from_bytes(body[:4], sys.byteorder, signed=True)
                if code:
                    # The refused message's header follows the code; its body is left out (CAP_ACK).
                    said = attributes(body, 20).get(MESSAGE_TEXT, b"") if flags & ACK_TLVS else b""
                    refused[place] = code, said.rstrip(b"\0").decode(errors="replace")
                if place == last:
                    return refused

    def dump(self, kind: int, body: bytes) -> list[bytes]:
        """Read all objects of one kind; asks again when they changed meanwhile. Raises OSError."""
        while True:
            self._socket.send(_HEADER.pack(len(body) + 16, kind, REQUEST | DUMP, 0, 0) + body)
            objects: list[bytes] = []
            if not self._read_dump(objects):
                return objects

    def _read_dump(self, objects: list[bytes]) -> bool:
        interrupted = False
        while True:
            for kind, flags, _, body in split(self._socket.recv(1 << 18)):
                interrupted = interrupted or bool(flags & DUMP_INTERRUPTED)
                if kind == DONE:
                    return interrupted
                if kind == ERROR:
                    code = -int.from_bytes(body[:4], sys.byteorder, signed=True)
                    raise OSError(code, os.strerror(code))
                objects.append(body)


def split(data: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    """Take received data apart into messages: type, flags, sequence number, body."""
    offset = 0
    while offset + 16 <= len(data):
        length, kind, flags, sequence, _ = _HEADER.unpack_from(data, offset)
        yield kind, flags, sequence, data[offset + 16 : offset + length]
        offset += (length + 3) & ~3
