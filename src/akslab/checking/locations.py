"""Origins -> lines and columns, for people and for programs."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..deployments.origins import Origin
from ..importers.json_text import JsonPlaces, Lines


class Location(Struct, frozen=True, kw_only=True):
    """A span of a file, lines and columns from 1, columns in code points; `end_column` is behind the last character."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Locator:
    """Finds locations in the texts of one report. What was looked up once is quick the second time."""

    def __init__(self, texts: Mapping[str, str], inner: Mapping[str, Origin] | None = None) -> None:
        """Take the texts by file name; a file that is not among them has no locations.

        `inner` are texts that another file writes, by the name they are read by, with the place of their words in it.
        """
        self._texts, self._inner = texts, inner or {}
        self._lines: dict[str, Lines] = {}
        self._places: dict[str, JsonPlaces] = {}

    def locate(self, origin: Origin, *, is_value: bool = True) -> Location | None:
        """Return where an origin is; of a JSON member that is not the `value` looked for, from its key on."""
        span = self._span(origin, is_value)
        if span is None:
            return None
        start, end = span
        lines = self._lines_of(origin.file)
        line, column = lines.place(start)
        end_line, end_column = lines.place(max(start, end))
        found = Location(file=origin.file, line=line, column=column, end_line=end_line, end_column=end_column)
        around = self._inner.get(origin.file)
        return self._in_writer(found, around) if around is not None else found

    def _in_writer(self, found: Location, around: Origin) -> Location | None:
        """Return where in the writing file a place of a written text is: the same words, else the line they are on."""
        if around.file not in self._texts:
            return None
        outer, inner = self._lines_of(around.file), self._lines_of(found.file)
        first, last = outer.place(around.start)[0], outer.place(around.end)[0]
        number = min(first + found.line - 1, last)
        line, words = outer.line(number), inner.line(found.line)
        if found.end_line == found.line:
            words = words[found.column - 1 : found.end_column - 1]
        words = words.strip()
        at = line.find(words) if line.count(words) == 1 else -1
        start, end = (at, at + len(words)) if at >= 0 else (len(line) - len(line.lstrip()), len(line.rstrip()))
        return Location(file=around.file, line=number, column=start + 1, end_line=number, end_column=end + 1)

    def writer_of(self, file: str) -> str:
        """Return the file that writes a text; a file of its own writes itself."""
        return self._inner[file].file if file in self._inner else file

    def line(self, file: str, number: int) -> str:
        """Return a line of a file, nothing when there is none."""
        return self._lines_of(file).line(number) if file in self._texts else ""

    def beside(self, file: str) -> Iterator[str]:
        """Yield the texts of the other files of a folder."""
        folder = file.rpartition("/")[0]
        yield from (text for name, text in self._texts.items() if name != file and name.rpartition("/")[0] == folder)

    def source(self, file: str) -> str | None:
        """Return the whole text of a file, None for one that is not among them."""
        return self._texts.get(file)

    def line_at(self, file: str, offset: int) -> int:
        """Return the number of the line of an offset, of a file that is among the texts."""
        return self._lines_of(file).place(offset)[0]

    def span(self, origin: Origin, *, is_value: bool = True) -> tuple[int, int] | None:
        """Return the offsets of an origin, None where its file is not among the texts, or is written by another one."""
        return None if origin.file in self._inner else self._span(origin, is_value)

    def _span(self, origin: Origin, is_value: bool) -> tuple[int, int] | None:
        if origin.file not in self._texts:
            return None
        return (origin.start, origin.end) if origin.is_span else self._json_span(origin, is_value)

    def words(self, origin: Origin) -> str:
        """Return the text of an origin, nothing where its file is not among the texts."""
        span = self.span(origin)
        return self._texts[origin.file][span[0] : span[1]] if span else ""

    def text(self, location: Location) -> str:
        """Return the text of a location."""
        lines = self._lines_of(location.file)
        start = lines.start(location.line) + location.column - 1
        end = lines.start(location.end_line) + location.end_column - 1
        return self._texts[location.file][start:end]

    def _json_span(self, origin: Origin, is_value: bool) -> tuple[int, int]:
        if origin.file not in self._places:
            self._places[origin.file] = JsonPlaces(self._texts[origin.file])
        places = self._places[origin.file]
        return places.value(origin.path) if is_value else places.key(origin.path)

    def _lines_of(self, file: str) -> Lines:
        if file not in self._lines:
            self._lines[file] = Lines(self._texts[file])
        return self._lines[file]
