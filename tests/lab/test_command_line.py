"""What the command line answers without a running lab: one line and an exit code, and help that imports nothing."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from akslab.cli import COMMANDS, cli, lifecycle, main
from akslab.cli.workloads import _target
from akslab.lab.place import LabFile, Place, write_lab
from akslab.lab.refusal import ENVIRONMENT, NOT_FOUND, USAGE, Refusal

_HELP_ON_A_MACHINE_WITHOUT_FCNTL = """
import sys
sys.modules["fcntl"] = None
from akslab.cli import cli
cli(["--help"], standalone_mode=False)
print(*[name for name in sys.modules if name.startswith("akslab.")], file=sys.stderr)
"""


class Typed:
    """Types commands as a person does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """Return the exit code and what was said on stderr."""
        self._monkeypatch.setattr(sys, "argv", ["akslab", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return int(ended.value.code or 0), said.err


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typed:
    return Typed(monkeypatch, capsys)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_all_says_of_each_command_what_its_own_help_begins_with(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    assert command.help is not None
    assert COMMANDS[name][1] == " ".join(command.help.strip().split("\n\n")[0].split())


def test_help_imports_no_command_and_needs_no_fcntl() -> None:
    command = [sys.executable, "-c", _HELP_ON_A_MACHINE_WITHOUT_FCNTL]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    listed = [line.split()[0] for line in done.stdout.partition("Commands:")[2].splitlines() if line[2:3].strip()]
    assert listed == list(COMMANDS)
    assert set(done.stderr.split()) <= {"akslab.cli", "akslab.lab", "akslab.lab.refusal"}


def test_up_refuses_a_directory_of_somebody_elses_files(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "thesis").write_text("mine")
    tmp_path.chmod(0o755)
    code, said = typed("--state", str(tmp_path), "up")
    assert (code, said.count("\n")) == (ENVIRONMENT, 1)
    assert f"{tmp_path} is not a lab and not empty" in said
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert [path.name for path in tmp_path.iterdir()] == ["thesis"]


def test_a_deleted_lab_says_why_its_directory_stays(typed: Typed, tmp_path: Path) -> None:
    write_lab(Place(tmp_path), LabFile())
    (tmp_path / "thesis").write_text("mine")
    code, said = typed("--state", str(tmp_path), "down", "--delete")
    assert code == 0
    assert f"{tmp_path} stays, because no lab made what else is in it: thesis." in said
    assert [path.name for path in tmp_path.iterdir()] == ["thesis"]


@pytest.mark.parametrize("command", ["up", "down", "status", "log"])
def test_a_lab_in_a_file_is_refused_in_one_line(typed: Typed, tmp_path: Path, command: str) -> None:
    (tmp_path / "file").touch()
    code, said = typed("--state", str(tmp_path / "file"), command)
    assert (code, said.count("\n")) == (ENVIRONMENT, 1)
    assert str(tmp_path / "file") in said
    assert "ot a directory" in said or "not a directory" in said


def test_what_may_not_be_opened_is_named_with_the_reason(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(where: Place) -> bool:
        raise PermissionError(13, "Permission denied", "/labs/lock")

    monkeypatch.setattr(lifecycle, "down", refuse)
    assert typed("down") == (ENVIRONMENT, "akslab: /labs/lock can't be used: Permission denied.\n")


def test_the_log_of_no_lab_and_of_no_request(typed: Typed, tmp_path: Path) -> None:
    at = ("--state", str(tmp_path / "lab"), "log")
    assert typed(*at) == (ENVIRONMENT, "akslab: There is no lab here yet: `akslab up` makes one.\n")
    write_lab(Place(tmp_path / "lab"), LabFile())
    assert typed(*at) == (0, "")
    code, said = typed(*at, "--request", "5b1f")
    assert (code, said) == (NOT_FOUND, "akslab: Nothing in the log follows from a request '5b1f'.\n")


def test_a_tail_is_not_negative() -> None:
    done = CliRunner().invoke(cli, ["log", "--tail", "-3"])
    assert done.exit_code == USAGE
    assert "-3 is not in the range" in done.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("web", "--bytes", "many"), "'many' is no size"),
        (("web", "--count", "0"), "0 is not in the range"),
        (("web", "--seconds", "0"), "0.0 is not in the range"),
        (("web", "--seconds", "nan"), "nan is not in the range"),
        (("web", "--seconds", "inf"), "inf is not in the range"),
        (("web", "--snaplen", "13"), "13 is not in the range"),
        ((), "Missing argument"),
    ],
)
def test_a_capture_that_would_not_end_or_begin_is_refused(arguments: tuple[str, ...], words: str) -> None:
    done = CliRunner().invoke(cli, ["capture", *arguments])
    assert done.exit_code == USAGE
    assert words in done.output


def test_a_capture_without_a_lab_and_one_of_two_things_on_stdout(typed: Typed, tmp_path: Path) -> None:
    at = ("--state", str(tmp_path / "lab"), "capture", "web")
    assert typed(*at) == (ENVIRONMENT, "akslab: No lab is running here. Start one with `akslab up`.\n")
    code, said = typed(*at, "-w", "-", "-o", "json")
    assert (code, said.count("\n")) == (USAGE, 1)
    assert not (tmp_path / "lab").exists()


@pytest.mark.parametrize(
    ("destination", "target", "port"),
    [
        ("web", "web", 80),
        ("web:8080", "web", 8080),
        ("pod:web", "pod:web", 80),
        ("pod:one/web:8080", "pod:one/web", 8080),
        ("10.0.0.4:443", "10.0.0.4", 443),
    ],
)
def test_a_destination_is_a_name_or_an_address_and_a_port(destination: str, target: str, port: int) -> None:
    assert _target(destination) == (target, port)


@pytest.mark.parametrize(
    "destination", ["kp:abc", "pod:kp:abc", "kp:", "kp:0", "kp:65536", "kp:-1", "kp:\u00b2", "kp:\u0663"]
)
def test_a_port_that_is_none_is_blamed(destination: str) -> None:
    with pytest.raises(Refusal, match=f"'{destination.rpartition(':')[2]}' is not a port") as refused:
        _target(destination)
    assert refused.value.exit_code == USAGE
