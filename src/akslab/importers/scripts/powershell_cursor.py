"""The tokens of a PowerShell text, from left to right, with one to look at."""

from ...deployments.origins import Origin
from .placeholders import readable
from .powershell_tokens import Token, tokens_of


class Cursor:
    """A place among tokens."""

    def __init__(self, text: str, file: str, offset: int) -> None:
        self._text, self._file, self._offset = text, file, offset
        self._tokens = list(tokens_of(text))
        self._at = self._depth = 0

    def _peek(self, ahead: int = 0) -> Token | None:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def _is(self, text: str, ahead: int = 0) -> bool:
        token = self._peek(ahead)
        return token is not None and token.text.lower() == text

    def _source(self, start: int, end: int) -> str:
        return readable(" ".join(self._text[start:end].split()))

    def _origin(self, start: int, end: int) -> Origin:
        return Origin(file=self._file, start=self._offset + start, end=self._offset + end)

    def _skip(self, close: str) -> str:
        """Pass over what stands in brackets that are open; returns its source."""
        depth, first = 1, self._peek()
        while depth and (token := self._peek()) is not None:
            depth += (token.kind == "open") - (token.kind == "close")
            self._at += 1
        last = self._before()
        return self._source(first.start, last.start) if first and last else close

    def _before(self) -> Token | None:
        """Return the token before this place."""
        at = min(self._at, len(self._tokens))
        return self._tokens[at - 1] if at else None

    def _end(self, default: int = 0) -> int:
        """Return where the token before this place ends."""
        token = self._before()
        return token.end if token else default

    def _more(self) -> bool:
        token = self._peek()
        return token is not None and token.kind not in ("end", "close") and token.text not in ("|", "&&", "||")
