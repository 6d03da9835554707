"""The seam to time: what o'clock it is, and how to wait. Azure's delays are a clock's business, so tests own theirs."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Seconds since 1970, and a way to let them pass."""

    def now(self) -> float:
        """Return the time in seconds since 1970."""

    async def sleep(self, seconds: float) -> None:
        """Return once `seconds` have passed on this clock."""


class SystemClock:
    """The machine's own time."""

    def now(self) -> float:
        """Return the time in seconds since 1970."""
        return time.time()

    async def sleep(self, seconds: float) -> None:
        """Wait, really."""
        await asyncio.sleep(seconds)


class VirtualClock:
    """A clock that stands still until it is moved: the honest second implementation, for tests."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self._now = start
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Return the time this clock was moved to."""
        return self._now

    async def sleep(self, seconds: float) -> None:
        """Return once the clock was moved past the end of the wait."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        awake: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, awake))
        await awake

    async def advance(self, seconds: float) -> None:
        """Move the clock, waking sleepers in the order of their times and letting each of them act."""
        end = self._now + seconds
        while due := sorted((s for s in self._sleepers if s[0] <= end and not s[1].done()), key=lambda s: s[0]):
            self._now = max(self._now, due[0][0])
            self._sleepers.remove(due[0])
            due[0][1].set_result(None)
            for _ in range(20):
                await asyncio.sleep(0)
        self._now = end


def timestamp(seconds: float) -> str:
    """Return a time as ARM writes it: ISO 8601 with seven decimals and Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "0Z"
