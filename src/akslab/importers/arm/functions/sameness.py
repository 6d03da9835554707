"""Whether two values are the same, may be, or surely are not; and keys by which many are compared at once."""

from collections.abc import Hashable, Iterable

from ....deployments.nodes import Node, Unknown
from ....wire.symbols import has_symbol
from ..budget import Budget
from ..unknowns import Pending, known_end, known_start, unknown_in

NOT_KNOWN = Pending("run-time", "", "")


def same(one: Node, other: Node, budget: Budget) -> bool | None:
    """Return whether two values are equal, with case; None where nobody can tell."""
    budget.spend(1)
    first, second = one.value, other.value
    if isinstance(first, Unknown) or isinstance(second, Unknown):
        return True if _is_same_unknown(first, second) else None
    if isinstance(first, str) and isinstance(second, str):
        return same_text(first, second)
    if isinstance(first, dict) and isinstance(second, dict):
        return _same_objects(first, second, budget)
    if isinstance(first, tuple) and isinstance(second, tuple):
        if len(first) != len(second):
            return False
        return _all(same(each, with_, budget) for each, with_ in zip(first, second, strict=True))
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    return bool(first == second)


def _is_same_unknown(first: object, second: object) -> bool:
    return isinstance(first, Pending) and isinstance(second, Pending) and bool(first.text) and first.text == second.text


def same_text(one: str, other: str) -> bool | None:
    """Return whether two texts are equal; None where symbols leave it open, and the known parts do not deny it."""
    if one == other:
        return True
    if not has_symbol(one) and not has_symbol(other):
        return False
    heads, tails = (known_start(one), known_start(other)), (known_end(one), known_end(other))
    if not has_symbol(one):
        heads, tails = (one, heads[1]), (one, tails[1])
    if not has_symbol(other):
        heads, tails = (heads[0], other), (tails[0], other)
    starts_alike = heads[0].startswith(heads[1]) or heads[1].startswith(heads[0])
    ends_alike = tails[0].endswith(tails[1]) or tails[1].endswith(tails[0])
    return None if starts_alike and ends_alike else False


def _same_objects(first: dict[str, Node], second: dict[str, Node], budget: Budget) -> bool | None:
    is_open = any(key == "*" or has_symbol(key) for key in (*first, *second))
    if not is_open and first.keys() != second.keys():
        return False
    found = _all(same(first[key], second[key], budget) for key in first.keys() & second.keys())
    return None if found and is_open and first is not second else found


def _all(found: Iterable[bool | None]) -> bool | None:
    is_open = False
    for each in found:
        if each is False:
            return False
        is_open = is_open or each is None
    return None if is_open else True


def first_unknown(nodes: Iterable[Node], budget: Budget) -> Unknown:
    """Return why a comparison of these is not known: the first of them, or of their parts, that is not."""
    for node in nodes:
        budget.spend(1)
        value = node.value
        if isinstance(value, Unknown):
            return value
        if isinstance(value, str) and has_symbol(value):
            return unknown_in(value)
        if isinstance(value, tuple | dict):
            keys = next((unknown_in(key) for key in value if isinstance(key, str) and has_symbol(key)), None)
            found = keys or first_unknown(value.values() if isinstance(value, dict) else value, budget)
            if found != NOT_KNOWN:
                return found
    return NOT_KNOWN


def key_of(node: Node, budget: Budget) -> Hashable | None:
    """Return what two equal known values share and different ones do not; None for what is not wholly known."""
    budget.spend(1)
    value = node.value
    if isinstance(value, Unknown) or (isinstance(value, str) and has_symbol(value)):
        return None
    if isinstance(value, tuple):
        inner = tuple(key_of(each, budget) for each in value)
        return None if None in inner else ("array", inner)
    if isinstance(value, dict):
        members = frozenset((key, key_of(each, budget)) for key, each in value.items())
        is_open = any(has_symbol(key) or key == "*" or inner is None for key, inner in members)
        return None if is_open else ("object", members)
    return ("bool" if isinstance(value, bool) else "value", value)
