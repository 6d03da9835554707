"""The files an importer may ask for, by name: what is checked, and nothing outside of it.

Whoever calls reads the disk; here are only names and texts. A second implementation, a dictionary, is for tests.
"""

from collections.abc import Mapping
from typing import Protocol

MOST_BYTES = 50 << 20
"""A larger file is not read."""


class UnreadableError(Exception):
    """A file that is not there, too large, outside the tree, or no text; `reason` is a key such as `file.missing`.

    `beginning` is how one begins that is no text, a character a byte: it may say whose it is.
    """

    def __init__(self, name: str, reason: str, beginning: str = "") -> None:
        super().__init__(f"{name}: {reason}")
        self.name, self.reason, self.beginning = name, reason, beginning


class Files(Protocol):
    """Read-only texts by name: relative, with forward slashes, never leading out of the tree."""

    def read(self, name: str) -> str:
        """Return a file's text. Raises UnreadableError."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files directly in a folder (`""` is the top), sorted; none if there is no such folder."""

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the names of the folders directly in a folder, sorted."""


class GivenFiles:
    """Files that are a mapping from name to text."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)

    def read(self, name: str) -> str:
        """Return a file's text. Raises UnreadableError."""
        if name not in self._texts:
            raise UnreadableError(name, "file.missing")
        return self._texts[name]

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names directly in a folder, sorted."""
        start = f"{folder}/" if folder else ""
        return tuple(
            sorted(name for name in self._texts if name.startswith(start) and "/" not in name.removeprefix(start))
        )

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the folders directly in a folder, sorted."""
        start = f"{folder}/" if folder else ""
        below = (name.removeprefix(start) for name in self._texts if name.startswith(start))
        return tuple(sorted({start + name.partition("/")[0] for name in below if "/" in name}))


def beside(file: str, relative: str) -> str:
    """Return the name that `relative` (`../modules/net.bicep`, with either slash) means in `file`.

    Raises UnreadableError (`file.outside`) for what leads out of the tree: absolute paths, drives, too many `..`.
    """
    written = relative.replace("\\", "/")
    if written.startswith("/") or written[1:2] == ":" or "\0" in written:
        raise UnreadableError(relative, "file.outside")
    parts = file.split("/")[:-1]
    for part in written.split("/"):
        if part == "..":
            if not parts:
                raise UnreadableError(relative, "file.outside")
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
