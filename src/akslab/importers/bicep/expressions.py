"""Tokens -> expressions, by how tightly operators bind. Bicep's own rules say where a line break may stand."""

from collections.abc import Callable

from .cursor import Cursor
from .syntax import (
    Array,
    Binary,
    Call,
    Child,
    Choice,
    Element,
    Expression,
    Lambda,
    Literal,
    Loop,
    Member,
    Name,
    Object,
    Property,
    Spread,
    Syntax,
    Text,
    Unary,
)

_TIGHTNESS = {
    "??": 1,
    "||": 2,
    "&&": 3,
    **dict.fromkeys(("==", "!=", "=~", "!~"), 4),
    **dict.fromkeys(("<", "<=", ">", ">="), 5),
    **dict.fromkeys(("+", "-"), 6),
    **dict.fromkeys(("*", "/", "%"), 7),
}
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_DECLARING = ("assert", "import", "metadata", "param", "var", "resource", "output", "module", "test", "type", "func")
LARGEST = (1 << 63) - 1
"""Numbers are of 64 bits."""

Nested = Callable[[Cursor], Syntax]
"""Reads a resource inside a resource."""


def expression(cursor: Cursor) -> Expression:
    """Return the expression that comes next. Raises SyntaxFault."""
    cursor.deeper()
    value, choices = _operators(cursor, 0), list[tuple[Expression, Expression]]()
    while cursor.after_newlines().kind == "?":
        cursor.skip_newlines()
        cursor.take()
        choices.append((value, expression(cursor)))
        if cursor.after_newlines().kind == ":":
            cursor.skip_newlines()
        cursor.expect(":")
        value = _operators(cursor, 0)
    for test, yes in reversed(choices):
        value = Choice(test.start, value.end, test, yes, value)
    cursor.depth -= 1
    return value


def _operators(cursor: Cursor, loosest: int) -> Expression:
    left = _unary(cursor)
    while (tightness := _TIGHTNESS.get(cursor.kind, 0)) > loosest:
        operator = cursor.take().kind
        cursor.deeper()
        right = _operators(cursor, tightness)
        cursor.depth -= 1
        left = Binary(left.start, right.end, operator, left, right)
    return left


def _unary(cursor: Cursor) -> Expression:
    if cursor.kind not in ("!", "-"):
        return _postfix(cursor)
    operator = cursor.take()
    of = _postfix(cursor)
    return Unary(operator.start, of.end, operator.kind, of)


def _postfix(cursor: Cursor) -> Expression:
    value = _primary(cursor)
    while cursor.kind in ("[", ".", "::", "!"):
        mark = cursor.take().kind
        if mark == "[":
            value = _element(cursor, value)
        elif mark == ".":
            value = _member(cursor, value)
        elif mark == "::":
            value = Child(value.start, cursor.token.end, value, cursor.name())
    return value


def _element(cursor: Cursor, of: Expression) -> Expression:
    is_safe, is_from_end = cursor.took("?"), cursor.took("^")
    index = expression(cursor)
    end = cursor.expect("]").end
    return Element(of.start, end, of, index, is_safe, is_from_end)


def _member(cursor: Cursor, of: Expression) -> Expression:
    is_safe = cursor.took("?")
    end, name = cursor.token.end, cursor.name()
    if cursor.kind == "(":
        arguments, end = _arguments(cursor)
        return Call(of.start, end, name, arguments, of)
    return Member(of.start, end, of, name, is_safe)


def _arguments(cursor: Cursor) -> tuple[tuple[Expression, ...], int]:
    """Read the arguments of a call, parentheses and all; return them and where they end."""
    found = list[Expression]()
    cursor.expect("(")
    cursor.skip_newlines()
    while cursor.kind != ")":
        found.append(expression(cursor))
        cursor.skip_newlines()
        if not cursor.took(","):
            break
        cursor.skip_newlines()
    return tuple(found), cursor.expect(")").end


def _primary(cursor: Cursor) -> Expression:
    token = cursor.token
    if token.kind == "word":
        return _word(cursor)
    if token.kind in ("text", "left"):
        return text(cursor)
    if token.kind == "{":
        return braces(cursor)
    if token.kind == "[":
        return _brackets(cursor)
    if token.kind == "(":
        return _parentheses(cursor)
    if token.kind == "number":
        return number(cursor)
    raise cursor.fault("bicep.expected-expression")


