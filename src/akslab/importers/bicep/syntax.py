"""The parts of a Bicep file: expressions and types, each with its place. Statements are in `statements`."""

from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec import Struct


class Syntax(Struct, frozen=True, gc=False):
    """Something that was written from offset `start` up to `end`."""

    start: int
    end: int


class Literal(Syntax, frozen=True):
    """A number, `true`, `false` or `null`."""

    value: bool | int | None


class Text(Syntax, frozen=True):
    """A text: one piece more than holes."""

    pieces: tuple[str, ...]
    holes: "tuple[Expression, ...]" = ()

    @property
    def plain(self) -> str | None:
        """The whole text, or None where it has holes."""
        return None if self.holes else self.pieces[0]


class Name(Syntax, frozen=True):
    """A symbol: a parameter, a variable, a resource, an imported name."""

    name: str


class Call(Syntax, frozen=True):
    """`name(arguments)`, or `of.name(arguments)`."""

    name: str
    arguments: "tuple[Expression, ...]"
    of: "Expression | None" = None


class Member(Syntax, frozen=True):
    """`of.name`; with `.?` an absent one is null."""

    of: "Expression"
    name: str
    is_safe: bool = False


class Element(Syntax, frozen=True):
    """`of[index]`, `of[?index]`, `of[^index]`."""

    of: "Expression"
    index: "Expression"
    is_safe: bool = False
    is_from_end: bool = False


class Child(Syntax, frozen=True):
    """`of::name`: a resource that is declared inside another."""

    of: "Expression"
    name: str


class Unary(Syntax, frozen=True):
    """`!of` or `-of`."""

    operator: str
    of: "Expression"


class Binary(Syntax, frozen=True):
    """Two operands."""

    operator: str
    left: "Expression"
    right: "Expression"


class Choice(Syntax, frozen=True):
    """`test ? yes : no`."""

    test: "Expression"
    yes: "Expression"
    no: "Expression"


class Spread(Syntax, frozen=True):
    """`...value` in an object or a list."""

    value: "Expression"


class Property(Syntax, frozen=True):
    """`key: value` in an object."""

    key: Text
    value: "Expression"


class Object(Syntax, frozen=True):
    """Properties in braces; in a resource, other resources too."""

    items: tuple[Property | Spread, ...]
    resources: tuple[Syntax, ...] = ()
    """`statements.Resource`, or `statements.Broken`."""

    def get(self, key: str) -> "Expression | None":
        """Return the value of a property that is written out, None where there is none."""
        for item in reversed(self.items):
            if isinstance(item, Property) and item.key.plain == key:
                return item.value
        return None


class Array(Syntax, frozen=True):
    """A list."""

    items: "tuple[Expression | Spread, ...]"


class Conditional(Syntax, frozen=True):
    """`if (test) { … }`, the body of a resource or module."""

    test: "Expression"
    body: Object


class Loop(Syntax, frozen=True):
    """`[for item in over: body]`, `[for (item, index) in over: body]`."""

    item: str
    index: str
    """Empty when it has no name."""
    over: "Expression"
    body: "Expression"


class Lambda(Syntax, frozen=True):
    """`(a, b) => body`."""

    names: tuple[str, ...]
    body: "Expression"


Expression: TypeAlias = (
    Literal
    | Text
    | Name
    | Call
    | Member
    | Element
    | Child
    | Unary
    | Binary
    | Choice
    | Object
    | Array
    | Conditional
    | Loop
    | Lambda
)


class TypeSyntax(Syntax, frozen=True):
    """What a type says that the values depend on; its properties and elements are read and left."""

    name: str = ""
    """`string`, `resourceInput`, a type of the file, `alias.name` of an imported one; empty for all others."""
    literals: tuple[bool | int | str | None, ...] = ()
    """The values of a type that is nothing but values: `'kubenet' | 'azure'`."""
    is_list: bool = False
    is_nullable: bool = False
    secret_properties: tuple[str, ...] = ()
    """Properties that are decorated with `@secure()`."""


_Parts: TypeAlias = tuple[Syntax, ...]
_PARTS: dict[type, Callable[[Any], _Parts]] = {
    Text: lambda of: of.holes,
    Call: lambda of: (of.of, *of.arguments) if of.of else of.arguments,
    Member: lambda of: (of.of,),
    Element: lambda of: (of.of, of.index),
    Child: lambda of: (of.of,),
    Unary: lambda of: (of.of,),
    Binary: lambda of: (of.left, of.right),
    Choice: lambda of: (of.test, of.yes, of.no),
    Spread: lambda of: (of.value,),
    Property: lambda of: (of.key, of.value) if of.key.holes else (of.value,),
    Object: lambda of: (*of.items, *of.resources),
    Array: lambda of: of.items,
    Conditional: lambda of: (of.test, of.body),
    Loop: lambda of: (of.over, of.body),
    Lambda: lambda of: (of.body,),
}


def parts(syntax: Syntax) -> tuple[Syntax, ...]:
    """Return what an expression directly consists of; nothing for a name or a literal, and for statements."""
    found = _PARTS.get(type(syntax))
    return found(syntax) if found else ()
