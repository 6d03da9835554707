"""One attempt to reach an address: its socket, what it says first, and what it makes of what comes back.

Nothing here waits: `volley` does, for many attempts at once.
"""

import errno
import os
import select
import socket
import struct
import time

from . import namespaces
from .seam import Probe, ProbeResult

ECHO_REPLY, UNREACHABLE, ECHO_REQUEST = 0, 3, 8
TOKEN_BYTES = 8
LONGEST_ANSWER = 65536
IP_AND_NEXT_BYTES = 28
"""The headers of a UDP datagram, and of an ICMP echo."""
OUTCOMES = {
    errno.ECONNREFUSED: "refused",
    errno.ECONNRESET: "refused",
    errno.ETIMEDOUT: "timeout",
    errno.EPERM: "timeout",  # our own netfilter dropped it: outside, that is silence
    errno.EHOSTUNREACH: "unreachable",
    errno.ENETUNREACH: "unreachable",
    errno.EINVAL: "unreachable",  # a blackhole route
    errno.EACCES: "unreachable",
}
KINDS = {
    "icmp": (socket.SOCK_RAW, socket.IPPROTO_ICMP),
    "udp": (socket.SOCK_DGRAM, 0),
    "tcp": (socket.SOCK_STREAM, 0),
    "http": (socket.SOCK_STREAM, 0),
}


class Attempt:
    """A probe under way. Whoever makes it must be in the probe's namespace, and must close it."""

    def __init__(self, probe: Probe) -> None:
        """Open the socket, its descriptor 1024 or above. Raises OSError, and ValueError for a wrong address."""
        try:
            socket.inet_aton(probe.address)
        except OSError:
            raise ValueError(f"{probe.address!r} is not an IPv4 address") from None
        self.probe = probe
        self.deadline = time.monotonic() + probe.timeout_s
        self._token = os.urandom(TOKEN_BYTES)
        self._payload = self._token.ljust(probe.size - IP_AND_NEXT_BYTES, b"\0")
        self._connected = False
        self._received = b""
        kind, protocol = KINDS[probe.protocol]
        opened = socket.socket(socket.AF_INET, kind | socket.SOCK_NONBLOCK, protocol)
        self._socket = socket.socket(fileno=namespaces.raised(opened.detach()))
        try:
            self._prepare()
        except OSError:
            self._socket.close()
            raise

    def _prepare(self) -> None:
        if self.probe.ttl:
            self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, self.probe.ttl)
        if self.probe.source_port and self.probe.protocol != "icmp":
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(("", self.probe.source_port))

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def fileno(self) -> int:
        """Return the socket's descriptor."""
        return self._socket.fileno()

    @property
    def awaits(self) -> int:
        """The epoll event that lets it go on."""
        return select.EPOLLOUT if self.probe.protocol in ("tcp", "http") and not self._connected else select.EPOLLIN

    def begin(self) -> ProbeResult | None:
        """Send the first packet; returns the result if that settles it. Raises OSError for what is no outcome."""
        try:
            if self.probe.protocol == "icmp":
                identifier = self.probe.source_port or os.getpid() & 0xFFFF
                self._socket.sendto(_echo_request(self._payload, identifier), (self.probe.address, 0))
                return None
            self._socket.connect((self.probe.address, self.probe.port))
            if self.probe.protocol == "udp":
                self._socket.send(self._payload)
        except BlockingIOError:
            return None
        except OSError as error:
            return self._failed(error)
        return None

    def advance(self) -> ProbeResult | None:
        """Take what came in; returns the result once there is one. Raises OSError for what is no outcome."""
        try:
            answer = self._next_words()
        except BlockingIOError:
            return None
        except OSError as error:
            return self._failed(error)
        return None if answer is None else self._result("answered", answer)

    def give_up(self) -> ProbeResult:
        """Return the result of having waited too long."""
        return self._result("timeout")

    def _next_words(self) -> str | None:
        protocol = self.probe.protocol
        if protocol == "icmp":
            return self._echo()
        if protocol == "udp":
            return self._socket.recv(LONGEST_ANSWER).decode(errors="replace")
        if not self._connected:
            code = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if code:
                raise OSError(code, os.strerror(code))
            self._connected = True
            if protocol == "tcp":
                return ""
            self._socket.send(_http_request(self.probe))
            return None
        part = self._socket.recv(LONGEST_ANSWER)
        self._received += part
        if part and len(self._received) < LONGEST_ANSWER:
            return None
        return self._received.partition(b"\r\n\r\n")[2].decode(errors="replace")

    def _echo(self) -> str | None:
        packet = self._socket.recv(LONGEST_ANSWER)
        icmp = packet[(packet[0] & 15) * 4 :]
        if self._token not in icmp:
            return None
        if icmp[0] == UNREACHABLE:
            raise OSError(errno.EHOSTUNREACH, "unreachable")
        return "" if icmp[0] == ECHO_REPLY else None

    def _failed(self, error: OSError) -> ProbeResult:
        outcome = OUTCOMES.get(error.errno or 0)
        if outcome is None:
            raise error
        return self._result(outcome)

    def _result(self, outcome: str, answer: str = "") -> ProbeResult:
        seconds = self.probe.timeout_s - (self.deadline - time.monotonic())
        return ProbeResult(outcome, seconds, answer)  # type: ignore[arg-type]


def _http_request(probe: Probe) -> bytes:
    host = probe.address if probe.port == 80 else f"{probe.address}:{probe.port}"
    return f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()


def _echo_request(payload: bytes, identifier: int) -> bytes:
    unsummed = struct.pack("!BBHHH", ECHO_REQUEST, 0, 0, identifier, 1) + payload
    total = sum(struct.unpack(f"!{len(unsummed) // 2}H", unsummed + b"\0" * (len(unsummed) % 2)))
    total = (total & 0xFFFF) + (total >> 16)
    return unsummed[:2] + struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF) + unsummed[4:]
