"""A test as a node -> whether it holds, or the conditions that all must hold. A test and its negation share one."""

from ...deployments.declared import Condition
from ...deployments.nodes import Node, Unknown
from .budget import Budget
from .functions.arguments import flag_of
from .refusals import NotKnownError
from .unknowns import Pending, negated, spelled


def conditions_of(node: Node, budget: Budget) -> tuple[Condition, ...] | None:
    """Return the conditions of what a test decides: none if it holds, None if it does not.

    Raises RefusedError for what is no test.
    """
    try:
        return () if flag_of(node, 0) else None
    except NotKnownError as reason:
        return tuple(_parts(_test(reason.unknown, node, budget)))


def _test(unknown: Unknown, node: Node, budget: Budget) -> Pending:
    is_named = isinstance(unknown, Pending) and unknown.text
    return unknown if is_named else Pending(unknown.why, unknown.needs, spelled(node, budget))  # type: ignore[return-value]


def _parts(test: Pending) -> list[Condition]:
    if test.all_of:
        return [condition for part in test.all_of for condition in _parts(part)]
    if test.negated is not None:
        return [Condition(negated(test).text, holds=False)]
    return [Condition(test.text)]
