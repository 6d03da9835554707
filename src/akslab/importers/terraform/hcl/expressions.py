"""Expressions of HCL: operators by precedence, postfix steps, for expressions, calls, templates.

A level of nesting costs three calls of the interpreter at most, so that 200 levels stay clear of its own limit.
"""

from collections.abc import Callable

from ..exact_numbers import NumberError, number_of
from .cursor import Cursor, HclError
from .syntax import (
    Access,
    Attribute,
    Binary,
    Call,
    Conditional,
    Expression,
    Fault,
    For,
    Index,
    Literal,
    Mapping,
    Name,
    Sequence,
    Splat,
    Step,
    Unary,
)
from .templates import heredoc, quoted

_BINDS = {
    "||": 1,
    "&&": 2,
    "==": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "%": 6,
}
_WORDS = {"true": True, "false": False, "null": None}
_MOST_SIGNS = 20


def expression(cursor: Cursor, binds: int = 0) -> Expression:
    """Return the expression at the cursor; operators that bind less than `binds` are left to the caller."""
    cursor.deeper()
    reader = _OPERANDS.get(cursor.lexeme if cursor.kind == "sign" else cursor.kind)
    if reader is None:
        raise cursor.unexpected("value")
    left = reader(cursor)
    while cursor.kind == "sign" and (strength := _BINDS.get(cursor.lexeme, 0)) > binds:
        operator = cursor.lexeme
        cursor.advance()
        right = expression(cursor, strength)
        left = Binary(operator, left, right, left.start, right.end)
    if binds == 0 and cursor.took("?"):
        yes = expression(cursor)
        cursor.take(":")
        no = expression(cursor)
        left = Conditional(left, yes, no, left.start, no.end)
    cursor.depth -= 1
    return left


def _signed(cursor: Cursor) -> Expression:
    signs: list[tuple[str, int]] = []
    while cursor.kind == "sign" and cursor.lexeme in "!-":
        signs.append((cursor.lexeme, cursor.start))
        cursor.advance()
    reader = _OPERANDS.get(cursor.lexeme if cursor.kind == "sign" else cursor.kind)
    if reader is None or len(signs) > _MOST_SIGNS:
        raise cursor.unexpected("value")
    value = reader(cursor)
    for sign, start in reversed(signs):
        value = Unary(sign, value, start, value.end)
    return value


def _text(cursor: Cursor) -> Expression:
    text = Literal(cursor.lexeme[1:-1], cursor.start, cursor.end)
    cursor.advance()
    return _stepped(cursor, text)


def _quoted(cursor: Cursor) -> Expression:
    return _stepped(cursor, quoted(cursor, expression))


def _heredoc(cursor: Cursor) -> Expression:
    return heredoc(cursor, expression)


def _number(cursor: Cursor) -> Expression:
    try:
        number = Literal(number_of(cursor.lexeme), cursor.start, cursor.end)
    except NumberError:
        raise HclError(Fault("hcl.number", cursor.start, cursor.end)) from None
    cursor.advance()
    return _stepped(cursor, number)


def _word(cursor: Cursor) -> Expression:
    lexeme, start, end = cursor.lexeme, cursor.start, cursor.end
    cursor.advance()
    if cursor.kind == "sign" and cursor.lexeme in ("(", "::"):
        return _stepped(cursor, _call(cursor, lexeme, start))
    if lexeme in _WORDS:
        return _stepped(cursor, Literal(_WORDS[lexeme], start, end))
    place = len(cursor.references)
    found = _stepped(cursor, Name(lexeme, start, end))
    if lexeme not in cursor.bound:
        steps = found.steps if isinstance(found, Access) else ()
        cursor.references.insert(place, (lexeme, *_names(steps)))
    return found


def _names(steps: tuple[Step, ...]) -> list[str]:
    """Return the names along a traversal, indices left out, as far as a dependency may need them."""
    names: list[str] = []
    for step in steps:
        if isinstance(step, Attribute):
            names.append(step.name)
        elif isinstance(step, Splat):
            names += _names(step.steps)
        if len(names) > 2:
            break
    return names[:3]


def _call(cursor: Cursor, name: str, start: int) -> Expression:
    while cursor.took("::"):
        name += f"::{cursor.take_word()}"
    lines, cursor.ignores_lines = cursor.ignores_lines, True
    cursor.take("(")
    arguments: list[Expression] = []
    expands = False
    while not cursor.is_sign(")"):
        arguments.append(expression(cursor))
        expands = cursor.took("...")
        if not cursor.took(",") or expands:
            break
    return Call(name, tuple(arguments), expands, start, _closed(cursor, ")", lines))


def _closed(cursor: Cursor, sign: str, lines: bool) -> int:
    """Go behind a closing bracket, where line breaks count as they did outside; return where that is."""
    if not cursor.is_sign(sign):
        raise cursor.unexpected(sign)
    cursor.ignores_lines = lines
    cursor.advance()
    return cursor.last


