"""Lists, sets and objects, as nodes: their elements may be unknown as long as the result does not depend on them."""

from decimal import Decimal

from .....deployments.nodes import Node, Unknown
from .....rules.fields import ELSE
from ..errors import EvaluationError
from ..types import as_list, as_object, number_from, unified
from ..values import Bag, bag_of, equal, kind_of, label_of, text_of, unsure
from .signature import Function, refuse

Nodes = tuple[Node, ...]
MOST_IN_RANGE = 1024
"""Terraform's own limit."""


def _concat(*lists: Node) -> Nodes:
    found: list[Node] = []
    for each in lists:
        found += as_list(each)
    return tuple(found)


def _merge(*objects: Node) -> object:
    """Later objects win; one that is not known may have any attribute, so what came before it is not certain."""
    made: dict[str, Node] = {}
    for each in objects:
        if each.value is None:
            continue
        if isinstance(each.value, Unknown):
            made = {ELSE: Node(unsure(f"merge({', '.join(map(label_of, objects))})", each.value), each.origin)}
            continue
        values = as_object(each)
        made = {**({} if ELSE in values else made), **values}
    return made


def _length(value: Node) -> int:
    if isinstance(value.value, str):
        return len(value.value)
    if isinstance(value.value, tuple | dict):
        return len(value.value)
    raise EvaluationError("tf.no-collection", kind=kind_of(value.value))


def _element(value: Node, index: Node) -> Node:
    found, number = as_list(value), number_from(index)
    if not found:
        raise refuse("element", "tf.why-empty")
    if isinstance(number, Decimal):
        raise EvaluationError("tf.no-whole-number", value=str(number))
    if isinstance(value.value, Bag) and len(found) > 1 and isinstance(found[0].value, dict | tuple):
        return Node(unsure(f"element({label_of(value)}, {number})", Unknown("run-time")))
    return found[number % len(found)]


def _keys(value: Node) -> Nodes:
    return tuple([Node(key, value.origin) for key in as_object(value)])


def _values(value: Node) -> Nodes:
    return tuple(as_object(value).values())


def _lookup(value: Node, key: Node, default: Node | None = None) -> Node:
    found = as_object(value) if not isinstance(value.value, Unknown) else {ELSE: value}
    name = text_of(key)
    if name in found:
        return found[name]
    if ELSE in found:
        of = found[ELSE].value
        return Node(
            unsure(
                f"lookup({label_of(value)}, {label_of(key)})", of if isinstance(of, Unknown) else Unknown("run-time")
            )
        )
    if default is None:
        raise refuse("lookup", "tf.why-no-key", name=name)
    return default


def _contains(value: Node, wanted: Node) -> object:
    answers = [equal(each, wanted) for each in as_list(value)]
    if True in answers:
        return True
    return _doubt("contains", value, wanted) if None in answers else False


def _doubt(name: str, *nodes: Node) -> Unknown:
    of = next((node.value for node in nodes if isinstance(node.value, Unknown)), Unknown("not-supplied"))
    return unsure(f"{name}({', '.join(map(label_of, nodes))})", of)


def _flatten(value: Node) -> object:
    found: list[Node] = []
    waiting = list(reversed(as_list(value)))
    while waiting:
        each = waiting.pop()
        if isinstance(each.value, tuple):
            waiting += reversed(each.value)
        elif isinstance(each.value, Unknown):
            return _doubt("flatten", value)
        else:
            found.append(each)
    return tuple(found)


def _zipmap(keys: Node, values: Node) -> dict[str, Node]:
    names, found = as_list(keys), as_list(values)
    if len(names) != len(found):
        raise refuse("zipmap", "tf.why-lengths")
    return {text_of(name): each for name, each in zip(names, found, strict=True)}


def _distinct(value: Node) -> Nodes:
    found: list[Node] = []
    seen: set[tuple[str, str]] = set()
    for each in unified(as_list(value)):
        key = (kind_of(each.value), label_of(each))
        if key not in seen:
            seen.add(key)
            found.append(each)
    return tuple(found)


def _compact(value: Node) -> object:
    if any(isinstance(each.value, Unknown) for each in as_list(value)):
        return _doubt("compact", value)
    return tuple([each for each in as_list(value) if each.value not in (None, "")])


def _range(*limits: Node) -> Nodes:
    numbers: list[int | Decimal] = [number_from(each) for each in limits]
    start, end = (numbers[0], numbers[1]) if len(numbers) > 1 else (numbers[0] * 0, numbers[0])
    step = numbers[2] if len(numbers) > 2 else number_from(Node(1 if start <= end else -1))
    if step == 0 or (end - start) * step < 0:
        raise refuse("range", "tf.why-step")
    way, size = (end - start, step) if step > 0 else (start - end, -step)
    if way > MOST_IN_RANGE * size:
        raise refuse("range", "tf.why-too-many", most=MOST_IN_RANGE)
    found = []
    at: int | Decimal = start
    while (at < end) if step > 0 else (at > end):
        found.append(Node(at))
        at = at + step
    return tuple(found)


