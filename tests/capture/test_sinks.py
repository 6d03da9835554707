"""What becomes of sightings besides the file: aligned lines, objects, progress."""

import json
from collections.abc import Callable

import pytest

from akslab.capture.sinks import Lines, Objects, Progress, Sink
from akslab.capture.values import Sighting

from .frames import INSIDE, OUTSIDE, packet, tcp

SECOND = 10**9


@pytest.fixture
def written() -> list[str]:
    return []


def shown(sink: Callable[..., Sink], written: list[str], *arguments: object) -> str:
    """Run two packets a second apart through a sink."""
    made = sink(written.append, *arguments)
    for interface in (INSIDE, OUTSIDE):
        made.begin(interface)
    for number, interface in enumerate((INSIDE, OUTSIDE)):
        made.take([Sighting(interface, packet(tcp(), time_ns=(number + 1) * SECOND), 1)] * 3)
    made.end([])
    return "".join(written)


def test_lines_are_aligned_to_the_longest_place(written: list[str]) -> None:
    lines = shown(Lines, written, 0).splitlines()
    assert len(lines) == 6
    assert {line.index(" in  #1") for line in lines} == {len("00:00:00.000000 node/one:eth0")}


def test_each_object_is_a_line(written: list[str]) -> None:
    read = [json.loads(line) for line in shown(Objects, written).splitlines()]
    assert [each["point"] for each in read] == ["pod/web"] * 3 + ["node/one"] * 3


def test_progress_is_shown_twice_a_second_at_most_and_wiped_out(written: list[str]) -> None:
    assert shown(Progress, written) == "\r3 packets\r6 packets\r\x1b[K"
    written.clear()
    hasty = Progress(written.append)
    for number in range(1, 100):
        hasty.take([Sighting(INSIDE, packet(tcp(), time_ns=SECOND + number), 1)])
    assert written == ["\r1 packets"]
