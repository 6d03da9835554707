"""Functions that evaluate only what they need: if, and, or, coalesce; and the constants of logic.

What is refused in a part that Azure may never come to is no fault: it counts as unknown.
"""

from collections.abc import Callable

from ....deployments.nodes import Node, Unknown
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol
from ..budget import Budget
from ..refusals import NotKnownError, RefusedError
from ..unknowns import Pending, negated, short, spelled, symbol_of, unknown_in
from .arguments import flag_of, text
from .function import Function, Site, Thunk
from .sameness import same


def _decided(node: Node, place: int) -> bool | Unknown:
    try:
        return flag_of(node, place)
    except NotKnownError as reason:
        return reason.unknown


def _as_pending(unknown: Unknown, node: Node, budget: Budget) -> Pending:
    return unknown if isinstance(unknown, Pending) else Pending(unknown.why, unknown.needs, spelled(node, budget))


def _guarded(thunk: Thunk, budget: Budget) -> Node:
    """Evaluate what Azure may not evaluate."""
    try:
        return thunk()
    except RefusedError:
        return Node(Pending("unreadable", "", f"…{budget.fresh()}"))


def _all_or_any(site: Site, arguments: tuple[Thunk, ...], *, decisive: bool) -> Node:
    """Return `and` (false decides) or `or` (true decides)."""
    open_: list[Pending] = []
    for place, thunk in enumerate(arguments):
        node = _guarded(thunk, site.budget) if open_ else thunk()
        found = _decided(node, place)
        if found is decisive:
            return Node(decisive)
        if isinstance(found, Unknown):
            open_.append(_as_pending(found, node, site.budget))
    if not open_:
        return Node(not decisive)
    if len(open_) == 1:
        return Node(open_[0])
    name = "or" if decisive else "and"
    words = short(f"{name}({', '.join(each.text for each in open_)})")
    made = Pending(open_[0].why, open_[0].needs, words)
    parts = tuple(open_)
    return Node(
        Pending(made.why, made.needs, words, any_of=parts) if decisive else Pending(made.why, made.needs, words, parts)
    )


def _and(site: Site, arguments: tuple[Thunk, ...]) -> Node:
    return _all_or_any(site, arguments, decisive=False)


def _or(site: Site, arguments: tuple[Thunk, ...]) -> Node:
    return _all_or_any(site, arguments, decisive=True)


def _not(site: Site, arguments: tuple[Thunk, ...]) -> Node:
    node = arguments[0]()
    found = _decided(node, 0)
    return Node(not found) if isinstance(found, bool) else Node(negated(_as_pending(found, node, site.budget)))


def _if(site: Site, arguments: tuple[Thunk, ...]) -> Node:
    node = arguments[0]()
    found = _decided(node, 0)
    if isinstance(found, bool):
        return arguments[1 if found else 2]()
    return either(
        _as_pending(found, node, site.budget),
        _guarded(arguments[1], site.budget),
        _guarded(arguments[2], site.budget),
        site.budget,
    )


def either(test: Pending, one: Node, other: Node, budget: Budget) -> Node:
    """Return what is known of one of two values when nobody knows which: what both agree in."""
    budget.spend(1)
    if one.value is other.value or same(one, other, budget):
        return one
    first, second, is_secret = one.value, other.value, one.is_secret or other.is_secret
    if isinstance(first, dict) and isinstance(second, dict):
        spelled_keys = {key.lower(): key for key in (*second, *first)}
        made = {key: either(test, _at(one, key), _at(other, key), budget) for key in spelled_keys.values()}
        return Node(made, is_secret=is_secret)
    words = short(f"if({test.text}, {spelled(one, budget)}, {spelled(other, budget)})")
    if isinstance(first, str) and isinstance(second, str):
        return Node(symbol_of(words), is_secret=is_secret)
    return Node(Pending(test.why, test.needs, words), is_secret=is_secret)


def _at(node: Node, key: str) -> Node:
    return node.get(key) or node.get("*") or Node(None)


def _coalesce(site: Site, arguments: tuple[Thunk, ...]) -> Node:
    for place, thunk in enumerate(arguments):
        node = thunk()
        if isinstance(node.value, Unknown) and place + 1 < len(arguments):
            others = [_guarded(other, site.budget) for other in arguments[place + 1 :]]
            words = ", ".join(spelled(each, site.budget) for each in (node, *others))
            return Node(
                Pending(node.value.why, node.value.needs, short(f"coalesce({words})")), is_secret=node.is_secret
            )
        if node.value is not None:
            return node
    return Node(None)


def _constant(value: bool | None) -> Callable[[Site, tuple[Node, ...]], Node]:
    return lambda _site, _arguments: Node(value)


def _fail(_: Site, arguments: tuple[Node, ...]) -> Node:
    if has_symbol(str(arguments[0].value)):
        raise NotKnownError(unknown_in(str(arguments[0].value)))
    raise RefusedError(sentence("arm.fail", text=text(arguments, 0)[:300]))


LOGIC = (
    Function(name="if", least=3, most=3, lazy=_if),
    Function(name="and", least=1, most=None, returns="bool", lazy=_and),
    Function(name="or", least=1, most=None, returns="bool", lazy=_or),
    Function(name="not", least=1, most=1, returns="bool", lazy=_not),
    Function(name="coalesce", least=1, most=None, lazy=_coalesce),
    Function(name="true", least=0, most=0, returns="bool", strict=_constant(True)),
    Function(name="false", least=0, most=0, returns="bool", strict=_constant(False)),
    Function(name="null", least=0, most=0, strict=_constant(None)),
    Function(name="fail", least=1, most=1, strict=_fail),
)
