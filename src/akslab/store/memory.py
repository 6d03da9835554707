"""The store in memory: keys in order, batches whole or nothing, listeners in order.

It is a store of its own (throw-away labs, tests) and the resident half of the SQLite store, which puts a durable
`journal` in front of it: what the journal refuses never becomes visible here.
"""

from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterable, Sequence

from .seam import Conflict, Entry, Listener, Put, Write, Written

Journal = Callable[[int, Sequence[Write]], None]
"""Makes a batch durable under a revision, before anybody sees it; raises when it can't."""


def _nothing(revision: int, writes: Sequence[Write]) -> None:
    """Keep no journal."""


class MemoryStore:
    """All entries in memory. Used from one thread."""

    def __init__(self, entries: Iterable[Entry] = (), revision: int = 0, journal: Journal = _nothing) -> None:
        self._entries = {entry.key: entry for entry in entries}
        self._keys = sorted(self._entries)
        self._revision = revision
        self._journal = journal
        self._listeners: list[Listener] = []
        self._unheard: deque[Written] = deque()
        self._telling = False

    def get(self, key: str) -> Entry | None:
        """Return the entry at `key`."""
        return self._entries.get(key)

    def list(self, prefix: str) -> Sequence[Entry]:
        """Return all entries whose key starts with `prefix`, in key order; later writes don't change the answer."""
        found = []
        for index in range(bisect_left(self._keys, prefix), len(self._keys)):
            if not self._keys[index].startswith(prefix):
                break
            found.append(self._entries[self._keys[index]])
        return found

    def write(self, writes: Sequence[Write], cause: str = "") -> int:
        """Write a batch and return its revision; raises `Conflict`.

        Every expectation is judged against the state before the batch. A batch of nothing has no revision of its own.
        """
        for write in writes:
            self._expect(write)
        if not writes:
            return self._revision
        revision = self._revision + 1
        self._journal(revision, writes)
        self._revision = revision
        for write in writes:
            self._apply(write, revision)
        self._tell(Written(revision, tuple(writes), cause))
        return revision

    def listen(self, listener: Listener) -> None:
        """Call `listener` for every batch from now on."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Forget the listeners; there is no file to let go of."""
        self._listeners.clear()

    def _expect(self, write: Write) -> None:
        if write.expected is None:
            return
        entry = self._entries.get(write.key)
        found = entry.revision if entry else 0
        if found != write.expected:
            raise Conflict(write.key, write.expected, found)

    def _apply(self, write: Write, revision: int) -> None:
        known = write.key in self._entries
        if isinstance(write, Put):
            self._entries[write.key] = Entry(write.key, write.value, revision)
            if not known:
                insort(self._keys, write.key)
        elif known:
            del self._entries[write.key]
            del self._keys[bisect_left(self._keys, write.key)]

    def _tell(self, written: Written) -> None:
        """Tell every listener, in order, also when a listener writes while it is being told."""
        self._unheard.append(written)
        if self._telling:
            return
        self._telling = True
        failures = []
        try:
            while self._unheard:
                batch = self._unheard.popleft()
                for listener in tuple(self._listeners):
                    try:
                        listener(batch)
                    except Exception as failure:
                        failures.append(failure)
        finally:
            self._telling = False
        if failures:
            raise failures[0]
