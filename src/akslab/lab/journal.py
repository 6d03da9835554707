"""What happened in a lab: one JSON object a line, from a request through the controllers to the kernel's change.

Each line has `time`, `event` and, where a request is behind it, its correlation id as `cause` or in `causes`.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from ..clock import Clock, timestamp
from ..wire.properties import Json

_SIZE_MAX_BYTES = 20_000_000


class Journal:
    """Appends events to a file; when it is full, the file before it is forgotten."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path, self._clock = path, clock
        self._file = path.open("ab", buffering=0)
        if _ends_in_a_cut_line(path):
            self._file.write(b"\n")

    def __call__(self, event: str, **fields: object) -> None:
        """Record one event."""
        line = {"time": timestamp(self._clock.now()), "event": event, **fields}
        self._file.write(msgspec.json.encode(line, enc_hook=str) + b"\n")
        if self._file.tell() > _SIZE_MAX_BYTES:
            self._file.close()
            self._path.replace(self._path.with_suffix(".old"))
            self._file = self._path.open("ab", buffering=0)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _ends_in_a_cut_line(path: Path) -> bool:
    """Whether a crash cut the last line short: what comes next must not be glued to it."""
    with path.open("rb") as file:
        return bool(file.seek(0, 2)) and file.seek(-1, 2) >= 0 and file.read(1) != b"\n"


def read_journal(path: Path, request: str = "") -> Iterator[Json]:
    """Yield the events of a journal, oldest first; with `request`, only those that followed from it."""
    for part in (path.with_suffix(".old"), path):
        if not part.exists():
            continue
        with part.open("rb") as file:
            for line in file:
                event = _decoded(line)
                if event is not None and (not request or _is_of(event, request)):
                    yield event


def _decoded(line: bytes) -> Json | None:
    """Return the event of a line; a last line cut short by a crash is none."""
    try:
        event: Json = msgspec.json.decode(line, type=dict)
    except msgspec.DecodeError:
        return None
    return event


def _is_of(event: Json, request: str) -> bool:
    return request in (event.get("cause"), event.get("request")) or request in (event.get("causes") or ())
