"""Packets a second that a capture keeps without loss: `python bench/capture_rate.py`, beside a bare AF_PACKET loop.

A veth pair in namespaces of its own carries UDP packets of 100 bytes at a steady rate; the highest rate at which every
packet arrived, in one of two tries, is searched by halving. The peer is what a script does: one AF_PACKET socket with
the largest buffer an ordinary user gets, one `recv` a packet, nothing kept; and the same writing a pcap file. They take
turns in one run, three rounds, so that the medians' ratios hold on a busy machine. Processor time a packet is the
reader's own, at a rate that all keep up with.
"""

import asyncio
import os
import select
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress

from akslab.capture.bounds import Bounds
from akslab.capture.entering import open_sockets
from akslab.capture.filters import program
from akslab.capture.listening import listen
from akslab.capture.output import Output, write_all
from akslab.capture.session import Session
from akslab.capture.sinks import File, Lines, Sink
from akslab.capture.values import Point
from akslab.kernel.remote import RemoteKernel
from akslab.net.diff import diff
from akslab.net.state import NetnsState, NetworkState, Veth

LOWEST, HIGHEST, STEPS, TRIES, ROUNDS = 40_000, 640_000, 4, 2, 3
EASY = 60_000
SECONDS = 0.7
SNAP_LENGTH = 262_144
PAYLOAD = 58
Reading = Callable[[Point, int], int]
"""Captures at a point until something can be read from a descriptor, and returns how many packets it has."""

SENDER = """
import ctypes, socket, struct, sys, time
rate, seconds, payload = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
out = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
out.bind(("left", 0))
out.setsockopt(263, 20, 1)  # PACKET_QDISC_BYPASS
link = bytes.fromhex("0a5800000002" "0a5800000001" "0800")
udp = struct.pack("!HHHH", 4000, 4001, 8 + payload, 0) + bytes(payload)
head, tail = bytes([0x45, 0]) + struct.pack("!H", 28 + payload), bytes([0, 0, 64, 17, 0, 0, 10, 9, 9, 1, 10, 9, 9, 9])
many, length = 65536, 42 + payload
frames = ctypes.create_string_buffer(b"".join(link + head + n.to_bytes(2, "big") + tail + udp for n in range(many)))
vectors = ctypes.create_string_buffer(16 * many)
messages = ctypes.create_string_buffer(64 * many)
for n in range(many):
    struct.pack_into("=QQ", vectors, 16 * n, ctypes.addressof(frames) + length * n, length)
    struct.pack_into("=QQQQQQQQ", messages, 64 * n, 0, 0, ctypes.addressof(vectors) + 16 * n, 1, 0, 0, 0, 0)
send, first = ctypes.CDLL(None).sendmmsg, ctypes.addressof(messages)
time.sleep(0.3)
sent, started, total = 0, time.perf_counter(), int(rate * seconds)
while sent < total:
    due = min(int((time.perf_counter() - started) * rate), total) - sent
    if due:
        at = sent % many
        sent += max(send(out.fileno(), ctypes.c_void_p(first + 64 * at), min(due, 64, many - at), 0), 0)
print(sent, time.perf_counter() - started, flush=True)
time.sleep(0.3)
"""


def wire() -> NetworkState:
    """Draw the pair: what arrives at `right` is for nobody, and dropped."""
    left = Veth("left", "0a:58:00:00:00:01", "right", "right")
    right = Veth("right", "0a:58:00:00:00:02", "left", "left")
    return {"left": NetnsState(links=(left,)), "right": NetnsState(links=(right,))}


def bare(point: Point, wake: int, keep: Callable[[bytes], object] = len) -> int:
    """Receive packet by packet."""
    (opened,) = open_sockets([point], 1)
    (receiver,) = opened.sockets
    receiver.setblocking(False)
    receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 25)
    poll, got = select.poll(), 0
    poll.register(receiver, select.POLLIN)
    poll.register(wake, select.POLLIN)
    while all(ready != wake for ready, _ in poll.poll()):
        with suppress(BlockingIOError):
            while True:
                keep(receiver.recv(65536))
                got += 1
    receiver.close()
    return got


