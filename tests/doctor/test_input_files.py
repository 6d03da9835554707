"""What is handed over: directories, archives, files; and everything that somebody may have put into them."""

import json
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from akslab.cli.input_files import (
    Allowance,
    InputFiles,
    TreeFiles,
    ZipFiles,
    is_archive,
    open_inputs,
)
from akslab.cli.sentences import NoInputError
from akslab.importers.files import UnreadableError


def refused(files: InputFiles | TreeFiles | ZipFiles, name: str) -> str:
    with pytest.raises(UnreadableError) as error:
        files.read(name)
    return error.value.reason


def test_a_directory_is_read_with_its_folders(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "prod").mkdir()
    (tmp_path / "prod" / "b.json").write_text("[]")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.json").write_text("[]")

    files = open_inputs([str(tmp_path)])

    assert files.everything() == ("a.json", "prod/b.json")
    assert files.read("prod/b.json") == "[]"
    assert (files.names(""), files.names("prod"), files.folders("")) == (("a.json",), ("prod/b.json",), ("prod",))
    assert refused(files, "nothing.json") == "file.missing"


def test_several_inputs_keep_their_names_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("one", "two"):
        Path(folder).mkdir()
        Path(folder, "aks.json").write_text(json.dumps(folder))
    Path("alone.json").write_text("3")

    files = open_inputs(["one", "two/", "alone.json"])

    assert files.everything() == ("one/aks.json", "two/aks.json", "alone.json")
    assert [files.read(name) for name in files.everything()] == ['"one"', '"two"', "3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom", "cp949"])
def test_what_powershell_and_windows_write_is_text(tmp_path: Path, encoding: str) -> None:
    text = '{"name": "서브넷"}\r\n'
    content = b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16-le-bom" else text.encode(encoding)
    (tmp_path / "a.json").write_bytes(content)

    assert open_inputs([str(tmp_path)]).read("a.json") == text


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoInputError, match="no such file or directory"):
        open_inputs([str(tmp_path / "nowhere")])


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}")
    inside = tmp_path / "export"
    inside.mkdir()
    (inside / "out.json").symlink_to(tmp_path / "secret.json")
    (inside / "own.json").write_text("1")
    (inside / "in.json").symlink_to(inside / "own.json")
    (inside / "loop").symlink_to(inside)

    files = open_inputs([str(inside)])

    assert refused(files, "out.json") == "file.outside"
    assert files.read("in.json") == "1"
    assert "loop/own.json" not in files.everything()
    assert refused(TreeFiles(inside, Allowance()), "../secret.json") == "file.outside"


def test_a_pipe_does_not_hold_anybody_up(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")

    assert refused(open_inputs([str(tmp_path)]), "pipe.json") == "file.special"


def test_a_pipe_is_no_archive_and_is_not_opened_to_find_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")

    assert not is_archive(tmp_path / "pipe.zip")
    assert not is_archive(Path("/dev/zero"))


@pytest.mark.parametrize("name", ["", "x" * 300, "x" * 5000])
def test_a_name_that_can_be_no_file_is_said(name: str) -> None:
    with pytest.raises(NoInputError):
        open_inputs([name])


@contextmanager
def as_nobody() -> Iterator[Path]:
    """Yield a directory that everybody may use, and be somebody whom permissions bind, as root is not."""
    with TemporaryDirectory() as made:
        os.chmod(made, 0o777)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            yield Path(made)
        finally:
            for folder in Path(made).iterdir():
                folder.chmod(0o700)
            os.seteuid(was)


def test_what_may_not_be_read_is_told_as_that_and_hides_nothing() -> None:
    with as_nobody() as folder:
        (folder / "open.json").write_text("1")
        (folder / "shut.json").write_text("2")
        (folder / "private").mkdir()
        (folder / "shut.json").chmod(0)
        (folder / "private").chmod(0)
        files, tree = open_inputs([str(folder)]), TreeFiles(folder, Allowance())

        assert files.everything() == ("open.json", "shut.json", "private")
        assert files.read("open.json") == "1"
        assert refused(files, "shut.json") == refused(files, "private") == "file.denied"
        assert (tree.names("private"), tree.folders("private"), list(tree.closed)) == ((), (), ["private"])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "values.json").mkdir()

    assert refused(TreeFiles(tmp_path, Allowance()), "values.json") == "file.special"


