"""The evaluator: an expression and what its names mean -> a node with the place where its value was written.

Nothing is guessed: what depends on something unsure is unsure under a label of its own, so that two equal computations
stay equal. Only errors in the expression itself stop it; the caller makes a problem of them.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Protocol

from ....deployments.nodes import Node, Unknown
from ....deployments.origins import Origin
from ....rules.fields import ELSE
from ..hcl.syntax import (
    Access,
    Binary,
    Branch,
    Call,
    Conditional,
    Expression,
    For,
    Literal,
    Loop,
    Mapping,
    Name,
    Part,
    Sequence,
    Step,
    Template,
    Unary,
)
from .access import followed
from .errors import Budget, EvaluationError
from .operators import binary, decides, unary
from .types import truth_of
from .values import Bag, equal, label_of, sorted_items, text_of, unsure


class Names(Protocol):
    """What the first word of a traversal means where the expression stands."""

    def value(self, name: str, steps: tuple[Step, ...], evaluator: "Evaluator") -> tuple[Node, int]:
        """Return the value of a name and of as many steps as belong to it, and how many those are."""

    def read(self, path: str) -> str:
        """Return the text of a file the configuration names. Raises EvaluationError."""

    def inside(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of the files and of the folders directly in a folder. Raises EvaluationError."""


class Evaluator:
    """Evaluates the expressions of one file in one scope. `bound` are the variables around the expression."""

    def __init__(self, file: str, names: Names, budget: Budget, bound: dict[str, Node] | None = None) -> None:
        """Take the file the offsets belong to, and what names mean there."""
        self.file, self.names, self.budget = file, names, budget
        self.bound = bound or {}
        self.trying = 0
        """How many `try` and `can` are around: what may be absent is then unsure."""

    def evaluate(self, expression: Expression) -> Node:
        """Return the value. Raises EvaluationError with its origin, or LimitError."""
        self.budget.spend(1)
        try:
            return _WAYS[type(expression)](self, expression)
        except EvaluationError as error:
            if error.origin is None:
                error.origin = self.place(expression)
            raise

    def place(self, expression: Expression) -> Origin:
        """Return where an expression stands."""
        return Origin(file=self.file, start=expression.start, end=expression.end)

    def truth(self, expression: Expression) -> bool | Unknown:
        """Return a condition, or why it cannot be decided. Raises EvaluationError for what is no condition."""
        found = self.evaluate(expression).value
        if isinstance(found, Unknown):
            return found
        if found is None:
            raise EvaluationError("tf.no-bool", kind="null")
        return truth_of(Node(found))


def _literal(self: Evaluator, it: Literal) -> Node:
    return Node(it.value, Origin(file=self.file, start=it.start, end=it.end))


def _name(self: Evaluator, it: Name) -> Node:
    if it.name in self.bound:
        return self.bound[it.name]
    return self.names.value(it.name, (), self)[0]


def _access(self: Evaluator, it: Access) -> Node:
    if not isinstance(it.operand, Name) or it.operand.name in self.bound:
        return followed(self, self.evaluate(it.operand), it.steps, it)
    found, used = self.names.value(it.operand.name, it.steps, self)
    return followed(self, found, it.steps[used:], it)


def _sequence(self: Evaluator, it: Sequence) -> Node:
    items = []
    for item in it.items:
        items.append(self.evaluate(item))  # noqa: PERF401 - a comprehension would be one more call a level
    return Node(tuple(items), self.place(it))


def _mapping(self: Evaluator, it: Mapping) -> Node:
    made: dict[str, Node] = {}
    for key, value in it.entries:
        made[text_of(self.evaluate(key))] = self.evaluate(value)
    return Node(made, self.place(it))


def _template(self: Evaluator, it: Template) -> Node:
    if len(it.parts) == 1 and not isinstance(it.parts[0], str | Branch | Loop):
        found = self.evaluate(it.parts[0])
        return Node(found.value, self.place(it), found.is_secret) if it.is_opaque else found
    text, is_secret = _joined(self, it.parts)
    self.budget.text(len(text) if isinstance(text, str) else 0)
    return Node(text, self.place(it), is_secret)


def _joined(self: Evaluator, parts: tuple[Part, ...]) -> tuple[str | Unknown, bool]:
    texts: list[str] = []
    is_secret = False
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        found: str | Unknown
        if isinstance(part, Branch):
            test = self.truth(part.test)
            if isinstance(test, Unknown):
                return unsure(f"text if {label_of(Node(test))}", test), is_secret
            found, secret = _joined(self, part.yes if test else part.no)
        elif isinstance(part, Loop):
            found, secret = _repeated(self, part)
        else:
            inner = self.evaluate(part)
            found, secret = text_of(inner), inner.is_secret
        if isinstance(found, Unknown):
            return found, is_secret or secret
        is_secret = is_secret or secret
        texts.append(found)
    return "".join(texts), is_secret


