"""`akslab check` as it is typed: paths and options that are none, and streams that take nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from akslab.cli import main

from .shop import BICEP

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    (tmp_path / "main.bicep").write_text(BICEP)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["akslab", "check", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


def program(*arguments: str, folder: Path, **how: object) -> "subprocess.CompletedProcess[str]":
    """Return what a process of its own did: one that writes to a stream of its own."""
    command = [sys.executable, "-c", "from akslab.cli import main; main()", *arguments]
    return subprocess.run(command, cwd=folder, text=True, timeout=60, check=False, **how)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("path", ["", "x" * 300, "x" * 5000, "nowhere", "pipe.bicep", "/dev/zero"])
def test_a_path_that_is_nothing_to_read_exits_2_in_one_line(check: Run, path: str) -> None:
    os.mkfifo("pipe.bicep")
    code, out, err = check(path)

    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert len(err) < 300


@pytest.mark.parametrize("path", ["pipe.csv", "x" * 300])
@pytest.mark.parametrize("option", ["--baseline", "--avoid"])
def test_an_option_that_names_no_file_exits_2(check: Run, option: str, path: str) -> None:
    os.mkfifo("pipe.csv")
    code, out, err = check("main.bicep", option, path)

    assert (code, out) == (2, "")
    assert path in err


def test_a_value_or_a_baseline_nested_without_end_is_answered(check: Run) -> None:
    deep = "[" * 50_000
    Path("deep.json").write_text('{"findings": [{"fingerprint": ' + deep)

    assert check("main.bicep", "-p", f"podCidr={deep}")[0] in (1, 2)
    assert check("main.bicep", "--baseline", "deep.json")[0] == 2


def test_a_directory_for_parameters_is_said_to_be_no_file(check: Run) -> None:
    Path("prod").mkdir()
    code, out, _ = check("main.bicep", "-p", "prod")

    assert code == 2
    assert "prod" in out


def test_a_file_is_named_by_bytes_that_are_no_text(check: Run) -> None:
    os.rename(b"main.bicep", b"main\xff.bicep")
    code, out, _ = check("-o", "json")

    assert code == 1
    assert json.loads(out)["inputs"] == ["main\udcff.bicep"]


def test_a_stream_that_knows_few_characters_gets_them_escaped(check: Run, tmp_path: Path) -> None:
    del check
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    how = {"capture_output": True, "env": environment}

    text = program("check", "--lang", "ko", folder=tmp_path, **how)
    made = program("check", "--lang", "ko", "-o", "json", folder=tmp_path, **how)

    assert (text.returncode, text.stderr) == (1, "")
    assert "\ud55c" not in made.stdout
    assert any("가" <= sign <= "힣" for found in json.loads(made.stdout)["findings"] for sign in found["message"])


def test_without_any_output_the_exit_code_still_tells(check: Run, tmp_path: Path) -> None:
    del check
    command = ["sh", "-c", 'exec "$0" "$@" >&-', sys.executable, "-c", "from akslab.cli import main; main()", "check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)

    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk_is_4_and_one_line(check: Run, tmp_path: Path) -> None:
    del check
    with Path("/dev/full").open("w") as full:
        done = program("check", folder=tmp_path, stdout=full, stderr=subprocess.PIPE)

    assert done.returncode == 4
    assert done.stderr.count("\n") == 1


STRANGE = "a b#\x1b[31m\r\n::error::x,%20:한.bicep"


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("form", ["text", "github", "json", "sarif", "junit"])
def test_a_name_steers_neither_a_terminal_nor_a_pipeline(check: Run, form: str, language: str) -> None:
    Path("main.bicep").rename(STRANGE)
    Path("main.bicep").write_text(BICEP.replace("'vnet-shop'", "'vnet\x1b]0;x\x07'"))
    code, out, _ = check("-o", form, "--lang", language, "--notes")

    assert code == 1
    assert not any(sign in out for sign in "\x07\x1b")
    assert "\n::error::x" not in out or form == "junit"


def test_sarif_names_files_by_addresses(check: Run) -> None:
    Path("main.bicep").rename(STRANGE)
    found = json.loads(check("-o", "sarif")[1])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]

    assert found["artifactLocation"]["uri"] == ("a%20b%23%1B%5B31m%0D%0A%3A%3Aerror%3A%3Ax%2C%2520%3A%ED%95%9C.bicep")


def test_sarif_says_which_file_could_not_be_read(check: Run) -> None:
    Path("photo.png").write_bytes(b"\x89PNG")
    run = json.loads(check("photo.png", "-o", "sarif")[1])["runs"][0]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]

    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "photo.png"


def test_more_files_than_are_looked_at_is_no_silence(check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("akslab.checking.inputs.MOST_FILES", 3)
    Path("a").mkdir()
    for number in range(3):
        Path(f"a/{number}.txt").write_text("")

    assert check("a")[0] == 0
    code, out, _ = check()
    assert code == 2
    assert "more than 3 files" in out
    assert "rejected[" in out


@pytest.mark.parametrize("name", ["deploy.sh", "main.tf", "main.json", "page.md"])
def test_a_file_that_is_no_text_is_said_to_be_none(check: Run, name: str) -> None:
    Path(name).write_bytes("az group list".encode("utf-16-le"))
    code, out, _ = check(name)

    assert code == 2
    assert name in out
    assert "file." not in out


def test_a_script_nobody_named_that_cannot_be_read_is_told(check: Run) -> None:
    Path("deploy.sh").write_bytes("az group list".encode("utf-16-le"))
    code, out, _ = check("--fail-on", "never")

    assert code == 0
    assert "deploy.sh is no text" in out


def test_an_export_is_sent_to_the_doctor(check: Run) -> None:
    Path("aks.json").write_text('{"id": "/subscriptions/x"}')

    assert "akslab doctor" in check("aks.json")[1]
