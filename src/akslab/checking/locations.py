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

    def __init__(self, texts: Mapping[str, str]) -> None:
        """Take the texts by file name; a file that is not among them has no locations."""
        self._texts = texts
        self._lines: dict[str, Lines] = {}
        self._places: dict[str, JsonPlaces] = {}

    def locate(self, origin: Origin, *, is_value: bool = True) -> Location | None:
        """Return where an origin is; of a JSON member that is not the `value` looked for, from its key on."""
        span = self.span(origin, is_value=is_value)
        if span is None:
            return None
        start, end = span
        lines = self._lines_of(origin.file)
        line, column = lines.place(start)
        end_line, end_column = lines.place(max(start, end))
        return Location(file=origin.file, line=line, column=column, end_line=end_line, end_column=end_column)

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
        """Return the offsets of an origin, None where its file is not among the texts."""
        if origin.file not in self._texts:
            return None
        return (origin.start, origin.end) if origin.is_span else self._json_span(origin, is_value)

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
