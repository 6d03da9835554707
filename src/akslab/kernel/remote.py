"""The server's end of the Linux kernel: starts the kernel host and speaks to it, many calls at once.

The host runs in namespaces of its own (user, network, mount, PID), so it works for an ordinary user and never touches
the machine's network. When it is gone, every call raises `KernelError` and `lost` is set: start another, and apply
the same state to it.
"""

import array
import asyncio
import os
import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TypeVar

import msgspec

from ..net.changes import Change
from ..net.state import NetworkState
from .frames import (
    HELLO,
    ORDER,
    SIZE_BYTES,
    Apply,
    Call,
    Enter,
    Observe,
    Request,
    Start,
    Stop,
    Try,
    Witness,
    frame,
    replies,
)
from .seam import Entrance, KernelError, Probe, ProbeResult, Witnessed, Workload

T = TypeVar("T")
UNSHARE = ("unshare", "--user", "--map-root-user", "--net", "--mount", "--pid", "--mount-proc")
START_TIMEOUT_S = 20.0
OBITUARY_TIMEOUT_S = 2.0
END_TIMEOUT_S = 60.0
"""Ending frees every process at once; the kernel frees their namespaces behind our back."""
_CREDENTIALS = struct.Struct("iII")


class RemoteKernel:
    """Implements `Kernel` and `Machines` on Linux. Made by `start_host`, ended by `close`."""

    def __init__(self, process: asyncio.subprocess.Process, pid: int) -> None:
        """Use `start_host`; `pid` is the host's, as we see it."""
        self.lost = asyncio.Event()
        """Set when the host is gone, whoever ended it."""
        self.pid = pid
        self._process = process
        self._numbers = count()
        self._waiting: dict[int, asyncio.Future[bytes]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._reading: asyncio.Task[None] | None = None

    @classmethod
    async def start_host(cls) -> "RemoteKernel":
        """Start a kernel host. Raises KernelError when this machine or user may not (see `requirements.missing`)."""
        ours, theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        ours.setblocking(False)
        try:
            process = await asyncio.create_subprocess_exec(
                *UNSHARE,
                *("--fork", "--kill-child=SIGKILL", sys.executable, "-m", "akslab.kernel.host", str(theirs.fileno())),
                stdin=asyncio.subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
                env={**os.environ, "PYTHONPATH": _import_path()},
            )
        except OSError as error:
            ours.close()
            raise KernelError("start the kernel host", f"unshare: {error.strerror}") from error
        finally:
            theirs.close()
        pid = await _greeting(ours, process)
        kernel = cls(process, pid)
        reader, kernel._writer = await asyncio.open_connection(sock=ours)
        kernel._reading = asyncio.create_task(kernel._read(reader))
        return kernel

    async def close(self) -> None:
        """End the host and everything in it, and wait until it is gone."""
        if self._writer is not None:
            self._writer.close()
        await _ended(self._process, END_TIMEOUT_S)
        if self._reading is not None:
            await self._reading

    async def apply(self, changes: Sequence[Change]) -> None:
        """See `Kernel.apply`."""
        await self._call(Apply(tuple(changes)), type(None))

    async def observe(self) -> NetworkState:
        """See `Kernel.observe`."""
        return await self._call(Observe(), NetworkState)

    async def start(self, netns: str, workload: Workload) -> None:
        """See `Machines.start`."""
        await self._call(Start(netns, workload), type(None))

    async def stop(self, netns: str) -> None:
        """See `Machines.stop`."""
        await self._call(Stop(netns), type(None))

    async def probe(self, probe: Probe) -> ProbeResult:
        """See `Machines.probe`."""
        return await self._call(Try(probe), ProbeResult)

    async def witness(self, probes: Sequence[Probe], traced: Sequence[str]) -> Witnessed:
        """See `Machines.witness`."""
        return await self._call(Witness(tuple(probes), tuple(traced)), Witnessed)

    async def enter(self, netns: str) -> Entrance:
        """See `Machines.enter`."""
        return Entrance(self.pid, await self._call(Enter(netns), int))

    async def _call(self, call: Call, answer: type[T]) -> T:
        if self.lost.is_set() or self._writer is None or self._writer.is_closing():
            raise KernelError("", "the kernel host is gone")
        number = next(self._numbers)
        future = self._waiting[number] = asyncio.get_running_loop().create_future()
        try:
            self._writer.write(frame(Request(number, call)))
            with suppress(ConnectionError):
                await self._writer.drain()
            return msgspec.msgpack.decode(await future, type=answer)
        finally:
            self._waiting.pop(number, None)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                size = int.from_bytes(await reader.readexactly(SIZE_BYTES), ORDER)
                reply = replies.decode(await reader.readexactly(size))
                future = self._waiting.get(reply.number)
                if future is None or future.done():
                    continue
                if reply.refusal is None:
                    future.set_result(bytes(reply.value))
                else:
                    future.set_exception(KernelError(reply.refusal.step, reply.refusal.reason))
        self.lost.set()
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(KernelError("", "the kernel host is gone"))


def _import_path() -> str:
    """Let the host find this very package, installed or not."""
    here = str(Path(__file__).parents[2])
    return os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])


async def _ended(process: asyncio.subprocess.Process, patience_s: float) -> int:
    """Wait for the end of a process that has a reason to end, and return its code; kill it when it takes too long.

    Killing at once would race with asyncio's own waiting, and the code be lost.
    """
    try:
        return await asyncio.wait_for(process.wait(), patience_s)
    except TimeoutError:
        process.kill()
        return await process.wait()


async def _greeting(ours: socket.socket, process: asyncio.subprocess.Process) -> int:
    """Wait for the host's hello and return the host's process id, which Linux attaches in our own terms."""
    loop = asyncio.get_running_loop()
    readable: asyncio.Future[None] = loop.create_future()
    loop.add_reader(ours, lambda: None if readable.done() else readable.set_result(None))
    try:
        await asyncio.wait_for(readable, START_TIMEOUT_S)
        data, ancillary, _, _ = ours.recvmsg(len(HELLO), socket.CMSG_SPACE(_CREDENTIALS.size))
    except TimeoutError:
        data, ancillary = b"", []
    finally:
        loop.remove_reader(ours)
    if data != HELLO:
        ours.close()
        code = await _ended(process, OBITUARY_TIMEOUT_S)
        raise KernelError("start the kernel host", f"unshare or Python ended with {code} before it answered")
    pid, _, _ = _CREDENTIALS.unpack(array.array("B", ancillary[0][2]).tobytes()[: _CREDENTIALS.size])
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
    return int(pid)
