"""Functions that look at where they are called: parameters, variables, copyIndex, reference, lambdas."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from msgspec.structs import replace

from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from .expressions import Call, Expression, Text
from .functions import Lambda
from .functions.arguments import integer, text
from .refusals import NotKnownError, RefusedError
from .scope import Part, Scope
from .unknowns import pending, spelled

Evaluate = Callable[[Expression, Scope], Node]
Scoped: TypeAlias = Callable[[Call, Scope, Evaluate], Node]

_FRAMES_OF_A_LAMBDA = 4


def _arguments(call: Call, scope: Scope, evaluate: Evaluate, least: int, most: int) -> tuple[Node, ...]:
    given = len(call.arguments)
    if not least <= given <= most:
        key = "arm.count" if least == most else "arm.count-between"
        raise RefusedError(sentence(key, name=call.name, least=least, most=most, given=given))
    return tuple(evaluate(each, scope) for each in call.arguments)


def _name(arguments: tuple[Node, ...]) -> str:
    """Return the name a call asks for. Raises NotKnownError where nobody knows which."""
    return text(arguments, 0)


def used_at(node: Node, place: Origin) -> Node:
    """Return a value that was written elsewhere, with the place where it is used."""
    origin = node.origin
    if origin is None:
        return node
    used = Origin(file=origin.file, start=origin.start, end=origin.end, path=origin.path, used=place)
    return Node(node.value, used, node.is_secret)


def _parameters(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    return _named(call, scope, evaluate, scope.names.parameter)


def _variables(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    return _named(call, scope, evaluate, scope.names.variable)


def _named(call: Call, scope: Scope, evaluate: Evaluate, find: Callable[[str], Node]) -> Node:
    if len(call.arguments) == 1 and type(call.arguments[0]) is Text:
        return used_at(find(call.arguments[0].value), scope.place)
    arguments = _arguments(call, scope, evaluate, 1, 1)
    try:
        return used_at(find(_name(arguments)), scope.place)
    except NotKnownError as reason:
        return _not_known(call, scope, arguments, reason.unknown)


def _not_known(call: Call, scope: Scope, arguments: tuple[Node, ...], reason: Unknown) -> Node:
    words = f"{call.name}({', '.join(spelled(node, scope.budget) for node in arguments)})"
    return Node(pending(reason.why, reason.needs, words))


def _copy_index(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 0, 2)
    is_named = bool(arguments) and isinstance(arguments[0].value, str)
    name = text(arguments, 0) if is_named else ""
    index = scope.loops.get(name.lower())
    if index is None:
        loops = ", ".join(sorted(each for each in scope.loops if each))
        raise RefusedError(
            sentence("arm.no-loop", name=name[:80], loops=loops) if name else sentence("arm.no-loop-here")
        )
    offset = integer(arguments, len(arguments) - 1) if len(arguments) > is_named else 0
    if isinstance(index.value, Unknown):
        return index if not offset else Node(pending("not-supplied", index.value.needs, f"copyIndex({offset})"))
    return Node(index.value + offset)


def _reference(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 3)
    return scope.names.reference(scope, arguments[0], _part(arguments, 2))


def _references(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 2)
    return scope.names.references(scope, arguments[0], _part(arguments, 1))


def _resource_info(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    return scope.names.reference(scope, _arguments(call, scope, evaluate, 1, 1)[0], "info")


def _part(arguments: tuple[Node, ...], place: int) -> Part:
    is_full = len(arguments) > place and str(arguments[place].value).lower() == "full"
    return "full" if is_full else "properties"


def _lambda(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    *variables, body = call.arguments or (Text("", call.start),)
    names = [each.value.lower() for each in variables if isinstance(each, Text)]
    if not call.arguments or len(names) != len(variables):
        raise RefusedError(sentence("arm.lambda-variables"))

    def called(values: tuple[Node, ...]) -> Node:
        scope.budget.deepen(_FRAMES_OF_A_LAMBDA)
        try:
            bound = dict(zip(names, values, strict=False))
            return evaluate(body, replace(scope, variables={**scope.variables, **bound}))
        finally:
            scope.budget.rise(_FRAMES_OF_A_LAMBDA)

    return Node(Lambda(len(names), called))


def _lambda_variables(call: Call, scope: Scope, evaluate: Evaluate) -> Node:
    name = text(_arguments(call, scope, evaluate, 1, 1), 0)
    found = scope.variables.get(name.lower())
    if found is None:
        raise RefusedError(sentence("arm.no-lambda-variable", name=name[:80]))
    return found


SCOPED: Mapping[str, Scoped] = {
    "parameters": _parameters,
    "variables": _variables,
    "copyindex": _copy_index,
    "reference": _reference,
    "references": _references,
    "resourceinfo": _resource_info,
    "lambda": _lambda,
    "lambdavariables": _lambda_variables,
}
SCOPED_NAMES = (
    "parameters",
    "variables",
    "copyIndex",
    "reference",
    "references",
    "resourceInfo",
    "lambda",
    "lambdaVariables",
)
"""As Azure spells them."""
