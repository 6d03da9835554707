"""Where the blocks of a capture go: a file that holds whole blocks only, whatever happens, or a pipe."""

import os
import stat
from collections.abc import Sequence


def write_all(descriptor: int, data: bytes) -> None:
    """Write everything, at once; raises OSError."""
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]


class Output:
    """A file or pipe by its descriptor."""

    def __init__(self, descriptor: int) -> None:
        """Write from the descriptor's place on; it is closed by `close`."""
        self._descriptor = descriptor
        self._regular = stat.S_ISREG(os.fstat(descriptor).st_mode)
        self.written = 0
        """Bytes of whole blocks."""

    @classmethod
    def at(cls, path: str) -> "Output":
        """Open a file, emptied, or with `-` what stdout is; raises OSError."""
        if path == "-":
            return cls(os.dup(1))
        return cls(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666))

    def write(self, blocks: Sequence[bytes]) -> None:
        """Write blocks; raises OSError when the place is full or nobody reads, and then the last block is whole."""
        data = memoryview(b"".join(blocks))
        done = 0
        try:
            while done < len(data):
                done += os.write(self._descriptor, data[done:])
        except OSError:
            for block in blocks:
                if len(block) > done:
                    break
                done -= len(block)
                self.written += len(block)
            if done and self._regular:
                os.ftruncate(self._descriptor, os.lseek(self._descriptor, 0, os.SEEK_CUR) - done)
            raise
        self.written += len(data)

    def close(self) -> None:
        """Close the descriptor; raises OSError."""
        os.close(self._descriptor)
