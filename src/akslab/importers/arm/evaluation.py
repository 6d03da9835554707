"""Expressions and the JSON around them -> nodes. What Azure would refuse becomes a problem at its place, and unknown.

Literal JSON costs a node each and no origins: a node without one stands where its parent stands.
"""

from functools import partial
from typing import Any

from msgspec.structs import replace

from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin, Path
from ...wire.sentences import sentence
from .expressions import Call, Expression, Index, Property, is_expression, literal, parse_expression
from .functions import Lambda, function_of, invoke, invoke_lazily
from .functions.access import member, property_of
from .refusals import ExhaustedError, NotKnownError, RefusedError
from .scope import Names, Part, Scope, UserFunction
from .scoped import SCOPED
from .unknowns import Pending, spelled, text_of_unknown

FRAMES_OF_A_CALL = 6
STEPS_OF_A_CALL = 5
"""So that steps are about as long as each other, whatever they are."""
_STEPS_OF_A_FUNCTION = 10
MOST_COPIES = 800
"""Of one loop; Azure's own limit."""
_COPY = "copy"
_LOOP = ("name", "count", "input")


def evaluate_text(written: str, scope: Scope) -> Node:
    """Return the value of a text at the scope's place, which may be an expression. Its faults are noted."""
    if not is_expression(written):
        if scope.inside is None or not written.startswith("[["):
            return Node(literal(written))
        inside = replace(scope.inside, place=scope.place, loops=scope.loops, waits=scope.waits)
        return evaluate_text(written[1:], inside)
    try:
        made = evaluate(parse_expression(written), scope)
        if type(made.value) is Lambda:
            raise RefusedError(sentence("arm.lambda-misplaced", name="lambda"))
        scope.budget.weigh(made)
    except ExhaustedError as error:
        error.place = error.place or scope.place
        raise
    except RefusedError as error:
        return refused_at(error, scope)
    except RecursionError:
        return refused_at(RefusedError(sentence("arm.limit-depth")), scope)
    return made


def refused_at(error: RefusedError, scope: Scope) -> Node:
    """Note a refusal at the scope's place and return the unknown value that stands for it."""
    scope.journal.refuse(error, scope.place)
    return Node(Pending("unreadable", "", f"unreadable {scope.budget.fresh()}"))


def evaluate(expression: Expression, scope: Scope) -> Node:
    """Return the value of an expression. Raises RefusedError with the offset of what is at fault."""
    if type(expression) is Call:
        return _call(expression, scope)
    steps: list[Property | Index] = []
    while isinstance(expression, Property | Index):
        steps.append(expression)
        expression = expression.target
    made = _call(expression, scope) if isinstance(expression, Call) else Node(expression.value)
    for step in reversed(steps):
        try:
            if isinstance(step, Property):
                made = property_of(made, step.name, scope.budget)
            else:
                made = member(made, evaluate(step.index, scope), scope.budget)
        except RefusedError as error:
            raise _placed(error, step.start, step.start + 1) from None
    return made


def _placed(error: RefusedError, start: int, end: int) -> RefusedError:
    if error.start < 0:
        error.start, error.end = start, end
    return error


def _call(call: Call, scope: Scope) -> Node:
    scope.budget.deepen(FRAMES_OF_A_CALL)
    scope.budget.spend(STEPS_OF_A_CALL)
    try:
        scoped = SCOPED.get(call.key)
        if scoped is not None:
            return scoped(call, scope, evaluate)
        function = function_of(call.name)
        if function is None:
            return _call_own(call, scope)
        if function.lazy is not None:
            return invoke_lazily(function, scope, [partial(evaluate, each, scope) for each in call.arguments])
        return invoke(function, scope, [evaluate(each, scope) for each in call.arguments])
    except NotKnownError as reason:
        return Node(Pending(reason.unknown.why, reason.unknown.needs, f"{call.name}() {scope.budget.fresh()}"))
    except RefusedError as error:
        raise _placed(error, call.start, call.end) from None
    finally:
        scope.budget.rise(FRAMES_OF_A_CALL)


def _call_own(call: Call, scope: Scope) -> Node:
    """Call a function that the template declares: it sees its parameters, and the other functions."""
    found = scope.names.function(call.key)
    if found is None:
        raise RefusedError(sentence("arm.no-function", name=call.name[:80]))
    if len(call.arguments) != len(found.parameters):
        wanted = len(found.parameters)
        raise RefusedError(
            sentence("arm.count", name=call.name[:80], least=wanted, most=wanted, given=len(call.arguments))
        )
    bound = dict(zip(found.parameters, (evaluate(each, scope) for each in call.arguments), strict=True))
    scope.budget.spend(_STEPS_OF_A_FUNCTION)
    inner = replace(scope, names=_Inside(bound, scope.names), place=found.place, loops={}, variables={})
    return evaluate_value(found.body, inner, found.place.path)


