"""Expressions as short texts with all their brackets, so that tests can say what a parse means."""

import json

from akslab.importers.bicep.cursor import Cursor
from akslab.importers.bicep.declarations import Broken, Resource, Statement
from akslab.importers.bicep.expressions import expression
from akslab.importers.bicep.statements import statements_of
from akslab.importers.bicep.syntax import (
    Array,
    Binary,
    Call,
    Child,
    Choice,
    Conditional,
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
    Text,
    Unary,
)


def shape_of(text: str) -> str:
    """Return the shape of one expression, which must be all there is."""
    cursor = Cursor(text)
    found = expression(cursor)
    cursor.skip_newlines()
    assert cursor.kind == "end", text[cursor.start :]
    return shape(found)


def shape(of: Expression | Spread | Property) -> str:
    """Return an expression with brackets around every part that has parts."""
    match of:
        case Literal(value=value):
            return json.dumps(value)
        case Text(pieces=pieces, holes=holes):
            filled = "".join(piece + hole for piece, hole in zip(pieces, [*map(_hole, holes), ""], strict=True))
            return repr(filled)
        case Name(name=name):
            return name
        case Call(name=name, arguments=arguments, of=target):
            dotted = f"{shape(target)}." if target else ""
            return f"{dotted}{name}({', '.join(map(shape, arguments))})"
        case Unary(operator=operator, of=inner):
            return f"({operator}{shape(inner)})"
        case Binary(operator=operator, left=left, right=right):
            return f"({shape(left)} {operator} {shape(right)})"
        case Choice(test=test, yes=yes, no=no):
            return f"({shape(test)} ? {shape(yes)} : {shape(no)})"
        case _:
            return _reaching(of)


def _hole(of: Expression) -> str:
    return f"<{shape(of)}>"


def _reaching(of: Expression | Spread | Property) -> str:
    match of:
        case Member(of=inner, name=name, is_safe=is_safe):
            return f"({shape(inner)}{'.?' if is_safe else '.'}{name})"
        case Element(of=inner, index=index, is_safe=is_safe, is_from_end=is_from_end):
            return f"({shape(inner)}[{'?' * is_safe}{'^' * is_from_end}{shape(index)}])"
        case Child(of=inner, name=name):
            return f"({shape(inner)}::{name})"
        case Lambda(names=names, body=body):
            return f"({', '.join(names)} => {shape(body)})"
        case _:
            return _holding(of)


def _holding(of: Expression | Spread | Property) -> str:
    match of:
        case Object(items=items):
            return "{" + ", ".join(map(shape, items)) + "}"
        case Array(items=items):
            return "[" + ", ".join(map(shape, items)) + "]"
        case Property(key=key, value=value):
            return f"{shape(key)}: {shape(value)}"
        case Spread(value=value):
            return f"...{shape(value)}"
        case Loop(item=item, index=index, over=over, body=body):
            return f"[for {item}{',' + index if index else ''} in {shape(over)}: {shape(body)}]"
        case Conditional(test=test, body=body):
            return f"if ({shape(test)}) {shape(body)}"
        case _:
            raise AssertionError(of)


def broken_in(text: str, *, is_parameter_file: bool = False) -> list[Broken]:
    """Return the statements of a text that could not be read, also those inside resources."""
    return [
        each for statement in statements_of(text, is_parameter_file=is_parameter_file) for each in _broken(statement)
    ]


def _broken(statement: Statement) -> list[Broken]:
    if isinstance(statement, Broken):
        return [statement]
    if not isinstance(statement, Resource):
        return []
    body = statement.body
    while isinstance(body, Loop | Conditional):
        body = body.body
    inner = body.resources if isinstance(body, Object) else ()
    return [broken for each in inner if isinstance(each, Broken | Resource) for broken in _broken(each)]