def test_what_is_too_large_or_too_much_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("akslab.cli.input_files.MOST_BYTES", 100)
    for name, size in (("large.json", 101), ("a.json", 90), ("b.json", 90)):
        (tmp_path / name).write_text(" " * size)
    tree = TreeFiles(tmp_path, Allowance(150))

    assert refused(tree, "large.json") == "file.too-large"
    assert tree.read("a.json")
    assert refused(tree, "b.json") == "file.total"


def test_binary_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)))

    assert refused(open_inputs([str(tmp_path)]), "a.bin") == "file.not-text"


def archive(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/"), content)
    return path


def test_an_archive_is_read_like_a_directory(tmp_path: Path) -> None:
    made = archive(tmp_path / "x.zip", **{"a.json": b"{}", "prod__b.json": b"[]", "prod\\c.json": b"3"})

    files = open_inputs([str(made)])

    assert set(files.everything()) == {"a.json", "prod/b.json", "prod/c.json"}
    assert files.read("prod/b.json") == "[]"


@pytest.mark.parametrize("name", ["/etc/passwd", "../up.json", "a/../../up.json", "C:\\x.json"])
def test_a_name_that_leads_out_of_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr(name, b"{}")
        made.writestr("good.json", b"{}")

    files = open_inputs([str(tmp_path / "x.zip")])

    assert refused(files, name.replace("\\", "/")) == "file.outside"
    assert files.read("good.json") == "{}"


def test_a_bomb_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    made = archive(tmp_path / "x.zip", **{"bomb.json": b" " * (40 << 20), "small.json": b" " * 1000})

    files = open_inputs([str(made)])

    assert refused(files, "bomb.json") == "file.compressed"
    assert files.read("small.json") == " " * 1000


def test_links_encrypted_and_damaged_members_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as made:
        made.writestr(link, b"/etc/passwd")
        made.writestr("broken.json", b'{"a": 1}' * 50)
        made.writestr("locked.json", b"{}")
    content = bytearray((tmp_path / "x.zip").read_bytes())
    at = content.index(b'{"a": 1}')
    content[at : at + 4] = b"XXXX"
    entry = content.rindex(b"locked.json") - 46
    content[entry + 8] |= 1
    (tmp_path / "x.zip").write_bytes(content)

    files = open_inputs([str(tmp_path / "x.zip")])

    assert refused(files, "link.json") == "file.special"
    assert refused(files, "broken.json") == "file.damaged"
    assert refused(files, "locked.json") == "file.encrypted"


def test_more_files_than_are_read_is_no_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("akslab.cli.input_files.MOST_FILES", 2)
    made = archive(tmp_path / "a.zip", a=b"", b=b"")
    assert open_inputs([str(made)]).everything() == ("a", "b")

    for paths in ([archive(tmp_path / "b.zip", a=b"", b=b"", c=b"", d=b"")], [made, made.with_name("b.zip")]):
        with pytest.raises(NoInputError, match="more than 2 files"):
            open_inputs([str(path) for path in paths])


def test_an_archive_that_is_cut_off_or_inside_another_is_called_one(tmp_path: Path) -> None:
    whole = archive(tmp_path / "in.zip", a=os.urandom(500))
    outer = archive(tmp_path / "out.zip", in_zip=whole.read_bytes())
    (tmp_path / "cut.zip").write_bytes(whole.read_bytes()[:-40])

    assert refused(open_inputs([str(outer)]), "in_zip") == "file.archive"
    assert refused(open_inputs([str(tmp_path / "cut.zip")]), "cut.zip") == "file.archive"


def test_what_only_looks_like_an_archive_is_said(tmp_path: Path) -> None:
    made = archive(tmp_path / "x.zip", **{"a.json": b"{}"})
    made.write_bytes(made.read_bytes()[:-12])

    with pytest.raises((NoInputError, UnreadableError)):
        open_inputs([str(made)]).read("a.json")
