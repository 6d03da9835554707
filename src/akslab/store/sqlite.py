"""The store on disk: SQLite keeps it, memory serves it.

Reads never touch the file. A write is one transaction in write-ahead mode with one fsync, done before `write`
returns, so `kill -9` loses nothing that was acknowledged. One process owns the file at a time.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from .memory import MemoryStore
from .seam import Entry, Listener, Put, Write

SCHEMA_VERSION = 1
"""What this akslab writes; a file of a later one is refused, never guessed at."""

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (key TEXT PRIMARY KEY, value BLOB NOT NULL, revision INTEGER NOT NULL) WITHOUT ROWID;
"""


class StoreUnusableError(Exception):
    """The file can't be used as a store: the message says which, why and what to do, in one line."""


class StoreTooNew(StoreUnusableError):
    """A later akslab wrote the file."""


class StoreInUseError(StoreUnusableError):
    """Another process has the file open."""


class StoreWriteError(Exception):
    """The disk refused a batch (full, gone, read-only); nothing of it was written."""


class SqliteStore:
    """Entries in the SQLite file `path`, made with mode 0600 if absent. Used from one thread.

    Opening raises `StoreUnusableError`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = _open(path)
        try:
            revision = _revision_of(self._database, path)
            rows = self._database.execute("SELECT key, value, revision FROM entries")
            entries = [Entry(key, value, written) for key, value, written in rows]
        except sqlite3.Error as error:
            self._database.close()
            raise _unusable(path, error) from error
        except StoreUnusableError:
            self._database.close()
            raise
        self._resident = MemoryStore(entries, revision, self._make_durable)

    def get(self, key: str) -> Entry | None:
        """Return the entry at `key`."""
        return self._resident.get(key)

    def list(self, prefix: str) -> Sequence[Entry]:
        """Return all entries whose key starts with `prefix`, in key order; later writes don't change the answer."""
        return self._resident.list(prefix)

    def write(self, writes: Sequence[Write], cause: str = "") -> int:
        """Write a batch durably and return its revision; raises `Conflict`, or `StoreWriteError`."""
        return self._resident.write(writes, cause)

    def listen(self, listener: Listener) -> None:
        """Call `listener` for every batch from now on."""
        self._resident.listen(listener)

    def close(self) -> None:
        """Let go of the file."""
        self._resident.close()
        self._database.close()

    def _make_durable(self, revision: int, writes: Sequence[Write]) -> None:
        execute = self._database.execute
        try:
            execute("BEGIN IMMEDIATE")
            for write in writes:
                if isinstance(write, Put):
                    execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (write.key, write.value, revision))
                else:
                    execute("DELETE FROM entries WHERE key = ?", (write.key,))
            execute("UPDATE meta SET value = ? WHERE name = 'revision'", (revision,))
            execute("COMMIT")
        except sqlite3.Error as error:
            if self._database.in_transaction:
                execute("ROLLBACK")
            raise StoreWriteError(f"{self._path}: nothing was written: {error}") from error


def _open(path: Path) -> sqlite3.Connection:
    """Open `path` for this process alone."""
    try:
        path.touch(mode=0o600)
        database = sqlite3.connect(path, timeout=0, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise StoreUnusableError(f"{path} can't be opened: {error}") from error
    try:
        # Exclusive: memory answers the reads, so a second writer would make them wrong.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("BEGIN IMMEDIATE")
        database.execute("COMMIT")
    except sqlite3.Error as error:
        database.close()
        raise _unusable(path, error) from error
    return database


def _unusable(path: Path, error: sqlite3.Error) -> StoreUnusableError:
    if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
        return StoreInUseError(f"{path} is in use by another akslab: stop it (akslab down), or use another --state.")
    return StoreUnusableError(f"{path} can't be used as akslab's store: {error}")


def _revision_of(database: sqlite3.Connection, path: Path) -> int:
    """Return the last revision, after making the tables in an empty file; refuses what a later akslab wrote."""
    if database.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
        database.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
        database.execute("BEGIN")
        database.executemany("INSERT INTO meta VALUES (?, ?)", [("schema", SCHEMA_VERSION), ("revision", 0)])
        database.execute("COMMIT")
    meta = dict(database.execute("SELECT name, value FROM meta").fetchall())
    if not {"schema", "revision"} <= meta.keys():
        raise StoreUnusableError(f"{path} is not akslab's: move it away, or use another --state.")
    if meta["schema"] > SCHEMA_VERSION:
        raise StoreTooNew(
            f"{path} was written by a newer akslab (schema {meta['schema']}, this one knows {SCHEMA_VERSION}): "
            "upgrade akslab, or use another --state."
        )
    revision: int = meta["revision"]
    return revision
