"""What people hand over to be read: directories, zip archives, single files, as the `Files` that importers ask.

Nothing outside of what was named is ever opened: no link that leads out, no absolute name, no `..`. An archive that is
a trap, a pipe that never ends, a file too large: each is an `UnreadableError`, and the others are still read.
"""

import errno
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ..importers.files import MOST_BYTES, UnreadableError
from ..wire.system_errors import reason_of
from ..wire.text import NotTextError, decoded
from .sentences import NoInputError

MOST_TOTAL = 500 << 20
"""All texts that are read together, in bytes."""
MOST_FILES = 100_000
MOST_TIMES_COMPRESSED = 100
_ALWAYS_FINE = 256 << 10
"""A file as small as this may be compressed as much as it likes."""
_PASSED_OVER = ("node_modules", "__pycache__")
_BEGINNING = 4096
_ARCHIVE = b"PK\x03\x04"
_DEEPEST = 40
_LONGEST_SHOWN = 200
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_REASONS = {
    errno.ENOENT: "file.missing",
    errno.ENOTDIR: "file.missing",
    errno.ELOOP: "file.missing",
    errno.ENXIO: "file.special",
}
"""Why a file did not open; anything else is a refusal of the system's."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class Allowance:
    """How much may still be read."""

    def __init__(self, most: int = MOST_TOTAL) -> None:
        self.left = most

    def take(self, name: str, size: int) -> None:
        """Count what is about to be read. Raises UnreadableError when it is too much."""
        if size > MOST_BYTES:
            raise UnreadableError(name, "file.too-large")
        if size > self.left:
            raise UnreadableError(name, "file.total")
        self.left -= size


class TreeFiles:
    """The files below a directory, or one of them."""

    def __init__(self, root: Path, allowance: Allowance, only: str = "") -> None:
        """Take a directory; `only` is the name of the single file in it that is meant."""
        self._root, self._allowance, self._only = Path(os.path.realpath(root)), allowance, only
        self.closed: dict[str, None] = {}
        """Folders that were asked for and may not be entered."""

    @property
    def root(self) -> Path:
        """The directory that names are relative to, without links."""
        return self._root

    def everything(self) -> Iterator[str]:
        """Yield the names of all files, folder by folder, sorted; hidden folders and linked ones are passed over."""
        if self._only:
            yield self._only
            return
        closed: list[str] = []
        for folder, folders, files in os.walk(self._root, onerror=lambda error: closed.append(error.filename)):
            relative = Path(folder).relative_to(self._root)
            is_deep = len(relative.parts) >= _DEEPEST
            folders[:] = [] if is_deep else sorted(each for each in folders if not _is_passed_over(each))
            yield from ((relative / name).as_posix() for name in sorted(files) if not name.startswith("."))
        # A folder that may not be entered is no silence: reading it is refused.
        yield from (Path(folder).relative_to(self._root).as_posix() for folder in sorted(closed))

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files directly in a folder, sorted."""
        prefix = f"{folder}/" if folder else ""
        return tuple(sorted(f"{prefix}{each.name}" for each in self._entries(folder) if os.path.isfile(each)))

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the names of the folders directly in a folder, sorted; hidden and linked ones are passed over."""
        prefix = f"{folder}/" if folder else ""
        # A linked folder may lead to one around it, and so on without end; `everything` passes over them too.
        inside = (
            each.name
            for each in self._entries(folder)
            if os.path.isdir(each) and not each.is_symlink() and not _is_passed_over(each.name)
        )
        return tuple(sorted(prefix + name for name in inside))

    def _entries(self, folder: str) -> list[Path]:
        """Return what is in a folder; of one that may not be entered nothing, and it is noted in `closed`."""
        place = self._inside(folder or ".")
        if place is None or not os.path.isdir(place):
            return []
        try:
            return list(place.iterdir())
        except OSError:
            self.closed[folder] = None
            return []

    def read(self, name: str) -> str:
        """Return a file's text. Raises UnreadableError."""
        place = self._inside(name)
        if place is None:
            raise UnreadableError(name, "file.outside")
        try:
            # A pipe without a writer would block the opening for ever.
            descriptor = os.open(place, _READING)
        except OSError as error:
            raise UnreadableError(name, _REASONS.get(error.errno or 0, "file.denied")) from None
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableError(name, "file.special")
            self._allowance.take(name, status.st_size)
            with open(descriptor, "rb", closefd=False) as opened:
                content = opened.read(MOST_BYTES + 1)
        except OSError:
            raise UnreadableError(name, "file.denied") from None
        finally:
            os.close(descriptor)
        # A file of the kernel's that has nothing to say yet answers with nothing at all.
        return _text(name, content or b"")

    def _inside(self, name: str) -> Path | None:
        """Return where a name leads if that is inside the tree."""
        place = Path(os.path.realpath(self._root / name)) if "\0" not in name else None
        return place if place and place.is_relative_to(self._root) else None


def _is_passed_over(folder: str) -> bool:
    # What leads out of the tree is not passed over in silence: reading it is refused.
    return (folder.startswith(".") and folder != "..") or folder in _PASSED_OVER


def _files_in(folder: str, names: Iterable[str]) -> tuple[str, ...]:
    prefix = f"{folder}/" if folder else ""
    inside = (name for name in names if name.startswith(prefix))
    return tuple(sorted(name for name in inside if "/" not in name.removeprefix(prefix)))


