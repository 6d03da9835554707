"""What is told of ports that security groups close: each rule that closes, once, with all that it closes.

Derived from the View; the rules are in `security_of_nodes` and `security_to_nodes`.
"""

from collections.abc import Callable, Iterable, Iterator

from .guarded_nodes import Closed, Guarded, closed, guarded
from .ids import group_name
from .node_needs import Need
from .priorities import free_priority, room_before
from .proposals import doors
from .resources import ManagedCluster
from .security_evaluation import Direction
from .traffic_filters import groups_closed_whole
from .unknown import CannotJudge, Values
from .view import View

RULE_PLACE = "{nsg}#properties.securityRules[{rule}]"
Found = Iterator[Values | CannotJudge]


def told(found: Iterable[Closed | CannotJudge], direction: Direction = "Outbound") -> Found:
    """Yield what could not be judged, and what is told of each rule that closes, with all that it closes."""
    by_rule: dict[tuple[str, str], list[Closed]] = {}
    for each in found:
        if isinstance(each, CannotJudge):
            yield each
        else:
            by_rule.setdefault((each.group.id, each.rule), []).append(each)
    for parts in by_rule.values():
        first = parts[0]
        yield {
            "nsg": first.group.id,
            "group": group_name(first.group.id),
            "name": first.group.name,
            "rule": first.rule,
            "needs": _once(", ", (each.need.name for each in parts)),
            "ends": _once(" ", (each.need.admitted_by for each in parts)),
            "ports": _once(" ", (str(each.need.ports[0]) for each in parts)),
            "direction": direction,
            "room": room_before(first.group, direction, first.priority),
            "priority": free_priority(first.group, direction, first.priority),
            **doors(first.group, direction, first.priority, [each.need for each in parts]),
        }


def _once(between: str, texts: Iterable[str]) -> str:
    return between.join(dict.fromkeys(texts))


def in_groups(
    view: View, cluster: ManagedCluster, direction: Direction, needs_of: Callable[[Guarded], Iterable[Need]]
) -> Iterator[Closed | CannotJudge]:
    """Yield what the groups of the node subnets close in a direction, of what is needed there."""
    for each in guarded(view, cluster, direction):
        try:
            yield from (each,) if isinstance(each, CannotJudge) else closed(each, direction, needs_of(each))
        except CannotJudge as reason:
            yield reason


def public_in_groups(
    view: View, cluster: ManagedCluster, needs_of: Callable[[Guarded], Iterable[Need]]
) -> Iterator[Closed | CannotJudge]:
    """Yield the same for the way out, without what is closed as every public address is."""
    found = list(in_groups(view, cluster, "Outbound", needs_of))
    is_asked = any(isinstance(each, Closed) for each in found)
    whole = groups_closed_whole(view, cluster) if is_asked else ()
    for each in found:
        if isinstance(each, CannotJudge) or not (each.need.place and each.group.id in whole):
            yield each
