"""The journal: one line an event, found again by the request behind it, never larger than it may be."""

from pathlib import Path

import pytest

from akslab.clock import VirtualClock
from akslab.lab import journal as module
from akslab.lab.journal import Journal, read_journal


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_events_come_back_in_order_with_their_time(path: Path) -> None:
    journal = Journal(path, VirtualClock(1_800_000_000.25))
    journal("first", number=1)
    journal("second", path=Path("/x"))
    journal.close()
    assert list(read_journal(path)) == [
        {"time": "2027-01-15T08:00:00.2500000Z", "event": "first", "number": 1},
        {"time": "2027-01-15T08:00:00.2500000Z", "event": "second", "path": "/x"},
    ]


def test_a_request_is_followed_through_every_kind_of_event(path: Path) -> None:
    journal = Journal(path, VirtualClock())
    journal("request", request="a")
    journal("written", cause="a")
    journal("kernel-changed", causes=["b", "a"])
    journal("written", cause="b")
    journal("kernel-changed", causes=[])
    journal("text", why="a")
    journal.close()
    assert [event["event"] for event in read_journal(path, "a")] == ["request", "written", "kernel-changed"]
    assert list(read_journal(path, "c")) == []


def test_a_line_cut_short_by_a_crash_is_passed_over(path: Path) -> None:
    journal = Journal(path, VirtualClock())
    journal("whole")
    journal.close()
    with path.open("ab") as file:
        file.write(b'{"time": "2027-01-1')
    journal = Journal(path, VirtualClock())
    journal("after")
    journal.close()
    assert [event["event"] for event in read_journal(path)] == ["whole", "after"]


def test_a_full_journal_keeps_the_one_before_it_and_no_more(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SIZE_MAX_BYTES", 1000)
    journal = Journal(path, VirtualClock())
    for number in range(100):
        journal("event", number=number)
    journal.close()
    numbers = [event["number"] for event in read_journal(path)]
    assert numbers == list(range(numbers[0], 100)), "no gap at the seam"
    assert 10 < len(numbers) < 50
    assert sum(file.stat().st_size for file in path.parent.iterdir()) < 2500


def test_no_journal_is_no_events(path: Path) -> None:
    assert list(read_journal(path)) == []
