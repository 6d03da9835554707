"""Where blocks go: all of them, or whole ones up to where the room ended."""

import os
import resource
import signal
from pathlib import Path

import pytest

from akslab.capture.output import Output, write_all

BLOCKS = [bytes([number]) * 1000 for number in range(10)]


def in_a_child_with_room_for(size: int, path: Path) -> int:
    """Write the blocks in a process whose files may not grow above `size`; returns what `written` was in the end."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        output = Output.at(str(path))
        try:
            output.write(BLOCKS[:2])
            output.write(BLOCKS[2:])
        except OSError:
            os.write(writable, str(output.written).encode())
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable) as said:
        written = int(said.read() or -1)
    os.waitpid(child, 0)
    return written


@pytest.mark.parametrize(("room", "kept"), [(1999, 1000), (2000, 2000), (4500, 4000), (9999, 9000)])
def test_a_file_that_can_not_grow_ends_with_a_whole_block(tmp_path: Path, room: int, kept: int) -> None:
    path = tmp_path / "capture"
    assert in_a_child_with_room_for(room, path) == kept
    assert path.read_bytes() == b"".join(BLOCKS)[:kept]


def test_a_file_is_begun_anew_and_holds_everything(tmp_path: Path) -> None:
    path = tmp_path / "capture"
    path.write_bytes(b"old" * 10_000)
    output = Output.at(str(path))
    output.write(BLOCKS[:3])
    output.write(BLOCKS[3:])
    output.close()
    assert path.read_bytes() == b"".join(BLOCKS)
    assert output.written == 10_000


def test_a_place_that_is_full_or_that_nobody_reads_is_an_error() -> None:
    with pytest.raises(OSError, match="No space left"):
        Output.at("/dev/full").write(BLOCKS)
    readable, writable = os.pipe()
    os.close(readable)
    output = Output(writable)
    with pytest.raises(BrokenPipeError):
        output.write(BLOCKS)
    assert output.written == 0
    output.close()


def test_much_text_goes_through_a_small_pipe() -> None:
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        write_all(writable, b"x" * 300_000)
        os._exit(0)
    os.close(writable)
    with os.fdopen(readable, "rb") as stream:
        assert len(stream.read()) == 300_000
    os.waitpid(child, 0)
