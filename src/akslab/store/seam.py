"""A revisioned key-value store: get, list, write a batch whole or not at all, and hear of what was written.

Values are JSON bytes. Every write has one revision, larger than all before it. A write that has returned is durable.
The laws, tested on every implementation: a batch is whole or nothing; an expectation that does not hold changes
nothing; revisions only grow, also across a restart; listeners hear each batch once, in order, after it is durable.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from msgspec import Struct


class Entry(Struct, frozen=True):
    """One key's value and the revision that wrote it."""

    key: str
    value: bytes
    revision: int


class Put(Struct, frozen=True):
    """Write `value` at `key`; when `expected` is given, only if that is the key's revision (0: absent)."""

    key: str
    value: bytes
    expected: int | None = None


class Delete(Struct, frozen=True):
    """Remove `key`, if it is there."""

    key: str
    expected: int | None = None


Write = Put | Delete


class Written(Struct, frozen=True):
    """What listeners hear: one batch, its revision, and the correlation id of the request that caused it."""

    revision: int
    writes: tuple[Write, ...]
    cause: str


class Conflict(Exception):
    """An expectation did not hold; nothing was written."""

    def __init__(self, key: str, expected: int, found: int) -> None:
        super().__init__(f"{key} is at revision {found}, not {expected}")
        self.key = key


Listener = Callable[[Written], None]


class Store(Protocol):
    """Where documents are kept."""

    def get(self, key: str) -> Entry | None:
        """Return the entry at `key`."""

    def list(self, prefix: str) -> Iterable[Entry]:
        """Return all entries whose key starts with `prefix`, in key order."""

    def write(self, writes: Sequence[Write], cause: str = "") -> int:
        """Write a batch durably and return its revision; raises `Conflict`."""

    def listen(self, listener: Listener) -> None:
        """Call `listener` for every batch from now on."""

    def close(self) -> None:
        """Let go of the file."""
