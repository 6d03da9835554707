"""The built-in workload: one thread that answers HTTP on thousands of sockets, each opened inside its own namespace.

A listening socket belongs to the namespace its thread was in when it was made, whoever serves it afterwards. So a pod
costs a descriptor, not a process.
"""

import select
import socket
import struct
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass

from .namespaces import raised
from .seam import HttpWorkload

LONGEST_REQUEST = 16384
PATIENCE_S = 10.0
MOST_CONNECTIONS = 200
"""Below `namespaces.SPARE`: what comes on top is accepted and closed at once."""
IP_PKTINFO = 8
_PKTINFO = struct.Struct("i4s4s")


@dataclass
class _Listener:
    socket: socket.socket
    name: str


@dataclass
class _Connection:
    socket: socket.socket
    name: str
    client: str
    since: float
    request: bytes = b""
    answer: bytes = b""


class HttpWorkloads:
    """Serves until the process ends."""

    def __init__(self) -> None:
        self._epoll = select.epoll()
        self._listeners: dict[int, _Listener] = {}
        self._connections: dict[int, _Connection] = {}
        threading.Thread(target=self._serve, name="http workloads", daemon=True).start()

    def listen(self, workload: HttpWorkload) -> tuple[int, ...]:
        """Open a workload's sockets in the current thread's namespace; returns what `close` takes. Raises OSError."""
        streams = self._listen_for_streams(workload)
        if not workload.datagrams:
            return (streams,)
        try:
            return streams, self._listen_for_datagrams(workload)
        except OSError:
            self.close((streams,))
            raise

    def _listen_for_streams(self, workload: HttpWorkload) -> int:
        opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
        listening = socket.socket(fileno=raised(opened.detach()))
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(("", workload.port))
            listening.listen(128)
        except OSError:
            listening.close()
            raise
        return self._watch(_Listener(listening, workload.name))

    def _listen_for_datagrams(self, workload: HttpWorkload) -> int:
        opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        listening = socket.socket(fileno=raised(opened.detach()))
        try:
            listening.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
            listening.bind(("", workload.port))
        except OSError:
            listening.close()
            raise
        return self._watch(_Listener(listening, workload.name))

    def _watch(self, listener: _Listener) -> int:
        fd = listener.socket.fileno()
        self._listeners[fd] = listener
        self._epoll.register(fd, select.EPOLLIN)
        return fd

    def close(self, fds: tuple[int, ...]) -> None:
        """Stop listening. Answers under way are finished."""
        for fd in fds:
            self._epoll.unregister(fd)
            self._listeners.pop(fd).socket.close()

    def _serve(self) -> None:
        swept = time.monotonic()
        while True:
            for fd, _ in self._epoll.poll(PATIENCE_S if not self._connections else 1.0):
                try:
                    self._advance(fd)
                except OSError:
                    self._hang_up(fd)
            if time.monotonic() - swept > 1.0:
                swept = time.monotonic()
                for fd in [fd for fd, at in self._connections.items() if swept - at.since > PATIENCE_S]:
                    self._hang_up(fd)

    def _advance(self, fd: int) -> None:
        listener = self._listeners.get(fd)
        if listener is not None and listener.socket.type == socket.SOCK_DGRAM:
            _answer_datagram(listener)
        elif listener is not None:
            self._accept(listener)
        elif fd in self._connections:
            self._talk(fd, self._connections[fd])

    def _accept(self, listener: _Listener) -> None:
        with suppress(BlockingIOError):
            accepted, client = listener.socket.accept()
            if len(self._connections) >= MOST_CONNECTIONS:
                accepted.close()
                return
            connection = socket.socket(fileno=raised(accepted.detach()))
            connection.setblocking(False)
            self._connections[connection.fileno()] = _Connection(connection, listener.name, client[0], time.monotonic())
            self._epoll.register(connection.fileno(), select.EPOLLIN)

    def _talk(self, fd: int, connection: _Connection) -> None:
        if not connection.answer:
            received = connection.socket.recv(LONGEST_REQUEST)
            connection.request += received
            if b"\r\n\r\n" in connection.request:
                connection.answer = answer(connection.request, connection.name, connection.client)
                self._epoll.modify(fd, select.EPOLLOUT)
            elif not received or len(connection.request) > LONGEST_REQUEST:
                self._hang_up(fd)
                return
        if connection.answer:
            sent = connection.socket.send(connection.answer)
            connection.answer = connection.answer[sent:]
            if not connection.answer:
                self._hang_up(fd)

    def _hang_up(self, fd: int) -> None:
        connection = self._connections.pop(fd, None)
        if connection is None:
            print(f"akslab kernel host: descriptor {fd} failed", file=sys.stderr)
            return
        self._epoll.unregister(fd)
        with suppress(OSError):
            connection.socket.shutdown(socket.SHUT_RDWR)
        connection.socket.close()


def _answer_datagram(listener: _Listener) -> None:
    """Answer from the very address that was asked, as a socket bound to it would; where there is no way back, don't."""
    with suppress(OSError):
        _, ancillary, _, client = listener.socket.recvmsg(LONGEST_REQUEST, socket.CMSG_SPACE(_PKTINFO.size))
        asked = next((data[4:8] for _, kind, data in ancillary if kind == IP_PKTINFO), b"\0\0\0\0")
        from_there = [(socket.IPPROTO_IP, IP_PKTINFO, _PKTINFO.pack(0, asked, b"\0\0\0\0"))]
        listener.socket.sendmsg([words(listener.name, client[0])], from_there, 0, client)


def words(name: str, client: str) -> bytes:
    """Say who we are and who asked."""
    return f"name: {name}\nclient: {client}\n".encode()


def answer(request: bytes, name: str, client: str) -> bytes:
    """Answer one request: who we are and who asked. Only GET and HEAD are known."""
    method = request.partition(b" ")[0]
    body = words(name, client)
    status = b"200 OK" if method in (b"GET", b"HEAD") else b"405 Method Not Allowed"
    head = b"HTTP/1.1 %b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
    return head % (status, len(body)) + (b"" if method == b"HEAD" else body)
