"""Parameters as Bicep declares them -> the declarations by which ARM's importer checks and imagines their values."""

from typing import Any

from ...deployments.nodes import Node
from ..arm.parameters import Declaration, not_supplied
from . import syntax
from .declarations import Decorators, Parameter
from .program import Program

_BOUNDS = ("minValue", "maxValue", "minLength", "maxLength")
_WORDS = ("string", "int", "bool", "object", "array")


def declaration_of(parameter: Parameter, type_: syntax.TypeSyntax, program: Program) -> Declaration:
    """Return what a parameter's decorators and its type, with all names followed, say of its values."""
    is_secret = is_secure(parameter.decorators)
    word = _word(type_)
    allowed = _allowed(parameter.decorators) or [each for each in type_.literals if each is not None]
    return Declaration(
        name=parameter.name,
        place=program.origin(parameter.start, parameter.end),
        type=f"secure{word}" if is_secret and word in ("string", "object") else word,
        is_secret=is_secret,
        is_nullable=type_.is_nullable,
        written={**({"allowedValues": allowed} if allowed else {}), **_bounds(parameter.decorators)},
    )


def _word(type_: syntax.TypeSyntax) -> str:
    if type_.is_list:
        return "array"
    if type_.name.removeprefix("sys.") in _WORDS:
        return type_.name.removeprefix("sys.")
    kinds = {type(value) for value in type_.literals if value is not None}
    return {str: "string", int: "int", bool: "bool"}.get(kinds.pop(), "") if len(kinds) == 1 else ""


def is_secure(decorators: Decorators) -> bool:
    """Whether a value must never be shown."""
    return any(each.name == "secure" for each in decorators)


def _allowed(decorators: Decorators) -> list[Any]:
    for each in decorators:
        if each.name == "allowed" and each.arguments and isinstance(each.arguments[0], syntax.Array):
            values = [_constant(item) for item in each.arguments[0].items]
            return [value for value in values if value is not None] if None not in values else []
    return []


def _constant(of: syntax.Syntax) -> Any:
    """Return a value that is written out; None for an expression."""
    if isinstance(of, syntax.Literal):
        return of.value
    return of.plain if isinstance(of, syntax.Text) else None


def _bounds(decorators: Decorators) -> dict[str, Any]:
    found = {each.name: _constant(each.arguments[0]) for each in decorators if each.name in _BOUNDS and each.arguments}
    return {name: value for name, value in found.items() if isinstance(value, int)}


def is_needed(parameter: Parameter, declaration: Declaration) -> bool:
    """Whether somebody must give a value."""
    is_decided = declaration.is_nullable or len(declaration.written.get("allowedValues", ())) == 1
    return parameter.default is None and not is_decided


def unsupplied(declaration: Declaration, label: str) -> Node:
    """Return what is known of a parameter that nobody gave: its only allowed value, null, or that it is this one."""
    allowed = declaration.written.get("allowedValues", ())
    if len(allowed) == 1 and not declaration.is_nullable:
        return Node(allowed[0], declaration.place, declaration.is_secret)
    return not_supplied(declaration, None, label)


def with_secrets(node: Node, names: tuple[str, ...]) -> Node:
    """Return an object in which the properties of these names are secret."""
    if not names or not isinstance(node.value, dict):
        return node
    made = {key: Node(each.value, each.origin, is_secret=True) if key in names else each for key, each in node.items()}
    return Node(made, node.origin, node.is_secret)
