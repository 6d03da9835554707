"""Expressions of Bicep -> nodes. Its operators are functions of the library; what is Bicep's own is done here.

`evaluate` raises what Azure or the compiler would refuse; `settled` notes it at its place and goes on with an unknown
value, so that one bad expression spoils no other part of a body.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from msgspec.structs import replace

from ...deployments.nodes import Node, Unknown
from ...wire.sentences import sentence
from ..arm.functions import FUNCTIONS, Lambda, Thunk, invoke, invoke_lazily
from ..arm.refusals import ExhaustedError, NotKnownError, RefusedError
from ..arm.scoped import used_at
from ..arm.unknowns import Pending, spelled, text_of_unknown
from . import syntax
from .calls import answer, is_step, reach
from .scope import Scope, placed
from .values import Reached, plain_value

_FRAMES = 6
"""Of Python's at most, for one level of an expression."""
_STEPS_OF_A_TURN = 4
_STRICT = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "div",
    "%": "mod",
    "<": "less",
    "<=": "lessOrEquals",
    ">": "greater",
    ">=": "greaterOrEquals",
    "==": "equals",
    "!=": "equals",
    "=~": "equals",
    "!~": "equals",
}
_LAZY = {"&&": FUNCTIONS["and"], "||": FUNCTIONS["or"], "??": FUNCTIONS["coalesce"]}
_IF, _NOT, _FORMAT, _LOWER = (FUNCTIONS[name] for name in ("if", "not", "format", "tolower"))
_Inner = Callable[[syntax.Expression, Scope], Node]


def settled(of: syntax.Expression, scope: Scope) -> Node:
    """Return the value of an expression. What is refused in it is noted at its place, and unknown."""
    return _guarded(partial(_whole, of, scope), of, scope)


def _whole(of: syntax.Expression, scope: Scope) -> Node:
    while isinstance(of, syntax.Choice):
        test = _plain(of.test, scope)
        if not isinstance(test.value, bool):
            break
        of = of.yes if test.value else of.no
    if isinstance(of, syntax.Object | syntax.Array | syntax.Loop):
        return _structure(of, scope, settled)
    made = evaluate(of, scope)
    if type(made.value) is Lambda:
        raise RefusedError(sentence("bicep.lambda-misplaced"))
    scope.budget.weigh(made)
    return made


def _guarded(make: Callable[[], Node], of: syntax.Expression, scope: Scope) -> Node:
    try:
        scope.budget.deepen(_FRAMES)
        try:
            return make()
        finally:
            scope.budget.rise(_FRAMES)
    except ExhaustedError as error:
        error.place = error.place or scope.origin(of)
        raise
    except RefusedError as error:
        placed(error, of)
        return refused(error, scope)


def refused(error: RefusedError, scope: Scope) -> Node:
    """Note a refusal at its place and return the unknown value that stands for it."""
    origin = scope.names.program.origin(error.start, error.end)
    scope.names.journal.problem(error.what, origin)
    return Node(Pending("unreadable", "", f"unreadable {scope.budget.fresh()}"), origin)


def evaluate(of: syntax.Expression, scope: Scope) -> Node:
    """Return the value of an expression. Raises RefusedError with the place of what is at fault."""
    scope.budget.spend(1)
    if isinstance(of, syntax.Literal):
        return Node(of.value, scope.origin(of))
    if isinstance(of, syntax.Name):
        return _named(of, scope)
    scope.budget.deepen(_FRAMES)
    try:
        made = _reaching(of, scope)
    except NotKnownError as reason:
        made = Node(Pending(reason.unknown.why, reason.unknown.needs, f"{scope.written(of)} {scope.budget.fresh()}"))
    except RefusedError as error:
        raise placed(error, of) from None
    finally:
        scope.budget.rise(_FRAMES)
    return made if made.origin else Node(made.value, scope.origin(of), made.is_secret)


def _named(of: syntax.Name, scope: Scope) -> Node:
    found = scope.locals.get(of.name)
    if found is None:
        try:
            found = scope.names.symbol(of.name)
        except RefusedError as error:
            raise placed(error, of) from None
    return used_at(found, scope.origin(of)) if found.origin else Node(found.value, scope.origin(of), found.is_secret)


