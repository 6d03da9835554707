"""PowerShell -> a program, line by line: no grammar of all of it, but of what scripts with az and Az cmdlets do.

An expression that is neither a text, a variable, a list nor a command is kept as its source: nobody evaluates it.
"""

import re

from .powershell_tokens import Token
from .powershell_values import DEEPEST, Values
from .powershell_words import variable
from .program import (
    Arm,
    Assign,
    Block,
    Captured,
    Define,
    Either,
    For,
    If,
    Literal,
    Negated,
    Run,
    Statement,
    Test,
    While,
    Word,
)

_CONTROL = ("if", "foreach", "for", "while", "do", "function", "param", "try", "switch", "return", "filter")
_COMPARED = re.compile(r"-[ci]?(eq|ne|gt|ge|lt|le|like|match|and|or|not)", re.IGNORECASE)
_TYPE = re.compile(r"\[[\w.\[\]]+\]")


def read_powershell(text: str, file: str, offset: int = 0) -> tuple[Statement, ...]:
    """Return the program of a marked text that begins at `offset` of its file."""
    return _Reader(text, file, offset).statements("")


class _Reader(Values):
    """Reads statements; the values in them are read by what it is made of."""

    def statements(self, close: str) -> tuple[Statement, ...]:
        """Return the statements up to a closing bracket, which is taken too, or the end."""
        found: list[Statement] = []
        while (token := self._peek()) is not None:
            if token.kind == "close":
                self._at += 1
                if token.text == close:
                    break
                continue
            if token.kind == "end":
                self._at += 1
                continue
            before = self._at
            found += self._statement(token)
            if self._at == before:
                self._at += 1
        return tuple(found)

    def _block(self, opening: str = "{", close: str = "}") -> tuple[Statement, ...]:
        """Return what stands in brackets that begin here; nothing if none do."""
        while (token := self._peek()) is not None and token.kind == "end":
            self._at += 1
        if token is None or token.text != opening:
            return ()
        self._at += 1
        if self._depth >= DEEPEST:
            self._skip(close)
            return ()
        self._depth += 1
        found = self.statements(close)
        self._depth -= 1
        return found

    def _statement(self, token: Token) -> list[Statement]:
        word = token.text.lower()
        if token.kind == "word" and word in _CONTROL:
            self._at += 1
            return self._control(word, token)
        while token.kind == "word" and _TYPE.fullmatch(token.text) and self._peek(1):
            self._at += 1
            token = self._tokens[self._at]
        if token.kind == "variable" and (self._is("=", 1) or self._is("+=", 1)):
            return [self._assignment(token)]
        found = self._pipeline()
        while (sign := self._peek()) is not None and sign.text in ("&&", "||"):
            self._at += 1
            found = Either(first=found, second=self._pipeline(), is_or=sign.text == "||")
        return [found]

    def _control(self, word: str, token: Token) -> list[Statement]:
        if word == "if":
            return [self._if()]
        if word in ("foreach", "for"):
            return [self._for(token)]
        if word == "while":
            test, source = self._condition()
            return [While(tests=(test,), body=self._block(), source=source)]
        if word == "do":
            body = self._block()
            self._at += 1
            self._condition()
            return [Block(body)]
        if word in ("function", "filter"):
            return [self._function()]
        if word == "param":
            return [*self._parameters()]
        if word == "try":
            return [self._try()]
        if word == "switch":
            self._condition()
            self._block()
            return []
        origin = self._origin(token.start, token.end)
        value = self._pipeline() if self._more() else None
        stop = Run(words=(Word((Literal("return"),), origin),), origin=origin)
        return [value, stop] if value else [stop]

    def _assignment(self, token: Token) -> Statement:
        sign = self._tokens[self._at + 1]
        self._at += 2
        name = variable(token.text, False).name
        start = self._at
        value = self._value()
        end = self._end() if self._at > start else sign.end
        origin = self._origin(token.start, end)
        appends = sign.text == "+="
        if isinstance(value, Captured):
            return Assign(name=name, captured=value, origin=origin, appends=appends)
        if isinstance(value, tuple):
            return Assign(name=name, items=value, origin=origin, appends=appends)
        return Assign(name=name, value=value, origin=origin, appends=appends)

    def _condition(self) -> tuple[Statement, str]:
        """Return the test in round brackets that begin here, and its source."""
        if not self._is("("):
            return Test(operator="", source=""), ""
        self._at += 1
        first = self._at
        source = self._skip(")")
        after, self._at = self._at, first
        test = self._test(source, after - 1)
        self._at = after
        return test, source

    def _test(self, source: str, end: int) -> Statement:
        """Return `-not a`, `a -eq b` or `a`; everything else only has its source."""
        if self._is("-not") or self._is("!"):
            self._at += 1
            return Negated(self._test(source.split(None, 1)[-1].lstrip("!"), end))
        left = self._word()
        if self._at >= end:
            return Test(operator="-n", left=left, source=source)
        sign = self._peek()
        found = _COMPARED.fullmatch(sign.text) if sign else None
        self._at += 1
        right = self._word()
        if found and self._at >= end and left.parts and right.parts:
            return Test(operator=f"-{found[1].lower()}", left=left, right=right, source=source)
        return Test(operator="", source=source)

    def _if(self) -> Statement:
        arms = []
        test, _ = self._condition()
        arms.append(Arm(tests=(test,), body=self._block()))
        while True:
            at = self._at
            while (token := self._peek()) is not None and token.kind == "end":
                self._at += 1
            if self._is("elseif"):
                self._at += 1
                test, _ = self._condition()
                arms.append(Arm(tests=(test,), body=self._block()))
            elif self._is("else"):
                self._at += 1
                arms.append(Arm(body=self._block()))
            else:
                self._at = at
                return If(tuple(arms))

    def _for(self, token: Token) -> Statement:
        """Return `foreach ($x in …) { … }`; a `for` with counters is not counted."""
        at = self._at
        origin = self._origin(token.start, token.end)
        loop = self._peek(1)
        if self._is("(") and loop is not None and loop.kind == "variable" and self._is("in", 2):
            self._at += 3
            items = tuple(self._listed()) if not self._is(")") else ()
            is_all = self._is(")")
            if not is_all:
                self._at = at + 1
                self._skip(")")
            else:
                self._at += 1
            name = variable(loop.text, False).name
            return For(name=name, items=items if is_all else None, body=self._block(), origin=origin)
        _, source = self._condition()
        return While(tests=(), body=self._block(), source=f"for ({source})")

    def _function(self) -> Statement:
        name = self._tokens[self._at].text if self._peek() else ""
        self._at += 1
        own = self._parameters() if self._is("(") else ()
        body = self._block()
        count = 0
        while count < len(body) and isinstance(each := body[count], Assign) and each.is_local:
            count += 1
        parameters = tuple(each for each in body[:count] if isinstance(each, Assign))
        return Define(name=name.lower(), parameters=(*own, *parameters), body=body[count:])

    def _parameters(self) -> tuple[Assign, ...]:
        """Return `( [type]$name = default, … )` as local assignments of the defaults."""
        while (token := self._peek()) is not None and token.kind == "end":
            self._at += 1
        if not self._is("("):
            return ()
        self._at += 1
        found: list[Assign] = []
        while (token := self._peek()) is not None and token.kind != "close":
            self._at += 1
            if token.kind == "open":
                self._skip(")")
            elif token.kind == "variable":
                name, origin = variable(token.text, False).name, self._origin(token.start, token.end)
                if self._is("="):
                    self._at += 1
                    found.append(Assign(name=name, value=self._word(), is_local=True, origin=origin))
                else:
                    unset = Word((variable(f"${name}", False),), origin)
                    found.append(Assign(name=name, value=unset, is_local=True, origin=origin))
        self._at += 1
        return tuple(found)

    def _try(self) -> Statement:
        """Return what is tried; what is done when it fails is passed over."""
        body = list(self._block())
        while True:
            at = self._at
            while (token := self._peek()) is not None and token.kind == "end":
                self._at += 1
            if self._is("catch"):
                self._at += 1
                while (token := self._peek()) is not None and token.kind == "word":
                    self._at += 1
                self._block()
            elif self._is("finally"):
                self._at += 1
                body += self._block()
            else:
                self._at = at
                return Block(tuple(body))
