"""Run the controllers: all that decide on documents until nothing changes any more, then the one that moves the kernel.

Every durable write wakes the loop; so does the time a controller asked for. A controller that fails is logged and tried
again after a second: one bad document must not stop the others.
"""

import asyncio
import traceback
from collections.abc import Callable, Sequence

from ..kernel.seam import KernelError
from ..store.seam import Written
from .context import Context
from .network import NetworkController

Reconcile = Callable[[Context], float | None]
"""Look at everything, change what must change, return the seconds until it wants to look again."""

_ROUNDS_MAX = 100
"""Controllers that still change things after so many rounds are at odds with each other: say so and go on."""
_RETRY_S = 1.0


class Loop:
    """The controllers of one lab."""

    def __init__(self, context: Context, reconcilers: Sequence[Reconcile], network: NetworkController) -> None:
        self._context, self._reconcilers, self.network = context, reconcilers, network
        self._woken = asyncio.Event()
        self._moved = asyncio.Event()
        self._idle = asyncio.Event()
        self._writes = 0
        self._refused = ""
        """Why the kernel could not be moved the last time."""
        self._causes: dict[str, None] = {}
        context.store.listen(self._heard)

    async def run(self) -> None:
        """Reconcile forever; cancel to stop."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._decide_forever())
            tasks.create_task(self._move_forever())

    def use(self, network: NetworkController) -> None:
        """Go on with another kernel, which has everything still before it."""
        self.network = network
        self._moved.set()

    async def settled(self) -> None:
        """Return once the kernel contains what was written before this call; raises `KernelError` if it refused."""
        self._idle.clear()
        self._woken.set()
        await self._idle.wait()
        if self._refused:
            raise KernelError("", self._refused)

    def _heard(self, written: Written) -> None:
        self._writes += 1
        if written.cause:
            self._causes[written.cause] = None
        self._woken.set()

    async def _decide_forever(self) -> None:
        while True:
            self._woken.clear()
            wait = self.settle()
            self._moved.set()
            await self._either(self._woken, wait)

    async def _either(self, event: asyncio.Event, seconds: float | None) -> None:
        """Wait for an event, or until so many seconds have passed on the lab's clock."""
        waits: set[asyncio.Task[object]] = {asyncio.create_task(event.wait())}
        if seconds is not None:
            waits.add(asyncio.create_task(self._context.arm.world.clock.sleep(max(seconds, 0.01))))
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()

    def settle(self) -> float | None:
        """Run every deciding controller until none changes anything; return when one wants to run again."""
        for _ in range(_ROUNDS_MAX):
            before = self._writes
            waits = [self._attempt(reconcile) for reconcile in self._reconcilers]
            if self._writes == before:
                return min((wait for wait in waits if wait is not None), default=None)
        self._context.log("controllers-at-odds", rounds=_ROUNDS_MAX)
        return _RETRY_S

    def _attempt(self, reconcile: Reconcile) -> float | None:
        try:
            return reconcile(self._context)
        except Exception:
            self._context.log("controller-failed", controller=reconcile.__module__, traceback=traceback.format_exc())
            return _RETRY_S

    async def _move_forever(self) -> None:
        wait: float | None = None
        while True:
            await self._either(self._moved, wait)
            self._moved.clear()
            causes, self._causes = list(self._causes), {}
            wait = await self._move(causes)
            if wait is not None:
                self._causes = dict.fromkeys(causes) | self._causes
            if not self._moved.is_set() and not self._woken.is_set():
                self._idle.set()

    async def _move(self, causes: list[str]) -> float | None:
        """Let the kernel follow; returns the seconds until it wants another try."""
        self._refused = ""
        try:
            await self.network.reconcile(self._context, causes)
        except KernelError as error:
            self._refused = str(error)
            self._context.log("kernel-failed", causes=causes, why=str(error))
            return _RETRY_S
        except Exception:
            self._refused = "a fault of akslab's own, see `akslab log`"
            self._context.log("controller-failed", controller="network", traceback=traceback.format_exc())
            return _RETRY_S
        return None
