"""Start a lab, stop it, look at it: what `akslab up`, `down` and `status` do."""

import fcntl
import importlib.util
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..kernel.requirements import missing
from ..settings import Settings
from .client import is_running
from .place import LabFile, LabUnusableError, Place, read_lab, require_room, write_lab
from .refusal import ENVIRONMENT, Refusal

_START_S, _STOP_S = 20.0, 20.0
_POLL_S = 0.01
_LAB_PACKAGES = ("aiohttp", "cryptography", "jwt", "rich")


def require_lab_packages() -> None:
    """Raise `Refusal` on the light install, which has no server in it."""
    if any(importlib.util.find_spec(name) is None for name in _LAB_PACKAGES):
        raise Refusal("A lab needs more than the light install: pipx install 'akslab[lab]'.", ENVIRONMENT)


def up(place: Place, settings: Settings | None = None) -> LabFile:
    """Start the lab unless it runs already; returns its description. Settings are fixed when a lab is first made."""
    try:
        require_room(place)
        lab = read_lab(place)
    except LabUnusableError as error:
        raise Refusal(str(error), ENVIRONMENT) from None
    if lab is not None and settings is not None and settings != lab.settings:
        raise Refusal("This lab was made with other settings: take another --name, or `akslab down --delete` first.", 2)
    if is_running(place):
        assert lab is not None
        return lab
    require_lab_packages()
    if lacking := missing():
        raise Refusal("This machine can't run a lab: " + " ".join(lacking), ENVIRONMENT)
    try:
        with _turn(place):
            if not is_running(place):
                write_lab(place, read_lab(place) or LabFile(settings=settings or Settings()))
                _start(place)
    except OSError as error:
        raise Refusal(f"{place.root} can't be written: {error.strerror}.", ENVIRONMENT) from None
    started = read_lab(place)
    assert started is not None
    return started


@contextmanager
def _turn(place: Place) -> Iterator[None]:
    """Let one `akslab up` at a time start a lab: others wait, and then find it running."""
    place.root.mkdir(mode=0o700, parents=True, exist_ok=True)
    with place.turn.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _start(place: Place) -> None:
    """Start the server in a session of its own; it outlives this process, so nothing here holds on to it."""
    output = str(place.server_output)
    server = os.posix_spawn(
        sys.executable,
        [sys.executable, "-m", "akslab.lab.server", str(place.root)],
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
            (os.POSIX_SPAWN_DUP2, 1, 2),
        ],
        setsid=True,
    )
    deadline = time.monotonic() + _START_S
    while not is_running(place):
        if os.waitpid(server, os.WNOHANG)[0] or time.monotonic() > deadline:
            said = place.server_output.read_text(errors="replace").strip().splitlines()
            why = said[-1] if said else "it said nothing."
            raise Refusal(f"The lab's server did not start: {why} (all of it: {place.server_output})", ENVIRONMENT)
        time.sleep(_POLL_S)


def down(place: Place) -> bool:
    """Stop the lab and wait until it is gone; returns whether it ran."""
    pid = server_pid(place)
    if pid is None:
        return False
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_S
    while _is_alive(pid):
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline += _STOP_S
        time.sleep(_POLL_S)
    place.control.unlink(missing_ok=True)
    return True


def _is_alive(pid: int) -> bool:
    """Whether a process is still there; one that only waits to be reaped by its parent is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def server_pid(place: Place) -> int | None:
    """Return the pid of the lab's running server: who holds its lock."""
    try:
        with place.lock.open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return None
    except BlockingIOError:
        return int(place.lock.read_text().strip() or 0) or None
    except FileNotFoundError:
        return None
