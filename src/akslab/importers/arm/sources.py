"""The JSON files of one reading: each is read and parsed once, and its places are found when somebody asks."""

from typing import Any

from ...deployments.declared import Problem
from ...deployments.origins import Origin, Path
from ...wire.sentences import Sentence, sentence
from ..files import Files, UnreadableError
from ..json_text import JsonError, JsonPlaces, parse_json, repeated_keys

UNREADABLE = {
    "file.missing": "arm.file-missing",
    "file.outside": "arm.file-outside",
    "file.too-large": "arm.file-too-large",
    "file.not-text": "arm.file-not-text",
}


class Sources:
    """Files by name. Two deployments of one template share them."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._texts: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._problems: dict[str, tuple[Problem, ...]] = {}
        self._places: dict[str, JsonPlaces] = {}

    def read(self, name: str) -> tuple[Any, tuple[Problem, ...]]:
        """Return the JSON value of a file, None if there is none, and what is wrong with it."""
        if name not in self._problems:
            self._values[name], self._problems[name] = self._parsed(name)
        return self._values[name], self._problems[name]

    def mentions(self, name: str, word: str) -> bool:
        """Whether the text of a file that was read has a word, given in lower case."""
        return word in self._texts.get(name, "").lower()

    def _parsed(self, name: str) -> tuple[Any, tuple[Problem, ...]]:
        try:
            text = self._texts[name] = self.files.read(name)
            value = parse_json(text)
        except UnreadableError as error:
            return None, (Problem(what=unreadable(error), file=name),)
        except JsonError as error:
            place = Origin(file=name, start=error.offset, end=min(error.offset + 1, len(text)))
            return None, (Problem(what=sentence("arm.json", reason=error.reason), origin=place),)
        repeats = repeated_keys(text, value)
        return value, tuple(
            Problem(what=sentence("arm.repeated-key", name=str(path[-1])[:80]), origin=Origin(file=name, path=path))
            for path in repeats
        )

    def span(self, file: str, path: Path) -> Origin:
        """Return the place of a value as offsets; the path itself if the file's text is not at hand."""
        if file not in self._texts:
            return Origin(file=file, path=path)
        places = self._places.setdefault(file, JsonPlaces(self._texts[file]))
        start, end = places.value(path)
        return Origin(file=file, start=start, end=end)

    def within(self, file: str, path: Path, start: int, end: int) -> Origin:
        """Return the place of a part of a text: `start` and `end` are offsets in the text, not in the file."""
        whole = self.span(file, path)
        written = self._texts.get(file, "")[whole.start : whole.end] if whole.is_span else ""
        if not written.startswith('"'):
            return whole
        offsets = _offsets(written, start, end)
        return Origin(file=file, start=whole.start + offsets[0], end=whole.start + offsets[1])


def _offsets(written: str, start: int, end: int) -> tuple[int, int]:
    """Return where characters of a JSON text, counted without escapes, stand in how it is written."""
    at, count, found = 1, 0, [1, len(written) - 1]
    while at < len(written) - 1 and count <= end:
        if count == start:
            found[0] = at
        if count == end:
            found[1] = at
            break
        at += 1 if written[at] != "\\" else _escape(written, at)
        count += 1
    return found[0], max(found)


def _escape(written: str, at: int) -> int:
    """Return the length of an escape: two halves of a character beyond the first plane are one."""
    if written[at + 1 : at + 2] != "u":
        return 2
    is_pair = written[at + 2 : at + 4].lower() in ("d8", "d9", "da", "db") and written[at + 6 : at + 8] == "\\u"
    return 12 if is_pair else 6


def unreadable(error: UnreadableError) -> Sentence:
    """Return the sentence about a file that cannot be read."""
    return sentence(UNREADABLE.get(error.reason, "arm.file-unreadable"), file=error.name)
