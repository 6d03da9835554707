"""Pod disruption budgets against a move that drains every node: which of them let no pod go."""

import math
from collections.abc import Iterator

from msgspec import Struct

from ..rules.cluster_facts import DisruptionBudget
from ..rules.unknown import CannotJudge, Unknown
from .case import Case

PDBS = "kubectl get pdb -A -o json"


class AtRisk(Struct, frozen=True, kw_only=True):
    """A budget that stops a drain."""

    namespace: str
    name: str
    pods: int
    rule: str
    """`minAvailable` or `maxUnavailable`, as it is written."""
    value: str
    allowed: int
    is_by_rule: bool
    """It never lets one go, whatever runs; otherwise only now, because pods are missing."""

    @property
    def spare(self) -> str:
        """What would let one pod go: the value to write for the time of the move."""
        if self.rule == "maxUnavailable":
            return "1"
        return str(max(0, self.pods - 1))


def budgets_at_risk(case: Case) -> Iterator[AtRisk | CannotJudge]:
    """Yield the budgets that let no pod go, and what hides others."""
    budgets = case.facts.disruption_budgets
    if isinstance(budgets, Unknown):
        yield CannotJudge(PDBS)
        return
    for each in budgets:
        if isinstance(each.expected_pods, Unknown):
            if isinstance(each.disruptions_allowed, Unknown):
                yield CannotJudge(f"{PDBS} ({each.namespace}/{each.name})")
            elif not each.disruptions_allowed:
                yield _at_risk(each, 0, 0, is_by_rule=False)
        elif each.expected_pods:
            yield from _judged(each, each.expected_pods)


def _judged(budget: DisruptionBudget, pods: int) -> Iterator[AtRisk]:
    by_rule = may_go(budget, pods)
    now = budget.disruptions_allowed
    if by_rule is not None and by_rule <= 0:
        yield _at_risk(budget, pods, by_rule, is_by_rule=True)
    elif now == 0:
        yield _at_risk(budget, pods, 0, is_by_rule=False)


def _at_risk(budget: DisruptionBudget, pods: int, allowed: int, *, is_by_rule: bool) -> AtRisk:
    rule, value = ("maxUnavailable", budget.max_unavailable) if budget.max_unavailable else (
        "minAvailable", budget.min_available,
    )  # fmt: skip
    return AtRisk(
        namespace=budget.namespace,
        name=budget.name,
        pods=pods,
        rule=rule,
        value=value or "-",
        allowed=max(0, allowed),
        is_by_rule=is_by_rule,
    )


def may_go(budget: DisruptionBudget, pods: int) -> int | None:
    """Return how many of so many pods a budget ever lets go; percentages are rounded up, as Kubernetes does."""
    if budget.max_unavailable:
        return _number(budget.max_unavailable, pods)
    if budget.min_available:
        kept = _number(budget.min_available, pods)
        return None if kept is None else pods - kept
    return None


def _number(text: str, pods: int) -> int | None:
    amount, percent, _ = text.partition("%")
    if not amount.strip().isdecimal():
        return None
    return math.ceil(pods * int(amount) / 100) if percent else int(amount)
