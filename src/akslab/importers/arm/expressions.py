"""The language inside brackets: `[concat(parameters('name'), '-vnet')]` -> a small tree with offsets.

A text is an expression when it begins with `[` and ends with `]`; `[[` writes a bracket. There are calls, texts in single
quotes, integers, `.name` and `[index]`, and no operators. Names of functions and properties are found without case.
"""

import re
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

from ...wire.sentences import Sentence, sentence
from .refusals import RefusedError

DEEPEST = 100
"""Calls and brackets inside each other in one expression."""
_CACHED = 2000
"""Characters of an expression worth remembering."""
_TOKEN = re.compile(
    r"\s*+(?:(?P<text>'(?:[^']|'')*+')|(?P<number>[+-]?\d+)|(?P<name>[A-Za-z_$][\w$]*)|(?P<sign>[().,\[\]]))"
)


class Text(Struct, frozen=True):
    """A text in quotes."""

    value: str
    start: int


class Number(Struct, frozen=True):
    """An integer."""

    value: int
    start: int


class Call(Struct, frozen=True):
    """A function and its arguments. `name` is as written, with its namespace if it has one: `contoso.uniqueName`."""

    name: str
    arguments: "tuple[Expression, ...]"
    start: int
    end: int
    """Behind the name, not behind the arguments."""

    @property
    def key(self) -> str:
        """The name as it is found: without case."""
        return self.name.lower()


class Property(Struct, frozen=True):
    """A property: `target.name`."""

    target: "Expression"
    name: str
    start: int


class Index(Struct, frozen=True):
    """An element, or a property by its name: `target[index]`."""

    target: "Expression"
    index: "Expression"
    start: int


Expression: TypeAlias = Text | Number | Call | Property | Index


def is_expression(text: str) -> bool:
    """Whether a text of a template is an expression."""
    return text.startswith("[") and text.endswith("]") and not text.startswith("[[")


def literal(text: str) -> str:
    """Return what a text that is no expression says: `[[x]` is `[x]`."""
    return text[1:] if text.startswith("[[") else text


def parse_expression(text: str) -> Expression:
    """Return the tree of an expression with its brackets; offsets count from the first one. Raises RefusedError."""
    return _remembered(text) if len(text) <= _CACHED else _Parser(text).whole()


@lru_cache(maxsize=4096)
def _remembered(text: str) -> Expression:
    return _Parser(text).whole()


def refused(what: Sentence, start: int, end: int) -> RefusedError:
    """Return a refusal that knows its place in the expression."""
    error = RefusedError(what)
    error.start, error.end = start, end
    return error


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._end = len(text) - 1
        self._at = 1
        self._depth = 0
        self._kind = ""
        self._token = ""
        self._start = 1
        self._step()

    def whole(self) -> Expression:
        found = self._expression()
        if self._kind:
            raise self._unexpected()
        return found

    def _step(self) -> None:
        """Read the next token; the kind is empty at the end."""
        found = _TOKEN.match(self._text, self._at, self._end)
        if found is None or found.lastgroup is None:
            rest = self._text[self._at : self._end]
            self._start = self._at + len(rest) - len(rest.lstrip())
            self._kind, self._token = ("bad", self._text[self._start : self._start + 1]) if rest.strip() else ("", "")
            return
        self._kind, self._token = found.lastgroup, found[found.lastgroup]
        self._start, self._at = found.start(found.lastgroup), found.end()

    def _unexpected(self) -> RefusedError:
        if not self._kind:
            return refused(sentence("arm.expression-ends"), max(0, self._end - 1), self._end + 1)
        if self._kind == "bad" and self._token.startswith("'"):
            return refused(sentence("arm.expression-open-text"), self._start, self._end + 1)
        what = sentence("arm.expression-unexpected", token=self._token[:40])
        return refused(what, self._start, self._start + len(self._token))

    def _take(self, sign: str) -> None:
        if self._kind != "sign" or self._token != sign:
            raise self._unexpected()
        self._step()

    def _is(self, sign: str) -> bool:
        return self._kind == "sign" and self._token == sign

    def _expression(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise refused(sentence("arm.limit-nesting", most=DEEPEST), self._start, self._start + 1)
        found = self._primary()
        while self._is(".") or self._is("["):
            start, is_property = self._start, self._is(".")
            self._step()
            if is_property:
                if self._kind != "name":
                    raise self._unexpected()
                found = Property(found, self._token, self._start)
                self._step()
            else:
                found = Index(found, self._expression(), start)
                self._take("]")
        self._depth -= 1
        return found

    def _primary(self) -> Expression:
        token, start = self._token, self._start
        if self._kind == "text":
            self._step()
            return Text(token[1:-1].replace("''", "'"), start)
        if self._kind == "number":
            return self._number(token, start)
        if self._kind != "name":
            raise self._unexpected()
        end = start + len(token)
        self._step()
        while self._is("."):
            self._step()
            if self._kind != "name":
                raise self._unexpected()
            token, end = f"{token}.{self._token}", self._start + len(self._token)
            self._step()
        if not self._is("("):
            raise refused(sentence("arm.expression-no-call", name=token[:60]), start, end)
        return Call(token, self._arguments(), start, end)

    def _number(self, token: str, start: int) -> Number:
        if len(token) > 20 or not -(2**63) <= int(token) < 2**63:
            raise refused(sentence("arm.overflow"), start, start + len(token))
        self._step()
        return Number(int(token), start)

    def _arguments(self) -> tuple[Expression, ...]:
        self._take("(")
        found: list[Expression] = []
        while not self._is(")"):
            if found:
                self._take(",")
            found.append(self._expression())
        self._step()
        return tuple(found)