def _reaching(of: syntax.Expression, scope: Scope) -> Node:
    """Go into a value step by step: a long chain is no deep one."""
    steps: list[Any] = []
    inner: Any = of
    while is_step(inner):
        steps.append(inner)
        inner = inner.of
    if not steps:
        return _single(inner, scope)
    made = evaluate(inner, scope)
    is_safe = is_state = False
    for step in reversed(steps):
        if is_safe and made.value is None:
            break
        reached = made.value if isinstance(made.value, Reached) else None
        is_state = reached.is_resource if reached else is_state
        try:
            made = reach(made, step, scope, evaluate)
        except RefusedError as error:
            if reached or not is_state or error.start >= 0 or isinstance(error, ExhaustedError):
                raise placed(error, step) from None
            # What is written of a resource is not all it has: a network may have more subnets than are listed in it.
            words = scope.written(step)
            made = Node(Pending("run-time", words, f"{words} {scope.budget.fresh()}"))
        is_safe = is_safe or getattr(step, "is_safe", False)
    return used_at(made, scope.origin(of))


def _single(of: syntax.Expression, scope: Scope) -> Node:
    match of:
        case syntax.Text():
            return _text(of, scope)
        case syntax.Call():
            return answer(of, scope, evaluate)
        case syntax.Binary():
            return _operated(of, scope)
        case syntax.Choice():
            return _chosen(of, scope)
        case syntax.Unary():
            return _signed(of, scope)
        case syntax.Lambda():
            return _lambda(of, scope)
        case _:
            return _structure(of, scope, evaluate)


def _text(of: syntax.Text, scope: Scope) -> Node:
    if not of.holes:
        scope.budget.spend_text(len(of.pieces[0]))
        return Node(of.pieces[0])
    values = [plain_value(evaluate(hole, scope)) for hole in of.holes]
    if of.pieces == ("", "") and isinstance(values[0].value, str):
        return values[0]
    places = [f"{{{number}}}" for number in range(len(values))]
    pieces = [piece.replace("{", "{{").replace("}", "}}") for piece in of.pieces]
    pattern = "".join(piece + place for piece, place in zip(pieces, [*places, ""], strict=True))
    return invoke(_FORMAT, scope, [Node(pattern), *values])


def _signed(of: syntax.Unary, scope: Scope) -> Node:
    if of.operator == "!":
        return invoke_lazily(_NOT, scope, [partial(evaluate, of.of, scope)])
    return invoke(FUNCTIONS["sub"], scope, [Node(0), evaluate(of.of, scope)])


def _operated(of: syntax.Binary, scope: Scope) -> Node:
    """Work through a chain of operators from its left end."""
    chain: list[syntax.Binary] = []
    left: syntax.Expression = of
    while isinstance(left, syntax.Binary):
        chain.append(left)
        left = left.left
    made = evaluate(left, scope)
    for step in reversed(chain):
        scope.budget.spend(1)
        lazy = _LAZY.get(step.operator)
        if lazy is not None:
            made = invoke_lazily(lazy, scope, [_held(made), partial(_plain, step.right, scope)])
        else:
            made = _two(step.operator, made, _plain(step.right, scope), scope)
    return made


def _plain(of: syntax.Expression, scope: Scope) -> Node:
    return plain_value(evaluate(of, scope))


def _held(node: Node) -> Thunk:
    return lambda: plain_value(node)


def _two(operator: str, left: Node, right: Node, scope: Scope) -> Node:
    left = plain_value(left)
    if operator in ("=~", "!~"):
        left, right = (invoke(_LOWER, scope, [each]) for each in (left, right))
    made = invoke(FUNCTIONS[_STRICT[operator].lower()], scope, [left, right])
    if isinstance(made.value, Pending):
        spoken = operator.replace("!", "=")
        words = f"{spelled(left, scope.budget)} {spoken} {spelled(right, scope.budget)}"
        made = Node(replace(made.value, text=words), is_secret=made.is_secret)
    return invoke(_NOT, scope, [made]) if operator in ("!=", "!~") else made


def _chosen(of: syntax.Choice, scope: Scope) -> Node:
    """Follow the tests that are known; of the first one that is not, both sides are looked at."""
    rest: syntax.Expression = of
    while isinstance(rest, syntax.Choice):
        scope.budget.spend(1)
        test = _plain(rest.test, scope)
        if not isinstance(test.value, bool):
            return invoke_lazily(
                _IF, scope, [_held(test), partial(_plain, rest.yes, scope), partial(_plain, rest.no, scope)]
            )
        rest = rest.yes if test.value else rest.no
    return evaluate(rest, scope)


