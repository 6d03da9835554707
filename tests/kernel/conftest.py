"""Kernels to test on: one real kernel host for the session, and the fake beside it where the laws are the same."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

from akslab.kernel.fake import FakeKernel
from akslab.kernel.remote import RemoteKernel
from akslab.kernel.seam import Entrance, KernelError
from akslab.net.changes import Change
from akslab.net.diff import diff, validate
from akslab.net.state import NetworkState

T = TypeVar("T")


@dataclass
class Lab:
    """A kernel and the event loop it lives in."""

    kernel: RemoteKernel | FakeKernel
    runner: asyncio.Runner

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def apply(self, *changes: Change) -> None:
        self.run(self.kernel.apply(changes))

    def observe(self) -> NetworkState:
        return self.run(self.kernel.observe())

    def reach(self, desired: NetworkState) -> None:
        """Get from whatever is there to `desired`."""
        validate(desired)
        self.apply(*diff(self.observe(), desired))

    def refusal(self, *changes: Change) -> KernelError:
        with pytest.raises(KernelError) as caught:
            self.apply(*changes)
        return caught.value


@dataclass
class LinuxLab(Lab):
    """The real one, with the methods only it has."""

    kernel: RemoteKernel


def eventually(happened: Callable[[], bool], within_s: float = 5.0) -> None:
    """Wait until something happens; fail when it does not."""
    deadline = time.monotonic() + within_s
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def entering(entrance: Entrance, *command: str) -> list[str]:
    """Spell out how another process of the same user runs a command inside a namespace."""
    spaces = {"user": "ns/user", "mount": "ns/mnt", "pid": "ns/pid", "net": f"fd/{entrance.fd}"}
    options = [f"--{kind}=/proc/{entrance.pid}/{place}" for kind, place in spaces.items()]
    return ["nsenter", *options, "--preserve-credentials", "--", *command]


@pytest.fixture(scope="session")
def linux_host() -> Iterator[LinuxLab]:
    with asyncio.Runner() as runner:
        lab = LinuxLab(runner.run(RemoteKernel.start_host()), runner)
        yield lab
        lab.run(lab.kernel.close())


@pytest.fixture
def linux(linux_host: LinuxLab) -> LinuxLab:
    """Give the real kernel, empty."""
    linux_host.reach({})
    return linux_host


@pytest.fixture(params=["fake", pytest.param("linux", marks=pytest.mark.kernel)])
def lab(request: pytest.FixtureRequest) -> Iterator[Lab]:
    """Give each kernel in turn, empty."""
    if request.param == "linux":
        yield request.getfixturevalue("linux")
        return
    with asyncio.Runner() as runner:
        yield Lab(FakeKernel(), runner)
