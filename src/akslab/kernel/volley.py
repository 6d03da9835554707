"""Many probes side by side in one thread: each socket opened in its own namespace, then all waited for together.

A probe that meets silence costs its timeout, so hundreds of them must not wait for each other.
"""

import select
import time
from collections import deque
from collections.abc import Callable, Sequence

from . import namespaces
from .probing import Attempt
from .seam import Probe, ProbeResult

AT_ONCE = 64
"""Probes under way; each holds a descriptor, and the built-in workload serves at most 200 connections."""
TURN_S = 0.02
"""The longest wait between two looks at the clock."""


class Volley:
    """Probes under way, and the results of those that are through."""

    def __init__(self, probes: Sequence[Probe], fd_of: Callable[[Probe], int]) -> None:
        self._waiting = deque(enumerate(probes))
        self._fd_of = fd_of
        self._epoll = select.epoll()
        self._under_way: dict[int, tuple[int, Attempt]] = {}
        self._results: dict[int, ProbeResult] = {}

    def fly(self, between: Callable[[], None]) -> tuple[ProbeResult, ...]:
        """Carry out all probes; `between` is called after every step of one of them."""
        while self._waiting or self._under_way:
            while self._waiting and len(self._under_way) < AT_ONCE:
                self._begin(*self._waiting.popleft())
                between()
            for fd, _ in self._epoll.poll(TURN_S) if self._under_way else ():
                self._advance(fd)
                between()
            self._give_up()
        between()
        return tuple(self._results[place] for place in sorted(self._results))

    def close(self) -> None:
        """Close what is still open."""
        self._epoll.close()
        for _, attempt in self._under_way.values():
            attempt.close()

    def _begin(self, place: int, probe: Probe) -> None:
        namespaces.setns(self._fd_of(probe))
        attempt = Attempt(probe)
        self._under_way[attempt.fileno()] = place, attempt
        self._epoll.register(attempt.fileno(), attempt.awaits)
        self._settle(attempt, attempt.begin())

    def _advance(self, fd: int) -> None:
        _, attempt = self._under_way[fd]
        awaited = attempt.awaits
        self._settle(attempt, attempt.advance())
        if fd in self._under_way and attempt.awaits != awaited:
            self._epoll.modify(fd, attempt.awaits)

    def _give_up(self) -> None:
        now = time.monotonic()
        for _, attempt in tuple(self._under_way.values()):
            if attempt.deadline <= now:
                self._settle(attempt, attempt.give_up())

    def _settle(self, attempt: Attempt, result: ProbeResult | None) -> None:
        if result is None:
            return
        place, _ = self._under_way.pop(attempt.fileno())
        self._epoll.unregister(attempt.fileno())
        attempt.close()
        self._results[place] = result


def run(
    probes: Sequence[Probe],
    fd_of: Callable[[Probe], int],
    home: int,
    between: Callable[[], None] = lambda: None,
) -> tuple[ProbeResult, ...]:
    """Carry out probes and return their results in order; the calling thread comes back to the namespace `home`.

    `fd_of` finds a probe's namespace. Raises OSError for what is no outcome of the network, ValueError for a wrong
    address.
    """
    volley = Volley(probes, fd_of)
    try:
        return volley.fly(between)
    finally:
        volley.close()
        namespaces.setns(home)
