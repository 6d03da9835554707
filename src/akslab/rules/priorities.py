"""Where a security rule can go before another: priorities are unique in each direction of a group (D19, A8)."""

from .ids import group_name, same
from .resources import NetworkSecurityGroup, SecurityRule
from .security_evaluation import Direction
from .unknown import Maybe, known

_FIRST, _LAST = 100, 4096
_MOST_MOVED = 8
"""Beyond, no list of commands is of help."""
TO_CHOOSE = "<free priority>"


def free_priority(group: NetworkSecurityGroup, direction: Direction, priority: int) -> int | str:
    """Return the last free priority before that of a rule; Azure's own rules come after 4096.

    Where none is free it is the rule's own, which `room_before` frees; where that would move many, a placeholder.
    """
    free = free_before(group, direction, priority)
    if free:
        return free
    return priority if _moved(group, direction, priority) else TO_CHOOSE


def free_before(group: NetworkSecurityGroup, direction: Direction, priority: int) -> int:
    """Return the last free priority before that of a rule; 0 where none is free."""
    taken = _by_priority(group, direction)
    return max((each for each in range(_FIRST, min(priority, _LAST + 1)) if each not in taken), default=0)


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
