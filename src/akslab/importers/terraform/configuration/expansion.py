"""`count` and `for_each` -> the instances of a resource or module, or what stands for them when nobody can tell."""

from collections.abc import Callable
from decimal import Decimal

from msgspec import Struct

from ....deployments.declared import Condition
from ....deployments.nodes import Node, Unknown
from ....rules.fields import ELSE
from ....wire.symbols import has_symbol
from ..hcl.syntax import Body, Call, Conditional, Expression
from ..language.access import Perhaps
from ..language.errors import EvaluationError
from ..language.evaluation import Evaluator
from ..language.operators import negated
from ..language.types import number_from
from ..language.values import Bag, Unsure, bag_of, kind_of, label_of, sorted_items, symbol_of, text_of, unsure

MOST_INSTANCES = 800
Expand = Callable[[Node], "Expansion"]


class One(Struct, frozen=True):
    """One instance: its key as an address writes it, and `each` or `count` in it."""

    suffix: str
    """`[0]`, `["a"]`, `[*]` for one that stands for many, nothing for a lone one."""
    key: str | int | None
    bound: dict[str, Node] = {}


class Expansion(Struct, frozen=True):
    """All instances, and under which conditions."""

    instances: tuple[One, ...]
    form: str
    """`single`, `list`, or `map`."""
    conditions: tuple[Condition, ...] = ()
    repeated: str = ""

    def arranged(self, values: list[Node]) -> Node:
        """Return the instances' values as the name of the resource means them."""
        if self.form == "single":
            return values[0]
        if self.repeated:
            rest = Node(Unsure("not-supplied", self.repeated, f"instance of {self.repeated}"))
            return Node({str(one.key): value for one, value in zip(self.instances, values, strict=True)} | {ELSE: rest})
        if self.conditions:
            perhaps = Perhaps(values)
            perhaps.label = condition_label(self.conditions[-1])
            return Node(perhaps)
        if self.form == "list":
            return Node(tuple(values))
        return Node({str(one.key): value for one, value in zip(self.instances, values, strict=True)})


def condition_label(condition: Condition) -> str:
    """Return a condition as one text, the negation said."""
    return condition.text if condition.holds else negated(condition.text)


def granted(conditions: tuple[Condition, ...]) -> frozenset[str]:
    """Return the labels of what may be taken for granted where these conditions hold."""
    return frozenset(condition_label(each) for each in conditions)


SINGLE = Expansion((One("", None),), "single")


def expanded(body: Body, evaluator: Evaluator) -> Expansion:
    """Return the instances that a resource's or module's body asks for. Raises EvaluationError."""
    count, each = body.arguments.get("count"), body.arguments.get("for_each")
    if count is not None:
        return _with_condition(count.value, evaluator, _by_count)
    if each is not None:
        return _with_condition(each.value, evaluator, _by_key)
    return SINGLE


def _with_condition(expression: Expression, evaluator: Evaluator, expand: Expand) -> Expansion:
    """Return the instances; where a test decides between some and none, those under that condition."""
    found = evaluator.evaluate(expression)
    chosen = _unwrapped(expression)
    if not isinstance(found.value, Unknown) or not isinstance(chosen, Conditional):
        return expand(found)
    test = evaluator.truth(chosen.test)
    if not isinstance(test, Unknown):
        return expand(found)
    label = label_of(Node(test))
    holds = not label.startswith("!(")
    yes, no = _or_none(evaluator, chosen.yes, expand), _or_none(evaluator, chosen.no, expand)
    for one, other, is_yes in ((yes, no, True), (no, yes, False)):
        if one and other and one.instances and not other.instances and not one.repeated:
            condition = Condition(label if holds else negated(label), holds is is_yes)
            return Expansion(one.instances, one.form, (condition,))
    return expand(found)


_SAME_FORM = ("toset", "tomap", "tolist")


def _unwrapped(expression: Expression) -> Expression:
    while isinstance(expression, Call) and expression.name in _SAME_FORM and len(expression.arguments) == 1:
        expression = expression.arguments[0]
    return expression


def _or_none(evaluator: Evaluator, expression: Expression, expand: Expand) -> Expansion | None:
    found = evaluator.evaluate(expression)
    if isinstance(found.value, Unknown):
        return None
    if isinstance(found.value, tuple) and expand is _by_key:
        found = Node(bag_of(found.value))
    return expand(found)


def _by_count(found: Node) -> Expansion:
    value = found.value
    if value is None:
        return Expansion((), "list")
    if isinstance(value, Unknown) or (isinstance(value, str) and has_symbol(value)):
        label = label_of(found)
        index = Node(Unsure("not-supplied", label, f"index below {label}"))
        key = symbol_of(label_of(index))
        return Expansion((One("[*]", key, {"count": Node({"index": index})}),), "list", repeated=label)
    number = number_from(found)
    if isinstance(number, Decimal) or number < 0:
        raise EvaluationError("tf.no-count", value=str(number))
    _check_number(number)
    return Expansion(
        tuple(One(f"[{index}]", index, {"count": Node({"index": Node(index)})}) for index in range(number)), "list"
    )


def _check_number(number: int) -> None:
    if number > MOST_INSTANCES:
        raise EvaluationError("tf.limit-instances", number=f"{number:,}", most=MOST_INSTANCES)


def _by_key(found: Node) -> Expansion:
    value = found.value
    if isinstance(value, Unknown) or (isinstance(value, dict) and ELSE in value):
        return _one_of_many(found)
    if isinstance(value, dict):
        pairs = [(key, Node(key), each) for key, each in sorted_items(value)]
    elif isinstance(value, Bag):
        if any(isinstance(each.value, Unknown) for each in value):
            return _one_of_many(found)
        pairs = [(text_of(each), each, each) for each in value]
    else:
        raise EvaluationError("tf.no-for-each", kind=kind_of(value))
    _check_number(len(pairs))
    return Expansion(
        tuple(One(f"[{_quoted(key)}]", key, {"each": Node({"key": name, "value": each})}) for key, name, each in pairs),
        "map",
    )


def _quoted(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _one_of_many(found: Node) -> Expansion:
    """Return the one instance that stands for all of a list or object nobody knows."""
    label = label_of(found)
    of = found.value if isinstance(found.value, Unknown) else Unsure("not-supplied", label, label)
    key = symbol_of(f"key in {label}")
    value = Node(unsure(f"{label}[key]", of))
    return Expansion((One("[*]", key, {"each": Node({"key": Node(key), "value": value})}),), "map", repeated=label)
