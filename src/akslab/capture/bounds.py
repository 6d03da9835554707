"""Where a capture ends by itself: after so many packets, bytes or seconds."""

import re

from msgspec import Struct

DEFAULT_BYTES = 100_000_000
DEFAULT_SNAP_LENGTH = 262_144
"""More than any packet has: tcpdump's own."""
MOST_BYTES = 1 << 50

_SIZE = re.compile(r"(?P<number>\d{1,18}(?:\.\d{1,6})?)\s*(?P<unit>[kmgt]?)(?P<binary>i?)b?", re.IGNORECASE | re.ASCII)
_UNITS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}


class Bounds(Struct, frozen=True):
    """None: no such bound."""

    count: int | None = None
    bytes: int = DEFAULT_BYTES
    """Of packets as they are kept in a file."""
    seconds: float | None = None


def size_of(text: str) -> int:
    """Read a size: `5000`, `64kB`, `100MB`, `1.5GiB`. Raises ValueError."""
    found = _SIZE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"'{text}' is no size: a number, and if need be kB, MB, GB, KiB, MiB or GiB behind it")
    size = int(float(found["number"]) * (1024 if found["binary"] else 1000) ** _UNITS[found["unit"].lower()])
    if not 0 < size <= MOST_BYTES:
        raise ValueError(f"'{text}' is no size for a capture: between 1 byte and {MOST_BYTES >> 40} TiB")
    return size


def size_text(size: int) -> str:
    """Write a size for people: `123 bytes`, `4.6 kB`, `100 MB`."""
    if size < 1000:
        return f"{size} bytes" if size != 1 else "1 byte"
    value, units = float(size), iter(("kB", "MB", "GB", "TB"))
    unit = ""
    while value >= 999.5 and unit != "TB":
        value, unit = value / 1000, next(units)
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:.0f} {unit}"
