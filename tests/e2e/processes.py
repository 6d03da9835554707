"""The processes of a lab as the machine sees them, and what another user of the machine may do."""

import os
import subprocess
from pathlib import Path

import msgspec

import akslab
from akslab.lab.lifecycle import server_pid

from .labs import Lab

NOBODY = 65534
PYTHON = "/usr/bin/python3"
"""Of the system: the one the tests run on may be where only its owner can execute it."""


def family(lab: Lab) -> dict[str, int]:
    """Return the lab's own processes by what they are: `server`, `unshare`, `host`."""
    server = server_pid(lab.place)
    assert server is not None
    (unshare,) = _children(server)
    (host,) = _children(unshare)
    return {"server": server, "unshare": unshare, "host": host}


def descendants(pid: int) -> set[int]:
    """Return a process and everything below it, also what lives in a PID namespace."""
    return {pid}.union(*map(descendants, _children(pid)))


def alive(pids: set[int]) -> set[int]:
    """Return those that still run; a zombie does not."""
    return {pid for pid in pids if _state(pid) not in ("", "Z")}


def as_nobody(*command: str, home: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a command as another user, with nothing of ours in its environment."""
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
    environment |= {"PYTHONPATH": os.pathsep.join(_import_path()), "PYTHONDONTWRITEBYTECODE": "1"}
    if home:
        environment |= {"HOME": str(home), "XDG_STATE_HOME": str(home / "state"), "XDG_DATA_HOME": str(home / "data")}
    return subprocess.run(
        [*become, *command], env=environment, capture_output=True, text=True, timeout=60, check=False, cwd="/"
    )


def akslab_as_nobody(*arguments: str, home: Path | None = None) -> "subprocess.CompletedProcess[str]":
    """Run akslab as another user."""
    run = "import sys; from akslab.cli import main; sys.argv[0] = 'akslab'; main()"
    return as_nobody(PYTHON, "-c", run, *arguments, home=home)


def _import_path() -> list[str]:
    return [str(Path(found).parents[1]) for found in (akslab.__file__, msgspec.__file__)]


def _children(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:
        return []


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][:1]
    except OSError:
        return ""
