"""bash and sh -> a program, by the grammar of tree-sitter, which is imported when a script is read and not before.

Two slips of real scripts are put right here: options whose line got lost because the line before did not end in a
backslash (or ended in one and a blank, or was a comment) go back to their command, and a word such as `name"x"` is an
assignment without its `=`.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

from ...deployments.origins import Origin
from . import bash_arrays
from .bash_tests import read_test
from .bash_words import WordReader
from .program import (
    Arm,
    Assign,
    Background,
    Block,
    Braces,
    Case,
    CaseArm,
    Define,
    Either,
    For,
    If,
    Negated,
    Pipe,
    Run,
    Statement,
    Test,
    Unparsed,
    Unread,
    While,
    Word,
)
from .slips import add, is_literal, literal, with_streams, without_equals
from .tangles import is_tangled

if TYPE_CHECKING:
    from tree_sitter import Node as Tree
    from tree_sitter import Parser

DEEPEST = 50
"""Statements within statements; deeper ones are not read."""
MOST_ERRORS = 50
_COUNTED = re.compile(r"for\s*\(\(\s*(\w+)\s*=\s*(\d+)\s*;\s*\1\s*(<=?)\s*(\d{1,6})\s*;\s*(?:\1\+\+|\+\+\1)\s*\)\)")
_MOST_COUNTED = 800
_KEYED = re.compile(r"-[a-z]*A[a-z]*")


@cache
def _parser() -> "Parser":
    import tree_sitter_bash  # noqa: PLC0415 - 30 ms that only scripts should cost
    from tree_sitter import Language, Parser  # noqa: PLC0415

    return Parser(Language(tree_sitter_bash.language()))


def read_bash(text: str, file: str, offset: int = 0) -> tuple[Statement, ...]:
    """Return the program of a marked text (`placeholders.marked`) that begins at `offset` of its file."""
    if is_tangled(text):
        return (Unparsed(Origin(file=file, start=offset, end=offset + len(text.partition("\n")[0]))),)
    tree = _parser().parse(text.encode("utf-16-le", "replace"), encoding="utf16le")
    reader = _BashReader(text, file, offset)
    statements = reader.statements(tree.root_node)
    return (*reader.errors(tree.root_node), *statements)


class _BashReader:
    """Reads statements; the words in them are read by a `WordReader`."""

    def __init__(self, text: str, file: str, offset: int) -> None:
        self._words = WordReader(text, file, offset, self.statements)
        self._depth = 0
        self._keyed: set[str] = set()
        """Arrays that were declared as associative."""

    def errors(self, root: "Tree") -> tuple[Unparsed, ...]:
        """Return the places the grammar could not read."""
        found: list[Unparsed] = []
        waiting = [root] if root.has_error else []
        while waiting and len(found) < MOST_ERRORS:
            tree = waiting.pop()
            if tree.is_error or tree.is_missing:
                found.append(Unparsed(self._words.origin(tree)))
            elif tree.has_error:
                waiting += reversed(tree.children)
        return tuple(found)

    def statements(self, tree: "Tree") -> tuple[Statement, ...]:
        """Return the statements directly in a node, options on lines of their own put back to their command."""
        return self._of(tree.children)

    def _statement(self, tree: "Tree") -> tuple[Statement, ...]:
        if self._depth >= DEEPEST:
            return (Unparsed(self._words.origin(tree)),)
        self._depth += 1
        found = self._read(tree)
        self._depth -= 1
        return found

    def _read(self, tree: "Tree") -> tuple[Statement, ...]:
        kind = tree.type
        if kind == "command":
            return self._command(tree)
        if read := _READERS.get(kind):
            return tuple(read(self, tree))
        if kind in ("variable_assignments", "ERROR"):
            return self.statements(tree)
        return ()

    def _command(self, tree: "Tree") -> tuple[Statement, ...]:
        words: list[Word] = []
        stdin = None
        for child in tree.children:
            if child.type == "herestring_redirect":
                stdin = self._words.word(child.children[-1])
            elif child.is_named and child.type not in ("variable_assignment", "file_redirect"):
                self._words.append(words, self._words.word(child))
        if not words:
            return ()
        return (without_equals(Run(words=tuple(words), origin=self._words.origin(tree), stdin=stdin)),)

    def _assignment(self, tree: "Tree", is_local: bool = False) -> list[Statement]:
        name, value = tree.child_by_field_name("name"), tree.child_by_field_name("value")
        if name is None:
            return []
        origin, appends = self._words.origin(tree), any(child.type == "+=" for child in tree.children)
        if name.type == "subscript":
            base = self._words.source(name.children[0])
            if base in self._keyed and value is not None:
                found = bash_arrays.one(base, name, self._words.word(value), self._words)
                if found is not None:
                    return found
            unread = Word((Unread(self._words.source(tree)),), origin)
            return [Assign(name=self._words.source(name.children[0]), value=unread, origin=origin)]
        items = None
        if value is not None and value.type == "array" and self._words.source(name) in self._keyed:
            found = bash_arrays.filled(self._words.source(name), value, self._words, appends=appends)
            if found is not None:
                return found
        if value is not None and value.type == "array":
            items = tuple(self._words.word(child) for child in value.children if child.is_named)
        word = self._words.word(value) if value is not None and items is None else Word((), origin)
        return [
            Assign(
                name=self._words.source(name),
                value=word,
                items=items,
                is_local=is_local,
                appends=appends,
                origin=origin,
            )
        ]

    def _declaration(self, tree: "Tree") -> list[Statement]:
        is_local = tree.children[0].type in ("local", "declare", "typeset")
        is_keyed = any(child.type == "word" and _KEYED.fullmatch(self._words.source(child)) for child in tree.children)
        found: list[Statement] = []
        for child in tree.children:
            name = child.child_by_field_name("name") if child.type == "variable_assignment" else child
            if is_keyed and name is not None and name.type == "variable_name":
                self._keyed.add(self._words.source(name))
            if is_keyed and child.type == "variable_name":
                found += bash_arrays.empty(self._words.source(child), child, self._words)
            if child.type == "variable_assignment":
                found += self._assignment(child, is_local)
        return found

    def _pipeline(self, tree: "Tree") -> list[Statement]:
        stages = [stage for child in tree.children for stage in self._statement(child)]
        return [Pipe(tuple(stages), self._words.source(tree))] if stages else []

    def _list(self, tree: "Tree") -> list[Statement]:
        """Return `a && b || c`, whose tree leans to the left and may be as deep as the list is long."""
        right: list[tuple[str, Tree]] = []
        while tree.type == "list" and len(tree.children) >= 3:
            right.append((tree.children[1].type, tree.children[-1]))
            tree = tree.children[0]
        found = Block(self._statement(tree)) if tree.type == "list" else self._one(tree)
        for operator, part in reversed(right):
            found = Either(first=found, second=self._one(part), is_or=operator == "||")
        return [found]

    def _one(self, tree: "Tree") -> Statement:
        found = self._statement(tree)
        return found[0] if len(found) == 1 else Block(found)

    def _redirected(self, tree: "Tree") -> list[Statement]:
        body = tree.child_by_field_name("body")
        statement = self._one(body) if body else Block(())
        stdin, writes_to = None, None
        waiting = [child for child in tree.children if child.type.endswith("_redirect")]
        for child in waiting:
            if child.type == "heredoc_redirect":
                stdin = self._heredoc(child)
                waiting += [inner for inner in child.children if inner.type == "file_redirect"]
            elif _is_output(child):
                writes_to = self._words.word(child.children[-1])
        return [with_streams(statement, stdin, writes_to)]

    def _heredoc(self, tree: "Tree") -> Word | None:
        start = next((child for child in tree.children if child.type == "heredoc_start"), None)
        body = next((child for child in tree.children if child.type == "heredoc_body"), None)
        if start is None or body is None:
            return None
        return self._words.quoted(body, any(mark in self._words.source(start) for mark in "'\"\\"))

    def _negated(self, tree: "Tree") -> list[Statement]:
        return [Negated(self._one(tree.children[-1]))]

    def _if(self, tree: "Tree") -> list[Statement]:
        arms: list[Arm] = []
        parts = [(tree.children[0], [*tree.children[1:]])]
        parts[0] = (tree.children[0], [child for child in tree.children if not child.type.endswith("_clause")])
        parts += [(child, child.children) for child in tree.children if child.type.endswith("_clause")]
        for clause, children in parts:
            at = next((index for index, child in enumerate(children) if child.type == "then"), 0)
            is_else = clause.type == "else_clause"
            tests = () if is_else else self._of(children[:at])
            arms.append(Arm(tests=tests, body=self._of(children if is_else else children[at:])))
        return [If(tuple(arms))]

    def _of(self, trees: "list[Tree]") -> tuple[Statement, ...]:
        found: list[Statement] = []
        last = 0
        for tree in trees:
            if tree.type == "&" and found:
                found[-1] = Background(found[-1])
            else:
                for statement in self._statement(tree):
                    add(found, statement, is_apart=tree.start_point[0] > last + 1)
            last = tree.end_point[0] if tree.is_named else last
        return tuple(found)

    def _case(self, tree: "Tree") -> list[Statement]:
        value = tree.child_by_field_name("value")
        arms = []
        for item in tree.children:
            if item.type == "case_item":
                end = next((index for index, child in enumerate(item.children) if child.type == ")"), 0)
                written = [child for child in item.children[:end] if child.is_named]
                words = [self._words.word(child) for child in written]
                arms.append(
                    CaseArm(
                        patterns=_patterns(words),
                        body=self._of(item.children[end:]),
                        source=" | ".join(self._words.source(child) for child in written),
                    )
                )
        return [Case(self._words.word(value), tuple(arms))] if value else []

    def _for(self, tree: "Tree") -> list[Statement]:
        name, body = tree.child_by_field_name("variable"), tree.child_by_field_name("body")
        values = tree.children_by_field_name("value")
        has_list = any(child.type == "in" for child in tree.children)
        return [
            For(
                name=self._words.source(name) if name else "",
                items=tuple(self._words.word(value) for value in values) if has_list else None,
                body=self.statements(body) if body else (),
                origin=self._words.origin(tree),
            )
        ]

    def _counted(self, tree: "Tree") -> list[Statement]:
        body, origin = tree.child_by_field_name("body"), self._words.origin(tree)
        inner = self.statements(body) if body else ()
        found = _COUNTED.match(self._words.source(tree))
        if not found:
            return [While(tests=(), body=inner, source=self._words.source(tree).partition(")")[0])]
        stop = int(found[4]) + (found[3] == "<=")
        numbers = tuple(map(str, range(int(found[2]), min(stop, int(found[2]) + _MOST_COUNTED))))
        return [For(name=found[1], items=(Word((Braces(numbers),), origin),), body=inner, origin=origin)]

    def _while(self, tree: "Tree") -> list[Statement]:
        body, tests = tree.child_by_field_name("body"), tree.children_by_field_name("condition")
        return [
            While(
                tests=self._of([*tests]),
                body=self.statements(body) if body else (),
                source=" ".join(self._words.source(test) for test in tests if test.is_named),
                is_until=tree.children[0].type == "until",
            )
        ]

    def _function(self, tree: "Tree") -> list[Statement]:
        name, body = tree.child_by_field_name("name"), tree.child_by_field_name("body")
        return [Define(name=self._words.source(name) if name else "", body=self.statements(body) if body else ())]

    def _compound(self, tree: "Tree") -> list[Statement]:
        if tree.children and tree.children[0].type == "((":
            return [Test(operator="", source=self._words.source(tree))]
        return [Block(self.statements(tree), tree.type == "subshell")]

    def _test(self, tree: "Tree") -> list[Statement]:
        return [read_test(self._words, tree)]


def _is_output(tree: "Tree") -> bool:
    kinds = {part.type for part in tree.children}
    return tree.type == "file_redirect" and bool(kinds & {">", ">>", ">|"}) and "file_descriptor" not in kinds


def _patterns(words: list[Word]) -> tuple[str, ...]:
    return tuple(map(literal, words)) if all(map(is_literal, words)) else ()


_READERS = {
    "variable_assignment": _BashReader._assignment,
    "declaration_command": _BashReader._declaration,
    "pipeline": _BashReader._pipeline,
    "list": _BashReader._list,
    "redirected_statement": _BashReader._redirected,
    "negated_command": _BashReader._negated,
    "if_statement": _BashReader._if,
    "case_statement": _BashReader._case,
    "for_statement": _BashReader._for,
    "c_style_for_statement": _BashReader._counted,
    "while_statement": _BashReader._while,
    "function_definition": _BashReader._function,
    "compound_statement": _BashReader._compound,
    "subshell": _BashReader._compound,
    "test_command": _BashReader._test,
}
