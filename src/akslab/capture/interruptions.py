"""Ctrl-C and its like as something to poll for: the first ends a capture in order, the second at once."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def interruptions() -> Iterator[int]:
    """Give a descriptor that can be read from once one of `SIGNALS` came; a second one raises KeyboardInterrupt."""
    readable, writable = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
    came: list[int] = []

    def note(number: int, frame: object) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)

    woke = signal.set_wakeup_fd(writable, warn_on_full_buffer=False)
    before = [(number, signal.signal(number, note)) for number in SIGNALS]
    try:
        yield readable
    finally:
        for number, disposition in before:
            signal.signal(number, disposition)
        signal.set_wakeup_fd(woke)
        os.close(readable)
        os.close(writable)
