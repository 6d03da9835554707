"""Going into values: `.name`, `[index]`, `['name']`, and the ways that answer null for what is not there."""

from ....deployments.nodes import Node, Unknown
from ....wire.sentences import Sentence, sentence
from ....wire.symbols import has_symbol, is_symbol, spoken
from ..budget import Budget
from ..refusals import RefusedError
from ..unknowns import Pending, short, spelled, unknown_in
from .arguments import kind_of, open_key

_SHOWN_KEYS = 12


def property_of(node: Node, name: str, budget: Budget) -> Node:
    """Return a property of an object, found without case. Raises RefusedError where there is surely none."""
    value = node.value
    if isinstance(value, dict):
        budget.spend(1 if name in value else 1 + len(value))
        found = node.get(name)
        if found is not None and name != "*":
            return _kept_secret(node, found)
        opened = open_key(value)
        if opened is None:
            raise RefusedError(_no_property(name, value))
        return Node(_inside(opened, _named(name)), is_secret=node.is_secret)
    unknown = unknown_value(value)
    if unknown is None:
        raise RefusedError(sentence("arm.no-object", name=name, given=kind_of(value)))
    return Node(_inside(unknown, _named(name)), is_secret=node.is_secret)


def member(node: Node, key: Node, budget: Budget) -> Node:
    """Return what is at an index of an array or a key of an object. Raises RefusedError where there is surely nothing."""
    budget.spend(1)
    key = _from_end(node, key)
    index, value = key.value, node.value
    if isinstance(index, str) and not has_symbol(index):
        return property_of(node, index, budget)
    if isinstance(index, Unknown | str) or unknown_value(value) is not None:
        return _unknown_member(node, key, budget)
    if isinstance(index, bool) or not isinstance(index, int) or not isinstance(value, tuple):
        raise RefusedError(sentence("arm.no-member", given=kind_of(value), index=kind_of(index)))
    found = node.get(index)
    if found is None:
        raise RefusedError(sentence("arm.index", index=index, length=len(value)))
    return _kept_secret(node, found)


def _from_end(node: Node, key: Node) -> Node:
    """Return the index that `{value: 1, fromEnd: true}` means in a list; any other key as it is."""
    if not isinstance(key.value, dict) or not isinstance(node.value, tuple):
        return key
    number, is_from_end = key.get("value"), key.get("fromEnd")
    if number is None or isinstance(number.value, bool) or not isinstance(number.value, int):
        return key
    return Node(
        len(node.value) - number.value if is_from_end is not None and is_from_end.value is True else number.value
    )


def try_member(node: Node, key: Node, budget: Budget) -> Node:
    """Return what is at an index or a key, null where there is surely nothing."""
    key = _from_end(node, key)
    value, index = node.value, key.value
    if value is None:
        return Node(None)
    is_key = isinstance(value, dict) and isinstance(index, str) and not has_symbol(index)
    if is_key and node.get(index) is None and open_key(value) is None:
        return Node(None)
    if isinstance(value, tuple) and isinstance(index, int) and not 0 <= index < len(value):
        return Node(None)
    return member(node, key, budget)


def unknown_value(value: object) -> Unknown | None:
    """Return why a value is not known at all; None for one that is, or a text that is in parts."""
    if isinstance(value, Unknown):
        return value
    return unknown_in(value) if isinstance(value, str) and is_symbol(value) else None


def _no_property(name: str, value: dict[str, Node]) -> Sentence:
    keys = ", ".join(spoken(key)[:40] for key in list(value)[:_SHOWN_KEYS]) + (
        ", …" if len(value) > _SHOWN_KEYS else ""
    )
    key = "arm.no-property" if keys else "arm.no-property-at-all"
    return sentence(key, name=name[:80], keys=keys) if keys else sentence(key, name=name[:80])


def _unknown_member(node: Node, key: Node, budget: Budget) -> Node:
    if isinstance(node.value, tuple) and len(node.value) == 1:
        # Whatever the index is, there is but one.
        return _kept_secret(node, next(iter(node.elements())))
    reason = unknown_value(node.value) or unknown_value(key.value)
    if reason is None:
        reason = unknown_in(key.value) if isinstance(key.value, str) else Pending("run-time", "", "")
    text = f"{spelled(node, budget)}[{spelled(key, budget)}]"
    return Node(Pending(reason.why, reason.needs, text), is_secret=node.is_secret)


def _inside(unknown: Unknown, step: str) -> Pending:
    text = (unknown.text if isinstance(unknown, Pending) else "") or unknown.needs
    return Pending(unknown.why, unknown.needs, short(f"{text}{step}") if text else "")


def _named(name: str) -> str:
    return f".{name}" if name.isidentifier() else f"['{name}']"


def _kept_secret(parent: Node, found: Node) -> Node:
    return Node(found.value, found.origin, is_secret=True) if parent.is_secret and not found.is_secret else found
