"""What only a store on disk can do: survive, and refuse."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from akslab.store.seam import Put
from akslab.store.sqlite import SqliteStore, StoreInUseError, StoreTooNew, StoreUnusableError, StoreWriteError

WRITER = """
import sys
from pathlib import Path
from akslab.store.seam import Put
from akslab.store.sqlite import SqliteStore
store = SqliteStore(Path(sys.argv[1]))
for number in range(1, 10**9):
    store.write([Put(f"k{number}", b"x" * 500), Put("n", str(number).encode())])
    print(number, flush=True)
"""


def test_a_killed_writer_loses_nothing_it_acknowledged_and_leaves_no_half_batch(tmp_path: Path) -> None:
    path = tmp_path / "lab.db"
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    acknowledged = 0
    for line in writer.stdout:
        acknowledged = int(line)
        if acknowledged >= 300:
            writer.send_signal(signal.SIGKILL)
            break
    acknowledged = max([acknowledged, *(int(line) for line in writer.stdout if line.endswith("\n"))])
    writer.stdout.close()
    writer.wait()
    store = SqliteStore(path)
    counter = store.get("n")
    assert counter is not None
    assert int(counter.value) >= acknowledged
    assert all(store.get(f"k{number}") for number in range(1, int(counter.value) + 1))
    assert store.get(f"k{int(counter.value) + 1}") is None
    store.close()


def test_revisions_grow_across_a_restart_even_when_the_last_write_was_a_deletion(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "lab.db")
    store.write([Put("a", b"1")])
    last = store.write([Put("b", b"1")])
    store.close()
    again = SqliteStore(tmp_path / "lab.db")
    assert again.write([Put("c", b"1")]) == last + 1
    again.close()


def test_the_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "lab.db")
    store.write([Put("a", b"1")])
    assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}
    store.close()


def test_a_newer_schema_is_refused_in_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "lab.db"
    SqliteStore(path).close()
    database = sqlite3.connect(path)
    database.execute("UPDATE meta SET value = 99 WHERE name = 'schema'")
    database.commit()
    database.close()
    with pytest.raises(StoreTooNew, match=r"newer akslab .schema 99.*upgrade akslab") as refusal:
        SqliteStore(path)
    assert "\n" not in str(refusal.value)


def test_a_second_process_is_told_that_the_store_is_in_use(tmp_path: Path) -> None:
    first = SqliteStore(tmp_path / "lab.db")
    with pytest.raises(StoreInUseError, match="in use by another akslab"):
        SqliteStore(tmp_path / "lab.db")
    first.close()
    SqliteStore(tmp_path / "lab.db").close()


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be asked" * 40, b"SQLite format 3\0" + b"\7" * 600]
)
def test_a_damaged_file_is_refused_and_not_overwritten(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lab.db"
    path.write_bytes(content)
    with pytest.raises(StoreUnusableError, match="can't be used as akslab's store"):
        SqliteStore(path)
    assert path.read_bytes() == content


def test_a_directory_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusableError, match=r"nowhere/lab\.db can't be opened"):
        SqliteStore(tmp_path / "nowhere" / "lab.db")


def test_a_database_of_somebody_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "lab.db"
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE meta (name TEXT, value INTEGER)")
    database.close()
    with pytest.raises(StoreUnusableError, match="is not akslab's"):
        SqliteStore(path)


def test_a_full_disk_writes_nothing_and_the_store_goes_on(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "lab.db")
    first = store.write([Put("a", b"1")])
    store._database.execute("PRAGMA max_page_count = 5")
    with pytest.raises(StoreWriteError, match="nothing was written"):
        store.write([Put("a", b"2"), Put("big", b"x" * 100_000)])
    entry = store.get("a")
    assert entry is not None
    assert entry.value == b"1"
    assert store.get("big") is None
    assert store.write([Put("a", b"3")]) == first + 1
    store.close()


def test_every_commit_is_synced_to_the_disk(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "lab.db")
    settings = [store._database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert settings == ["wal", 2]
    store.close()
