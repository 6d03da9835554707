"""What is known of what is not known: which expression would give it, and the known parts of a text.

Two unknown values with the same expression are the same value. A text nobody knows, or knows only in parts, is a text
with symbols in it, so that ids and names made of it still compare.
"""

import re
from collections.abc import Iterator

from ...deployments.nodes import Node, Unknown, Why
from ...wire.symbols import has_symbol, is_symbol, spoken, symbol
from .budget import Budget
from .hashing import unique_string
from .targets import GROUP, LOCATION, SUBSCRIPTION, TENANT, group_id

_PIECE = re.compile("(\ue000[^\ue001]*\ue001)")
_SPELLED = {
    group_id(SUBSCRIPTION, GROUP): "resourceGroup().id",
    GROUP: "resourceGroup().name",
    LOCATION: "resourceGroup().location",
    f"/subscriptions/{SUBSCRIPTION}": "subscription().id",
    SUBSCRIPTION: "subscription().subscriptionId",
    TENANT: "tenant().tenantId",
}
_LONGEST = 160
_LONGEST_TEXT = 600
_LONGEST_READ = 4000


class Pending(Unknown, frozen=True):
    """An unknown value of which the expression is known. A test may be made of others: all, or any of them."""

    text: str = ""
    """The expression, with parameters by their outermost names; equal texts are equal values."""
    all_of: "tuple[Pending, ...]" = ()
    any_of: "tuple[Pending, ...]" = ()
    negated: "Pending | None" = None


def pending(why: Why, needs: str, text: str = "") -> Pending:
    """Return an unknown value; without a `text`, `needs` names it."""
    return Pending(why, needs, short(text or needs))


def short(text: str) -> str:
    """Return the expression of an unknown value cut to a length that people read; different ones stay different."""
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT // 2]}…{unique_string(text)}"


def negated(test: Pending) -> Pending:
    """Return the negation of a test: of a negation, the test itself; of several, the several negations."""
    if test.negated is not None:
        return test.negated
    words = short(f"not({test.text})")
    all_of, any_of = tuple(map(negated, test.any_of)), tuple(map(negated, test.all_of))
    return Pending(test.why, test.needs, words, all_of, any_of, test)


def symbol_of(expression: str) -> str:
    """Return the symbol of a text that `expression` would give. A slash would cut ids apart: it gets another shape."""
    return symbol(expression.replace("/", "\u2215"))


def text_of_unknown(unknown: Unknown) -> str:
    """Return the symbol that stands for an unknown value inside a text."""
    return symbol_of((unknown.text if isinstance(unknown, Pending) else "") or unknown.needs or unknown.why)


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a text that are not empty, in order, and whether each is a symbol."""
    for part in _PIECE.split(text):
        if part:
            yield has_symbol(part), part


def known_start(text: str) -> str:
    """Return what stands before the first symbol."""
    return text.partition("\ue000")[0]


def known_end(text: str) -> str:
    """Return what stands behind the last symbol."""
    return text.rpartition("\ue001")[2]


def unknown_in(text: str) -> Pending:
    """Return why a text with symbols is not known: its first symbol says what would settle it."""
    name = spoken(next(part for is_unknown, part in pieces(text) if is_unknown))[1:-1]
    is_given = name.startswith(("parameter", "subscription", "resource group", "location of"))
    return Pending("not-supplied" if is_given else "run-time", name, spelled_text(text))


def spelled_text(text: str) -> str:
    """Return a text as an expression writes it."""
    if text in _SPELLED:
        return _SPELLED[text]
    if is_symbol(text):
        name = spoken(text)[1:-1]
        kind, _, parameter = name.partition("parameter ")
        is_plain = parameter and not kind and " " not in parameter
        return f"parameters('{parameter}')" if is_plain else name
    return "'" + spoken(text).replace("'", "''") + "'"


def spelled(node: Node, budget: Budget) -> str:
    """Return a value as an expression would write it, shortened: equal ones are equal, different ones differ."""
    writing = _Writing(budget)
    writing.write(node)
    text = "".join(writing.parts)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{unique_string(text)}"


class _Writing:
    """A value being written; what is too long to compare, or not to be shown, is equal to nothing else."""

    def __init__(self, budget: Budget) -> None:
        self.parts: list[str] = []
        self._budget = budget
        self._length = 0

    def write(self, node: Node) -> None:
        value = node.value
        if self._length > _LONGEST_READ or (node.is_secret and not isinstance(value, Unknown)):
            self._add(f"…{self._budget.fresh()}")
        elif isinstance(value, tuple):
            self._many("[", (("", each) for each in value), "]")
        elif isinstance(value, dict):
            self._many("{", ((f"{spelled_text(key)}: ", each) for key, each in value.items()), "}")
        elif isinstance(value, str):
            self._add(spelled_text(value))
        elif isinstance(value, Unknown):
            self._add((value.text if isinstance(value, Pending) else "") or value.needs or value.why)
        elif value is None or isinstance(value, bool):
            self._add({True: "true()", False: "false()", None: "null()"}[value])
        else:
            self._add(str(value))

    def _add(self, text: str) -> None:
        self._budget.spend_text(len(text))
        self._length += len(text)
        self.parts.append(text)

    def _many(self, opening: str, inner: Iterator[tuple[str, Node]], closing: str) -> None:
        self._add(opening)
        for index, (label, node) in enumerate(inner):
            self._add(f"{', ' if index else ''}{label}")
            self.write(node)
            if self._length > _LONGEST_READ:
                break
        self._add(closing)
