"""Workloads that are processes: children in a namespace, each with a session of its own, and the reaping PID 1 owes.

A process group is killed by its number, which Linux does not give out again while the group has members. So a group
is forgotten in the moment the last member is reaped.
"""

import os
import signal
import subprocess
import threading
from contextlib import suppress

from .seam import ProcessWorkload


class Processes:
    """The process groups we started, by namespace."""

    def __init__(self) -> None:
        self._groups: dict[str, int] = {}
        self._lock = threading.Lock()

    def start(self, netns: str, workload: ProcessWorkload) -> None:
        """Start a child; the current thread must be in `netns`. Raises OSError when it cannot be executed."""
        with self._lock, open(workload.log, "ab") as log:
            # Not waited for here: PID 1 reaps everything. All our descriptors close on exec by themselves.
            child = subprocess.Popen(
                workload.argv,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                close_fds=False,
                start_new_session=True,
            )
            child.returncode = 0
            self._groups[netns] = child.pid

    def stop(self, netns: str) -> None:
        """Kill what was started for `netns`, with all its descendants of the same process group."""
        with self._lock:
            group = self._groups.pop(netns, None)
            if group is not None:
                with suppress(ProcessLookupError):
                    os.killpg(group, signal.SIGKILL)

    def reap(self) -> None:
        """Bury every child that has ended, ours or inherited as PID 1."""
        with self._lock:
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
            for netns, group in tuple(self._groups.items()):
                try:
                    os.killpg(group, 0)
                except ProcessLookupError:
                    del self._groups[netns]
