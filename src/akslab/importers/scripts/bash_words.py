"""Words of bash, as the grammar has them -> words of the program: quotes and escapes resolved, expansions as parts."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ...deployments.origins import Origin
from .placeholders import readable
from .program import Braces, Captured, Literal, Part, Statement, Sum, Unread, Variable, Word

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

MOST_BRACES = 800
DEEPEST = 10
"""Expansions within the operands of expansions."""
_ESCAPE = re.compile(r"\\(\r?\n|.)", re.DOTALL)
_IN_QUOTES = re.compile(r'\\(\r?\n|[$`"\\])')
_JOINED = re.compile(r"(?:\\\r?\n)+")
_ANSI = re.compile(r"\\(n|t|r|\\|'|\"|x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4})")
_ANSI_NAMES = {"n": "\n", "t": "\t", "r": "\r"}
_RANGE = re.compile(r"\{(-?\d{1,9})\.\.(-?\d{1,9})\}")
_LISTED = re.compile(r"([^{}]*)\{([^{}]*,[^{}]*)\}([^{}]*)")


class WordReader:
    """Reads the words of one text; statements inside of them are for `statements` to read."""

    def __init__(
        self, text: str, file: str, offset: int, statements: "Callable[[Tree], tuple[Statement, ...]]"
    ) -> None:
        """Take the marked text, its file, where in the file it begins, and the reader of statements."""
        self._text, self._file, self._offset, self._statements = text, file, offset, statements
        self._depth = 0

    def source(self, tree: "Tree") -> str:
        """Return the text of a node as it is written."""
        return readable(self._between(_start(tree), _end(tree)))

    def origin(self, tree: "Tree") -> Origin:
        """Return the place of a node."""
        return self.span(_start(tree), _end(tree))

    def span(self, start: int, end: int) -> Origin:
        """Return a place by offsets of this text."""
        return Origin(file=self._file, start=self._offset + start, end=self._offset + end)

    def word(self, tree: "Tree") -> Word:
        """Return a node as a word."""
        return Word(_merged(self._parts(tree)), self.origin(tree))

    def append(self, words: list[Word], word: Word) -> None:
        """Add a word; one that only a backslash at the line's end parts from the last is its end."""
        last = words[-1].origin.end if words else -1
        if last >= 0 and _JOINED.fullmatch(self._between(last - self._offset, word.origin.start - self._offset)):
            origin = Origin(file=self._file, start=words[-1].origin.start, end=word.origin.end)
            words[-1] = Word(_merged((*words[-1].parts, *word.parts)), origin)
        else:
            words.append(word)

    def quoted(self, tree: "Tree", is_raw: bool) -> Word:
        """Return the body of a here-document, whose text is not split."""
        parts = (Literal(self.source(tree), True),) if is_raw else self._inside(tree, _start(tree), _end(tree))
        return Word(_merged(parts), self.origin(tree))

    def _parts(self, tree: "Tree") -> Iterator[Part]:
        kind = tree.type
        if kind in _PLAIN:
            yield from _literal(self.source(tree))
        elif kind == "raw_string":
            yield Literal(self.source(tree)[1:-1], True)
        elif kind == "ansi_c_string":
            yield Literal(_ANSI.sub(_ansi, self.source(tree)[2:-1]), True)
        elif kind in ("string", "translated_string"):
            inner = tree if kind == "string" else tree.children[-1]
            yield Literal("", True)
            yield from self._inside(inner, _start(inner) + 1, _end(inner) - 1)
        elif kind in ("concatenation", "command_name"):
            if all(child.type in _PLAIN for child in tree.children):
                yield from _literal(self.source(tree))
            else:
                for child in tree.children:
                    yield from self._parts(child)
        else:
            yield self._expansion(tree, False)

    def _inside(self, tree: "Tree", start: int, end: int) -> Iterator[Part]:
        """Yield what stands between double quotes: expansions are nodes, the text between them is not always one."""
        at = start
        for child in tree.children:
            if child.type in _EXPANSIONS and _start(child) >= at:
                yield self._quoted_text(at, _start(child))
                yield self._expansion(child, True)
                at = _end(child)
        yield self._quoted_text(at, end)

    def _quoted_text(self, start: int, end: int) -> Literal:
        return Literal(readable(_IN_QUOTES.sub(_unescaped, self._between(start, end))), True)

    def _expansion(self, tree: "Tree", is_quoted: bool) -> Part:
        kind, source = tree.type, self.source(tree)
        if kind == "simple_expansion":
            return Variable(name=source[1:], is_quoted=is_quoted, source=source)
        if kind == "expansion":
            return self._parameter(tree, is_quoted)
        if kind == "command_substitution" and not any(child.type == "file_redirect" for child in tree.children):
            return Captured(body=self._statements(tree), is_quoted=is_quoted, source=source)
        if kind == "arithmetic_expansion":
            return Sum(source[3:-2] if source.startswith("$((") else source[2:-1])
        if kind == "brace_expression":
            return _range(source)
        return Unread(source)

    def _parameter(self, tree: "Tree", is_quoted: bool) -> Part:
        """Return `${…}`: a name, perhaps an index, perhaps an operator and its operand."""
        source = self.source(tree)
        children = [child for child in tree.children if child.type not in ("${", "}")]
        is_of_keys = len(children) == 2 and children[0].type == "!" and children[1].type == "subscript"
        children = children[1:] if is_of_keys else children
        if not children or children[0].type not in ("variable_name", "special_variable_name", "subscript"):
            return Unread(source)
        head, rest = children[0], children[1:]
        name, index = self.source(head), None
        if head.type == "subscript":
            name, found = self.source(head.children[0]), head.child_by_field_name("index")
            index = self.word(found) if found else None
        name = f"!{name}" if is_of_keys else name
        operator = self.source(rest[0]) if rest else ""
        operand = self._operand(rest[0], rest[-1]) if rest else None
        return Variable(name=name, operator=operator, operand=operand, index=index, is_quoted=is_quoted, source=source)

    def _operand(self, operator: "Tree", last: "Tree") -> Word:
        if operator is last or operator == last:
            return Word((), self.span(_end(operator), _end(operator)))
        following = operator.next_sibling
        if following == last and self._depth < DEEPEST:
            self._depth += 1
            found = self.word(last)
            self._depth -= 1
            return found
        return Word((Unread(readable(self._between(_end(operator), _end(last)))),), self.origin(last))

    def _between(self, start: int, end: int) -> str:
        return self._text[start:end]


