"""The syntax tree of HCL. Every node has the offsets of its first character and of the one behind its last.

References are collected while parsing, so that dependencies are known without another walk: `("var", "name")`,
`("azurerm_subnet", "nodes", "id")`, indices left out.
"""

from typing import Any, TypeAlias

from msgspec import Struct

Reference = tuple[str, ...]


class Literal(Struct, frozen=True, gc=False):
    """A number, a boolean, null, or a text without template sequences."""

    value: Any
    start: int
    end: int


class Name(Struct, frozen=True, gc=False):
    """The first word of a traversal: `var`, `azurerm_subnet`, a variable of a for expression."""

    name: str
    start: int
    end: int


class Attribute(Struct, frozen=True, gc=False):
    """`.name`, or `.0` as old configurations index."""

    name: str


class Index(Struct, frozen=True, gc=False):
    """`[key]`."""

    key: "Expression"


class Splat(Struct, frozen=True, gc=False):
    """`[*]` or `.*` and the steps that each element takes."""

    steps: "tuple[Step, ...]"


Step: TypeAlias = Attribute | Index | Splat


class Access(Struct, frozen=True, gc=False):
    """An expression and the steps from its value to a part of it."""

    operand: "Expression"
    steps: tuple[Step, ...]
    start: int
    end: int


class Call(Struct, frozen=True, gc=False):
    """`name(arguments)`; with `expands` the last argument is a list of arguments (`...`)."""

    name: str
    arguments: "tuple[Expression, ...]"
    expands: bool
    start: int
    end: int


class Sequence(Struct, frozen=True, gc=False):
    """`[a, b]`."""

    items: "tuple[Expression, ...]"
    start: int
    end: int


class Mapping(Struct, frozen=True, gc=False):
    """`{ key = value }`; a key that is a bare word is a Literal."""

    entries: "tuple[tuple[Expression, Expression], ...]"
    start: int
    end: int


class For(Struct, frozen=True, gc=False):
    """`[for k, v in collection : value if test]`, or `{for … : key => value...}` where `key` is given."""

    key_name: str
    value_name: str
    collection: "Expression"
    key: "Expression | None"
    value: "Expression"
    test: "Expression | None"
    groups: bool
    start: int
    end: int


class Conditional(Struct, frozen=True, gc=False):
    """`test ? yes : no`."""

    test: "Expression"
    yes: "Expression"
    no: "Expression"
    start: int
    end: int


class Binary(Struct, frozen=True, gc=False):
    """`left operator right`. A long sum leans to the left: walk down `left` in a loop."""

    operator: str
    left: "Expression"
    right: "Expression"
    start: int
    end: int


class Unary(Struct, frozen=True, gc=False):
    """`!value` or `-value`."""

    operator: str
    value: "Expression"
    start: int
    end: int


class Branch(Struct, frozen=True, gc=False):
    """`%{ if test }…%{ else }…%{ endif }`."""

    test: "Expression"
    yes: "tuple[Part, ...]"
    no: "tuple[Part, ...]"


class Loop(Struct, frozen=True, gc=False):
    """`%{ for k, v in collection }…%{ endfor }`."""

    key_name: str
    value_name: str
    collection: "Expression"
    parts: "tuple[Part, ...]"


class Template(Struct, frozen=True, gc=False):
    """A text with `${…}` or `%{…}` in it."""

    parts: "tuple[Part, ...]"
    start: int
    end: int
    is_opaque: bool = False
    """The offsets inside are not those of the file: a string of JSON with escapes."""


Expression: TypeAlias = (
    Literal | Name | Access | Call | Sequence | Mapping | For | Conditional | Binary | Unary | Template
)
Part: TypeAlias = str | Expression | Branch | Loop


class Argument(Struct, frozen=True, gc=False):
    """`name = value` in a body."""

    name: str
    value: Expression
    start: int
    """Of the name; the value says where it ends."""
    references: tuple[Reference, ...] = ()
    file: str = ""
    """When it is another than the block's: an override."""


class Block(Struct, frozen=True, gc=False):
    """`type "label" { … }`; `end` is behind its head, before the brace."""

    type: str
    labels: tuple[str, ...]
    body: "Body"
    start: int
    end: int
    file: str = ""
    """When it is another than that of the block around it: an override."""


class Body(Struct, frozen=True, gc=False):
    """What stands between two braces, or in a file."""

    arguments: dict[str, Argument]
    blocks: tuple[Block, ...]
    is_broken: bool = False
    """A syntax error cut it short: what is not here may still have been written."""

    def references(self) -> tuple[Reference, ...]:
        """Return everything the body refers to, in blocks too."""
        found = [reference for argument in self.arguments.values() for reference in argument.references]
        waiting = list(self.blocks)
        while waiting:
            body = waiting.pop().body
            found += (reference for argument in body.arguments.values() for reference in argument.references)
            waiting += body.blocks
        return tuple(found)

    def block(self, type_: str) -> Block | None:
        """Return the first block of a type."""
        return next((block for block in self.blocks if block.type == type_), None)


class Fault(Struct, frozen=True, gc=False):
    """A place where the syntax is wrong; `key` says how, in the catalogue's words."""

    key: str
    start: int
    end: int
    values: dict[str, Any] = {}
