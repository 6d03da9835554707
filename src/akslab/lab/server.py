"""The server process of a lab: APIs, controllers, store and control socket over one kernel host that it keeps alive.

`python -m akslab.lab.server DIRECTORY` is started by `akslab up` and ends on SIGTERM. Whatever ends it, the kernel host
and everything in it end too; the next start reads the store and builds the same network again.
"""

import asyncio
import contextlib
import errno
import fcntl
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from ..arm.verbs import Caller
from ..clock import SystemClock
from ..controllers.loop import Loop
from ..controllers.network import NetworkController
from ..kernel.remote import RemoteKernel
from ..kernel.seam import KernelError, Machines
from ..net.state import NetworkState
from ..server.listener import RunningServer, serve
from ..server.peer_uid import peer_uid
from ..server.tenant import Seams, Tenant
from ..store.sqlite import SqliteStore, StoreUnusableError
from .az import write_config_directory
from .calls import Calls, bounded
from .certificates import Certificates, ensure_certificates, server_context
from .composition import Lab, compose
from .connection import connection_of
from .control import Control
from .journal import Journal
from .place import LabFile, LabUnusableError, Place, read_lab, write_lab
from .refusal import ENVIRONMENT, Refusal

_SETTLE_S = 120.0
_HOST_RETRY_S = 1.0


class Running:
    """Everything of a running lab that ends with it."""

    def __init__(self, place: Place, lab: LabFile) -> None:
        self.place, self.lab = place, lab
        self.clock = SystemClock()
        self.journal = Journal(place.journal, self.clock)
        self.store = SqliteStore(place.store)
        self.parts: Lab = compose(lab, self.store, self.clock, self.journal)
        self.kernel: RemoteKernel | None = None
        self.loop: Loop | None = None

    async def run(self, ready: "asyncio.Event") -> None:
        """Serve until cancelled."""
        certificates = ensure_certificates(self.place.tls, datetime.now(UTC))
        listening = await self._listen(certificates)
        self.kernel = await RemoteKernel.start_host()
        self.loop = Loop(self.parts.context, self.parts.reconcilers, self._network(self.kernel))
        owner = Caller(self.lab.object_id, self.lab.client_id)
        calls = Calls(self.parts.context, self._settled, self._machines, owner, self._not_started, self._state)
        control = Control(calls.table(), self.journal)
        await control.listen(self.place.control)
        ready.set()
        self.journal("lab-started", pid=os.getpid(), port=listening.port)
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.loop.run())
                tasks.create_task(self._keep_kernel())
        finally:
            await control.close()
            await listening.stop()
            await self.kernel.close()
            self.journal("lab-stopped", pid=os.getpid())
            self.store.close()
            self.journal.close()

    async def _listen(self, certificates: Certificates) -> RunningServer:
        """Listen on the lab's port; a first start, or one that finds it taken, takes a free one and keeps that."""
        lab = self.lab
        tenant = Tenant(
            lab.tenant_id,
            lab.object_id,
            lab.user_object_id,
            bytes.fromhex(lab.signing_key),
            lab.identity_header,
            os.getuid(),
        )
        seams = Seams(self.parts.engine, self.parts.directory, self.journal, self.clock, peer_uid)
        tls = server_context(certificates)
        try:
            listening = await serve(tenant, seams, tls, lab.port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            listening = await serve(tenant, seams, tls, 0)
        if listening.port != lab.port:
            self.lab = msgspec.structs.replace(lab, port=listening.port)
            write_lab(self.place, self.lab)
        write_config_directory(connection_of(self.place, self.lab))
        return listening

    def _network(self, kernel: RemoteKernel) -> NetworkController:
        return NetworkController(kernel, kernel, self.place.log_of)

    async def _keep_kernel(self) -> None:
        """Start another kernel host whenever the one there is gone, and build the same network in it."""
        while True:
            assert self.kernel is not None
            assert self.loop is not None
            await self.kernel.lost.wait()
            self.journal("kernel-host-lost", pid=self.kernel.pid)
            await self.kernel.close()
            try:
                self.kernel = await RemoteKernel.start_host()
            except KernelError as error:
                self.journal("kernel-host-not-started", why=str(error))
                await self.clock.sleep(_HOST_RETRY_S)
                continue
            self.loop.use(self._network(self.kernel))

    async def _settled(self) -> None:
        assert self.loop is not None
        try:
            await bounded(self.loop.settled(), _SETTLE_S)
        except KernelError as error:
            raise Refusal(f"The kernel does not follow: {error}", ENVIRONMENT) from None

    def _not_started(self, netns: str) -> str | None:
        assert self.loop is not None
        return self.loop.network.why_not_started(netns)

    def _state(self) -> NetworkState:
        assert self.loop is not None
        return self.loop.network.state

    def _machines(self) -> Machines:
        assert self.kernel is not None
        return self.kernel


async def _serve_until_told(place: Place, lab: LabFile) -> None:
    running, ready = Running(place, lab), asyncio.Event()
    work = asyncio.create_task(running.run(ready))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, work.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await work


def main() -> None:
    """Run the server of the lab in the directory named on the command line."""
    place = Place(Path(sys.argv[1]).absolute())
    os.chdir("/")
    lock = place.lock.open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("Another server runs this lab already.")
    lab = read_lab(place)
    if lab is None:
        sys.exit(f"There is no lab in {place.root}.")
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    try:
        asyncio.run(_serve_until_told(place, lab))
    except (LabUnusableError, StoreUnusableError, KernelError, OSError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
