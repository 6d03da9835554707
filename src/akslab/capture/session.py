"""One capture, from the first packet to the sums: ordered, recognised, handed on, and ended in time."""

import time
from collections import Counter
from collections.abc import Callable, Sequence

from msgspec import Struct

from .bounds import Bounds, size_text
from .listening import LOOPBACK, Listening
from .pcapng import Statistics, packet_bytes
from .reading import Reader
from .recognition import Recognition
from .sinks import Sink
from .values import Interface, Packet

DRAIN_MS = 20
DRAIN_NS = 10_000_000_000
"""How long after its end a capture still reads what came before it."""
NEVER_NS = 1 << 62


class Sum(Struct, frozen=True):
    """What was captured at one point."""

    point: str
    packets: int
    dropped: int
    """By the kernel, for want of room."""
    foreign: int
    """Left out: no Ethernet header."""


class Ending(Struct, frozen=True):
    """How a capture ended; `failed`: because what it wrote to was full or broken."""

    why: str
    failed: bool
    sums: tuple[Sum, ...]
    packets: int
    bytes: int
    seconds: float


class Session:
    """Runs once. Nothing here decides what is captured: that is the sockets' filters."""

    def __init__(self, listening: Sequence[Listening], sinks: Sequence[Sink], bounds: Bounds) -> None:
        self._listening, self._sinks, self._bounds = listening, list(sinks), bounds
        self._recognition = Recognition()
        self._interfaces: list[Interface] = []
        self._counts: Counter[int] = Counter()
        self._why, self._failed = "", False
        self.packets = 0
        self.bytes = 0

    def run(self, wake: int, say: Callable[[str], object]) -> Ending:
        """Capture until a bound is reached or `wake` can be read from; `say` hears of points that are gone."""
        started_ns = time.time_ns()
        reader = Reader(self._listening, wake, say)
        try:
            for each in self._listening:
                for index in [index for index, name in each.names.items() if not each.whole or name != LOOPBACK]:
                    self._introduce(each, index)
            self._capture(reader, started_ns)
        finally:
            reader.close()
        return self._end(started_ns, time.time_ns())

    def _capture(self, reader: Reader, started_ns: int) -> None:
        stop_ns, said = NEVER_NS, ""
        if self._bounds.seconds is not None:
            stop_ns, said = started_ns + int(self._bounds.seconds * 1e9), f"{self._bounds.seconds:g} s are over"
        while True:
            news = reader.wait(max((stop_ns - time.time_ns()) // 1_000_000, DRAIN_MS))
            now_ns = time.time_ns()
            if news and now_ns < stop_ns:
                stop_ns, said = now_ns, news
            if self._deliver(reader.read(now_ns), stop_ns):
                return
            if now_ns >= stop_ns and (reader.complete_ns >= stop_ns or now_ns - stop_ns > DRAIN_NS):
                self._why = said
                return

    def _introduce(self, listening: Listening, index: int) -> Interface:
        interface = listening.introduce(index, len(self._interfaces))
        self._interfaces.append(interface)
        self._hand_on(lambda sink: sink.begin(interface))
        return interface

    def _deliver(self, found: Sequence[tuple[int, Packet]], stop_ns: int) -> bool:
        """Hand packets on up to the end, be it a time, a count or a size; returns whether that is reached."""
        taken = []
        for number, packet in found:
            if packet.time_ns > stop_ns:
                continue
            listening = self._listening[number]
            interface = listening.interfaces.get(packet.index) or self._introduce(listening, packet.index)
            taken.append(self._recognition.see(interface, packet))
            self._counts[interface.number] += 1
            self.packets += 1
            self.bytes += packet_bytes(len(packet.data))
            if self.packets == self._bounds.count:
                self._why = f"--count {self._bounds.count} is reached"
                break
            if self.bytes >= self._bounds.bytes:
                self._why = f"--bytes {size_text(self._bounds.bytes)} is reached"
                break
        if taken:
            self._hand_on(lambda sink: sink.take(taken))
        return bool(self._why)

    def _hand_on(self, give: Callable[[Sink], None]) -> None:
        """Give something to all sinks. One that takes no more ends the capture, and is given nothing else."""
        for sink in tuple(self._sinks):
            try:
                give(sink)
            except OSError as error:
                self._sinks.remove(sink)
                left = isinstance(error, BrokenPipeError)
                self._failed = self._failed or not left
                self._why = "nobody reads it any more" if left else error.strerror or str(error)

    def _end(self, started_ns: int, ended_ns: int) -> Ending:
        statistics, sums = [], dict.fromkeys((each.point.name for each in self._listening), (0, 0, 0))
        for each in self._listening:
            dropped = each.socket.dropped()
            packets = sum(self._counts[interface.number] for interface in each.interfaces.values())
            before = sums[each.point.name]
            sums[each.point.name] = (before[0] + packets, before[1] + dropped, before[2] + each.socket.foreign)
            # The kernel counts a socket's losses, not an interface's.
            exact = not dropped or len(each.interfaces) == 1
            comment = "" if exact else f"The kernel dropped {dropped} packets of {each.point.name} for want of room."
            statistics += [
                Statistics(
                    interface.number,
                    started_ns,
                    ended_ns,
                    self._counts[interface.number],
                    dropped if exact else None,
                    comment,
                )
                for interface in each.interfaces.values()
            ]
        self._hand_on(lambda sink: sink.end(sorted(statistics, key=_number)))
        seconds = (ended_ns - started_ns) / 1e9
        told = tuple(Sum(point, *counted) for point, counted in sums.items())
        return Ending(self._why, self._failed, told, self.packets, self.bytes, seconds)


def _number(statistics: Statistics) -> int:
    return statistics.interface
