"""Tokens -> statements, each on its own: one that cannot be read hides none of the others."""

from collections.abc import Callable

from .cursor import Cursor
from .declarations import (
    Assignment,
    Broken,
    Decorators,
    Extends,
    Extension,
    Function,
    Ignored,
    Import,
    Module,
    Output,
    Parameter,
    Resource,
    Scope,
    Statement,
    TypeDeclaration,
    Using,
    Variable,
)
from .expressions import braces, expression, loop, text
from .faults import SyntaxFault
from .syntax import Conditional, Expression, Object, Text
from .types import decorators, type_syntax

_Reader = Callable[[Cursor, Decorators], Statement]
_TEXTS = ("text", "left")
_FAR = 1 << 30


def statements_of(source: str, *, is_parameter_file: bool = False) -> tuple[Statement, ...]:
    """Return the statements of a text; what could not be read is `Broken`. Never raises, linear in the length."""
    cursor, found = Cursor(source), list[Statement]()
    readers = _IN_PARAMETER_FILES if is_parameter_file else _READERS
    cursor.skip_newlines()
    while cursor.kind != "end":
        found.append(_recovered(cursor, readers))
        cursor.skip_newlines()
    return tuple(found)


def _recovered(cursor: Cursor, readers: dict[str, _Reader]) -> Statement:
    """Read a statement with its decorators; where that fails, step to where the next one begins."""
    first, depth = cursor.at, cursor.depth
    try:
        found = _statement(cursor, readers)
        if cursor.kind not in ("newline", "end") and not (depth and cursor.kind in (",", "}")):
            raise cursor.fault("bicep.expected-line-end")
    except SyntaxFault as failed:
        cursor.depth = depth
        return _broken(cursor, first, failed, readers)
    return found


def _statement(cursor: Cursor, readers: dict[str, _Reader]) -> Statement:
    marks = decorators(cursor)
    reader = readers.get(cursor.token.text) if cursor.kind == "word" else None
    if reader is None:
        raise cursor.fault("bicep.expected-statement")
    return reader(cursor, marks)


def _broken(cursor: Cursor, first: int, failed: SyntaxFault, readers: dict[str, _Reader]) -> Broken:
    tokens, start = cursor.tokens, cursor.tokens[first].start
    keyword, name = "", ""
    for at in range(first, max(cursor.at, first + 1)):
        if tokens[at].kind == "word" and tokens[at].text in readers and _begins_line(cursor, at, first):
            keyword, name = tokens[at].text, tokens[at + 1].text if tokens[at + 1].kind == "word" else ""
            break
    _skip_to_next(cursor, first, readers)
    return Broken(start, cursor.last_end, keyword, name, failed.fault)


def _begins_line(cursor: Cursor, at: int, first: int) -> bool:
    return at == first or cursor.tokens[at - 1].kind == "newline"


def _column(cursor: Cursor, at: int) -> int:
    """Return how far a token is from the line break before it; very far if it is not the first on its line."""
    if at and cursor.tokens[at - 1].kind != "newline":
        return _FAR
    return cursor.tokens[at].start - (cursor.tokens[at - 1].end if at else 0)


def _skip_to_next(cursor: Cursor, first: int, readers: dict[str, _Reader]) -> None:
    """Step before a line that is no deeper than the broken statement and begins like one, or is less deep."""
    column, at = _column(cursor, first), max(cursor.at, first + 1)
    while cursor.tokens[at].kind != "end":
        here = _column(cursor, at)
        if here < column != _FAR or (here != _FAR and here <= column and _looks_like_one(cursor, at, readers)):
            at -= 1
            break
        at += 1
    cursor.at = at


def _looks_like_one(cursor: Cursor, at: int, readers: dict[str, _Reader]) -> bool:
    token, following = cursor.tokens[at], cursor.tokens[at + 1]
    if token.kind == "@":
        return True
    return token.kind == "word" and token.text in readers and following.kind != ":"


def _parameter(cursor: Cursor, marks: Decorators) -> Parameter:
    start, name = cursor.take().start, cursor.name()
    type_ = type_syntax(cursor)
    default = expression(cursor) if cursor.took("=") else None
    return Parameter(start, cursor.last_end, name, type_, default, marks)


def _variable(cursor: Cursor, marks: Decorators) -> Variable:
    start, name = cursor.take().start, cursor.name()
    if cursor.kind != "=":
        type_syntax(cursor)
    cursor.expect("=")
    value = expression(cursor)
    return Variable(start, value.end, name, value, marks)


def _resource(cursor: Cursor, marks: Decorators) -> Resource:
    start, name = cursor.take().start, cursor.name()
    type_ = text(cursor)
    is_existing = cursor.took_word("existing")
    head_end = cursor.last_end
    cursor.expect("=")
    body = _body(cursor, lambda at: braces(at, _nested))
    return Resource(start, body.end, name, type_, is_existing, body, marks, head_end)


def _nested(cursor: Cursor) -> Resource | Broken:
    """Read a resource inside a resource."""
    cursor.deeper()
    found = _recovered(cursor, {"resource": _resource})
    cursor.depth -= 1
    assert isinstance(found, Resource | Broken)
    return found


def _module(cursor: Cursor, marks: Decorators) -> Module:
    start, name = cursor.take().start, cursor.name()
    path = text(cursor)
    head_end = cursor.last_end
    cursor.expect("=")
    body = _body(cursor, braces)
    return Module(start, body.end, name, path, body, marks, head_end)