_PLAIN = ("word", "number", "extglob_pattern", "regex", "test_operator", "variable_name", "file_descriptor", "{", "}")
_EXPANSIONS = ("simple_expansion", "expansion", "command_substitution", "arithmetic_expansion")


def _start(tree: "Tree") -> int:
    return tree.start_byte // 2


def _end(tree: "Tree") -> int:
    return tree.end_byte // 2


def _literal(source: str) -> Iterator[Part]:
    text = _ESCAPE.sub(lambda found: "" if found[1].endswith("\n") else found[1], source)
    listed = _LISTED.fullmatch(text)
    if listed and "\\" not in source:
        texts = [f"{listed[1]}{each}{listed[3]}" for each in listed[2].split(",")]
        yield Braces(tuple(texts[:MOST_BRACES]))
    else:
        yield Literal(text)


def _range(source: str) -> Part:
    found = _RANGE.fullmatch(source)
    if not found:
        return Unread(source)
    first, last = int(found[1]), int(found[2])
    step = 1 if last >= first else -1
    return Braces(tuple(map(str, islice(range(first, last + step, step), MOST_BRACES))))


def _unescaped(found: "re.Match[str]") -> str:
    return "" if found[1].endswith("\n") else found[1]


def _ansi(found: "re.Match[str]") -> str:
    code = found[1]
    return _ANSI_NAMES.get(code) or (chr(int(code[1:], 16)) if code[0] in "xu" else code)


def _merged(parts: "tuple[Part, ...] | Iterator[Part]") -> tuple[Part, ...]:
    """Return the parts with neighbouring literals of one kind joined."""
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if isinstance(part, Literal) and isinstance(last, Literal) and part.is_quoted == last.is_quoted:
            merged[-1] = Literal(last.text + part.text, part.is_quoted)
        else:
            merged.append(part)
    return tuple(merged)
