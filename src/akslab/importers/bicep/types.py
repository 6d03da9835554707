"""Tokens -> types, as far as values depend on them: whether null will do, which texts are allowed, what is secret."""

from .cursor import Cursor
from .expressions import expression, number, text
from .syntax import Call, Expression, TypeSyntax

_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


def type_syntax(cursor: Cursor) -> TypeSyntax:
    """Return the type that comes next: one, or several between bars, also on lines of their own. Raises SyntaxFault."""
    cursor.deeper()
    start = cursor.start
    is_union = _took_bar(cursor)
    members = [_with_marks(cursor)]
    while _took_bar(cursor):
        is_union = True
        members.append(_with_marks(cursor))
    cursor.depth -= 1
    if not is_union:
        return members[0]
    is_nullable = any(member.is_nullable or None in member.literals for member in members)
    is_closed = all(member.literals for member in members)
    literals = tuple(value for member in members for value in member.literals) if is_closed else ()
    return TypeSyntax(start, cursor.last_end, literals=literals, is_nullable=is_nullable)


def _took_bar(cursor: Cursor) -> bool:
    if cursor.kind == "newline" and cursor.ahead().kind == "|":
        cursor.skip_newlines()
    return cursor.took("|")


def _with_marks(cursor: Cursor) -> TypeSyntax:
    """Read a type and what stands behind it: `[]`, `?`, `!`, `.name`, `[0]`, `[*]`, `.*`."""
    found = _single(cursor)
    while cursor.kind in ("[", "?", "!", "."):
        mark = cursor.take().kind
        if mark == "?":
            found = TypeSyntax(found.start, cursor.last_end, found.name, found.literals, found.is_list, True)
        elif mark == "[":
            found = _indexed(cursor, found)
        elif mark == "." and not cursor.took("*"):
            name = cursor.name()
            _skip_arguments(cursor)
            found = TypeSyntax(found.start, cursor.last_end, f"{found.name}.{name}" if found.name else "")
    return found


def _indexed(cursor: Cursor, found: TypeSyntax) -> TypeSyntax:
    if cursor.took("]"):
        return TypeSyntax(found.start, cursor.last_end, is_list=True)
    if not cursor.took("*"):
        expression(cursor)
    cursor.expect("]")
    return TypeSyntax(found.start, cursor.last_end)


def _single(cursor: Cursor) -> TypeSyntax:
    start, kind = cursor.start, cursor.kind
    if kind == "word":
        return _named(cursor)
    if kind in ("text", "left"):
        plain = text(cursor).plain
        return TypeSyntax(start, cursor.last_end, literals=() if plain is None else (plain,))
    if kind == "number":
        return TypeSyntax(start, cursor.last_end, literals=(number(cursor).value,))
    if kind in ("-", "!"):
        return _signed(cursor)
    if kind == "{":
        return _object(cursor)
    if kind == "[":
        return _tuple(cursor)
    if kind == "(":
        cursor.take()
        inner = type_syntax(cursor)
        cursor.expect(")")
        return inner
    raise cursor.fault("bicep.expected-type")


def _named(cursor: Cursor) -> TypeSyntax:
    start, name = cursor.start, cursor.take().text
    if name in _CONSTANTS:
        value = _CONSTANTS[name]
        return TypeSyntax(start, cursor.last_end, literals=(value,), is_nullable=value is None)
    if name == "resource" and cursor.kind in ("text", "left", "="):
        if cursor.kind != "=":
            text(cursor)
        return TypeSyntax(start, cursor.last_end, name)
    _skip_arguments(cursor)
    return TypeSyntax(start, cursor.last_end, name)


def _skip_arguments(cursor: Cursor) -> None:
    """Step over `<'Microsoft.Network/virtualNetworks@2024-05-01'>`."""
    if not cursor.took("<"):
        return
    cursor.skip_newlines()
    while cursor.kind != ">":
        type_syntax(cursor)
        cursor.skip_newlines()
        if not cursor.took(","):
            break
        cursor.skip_newlines()
    cursor.expect(">")


def _signed(cursor: Cursor) -> TypeSyntax:
    sign = cursor.take()
    if cursor.kind in ("-", "!"):
        raise cursor.fault("bicep.expected-type")
    of = _single(cursor)
    values = tuple(
        (not value if sign.kind == "!" else -value) if isinstance(value, int) else value for value in of.literals
    )
    return TypeSyntax(sign.start, of.end, literals=values)


def _object(cursor: Cursor) -> TypeSyntax:
    start, secret, is_first = cursor.expect("{").start, list[str](), True
    while not cursor.closes("}", is_first=is_first):
        is_first = False
        is_secret = any(each.name == "secure" for each in decorators(cursor))
        key = "*" if cursor.took("*") else _key(cursor)
        cursor.expect(":")
        type_syntax(cursor)
        if is_secret:
            secret.append(key)
    return TypeSyntax(start, cursor.take().end, "object", secret_properties=tuple(secret))


def _key(cursor: Cursor) -> str:
    if cursor.kind == "word":
        return cursor.take().text
    if cursor.kind in ("text", "left"):
        return text(cursor).plain or ""
    raise cursor.fault("bicep.expected-property")


def _tuple(cursor: Cursor) -> TypeSyntax:
    start, is_first = cursor.expect("[").start, True
    while not cursor.closes("]", is_first=is_first):
        is_first = False
        decorators(cursor)
        type_syntax(cursor)
    return TypeSyntax(start, cursor.take().end, "array", is_list=True)


def decorators(cursor: Cursor) -> tuple[Call, ...]:
    """Return the decorators that come next, each on a line of its own. Raises SyntaxFault."""
    found = []
    while cursor.kind == "@":
        start = cursor.take().start
        if cursor.kind != "word":
            raise cursor.fault("bicep.expected-name")
        found.append(_decorator(start, expression(cursor)))
        if not cursor.took("newline") and cursor.kind != "end":
            raise cursor.fault("bicep.expected-line-end")
    return tuple(found)


def _decorator(start: int, written: Expression) -> Call:
    """Return a decorator as a call, its namespace (`sys.`) left out; one without parentheses, too."""
    if isinstance(written, Call):
        return Call(start, written.end, written.name, written.arguments)
    return Call(start, written.end, getattr(written, "name", ""), ())
