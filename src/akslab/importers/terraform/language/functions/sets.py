"""Sets and products of sets, on nodes."""

from .....deployments.nodes import Node
from ..types import as_list, as_object
from ..values import bag_of, label_of, text_of
from .lists import Nodes
from .signature import Function, refuse

MOST_COMBINATIONS = 100_000


def _keyed(value: Node) -> dict[str, Node]:
    return {label_of(each): each for each in as_list(value)}


def _union(*sets: Node) -> Nodes:
    return bag_of([each for one in sets for each in as_list(one)])


def _intersection(first: Node, *others: Node) -> Nodes:
    found = _keyed(first)
    for other in others:
        keys = _keyed(other)
        found = {key: each for key, each in found.items() if key in keys}
    return bag_of(list(found.values()))


def _subtract(first: Node, second: Node) -> Nodes:
    taken = _keyed(second)
    return bag_of([each for key, each in _keyed(first).items() if key not in taken])


def _product(*sets: Node) -> Nodes:
    """Combine each with each, the last one changing fastest; the number is checked before there are any."""
    total = 1
    for each in sets:
        total *= len(as_list(each))
    if total * len(sets) > MOST_COMBINATIONS:
        raise refuse("setproduct", "tf.why-too-many", most=MOST_COMBINATIONS)
    found: list[tuple[Node, ...]] = [()]
    for each in sets:
        found = [(*one, item) for one in found for item in as_list(each)]
    return tuple([Node(one) for one in found])


def _transpose(value: Node) -> dict[str, Node]:
    found: dict[str, list[Node]] = {}
    for key, each in as_object(value).items():
        for name in as_list(each):
            found.setdefault(text_of(name), []).append(Node(key))
    return {name: Node(tuple(keys)) for name, keys in sorted(found.items())}


FUNCTIONS = {
    "setintersection": Function(_intersection, 1, None, "nodes"),
    "setproduct": Function(_product, 2, None, "nodes"),
    "setsubtract": Function(_subtract, 2, 2, "nodes"),
    "setunion": Function(_union, 1, None, "nodes"),
    "transpose": Function(_transpose, 1, 1, "nodes"),
}
