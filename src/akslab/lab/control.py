"""How akslab's own commands reach the running server: one JSON line asked, one answered, over a socket in its directory.

Only the lab's owner can open the socket (the directory is 0700), and the peer's uid is checked besides.
"""

import asyncio
import os
import socket
import struct
import traceback
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import msgspec

from ..wire.properties import Json
from .refusal import Refusal

Call = Callable[[Json], Awaitable[object]]
_LINE_MAX_BYTES = 8_000_000


class Control:
    """The server's end of the control socket."""

    def __init__(self, calls: Mapping[str, Call], log: Callable[..., None]) -> None:
        """Answer each kind of question by its entry in `calls`; a `Refusal` is passed on, a fault goes to `log`."""
        self._calls, self._log = calls, log
        self._server: asyncio.Server | None = None

    async def listen(self, path: Path) -> None:
        """Begin to answer at `path`, in place of a socket a dead server left."""
        path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        bind_in(listener, path)
        self._server = await asyncio.start_unix_server(self._serve, sock=listener, limit=_LINE_MAX_BYTES)

    async def close(self) -> None:
        """Stop answering."""
        if self._server:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if _peer_uid(writer) == os.getuid():
                while line := await reader.readline():
                    writer.write(msgspec.json.encode(await self._answer(line), enc_hook=str) + b"\n")
                    await writer.drain()
        except (ConnectionError, ValueError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    async def _answer(self, line: bytes) -> Json:
        try:
            question: Json = msgspec.json.decode(line, type=dict)
            call = self._calls[question["call"]]
        except (msgspec.DecodeError, KeyError, TypeError):
            return {
                "refused": "The server does not know that command; is it of another version? `akslab down`",
                "exit": 4,
            }
        try:
            return {"answer": await call(question.get("arguments") or {})}
        except Refusal as refusal:
            return {"refused": str(refusal), "exit": refusal.exit_code}
        except Exception as fault:
            self._log("fault", call=question["call"], kind=type(fault).__name__, traceback=traceback.format_exc())
            return {"refused": f"The lab's server failed at this ({fault!r}); `akslab log` has more.", "exit": 1}


def bind_in(listener: socket.socket, path: Path) -> None:
    """Bind a Unix socket by a path relative to its directory's descriptor: the kernel takes no path over 107 bytes."""
    directory = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        listener.bind(f"/proc/self/fd/{directory}/{path.name}")
    finally:
        os.close(directory)


def _peer_uid(writer: asyncio.StreamWriter) -> int:
    peer = writer.get_extra_info("socket").getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", peer)[1])
