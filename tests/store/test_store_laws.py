"""The store's laws, on every implementation."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from akslab.store.memory import MemoryStore
from akslab.store.seam import Conflict, Delete, Put, Store, Written
from akslab.store.sqlite import SqliteStore

Open = Callable[[Path], Store]


def _sqlite(directory: Path) -> Store:
    return SqliteStore(directory / "lab.db")


def _memory(_: Path) -> Store:
    return MemoryStore()


@pytest.fixture(params=[_memory, _sqlite], ids=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store = request.param(tmp_path)
    yield opened
    opened.close()


def test_what_was_written_is_read_back_with_its_revision(store: Store) -> None:
    revision = store.write([Put("a", b"1"), Put("b", b"2")])
    entry = store.get("b")
    assert entry is not None
    assert (entry.value, entry.revision) == (b"2", revision)
    assert store.get("c") is None


def test_a_list_is_in_key_order_and_holds_the_prefix_only(store: Store) -> None:
    store.write([Put(key, b"") for key in ("arm/b", "arm/a", "arm", "arn", "arm/a/x", "ar")])
    assert [entry.key for entry in store.list("arm/")] == ["arm/a", "arm/a/x", "arm/b"]
    assert len(list(store.list(""))) == 6


def test_a_list_does_not_change_while_it_is_walked(store: Store) -> None:
    store.write([Put(f"k{n}", b"") for n in range(5)])
    for entry in store.list("k"):
        store.write([Delete(entry.key)])
    assert list(store.list("k")) == []


def test_a_batch_with_one_wrong_expectation_changes_nothing(store: Store) -> None:
    first = store.write([Put("a", b"1")])
    with pytest.raises(Conflict) as conflict:
        store.write([Put("b", b"2"), Put("a", b"3", expected=first + 1)])
    assert conflict.value.key == "a"
    assert store.get("b") is None
    assert store.write([Put("c", b"")]) == first + 1


def test_expecting_zero_means_absent(store: Store) -> None:
    store.write([Put("a", b"1", expected=0)])
    with pytest.raises(Conflict):
        store.write([Put("a", b"2", expected=0)])
    store.write([Delete("b", expected=0)])


def test_a_delete_with_the_right_expectation_removes_the_key(store: Store) -> None:
    revision = store.write([Put("a", b"1")])
    store.write([Delete("a", expected=revision)])
    assert store.get("a") is None
    assert list(store.list("")) == []


def test_listeners_hear_each_batch_once_in_order_with_its_cause(store: Store) -> None:
    heard: list[Written] = []
    store.listen(heard.append)
    first = store.write([Put("a", b"1")], "request-1")
    second = store.write([Delete("a")], "request-2")
    assert [(batch.revision, batch.cause) for batch in heard] == [(first, "request-1"), (second, "request-2")]
    assert heard[1].writes == (Delete("a"),)


def test_listeners_do_not_hear_of_a_refused_batch(store: Store) -> None:
    heard: list[Written] = []
    store.listen(heard.append)
    with pytest.raises(Conflict):
        store.write([Put("a", b"1", expected=7)])
    store.write([])
    assert heard == []


def test_a_listener_that_writes_does_not_turn_the_order_around(store: Store) -> None:
    heard: list[int] = []

    def answer(batch: Written) -> None:
        if batch.writes[0].key == "question":
            store.write([Put("answer", b"")])

    store.listen(answer)
    store.listen(lambda batch: heard.append(batch.revision))
    store.write([Put("question", b"")])
    assert heard == sorted(heard)
    assert len(heard) == 2


def test_a_failing_listener_keeps_nobody_else_from_hearing_and_the_batch_stays(store: Store) -> None:
    heard: list[Written] = []

    def fail(_: Written) -> None:
        raise RuntimeError("out of order")

    store.listen(fail)
    store.listen(heard.append)
    with pytest.raises(RuntimeError, match="out of order"):
        store.write([Put("a", b"1")])
    assert store.get("a") is not None
    assert len(heard) == 1
