"""The shell: texts run as they are, variables live on, and an interrupt leaves no process behind."""

import os
import signal
import time
from pathlib import Path

import pytest

from akslab.article.interrupts import ends_as_interrupts, held_back
from akslab.article.shell import Bash


def _bash(directory: Path) -> Bash:
    return Bash({"PATH": os.environ["PATH"]}, directory)


def test_a_text_runs_as_it_is_line_continuations_and_all(tmp_path: Path) -> None:
    done = _bash(tmp_path).run('printf "%s|" a \\\n    "b c"    ', {}, lambda: None)
    assert (done.status, done.stdout) == (0, "a|b c|")


def test_only_what_a_text_assigns_is_handed_on(tmp_path: Path) -> None:
    done = _bash(tmp_path).run('SUBNET_ID=$(printf "%s/x\ny" "$A")', {"A": "1"}, lambda: None)
    assert done.variables == {"SUBNET_ID": "1/x\ny"}
    assert list(tmp_path.iterdir()) == []


def test_the_exit_code_is_the_texts_own(tmp_path: Path) -> None:
    assert _bash(tmp_path).run("exit 7", {}, lambda: None).status == 7
    assert _bash(tmp_path).run("X=$(false)", {}, lambda: None).status == 1


def test_nothing_can_wait_for_somebody_to_type(tmp_path: Path) -> None:
    assert _bash(tmp_path).run("read line || echo nobody", {}, lambda: None).stdout == "nobody\n"


def test_an_interrupt_ends_the_command_and_its_children(tmp_path: Path) -> None:
    pids = tmp_path / "pids"

    def interrupt() -> None:
        if pids.exists() and pids.read_text().endswith("\n"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _bash(tmp_path).run(f"sleep 60 & echo $! > {pids}; wait", {}, interrupt)
    assert not Path(f"/proc/{pids.read_text().strip()}").exists()


def test_an_interrupt_waits_for_a_child_that_takes_its_time(tmp_path: Path) -> None:
    late = "import signal,sys,time; signal.signal(15, lambda *_: 0); open(sys.argv[1], 'w'); time.sleep(60)"
    ready = tmp_path / "ready"

    def interrupt() -> None:
        if ready.exists():
            raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        _bash(tmp_path).run(f'python3 -c "{late}" {ready} & wait', {}, interrupt)
    here = [entry for entry in Path("/proc").glob("[0-9]*/cmdline") if str(ready).encode() in _read(entry)]
    assert here == []
    assert time.monotonic() - began < 10


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_an_interrupt_while_a_process_starts_waits_until_it_can_be_ended() -> None:
    started: list[bool] = []

    def start() -> None:
        with held_back():
            os.kill(os.getpid(), signal.SIGTERM)
            started.append(True)

    with ends_as_interrupts(), pytest.raises(KeyboardInterrupt):
        start()
    assert started == [True]
