"""A capture from beginning to end over sockets that are pipes: its bounds, its sums, and how it ends early."""

import errno
import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from akslab.capture.bounds import Bounds
from akslab.capture.listening import Listening
from akslab.capture.pcapng import Statistics
from akslab.capture.session import Ending, Session
from akslab.capture.values import Interface, Packet, Point, Sighting

from .frames import packet, tcp


class FakeSocket:
    """Gives blocks of packets, one after the other, and knows some interfaces by index."""

    def __init__(self, blocks: Sequence[Sequence[Packet]], links: dict[int, str], dropped: int = 0) -> None:
        self.blocks, self.links, self.foreign, self._dropped = [list(block) for block in blocks], links, 0, dropped
        self._readable, self._writable = os.pipe()
        self._told = False

    def fileno(self) -> int:
        if self.blocks and not self._told:
            self._told = True
            os.write(self._writable, b".")
        return self._readable

    def read(self) -> list[Packet] | None:
        return self.blocks.pop(0) if self.blocks else None

    def forget_error(self) -> None:
        raise AssertionError("a pipe that is read has no errors")

    def dropped(self) -> int:
        return self._dropped

    def name_of(self, index: int) -> str | None:
        return self.links.get(index)

    def mac_of(self, name: str) -> bytes:
        return b""

    def address_of(self, name: str) -> bytes:
        return b""

    def close(self) -> None:
        os.close(self._readable)
        os.close(self._writable)


@dataclass
class Kept:
    """A sink that keeps what it gets, and breaks where it is told to."""

    breaks: OSError | None = None
    interfaces: list[str] = field(default_factory=list)
    sightings: list[Sighting] = field(default_factory=list)
    statistics: list[Statistics] = field(default_factory=list)

    def begin(self, interface: Interface) -> None:
        self.interfaces.append(interface.title)

    def take(self, sightings: Sequence[Sighting]) -> None:
        if self.breaks:
            raise self.breaks
        self.sightings += sightings

    def end(self, statistics: Sequence[Statistics]) -> None:
        self.statistics += statistics


@pytest.fixture
def wake() -> Iterator[int]:
    readable, writable = os.pipe()
    yield readable
    os.close(readable)
    os.close(writable)


def listening(
    *blocks: Sequence[Packet], name: str = "pod/web", links: dict[int, str] | None = None, dropped: int = 0
) -> Listening:
    links = {1: "lo", 2: "eth0"} if links is None else links
    socket: Any = FakeSocket(blocks, links, dropped)
    return Listening(Point(name, name, os.getpid(), 0, {"eth0": "the only one"}), socket, dict(links))


def run(wake: int, sinks: Sequence[Kept], *sockets: Listening, **bounds: Any) -> Ending:
    bounds = {"seconds": 0.2} | bounds
    try:
        return Session(sockets, sinks, Bounds(**bounds)).run(wake, lambda text: None)
    finally:
        for each in sockets:
            each.socket.close()


def some(*times: int, **fields: Any) -> list[Packet]:
    return [packet(tcp(seq=time % 1000), time_ns=time, **fields) for time in times]


def test_packets_of_several_points_come_in_the_order_of_time_and_are_summed_up(wake: int) -> None:
    kept = Kept()
    ending = run(
        wake,
        [kept],
        listening(some(10, 30), some(50), name="pod/web"),
        listening(some(20, 30, 40), name="node/one", links={1: "lo", 2: "eth0", 3: "cbr0"}, dropped=7),
    )
    assert [each.packet.time_ns for each in kept.sightings] == [10, 20, 30, 30, 40, 50]
    assert [each.number for each in kept.sightings] == [1, 2, 3, 3, 4, 5]
    assert kept.interfaces == ["pod/web:eth0", "node/one:eth0", "node/one:cbr0"]
    assert [(each.point, each.packets, each.dropped) for each in ending.sums] == [("pod/web", 3, 0), ("node/one", 3, 7)]
    assert (ending.packets, ending.failed, ending.why) == (6, False, "0.2 s are over")
    assert [(each.interface, each.delivered, each.dropped) for each in kept.statistics] == [
        (0, 3, 0), (1, 3, None), (2, 0, None),
    ]  # fmt: skip
    assert "dropped 7 packets of node/one" in kept.statistics[1].comment


