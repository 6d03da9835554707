"""What the statements of a Bicep file and of a parameter file declare."""

from typing import TypeAlias

from .faults import Fault
from .syntax import Call, Expression, Syntax, Text, TypeSyntax

Decorators = tuple[Call, ...]


class Parameter(Syntax, frozen=True):
    """`param name type = default`."""

    name: str
    type: TypeSyntax
    default: Expression | None
    decorators: Decorators


class Variable(Syntax, frozen=True):
    """`var name = value`."""

    name: str
    value: Expression
    decorators: Decorators


class Resource(Syntax, frozen=True):
    """`resource name 'type@version' existing = body`; the body is an object, one under a condition, or a loop."""

    name: str
    type: Text
    is_existing: bool
    body: Expression
    decorators: Decorators
    head_end: int
    """Where its head ends: before `=`."""


class Module(Syntax, frozen=True):
    """`module name 'path' = body`."""

    name: str
    path: Text
    body: Expression
    decorators: Decorators
    head_end: int


class Output(Syntax, frozen=True):
    """`output name type = value`."""

    name: str
    value: Expression
    decorators: Decorators


class Function(Syntax, frozen=True):
    """`func name(a string, b int) string => body`."""

    name: str
    names: tuple[str, ...]
    body: Expression
    decorators: Decorators


class TypeDeclaration(Syntax, frozen=True):
    """`type name = …`."""

    name: str
    type: TypeSyntax
    decorators: Decorators


class Import(Syntax, frozen=True):
    """`import { a, b as c } from 'path'` or `import * as all from 'path'`."""

    path: Text
    symbols: tuple[tuple[str, str], ...]
    """What it is called there, and here."""
    wildcard: str
    """The name for everything; empty without one."""


class Extension(Syntax, frozen=True):
    """`extension name`, `extension 'br:…' with { … } as name`; `provider` and `import` were its earlier words."""

    name: str
    """What it is called in this file; empty where only the extension itself knows."""


class Scope(Syntax, frozen=True):
    """`targetScope = 'subscription'`."""

    value: Expression


class Ignored(Syntax, frozen=True):
    """What declares nothing that is deployed: `metadata`, `assert`, `test`, `extensionConfig`."""

    keyword: str


class Using(Syntax, frozen=True):
    """`using 'main.bicep'`; no path: `using none`."""

    path: Text | None


class Extends(Syntax, frozen=True):
    """`extends './shared.bicepparam'`."""

    path: Text


class Assignment(Syntax, frozen=True):
    """`param name = value` of a parameter file."""

    name: str
    value: Expression


class Broken(Syntax, frozen=True):
    """A statement that could not be read: its keyword and its name, as far as they could be."""

    keyword: str
    name: str
    fault: Fault


Statement: TypeAlias = (
    Parameter
    | Variable
    | Resource
    | Module
    | Output
    | Function
    | TypeDeclaration
    | Import
    | Extension
    | Scope
    | Ignored
    | Using
    | Extends
    | Assignment
    | Broken
)
