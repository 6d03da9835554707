"""Run the article's commands through bash, each as the text it is, in the lab's environment."""

import contextlib
import os
import re
import signal
import subprocess
import sysconfig
import time
from collections.abc import Mapping
from pathlib import Path

from ..lab.az import child_environment
from ..lab.connection import connection_of
from ..lab.find_az import AzNotFoundError, find_az
from ..lab.place import LabFile, Place
from ..lab.refusal import ENVIRONMENT, Refusal
from .face import Tick
from .interrupts import held_back
from .runner import Done

_ASSIGNED = re.compile(r"^(\w+)=", re.MULTILINE)
_TICK_S = 0.1
_END_S = 2.0
_LOOK_S = 0.02
_PROGRAM = 'set -a; trap "env -0 >\\"$2\\"" EXIT; eval "$1"'
"""What a command assigns is exported and read back when it ends, so that the next one finds it, as in one shell."""


def environment_of(place: Place, lab: LabFile) -> dict[str, str]:
    """Return the environment in which `az` and `akslab` mean this lab; raises `Refusal` when there is no az."""
    environment = child_environment(os.environ, connection_of(place, lab))
    directories = [str(usable_az().parent), sysconfig.get_path("scripts"), environment.get("PATH", os.defpath)]
    return {**environment, "PATH": os.pathsep.join(directories), "AKSLAB_STATE": str(place.root)}


def usable_az() -> Path:
    """Return the az to run; raises `Refusal`."""
    try:
        return find_az(dict(os.environ))
    except AzNotFoundError as error:
        raise Refusal(str(error), ENVIRONMENT) from None


class Bash:
    """A bash for each command, that knows the variables of those before."""

    def __init__(self, environment: Mapping[str, str], directory: Path) -> None:
        """`directory` keeps what a command assigned, until it is read."""
        self._environment, self._variables = dict(environment), directory / "variables"

    def run(self, text: str, variables: Mapping[str, str], tick: Tick) -> Done:
        """Run a text as it is, with nothing to read from; when interrupted, its processes end first."""
        bash = None
        try:
            with held_back():
                bash = self._start(text, variables)
            while True:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    stdout, stderr = bash.communicate(timeout=_TICK_S)
                    return Done(bash.returncode, stdout, stderr, self._assigned(text))
                tick()
        except BaseException:
            if bash:
                _end(bash)
            raise

    def _start(self, text: str, variables: Mapping[str, str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            ["bash", "-c", _PROGRAM, "bash", text, str(self._variables)],
            env={**self._environment, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )

    def _assigned(self, text: str) -> dict[str, str]:
        names = set(_ASSIGNED.findall(text))
        try:
            entries = self._variables.read_text().split("\0")
        except FileNotFoundError:
            return {}
        self._variables.unlink()
        pairs = (entry.partition("=") for entry in entries)
        return {name: value for name, _, value in pairs if name in names}


def _end(process: subprocess.Popen[str]) -> None:
    """End a command and all it started, and wait until they are gone: az writes to its directory to the last."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + _END_S
        while _signalled(process.pid, number) and time.monotonic() < deadline:
            process.poll()
            time.sleep(_LOOK_S)
    for stream in (process.stdout, process.stderr):
        if stream:
            stream.close()


def _signalled(group: int, number: signal.Signals) -> bool:
    """Send a signal to a process group; returns whether anybody was there to get it."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True
