"""Calls and steps: functions of the library, of files and of Bicep's own, methods; `.name`, `[index]`, `::name`."""

from ...deployments.nodes import Node
from ...wire.sentences import sentence
from ..arm.functions import FUNCTIONS, function_of, invoke
from ..arm.functions.access import member, property_of, try_member
from ..arm.refusals import RefusedError
from . import syntax
from .own_functions import OWN, Evaluate
from .scope import Scope
from .values import Reached, plain_value

NAMESPACES = ("az", "sys")
"""Of the functions that every file sees."""
_FROM_END, _TRY_FROM_END = FUNCTIONS["indexfromend"], FUNCTIONS["tryindexfromend"]


def answer(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    """Return what a function answers, by its name alone or behind `az.` or `sys.`. Raises RefusedError, NotKnownError."""
    own = None if call.of else scope.names.function(call.name)
    if own is not None:
        return own(arguments_of(call, scope, evaluate))
    special = OWN.get(call.name)
    if special is not None:
        return special(call, scope, evaluate)
    function = function_of(call.name)
    if function is None:
        error = RefusedError(sentence("bicep.no-function", name=call.name[:80]))
        error.start, error.end = call.start, name_end(call)
        raise error
    return invoke(function, scope, arguments_of(call, scope, evaluate))


def name_end(call: syntax.Call) -> int:
    """Return where the name of a function that is called ends."""
    return (call.of.end + 1 if call.of else call.start) + len(call.name)


def arguments_of(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> tuple[Node, ...]:
    """Return the values of a call's arguments."""
    return tuple([plain_value(evaluate(each, scope)) for each in call.arguments])


def is_step(of: syntax.Expression) -> bool:
    """Whether an expression goes into the value of another: `a.b`, `a[0]`, `a::b`, `a.f()`, but not `az.f()`."""
    if isinstance(of, syntax.Call):
        return of.of is not None and not (isinstance(of.of, syntax.Name) and of.of.name in NAMESPACES)
    return isinstance(of, syntax.Member | syntax.Element | syntax.Child)


def reach(made: Node, step: syntax.Expression, scope: Scope, evaluate: Evaluate) -> Node:
    """Return what is one step into a value. Raises RefusedError where there is surely nothing."""
    inner = made.value if isinstance(made.value, Reached) else None
    match step:
        case syntax.Member(name=name):
            return inner.property(name, scope) if inner else _property(made, step, scope)
        case syntax.Element():
            return _element(made, step, scope, plain_value(evaluate(step.index, scope)))
        case syntax.Child(name=name) if inner:
            return inner.child(name, scope)
        case syntax.Call(name=name) if inner:
            return inner.call(name, arguments_of(step, scope, evaluate), scope)
        case syntax.Child(name=name) | syntax.Call(name=name):
            raise RefusedError(sentence("bicep.no-method", name=name, outer=scope.written(step)[:80]))
    raise AssertionError(step)


def _property(made: Node, step: syntax.Member, scope: Scope) -> Node:
    if step.is_safe:
        return try_member(made, Node(step.name), scope.budget)
    return property_of(made, step.name, scope.budget)


def _element(made: Node, step: syntax.Element, scope: Scope, index: Node) -> Node:
    if isinstance(made.value, Reached):
        if isinstance(index.value, str):
            return made.value.property(index.value, scope)
        return made.value.element(index, scope)
    if step.is_from_end:
        return invoke(_TRY_FROM_END if step.is_safe else _FROM_END, scope, (made, index))
    if step.is_safe:
        return try_member(made, index, scope.budget)
    return member(made, index, scope.budget)
