"""Values and commands of PowerShell: words, lists, tables, pipelines, commands in brackets."""

import re
from abc import abstractmethod

from ...deployments.origins import Origin
from .powershell_cursor import Cursor
from .powershell_tokens import Token
from .powershell_words import parts_of
from .program import Captured, Literal, Part, Pipe, Run, Statement, Unread, Word

DEEPEST = 30
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_TYPE = re.compile(r"\[[\w.\[\]]+\]")


class Values(Cursor):
    """Reads values; the statements in them are for the reader of statements."""

    @abstractmethod
    def statements(self, close: str) -> tuple[Statement, ...]:
        """Return the statements up to a closing bracket, which is taken too, or the end."""

    def _value(self) -> Word | tuple[Word, ...] | Captured:
        """Return the right side of an assignment: a word, a list, or the output of a command."""
        first = self._peek()
        if first is None or not self._more():
            return Word((), self._origin(0, 0))
        if first.text == "@{":
            self._at += 1
            return self._table()
        is_command = first.kind == "word" and not _NUMBER.fullmatch(first.text) and not _TYPE.match(first.text)
        if is_command and first.text.lower() != "if":
            start = first.start
            body = self._pipeline()
            return Captured(body=(body,), source=self._source(start, self._end()))
        words = self._listed()
        if self._more() or self._is("|"):
            while self._more() or self._is("|"):
                self._at += 1
            end = self._end()
            return Word((Unread(self._source(first.start, end)),), self._origin(first.start, end))
        return words[0] if len(words) == 1 and first.text != "@(" else tuple(words)

    def _listed(self) -> list[Word]:
        """Return words between commas, `@( … )` opened, `"a" + $b` joined."""
        if self._is("@("):
            self._at += 1
            words: list[Word] = []
            while (token := self._peek()) is not None and token.text != ")":
                if token.kind == "end" or token.text == ",":
                    self._at += 1
                else:
                    before = self._at
                    words += self._listed()
                    self._at += self._at == before
            self._at += 1
            return words
        words = [self._word()]
        while self._is(",") or self._is("+"):
            is_sum = self._is("+")
            self._at += 1
            while (token := self._peek()) is not None and token.kind == "end":
                self._at += 1
            following = self._word()
            if is_sum:
                last = words[-1]
                end = following.origin.end if following.origin.end > 0 else last.origin.end
                origin = Origin(file=self._file, start=last.origin.start, end=end)
                words[-1] = Word((*last.parts, *following.parts), origin)
            else:
                words.append(following)
        return words

    def _table(self) -> tuple[Word, ...]:
        """Return `@{ Name = "x" }` as the arguments it stands for when it is splatted: `-Name x`."""
        words: list[Word] = []
        while (token := self._peek()) is not None and token.text != "}":
            if token.kind in ("end", "sign"):
                self._at += 1
                continue
            before = self._at
            key = self._word()
            if self._is("="):
                self._at += 1
                name = "".join(part.text for part in key.parts if isinstance(part, Literal))
                values = self._listed() if self._more() else []
                words += [Word((Literal(f"-{name}"),), key.origin), *values]
            self._at += self._at == before
        self._at += 1
        return tuple(words)

    def _word(self) -> Word:
        """Return one word: the tokens that stand together without a blank."""
        parts: list[Part] = []
        first = self._peek()
        end = first.start if first else 0
        while (token := self._peek()) is not None and (token is first or token.start == end):
            if (
                token.kind in ("end", "close")
                or token.text in ("|", "&&", "||", ",", "=", "+=", "&")
                or (token.text == "+" and token is not first)
            ):
                break
            self._at += 1
            end = token.end
            if token.kind == "open":
                parts.append(self._captured(token))
                end = self._end()
            else:
                parts += parts_of(token, self._inner)
        start = first.start if first else 0
        return Word(tuple(parts), self._origin(start, end))

    def _captured(self, token: Token) -> Part:
        """Return `( … )` or `$( … )`, and the member behind it: `(az … | ConvertFrom-Json).id`."""
        if token.text == "{" or self._depth >= DEEPEST:
            return Unread(f"{{ {self._skip('}')} }}")
        self._depth += 1
        body = self.statements("}" if token.text == "@{" else ")")
        self._depth -= 1
        following = self._peek()
        member = ""
        end = self._end()
        if following and following.kind == "word" and following.start == end and following.text.startswith((".", "[")):
            self._at += 1
            member, end = following.text.removeprefix("."), following.end
        return Captured(body=body, member=member, source=self._source(token.start, end))

    def _inner(self, text: str, at: int) -> tuple[Statement, ...]:
        """Return the statements of `$( … )` inside a string that stands at `at`."""
        if self._depth >= DEEPEST:
            return ()
        inner = type(self)(text, self._file, self._offset + at)
        inner._depth = self._depth + 1
        return inner.statements("")

    def _pipeline(self) -> Statement:
        start = self._peek()
        stages = [self._run()]
        while self._is("|"):
            self._at += 1
            while (token := self._peek()) is not None and token.kind == "end" and token.text == "\n":
                self._at += 1
            stages.append(self._run())
        end = self._end()
        return stages[0] if len(stages) == 1 else Pipe(tuple(stages), self._source(start.start if start else 0, end))

    def _run(self) -> Run:
        words: list[Word] = []
        writes_to: Word | None = None
        first = self._peek()
        start = first.start if first else 0
        if first is not None and first.text == "&":
            self._at += 1
        while self._more():
            before = self._at
            if self._tokens[self._at].text.lstrip("12*") in (">", ">>"):
                self._at += 1
                writes_to = self._word()
            else:
                words += self._listed()
            self._at += self._at == before
        end = self._end(start)
        origin = self._origin(start, end)
        if first is not None and words and (first.kind in ("double", "single", "variable", "open", "herestring")):
            # An expression on a line of its own is printed.
            words.insert(0, Word((Literal("echo"),), origin))
        return Run(words=tuple(words) or (Word((Literal(":"),), origin),), origin=origin, writes_to=writes_to)
