"""Probes: real attempts to reach an address from inside a namespace, with what came of them.

The calling thread must already be in the namespace. Whatever happens, the answer comes within the probe's timeout.
"""

import errno
import os
import socket
import struct
import time

from .seam import Probe, ProbeResult

ECHO_REPLY, UNREACHABLE, ECHO_REQUEST = 0, 3, 8
LONGEST_ANSWER = 65536
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


def run(probe: Probe) -> ProbeResult:
    """Carry out one probe. Raises OSError for what is no outcome of the network, ValueError for a wrong address."""
    try:
        socket.inet_aton(probe.address)
    except OSError:
        raise ValueError(f"{probe.address!r} is not an IPv4 address") from None
    started = time.monotonic()
    deadline = started + probe.timeout_s
    try:
        answer = _echo(probe, deadline) if probe.protocol == "icmp" else _connect(probe, deadline)
    except TimeoutError:
        return ProbeResult("timeout", time.monotonic() - started)
    except OSError as error:
        outcome = OUTCOMES.get(error.errno or 0)
        if outcome is None:
            raise
        return ProbeResult(outcome, time.monotonic() - started)  # type: ignore[arg-type]
    return ProbeResult("answered", time.monotonic() - started, answer)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _connect(probe: Probe, deadline: float) -> str:
    with socket.create_connection((probe.address, probe.port), _left(deadline)) as connection:
        if probe.protocol == "tcp":
            return ""
        host = probe.address if probe.port == 80 else f"{probe.address}:{probe.port}"
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        received = b""
        while len(received) < LONGEST_ANSWER:
            connection.settimeout(_left(deadline))
            part = connection.recv(LONGEST_ANSWER)
            if not part:
                break
            received += part
        return received.partition(b"\r\n\r\n")[2].decode(errors="replace")


def _echo(probe: Probe, deadline: float) -> str:
    token = os.urandom(8)
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as raw:
        raw.sendto(_echo_request(token), (probe.address, 0))
        while True:
            raw.settimeout(_left(deadline))
            packet = raw.recv(2048)
            icmp = packet[(packet[0] & 15) * 4 :]
            if token not in icmp:
                continue
            if icmp[0] == ECHO_REPLY:
                return ""
            if icmp[0] == UNREACHABLE:
                raise OSError(errno.EHOSTUNREACH, "unreachable")


def _echo_request(token: bytes) -> bytes:
    unsummed = struct.pack("!BBHHH", ECHO_REQUEST, 0, 0, os.getpid() & 0xFFFF, 1) + token
    total = sum(struct.unpack(f"!{len(unsummed) // 2}H", unsummed))
    total = (total & 0xFFFF) + (total >> 16)
    return unsummed[:2] + struct.pack("!H", ~(total + (total >> 16)) & 0xFFFF) + unsummed[4:]
