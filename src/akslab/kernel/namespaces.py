"""Network namespaces by descriptor only: made, entered, dropped. Nothing is mounted, so nothing can be left behind.

Descriptors that live long are moved to 1024 and above, so that the low numbers stay free for libnftables
(FD_SETSIZE). Python 3.11 has no os.unshare and os.setns, hence ctypes.
"""

import ctypes
import fcntl
import os
import resource
from pathlib import Path

from ..net.changes import Change
from ..net.commands import title
from .seam import KernelError

CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
LOWEST = 1024
SPARE = 256
"""Descriptors above 1024 kept back for connections being served."""

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def setns(fd: int, kind: int = CLONE_NEWNET) -> None:
    """Move the current thread into a namespace, a network one if nothing else is said. Raises OSError."""
    _checked(_libc.setns(fd, kind))


def current() -> int:
    """Open the current thread's network namespace; the descriptor is 1024 or above."""
    return raised(os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC))


def unshare() -> int:
    """Move the current thread into a new network namespace and return its descriptor, 1024 or above."""
    _checked(_libc.unshare(CLONE_NEWNET))
    return current()


def raised(fd: int) -> int:
    """Move a descriptor to 1024 or above and close the low one. Raises OSError when the limit is reached."""
    try:
        return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, LOWEST)
    finally:
        os.close(fd)


def raise_descriptor_limit() -> None:
    """Take all descriptors the hard limit allows."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


class Descriptors:
    """Counts the long-lived descriptors and refuses, in words, before the limit does."""

    def __init__(self) -> None:
        self._held = 0
        self._room = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - LOWEST - SPARE

    def take(self, step: Change | str) -> None:
        """Count one more for a step, or for what a string names. Raises KernelError when it would not fit."""
        if self._held >= self._room:
            reason = (
                f"no descriptor is left: with {self._room + LOWEST + SPARE} open files a process (ulimit -n) about "
                f"{max(self._room, 0) // 2} pods with a built-in workload fit, each takes two"
            )
            raise KernelError(step if isinstance(step, str) else title(step), reason)
        self._held += 1

    def give_back(self) -> None:
        """Count one less."""
        self._held -= 1


def write_sysctl(name: str, value: str) -> None:
    """Write a sysctl of the current thread's namespace. Raises OSError."""
    sysctl_path(name).write_text(value)


def read_sysctl(name: str) -> str:
    """Read a sysctl of the current thread's namespace. Raises OSError."""
    return sysctl_path(name).read_text().strip()


def sysctl_path(name: str) -> Path:
    """Say where a sysctl of the current thread's namespace lives."""
    return Path("/proc/sys", *name.split("."))