class _Inside:
    """The names a function of a template sees."""

    def __init__(self, parameters: dict[str, Node], around: Names) -> None:
        self._parameters = parameters
        self._template: Names = around._template if isinstance(around, _Inside) else around

    def parameter(self, name: str) -> Node:
        if name.lower() not in self._parameters:
            raise RefusedError(sentence("arm.no-parameter", name=name[:80]))
        return self._parameters[name.lower()]

    def variable(self, name: str) -> Node:
        raise RefusedError(sentence("arm.function-sees", name=name[:80]))

    def function(self, name: str) -> UserFunction | None:
        return self._template.function(name)

    def reference(self, _scope: Scope, target: Node, _part: Part) -> Node:
        raise RefusedError(sentence("arm.function-sees", name=str(target.value)[:80]))

    references = reference


def evaluate_value(value: Any, scope: Scope, path: Path) -> Node:
    """Return the value of JSON at a path of the scope's file, its expressions evaluated, its loops unrolled."""
    if isinstance(value, str):
        return evaluate_text(value, scope.at(path)) if value[:1] == "[" else Node(value)
    if not isinstance(value, list | dict):
        return Node(value)
    scope.budget.enter(len(value))
    try:
        return Node(_members(value, scope, path) if isinstance(value, dict) else _elements(value, scope, path))
    finally:
        scope.budget.rise()


def _elements(value: list[Any], scope: Scope, path: Path) -> tuple[Node, ...]:
    made = []
    for index, inner in enumerate(value):
        is_plain = type(inner) is str and inner[:1] != "["
        made.append(Node(inner) if is_plain else evaluate_value(inner, scope, (*path, index)))
    return tuple(made)


def _members(value: dict[str, Any], scope: Scope, path: Path) -> dict[str, Node]:
    made: dict[str, Node] = {}
    for key, inner in value.items():
        if type(inner) is str and inner[:1] != "[" and key[:1] != "[":
            made[key] = Node(inner)
        elif len(key) == len(_COPY) and key.lower() == _COPY and is_loops(inner):
            made |= property_loops(inner, scope, (*path, key))
        elif key[:1] != "[":
            made[key] = evaluate_value(inner, scope, (*path, key))
        else:
            node = evaluate_value(inner, scope, (*path, key))
            origin = node.origin or Origin(file=scope.place.file, path=(*path, key))
            made[_key(key, scope, path)] = Node(node.value, origin, node.is_secret)
    return made


def _key(written: str, scope: Scope, path: Path) -> str:
    """Return a key that may be an expression."""
    value = evaluate_text(written, scope.at((*path, written))).value
    return value if isinstance(value, str) else text_of_unknown(value) if isinstance(value, Unknown) else str(value)


def is_loops(value: Any) -> bool:
    """Whether the value of `copy` is loops of properties, and not a property that happens to be called so."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(each, dict) and {"name", "count", "input"} <= {key.lower() for key in each} for each in value
        )
    )


def property_loops(loops: list[dict[str, Any]], scope: Scope, path: Path) -> dict[str, Node]:
    """Return the lists that loops of properties or variables make, by name."""
    made = {}
    for number, loop in enumerate(loops):
        name, count, body = (next(key for key in loop if key.lower() == wanted) for wanted in _LOOP)
        label = evaluate_text(str(loop[name]), scope.at((*path, number, name))).value
        if isinstance(label, str):
            made[label] = unrolled((label, loop[count], loop[body]), scope, (*path, number))
    return made


def unrolled(loop: tuple[str, Any, Any], scope: Scope, path: Path, *, is_own: bool = False) -> Node:
    """Return the list that a loop (name, count, input) makes; `path` is the loop's. Each element is where `input` is."""
    name, written, body = loop
    origin = Origin(file=scope.place.file, path=(*path, "input"))
    count = loop_count(written, scope, (*path, "count"))
    if isinstance(count, Pending):
        words = f"copy of {count.text}"
        return Node(Pending(count.why, count.needs, words), origin)
    made = []
    scope.budget.spend(STEPS_OF_A_CALL * count)
    for index in range(count):
        node = evaluate_value(body, scope.looped(name, Node(index), is_own=is_own), (*path, "input"))
        made.append(node if node.origin else Node(node.value, origin, node.is_secret))
    return Node(tuple(made), origin)


def loop_count(written: Any, scope: Scope, path: Path) -> int | Pending:
    """Return how often a loop runs, or why nobody knows. What Azure would refuse is noted, and counts as unknown."""
    node = evaluate_value(written, scope, path)
    count = node.value
    if isinstance(count, str) and count.isascii() and count.isdigit() and len(count) < 10:
        count = int(count)
    if isinstance(count, Unknown):
        return count if isinstance(count, Pending) else Pending(count.why, count.needs, spelled(node, scope.budget))
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= MOST_COPIES:
        what = sentence("arm.limit-copies", count=str(count)[:40], most=MOST_COPIES)
        refused_at(RefusedError(what), scope.at(path))
        return Pending("limit", "", str(count)[:40])
    return count
