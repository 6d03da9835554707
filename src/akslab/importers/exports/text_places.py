"""The path of a value in an exported file -> its span in the text, for what marks lines."""

from ...deployments.origins import Path
from ..json_text import JsonPlaces
from .texts import NoDocumentError, documents_in, without_colours


class TextPlaces:
    """The spans of the values of one text. In YAML, only the file itself is known."""

    def __init__(self, text: str) -> None:
        """Take the text of a file that was read as an export."""
        self._plain = without_colours(text)
        self._places: dict[int, JsonPlaces] = {}
        try:
            self._starts = documents_in(text).starts
        except NoDocumentError:
            self._starts = []

    def span(self, path: Path) -> tuple[int, int]:
        """Return (start, end) of the value at a path, as deep as it can be followed; (0, 0) where no place is known."""
        number = 0
        if len(self._starts) > 1 and path:
            number, path = int(path[0]), path[1:]
        if number >= len(self._starts):
            return 0, 0
        start = self._starts[number]
        if number not in self._places:
            following = self._starts[number + 1 : number + 2]
            self._places[number] = JsonPlaces(self._plain[start : following[0] if following else None])
        found = self._places[number].value(path)
        return start + found[0], start + found[1]
