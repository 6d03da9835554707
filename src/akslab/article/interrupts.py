"""Ctrl-C, a request to end, a terminal that goes away: all take one way out, and never in the midst of something."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_Answer = Callable[[int, FrameType | None], None]


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def ends_as_interrupts() -> Iterator[None]:
    """Let every request to end raise `KeyboardInterrupt`; what was ignored before, as under nohup, stays ignored."""
    with _answered_by(_interrupt):
        yield


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let nothing come in between."""
    with _answered_by(lambda number, frame: None):
        yield


@contextmanager
def held_back() -> Iterator[None]:
    """Let an interrupt wait until this is over: a process that is being started can't be ended yet."""
    came: list[int] = []
    with _answered_by(lambda number, frame: came.append(number)):
        yield
    if came:
        raise KeyboardInterrupt


@contextmanager
def _answered_by(answer: _Answer) -> Iterator[None]:
    heard = [number for number in _ENDS if signal.getsignal(number) is not signal.SIG_IGN]
    before = {number: signal.signal(number, answer) for number in heard}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
