"""Functions of objects, and the two of sets: union and intersection."""

from ....deployments.nodes import Node
from ....rules.fields import ELSE
from ....wire.sentences import sentence
from ..budget import Budget
from ..refusals import NotKnownError, RefusedError
from .access import member, try_member, unknown_value
from .arguments import elements, known, members, partial_text, wrong_kind
from .arrays import distinct
from .function import Function, Site
from .sameness import first_unknown, key_of, same


def _create_object(site: Site, arguments: tuple[Node, ...]) -> Node:
    if len(arguments) % 2:
        raise RefusedError(sentence("arm.pairs", given=len(arguments)))
    return Node({partial_text(arguments, place): arguments[place + 1] for place in range(0, len(arguments), 2)})


def _union(site: Site, arguments: tuple[Node, ...]) -> Node:
    if any(isinstance(node.value, tuple) for node in arguments):
        listed = [elements(arguments, place) for place in range(len(arguments))]
        return Node(distinct((node for part in listed for node in part), site.budget))
    if not any(isinstance(node.value, dict) for node in arguments):
        known(arguments[0])
    return _all_merged(arguments, site.budget, is_deep=True)


def _shallow_merge(site: Site, arguments: tuple[Node, ...]) -> Node:
    return _all_merged(elements(arguments, 0), site.budget, is_deep=False)


def _all_merged(nodes: tuple[Node, ...], budget: Budget, *, is_deep: bool) -> Node:
    merged = _as_object(nodes[0], 0) if nodes else Node({})
    for place, node in enumerate(nodes[1:], 1):
        merged = _merged(merged, _as_object(node, place), budget, is_deep=is_deep)
    return merged


def _as_object(node: Node, place: int) -> Node:
    """Return an object; of one nobody knows, every key may be anything."""
    unknown = unknown_value(node.value)
    if unknown is not None:
        return Node({ELSE: Node(unknown)}, node.origin)
    if not isinstance(node.value, dict):
        raise wrong_kind(node, place, "object")
    return node


def _merged(one: Node, other: Node, budget: Budget, *, is_deep: bool) -> Node:
    """Return two objects as one: for the same key, in any case, the later one counts, or objects are merged."""
    made = dict(one.items())
    spelled = {key.lower(): key for key in made}
    budget.spend(len(made) + len(other.value))
    for key, node in other.items():
        own = spelled.setdefault(key.lower(), key)
        before = made.get(own)
        both = before is not None and isinstance(before.value, dict) and isinstance(node.value, dict)
        made[own] = _merged(before, node, budget, is_deep=True) if is_deep and before is not None and both else node
    if ELSE in other.value:
        # Any key of the first may be another one in the second.
        certain = {key.lower() for key in other.value}
        may_be = Node(other.value[ELSE].value)
        made = {key: node if key.lower() in certain else may_be for key, node in made.items()}
    return Node(made)


def _intersection(site: Site, arguments: tuple[Node, ...]) -> Node:
    if isinstance(known(arguments[0]).value, tuple):
        return Node(_common_elements(site, arguments))
    kept = members(arguments, 0)
    for place in range(1, len(arguments)):
        other = {key.lower(): node for key, node in members(arguments, place).items()}
        answers = {
            key: same(node, other[key.lower()], site.budget) if key.lower() in other else False
            for key, node in kept.items()
        }
        if None in answers.values():
            raise NotKnownError(first_unknown(arguments, site.budget))
        kept = {key: node for key, node in kept.items() if answers[key]}
    return Node(kept)


def _common_elements(site: Site, arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    kept = distinct(elements(arguments, 0), site.budget)
    for place in range(1, len(arguments)):
        keys = [key_of(node, site.budget) for node in elements(arguments, place)]
        own = [key_of(node, site.budget) for node in kept]
        if None in keys or None in own:
            raise NotKnownError(first_unknown(arguments, site.budget))
        others = set(keys)
        kept = tuple(node for node, key in zip(kept, own, strict=True) if key in others)
    return kept


def _ordered_keys(value: dict[str, Node]) -> list[str]:
    """Return the keys in .NET's order of texts: without case first, lower case before upper."""
    return sorted(value, key=lambda key: (key.lower(), key.swapcase()))


def _items(site: Site, arguments: tuple[Node, ...]) -> Node:
    inner = members(arguments, 0)
    site.budget.spend(3 * len(inner))
    return Node(tuple(Node({"key": Node(key), "value": inner[key]}) for key in _ordered_keys(inner)))


def _object_keys(_: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(tuple(map(Node, _ordered_keys(members(arguments, 0)))))


def _try_get(site: Site, arguments: tuple[Node, ...]) -> Node:
    node = arguments[0]
    for place in range(1, len(arguments)):
        if node.value is None:
            return Node(None)
        node = (
            try_member(node, arguments[place], site.budget)
            if place == 1
            else member(node, arguments[place], site.budget)
        )
    return node


OBJECTS = (
    Function(name="createObject", least=0, most=None, returns="object", strict=_create_object),
    Function(name="union", least=1, most=None, returns="any", strict=_union),
    Function(name="shallowMerge", least=1, most=1, returns="object", strict=_shallow_merge),
    Function(name="intersection", least=1, most=None, returns="any", strict=_intersection),
    Function(name="items", least=1, most=1, returns="array", strict=_items),
    Function(name="objectKeys", least=1, most=1, returns="array", strict=_object_keys),
    Function(name="tryGet", least=2, most=None, returns="any", strict=_try_get),
)