def _slice(value: Node, start: Node, end: Node) -> Nodes:
    found, first, last = as_list(value), number_from(start), number_from(end)
    if isinstance(first, Decimal) or isinstance(last, Decimal) or not 0 <= first <= last <= len(found):
        raise refuse("slice", "tf.why-outside", first=str(first), last=str(last), length=len(found))
    return found[first:last]


def _index(value: Node, wanted: Node) -> object:
    for number, each in enumerate(as_list(value)):
        same = equal(each, wanted)
        if same is None:
            return _doubt("index", value, wanted)
        if same:
            return number
    raise refuse("index", "tf.why-not-in-list")


def _one(value: Node) -> Node:
    if value.value is None:
        return value
    found = as_list(value)
    if len(found) > 1:
        raise refuse("one", "tf.why-several", number=len(found))
    return found[0] if found else Node(None)


def _coalesce(*values: Node) -> object:
    """Return the first that is neither null nor empty; what is not known may be either."""
    for each in unified(values):
        if isinstance(each.value, Unknown):
            return _doubt("coalesce", *values)
        if each.value is not None and each.value != "":
            return each
    raise refuse("coalesce", "tf.why-empty")


def _coalescelist(*values: Node) -> object:
    for each in values:
        if isinstance(each.value, Unknown):
            return _doubt("coalescelist", *values)
        if each.value:
            return each
    raise refuse("coalescelist", "tf.why-empty")


def _chunklist(value: Node, size: Node) -> object:
    found, width = as_list(value), number_from(size)
    if isinstance(width, Decimal) or width < 0:
        raise refuse("chunklist", "tf.why-step")
    width = width or max(len(found), 1)
    return tuple([Node(found[at : at + width]) for at in range(0, len(found), width)])


def _matchkeys(values: Node, keys: Node, wanted: Node) -> object:
    found, names, looked_for = as_list(values), as_list(keys), as_list(wanted)
    if len(found) != len(names):
        raise refuse("matchkeys", "tf.why-lengths")
    if len(names) * len(looked_for) > 1_000_000:
        raise refuse("matchkeys", "tf.why-too-long")
    chosen = []
    for each, name in zip(found, names, strict=True):
        answers = [equal(name, one) for one in looked_for]
        if True in answers:
            chosen.append(each)
        elif None in answers:
            return _doubt("matchkeys", values, keys, wanted)
    return tuple(chosen)


def _truths(value: Node, deciding: bool) -> object:
    answers = [each.value for each in as_list(value)]
    if deciding in answers or str(deciding).lower() in answers:
        return deciding
    if any(isinstance(answer, Unknown) for answer in answers):
        return _doubt("anytrue" if deciding else "alltrue", value)
    return False if None in answers else not deciding


def _reverse(value: Node) -> Nodes:
    return tuple(reversed(as_list(value)))


FUNCTIONS = {
    "alltrue": Function(lambda value: _truths(value, False), 1, 1, "nodes"),
    "anytrue": Function(lambda value: _truths(value, True), 1, 1, "nodes"),
    "chunklist": Function(_chunklist, 2, 2, "nodes"),
    "coalesce": Function(_coalesce, 1, None, "open"),
    "coalescelist": Function(_coalescelist, 1, None, "open"),
    "compact": Function(_compact, 1, 1, "nodes"),
    "concat": Function(_concat, 0, None, "nodes"),
    "contains": Function(_contains, 2, 2, "nodes"),
    "distinct": Function(_distinct, 1, 1, "nodes"),
    "element": Function(_element, 2, 2, "nodes"),
    "flatten": Function(_flatten, 1, 1, "nodes"),
    "index": Function(_index, 2, 2, "nodes"),
    "keys": Function(_keys, 1, 1, "nodes"),
    "length": Function(_length, 1, 1, "nodes"),
    "lookup": Function(_lookup, 2, 3, "open"),
    "matchkeys": Function(_matchkeys, 3, 3, "nodes"),
    "merge": Function(_merge, 0, None, "open"),
    "one": Function(_one, 1, 1, "nodes"),
    "range": Function(_range, 1, 3, "nodes"),
    "reverse": Function(_reverse, 1, 1, "nodes"),
    "slice": Function(_slice, 3, 3, "nodes"),
    "toset": Function(lambda value: bag_of(as_list(value)), 1, 1, "nodes"),
    "values": Function(_values, 1, 1, "nodes"),
    "zipmap": Function(_zipmap, 2, 2, "nodes"),
}