def _parenthesised(cursor: Cursor) -> Expression:
    lines, cursor.ignores_lines = cursor.ignores_lines, True
    cursor.advance()
    inner = expression(cursor)
    _closed(cursor, ")", lines)
    return _stepped(cursor, inner)


def _sequence(cursor: Cursor) -> Expression:
    start = cursor.start
    lines, cursor.ignores_lines = cursor.ignores_lines, True
    cursor.advance()
    if cursor.is_word("for"):
        return _stepped(cursor, _for(cursor, start, lines, is_object=False))
    items: list[Expression] = []
    while not cursor.is_sign("]"):
        items.append(expression(cursor))
        if not cursor.took(","):
            break
    return _stepped(cursor, Sequence(tuple(items), start, _closed(cursor, "]", lines)))


def _mapping(cursor: Cursor) -> Expression:
    start = cursor.start
    lines, cursor.ignores_lines = cursor.ignores_lines, True
    cursor.advance()
    if cursor.is_word("for") and cursor.text[cursor.end : cursor.end + 40].lstrip()[:1] not in ("=", ":"):
        return _stepped(cursor, _for(cursor, start, lines, is_object=True))
    cursor.ignores_lines = False
    entries: list[tuple[Expression, Expression]] = []
    while not cursor.is_sign("}"):
        entries.append(_entry(cursor))
        if not cursor.took(",") and cursor.kind != "line":
            break
        while cursor.kind == "line":
            cursor.advance()
    return _stepped(cursor, Mapping(tuple(entries), start, _closed(cursor, "}", lines)))


def _entry(cursor: Cursor) -> tuple[Expression, Expression]:
    """Return key and value of an object's entry; a key that is a bare word is that word."""
    lexeme, kind, known = cursor.lexeme, cursor.kind, len(cursor.references)
    key = expression(cursor)
    if kind == "word" and isinstance(key, Name | Literal):
        del cursor.references[known:]
        key = Literal(lexeme, key.start, key.end)
    if not cursor.took("="):
        cursor.take(":")
    return key, expression(cursor)


def _for(cursor: Cursor, start: int, lines: bool, *, is_object: bool) -> Expression:
    cursor.advance()
    first = cursor.take_word()
    names = (first, cursor.take_word()) if cursor.took(",") else ("", first)
    if not cursor.is_word("in"):
        raise cursor.unexpected("in")
    cursor.advance()
    collection = expression(cursor)
    cursor.take(":")
    cursor.bound += names
    key, value = None, expression(cursor)
    if is_object:
        cursor.take("=>")
        key, value = value, expression(cursor)
    groups = is_object and cursor.took("...")
    test = None
    if cursor.is_word("if"):
        cursor.advance()
        test = expression(cursor)
    del cursor.bound[-2:]
    return For(*names, collection, key, value, test, groups, start, _closed(cursor, "}" if is_object else "]", lines))


_OPERANDS: dict[str, Callable[[Cursor], Expression]] = {
    "text": _text,
    "word": _word,
    "number": _number,
    "quote": _quoted,
    "heredoc": _heredoc,
    "(": _parenthesised,
    "[": _sequence,
    "{": _mapping,
    "!": _signed,
    "-": _signed,
}


def _stepped(cursor: Cursor, operand: Expression) -> Expression:
    """Return an operand with the steps behind it."""
    if cursor.kind != "sign" or cursor.lexeme not in (".", "["):
        return operand
    steps = _steps(cursor)
    return Access(operand, tuple(steps), operand.start, cursor.last)


def _steps(cursor: Cursor) -> list[Step]:
    """Return the steps from here on; those behind a `[*]` stand inside it, because each element takes them."""
    steps: list[Step] = []
    while cursor.kind == "sign" and cursor.lexeme in (".", "["):
        if cursor.lexeme == ".":
            steps += _dotted(cursor)
            continue
        lines, cursor.ignores_lines = cursor.ignores_lines, True
        cursor.advance()
        if cursor.is_sign("*"):
            cursor.advance()
            _closed(cursor, "]", lines)
            cursor.deeper()
            steps.append(Splat(tuple(_steps(cursor))))
            cursor.depth -= 1
        else:
            key = expression(cursor)
            _closed(cursor, "]", lines)
            steps.append(Index(key))
    return steps


def _dotted(cursor: Cursor) -> list[Step]:
    """Return the steps of `.name`, `.0`, `.0.1` (whose digits look like a decimal number), `.*`."""
    cursor.advance()
    if cursor.took("*"):
        each: list[Step] = []
        while cursor.is_sign(".") and cursor.text[cursor.end : cursor.end + 1] != "*":
            each += _dotted(cursor)
        return [Splat(tuple(each))]
    if cursor.kind == "number" and cursor.lexeme.replace(".", "", 1).isdecimal():
        numbers = cursor.lexeme.split(".")
        cursor.advance()
        return [Attribute(number) for number in numbers]
    return [Attribute(cursor.take_word())]