def _body(cursor: Cursor, object_of: Callable[[Cursor], Object]) -> Expression:
    """Read what a resource or module is made of: an object, one under a condition, or a loop of either."""
    if cursor.after_newlines().text == "if":
        cursor.skip_newlines()
    if cursor.kind == "[":
        return loop(cursor, lambda inner: _one(inner, object_of))
    return _one(cursor, object_of)


def _one(cursor: Cursor, object_of: Callable[[Cursor], Object]) -> Expression:
    start = cursor.start
    if cursor.took_word("if"):
        if cursor.kind != "(":
            raise cursor.fault("bicep.expected-mark", mark="(")
        cursor.take()
        cursor.skip_newlines()
        test = expression(cursor)
        cursor.skip_newlines()
        cursor.expect(")")
        body = object_of(cursor)
        return Conditional(start, body.end, test, body)
    if cursor.kind != "{":
        raise cursor.fault("bicep.expected-body")
    return object_of(cursor)


def _output(cursor: Cursor, marks: Decorators) -> Output:
    start, name = cursor.take().start, cursor.name()
    type_syntax(cursor)
    cursor.expect("=")
    value = expression(cursor)
    return Output(start, value.end, name, value, marks)


def _function(cursor: Cursor, marks: Decorators) -> Function:
    start, name, names = cursor.take().start, cursor.name(), list[str]()
    cursor.expect("(")
    cursor.skip_newlines()
    while cursor.kind != ")":
        names.append(cursor.name())
        type_syntax(cursor)
        cursor.skip_newlines()
        if not cursor.took(","):
            break
        cursor.skip_newlines()
    cursor.expect(")")
    type_syntax(cursor)
    cursor.expect("=>")
    cursor.skip_newlines()
    body = expression(cursor)
    return Function(start, body.end, name, tuple(names), body, marks)


def _type(cursor: Cursor, marks: Decorators) -> TypeDeclaration:
    start, name = cursor.take().start, cursor.name()
    cursor.expect("=")
    type_ = type_syntax(cursor)
    return TypeDeclaration(start, type_.end, name, type_, marks)


def _import(cursor: Cursor, marks: Decorators) -> Import | Extension:
    if cursor.ahead().kind in _TEXTS:
        return _extension(cursor, marks)
    start, symbols, wildcard = cursor.take().start, list[tuple[str, str]](), ""
    if cursor.took("*"):
        cursor.expect_word("as")
        wildcard = cursor.name()
    else:
        cursor.expect("{")
        while not cursor.closes("}", is_first=not symbols):
            symbols.append(_imported(cursor))
        cursor.take()
    cursor.expect_word("from")
    path = text(cursor)
    return Import(start, path.end, path, tuple(symbols), wildcard)


def _imported(cursor: Cursor) -> tuple[str, str]:
    there = (text(cursor).plain or "") if cursor.kind in _TEXTS else cursor.name()
    return there, cursor.name() if cursor.took_word("as") else there


def _extension(cursor: Cursor, _: Decorators) -> Extension:
    start = cursor.take().start
    name = (text(cursor).plain or "").partition("@")[0] if cursor.kind in _TEXTS else cursor.name()
    if cursor.took_word("with"):
        braces(cursor)
    if cursor.took_word("as"):
        name = cursor.name()
    return Extension(start, cursor.last_end, name)


def _scope(cursor: Cursor, _: Decorators) -> Scope:
    start = cursor.take().start
    cursor.expect("=")
    value = expression(cursor)
    return Scope(start, value.end, value)


def _metadata(cursor: Cursor, _: Decorators) -> Ignored:
    keyword = cursor.take()
    cursor.name()
    cursor.expect("=")
    return Ignored(keyword.start, expression(cursor).end, keyword.text)


def _test(cursor: Cursor, _: Decorators) -> Ignored:
    keyword = cursor.take()
    cursor.name()
    text(cursor)
    cursor.expect("=")
    return Ignored(keyword.start, braces(cursor).end, keyword.text)


def _extension_config(cursor: Cursor, _: Decorators) -> Ignored:
    keyword = cursor.take()
    cursor.name()
    cursor.expect_word("with")
    return Ignored(keyword.start, braces(cursor).end, keyword.text)


def _using(cursor: Cursor, _: Decorators) -> Using:
    start, path = cursor.take().start, None
    if not cursor.took_word("none"):
        path = text(cursor)
    if cursor.took_word("with"):
        braces(cursor)
    return Using(start, cursor.last_end, path)


def _extends(cursor: Cursor, _: Decorators) -> Extends:
    start = cursor.take().start
    path: Text = text(cursor)
    return Extends(start, path.end, path)


def _assignment(cursor: Cursor, _: Decorators) -> Assignment:
    start, name = cursor.take().start, cursor.name()
    cursor.expect("=")
    value = expression(cursor)
    return Assignment(start, value.end, name, value)


_READERS: dict[str, _Reader] = {
    "targetScope": _scope,
    "metadata": _metadata,
    "type": _type,
    "param": _parameter,
    "var": _variable,
    "func": _function,
    "resource": _resource,
    "output": _output,
    "module": _module,
    "test": _test,
    "import": _import,
    "extension": _extension,
    "provider": _extension,
    "assert": _metadata,
}
_IN_PARAMETER_FILES: dict[str, _Reader] = {
    "using": _using,
    "extends": _extends,
    "param": _assignment,
    "var": _variable,
    "import": _import,
    "extensionConfig": _extension_config,
    "extension": _extension,
    "type": _type,
}