def number(cursor: Cursor) -> Literal:
    """Return the number that comes next. Raises SyntaxFault where it is too large."""
    token = cursor.token
    if len(token.text) > len(str(LARGEST)) or int(token.text) > LARGEST + 1:
        raise cursor.fault("bicep.large-number")
    cursor.take()
    return Literal(token.start, token.end, int(token.text))


def _word(cursor: Cursor) -> Expression:
    token = cursor.take()
    if token.text in _CONSTANTS:
        return Literal(token.start, token.end, _CONSTANTS[token.text])
    if cursor.kind == "(":
        arguments, end = _arguments(cursor)
        return Call(token.start, end, token.text, arguments)
    if cursor.kind == "=>":
        return _lambda(cursor, token.start, (token.text,))
    return Name(token.start, token.end, token.text)


def _lambda(cursor: Cursor, start: int, names: tuple[str, ...]) -> Lambda:
    cursor.expect("=>")
    if cursor.after_newlines().text not in _DECLARING:
        cursor.skip_newlines()
    body = expression(cursor)
    return Lambda(start, body.end, names, body)


def text(cursor: Cursor) -> Text:
    """Return the text that comes next, with its holes. Raises SyntaxFault."""
    first = cursor.token
    if cursor.took("text"):
        return Text(first.start, first.end, (first.text,))
    if not cursor.took("left"):
        raise cursor.fault("bicep.expected-text")
    pieces, holes = [first.text], [expression(cursor)]
    while cursor.kind == "middle":
        pieces.append(cursor.take().text)
        holes.append(expression(cursor))
    last = cursor.expect("right")
    return Text(first.start, last.end, (*pieces, last.text), tuple(holes))


def braces(cursor: Cursor, nested: Nested | None = None) -> Object:
    """Return the object that comes next; `nested` reads the resources in it, where there may be some."""
    start = cursor.expect("{").start
    items: list[Property | Spread] = []
    resources: list[Syntax] = []
    while not cursor.closes("}", is_first=not items and not resources):
        if nested and (cursor.kind == "@" or (cursor.is_word("resource") and cursor.ahead().kind == "word")):
            resources.append(nested(cursor))
        elif cursor.kind == "...":
            items.append(_spread(cursor))
        else:
            items.append(_property(cursor))
    return Object(start, cursor.take().end, tuple(items), tuple(resources))


def _spread(cursor: Cursor) -> Spread:
    start = cursor.take().start
    value = expression(cursor)
    return Spread(start, value.end, value)


def _property(cursor: Cursor) -> Property:
    token = cursor.token
    if cursor.took("word"):
        key = Text(token.start, token.end, (token.text,))
    elif token.kind in ("text", "left"):
        key = text(cursor)
    else:
        raise cursor.fault("bicep.expected-property")
    cursor.expect(":")
    value = expression(cursor)
    return Property(key.start, value.end, key, value)


def _brackets(cursor: Cursor) -> Expression:
    following = cursor.ahead(2) if cursor.ahead().kind == "newline" else cursor.ahead()
    if following.kind == "word" and following.text == "for":
        return loop(cursor, expression)
    start = cursor.expect("[").start
    items: list[Expression | Spread] = []
    while not cursor.closes("]", is_first=not items):
        items.append(_spread(cursor) if cursor.kind == "..." else expression(cursor))
    return Array(start, cursor.take().end, tuple(items))


def loop(cursor: Cursor, body_of: Callable[[Cursor], Expression]) -> Loop:
    """Return the loop that comes next; `body_of` reads its body. Raises SyntaxFault."""
    start = cursor.expect("[").start
    cursor.skip_newlines()
    cursor.expect_word("for")
    index = ""
    if cursor.took("("):
        item = cursor.name()
        cursor.expect(",")
        index = cursor.name()
        cursor.expect(")")
    else:
        item = cursor.name()
    cursor.expect_word("in")
    over = expression(cursor)
    cursor.expect(":")
    body = body_of(cursor)
    cursor.skip_newlines()
    return Loop(start, cursor.expect("]").end, item, index, over, body)


def _parentheses(cursor: Cursor) -> Expression:
    start = cursor.expect("(").start
    cursor.skip_newlines()
    items: list[Expression] = []
    while cursor.kind != ")":
        items.append(expression(cursor))
        cursor.skip_newlines()
        if not cursor.took(","):
            break
        cursor.skip_newlines()
    cursor.expect(")")
    names = tuple(item.name for item in items if isinstance(item, Name))
    if cursor.kind == "=>" and len(names) == len(items):
        return _lambda(cursor, start, names)
    if len(items) != 1:
        raise cursor.fault("bicep.expected-mark", mark="=>")
    return items[0]
