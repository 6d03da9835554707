"""Packet sockets inside a lab's namespaces, for a process that stays outside.

A child enters the kernel host's user namespace, then one network namespace after the other, opens sockets there and
hands them over (SCM_RIGHTS). A socket stays in the namespace it was opened in, whoever holds it; so the parent reads
them all without ever having been inside, as root or as the lab's ordinary user. Nothing of the machine's own network
is opened: the child refuses a namespace that is the one it comes from.
"""

import os
import signal
import socket
from collections.abc import Sequence
from contextlib import ExitStack, suppress

import msgspec
from msgspec import Struct

from ..kernel.namespaces import CLONE_NEWUSER, setns
from .values import Point

EVERYTHING = 0x0003
"""ETH_P_ALL."""
PATIENCE_S = 10.0
LONGEST_MESSAGE = 4 << 20
_OWN = "/proc/thread-self/ns/net"


class EntryError(Exception):
    """A namespace can't be entered; says which and why."""


class Opened(Struct):
    """Sockets in one point's namespace, and the interfaces that are there: index -> name."""

    sockets: list[socket.socket]
    interfaces: dict[int, str]


class _Message(Struct):
    """What the child says about one point."""

    interfaces: dict[int, str] = {}
    error: str = ""


def open_sockets(points: Sequence[Point], each: int) -> list[Opened]:
    """Open `each` packet sockets for everything at every point, in order; raises `EntryError`."""
    with ExitStack() as held:
        doors = [[_door(held, point, f"fd/{point.fd}"), _door(held, point, "ns/user")] for point in points]
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        held.callback(ours.close)
        child = os.fork()
        if child == 0:
            _serve(theirs, doors, each)
        theirs.close()
        ours.settimeout(PATIENCE_S)
        opened: list[Opened] = []
        try:
            opened.extend(_received(ours, point, each) for point in points)
        except BaseException:
            for one in opened:
                for each_socket in one.sockets:
                    each_socket.close()
            raise
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    return opened


def _door(held: ExitStack, point: Point, entry: str) -> int:
    try:
        fd = os.open(f"/proc/{point.pid}/{entry}", os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise EntryError(f"{point.name} can't be entered: {error.strerror}") from None
    held.callback(os.close, fd)
    return fd


def _serve(channel: socket.socket, doors: Sequence[Sequence[int]], each: int) -> None:
    """Be the child: never returns."""
    code = 1
    try:
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signal_number, signal.SIG_DFL)
        home = os.stat(_OWN)
        user = None
        for net, user_door in doors:
            if user != (user := os.fstat(user_door).st_ino):
                setns(user_door, CLONE_NEWUSER)
            setns(net)
            if os.path.samestat(os.stat(_OWN), home):
                raise PermissionError(1, "that is this machine's own network")
            _hand_over(channel, each)
        code = 0
    except OSError as error:
        channel.send(msgspec.json.encode(_Message(error=error.strerror or str(error))))
    finally:
        os._exit(code)


def _hand_over(channel: socket.socket, each: int) -> None:
    with ExitStack() as held:
        opened = [
            held.enter_context(socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERYTHING)))
            for _ in range(each)
        ]
        message = msgspec.json.encode(_Message({index: _legible(name) for index, name in socket.if_nameindex()}))
        socket.send_fds(channel, [message], [one.fileno() for one in opened])


def _legible(name: str) -> str:
    """Write a name that need not be UTF-8, for Linux takes almost any bytes."""
    return name.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _received(channel: socket.socket, point: Point, each: int) -> Opened:
    try:
        data, descriptors, flags, _ = socket.recv_fds(channel, LONGEST_MESSAGE, each)
    except TimeoutError:
        raise EntryError(f"{point.name} can't be entered: no answer within {PATIENCE_S:.0f} s") from None
    sockets = [socket.socket(fileno=fd) for fd in descriptors]
    message = msgspec.json.decode(data, type=_Message) if data else _Message(error="the child process ended")
    if message.error or flags & (socket.MSG_TRUNC | socket.MSG_CTRUNC) or len(sockets) != each:
        for one in sockets:
            one.close()
        raise EntryError(f"{point.name} can't be entered: {message.error or 'too many interfaces or open files'}")
    return Opened(sockets, message.interfaces)
