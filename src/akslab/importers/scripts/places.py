"""The texts of the files a script is read from, and the lines its commands stand on."""

from ...deployments.origins import Origin
from ..json_text import Lines


class Places:
    """Lines by file."""

    def __init__(self) -> None:
        self._lines: dict[str, Lines] = {}
        self._seen: dict[str, int] = {}

    def add(self, file: str, text: str) -> None:
        """Take the text of a file."""
        self._lines.setdefault(file, Lines(text))

    def line(self, origin: Origin) -> int:
        """Return the line an origin begins on, from 1."""
        lines = self._lines.get(origin.file)
        return lines.place(max(0, origin.start))[0] if lines else 1

    def address(self, origin: Origin) -> str:
        """Return `deploy.sh:14`; a line that runs again is `deploy.sh:14 (2)`."""
        written = f"{origin.file}:{self.line(origin)}"
        count = self._seen[written] = self._seen.get(written, 0) + 1
        return written if count == 1 else f"{written} ({count})"
