"""The control socket: a line asked, a line answered; refusals in words; anybody's nonsense survived."""

import asyncio
import json
import os
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from akslab.lab import control as module
from akslab.lab.client import ask, is_running
from akslab.lab.control import Control
from akslab.lab.place import Place
from akslab.lab.refusal import Refusal

Call = Callable[[dict[str, Any]], Awaitable[object]]


async def _echo(arguments: dict[str, Any]) -> object:
    return arguments


async def _refuse(arguments: dict[str, Any]) -> object:
    raise Refusal("There is nobody called 'x'.", 3)


async def _fail(arguments: dict[str, Any]) -> object:
    raise KeyError("a fault of our own")


@contextmanager
def _served(place: Place, calls: Mapping[str, Call]) -> Iterator[list[str]]:
    """Serve the control socket in a thread; yields the events that are logged."""
    logged: list[str] = []
    started, stop = threading.Event(), threading.Event()

    async def life() -> None:
        control = Control(calls, lambda event, **fields: logged.append(event))
        await control.listen(place.control)
        started.set()
        while not stop.is_set():
            await asyncio.sleep(0.01)
        await control.close()

    thread = threading.Thread(target=lambda: asyncio.run(life()))
    thread.start()
    try:
        assert started.wait(5)
        yield logged
    finally:
        stop.set()
        thread.join(5)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Serve a place, deeper than the 107 bytes that a socket's path may have."""
    root = tmp_path / ("d" * 60) / ("e" * 60)
    root.mkdir(parents=True)
    place = Place(root)
    with _served(place, {"echo": _echo, "refuse": _refuse, "fail": _fail}):
        yield place


def _raw(place: Place, *lines: bytes) -> list[bytes]:
    """Send lines as they are; return what came back until the server or its patience ended."""
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as client:
        os.chdir(place.root)
        try:
            client.connect(place.control.name)
        finally:
            os.chdir(here)
        client.settimeout(2)
        client.sendall(b"".join(line + b"\n" for line in lines))
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as stream:
            return stream.readlines()


def test_a_question_is_answered(place: Place) -> None:
    assert is_running(place)
    assert ask(place, "echo", name="web", count=3) == {"name": "web", "count": 3}


def test_a_refusal_comes_with_its_words_and_exit_code(place: Place) -> None:
    with pytest.raises(Refusal, match="There is nobody called 'x'") as refused:
        ask(place, "refuse")
    assert refused.value.exit_code == 3


def test_a_question_of_another_version_is_said_to_be_that(place: Place) -> None:
    with pytest.raises(Refusal, match="is it of another version") as refused:
        ask(place, "no-such-call")
    assert refused.value.exit_code == 4


def test_a_fault_of_our_own_is_logged_and_refused_and_the_next_question_is_answered(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with _served(place, {"echo": _echo, "fail": _fail}) as logged:
        with pytest.raises(Refusal, match="akslab log"):
            ask(place, "fail")
        assert ask(place, "echo") == {}
    assert logged == ["fault"]


@pytest.mark.parametrize(
    "line", [b"", b"not json", b"[]", b"7", b'{"call": 7}', b'{"call": []}', b'{"arguments": {}}', b"\xff"]
)
def test_nonsense_is_answered_or_hung_up_on_and_the_next_client_is_served(place: Place, line: bytes) -> None:
    for answer in _raw(place, line):
        assert "refused" in json.loads(answer)
    assert ask(place, "echo") == {}


def test_several_questions_on_one_connection_are_answered_in_order(place: Place) -> None:
    lines = [json.dumps({"call": "echo", "arguments": {"n": n}}).encode() for n in range(5)]
    assert [json.loads(answer)["answer"]["n"] for answer in _raw(place, *lines)] == list(range(5))


def test_a_long_question_has_a_long_answer(place: Place) -> None:
    assert ask(place, "echo", padding="x" * 1_000_000)["padding"] == "x" * 1_000_000


def test_a_socket_that_a_dead_server_left_is_no_running_lab(tmp_path: Path) -> None:
    place = Place(tmp_path)
    assert not is_running(place)
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(place.control))
    assert not is_running(place)
    with pytest.raises(Refusal, match="No lab is running here") as refused:
        ask(place, "echo")
    assert refused.value.exit_code == 4
    with _served(place, {"echo": _echo}):
        assert ask(place, "echo") == {}


def test_another_user_is_hung_up_on(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_peer_uid", lambda writer: 65534)
    with pytest.raises(Refusal, match="went away"):
        ask(place, "echo")