def bare_to_file(point: Point, wake: int) -> int:
    """Receive packet by packet, and write each as pcap does."""
    with tempfile.TemporaryFile() as file:

        def keep(data: bytes) -> None:
            now = time.time_ns()
            file.write(struct.pack("<IIII", now // 10**9, now % 10**9, len(data), len(data)) + data)

        return bare(point, wake, keep)


def ours(point: Point, wake: int, *, lines: bool = False) -> int:
    """Capture to a pcapng file, and if need be lines to nowhere."""
    listening = listen([point], (), program("", SNAP_LENGTH))
    nothing = os.open(os.devnull, os.O_WRONLY)
    with tempfile.NamedTemporaryFile() as file:
        sink = File(Output.at(file.name), SNAP_LENGTH, "")
        sink.open("Linux", "bench", {})
        sinks: list[Sink] = [sink, Lines(lambda text: write_all(nothing, text.encode()), 0)] if lines else [sink]
        ending = Session(listening, sinks, Bounds(bytes=1 << 40)).run(wake, print)
    listening[0].socket.close()
    return ending.packets


def ours_with_lines(point: Point, wake: int) -> int:
    """Capture with lines."""
    return ours(point, wake, lines=True)


def is_lossless(left: Point, right: Point, read: Reading, rate: int) -> bool | None:
    """Send at a rate and capture; None when the sender could not keep the rate up."""
    enter = [f"--user=/proc/{left.pid}/ns/user", f"--net=/proc/{left.pid}/fd/{left.fd}", "--preserve-credentials"]
    command = ["nsenter", *enter, "--", sys.executable, "-c", SENDER, str(rate), str(SECONDS), str(PAYLOAD)]
    wake, held = os.pipe()
    # Its end closes the pipe: that is what wakes the reading.
    sender = subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=(held,), text=True)
    os.close(held)
    got = read(right, wake)
    os.close(wake)
    said, _ = sender.communicate(timeout=30)
    sent, took = said.split()
    if float(took) > SECONDS * 1.1:
        return None
    return got == int(sent)


def highest(left: Point, right: Point, read: Reading) -> int:
    """Search the highest rate without loss."""
    low, high = LOWEST, HIGHEST
    for _ in range(STEPS):
        middle = int((low * high) ** 0.5)
        if any(is_lossless(left, right, read, middle) for _ in range(TRIES)):
            low = middle
        else:
            high = middle
    return low


def cost_us(left: Point, right: Point, read: Reading) -> float:
    """Return the processor time of a packet, in microseconds."""
    before = time.process_time()
    is_lossless(left, right, read, EASY)
    return (time.process_time() - before) / (EASY * SECONDS) * 1e6


async def points() -> tuple[RemoteKernel, list[Point]]:
    """Wire the pair, and say how to enter both ends."""
    kernel = await RemoteKernel.start_host()
    await kernel.apply(diff({}, wire()))
    entrances = [(name, await kernel.enter(name)) for name in ("left", "right")]
    return kernel, [Point(name, "", entrance.pid, entrance.fd) for name, entrance in entrances]


def main() -> None:
    """Measure and print."""
    with asyncio.Runner() as runner:
        kernel, (left, right) = runner.run(points())
        readings: dict[str, Reading] = {
            "bare recv loop": bare,
            "bare recv loop to pcap": bare_to_file,
            "akslab to pcapng": ours,
            "akslab to pcapng and lines": ours_with_lines,
        }
        rates: dict[str, list[int]] = {name: [] for name in readings}
        costs: dict[str, list[float]] = {name: [] for name in readings}
        for _ in range(ROUNDS):
            for name, read in readings.items():
                rates[name].append(highest(left, right, read))
                costs[name].append(cost_us(left, right, read))
        runner.run(kernel.close())
    peer = statistics.median(rates["bare recv loop"])
    for name, found in rates.items():
        rate, cost = statistics.median(found), statistics.median(costs[name])
        print(f"{name:<27} {rate:8,.0f} packets/s without loss, {rate / peer:5.2f} of the bare loop;", end=" ")
        print(f"{cost:5.1f} us of processor a packet   (runs: {', '.join(f'{each:,}' for each in found)})")


if __name__ == "__main__":
    main()