def _lambda(of: syntax.Lambda, scope: Scope) -> Node:
    def called(values: tuple[Node, ...]) -> Node:
        scope.budget.deepen(_FRAMES)
        try:
            return _plain(of.body, scope.bound(dict(zip(of.names, values, strict=False))))
        finally:
            scope.budget.rise(_FRAMES)

    return Node(Lambda(len(of.names), called))


def _structure(of: syntax.Expression, scope: Scope, inner: _Inner) -> Node:
    if isinstance(of, syntax.Object):
        made: Any = object_of(of.items, scope, inner)
    elif isinstance(of, syntax.Array):
        made = _elements(of, scope, inner)
    else:
        assert isinstance(of, syntax.Loop)
        made = _repeated(of, scope, inner)
    return Node(made, scope.origin(of))


def object_of(
    items: Iterable[syntax.Property | syntax.Spread], scope: Scope, inner: _Inner = settled
) -> dict[str, Node]:
    """Return the members of an object; what is spread comes before what is written behind it."""
    made: dict[str, Node] = {}
    spelled_keys: dict[str, str] = {}
    for item in items:
        scope.budget.spend(1)
        value = plain_value(inner(item.value, scope))
        if isinstance(item, syntax.Property):
            key = _key(item.key, scope)
            made[spelled_keys.setdefault(key.lower(), key)] = value
        elif isinstance(value.value, dict):
            scope.budget.spend(len(value.value))
            if "*" in value.value:
                _cover(made, value.value["*"])
            for key, node in value.items():
                made[spelled_keys.setdefault(key.lower(), key)] = node
        elif value.value is not None:
            reason = value.value if isinstance(value.value, Unknown) else Pending("unreadable")
            _cover(made, Node(reason))
            made["*"] = Node(reason)
    return made


def _cover(made: dict[str, Node], by: Node) -> None:
    """Make known members unknown: what is spread over them may have the same keys."""
    for key in made:
        made[key] = Node(by.value, by.origin)


def _key(of: syntax.Text, scope: Scope) -> str:
    if not of.holes:
        return of.pieces[0]
    value = evaluate(of, scope).value
    return value if isinstance(value, str) else text_of_unknown(value) if isinstance(value, Unknown) else str(value)


def _elements(of: syntax.Array, scope: Scope, inner: _Inner) -> "tuple[Node, ...] | Unknown":
    made: list[Node] = []
    for item in of.items:
        scope.budget.spend(1)
        if not isinstance(item, syntax.Spread):
            made.append(plain_value(inner(item, scope)))
            continue
        value = plain_value(inner(item.value, scope))
        if isinstance(value.value, tuple):
            scope.budget.spend(len(value.value))
            made += value.elements()
        elif value.value is not None:
            return _pending(value, f"{scope.written(of)} {scope.budget.fresh()}")
    return tuple(made)


def _repeated(of: syntax.Loop, scope: Scope, inner: _Inner) -> "tuple[Node, ...] | Unknown":
    over = evaluate(of.over, scope)
    listed = elements_of(over)
    if listed is None:
        return _pending(over, f"for {spelled(plain_value(over), scope.budget)} {scope.budget.fresh()}")
    scope.budget.spend(_STEPS_OF_A_TURN * len(listed))
    return tuple(
        [plain_value(inner(of.body, scope.bound(looped(of, node, index)))) for index, node in enumerate(listed)]
    )


def looped(of: syntax.Loop, item: Node, index: int) -> dict[str, Node]:
    """Return what a loop's names are in one turn of it."""
    return {of.item: item, of.index: Node(index)} if of.index else {of.item: item}


def elements_of(node: Node) -> tuple[Node, ...] | None:
    """Return what a loop runs over; None where nobody knows. Raises RefusedError for what is no list."""
    node = plain_value(node)
    if isinstance(node.value, tuple):
        return tuple(node.elements())
    if isinstance(node.value, Unknown):
        return None
    raise RefusedError(sentence("bicep.no-list"))


def _pending(node: Node, words: str) -> Pending:
    reason = node.value
    return Pending(reason.why, reason.needs, words) if isinstance(reason, Unknown) else Pending("unreadable", "", words)
