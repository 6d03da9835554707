"""The commands' end of the control socket: ask the running server, or say that none runs."""

import os
import socket
from typing import Any

import msgspec

from .place import Place
from .refusal import ENVIRONMENT, NoLabError, Refusal

_TIMEOUT_S = 600.0


def is_running(place: Place) -> bool:
    """Whether a server answers at the lab's control socket."""
    try:
        _connect(place).close()
    except OSError:
        return False
    return True


def ask(place: Place, call: str, **arguments: object) -> Any:
    """Put a question to the lab's server; raises `Refusal` with its words, or when none runs."""
    try:
        connection = _connect(place)
    except PermissionError as error:
        raise Refusal(f"{place.root} can't be opened: {error.strerror}.", ENVIRONMENT) from None
    except OSError:
        raise NoLabError from None
    line = _asked(connection, msgspec.json.encode({"call": call, "arguments": arguments}) + b"\n")
    if not line:
        raise Refusal("The lab's server went away while it was asked.", ENVIRONMENT)
    answer = msgspec.json.decode(line)
    if "refused" in answer:
        raise Refusal(answer["refused"], answer.get("exit", 1))
    return answer["answer"]


def _asked(connection: socket.socket, question: bytes) -> bytes:
    """Return the answer's line, empty when the server went away."""
    with connection, connection.makefile("rb") as stream:
        try:
            connection.sendall(question)
            return stream.readline()
        except ConnectionError:
            return b""


def _connect(place: Place) -> socket.socket:
    directory = os.open(place.root, os.O_PATH | os.O_DIRECTORY)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(_TIMEOUT_S)
        connection.connect(f"/proc/self/fd/{directory}/{place.control.name}")
    except OSError:
        connection.close()
        raise
    finally:
        os.close(directory)
    return connection
