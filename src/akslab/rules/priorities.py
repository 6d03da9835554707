"""Where a security rule can go before another: priorities are unique in each direction of a group (D19, A8)."""

from .ids import group_name, same
from .resources import NetworkSecurityGroup, SecurityRule
from .security_evaluation import Direction
from .unknown import Maybe, known

PRIORITIES = range(100, 4097)
"""What a rule's priority may be (D19)."""
_MOST_MOVED = 8
"""Beyond, no list of commands is of help."""
TO_CHOOSE = "<free priority>"


def free_priority(group: NetworkSecurityGroup, direction: Direction, priority: int) -> int | str:
    """Return the last free priority before that of a rule; Azure's own rules come after 4096.

    Where none is free it is the rule's own, which `room_before` frees; where that would move many, a placeholder.
    """
    free = free_before(group, direction, priority)
    if free:
        return free[-1]
    return priority if _moved(group, direction, priority) else TO_CHOOSE


def free_before(group: NetworkSecurityGroup, direction: Direction, priority: int) -> list[int]:
    """Return the free priorities before that of a rule, rising."""
    taken = _by_priority(group, direction)
    return [each for each in range(PRIORITIES.start, min(priority, PRIORITIES.stop)) if each not in taken]


def room_before(group: NetworkSecurityGroup, direction: Direction, priority: int) -> str:
    """Return the commands that free the priority of a rule, each with `&&` behind it; none where another is free."""
    if free_priority(group, direction, priority) != priority:
        return ""
    start = f"az network nsg rule update -g {group_name(group.id)} --nsg-name {group.name}"
    moved = reversed(_moved(group, direction, priority))
    return "".join(f"{start} -n {each.name} --priority {at + 1} && " for at, each in moved)


def _moved(group: NetworkSecurityGroup, direction: Direction, priority: int) -> list[tuple[int, SecurityRule]]:
    """Return the rules from a priority on up to a free one, so that each can go one further; none where they are many."""
    taken, found = _by_priority(group, direction), list[tuple[int, SecurityRule]]()
    while priority + len(found) in taken:
        found.append((priority + len(found), taken[priority + len(found)]))
    return found if len(found) <= _MOST_MOVED else []


def _by_priority(group: NetworkSecurityGroup, direction: Direction) -> dict[Maybe[int], SecurityRule]:
    rules = known(group.rules, f"rules of {group.name}")
    return {each.priority: each for each in rules if same(str(each.direction), direction)}
