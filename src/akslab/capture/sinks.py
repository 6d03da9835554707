"""What becomes of sightings: blocks of a pcapng file, lines for people, objects for programs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import msgspec

from . import pcapng
from .lines import line_object, line_text, remark
from .output import Output
from .values import Interface, Sighting

PROGRESS_NS = 500_000_000


class Sink(Protocol):
    """Takes a capture as it comes. Each method may raise OSError: then the capture ends."""

    def begin(self, interface: Interface) -> None:
        """Hear of an interface before its first packet."""

    def take(self, sightings: Sequence[Sighting]) -> None:
        """Take packets, in the order of time."""

    def end(self, statistics: Sequence[pcapng.Statistics]) -> None:
        """Hear the sums at the end."""


class File:
    """The pcapng file."""

    def __init__(self, output: Output, snap_length: int, expression: str) -> None:
        self._output, self._snap_length, self._expression = output, snap_length, expression

    def open(self, system: str, application: str, names: Mapping[str, str]) -> None:
        """Write what a file begins with."""
        hardware, _, kind = system.rpartition(" ")
        blocks = [pcapng.section_block(kind, hardware or kind, application)]
        self._output.write(blocks + ([pcapng.names_block(names)] if names else []))

    def begin(self, interface: Interface) -> None:
        """Introduce an interface."""
        self._output.write([pcapng.interface_block(interface, self._snap_length, self._expression)])

    def take(self, sightings: Sequence[Sighting]) -> None:
        """Write packets, with a comment where a translation changed one."""
        self._output.write(
            [
                pcapng.packet_block(each, f"packet {each.number}: {remark(each)}" if each.was else "")
                for each in sightings
            ]
        )

    def end(self, statistics: Sequence[pcapng.Statistics]) -> None:
        """Write the sums."""
        self._output.write([pcapng.statistics_block(each) for each in statistics])


class Lines:
    """One line a sighting, for people."""

    def __init__(self, write: Callable[[str], object], offset_s: int) -> None:
        """`write` takes text with its line ends; times are `offset_s` east of UTC."""
        self._write, self._offset_s, self._width = write, offset_s, 0

    def begin(self, interface: Interface) -> None:
        """Make the column wide enough."""
        self._width = max(self._width, len(interface.title))

    def take(self, sightings: Sequence[Sighting]) -> None:
        """Write the lines."""
        self._write("".join(f"{line_text(each, self._width, self._offset_s)}\n" for each in sightings))

    def end(self, statistics: Sequence[pcapng.Statistics]) -> None:
        """Nothing: the sums are no packets."""


class Objects:
    """One JSON object a line, for programs."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def begin(self, interface: Interface) -> None:
        """Nothing: each line says where it is from."""

    def take(self, sightings: Sequence[Sighting]) -> None:
        """Write the lines."""
        self._write("".join(f"{msgspec.json.encode(line_object(each)).decode()}\n" for each in sightings))

    def end(self, statistics: Sequence[pcapng.Statistics]) -> None:
        """Nothing: the sums are no packets."""


class Progress:
    """How much there is by now, twice a second, for who sees no packets."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write, self._packets, self._shown_ns = write, 0, 0

    def begin(self, interface: Interface) -> None:
        """Nothing: an interface is no packet."""

    def take(self, sightings: Sequence[Sighting]) -> None:
        """Count, and show it when it was not shown for a while."""
        self._packets += len(sightings)
        now_ns = sightings[-1].packet.time_ns
        if now_ns - self._shown_ns > PROGRESS_NS:
            self._shown_ns = now_ns
            self._write(f"\r{self._packets} packets")

    def end(self, statistics: Sequence[pcapng.Statistics]) -> None:
        """Leave the line to what comes next."""
        if self._shown_ns:
            self._write("\r\x1b[K")
