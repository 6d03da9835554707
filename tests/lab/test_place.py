"""A lab's directory: whose it is, what is in lab.json, and what of it can't be used."""

import json
import os
from pathlib import Path

import pytest

from akslab.lab.place import (
    SCHEMA,
    LabFile,
    LabUnusableError,
    Place,
    delete_lab,
    place_of,
    read_lab,
    require_room,
    write_lab,
)
from akslab.settings import REALISTIC


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "deep" / "lab")


def test_what_was_written_is_read_again(place: Place) -> None:
    lab = LabFile(settings=REALISTIC, port=4711)
    assert read_lab(place) is None
    write_lab(place, lab)
    assert read_lab(place) == lab
    assert json.loads(place.file.read_bytes())["schema"] == SCHEMA


def test_only_the_owner_may_look(place: Place) -> None:
    before = os.umask(0)
    try:
        write_lab(place, LabFile())
    finally:
        os.umask(before)
    assert place.root.stat().st_mode & 0o777 == 0o700
    assert place.file.stat().st_mode & 0o777 == 0o600


def test_a_directory_made_too_open_is_closed(place: Place) -> None:
    place.root.mkdir(parents=True, mode=0o755)
    write_lab(place, LabFile())
    assert place.root.stat().st_mode & 0o777 == 0o700


def test_no_two_labs_share_a_secret_or_an_id() -> None:
    one, two = LabFile(), LabFile()
    named = [name for name in LabFile.__struct_fields__ if name not in ("schema", "port", "settings")]
    assert all(getattr(one, name) != getattr(two, name) for name in named)
    assert len({getattr(one, name) for name in named}) == len(named)
    assert all(len(secret) >= 32 for secret in (one.secret, one.identity_header, one.signing_key))


def test_a_newer_schema_is_refused_in_one_line(place: Place) -> None:
    write_lab(place, LabFile(schema=SCHEMA + 1))
    with pytest.raises(
        LabUnusableError, match=rf"newer akslab \(schema {SCHEMA + 1}, this one knows {SCHEMA}\)"
    ) as refused:
        read_lab(place)
    assert "\n" not in str(refused.value)
    assert str(place.root) in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"schema": "one"}', "{}", '{"schema": 1, "port": "x"}'])
def test_a_damaged_file_is_refused_and_says_where_it_is(place: Place, text: str) -> None:
    write_lab(place, LabFile())
    place.file.write_text(text)
    with pytest.raises(LabUnusableError, match="is damaged") as refused:
        read_lab(place)
    assert str(place.root) in str(refused.value)


def test_a_write_that_is_cut_short_leaves_the_old_file(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    old = LabFile()
    write_lab(place, old)

    def fail(descriptor: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        write_lab(place, LabFile())
    assert read_lab(place) == old


def test_where_a_lab_lives(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert place_of("default", None, home).root == tmp_path / ".local/state/akslab/default"
    assert place_of("x", None, home | {"XDG_STATE_HOME": "/var/s"}).root == Path("/var/s/akslab/x")
    assert place_of("ignored", str(tmp_path / "here"), home).root == tmp_path / "here"
    assert place_of("ignored", "here", home).root.is_absolute()


@pytest.mark.parametrize("name", ["", "a/b", "../x", ".", ".hidden"])
def test_a_name_that_is_no_name(name: str) -> None:
    with pytest.raises(LabUnusableError, match="can't be the name of a lab"):
        place_of(name, None, {"HOME": "/somewhere/me"})


def test_logs_of_namespaces_stay_in_the_lab(place: Place) -> None:
    assert Path(place.log_of("pod/c-1234/../../etc")).parent == place.root / "logs"


def test_a_lab_is_made_in_a_new_or_an_empty_directory_or_where_one_began(place: Place) -> None:
    require_room(place)
    place.root.mkdir(parents=True)
    require_room(place)
    place.turn.touch()
    place.file.with_suffix(".new").touch()
    require_room(place)
    write_lab(place, LabFile())
    (place.root / "notes").touch()
    require_room(place)


@pytest.mark.parametrize("name", ["notes", "bin", "logs", "store.sqlite", ".git"])
def test_no_lab_is_made_among_files_of_somebody_else(place: Place, name: str) -> None:
    (place.root / name).mkdir(parents=True)
    with pytest.raises(LabUnusableError, match="is not a lab and not empty"):
        require_room(place)


def test_no_lab_is_made_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LabUnusableError, match="is not a directory"):
        require_room(Place(tmp_path / "file"))


def _fill(place: Place) -> None:
    """Make all that a lab makes."""
    write_lab(place, LabFile())
    for path in (place.store, place.journal, place.control, place.lock, place.turn, place.server_output):
        path.touch()
    place.journal.with_suffix(".old").touch()
    for suffix in ("-wal", "-shm"):
        place.store.with_name(place.store.name + suffix).touch()
    for folder in (place.tls, place.az, place.root / "bin"):
        (folder / "deep").mkdir(parents=True)


def test_a_deleted_lab_leaves_nothing(place: Place) -> None:
    _fill(place)
    assert delete_lab(place) == []
    assert not place.root.exists()
    assert place.root.parent.exists()


def test_deleting_a_lab_keeps_what_no_lab_made(place: Place, tmp_path: Path) -> None:
    _fill(place)
    (place.root / "thesis").mkdir()
    (place.root / "thesis" / "draft").write_text("mine")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "log").write_text("mine too")
    (place.root / "logs").rmdir()
    (place.root / "logs").symlink_to(tmp_path / "elsewhere")
    assert delete_lab(place) == ["thesis"]
    assert [path.name for path in place.root.iterdir()] == ["thesis"]
    assert (place.root / "thesis" / "draft").read_text() == "mine"
    assert (tmp_path / "elsewhere" / "log").read_text() == "mine too"
