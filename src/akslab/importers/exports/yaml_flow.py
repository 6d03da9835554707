"""YAML's lists and objects in brackets, over any number of lines -> plain values; JSON is one way to write them.

Read by hand, and not by a library, for the same reason as the rest: an export needs no more, and what is refused here
(anchors, tags) a library would have to be kept from.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ...wire.sentences import Sentence, sentence

DEEPEST = 100
ENDING = {'"': re.compile(r'(?:[^"\\]|\\.|\\$)*"'), "'": re.compile(r"(?:[^']|'')*'(?!')")}
_PLAIN = re.compile(r"(?:[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)|(?<=\S)#|[ \t]+(?=[^\s,\[\]{}:#]|:(?![\s,\[\]{}]|$)))+")
_BLANK = re.compile(r"[ \t]*(?:(?:^|(?<=[ \t]))#.*)?")


class FlowError(ValueError):
    """What stands in brackets is not read; `line` counts the lines behind the first one."""

    def __init__(self, reason: Sentence, line: int) -> None:
        super().__init__(reason.key)
        self.reason, self.line = reason, line


class Flow:
    """Reads one value in brackets. `quoted` and `plain` read scalars; `taken` is how many more lines it went on for."""

    def __init__(
        self, first: str, more: Iterator[str], quoted: Callable[[str, list[str]], Any], plain: Callable[[str], Any]
    ) -> None:
        self._line, self._at, self._more = first, 0, more
        self._quoted, self._plain = quoted, plain
        self.taken = 0

    def whole(self) -> Any:
        """Read it, and make sure that nothing but a comment follows. Raises FlowError."""
        value = self._value(0)
        blank = _BLANK.match(self._line, self._at)
        if blank is None or blank.end() < len(self._line.rstrip()):
            raise self._wrong("yaml.behind")
        return value

    def _wrong(self, key: str, **values: object) -> FlowError:
        return FlowError(sentence(key, **values), self.taken)

    def _peek(self) -> str:
        """Go on to the next character that says something."""
        while True:
            blank = _BLANK.match(self._line, self._at)
            self._at = blank.end() if blank else self._at
            if self._at < len(self._line):
                return self._line[self._at]
            self._next_line()

    def _next_line(self) -> None:
        line = next(self._more, None)
        if line is None:
            raise self._wrong("yaml.open")
        self._line, self._at = line.rstrip("\r\n"), 0
        self.taken += 1

    def _value(self, depth: int) -> Any:
        if depth > DEEPEST:
            raise self._wrong("yaml.deep", most=DEEPEST)
        match self._peek():
            case "[":
                return self._listed(depth)
            case "{":
                return self._object(depth)
            case "'" | '"' as mark:
                return self._text(mark)
            case _:
                return self._word()

    def _listed(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self._at += 1
        while self._peek() != "]":
            found.append(self._value(depth + 1))
            self._comma("]")
        self._at += 1
        return found

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self._at += 1
        while self._peek() != "}":
            if self._peek() in "[{":
                raise self._wrong("yaml.no-word")
            key = str(self._text(self._peek()) if self._peek() in "'\"" else self._word(as_key=True))
            if key in found:
                raise self._wrong("yaml.twice", name=key)
            found[key] = None
            if self._peek() == ":":
                self._at += 1
                found[key] = None if self._peek() in ",}" else self._value(depth + 1)
            self._comma("}")
        self._at += 1
        return found

    def _comma(self, closing: str) -> None:
        found = self._peek()
        if found == ",":
            self._at += 1
        elif found != closing:
            raise self._wrong("yaml.comma", closing=closing)

    def _word(self, *, as_key: bool = False) -> Any:
        """Read a plain word; several lines of it are joined by blanks."""
        if self._line[self._at] in "&*!%@`|>":
            raise self._wrong("yaml.mark", mark=self._line[self._at])
        parts: list[str] = []
        while found := _PLAIN.match(self._line, self._at):
            parts.append(found[0])
            self._at = found.end()
            if self._peek() in ",[]{}:":
                break
        if not parts:
            raise self._wrong("yaml.value", mark=self._line[self._at])
        text = " ".join(parts)
        return text if as_key else self._plain(text)

    def _text(self, mark: str) -> Any:
        """Read a quoted text, which may go on for several lines."""
        self._at += 1
        parts = [self._line[self._at :]]
        while (found := ENDING[mark].match(parts[-1])) is None:
            parts[-1] = parts[-1].rstrip()
            self._next_line()
            parts.append(self._line.lstrip())
        start = len(self._line) - len(parts[-1])
        self._at = start + found.end()
        parts[-1] = found[0][:-1]
        return self._quoted(mark, parts)
