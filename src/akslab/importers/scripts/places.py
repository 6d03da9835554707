"""The texts of the files a script is read from, and the lines its commands stand on."""

from ...deployments.origins import Origin
from ..json_text import Lines


class Places:
    """Lines by file."""

    def __init__(self) -> None:
        self._lines: dict[str, Lines] = {}
        self._seen: dict[tuple[str, int], int] = {}
        self._first: dict[str, int] = {}
        """The line as an address -> where the first command of it begins."""

    def add(self, file: str, text: str) -> None:
        """Take the text of a file."""
        self._lines.setdefault(file, Lines(text))

    def line(self, origin: Origin) -> int:
        """Return the line an origin begins on, from 1."""
        lines = self._lines.get(origin.file)
        return lines.place(max(0, origin.start))[0] if lines else 1

    def address(self, origin: Origin) -> str:
        """Return `deploy.sh:14`, for a second command on that line `deploy.sh:14:31`; one that runs again adds ` (2)`."""
        written = f"{origin.file}:{self.line(origin)}"
        if self._first.setdefault(written, origin.start) != origin.start:
            written += f":{self._column(origin)}"
        key = written, origin.start
        count = self._seen[key] = self._seen.get(key, 0) + 1
        return written if count == 1 else f"{written} ({count})"

    def _column(self, origin: Origin) -> int:
        lines = self._lines.get(origin.file)
        return lines.place(max(0, origin.start))[1] if lines else 1
