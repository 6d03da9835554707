"""Conditions in Bicep's words: a parameter is only its name, as in `if (newNetwork)`."""

import re

from msgspec.structs import replace

from ...deployments.declared import Condition
from ...deployments.nodes import Node
from ...wire.symbols import spoken
from ..arm.budget import Budget
from ..arm.conditions import conditions_of

_PARAMETER = re.compile(r"parameters\('([^']*)'\)")


def conditions(test: Node, budget: Budget) -> tuple[Condition, ...] | None:
    """Return the conditions that a test leaves open: none if it holds, None if it does not. Raises RefusedError."""
    found = conditions_of(test, budget)
    return None if found is None else tuple(replace(each, text=in_bicep(each.text)) for each in found)


def in_bicep(text: str) -> str:
    """Return an expression of the template language in Bicep's words, as people read it."""
    return spoken(_PARAMETER.sub(r"\1", text))