def _folders_in(folder: str, names: Iterable[str]) -> tuple[str, ...]:
    prefix = f"{folder}/" if folder else ""
    below = (name.removeprefix(prefix) for name in names if name.startswith(prefix))
    return tuple(sorted({prefix + name.partition("/")[0] for name in below if "/" in name}))


def _require_few(number: int, where: str) -> None:
    if number > MOST_FILES:
        raise NoInputError("path.many", path=where, most=MOST_FILES)


class ZipFiles:
    """The files of an archive."""

    def __init__(self, path: Path, allowance: Allowance) -> None:
        """Take an archive. Raises NoInputError when it cannot be opened."""
        self._allowance = allowance
        try:
            self._archive = zipfile.ZipFile(path)
        except _DAMAGED:
            raise NoInputError("path.archive", path=path) from None
        entries = [entry for entry in self._archive.infolist() if not entry.is_dir()]
        _require_few(len(entries), str(path))
        self._entries = {entry.filename.replace("\\", "/"): entry for entry in entries}

    def everything(self) -> Iterator[str]:
        """Yield the names of all files, sorted."""
        yield from sorted(name for name in self._entries if not any(map(_is_passed_over, name.split("/")[:-1])))

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files directly in a folder, sorted."""
        return _files_in(folder, self._entries)

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the names of the folders directly in a folder, sorted."""
        return _folders_in(folder, self._entries)

    def read(self, name: str) -> str:
        """Return a file's text. Raises UnreadableError."""
        entry = self._entries.get(name)
        if entry is None:
            raise UnreadableError(name, "file.missing")
        if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
            raise UnreadableError(name, "file.outside")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise UnreadableError(name, "file.special")
        if entry.flag_bits & 1:
            raise UnreadableError(name, "file.encrypted")
        if entry.file_size > _ALWAYS_FINE and entry.file_size > MOST_TIMES_COMPRESSED * entry.compress_size:
            raise UnreadableError(name, "file.compressed")
        self._allowance.take(name, entry.file_size)
        try:
            with self._archive.open(entry) as opened:
                return _text(name, opened.read(MOST_BYTES + 1))
        except _DAMAGED:
            raise UnreadableError(name, "file.damaged") from None


def _text(name: str, content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise UnreadableError(name, "file.too-large")
    try:
        return decoded(content)
    except NotTextError:
        if content.startswith(_ARCHIVE):
            raise UnreadableError(name, "file.archive") from None
        raise UnreadableError(name, "file.not-text", content[:_BEGINNING].decode("latin-1")) from None


class InputFiles:
    """Everything that was named on the command line, each file by the name it is shown with."""

    def __init__(self, sources: Sequence[tuple[str, TreeFiles | ZipFiles]]) -> None:
        """Take (prefix, files) pairs; a prefix ends in `/` or is empty. Raises NoInputError for too many files."""
        self._sources: dict[str, tuple[TreeFiles | ZipFiles, str]] = {}
        for prefix, files in sources:
            for name in files.everything():
                _require_few(len(self._sources), prefix.rstrip("/") or "this")
                self._sources.setdefault(prefix + name, (files, name))

    def everything(self) -> tuple[str, ...]:
        """Return the names of all files."""
        return tuple(self._sources)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files directly in a folder, sorted."""
        return _files_in(folder, self._sources)

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the names of the folders directly in a folder, sorted."""
        return _folders_in(folder, self._sources)

    def read(self, name: str) -> str:
        """Return a file's text. Raises UnreadableError."""
        if name not in self._sources:
            raise UnreadableError(name, "file.missing")
        files, inner = self._sources[name]
        return files.read(inner)


def open_inputs(paths: Sequence[str]) -> InputFiles:
    """Return the files of directories, archives and files. Raises NoInputError for a path that is none of it.

    One path: names are those inside it. Several: each name begins with the path it was found by.
    """
    allowance = Allowance()
    return InputFiles([_source(text, allowance, is_alone=len(paths) == 1) for text in paths])


def existing(text: str) -> Path:
    """Return a path that was named. Raises NoInputError for one that is not there, or not to be reached."""
    if not text:
        raise NoInputError("path.empty")
    try:
        os.stat(text)
    except FileNotFoundError:
        raise NoInputError("path.missing", path=text) from None
    except OSError as error:
        raise NoInputError("path.refused", path=text[:_LONGEST_SHOWN], reason=reason_of(error)) from None
    return Path(text)


def is_archive(path: Path) -> bool:
    """Return whether a path is a zip archive. A pipe or a device is none, and is not read to find out."""
    try:
        return path.is_file() and zipfile.is_zipfile(path)
    except OSError:
        return False


def _source(text: str, allowance: Allowance, *, is_alone: bool) -> tuple[str, TreeFiles | ZipFiles]:
    path = existing(text)
    prefix = "" if is_alone else f"{text.rstrip('/')}/"
    if path.is_dir():
        return prefix, TreeFiles(path, allowance)
    if is_archive(path):
        return prefix, ZipFiles(path, allowance)
    folder = "" if is_alone or path.parent == Path() else f"{path.parent.as_posix()}/"
    meant = Path(os.path.realpath(path))
    return folder, TreeFiles(meant.parent, allowance, only=meant.name)