def test_a_count_is_kept_to_the_packet(wake: int) -> None:
    kept = Kept()
    ending = run(wake, [kept], listening(some(*range(1, 100))), count=42)
    assert len(kept.sightings) == ending.packets == 42
    assert ending.why == "--count 42 is reached"


def test_a_size_ends_a_capture_with_the_packet_that_reaches_it(wake: int) -> None:
    kept = Kept()
    ending = run(wake, [kept], listening(some(*range(1, 100))), bytes=1000)
    assert 1000 <= ending.bytes < 1000 + ending.bytes / ending.packets
    assert ending.why == "--bytes 1.0 kB is reached"


def test_a_capture_of_silence_ends_in_time(wake: int) -> None:
    started = time.monotonic()
    ending = run(wake, [Kept()], listening(), seconds=0.3)
    assert ending.packets == 0
    assert 0.3 <= time.monotonic() - started < 1.5


def test_when_it_is_told_to_stop_it_first_reads_what_came_before() -> None:
    readable, writable = os.pipe()
    os.write(writable, b"!")
    kept = Kept()
    before = time.time_ns()
    ending = run(readable, [kept], listening(some(before, before + 10**12)), seconds=None)
    assert ending.why == "stopped"
    assert [each.packet.time_ns for each in kept.sightings] == [before], "what comes later is left out"
    os.close(readable)
    os.close(writable)


@pytest.mark.parametrize(
    ("error", "failed", "why"),
    [
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), True, "No space left on device"),
        (BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE)), False, "nobody reads it any more"),
    ],
)
def test_a_place_that_takes_no_more_ends_it_and_the_others_are_finished(
    wake: int, error: OSError, failed: bool, why: str
) -> None:
    broken, kept = Kept(breaks=error), Kept()
    ending = run(wake, [broken, kept], listening(some(10, 20), some(30)), seconds=None)
    assert (ending.failed, ending.why) == (failed, why)
    assert broken.statistics == []
    assert len(kept.statistics) == 1


def test_an_interface_that_comes_later_is_introduced_before_its_packets(wake: int) -> None:
    kept = Kept()
    late = listening(some(10, index=7), links={1: "lo", 2: "eth0"})
    late.socket.links[7] = "veth\x1b[31m"  # type: ignore[attr-defined]
    run(wake, [kept], late)
    assert kept.interfaces == ["pod/web:eth0", "pod/web:veth?[31m"], "nothing that a terminal obeys"
    unknown = Kept()
    run(wake, [unknown], listening(some(10, index=9)))
    assert unknown.interfaces[-1] == "pod/web:interface 9"


def test_lo_is_introduced_when_it_has_packets(wake: int) -> None:
    kept = Kept()
    run(wake, [kept], listening(some(10, index=1)))
    assert kept.interfaces == ["pod/web:eth0", "pod/web:lo"]


def test_a_point_that_is_gone_is_said_and_the_last_one_ends_the_capture(wake: int) -> None:
    said: list[str] = []
    stays, goes = listening(name="node/one"), listening(some(10), name="pod/web")
    goes.socket.links.clear()  # type: ignore[attr-defined]
    kept = Kept()
    first = Session([stays, goes], [kept], Bounds(seconds=0.3)).run(wake, said.append)
    assert said == ["pod/web is gone."]
    assert first.why == "0.3 s are over"
    stays.socket.links.clear()  # type: ignore[attr-defined]
    last = Session([stays], [kept], Bounds()).run(wake, said.append)
    assert (last.why, last.failed) == ("nothing to capture at is left", False)
    for each in (stays, goes):
        each.socket.close()


def test_a_lab_that_ends_ends_the_capture(wake: int) -> None:
    child = os.fork()
    if child == 0:
        time.sleep(0.1)
        os._exit(0)
    one = listening()
    one.point = Point("pod/web", "", child, 0)
    ending = run(wake, [Kept()], one, seconds=None)
    assert ending.why == "the lab ended"
    os.waitpid(child, 0)
