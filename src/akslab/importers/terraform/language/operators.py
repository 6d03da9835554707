"""Operators on nodes: arithmetic, comparison, logic, each with what it answers when a side is not known."""

from ....deployments.nodes import Node, Unknown
from ....deployments.origins import Origin
from ....wire.symbols import has_symbol
from ..exact_numbers import NumberError, calculated, divided
from .errors import EvaluationError
from .types import number_from, truth_of
from .values import Unsure, equal, label_of, unsure


def binary(operator: str, left: Node, right: Node, origin: Origin) -> Node:
    """Return `left operator right`. Raises EvaluationError for sides the operator is not for."""
    is_secret = left.is_secret or right.is_secret
    value: object
    if operator in ("==", "!="):
        same = equal(left, right)
        value = _doubt(operator, left, right) if same is None else same is (operator == "==")
    elif operator in ("&&", "||"):
        value = _logic(operator, left, right)
    elif (doubt := _unknown(left) or _unknown(right)) is not None:
        value = unsure(_label(operator, left, right), doubt)
    else:
        value = _arithmetic(operator, left, right)
    return Node(value, origin, is_secret)


def decides(operator: str, left: Node) -> bool:
    """Whether the left side of `&&` or `||` alone says the result: Terraform 1.12 does not look at the right one then."""
    return (operator == "&&" and left.value is False) or (operator == "||" and left.value is True)


def _label(operator: str, left: Node, right: Node) -> str:
    return f"{label_of(left)} {operator} {label_of(right)}"


def _unknown(node: Node) -> Unknown | None:
    if isinstance(node.value, Unknown):
        return node.value
    is_partly = isinstance(node.value, str) and has_symbol(node.value)
    return Unsure("not-supplied", label_of(node), label_of(node)) if is_partly else None


def _doubt(operator: str, left: Node, right: Node) -> Unknown:
    """Return an undecided comparison; `a != b` is said as the negation of `a == b`, so that the two are one test."""
    of = _unknown(left) or _unknown(right) or Unsure("run-time", "", "")
    for side, other in ((left, right), (right, left)):
        if isinstance(side.value, bool):
            label = label_of(other)
            return unsure(label if side.value is (operator == "==") else negated(label), of)
    sides = sorted((label_of(left), label_of(right)), key=lambda label: (label[:1] == '"' or label == "null", label))
    label = f"{sides[0]} == {sides[1]}"
    return unsure(label if operator == "==" else negated(label), of)


def negated(label: str) -> str:
    """Return the label of a negation; twice is not at all."""
    if label.startswith("!(") and label.endswith(")"):
        return label[2:-1]
    return f"!({label})"


def _logic(operator: str, left: Node, right: Node) -> bool | Unknown:
    deciding = operator == "||"
    doubts = []
    for side in (left, right):
        doubt = _unknown(side)
        if doubt is not None:
            doubts.append(doubt)
        elif truth_of(side) is deciding:
            return deciding
    if not doubts:
        return not deciding
    return doubts[0] if len(doubts) == 1 else unsure(_label(operator, left, right), doubts[0])


def _arithmetic(operator: str, left: Node, right: Node) -> object:
    one, other = number_from(left), number_from(right)
    comparisons = {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}
    if operator in comparisons:
        return comparisons[operator]
    try:
        return divided(one, other) if operator == "/" else calculated(operator, one, other)
    except ZeroDivisionError:
        raise EvaluationError("tf.by-zero") from None
    except NumberError:
        raise EvaluationError("tf.no-number", kind="number") from None


def unary(operator: str, node: Node, origin: Origin) -> Node:
    """Return `!node` or `-node`. Raises EvaluationError."""
    doubt = _unknown(node)
    if doubt is not None:
        label = label_of(node)
        return Node(unsure(negated(label) if operator == "!" else f"-{label}", doubt), origin, node.is_secret)
    return Node(not truth_of(node) if operator == "!" else -number_from(node), origin, node.is_secret)
