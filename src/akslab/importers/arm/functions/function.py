"""What a function of the library is, and how it is called. ARM's evaluator calls it, and Bicep's does.

A function sees nodes. It raises RefusedError for what Azure would refuse, and NotKnownError where an operand it needs
is not known: the caller then gets an unknown value that remembers the call, or a text with a symbol in it.
"""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

from ....deployments.nodes import Node, Unknown
from ....wire.sentences import sentence
from ..budget import Budget
from ..refusals import NotKnownError, RefusedError
from ..targets import Target
from ..unknowns import Pending, short, spelled, symbol_of

Returns = Literal["string", "int", "bool", "array", "object", "any"]


class Site(Protocol):
    """Where a function is called."""

    @property
    def budget(self) -> Budget:
        """What may still be spent."""

    @property
    def target(self) -> Target:
        """Where the template is deployed to."""


class Lambda(Struct, frozen=True):
    """A function written in an expression: the value of a node, only ever as an argument."""

    arity: int
    call: Callable[[tuple[Node, ...]], Node]


Thunk = Callable[[], Node]
"""An argument that is evaluated when it is asked for."""
Strict: TypeAlias = Callable[[Site, tuple[Node, ...]], Node]
Lazy: TypeAlias = Callable[[Site, tuple[Thunk, ...]], Node]


class Function(Struct, frozen=True, kw_only=True):
    """A function of the library."""

    name: str
    """As Azure spells it; it is called in any case."""
    least: int
    most: int | None
    """None: any number."""
    returns: Returns = "any"
    strict: Strict | None = None
    lazy: Lazy | None = None
    """Either of the two. A lazy one gets thunks, and knows what to do with unknown operands."""
    takes_lambda: bool = False


def invoke(function: Function, site: Site, arguments: Sequence[Node]) -> Node:
    """Return the value of a strict or lazy function for arguments that are evaluated already. Raises RefusedError."""
    if function.strict is None:
        return invoke_lazily(function, site, [_held(node) for node in arguments])
    check_count(function, len(arguments))
    site.budget.spend(1)
    given = tuple(arguments)
    is_secret = False
    for node in given:
        is_secret = is_secret or node.is_secret
        if type(node.value) is Lambda and not function.takes_lambda:
            raise RefusedError(sentence("arm.lambda-misplaced", name=function.name))
    try:
        made = function.strict(site, given)
    except NotKnownError as reason:
        made = not_known(function, site, given, reason.unknown)
    _spend(site.budget, made.value)
    return Node(made.value, made.origin, is_secret=True) if is_secret and not made.is_secret else made


def invoke_lazily(function: Function, site: Site, thunks: Sequence[Thunk]) -> Node:
    """Return the value of a function of which only the arguments it needs are evaluated. Raises RefusedError."""
    if function.lazy is None:
        return invoke(function, site, [thunk() for thunk in thunks])
    check_count(function, len(thunks))
    site.budget.spend(1)
    return function.lazy(site, tuple(thunks))


def check_count(function: Function, given: int) -> None:
    """Raise RefusedError for too few or too many arguments."""
    if given >= function.least and (function.most is None or given <= function.most):
        return
    if function.most is None:
        raise RefusedError(sentence("arm.too-few", name=function.name, least=function.least, given=given))
    key = "arm.count" if function.least == function.most else "arm.count-between"
    raise RefusedError(sentence(key, name=function.name, least=function.least, most=function.most, given=given))


def not_known(function: Function, site: Site, arguments: tuple[Node, ...], reason: Unknown) -> Node:
    """Return what is known of a call with unknown operands: that it is this call."""
    words = ", ".join(spelled(node, site.budget) for node in arguments if not _is_lambda(node))
    text = short(f"{function.name}({words})")
    if any(_is_lambda(node) for node in arguments):
        text += f" {site.budget.fresh()}"
    if function.returns == "string":
        return Node(symbol_of(text))
    return Node(Pending(reason.why, reason.needs, text))


def _is_lambda(node: Node) -> bool:
    return type(node.value) is Lambda


def _held(node: Node) -> Thunk:
    return lambda: node


def _spend(budget: Budget, value: object) -> None:
    if isinstance(value, str):
        budget.spend_text(len(value))
    elif isinstance(value, tuple | dict):
        budget.spend(len(value))
