"""All sockets of a capture read as one: packets in the order of time, and the news that end a capture."""

import os
import select
from collections.abc import Callable, Sequence
from contextlib import suppress

from .listening import Listening
from .merging import Merge
from .sockets import LATEST_NS
from .values import Packet

TICK_MS, REST_MS = 20, 250
LOOK_NS = 1_000_000_000
"""How often it is looked whether the points are still there."""
STOPPED, LAB_ENDED, ALL_GONE = "stopped", "the lab ended", "nothing to capture at is left"


class Reader:
    """Reads until it is closed, and lets go of a point that is gone."""

    def __init__(self, listening: Sequence[Listening], wake: int, say: Callable[[str], object]) -> None:
        """`wake` can be read from when the capture is to stop; `say` hears of points that are gone."""
        self._present = dict(enumerate(listening))
        self._say, self._wake = say, wake
        self._merge = Merge(len(listening))
        self._looked_ns = 0
        self._poll = select.poll()
        self._hosts: list[int] = []
        # A host that is gone already is said by its namespaces, which nobody can enter any more.
        with suppress(ProcessLookupError):
            self._hosts += [os.pidfd_open(pid) for pid in {each.point.pid for each in listening}]
        for descriptor in (wake, *self._hosts, *(each.socket.fileno() for each in listening)):
            self._poll.register(descriptor, select.POLLIN)

    def wait(self, most_ms: int) -> str:
        """Wait for packets or news, a moment at most; returns why to stop, empty as long as there is no reason."""
        patience = min(most_ms, TICK_MS if self._merge.keeps else REST_MS)
        events = dict(self._poll.poll(patience))
        ready = events.keys()
        for each in self._present.values():
            if events.get(each.socket.fileno(), 0) & select.POLLERR:
                each.socket.forget_error()
        if self._wake in ready:
            self._poll.unregister(self._wake)
            return STOPPED
        if ended := ready & set(self._hosts):
            for host in ended:
                self._poll.unregister(host)
            return LAB_ENDED
        return "" if self._present else ALL_GONE

    def read(self, now_ns: int) -> list[tuple[int, Packet]]:
        """Return, in the order of time, packets with the number of the socket that saw them."""
        if now_ns - self._looked_ns > LOOK_NS:
            self._looked_ns = now_ns
            self._let_go()
        for number, each in self._present.items():
            packets = each.socket.read()
            if packets is None:
                self._merge.add(number, (), now_ns - LATEST_NS)
            elif packets:
                self._merge.add(number, packets, packets[-1].time_ns)
        return self._merge.take()

    @property
    def complete_ns(self) -> int:
        """Up to when everything was read."""
        return self._merge.complete_ns

    def _let_go(self) -> None:
        for number, each in list(self._present.items()):
            if each.is_gone():
                self._say(f"{each.point.name} is gone.")
                self._poll.unregister(each.socket.fileno())
                self._merge.end(number)
                del self._present[number]

    def close(self) -> None:
        """Close what was opened here; the sockets are their owner's."""
        for host in self._hosts:
            os.close(host)