def _repeated(self: Evaluator, loop: Loop) -> tuple[str | Unknown, bool]:
    collection = self.evaluate(loop.collection)
    if isinstance(collection.value, Unknown):
        return unsure(f"text for {label_of(collection)}", collection.value), collection.is_secret
    texts, outer, is_secret = [], self.bound, collection.is_secret
    for key, value in _pairs(collection):
        self.bound = {**outer, loop.key_name: key, loop.value_name: value}
        found, secret = _joined(self, loop.parts)
        is_secret = is_secret or secret
        if isinstance(found, Unknown):
            self.bound = outer
            return found, is_secret
        texts.append(found)
        self.budget.text(len(found))
    self.bound = outer
    return "".join(texts), is_secret


def _pairs(collection: Node) -> list[tuple[Node, Node]]:
    """Return keys and values to walk over. Raises EvaluationError for what has none."""
    value = collection.value
    if isinstance(value, Bag):
        return [(item, item) for item in value]
    if isinstance(value, tuple):
        return [(Node(index), item) for index, item in enumerate(value)]
    if isinstance(value, dict) and ELSE not in value:
        return [(Node(key), item) for key, item in sorted_items(value)]
    raise EvaluationError("tf.no-collection", kind="null" if value is None else "value")


def _for(self: Evaluator, it: For) -> Node:
    collection = self.evaluate(it.collection)
    if isinstance(collection.value, Unknown) or (isinstance(collection.value, dict) and ELSE in collection.value):
        return _unsure_for(self, it, collection)
    outer = self.bound
    made: dict[str, Any] = {}
    items: list[Node] = []
    try:
        for key, value in _pairs(collection):
            self.bound = {**outer, it.key_name: key, it.value_name: value}
            if it.test is not None:
                test = self.truth(it.test)
                if isinstance(test, Unknown):
                    return _unsure_for(self, it, Node(test))
                if not test:
                    continue
            if it.key is None:
                items.append(self.evaluate(it.value))
            else:
                _put(self, it, made)
    finally:
        self.bound = outer
    if it.key is None:
        is_shuffled = isinstance(collection.value, Bag) and not _has_order(collection.value) and len(items) > 1
        return Node(Bag(items) if is_shuffled else tuple(items), self.place(it), collection.is_secret)
    grouped = {key: Node(tuple(found)) if it.groups else found for key, found in made.items()}
    return Node(grouped, self.place(it), collection.is_secret)


def _has_order(bag: Bag) -> bool:
    return not any(isinstance(item.value, dict | tuple) for item in bag)


def _put(self: Evaluator, it: For, made: dict[str, Any]) -> None:
    assert it.key is not None
    key, value = text_of(self.evaluate(it.key)), self.evaluate(it.value)
    if it.groups:
        made.setdefault(key, []).append(value)
    elif key in made:
        raise EvaluationError("tf.same-key", name=key)
    else:
        made[key] = value


def _unsure_for(self: Evaluator, it: For, doubt: Node) -> Node:
    of = doubt.value if isinstance(doubt.value, Unknown) else doubt.value[ELSE].value
    return Node(unsure(f"for {label_of(doubt)} at {it.start} of {self.file}", of), self.place(it), doubt.is_secret)


def _conditional(self: Evaluator, it: Conditional) -> Node:
    test = self.truth(it.test)
    if isinstance(test, Unknown):
        yes, no = self.evaluate(it.yes), self.evaluate(it.no)
        if equal(yes, no):
            return yes
        label = f"{label_of(Node(test))} ? {label_of(yes)} : {label_of(no)}"
        return Node(unsure(label, test), self.place(it), yes.is_secret or no.is_secret)
    chosen, other = (it.yes, it.no) if test else (it.no, it.yes)
    found = self.evaluate(chosen)
    is_text = isinstance(other, Template) or (isinstance(other, Literal) and isinstance(other.value, str))
    if is_text and isinstance(found.value, int | Decimal):
        return Node(text_of(found), found.origin, found.is_secret)
    return found


def _binary(self: Evaluator, it: Binary) -> Node:
    """Evaluate a long sum from its left end, without a call a sign; `&&` and `||` stop where the left side decides."""
    spine = [it]
    while isinstance(spine[-1].left, Binary):
        spine.append(spine[-1].left)
    found = self.evaluate(spine[-1].left)
    for part in reversed(spine):
        self.budget.spend(1)
        if decides(part.operator, found):
            found = Node(part.operator == "||", self.place(part), found.is_secret)
        else:
            found = binary(part.operator, found, self.evaluate(part.right), self.place(part))
    return found


def _unary(self: Evaluator, it: Unary) -> Node:
    return unary(it.operator, self.evaluate(it.value), self.place(it))


def _call(self: Evaluator, it: Call) -> Node:
    from .functions import call  # noqa: PLC0415 - the functions know the evaluator, and many inputs call none

    return call(self, it)


_WAYS: dict[type, Callable[[Evaluator, Any], Node]] = {
    Literal: _literal,
    Name: _name,
    Access: _access,
    Sequence: _sequence,
    Mapping: _mapping,
    Template: _template,
    For: _for,
    Conditional: _conditional,
    Binary: _binary,
    Unary: _unary,
    Call: _call,
}
